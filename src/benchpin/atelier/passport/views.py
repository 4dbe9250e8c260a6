"""Pages of a passport: for anyone with its code, for its owner, for a stranger who checks."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from benchpin.atelier.passport import queries
from benchpin.atelier.passport.calendars import care_calendar
from benchpin.atelier.passport.certificate import certificate_pdf
from benchpin.atelier.passport.forms import CheckForm
from benchpin.atelier.passport.keys import signing_key
from benchpin.atelier.passport.models import Ownership, Passport
from benchpin.atelier.workshop.services import FileRefused, piece_file
from benchpin.smith.anatomy import read_anatomy
from benchpin.smith.care import CarePlan, care_plan
from benchpin.smith.materials.view import viewer_table


@require_safe
def passport(request: HttpRequest, code: str) -> HttpResponse:
    found = _passport_or_404(code)
    return render(request, "passport/passport.html", {**_shown(found), "true": queries.speaks_true(found)})


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    found = _passport_or_404(code)
    address = request.build_absolute_uri(reverse("passport:passport", args=[found.code]))
    if settings.PUBLIC_URL:
        address = settings.PUBLIC_URL + reverse("passport:passport", args=[found.code])
    response = HttpResponse(certificate_pdf(found, address), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{found.piece.serial}.pdf"'
    return response


@require_safe
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The signed record as a file, to be checked without asking us."""
    found = _passport_or_404(code)
    response = HttpResponse(queries.signed_record(found).as_file(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="record-{found.piece.serial}.json"'
    return response


@require_safe
def piece(request: HttpRequest, code: str) -> HttpResponse:
    return _picture(code, "glb", "model/gltf-binary")


@require_safe
def drawing(request: HttpRequest, code: str) -> HttpResponse:
    return _picture(code, "svg", "image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    asked = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if asked else CheckForm()
    context = {"form": form, "key": signing_key()}
    if not asked:
        return render(request, "passport/check.html", context)
    if not form.is_valid():
        return render(request, "passport/check.html", context, status=422)
    signed = form.cleaned_data["file"] or form.cleaned_data["record"]
    verdict = queries.verdict_on_record(signed) if signed else queries.verdict_on_code(form.cleaned_data["code"])
    return render(request, "passport/check.html", {**context, "verdict": verdict})


@never_cache
@require_safe
def owner(request: HttpRequest, token: str) -> HttpResponse:
    found = _ownership_or_404(token)
    context = {**_shown(found.passport), "ownership": found, "care": _care(found.passport)}
    return render(request, "passport/owner.html", context)


@never_cache
@require_safe
def care_file(request: HttpRequest, token: str) -> HttpResponse:
    found = _ownership_or_404(token)
    since = timezone.localdate(found.since, found.passport.piece.workshop.zone)
    body = care_calendar(found.passport, _care(found.passport), since)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="care-{found.passport.piece.serial}.ics"'
    return response


def _passport_or_404(code: str) -> Passport:
    return get_object_or_404(queries.all_passports(), code=code)


def _ownership_or_404(token: str) -> Ownership:
    return get_object_or_404(queries.ownership_by_token(), token=token)


def _shown(found: Passport) -> dict[str, Any]:
    return {
        "passport": found,
        "record": queries.shown(found),
        "choices": found.piece.specification["choices"],
        "viewer_table": viewer_table(),
    }


def _care(found: Passport) -> CarePlan:
    return care_plan(read_anatomy(found.piece.anatomy))


def _picture(code: str, kind: str, content_type: str) -> HttpResponse:
    """The piece as it was sold, in 3D or in outline; nothing if today's designs would show another."""
    try:
        _, content = piece_file(_passport_or_404(code).piece.job, kind)
    except FileRefused as refusal:
        raise Http404 from refusal
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = "public, max-age=86400"
    return response
