"""What a promise is made from: people, machines, services, days, open jobs. Plain values; instants are aware."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from benchpin.smith.making.route import Operation

__all__ = ["Absence", "BatchResource", "Forecast", "OpenJob", "Person", "PlannedStep", "Quote", "Service", "ShopState"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at a bench. `hours` maps ISO weekday (1 = Monday) to spans of local working time."""

    key: str
    name: str
    skills: frozenset[str]
    hours: dict[int, tuple[tuple[time, time], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    person: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResource:
    """A process that runs at fixed times for many pieces together: casting, plating.

    A run starts at `starts_at` on each of `weekdays` that is a working day, holds `capacity` units in
    flasks that each take one `batch_key`, at most `keys_per_run` of them, and gives the pieces back `run_minutes` later.
    """

    key: str
    name: str
    weekdays: frozenset[int]
    starts_at: time
    run_minutes: int
    capacity: int
    keys_per_run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An outside service: collected on `pickup_weekdays` at `pickup_at`, back `turnaround_days` working days later."""

    key: str
    name: str
    pickup_weekdays: frozenset[int]
    pickup_at: time
    turnaround_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenJob:
    """What is left to do of one job. `started` is how many minutes of the first step are already worked."""

    key: str
    steps: tuple[Operation, ...]
    due_on: date
    not_before: datetime | None = None  # a stone that arrives, an answer awaited
    first_step_person: str | None = None  # who has begun it
    first_step_minutes_done: int = 0


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
    """The plan of all open jobs."""

    steps: tuple[PlannedStep, ...]
    ready_at: dict[str, datetime] = field(default_factory=dict)  # by job

    def of(self, job: str) -> tuple[PlannedStep, ...]:
        return tuple(step for step in self.steps if step.job == job)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A promised day and where it comes from."""

    promised_on: date  # ready at the workshop, in its own calendar
    planned_on: date  # when the plan alone says it is ready
    allowance_days: int  # working days added for what goes wrong
    confidence_percent: int | None  # None until the workshop's own record can back a figure
    steps: tuple[PlannedStep, ...]
    reasons: tuple[str, ...]  # "2 working days until the next casting on Thursday 26 November"
