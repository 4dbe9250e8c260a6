"""What a workshop says of itself: who works when and on what, what runs in batches, what goes out, what an operation is.

Times are minutes on the workshop's own clock since its epoch, a Monday at midnight; days count from the epoch. A day
has 1440 minutes: where clocks change, one night is an hour out, and nothing is made in it.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

__all__ = ["DAY", "Floor", "FloorRefused", "Hand", "OperationKind", "OutsideStop", "Place", "Process"]

DAY = 1440.0
Place = Literal["bench", "batch", "service", "wait"]

# What a level of skill does to the time of a piece of work until the records say it themselves: somebody who learns
# takes about a third longer (trade estimate, est), a master a tenth less.
LEVEL_PACE = {1: 1.35, 2: 1.0, 3: 0.9}


class FloorRefused(ValueError):
    """That a workshop cannot be as it was described, and in which field."""

    def __init__(self, field_name: str, message: str) -> None:
        super().__init__(message)
        self.field = field_name


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Somebody at a bench. `windows` are the spans in which they work, in order, without holidays and known leave."""

    key: str
    skills: Mapping[str, int]  # skill -> level 1 (learns), 2, 3 (master)
    helps: Mapping[str, int] = field(default_factory=dict)  # what they do when nothing waits for their own skills
    windows: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        spans = [moment for window in self.windows for moment in window]
        if spans != sorted(spans) or any(a >= b for a, b in self.windows):
            raise FloorRefused("windows", f"{self.key}: spans of work must be in order, each ending after it begins.")

    @cached_property
    def begins(self) -> list[float]:
        return [begin for begin, _ in self.windows]

    def at_work(self, t: float) -> bool:
        i = bisect_left(self.begins, t + 1e-9) - 1
        return i >= 0 and t < self.windows[i][1]

    def worked(self, begin: float, end: float) -> float:
        """The minutes they work between two moments."""
        i = max(0, bisect_left(self.begins, begin) - 1)
        total = 0.0
        while i < len(self.windows) and self.windows[i][0] < end:
            total += max(0.0, min(end, self.windows[i][1]) - max(begin, self.windows[i][0]))
            i += 1
        return total


@dataclass(frozen=True, kw_only=True)
class Process:
    """What is done to many pieces in one run: printing, casting, plating.

    At each of `runs` every machine that stands free takes up to `capacity` units, of one key if `key` names a feature,
    the most urgent first. A load below `least_fill` of the capacity waits for the next run, unless one of its pieces
    has waited `longest_wait_minutes`.
    """

    key: str
    machines: int
    capacity: int
    runs: tuple[float, ...]
    stated_minutes: float
    key_feature: str | None = None
    least_fill: float = 0.0
    longest_wait_minutes: float = 1e9

    def __post_init__(self) -> None:
        if self.machines < 1 or self.capacity < 1:
            raise FloorRefused("capacity", f"{self.key}: a process needs a machine and room in it.")


@dataclass(frozen=True, kw_only=True)
class OutsideStop:
    """An outside service: collects everything at each of `pickups`, brings it back after some of its working days."""

    key: str
    pickups: tuple[float, ...]
    stated_days: int
    closed_days: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class OperationKind:
    """One operation of the trade in this workshop, with what the workshop itself believes of it."""

    key: str
    place: Place
    at: str  # the skill, process or service; for a wait its own key
    level: int = 1  # the least level of skill
    stated_minutes: float = 0.0  # of a wait
    wait_sd: float = 0.6  # log, how far a wait spreads until records say: a customer's answer; what cools by itself hardly does
    fails: float | None = None  # stated share of failed checks; None: nothing is checked
    back_to: Mapping[str, float] = field(default_factory=dict)  # operation -> share of the failures
    needs_material: bool = False


@dataclass(frozen=True, kw_only=True)
class Floor:
    hands: tuple[Hand, ...]
    processes: tuple[Process, ...]
    services: tuple[OutsideStop, ...]
    kinds: tuple[OperationKind, ...]
    holidays: frozenset[int]
    horizon_days: int
    rework: float = 0.6  # rework's time over the first time's, as stated
    season: tuple[tuple[int, int, float], ...] = ()  # first and last day of the year, and the demand then over the mean

    def __post_init__(self) -> None:
        places = {
            "batch": {process.key for process in self.processes},
            "service": {service.key for service in self.services},
        }
        for kind in self.kinds:
            if kind.place in places and kind.at not in places[kind.place]:
                raise FloorRefused("kinds", f"“{kind.key}” needs {kind.at}, which this workshop does not have.")

    @cached_property
    def by_breadth(self) -> tuple[Hand, ...]:
        """Those with the fewest skills first: they are asked first, so that whoever can do more stays free."""
        return tuple(sorted(self.hands, key=lambda hand: (len(hand.skills) + len(hand.helps), hand.key)))

    @cached_property
    def skills(self) -> dict[tuple[str, int], int]:
        """The queue of each skill at each least level that an operation asks for."""
        asked = sorted({(kind.at, kind.level) for kind in self.kinds if kind.place == "bench"})
        return {skill: n for n, skill in enumerate(asked)}

    @cached_property
    def kind_index(self) -> dict[str, int]:
        return {kind.key: n for n, kind in enumerate(self.kinds)}

    @cached_property
    def process_index(self) -> dict[str, int]:
        return {process.key: n for n, process in enumerate(self.processes)}

    @cached_property
    def service_index(self) -> dict[str, int]:
        return {service.key: n for n, service in enumerate(self.services)}

    @cached_property
    def wait_index(self) -> dict[str, int]:
        return {kind.key: n for n, kind in enumerate(kind for kind in self.kinds if kind.place == "wait")}

    @cached_property
    def hand_index(self) -> dict[str, int]:
        return {hand.key: n for n, hand in enumerate(self.by_breadth)}

    def works(self, day: int) -> bool:
        """Whether it is a working day of the outside world: Monday to Friday, no holiday."""
        return day % 7 < 5 and day not in self.holidays

    def season_on(self, day: int) -> float:
        return next((factor for first, last, factor in self.season if first <= day % 365 <= last), 1.0)


def skill_bits(floor: Floor, skills: Mapping[str, int]) -> int:
    """The queues somebody with these skills can serve."""
    return sum(1 << n for (skill, level), n in floor.skills.items() if skills.get(skill, 0) >= level)
