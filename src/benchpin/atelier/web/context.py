"""What every page knows: whose shop this is, how much is in the basket, who is looking."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from benchpin.atelier.accounts.models import Membership, Workshop
from benchpin.atelier.shop.models import BasketLine

__all__ = ["House", "page"]

BASKET_COOKIE = "basket"


class House:
    """The shop around a page. Each figure is asked for once, and only if the page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def workshop(self) -> Workshop | None:
        return Workshop.objects.order_by("pk").first()

    @property
    def name(self) -> str:
        return self.workshop.name if self.workshop else "Benchpin"

    @property
    def currency(self) -> str:
        return self.workshop.currency if self.workshop else "GBP"

    @property
    def public_url(self) -> str:
        return settings.PUBLIC_URL or self._request.build_absolute_uri("/").rstrip("/")

    @cached_property
    def basket_count(self) -> int:
        token = self._request.COOKIES.get(BASKET_COOKIE, "")
        return BasketLine.objects.filter(basket__token=token, basket__ordered_at=None).count() if token else 0

    @cached_property
    def role(self) -> str:
        """The visitor's role in the workshop: "manager", "artisan", "office", or nothing for a customer."""
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return ""
        return Membership.objects.filter(user=user).values_list("role", flat=True).first() or ""


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor: `house`, and `currency` for the money filters."""
    house = House(request)
    return {"house": house, "currency": SimpleLazyObject(lambda: house.currency)}
