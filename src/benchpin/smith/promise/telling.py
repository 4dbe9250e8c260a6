"""Why a day is the day it is, in words a customer can check."""

from collections.abc import Sequence

from benchpin.smith.making.operations import OPERATIONS
from benchpin.smith.making.route import Route
from benchpin.smith.promise.model import ShopState
from benchpin.smith.promise.reasons import Reason
from benchpin.smith.promise.words import minutes_in_words

__all__ = ["Telling"]

QUEUES = {
    "caster": "for whoever casts",
    "goldsmith": "for our goldsmith",
    "setter": "for our stone setter",
    "polisher": "for our polisher",
    "engraver": "for our engraver",
    "inspector": "for the inspection",
    "office": "for a hand in the office",
}


class Telling:
    """Knows what people, runs and services of a workshop are called."""

    def __init__(self, state: ShopState) -> None:
        self._places = {batch.key: batch.name for batch in state.batches} | {
            service.key: service.name for service in state.services
        }

    def reasons(self, found: Sequence[Reason], route: Route) -> tuple[str, ...]:
        """A sentence for the work, and one for each wait that moves the day, the longest first."""
        work = f"{minutes_in_words(route.minutes)} of work in {len(route.operations)} steps"
        waits = sorted((one for one in found if one.kind != "work"), key=lambda one: -one.working_days)
        return (work, *(self._sentence(one) for one in waits))

    def _sentence(self, reason: Reason) -> str:
        count = max(1, round(reason.working_days))
        days = f"{count} working day{'' if count == 1 else 's'}"
        if reason.kind == "queue":
            return f"{days} in the queue {QUEUES.get(reason.place, f'for the {reason.place}')}"
        if reason.kind == "run":
            return f"{days} for the {self._name(reason.place).lower()}, with the wait for its next run"
        if reason.kind == "service":
            return f"{days} at the {self._name(reason.place).removeprefix('The ')}, with the wait for its collection"
        if reason.kind == "wait":
            return f"{days} in which the piece rests after “{_operation(reason.place)}”"
        return f"{days} until its stone is here"

    def _name(self, key: str) -> str:
        return self._places.get(key, key.replace("_", " "))


def _operation(rest: str) -> str:
    key = rest.removeprefix("rest after ")
    return OPERATIONS[key].name if key in OPERATIONS else key
