"""From a planned route to the few days a customer wants to know."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from benchpin.smith.making.route import Route
from benchpin.smith.promise import Quote

__all__ = ["Milestone", "milestones"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    on: date
    tells: tuple[str, ...]


def milestones(route: Route, quote: Quote, zone: ZoneInfo) -> list[Milestone]:
    """What happens on which day, as the present plan has it; days of the workshop's calendar."""
    days: dict[date, list[str]] = {}
    for step in quote.steps:
        tells = route.operations[step.index].tells
        if tells:
            days.setdefault(step.ready_at.astimezone(zone).date(), []).append(tells)
    return [Milestone(on=on, tells=tuple(tells)) for on, tells in sorted(days.items())]
