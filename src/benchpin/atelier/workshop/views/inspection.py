"""The final inspection: a form made of the points the piece itself asks for."""

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from benchpin.atelier.workshop import queries, services
from benchpin.atelier.workshop.forms import InspectionForm
from benchpin.atelier.workshop.views.found import job_or_404, staff
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.inspection import points


@staff
@require_http_methods(["GET", "POST"])
def inspection(request: HttpRequest, number: str) -> HttpResponse:
    found = job_or_404(request, number)
    expected = points(msgspec.convert(found.piece.anatomy, Anatomy))
    form = InspectionForm(request.POST or None, points=expected)
    context = {"job": found, "form": form, "inspections": queries.inspections_of(found)}
    if request.method == "GET":
        return render(request, "workshop/inspection.html", context)
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
        messages.warning(request, f"{found.piece.serial} goes back to the bench. The customer has been told.")
    return redirect("workshop:job", number)
