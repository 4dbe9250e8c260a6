"""What one configuration is, costs and takes: everything a product page says, and what an order is placed on."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from benchpin.atelier.catalogue.building import BuildFailed
from benchpin.atelier.catalogue.configuring import Derived, asked, configure, derive
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.catalogue.queries import price_book
from benchpin.atelier.shop.withdrawal import Withdrawal, decide
from benchpin.atelier.stock.models import Stone
from benchpin.atelier.stock.queries import free_stones_for
from benchpin.atelier.workshop.queries import present_quote
from benchpin.designs.design import Specification
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.making.route import Route
from benchpin.smith.pricing import CostSheet, CustomerLine, MissingPrice, cost_sheet, customer_lines
from benchpin.smith.promise import CannotPlan, Quote

__all__ = ["NotOnOffer", "Offer", "make_offer"]


log = logging.getLogger(__name__)


class NotOnOffer(ValueError):
    """That a piece could be made but cannot be sold just now, with a sentence for the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A piece with its price and its day, at one moment."""

    listing: Listing
    specification: Specification
    anatomy: Anatomy
    route: Route
    sheet: CostSheet
    lines: tuple[CustomerLine, ...]
    quote: Quote
    stones: tuple[Stone, ...]  # single stones in the safe that would fit
    stone: Stone | None  # the one that was chosen
    withdrawal: Withdrawal

    @property
    def price_cents(self) -> int:
        return self.sheet.total_cents

    @property
    def promised_on(self) -> date:
        return self.quote.promised_on


def make_offer(
    *, listing: Listing, answers: Mapping[str, str], stone_number: str = "", now: datetime, beside: Sequence[Route] = ()
) -> Offer:
    """Work out what `answers` cost and when they would be ready, on the prices and the order book of now.

    Args:
        beside: pieces that are ordered with it and take their hours first.
    Raises:
        DesignRefused: if a choice cannot be made.
        NotOnOffer: if the stone is gone, a price is missing, or nobody here can do a step.
    """
    specification = configure(listing, asked(listing, answers))
    derived = _derived(specification)
    stones = tuple(free_stones_for(listing.workshop_id, derived.anatomy))
    stone = _chosen(stones, stone_number)
    anatomy = derived.anatomy if stone is None else _with_stone(derived.anatomy, stone)
    sheet = _priced(listing, anatomy, derived.route, stone, now)
    return Offer(
        listing=listing,
        specification=specification,
        anatomy=anatomy,
        route=derived.route,
        sheet=sheet,
        lines=customer_lines(sheet),
        quote=_promised(listing, derived.route, now, beside),
        stones=stones,
        stone=stone,
        withdrawal=decide(specification, preset=listing.preset, offered=listing.offered),
    )


def _derived(specification: Specification) -> Derived:
    try:
        return derive(specification)
    except BuildFailed as failed:
        log.warning("%s could not be built: %s", specification.hash, failed)
        raise NotOnOffer("This piece takes longer to work out than it should. Please try again in a moment.") from failed


def _chosen(stones: tuple[Stone, ...], number: str) -> Stone | None:
    if not number:
        return None
    stone = next((stone for stone in stones if stone.number == number), None)
    if stone is None:
        raise NotOnOffer(f"Stone {number} is no longer free, or does not fit this piece. Choose another.")
    return stone


def _with_stone(anatomy: Anatomy, stone: Stone) -> Anatomy:
    """The seat is cut to the very stone: its own measures are what is made, weighed and inspected."""
    centre = replace(
        anatomy.stones[0],
        width_mm=float(stone.width_mm),
        length_mm=float(stone.length_mm),
        depth_mm=float(stone.depth_mm),
        carats=float(stone.carats),
    )
    return replace(anatomy, stones=(centre, *anatomy.stones[1:]))


def _priced(listing: Listing, anatomy: Anatomy, route: Route, stone: Stone | None, now: datetime) -> CostSheet:
    book = price_book(listing.workshop_id, now)
    if book is None:
        raise NotOnOffer("Prices are not set yet. Please come back soon.")
    try:
        return cost_sheet(anatomy, route, book, stone_cents=stone.price_cents if stone else None)
    except MissingPrice as missing:
        log.warning("%s cannot be priced: %s", listing, missing)
        raise NotOnOffer("We have no price for this combination yet. Choose another, or write to us.") from missing


def _promised(listing: Listing, route: Route, now: datetime, beside: Sequence[Route]) -> Quote:
    try:
        return present_quote(listing.workshop, route, now, beside=beside)
    except CannotPlan as reason:
        raise NotOnOffer(f"We cannot name a day for this piece at the moment: {reason}") from reason
