"""A basket: what somebody means to order, as it was shown, checked again each time it is looked at."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from benchpin.atelier.shop.addresses import product_address
from benchpin.atelier.shop.models import Basket, BasketLine
from benchpin.atelier.shop.offers import NotOnOffer, Offer, make_offer
from benchpin.smith.errors import DesignRefused
from benchpin.smith.making.route import Route
from benchpin.smith.money import round_cents

__all__ = [
    "BasketRefused",
    "Checked",
    "CheckedLine",
    "add_to_basket",
    "agreed_text",
    "check",
    "deposit_cents",
    "find_basket",
    "remove_from_basket",
]

MOST_LINES = 12  # a basket is for a person; more is a conversation with the workshop


class BasketRefused(ValueError):
    """That something cannot go into the basket, with a sentence for the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A line with what it is worth now; `refusal` if it can no longer be ordered."""

    line: BasketLine
    offer: Offer | None
    refusal: str = ""

    @property
    def moved(self) -> bool:
        return self.offer is not None and (self.offer.price_cents, self.offer.promised_on) != (
            self.line.price_cents,
            self.line.promised_on,
        )

    @property
    def address(self) -> str:
        return product_address(self.offer) if self.offer else ""

    @property
    def agreed(self) -> str:
        """What the page shows of this line, for the order to be held against."""
        return agreed_text(self.line.pk, self.offer.price_cents, self.offer.promised_on) if self.offer else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A whole basket with the figures of now."""

    lines: tuple[CheckedLine, ...]

    @property
    def can_be_ordered(self) -> bool:
        return bool(self.lines) and not any(line.refusal for line in self.lines)

    @property
    def total_cents(self) -> int:
        return sum(line.offer.price_cents for line in self.lines if line.offer)

    @property
    def deposit_cents(self) -> int:
        return deposit_cents(line.offer for line in self.lines if line.offer)

    @property
    def left_cents(self) -> int:
        return self.total_cents - self.deposit_cents


def deposit_cents(offers: Iterable[Offer]) -> int:
    """What is paid at the order: each listing's share of its price, rounded once."""
    return round_cents(sum(offer.price_cents * offer.listing.deposit_percent for offer in offers) / 100)


def agreed_text(line_id: int, price_cents: int, promised_on: date) -> str:
    return f"{line_id}:{price_cents}:{promised_on.isoformat()}"


def find_basket(token: str) -> Basket | None:
    """The basket of a cookie, until it is ordered."""
    return Basket.objects.filter(token=token, ordered_at__isnull=True).first() if token else None


@transaction.atomic
def add_to_basket(*, basket: Basket | None, offer: Offer, now: datetime) -> BasketLine:
    """Put a configuration into the basket with the price and the day it was shown at.

    Raises:
        BasketRefused: if the basket is full, or holds this very stone already.
    """
    basket = basket or Basket.objects.create(token=secrets.token_urlsafe(32), made_at=now)
    if basket.lines.count() >= MOST_LINES:
        raise BasketRefused(f"A basket holds {MOST_LINES} pieces. Order these first, or write to us.")
    number = offer.stone.number if offer.stone else ""
    if number and basket.lines.filter(stone_number=number).exists():
        raise BasketRefused(f"Stone {number} is in your basket already, and there is only one of it.")
    beside = [line.offer.route for line in check(basket, now).lines if line.offer]
    if beside:  # the hours are given to those before it
        offer = make_offer(
            listing=offer.listing, answers=dict(offer.specification.choices), stone_number=number, now=now, beside=beside
        )
    return BasketLine.objects.create(
        basket=basket,
        listing=offer.listing,
        choices=dict(offer.specification.choices),
        stone_number=number,
        price_cents=offer.price_cents,
        promised_on=offer.promised_on,
        added_at=now,
    )


def remove_from_basket(*, basket: Basket, line_id: int) -> None:
    """Take a line out. One that is not there is as good as taken out."""
    basket.lines.filter(pk=line_id).delete()


def check(basket: Basket | None, now: datetime) -> Checked:
    """Every line with its price and day of now; each takes its hours after the lines before it."""
    checked: list[CheckedLine] = []
    for line in basket.lines.select_related("listing__workshop") if basket else []:
        beside = [one.offer.route for one in checked if one.offer]
        checked.append(_checked(line, now, beside))
    return Checked(lines=tuple(checked))


def _checked(line: BasketLine, now: datetime, beside: Sequence[Route]) -> CheckedLine:
    if not line.listing.published:
        return CheckedLine(line=line, offer=None, refusal="We no longer offer this piece.")
    try:
        offer = make_offer(listing=line.listing, answers=line.choices, stone_number=line.stone_number, now=now, beside=beside)
    except (DesignRefused, NotOnOffer) as refusal:
        return CheckedLine(line=line, offer=None, refusal=str(refusal))
    return CheckedLine(line=line, offer=offer)
