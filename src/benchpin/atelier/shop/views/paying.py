"""Paying for an order, and hearing from whoever takes the money."""

from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchpin.atelier.shop import services
from benchpin.atelier.shop.models import Order, Payment
from benchpin.atelier.shop.payments import BROWSER_SCRIPT, BY_CARD, BadSignature, takes_real_cards
from benchpin.atelier.shop.payments.fake_stripe import ACCEPTED, APPROVAL, DECLINED
from benchpin.atelier.shop.queries import stories
from benchpin.atelier.shop.views.orders import order_or_404

__all__ = ["approval", "back", "pay", "webhook"]

TEST_CARDS = [
    (ACCEPTED, "4242 4242 4242 4242", "is accepted"),
    (DECLINED, "4000 0000 0000 0002", "is declined"),
    (APPROVAL, "4000 0025 0000 3155", "asks its owner first"),
]
# What Stripe's own script needs, on the one page that loads it: docs.stripe.com/security/guide, content security policy.
STRIPE_NEEDS = {
    "script-src": ["https://js.stripe.com"],
    "frame-src": ["https://js.stripe.com", "https://hooks.stripe.com"],
    "connect-src": ["https://api.stripe.com"],
}
LARGEST_WEBHOOK_BYTES = 256_000  # Stripe's are a few kilobytes

View = Callable[..., HttpResponseBase]


def _with_stripe_script(view: View) -> View:
    """Let the page load Stripe's script, when there are keys to load it for."""
    extended = csp_update(STRIPE_NEEDS)(view)

    @wraps(view)
    def chosen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return (extended if takes_real_cards() else view)(request, *args, **kwargs)

    return chosen


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_with_stripe_script
def pay(request: HttpRequest, token: str, purpose: str) -> HttpResponse:
    order = _order(token, purpose)
    [found] = stories([order])
    if found.due != purpose:
        return redirect("shop:order", token=token)
    context = {"order": order, "story": found, "purpose": purpose, "cards": TEST_CARDS, "real": takes_real_cards()}
    if request.method != "POST":
        return render(request, "shop/pay.html", context)
    try:
        return _begin_real(request, order, context) if takes_real_cards() else _pay_at_demo(request, order, purpose)
    except services.PaymentRefused as refusal:
        return render(request, "shop/pay.html", {**context, "refusal": refusal}, status=409)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, token: str, purpose: str) -> HttpResponse:
    """The stand-in's bank asks its customer. With real cards the real bank does that."""
    order = _order(token, purpose)
    if takes_real_cards():
        raise Http404
    [found] = stories([order])
    if found.due != purpose:
        return redirect("shop:order", token=token)
    if request.method != "POST":
        return render(request, "shop/approval.html", {"order": order, "story": found, "purpose": purpose})
    approved = request.POST.get("answer") == "yes"
    try:
        services.answer_demo_bank(order_id=order.pk, purpose=purpose, yes=approved, now=timezone.now())
    except services.PaymentRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("shop:pay", token=token, purpose=purpose)
    if not approved:
        messages.error(request, "You did not approve the payment. Nothing was taken.")
        return redirect("shop:pay", token=token, purpose=purpose)
    return _thanks(request, token)


@never_cache
@require_safe
def back(request: HttpRequest, token: str, purpose: str) -> HttpResponse:
    """Where Stripe's script brings the customer back to."""
    order = _order(token, purpose)
    services.settle(order_id=order.pk, purpose=purpose, now=timezone.now())
    return redirect("shop:order", token=token)


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Stripe's events: believed for their signature alone."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_WEBHOOK_BYTES:
        return HttpResponse("Too large.", status=413, content_type="text/plain")
    signature = request.headers.get("Stripe-Signature", "")
    try:
        services.hear_provider(payload=request.body, signature=signature, now=timezone.now())
    except BadSignature as refusal:
        return HttpResponse(str(refusal), status=400, content_type="text/plain")
    return HttpResponse("Heard.", content_type="text/plain")


def _order(token: str, purpose: str) -> Order:
    if purpose not in Payment.Purpose.values:
        raise Http404
    return order_or_404(token)


def _pay_at_demo(request: HttpRequest, order: Order, purpose: str) -> HttpResponse:
    card = request.POST.get("card", "")
    if card not in {name for name, _, _ in TEST_CARDS}:
        raise services.PaymentRefused("Choose one of the test cards.")
    intent = services.pay_at_demo(order_id=order.pk, purpose=purpose, card=card, now=timezone.now())
    if intent.state == "approval":
        return redirect("shop:approval", token=order.token, purpose=purpose)
    return _thanks(request, order.token)


def _begin_real(request: HttpRequest, order: Order, context: dict[str, object]) -> HttpResponse:
    purpose = str(context["purpose"])
    _, intent = services.start_payment(order_id=order.pk, purpose=purpose, provider=BY_CARD, now=timezone.now())
    if intent.state == "paid":
        return _thanks(request, order.token)
    returns_to = request.build_absolute_uri(reverse("shop:paid_return", args=[order.token, purpose]))
    card = {"script": BROWSER_SCRIPT, "key": settings.STRIPE_PUBLISHABLE_KEY, "secret": intent.secret, "return_url": returns_to}
    return render(request, "shop/pay.html", {**context, "card": card})


def _thanks(request: HttpRequest, token: str) -> HttpResponse:
    messages.success(request, "Thank you: your payment has arrived.")
    return redirect("shop:order", token=token)
