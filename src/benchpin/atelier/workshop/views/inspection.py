"""The final inspection: a form made of the points the piece itself asks for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from benchpin.atelier.accounts.requests import SignedInRequest
from benchpin.atelier.workshop import queries, services
from benchpin.atelier.workshop.forms import InspectionForm
from benchpin.atelier.workshop.job_route import FINAL_INSPECTION
from benchpin.atelier.workshop.models import Job
from benchpin.atelier.workshop.services import passed
from benchpin.atelier.workshop.views.found import job_or_404, staff
from benchpin.smith.anatomy import read_anatomy
from benchpin.smith.inspection import points


@staff
@require_http_methods(["GET", "POST"])
def inspection(request: SignedInRequest, number: str) -> HttpResponse:
    found = job_or_404(request, number)
    expected = points(read_anatomy(found.piece.anatomy))
    asked = request.method == "POST"
    form = InspectionForm(request.POST, points=expected) if asked else InspectionForm(points=expected)
    context = {"job": found, "form": form, "inspections": queries.inspections_of(found)}
    if not asked:
        return render(request, "workshop/inspection.html", {**context, "not_yet": _not_yet(found)})
    if not form.is_valid():
        return render(request, "workshop/inspection.html", context, status=422)
    try:
        made = services.record_inspection(
            job_id=found.pk, values=form.values(), note=form.cleaned_data["note"], by=request.user, now=timezone.now()
        )
    except services.InspectionRefused as refusal:
        for key, sentence in refusal.errors.items():
            form.add_error(key, sentence)
        if not refusal.errors:
            form.add_error(None, str(refusal))
        return render(request, "workshop/inspection.html", context, status=422 if refusal.errors else 409)
    if made.passed:
        messages.success(request, f"{found.piece.serial} passed. The balance is now due.")
    else:
        messages.warning(request, f"{found.piece.serial} goes back to the bench.")
    return redirect("workshop:job", number)


def _not_yet(found: Job) -> str:
    """Why there is nothing to inspect at the moment, or nothing."""
    if found.cancelled_at is not None:
        return "This job was cancelled"
    following = next((row for row in queries.operations_of(found) if row.finished_at is None), None)
    if following is None or (following.key != FINAL_INSPECTION and passed(found)):
        return "This piece has passed"
    return "" if following.key == FINAL_INSPECTION else f"“{following.operation['name']}” comes first"
