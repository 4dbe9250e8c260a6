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
from benchpin.atelier.workshop.models import Job
from benchpin.atelier.workshop.views.found import job_or_404, manager_or_404, member_or_404, staff
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.materials import finish, gem, metal
from benchpin.smith.pricing import CostSheet

FILE_TYPES = {
    "stl": "model/stl",
    "3mf": "model/3mf",
    "glb": "model/gltf-binary",
    "svg": "image/svg+xml",
}
SHOWS = {"open": "Open", "late": "Will be late", "done": "Finished"}


@staff
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    user, now = member_or_404(request), timezone.now()
    show, words = request.GET.get("show", "open"), request.GET.get("q", "").strip()
    rows = queries.finished_job_rows(user, now) if show == "done" else queries.open_job_rows(user, now)
    late = sum(row.late for row in rows)
    if show == "late":
        rows = [row for row in rows if row.late or row.blocked]
    if words:
        rows = [row for row in rows if words.lower() in _searched(row.job)]
    context = {"rows": rows, "show": show, "shows": SHOWS, "words": words, "late": late}
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
    anatomy = msgspec.convert(found.piece.anatomy, Anatomy)
    operations = list(queries.operations_of(found))
    lots = lots_of(found.workshop_id, anatomy.alloy)
    choices = [(row.pk, row.operation["name"]) for row in operations]
    now = timezone.now()
    context = {
        "job": found,
        "anatomy": anatomy,
        "metal": metal(anatomy.alloy),
        "finish": finish(anatomy.finish),
        "gems": {stone.key: gem(stone.gem) for stone in anatomy.stones},
        "stones": queries.stones_on_bag(found),
        "operations": operations,
        "planned": queries.planned_steps(found, now),
        "next_operation": next((row for row in operations if row.finished_at is None), None),
        "transfers": transfers_of(found.workshop_id, found.number),
        "inspections": queries.inspections_of(found),
        "weigh_form": weigh_form or WeighForm(lots=lots, initial={"key": get_random_string(24)}),
        "photo_form": photo_form or PhotoForm(operations=choices),
        "photos": found.photos.select_related("taken_by", "operation").order_by("taken_at", "pk"),
        "new_days": found.new_days.order_by("told_at"),
        "refusal": refusal,
    }
    return render(request, "workshop/job.html", context, status=status)


@staff
@require_GET
def drawing(request: HttpRequest, number: str) -> HttpResponse:
    return _file(job_or_404(request, number), "svg", inline=True)


@staff
@require_GET
def file(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    found = job_or_404(request, number)
    if kind not in FILE_TYPES:
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
    anatomy = msgspec.convert(found.piece.anatomy, Anatomy)
    address = request.build_absolute_uri(reverse("workshop:job", args=[found.number]))
    context = {
        "job": found,
        "anatomy": anatomy,
        "metal": metal(anatomy.alloy),
        "finish": finish(anatomy.finish),
        "stones": queries.stones_on_bag(found),
        "gems": {stone.key: gem(stone.gem) for stone in anatomy.stones},
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
    name, content = services.casting_file(found, kind)
    response = HttpResponse(content, content_type=FILE_TYPES[kind])
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response


def _searched(found: Job) -> str:
    return f"{found.number} {found.piece.serial} {found.piece.name} {found.customer_name} {found.order_number}".lower()
