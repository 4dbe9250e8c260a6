"""The API to read. Nothing here changes anything, so a POST needs no token: it only carries what is too long for an address."""

import logging
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from benchpin.atelier.api.configuration import configuration
from benchpin.atelier.catalogue.building import BuildFailed
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.catalogue.queries import published_listing
from benchpin.designs import ALL, Design, by_key
from benchpin.designs.schema import design_schema

__all__ = ["configure", "design", "designs"]

log = logging.getLogger(__name__)


class Unreadable(ValueError):
    """That what was sent is not a question, with the sentence why."""


@require_safe
def designs(request: HttpRequest) -> HttpResponse:
    """What can be made, each with the address of its options."""
    return _json(
        [
            {
                "key": one.key,
                "name": one.name,
                "kind": one.kind,
                "summary": one.summary,
                "url": reverse("api:design", args=[one.key]),
            }
            for one in ALL
        ]
    )


@require_safe
def design(request: HttpRequest, key: str) -> HttpResponse:
    """A design with every option and all that is known about it."""
    return _json(design_schema(_design_or_404(key)))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def configure(request: HttpRequest, key: str) -> HttpResponse:
    """One configuration; `listing` names the listing whose price and day are asked for. 422 for what cannot be made."""
    found = _design_or_404(key)
    try:
        answers = _answers(request)
        listing = _listing(answers.pop("listing", ""), found)
        answer = configuration(found, answers, listing, timezone.now())
    except Unreadable as reason:
        return _json({"error": str(reason)}, status=400)
    except BuildFailed as failed:
        log.warning("%s could not be built: %s", key, failed)
        return _json({"error": "This piece takes longer to work out than it should. Please ask again in a moment."}, status=503)
    return _json(answer, status=200 if answer.made else 422)


def _answers(request: HttpRequest) -> dict[str, str]:
    """Choices from the address, a form, or a JSON object of texts."""
    if request.method != "POST":
        return {str(name): str(value) for name, value in request.GET.items()}
    if request.content_type == "application/json":
        try:
            return msgspec.json.decode(request.body, type=dict[str, str])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Unreadable(f"Send a JSON object of texts, one for each option: {error}") from error
    return {str(name): str(value) for name, value in request.POST.items()}


def _listing(slug: str, of: Design) -> Listing | None:
    if not slug:
        return None
    listing = published_listing(slug)
    if listing is None or listing.design_key != of.key:
        raise Unreadable(f"There is no listing “{slug}” of this design.")
    return listing


def _design_or_404(key: str) -> Design:
    try:
        return by_key(key)
    except KeyError:
        raise Http404(f"There is no design {key}.") from None


def _json(answer: Any, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(msgspec.json.encode(answer), content_type="application/json", status=status)
    response["Access-Control-Allow-Origin"] = "*"  # to read, from any page: nothing here is anyone's own
    return response
