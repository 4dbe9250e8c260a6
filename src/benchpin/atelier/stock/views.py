"""What is in the safe."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from benchpin.atelier.accounts.models import Membership
from benchpin.atelier.accounts.requests import SignedInRequest
from benchpin.atelier.stock import queries, services
from benchpin.atelier.stock.forms import ReceiveForm


@login_required
@require_GET
def stock(request: SignedInRequest) -> HttpResponse:
    membership = _membership_or_404(request)
    context = {
        "lots": queries.lots_for(request.user),
        "stones": queries.stones_for(request.user),
        "parcels": queries.parcels_for(request.user),
        "may_receive": membership.role == Membership.Role.MANAGER,
    }
    return render(request, "stock/stock.html", context)


@login_required
@require_GET
def lot(request: SignedInRequest, number: str) -> HttpResponse:
    _membership_or_404(request)
    found = get_object_or_404(queries.lots_for(request.user), number=number)
    context = {"lot": found, "accounts": queries.accounts_of_lot(found), "transfers": queries.transfers_of_lot(found)}
    return render(request, "stock/lot.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def receive(request: SignedInRequest) -> HttpResponse:
    membership = _membership_or_404(request)
    if membership.role != Membership.Role.MANAGER:
        raise Http404
    today = timezone.localdate(timezone.now(), membership.workshop.zone)
    if request.method != "POST":
        return render(request, "stock/receive.html", {"form": ReceiveForm(initial={"received_on": today})})
    form = ReceiveForm(request.POST)
    if not form.is_valid():
        return render(request, "stock/receive.html", {"form": form}, status=422)
    try:
        received = services.receive_lot(
            workshop_id=membership.workshop_id, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except services.StockRefused as refusal:
        form.add_error("number", str(refusal))
        return render(request, "stock/receive.html", {"form": form}, status=409)
    messages.success(request, f"Lot {received.number} is in the safe.")
    return redirect("stock:stock")


def _membership_or_404(request: SignedInRequest) -> Membership:
    membership = Membership.objects.filter(user=request.user).select_related("workshop").first()
    if membership is None:
        raise Http404
    return membership
