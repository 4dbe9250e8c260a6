"""Orders as the office sees them. Who does not run a workshop's office finds nothing here."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from benchpin.atelier.accounts.requests import SignedInRequest
from benchpin.atelier.shop import services
from benchpin.atelier.shop.forms import CancelForm, HandOverForm
from benchpin.atelier.shop.models import Order, OrderLine
from benchpin.atelier.shop.queries import office_orders, runs_an_office, stories, story

__all__ = ["cancel", "hand_over", "order", "orders", "take_payment"]

PAGE = 50
STATES = [
    ("", "All"),
    ("deposit", "Waiting for the deposit"),
    ("making", "Paid, not yet handed over"),
    ("done", "Handed over"),
    ("ended", "Ended"),
]


@never_cache
@login_required
@require_safe
def orders(request: SignedInRequest) -> HttpResponse:
    if not runs_an_office(request.user):
        raise Http404
    search, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
    page = Paginator(office_orders(request.user, search=search, state=state), PAGE).get_page(request.GET.get("page"))
    context = {"orders": stories(page), "page": page, "search": search, "state": state, "states": STATES}
    return render(request, "shop/office/orders.html", context)


@never_cache
@login_required
@require_safe
def order(request: SignedInRequest, number: str) -> HttpResponse:
    return _order_page(request, _order(request, number))


@login_required
@require_POST
def take_payment(request: SignedInRequest, number: str) -> HttpResponse:
    """Record that what is due was paid at the shop."""
    found = _order(request, number)
    try:
        payment = services.take_at_shop(
            order_id=found.pk, purpose=request.POST.get("purpose", ""), by=request.user, now=timezone.now()
        )
    except services.ShopRefused as refusal:
        return _order_page(request, found, refusal=str(refusal), status=409)
    messages.success(request, f"{payment.get_purpose_display()} recorded.")
    return redirect("shop:office_order", number=number)


@login_required
@require_POST
def cancel(request: SignedInRequest, number: str) -> HttpResponse:
    found = _order(request, number)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _order_page(request, found, cancel_form=form, status=422)
    try:
        services.cancel_order(order_id=found.pk, why=form.cleaned_data["why"], by=request.user, now=timezone.now())
    except services.ShopRefused as refusal:
        return _order_page(request, found, refusal=str(refusal), status=409)
    messages.success(request, f"Order {number} is cancelled, and the customer is told.")
    return redirect("shop:office_order", number=number)


@login_required
@require_POST
def hand_over(request: SignedInRequest, line_id: uuid.UUID) -> HttpResponse:
    line = get_object_or_404(OrderLine, pk=line_id, order__in=office_orders(request.user))
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _order_page(request, line.order, hand_over_form=form, hand_over_line=line_id, status=422)
    try:
        services.hand_over(line_id=line_id, **form.cleaned_data, by=request.user, now=timezone.now())
    except services.ShopRefused as refusal:
        form.add_error(None, str(refusal))
        return _order_page(request, line.order, hand_over_form=form, hand_over_line=line_id, status=409)
    messages.success(request, f"{line.name} is handed over. Its passport is issued.")
    return redirect("shop:office_order", number=line.order.number)


def _order(request: SignedInRequest, number: str) -> Order:
    return get_object_or_404(office_orders(request.user), number=number)


def _order_page(request: SignedInRequest, found: Order, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "order": found,
        "story": story(found, timezone.now()),
        "hand_over_form": HandOverForm(),
        "cancel_form": CancelForm(),
    }
    return render(request, "shop/office/order.html", {**context, **more}, status=status)
