"""What would make a piece ready sooner: each choice that can be made otherwise, with its day and what it costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from benchpin.atelier.catalogue.configuring import design_of, offered
from benchpin.atelier.catalogue.impossible import impossible
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.shop.addresses import product_address
from benchpin.atelier.shop.offers import NotOnOffer, Offer, make_offer
from benchpin.designs.options import Choice, Lettering, Option, Value
from benchpin.smith.errors import DesignRefused

__all__ = ["Alternative", "sooner"]

MOST_TRIED = 16  # each is a piece of its own to build and to plan
SETTLED = {"size", "cut", "gem", "width"}  # what a piece is for its customer: nobody gives that up for a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One choice made otherwise."""

    says: str  # "Finish: brushed"
    promised_on: date
    more_cents: int
    address: str


def sooner(offer: Offer, now: datetime) -> list[Alternative]:
    """The choices that bring an earlier day, the earliest first; of those that bring the same, the cheapest."""
    answers = dict(offer.specification.choices)
    found = []
    for option, value in _otherwise(offer.listing, answers):
        try:
            other = make_offer(listing=offer.listing, answers={**answers, option.key: value}, now=now)
        except (DesignRefused, NotOnOffer):
            continue
        if other.promised_on < offer.promised_on:
            found.append(
                Alternative(
                    says=f"{option.label}: {option.show(value)}" if value else f"Without {option.label.lower()}",
                    promised_on=other.promised_on,
                    more_cents=other.price_cents - offer.price_cents,
                    address=product_address(other),
                )
            )
    return sorted(found, key=lambda one: (one.promised_on, one.more_cents))


def _otherwise(listing: Listing, answers: Mapping[str, str]) -> Iterator[tuple[Option, str]]:
    """Other values to try: words left out, other metals, finishes and heads; never what cannot be made."""
    barred = {key: {value for run in runs for value in run.values} for key, runs in impossible(listing, answers).items()}
    tried = 0
    for option in design_of(listing).options:
        if isinstance(option, Lettering) and answers.get(option.key):
            values = [""]
        elif isinstance(option, Choice) and not SETTLED & set(option.key.split("_")):
            values = [value.key for value in offered(listing, option) if isinstance(value, Value)]
        else:
            continue
        for value in values:
            if value != answers.get(option.key) and value not in barred.get(option.key, ()) and tried < MOST_TRIED:
                tried += 1
                yield option, value
