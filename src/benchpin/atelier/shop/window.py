"""What stands in the window: each listing as first shown, with its price and its earliest day; and the house's own record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import QuerySet

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.catalogue.configuring import design_of
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.shop.offers import NotOnOffer, make_offer
from benchpin.atelier.workshop.models import Inspection, Job, JobOperation, Person
from benchpin.smith.errors import DesignRefused

__all__ = ["Card", "Record", "cards", "people", "record"]

KEPT_SECONDS = 120  # a new order or a new price book shows in the window within two minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A listing as first shown. Without figures when it cannot be priced or planned at the moment."""

    slug: str
    name: str
    summary: str
    design: str
    metal: str
    kind: str
    description: str = ""
    price_cents: int | None = None
    promised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the workshop can say of itself from its own books."""

    in_the_making: int
    finished: int  # pieces that passed their final inspection
    kept: int  # of these, by the day first promised


def cards(listings: Iterable[Listing], now: datetime) -> list[Card]:
    return [_card(listing, now) for listing in listings]


def people(workshop: Workshop) -> QuerySet[Person]:
    return Person.objects.filter(workshop=workshop, active=True).exclude(words="").order_by("pk")


def record(workshop: Workshop) -> Record:
    """Three figures in three queries, kept for a short while."""
    key = f"record:{workshop.pk}"
    if (kept := cache.get(key)) is not None:
        found: Record = kept
        return found
    passed = Inspection.objects.filter(job__workshop=workshop, passed=True)
    days = passed.order_by("job", "made_at").values_list("job_id", "made_at", "job__promised_on")
    # The last word on a piece counts: one that passed, was sent back and passed again was ready at the second.
    last = {job: (made_at.astimezone(workshop.zone).date(), promised_on) for job, made_at, promised_on in days}
    left = JobOperation.objects.filter(finished_at__isnull=True).values("job_id")
    found = Record(
        in_the_making=Job.objects.filter(workshop=workshop, cancelled_at__isnull=True, pk__in=left).count(),
        finished=len(last),
        kept=sum(ready_on <= promised_on for ready_on, promised_on in last.values()),
    )
    cache.set(key, found, KEPT_SECONDS)
    return found


def _card(listing: Listing, now: datetime) -> Card:
    key = f"card:{listing.pk}"
    if (kept := cache.get(key)) is not None:
        card: Card = kept
        return card
    card = _fresh_card(listing, now)
    cache.set(key, card, KEPT_SECONDS)
    return card


def _fresh_card(listing: Listing, now: datetime) -> Card:
    design = design_of(listing)
    metal = str(listing.preset.get("metal", design.option("metal").default))
    card = Card(
        slug=listing.slug,
        name=listing.name,
        summary=listing.summary,
        design=design.key,
        metal=metal,
        kind=design.kind,
        description=listing.summary,
    )
    try:
        offer = make_offer(listing=listing, answers={}, now=now)
    except (DesignRefused, NotOnOffer):
        return card
    return replace(card, description=offer.anatomy.description, price_cents=offer.price_cents, promised_on=offer.promised_on)
