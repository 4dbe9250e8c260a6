"""One configuration as an answer: what was chosen, what else could be, what it weighs; with a listing its price and day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from benchpin.atelier.catalogue.building import anatomy_of
from benchpin.atelier.catalogue.configuring import asked
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.shop.offers import NotOnOffer, Offer, make_offer
from benchpin.designs.design import Design, specify
from benchpin.designs.possible import possible, readable
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.errors import DesignRefused

__all__ = ["Configuration", "configuration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    option: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Values in a row, from `value` to `until`, that are all possible beside the rest, or all not and why."""

    value: str
    until: str
    shown: str
    allowed: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mass:
    metal_g: float
    gross_g: float
    stone_carats: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    cents: int
    currency: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The day that is promised, how sure it is, and what decides it. Days are ISO days of the workshop's calendar."""

    confidence_percent: int
    likely_on: str  # as likely before as after
    days: dict[str, str]  # by confidence in percent
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The answer. Of what cannot be made: `refusals`, and among the possibilities what would mend it."""

    design: str
    listing: str | None
    specification: str | None
    choices: dict[str, str]
    shown: dict[str, str]
    refusals: tuple[Refusal, ...]
    not_on_offer: str
    possibilities: dict[str, tuple[Range, ...]]
    description: str = ""
    mass: Mass | None = None
    price: Price | None = None
    ready_on: str | None = None
    promise: Promise | None = None

    @property
    def made(self) -> bool:
        return not self.refusals


def configuration(design: Design, answers: Mapping[str, str], listing: Listing | None, now: datetime) -> Configuration:
    """Work out everything that is said of `answers`. Raises BuildFailed if it could not be worked out just now."""
    given = dict(answers) if listing is None else asked(listing, answers)
    read = readable(design, given)
    refusals: tuple[Refusal, ...] = ()
    specification, anatomy, offer, not_on_offer = None, None, None, ""
    try:
        specification = specify(design, given)
        anatomy = anatomy_of(specification)
        if listing is not None:
            offer = make_offer(listing=listing, answers=given, now=now)
    except DesignRefused as refused:
        refusals = tuple(Refusal(option=error.field, message=str(error)) for error in refused.errors)
    except NotOnOffer as reason:
        not_on_offer = str(reason)
    choices = dict(specification.choices) if specification else read
    return Configuration(
        design=design.key,
        listing=listing.slug if listing else None,
        specification=specification.hash if specification and not refusals else None,
        choices=choices,
        shown={option.label: option.show(choices[option.key]) for option in design.options if design.applies(option, choices)},
        refusals=refusals,
        not_on_offer=not_on_offer,
        possibilities=_possibilities(design, given),
        description=anatomy.description if anatomy and not refusals else "",
        mass=_mass(anatomy) if anatomy and not refusals else None,
        price=_price(offer) if offer else None,
        ready_on=offer.promised_on.isoformat() if offer else None,
        promise=_promise(offer) if offer else None,
    )


def _promise(offer: Offer) -> Promise:
    quote = offer.quote
    return Promise(
        confidence_percent=quote.confidence_percent,
        likely_on=quote.likely_on.isoformat(),
        days={str(percent): on.isoformat() for percent, on in quote.days},
        reasons=quote.reasons,
    )


def _possibilities(design: Design, given: Mapping[str, str]) -> dict[str, tuple[Range, ...]]:
    return {
        key: tuple(Range(value=run.value, until=run.until, shown=run.shown, allowed=run.allowed, why=run.why) for run in runs)
        for key, runs in possible(design, given).items()
    }


def _mass(anatomy: Anatomy) -> Mass:
    return Mass(
        metal_g=round(anatomy.metal_mass_g, 4),
        gross_g=round(anatomy.gross_mass_g, 4),
        stone_carats=round(anatomy.stone_carats, 4),
    )


def _price(offer: Offer) -> Price:
    return Price(
        cents=offer.price_cents,
        currency=offer.sheet.currency,
        lines=tuple((line.label, line.amount_cents) for line in offer.lines),
    )
