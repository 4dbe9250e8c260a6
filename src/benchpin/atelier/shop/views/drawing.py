"""A customer's own hand, uploaded as a drawing: what comes of it is one short text, which is a choice like any other."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from benchpin.atelier.catalogue.configuring import asked, design_of
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.catalogue.queries import published_listings
from benchpin.designs.handwriting import Handwriting
from benchpin.smith.errors import DesignError

__all__ = ["drawing"]

MOST_BYTES = 500_000  # a scanned signature as outlines is a tenth of that
TOO_LARGE = "This file is larger than 500 kB. Save the drawing as plain SVG, without pictures in it."
NOTHING = "No file was chosen. Choose the SVG file of your handwriting."


@require_POST
def drawing(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Read an uploaded drawing. Answers a script with its text or a sentence, anybody else with the page that shows it."""
    listing = get_object_or_404(published_listings(), slug=slug)
    option = next((one for one in design_of(listing).options if one.key == key), None)
    if not isinstance(option, Handwriting):
        raise Http404
    try:
        text, refusal = _read(request, option), ""
    except DesignError as error:
        text, refusal = "", str(error)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"text": text, "refusal": refusal})
    back = f"{reverse('shop:product', args=[listing.slug])}?{urlencode(_others(request, listing, key) | {key: text})}"
    if refusal:
        context = {"listing": listing, "option": option, "refusal": refusal, "back": back}
        return render(request, "shop/drawing_refused.html", context, status=422)
    return redirect(f"{back}#option-{key}")


def _read(request: HttpRequest, option: Handwriting) -> str:
    """The text of the uploaded drawing. Raises DesignError with a sentence."""
    upload = request.FILES.get("drawing")
    if upload is None:
        raise DesignError(option.key, NOTHING)
    if upload.size is None or upload.size > MOST_BYTES:
        raise DesignError(option.key, TOO_LARGE)
    return option.parse_file(upload.read())


def _others(request: HttpRequest, listing: Listing, key: str) -> dict[str, str]:
    """What was chosen besides, as the address of the page had it."""
    return {name: value for name, value in asked(listing, request.GET.dict()).items() if name != key and value}
