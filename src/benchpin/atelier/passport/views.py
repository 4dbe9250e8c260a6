"""Pages of a passport: for anyone with its code, for its owner, for a stranger who checks."""

import json

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from benchpin.atelier.passport import queries
from benchpin.atelier.passport.calendars import care_calendar
from benchpin.atelier.passport.certificate import certificate_pdf
from benchpin.atelier.passport.forms import CheckForm
from benchpin.atelier.passport.keys import signing_key
from benchpin.atelier.passport.models import Passport
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.care import care_plan
from benchpin.smith.passport import verify


@require_GET
def passport(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.all_passports(), code=code)
    context = {"passport": found, "record": queries.record_in(found), "true": queries.speaks_true(found)}
    return render(request, "passport/passport.html", context)


@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.all_passports(), code=code)
    response = HttpResponse(certificate_pdf(found, _address(request, found)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{found.piece.serial}.pdf"'
    return response


@require_GET
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The signed record as a file, to be checked without asking us."""
    found = get_object_or_404(queries.all_passports(), code=code)
    body = {"record": found.record, "signature": found.signature, "key_id": found.key_id, "public_key": signing_key().public}
    response = HttpResponse(json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="record-{found.piece.serial}.json"'
    return response


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "passport/check.html", {"form": form, "key": signing_key()}, status=status)
    if signed := form.cleaned_data["record"]:
        true = verify(signed["record"], signed["signature"], signing_key().public)
        found = queries.all_passports().filter(record=signed["record"]).first() if true else None
    else:
        found = queries.all_passports().filter(code=form.cleaned_data["code"]).first()
        true = found is not None and queries.speaks_true(found)
    context = {"form": form, "key": signing_key(), "checked": True, "true": true, "passport": found}
    return render(request, "passport/check.html", context)


@require_GET
def owner(request: HttpRequest, token: str) -> HttpResponse:
    ownership = get_object_or_404(queries.ownership_by_token(), token=token)
    piece = ownership.passport.piece
    context = {
        "ownership": ownership,
        "passport": ownership.passport,
        "record": queries.record_in(ownership.passport),
        "care": care_plan(msgspec.convert(piece.anatomy, Anatomy)),
    }
    response = render(request, "passport/owner.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def care_file(request: HttpRequest, token: str) -> HttpResponse:
    ownership = get_object_or_404(queries.ownership_by_token(), token=token)
    piece = ownership.passport.piece
    plan = care_plan(msgspec.convert(piece.anatomy, Anatomy))
    body = care_calendar(ownership.passport, plan, timezone.localdate(ownership.since, piece.workshop.zone))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="care-{piece.serial}.ics"'
    return response


def _address(request: HttpRequest, found: Passport) -> str:
    path = reverse("passport:passport", args=[found.code])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
