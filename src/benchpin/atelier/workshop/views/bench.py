"""Work as it is done: operations, the balance, pictures, one's own queue."""

from collections.abc import Callable

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from benchpin.atelier.stock.queries import lots_of
from benchpin.atelier.stock.services import StockRefused
from benchpin.atelier.workshop import queries, services
from benchpin.atelier.workshop.forms import PhotoForm, WeighForm
from benchpin.atelier.workshop.models import JobOperation
from benchpin.atelier.workshop.views.found import job_or_404, member_or_404, staff
from benchpin.atelier.workshop.views.jobs import render_job
from benchpin.smith.anatomy import Anatomy


@staff
@require_GET
def bench(request: HttpRequest) -> HttpResponse:
    user, now = member_or_404(request), timezone.now()
    return render(request, "workshop/bench.html", {"queue": queries.bench_queue(user, now), "now": now})


@staff
@require_POST
def start(request: HttpRequest, number: str, operation_id: int) -> HttpResponse:
    return _act(request, number, operation_id, services.start_operation, "Begun")


@staff
@require_POST
def undo(request: HttpRequest, number: str, operation_id: int) -> HttpResponse:
    return _act(request, number, operation_id, services.undo_start, "Taken back")


@staff
@require_POST
def finish(request: HttpRequest, number: str, operation_id: int) -> HttpResponse:
    return _act(request, number, operation_id, services.finish_operation, "Done")


@staff
@require_POST
def weigh(request: HttpRequest, number: str) -> HttpResponse:
    found = job_or_404(request, number)
    lots = lots_of(found.workshop_id, msgspec.convert(found.piece.anatomy, Anatomy).alloy)
    form = WeighForm(request.POST, lots=lots)
    if not form.is_valid():
        return render_job(request, found, weigh_form=form, status=422)
    given = form.cleaned_data
    try:
        services.weigh(
            job_id=found.pk,
            lot_id=given["lot"],
            what=given["what"],
            grams=given["grams"],
            by=request.user,
            now=timezone.now(),
            key=f"weigh:{found.number}:{given['key']}",
        )
    except (services.WorkshopRefused, StockRefused) as refusal:
        form.add_error("grams", str(refusal))
        return render_job(request, found, weigh_form=form, status=409)
    messages.success(request, f"{given['grams']} g written down.")
    return redirect("workshop:job", number)


@staff
@require_POST
def photo(request: HttpRequest, number: str) -> HttpResponse:
    found = job_or_404(request, number)
    choices = [(row.pk, row.operation["name"]) for row in queries.operations_of(found)]
    form = PhotoForm(request.POST, request.FILES, operations=choices)
    if not form.is_valid():
        return render_job(request, found, photo_form=form, status=422)
    given = form.cleaned_data
    try:
        services.add_photo(
            job_id=found.pk,
            operation_id=given["operation"],
            upload=given["image"],
            caption=given["caption"],
            shown=given["shown"],
            by=request.user,
            now=timezone.now(),
        )
    except services.PhotoRefused as refusal:
        form.add_error("image", str(refusal))
        return render_job(request, found, photo_form=form, status=422)
    messages.success(request, "The picture is kept.")
    return redirect("workshop:job", number)


def _act(request: HttpRequest, number: str, operation_id: int, service: Callable[..., JobOperation], word: str) -> HttpResponse:
    found = job_or_404(request, number)
    operation = get_object_or_404(JobOperation, pk=operation_id, job=found)
    try:
        service(operation_id=operation.pk, by=request.user, now=timezone.now())
    except services.WorkshopRefused as refusal:
        return render_job(request, found, refusal=refusal, status=409)
    messages.success(request, f"{word}: {operation.operation['name']}, {found.number}.")
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back) if here else redirect("workshop:job", found.number)
