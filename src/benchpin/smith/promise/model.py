"""What a promise is made from: people, machines, services, days, open jobs. Plain values; instants are aware."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from benchpin.smith.making.route import Operation

__all__ = [
    "Absence",
    "BatchResource",
    "CannotPlan",
    "FinishedStep",
    "Forecast",
    "GivenPromise",
    "LikelyStep",
    "OpenJob",
    "Past",
    "PastOrder",
    "Person",
    "PlannedStep",
    "Quote",
    "Service",
    "ShopState",
]


class CannotPlan(ValueError):
    """That there is no day to name, and why, in words for the workshop: nobody sets stones, no run is big enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at a bench. `hours` maps ISO weekday (1 = Monday) to spans of local working time."""

    key: str
    name: str
    skills: frozenset[str]
    hours: dict[int, tuple[tuple[time, time], ...]]

    def __post_init__(self) -> None:
        for weekday, spans in self.hours.items():
            clock = [moment for span in spans for moment in span]
            if not 1 <= weekday <= 7 or any(a >= b for a, b in spans) or clock != sorted(clock):
                raise ValueError(f"{self.name}: hours must be ISO weekdays with spans in order, each ending after it begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    person: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResource:
    """A process that runs at fixed times for many pieces together: casting, plating.

    A run starts at `starts_at` on each of `weekdays` that is not a closed day, takes `keys_per_run` flasks of
    `capacity` units each, one `batch_key` (one alloy) to a flask, and gives the pieces back `run_minutes` later.
    """

    key: str
    name: str
    weekdays: frozenset[int]
    starts_at: time
    run_minutes: int
    capacity: int
    keys_per_run: int

    def __post_init__(self) -> None:
        if not self.weekdays or self.capacity < 1 or self.keys_per_run < 1:
            raise ValueError(f"{self.name}: a run needs a weekday, a flask and room in it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An outside service: collected on `pickup_weekdays` at `pickup_at`, back `turnaround_days` working days later.

    Back at the hour of collection. Its working days are Monday to Friday without the workshop's closed days.
    """

    key: str
    name: str
    pickup_weekdays: frozenset[int]
    pickup_at: time
    turnaround_days: int

    def __post_init__(self) -> None:
        if not self.pickup_weekdays:
            raise ValueError(f"{self.name}: a service needs a weekday on which it collects.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenJob:
    """What is left to do of one job, and how far its first step has come.

    `behind` are the steps that are finished; a failed check may send the piece back to one of them. `features` is what
    working times may depend on: the alloy, how many stones.
    """

    key: str
    steps: tuple[Operation, ...]
    due_on: date
    behind: tuple[Operation, ...] = ()
    ordered_at: datetime | None = None
    design: str = ""
    features: Mapping[str, float | str] = field(default_factory=dict)
    not_before: datetime | None = None  # a stone that arrives, an answer awaited
    first_step_person: str | None = None  # who has begun it
    first_step_minutes_done: int = 0
    first_step_began_at: datetime | None = None  # for a batch or a service: which run, which collection it caught


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopState:
    """The workshop at one moment."""

    zone: ZoneInfo
    people: tuple[Person, ...]
    absences: tuple[Absence, ...] = ()
    closed_days: frozenset[date] = frozenset()
    batches: tuple[BatchResource, ...] = ()
    services: tuple[Service, ...] = ()
    jobs: tuple[OpenJob, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedStep:
    """A step on record: who did it, how long it was stated to take and took, and where its piece was sent if it failed."""

    job: str
    operation: Operation
    person: str  # "" if nobody with a bench began it
    began_at: datetime
    finished_at: datetime
    worked_minutes: int | None
    again: bool = False  # rework
    failed_to: str = ""  # the operation a failed check sent it back to
    design: str = ""
    features: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOrder:
    """An order as it came, whatever became of it."""

    ordered_at: datetime
    steps: tuple[Operation, ...]
    design: str = ""
    features: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPromise:
    """A promise that was given: ready by `days` with the confidence of the same place in `levels`."""

    job: str
    given_at: datetime
    levels: tuple[float, ...]
    moments: tuple[datetime, ...]
    ready_at: datetime | None  # None: not ready yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a workshop's own records tell of its times and chances, in the order of time."""

    steps: tuple[FinishedStep, ...] = ()
    orders: tuple[PastOrder, ...] = ()
    promises: tuple[GivenPromise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One operation in the plan. `waits_for` says in words what it waited for: "Ines is busy until Thursday"."""

    job: str
    index: int  # of the job's remaining steps
    operation: str
    person: str  # "" for a service
    starts_at: datetime
    ends_at: datetime
    ready_at: datetime  # ends_at and the unattended wait after it
    waits_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The plan of all open jobs. A job that cannot be planned is in `blocked` with the reason, and only there."""

    steps: tuple[PlannedStep, ...]
    ready_at: dict[str, datetime] = field(default_factory=dict)  # by job
    blocked: dict[str, str] = field(default_factory=dict)

    def of(self, job: str) -> tuple[PlannedStep, ...]:
        return tuple(step for step in self.steps if step.job == job)


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyStep:
    """When an operation of a new piece is over, as likely before as after."""

    index: int  # of the route's operations
    ready_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A promised day, how sure it is, and where it comes from."""

    promised_on: date  # ready at the workshop, in its own calendar
    likely_on: date  # as likely before as after
    confidence_percent: int
    records: int  # finished pieces of work the times rest on; none: the trade's figures alone
    days: tuple[tuple[int, date], ...]  # the day at each confidence that can be asked for, in percent
    grid: tuple[tuple[float, datetime], ...]  # the whole distribution: probability, moment
    steps: tuple[LikelyStep, ...]
    reasons: tuple[str, ...]  # "4 working days in the queue for our stone setter"

    @property
    def odds(self) -> str:
        """The confidence as people say it: 19 of 20."""
        of = 100 // math.gcd(self.confidence_percent, 100)
        return f"{self.confidence_percent * of // 100} of {of}"
