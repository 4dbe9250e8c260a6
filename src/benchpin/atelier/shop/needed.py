"""“I need it by …”: whether a piece can be there on a day, and by when it must be ordered."""

from dataclasses import dataclass
from datetime import date, datetime

from benchpin.atelier.shop.offers import Offer
from benchpin.atelier.workshop.queries import present_chance, present_order_by

__all__ = ["NeededBy", "needed_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededBy:
    """What is said of one day. `refusal` is said beside the field instead, if the day cannot be read or is over."""

    asked: str  # as it was typed
    on: date | None = None
    in_time: bool = False  # if ordered now, as sure as the workshop promises
    order_by: date | None = None  # the last day to order
    chance_percent: int = 0  # that it is ready by then, if ordered now
    refusal: str = ""


def needed_by(offer: Offer, asked: str, now: datetime) -> NeededBy | None:
    """Answer for the day that was typed; nothing for nothing.

    Args:
        asked: an ISO day, as a browser's date field sends it.
    """
    if not asked.strip():
        return None
    workshop = offer.listing.workshop
    today = now.astimezone(workshop.zone).date()
    try:
        on = date.fromisoformat(asked.strip())
    except ValueError:
        return NeededBy(asked=asked, refusal=f"Write the day as year-month-day, such as {today.isoformat()}.")
    if on <= today:
        return NeededBy(asked=asked, refusal="That day is over or today. Choose a day to come.")
    chance = present_chance(workshop, offer.route, on, now)
    return NeededBy(
        asked=asked,
        on=on,
        in_time=offer.promised_on <= on,
        order_by=present_order_by(workshop, offer.route, on, now),
        chance_percent=min(99, int(100 * chance)),
    )
