"""The basket, and the one page from it to an order."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchpin.atelier.shop import services
from benchpin.atelier.shop.baskets import check, find_basket
from benchpin.atelier.shop.forms import CheckoutForm
from benchpin.atelier.shop.models import Basket, Order
from benchpin.atelier.shop.payments import AT_SHOP
from benchpin.atelier.web.context import BASKET_COOKIE

__all__ = ["basket", "checkout", "remove"]


@never_cache
@require_safe
def basket(request: HttpRequest) -> HttpResponse:
    return render(request, "shop/basket.html", {"checked": check(_basket(request), timezone.now())})


@require_POST
def remove(request: HttpRequest, line_id: int) -> HttpResponse:
    found = _basket(request)
    if found is not None:
        services.remove_from_basket(basket=found, line_id=line_id)
    return redirect("shop:basket")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _order(request)
    checked = check(_basket(request), timezone.now())
    if not checked.can_be_ordered:
        return redirect("shop:basket")
    return render(request, "shop/checkout.html", {"form": CheckoutForm(initial=_known(request)), "checked": checked})


def _order(request: HttpRequest) -> HttpResponse:
    """Place the order, or say beside each field what is missing. A repeated click finds the order it made."""
    form = CheckoutForm(request.POST)
    now = timezone.now()
    if (placed := Order.objects.filter(idempotency_key=request.POST.get("idempotency_key") or None).first()) is not None:
        return redirect("shop:order", token=placed.token)
    found = _basket(request)
    if found is None:
        return redirect("shop:basket")
    if not form.is_valid():
        return render(request, "shop/checkout.html", {"form": form, "checked": check(found, now)}, status=422)
    try:
        order = services.place_order(
            basket=found,
            customer=form.customer(),
            user=request.user if request.user.is_authenticated else None,
            agreed=request.POST.getlist("agreed"),
            pays_at_shop=form.cleaned_data["payment"] == AT_SHOP,
            idempotency_key=form.cleaned_data["idempotency_key"],
            now=now,
        )
    except services.NothingToOrder:
        return redirect("shop:basket")
    except services.OfferMoved as moved:
        return render(request, "shop/moved.html", {"form": form, "moved": moved}, status=409)
    by_card = form.cleaned_data["payment"] != AT_SHOP
    return redirect("shop:pay", token=order.token, purpose="deposit") if by_card else redirect("shop:order", token=order.token)


def _basket(request: HttpRequest) -> Basket | None:
    return find_basket(request.COOKIES.get(BASKET_COOKIE, ""))


def _known(request: HttpRequest) -> dict[str, str]:
    key = {"idempotency_key": secrets.token_hex(16)}
    if not request.user.is_authenticated:
        return key
    return {"name": request.user.name, "email": request.user.email, **key}
