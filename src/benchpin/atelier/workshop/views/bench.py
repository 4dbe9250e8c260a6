"""Work as it is done: operations, the balance, pictures, one's own queue."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from benchpin.atelier.accounts.requests import SignedInRequest
from benchpin.atelier.stock.queries import lots_of
from benchpin.atelier.stock.services import StockRefused
from benchpin.atelier.workshop import queries, services
from benchpin.atelier.workshop.forms import PhotoForm, WeighForm
from benchpin.atelier.workshop.job_route import minutes_so_far
from benchpin.atelier.workshop.models import JobOperation
from benchpin.atelier.workshop.views.found import job_or_404, member_or_404, staff
from benchpin.atelier.workshop.views.jobs import render_job
from benchpin.smith.anatomy import read_anatomy


@staff
@require_GET
def bench(request: SignedInRequest) -> HttpResponse:
    return _bench(request)


@staff
@require_POST
def start(request: SignedInRequest, number: str, operation_id: int) -> HttpResponse:
    return _act(request, number, operation_id, services.start_operation, "Begun")


@staff
@require_POST
def undo(request: SignedInRequest, number: str, operation_id: int) -> HttpResponse:
    return _act(request, number, operation_id, services.undo_start, "Taken back")


@staff
@require_POST
def finish(request: SignedInRequest, number: str, operation_id: int) -> HttpResponse:
    return _act(request, number, operation_id, services.finish_operation, "Done")


@staff
@require_POST
def weigh(request: SignedInRequest, number: str) -> HttpResponse:
    found = job_or_404(request, number)
    lots = lots_of(found.workshop_id, read_anatomy(found.piece.anatomy).alloy)
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
def photo(request: SignedInRequest, number: str) -> HttpResponse:
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


def _act(
    request: SignedInRequest, number: str, operation_id: int, service: Callable[..., JobOperation], word: str
) -> HttpResponse:
    """One tap at the bench. Whoever tapped on their own queue stays there."""
    found = job_or_404(request, number)
    operation = get_object_or_404(JobOperation, pk=operation_id, job=found)
    from_bench = request.POST.get("back") == reverse("workshop:bench")
    try:
        service(operation_id=operation.pk, by=request.user, now=timezone.now())
    except services.WorkshopRefused as refusal:
        return _bench(request, refusal) if from_bench else render_job(request, found, refusal=refusal, status=409)
    messages.success(request, f"{word}: {operation.operation['name']}, {found.number}.")
    return redirect("workshop:bench") if from_bench else redirect("workshop:job", found.number)


def _bench(request: SignedInRequest, refusal: Exception | None = None) -> HttpResponse:
    user, now = member_or_404(request), timezone.now()
    queue = queries.bench_queue(user, now)
    context = {
        "queue": queue,
        "under_way": [(item, minutes_so_far(item.operation, item.job, now)) for item in queue.under_way],
        "today": timezone.localdate(now),
        "refusal": refusal,
    }
    return render(request, "workshop/bench.html", context, status=409 if refusal else 200)
