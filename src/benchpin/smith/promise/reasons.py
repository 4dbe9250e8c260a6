"""Why a day is the day it is: the waits and the work of the futures near it, in the order of the route."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchpin.smith.promise.floor import DAY, Floor
from benchpin.smith.promise.foresight import Insertion

__all__ = ["Reason", "ReasonKind", "reasons_of"]

ReasonKind = Literal["queue", "work", "run", "service", "wait", "material"]
NEAR = 0.08  # of the futures lie this far about the level that is asked for
MOST_NEAR = 24  # more say the same
WORTH_SAYING = 0.45  # working days: less moves no date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Working days spent at one place on the way."""

    kind: ReasonKind
    place: str  # the skill, process, service or operation
    working_days: float

    @property
    def sentence(self) -> str:
        count = max(1, round(self.working_days))
        days = f"{count} working day{'' if count == 1 else 's'}"
        return {
            "queue": f"{days} in the queue of the {self.place}",
            "work": f"{days} of work by the {self.place}",
            "run": f"{days} until the {self.place} run it rides in is over",
            "service": f"{days} at the {self.place}, with the wait for its collection",
            "wait": f"{days} of {self.place} by itself",
            "material": f"{days} until its material is here",
        }[self.kind].replace("_", " ")


def reasons_of(insertion: Insertion, level: float, floor: Floor) -> tuple[Reason, ...]:
    """The places that decide the day at `level`, in the order of the route; what moves no date is left out.

    The piece that is ready last decides an order of several. Times are means over the futures near that level.
    """
    last = int(np.argmax(np.mean(insertion.done, axis=0)))
    start = sum(len(making.layout.kind) for making in insertion.makings[:last])
    making = insertion.makings[last]
    near = _near(insertion.done[:, last], level)
    found: dict[tuple[ReasonKind, str], float] = {}
    for row in range(len(making.layout.kind)):
        ready, began, ended = (times[near, start + row] for times in (insertion.ready, insertion.began, insertion.ended))
        kind = floor.kinds[int(making.layout.type[row])]
        before = insertion.ended[near, start + row - 1] if row else np.full(len(near), making.began_at)
        if kind.needs_material and making.material_at >= 0:
            _add(found, "material", "", _days(floor, before, ready))
        if kind.place == "bench":
            _add(found, "queue", kind.at, _days(floor, ready, began))
            _add(found, "work", kind.at, _days(floor, began, ended))
        elif kind.place == "batch":
            _add(found, "run", kind.at, _days(floor, ready, ended))
        else:
            _add(found, "service" if kind.place == "service" else "wait", kind.at, _days(floor, ready, ended))
    return tuple(
        Reason(kind=kind, place=place, working_days=days) for (kind, place), days in found.items() if days >= WORTH_SAYING
    )


def _near(done: np.ndarray, level: float) -> np.ndarray:
    order = np.argsort(done)
    lo = int(np.clip((level - NEAR) * len(order), 0, len(order) - 1))
    hi = int(np.clip((level + NEAR) * len(order), lo + 1, len(order)))
    return np.asarray(order[lo:hi][:: max(1, (hi - lo) // MOST_NEAR)])


def _add(found: dict[tuple[ReasonKind, str], float], kind: ReasonKind, place: str, days: float) -> None:
    found[kind, place] = found.get((kind, place), 0.0) + days


def _days(floor: Floor, begin: np.ndarray, end: np.ndarray) -> float:
    """Working days from one to the other, on average; a step that no future near the level comes to takes none."""
    spans = [_working(floor, float(a), float(b)) for a, b in zip(begin, end, strict=True) if np.isfinite(a) and np.isfinite(b)]
    return float(np.mean(spans)) if spans else 0.0


def _working(floor: Floor, begin: float, end: float) -> float:
    """Elapsed days without days on which nobody works."""
    total, day = 0.0, int(begin // DAY)
    while day * DAY < end:
        if floor.works(day):
            total += (min(end, (day + 1) * DAY) - max(begin, day * DAY)) / DAY
        day += 1
    return total
