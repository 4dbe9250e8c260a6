"""An order as its customer follows it, at an address nobody can guess."""

import mimetypes

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from benchpin.atelier.accounts.requests import SignedInRequest
from benchpin.atelier.outbox.mail import address
from benchpin.atelier.passport.models import Ownership
from benchpin.atelier.shop.calendars import promised_days_ics
from benchpin.atelier.shop.models import Order
from benchpin.atelier.shop.queries import order_by_token, orders_of, stories, story
from benchpin.atelier.workshop.models import Photo

__all__ = ["calendar", "my_pieces", "order", "order_or_404", "photo"]

MOST_SHOWN = 100


@never_cache
@require_safe
def order(request: HttpRequest, token: str) -> HttpResponse:
    found = order_or_404(token)
    return render(request, "shop/order.html", {"order": found, "story": story(found, timezone.now())})


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    found = order_or_404(token)
    link = address(reverse("shop:order", args=[token]))
    ics = promised_days_ics(found, days=stories([found])[0].days, now=timezone.now(), url=link)
    response = HttpResponse(ics, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.ics"'
    return response


@require_safe
def photo(request: HttpRequest, token: str, photo_id: int) -> FileResponse:
    """A picture from the bench, for whoever has the order's address and only if it was meant for them."""
    references = [str(line) for line in order_or_404(token).lines.values_list("pk", flat=True)]
    shown = Photo.objects.filter(job__hold__reference__in=references, shown_to_customer=True)
    found = get_object_or_404(shown, pk=photo_id)
    response = FileResponse(found.image.open("rb"), content_type=mimetypes.guess_type(found.image.name or "")[0])
    response["Cache-Control"] = "private, max-age=86400"
    return response


@never_cache
@login_required
@require_safe
def my_pieces(request: SignedInRequest) -> HttpResponse:
    owned = Ownership.objects.filter(user=request.user, until__isnull=True).select_related("passport__piece")
    orders = stories(orders_of(request.user)[:MOST_SHOWN])
    return render(request, "shop/my_pieces.html", {"orders": orders, "owned": owned.order_by("-since")[:MOST_SHOWN]})


def order_or_404(token: str) -> Order:
    found = order_by_token(token)
    if found is None:
        raise Http404
    return found
