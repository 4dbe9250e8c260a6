"""The job list, one job, its papers and files."""

import msgspec
import segno
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from benchpin.atelier.stock.queries import lots_of, transfers_of
from benchpin.atelier.workshop import queries, services
from benchpin.atelier.workshop.forms import PhotoForm, WeighForm
from benchpin.atelier.workshop.job_route import route_of
from benchpin.atelier.workshop.models import Job
from benchpin.atelier.workshop.views.found import job_or_404, manager_or_404, member_or_404, staff
from benchpin.smith.anatomy import read_anatomy
from benchpin.smith.materials import finish, metal
from benchpin.smith.outputs import OUTPUTS
from benchpin.smith.pricing import CostSheet

SHOWS = {"open": "Open", "late": "Will be late", "done": "Finished"}


@staff
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    user, now = member_or_404(request), timezone.now()
    show, words = request.GET.get("show", "open"), request.GET.get("q", "").strip()
    finished = show == "done"
    found = queries.finished_job_rows if finished else queries.open_job_rows
    rows = found(user, now, words=words)
    late = [row for row in rows if row.late or row.blocked]
    context = {
        "rows": late if show == "late" else rows,
        "show": show if show in SHOWS else "open",
        "shows": SHOWS,
        "words": words,
        "late": None if finished else len(late),
    }
    return render(request, "workshop/jobs.html", context)


@staff
@require_GET
def job(request: HttpRequest, number: str) -> HttpResponse:
    return render_job(request, job_or_404(request, number))


def render_job(
    request: HttpRequest,
    found: Job,
    *,
    weigh_form: WeighForm | None = None,
    photo_form: PhotoForm | None = None,
    refusal: Exception | None = None,
    status: int = 200,
) -> HttpResponse:
    """The job page, with whichever form was refused and what it said."""
    anatomy = read_anatomy(found.piece.anatomy)
    route = route_of(found, timezone.now())
    lots = lots_of(found.workshop_id, anatomy.alloy)
    inspections = list(queries.inspections_of(found))
    choices = [(step.operation.pk, step.operation.operation["name"]) for step in route]
    context = {
        "job": found,
        "anatomy": anatomy,
        "metal": metal(anatomy.alloy),
        "stones": queries.stones_on_bag(found),
        "route": route,
        "route_left": [step.operation.operation["name"] for step in route if step.operation.finished_at is None],
        "ready_on": next((step.planned.ready_at.date() for step in reversed(route) if step.planned), None),
        "transfers": transfers_of(found.workshop_id, found.number),
        "inspections": inspections,
        "outcome": inspections[0] if inspections else None,
        "weigh_form": weigh_form or WeighForm(lots=lots, initial={"key": get_random_string(24)}),
        "photo_form": photo_form or PhotoForm(operations=choices),
        "photos": found.photos.select_related("taken_by").order_by("taken_at", "pk"),
        "files": services.files_of(anatomy),
        "new_days": found.new_days.order_by("told_at"),
        "refusal": refusal,
    }
    return render(request, "workshop/job.html", context, status=status)


@staff
@require_GET
def drawing(request: HttpRequest, number: str) -> HttpResponse:
    try:
        return _file(job_or_404(request, number), "svg", inline=True)
    except services.FileRefused as refusal:
        raise Http404 from refusal


@staff
@require_GET
def file(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    found = job_or_404(request, number)
    if kind not in OUTPUTS:
        raise Http404
    try:
        return _file(found, kind, inline=False)
    except services.FileRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("workshop:job", number)


@staff
@require_GET
def photo_file(request: HttpRequest, number: str, photo_id: int) -> FileResponse:
    """A picture from the bench, for those who work here; customers have an address of their own for what they may see."""
    shot = get_object_or_404(job_or_404(request, number).photos, pk=photo_id)
    response = FileResponse(shot.image.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=31536000, immutable"  # named by its content
    return response


@staff
@require_GET
def traveller(request: HttpRequest, number: str) -> HttpResponse:
    found = job_or_404(request, number)
    anatomy = read_anatomy(found.piece.anatomy)
    address = request.build_absolute_uri(reverse("workshop:job", args=[found.number]))
    context = {
        "job": found,
        "anatomy": anatomy,
        "metal": metal(anatomy.alloy),
        "finish": finish(anatomy.finish),
        "stones": queries.stones_on_bag(found),
        "operations": queries.operations_of(found),
        # Made by us from numbers alone: nothing in it was typed by anyone.
        "qr": mark_safe(segno.make(address, error="m").svg_inline(scale=3, border=0)),
    }
    return render(request, "workshop/traveller.html", context)


@staff
@require_GET
def cost_sheet(request: HttpRequest, number: str) -> HttpResponse:
    found = job_or_404(request, number)
    manager_or_404(request, found)
    sheet = msgspec.convert(found.cost_sheet, CostSheet)
    return render(request, "workshop/cost_sheet.html", {"job": found, "sheet": sheet})


def _file(found: Job, kind: str, *, inline: bool) -> HttpResponse:
    name, content = services.piece_file(found, kind)
    response = HttpResponse(content, content_type=OUTPUTS[kind].media_type)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
