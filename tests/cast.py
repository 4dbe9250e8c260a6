"""The people and pieces that every test knows by name: Hollis & Wren, the atelier of the demo, on a Monday morning."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.catalogue import queries as catalogue
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.demo.house import open_house
from benchpin.atelier.demo.people import PASSWORD
from benchpin.atelier.shop.models import Order
from benchpin.atelier.shop.offers import make_offer
from benchpin.atelier.shop.services import Customer, add_to_basket, place_order
from benchpin.smith.pricing import PriceBook

__all__ = ["CLARA", "INES", "NOW", "PASSWORD", "PRIYA", "RUTH", "TOMAS", "listing", "open_workshop", "order", "price_book"]

LONDON = ZoneInfo("Europe/London")
OPENED_AT = datetime(2026, 9, 14, 9, 0, tzinfo=LONDON)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)  # a Monday


@dataclass(frozen=True, slots=True)
class Somebody:
    name: str
    email: str

    @property
    def user(self) -> User:
        return User.objects.get(email=self.email)


RUTH = Somebody("Ruth Hollis", "manager@example.com")
INES = Somebody("Ines Moreau", "artisan@example.com")
TOMAS = Somebody("Tomas Wren", "tomas@example.com")
PRIYA = Somebody("Priya Nair", "priya@example.com")
CLARA = Somebody("Clara Bell", "customer@example.com")


def open_workshop() -> Workshop:
    """Hollis & Wren with its people, listings, prices, metal and stones; nothing ordered yet."""
    return open_house(opened_at=OPENED_AT)


def price_book(workshop: Workshop, at: datetime = NOW) -> PriceBook:
    book = catalogue.price_book(workshop.pk, at)
    assert book is not None
    return book


def listing(slug: str = "vyse-solitaire") -> Listing:
    return Listing.objects.select_related("workshop").get(slug=slug)


def order(
    slug: str = "vyse-solitaire", *, now: datetime = NOW, user: User | None = None, key: str = "order-1", **answers: str
) -> Order:
    """One piece ordered by Clara, with bench time held and no deposit yet."""
    offer = make_offer(listing=listing(slug), answers=answers, now=now)
    line = add_to_basket(basket=None, offer=offer, now=now)
    clara = Customer(name=CLARA.name, email=CLARA.email, address="9 Canal Street\nBirmingham\nB1 2JT")
    return place_order(basket=line.basket, customer=clara, idempotency_key=key, now=now, user=user)
