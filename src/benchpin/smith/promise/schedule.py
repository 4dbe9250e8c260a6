"""Plan the open jobs, and name a day for one more.

Jobs are placed one after the other, the most urgent first, each step at the earliest time somebody who can do
it is free; later jobs fill the gaps earlier ones left. Urgency is slack: the due day less what the job still
needs, because work that is still to come makes a job late as surely as an early due day does.

A new piece is placed after all open jobs and moves none of them. Beginning a step later never ends it earlier,
so one more open job that is less urgent than all others never makes a quote earlier. (A more urgent one may: like
every rule that places jobs from a list, this one has its anomalies.)
"""

from datetime import datetime, time

from benchpin.smith.making.route import Operation, Route
from benchpin.smith.promise.calendar import minute_of, minute_on
from benchpin.smith.promise.days import WorkingDays
from benchpin.smith.promise.model import CannotPlan, Forecast, OpenJob, Quote, ShopState
from benchpin.smith.promise.placing import Bench, Placement
from benchpin.smith.promise.words import Words, minutes_in_words

__all__ = ["Prepared", "allowance_days", "plan", "prepare", "quote"]

CANDIDATE = ""  # the job key of a piece that is only asked about

# Working days added to the plan's own day for what no plan knows: 15 % of the lead time, at least one day.
# About one piece in five meets rework (making.toml: printing 6, casting 4, sizing 4, setting 3, polishing 5 %), which
# costs it about a third of its lead time: 7 %. People are ill on 2 % of their days (ONS, Sickness absence in the UK labour
# market 2024), and at a skill only one person has that stops about three pieces' worth of steps: 6 %. Work takes
# longer than its estimate: the rest. How often such days are kept is measured by benchmarks/promise.py.
ALLOWANCE_SHARE_PERCENT = 15
ALLOWANCE_LEAST_DAYS = 1

# What a step still needs in calendar time, for urgency alone.
CALENDAR_MINUTES_PER_WORKED = 7 * 24 * 60 / (5 * 450)  # one person, five days of seven and a half hours
CALENDAR_MINUTES_PER_WORKING_DAY = 7 / 5 * 24 * 60


def plan(state: ShopState, now: datetime) -> Forecast:
    """Plan all open jobs."""
    return prepare(state, now).forecast


def quote(state: ShopState, route: Route, now: datetime, *, not_before: datetime | None = None) -> Quote:
    """Name a day for one more piece. See `Prepared.quote`."""
    return prepare(state, now).quote(route, not_before=not_before)


def prepare(state: ShopState, now: datetime) -> "Prepared":
    """Plan all open jobs once, to name days for many pieces."""
    return Prepared(state, now)


def allowance_days(lead_days: int) -> int:
    """How many working days are kept in hand on a plan that takes `lead_days` of them."""
    return max(ALLOWANCE_LEAST_DAYS, -(-lead_days * ALLOWANCE_SHARE_PERCENT // 100))


class Prepared:
    """The plan of a workshop at one moment. Asking reads it and never changes it, so threads may share one."""

    def __init__(self, state: ShopState, now: datetime) -> None:
        self.state = state
        self.now = now
        self._now = minute_of(now)
        self._bench = Bench(state, now)
        self._days = WorkingDays.of_workshop(state)
        self._words = Words(self._days)
        self._placements: dict[str, list[Placement]] = {}
        self.forecast = self._plan()

    def quote(self, route: Route, *, not_before: datetime | None = None) -> Quote:
        """Name a day for one more piece, placed after all open jobs without moving any.

        Args:
            not_before: work begins no earlier, say because a stone arrives then.
        Raises:
            CannotPlan: if nobody here can do a step, or no run is big enough.
        """
        return self._day_of(CANDIDATE, self._bench.chain(route.operations, ready=self._earliest(not_before)))

    def new_day(self, job: str) -> Quote:
        """Name a new day for an open job, with the same allowance as for a new piece.

        Raises:
            CannotPlan: if the job is blocked.
        """
        if job in self.forecast.blocked:
            raise CannotPlan(self.forecast.blocked[job])
        return self._day_of(job, self._placements[job])

    def _plan(self) -> Forecast:
        jobs = sorted(self.state.jobs, key=self._urgency)
        under_way = {job.key: self._carry_on(job) for job in jobs}  # first, so that it keeps its place
        blocked: dict[str, str] = {}
        for job in jobs:
            begun = under_way[job.key]
            ready = begun[-1].ready if begun else self._earliest(job.not_before)
            try:
                rest = self._bench.chain(job.steps[len(begun) :], ready=ready)
            except CannotPlan as reason:
                blocked[job.key] = str(reason)
                continue
            self._bench.book(rest)
            self._placements[job.key] = [*begun, *rest]
        return Forecast(
            steps=tuple(step for job, placed in self._placements.items() for step in self._bench.steps(job, placed)),
            ready_at={job: self._ready_at(placed) for job, placed in self._placements.items()},
            blocked=blocked,
        )

    def _carry_on(self, job: OpenJob) -> list[Placement]:
        try:
            placement = self._bench.carry_on(job)
        except CannotPlan:
            return []  # met again, and reported, when the whole job is placed
        if placement is None:
            return []
        self._bench.book([placement])
        return [placement]

    def _earliest(self, not_before: datetime | None) -> int:
        return self._now if not_before is None else max(self._now, minute_of(not_before))

    def _ready_at(self, placements: list[Placement]) -> datetime:
        return self._bench.instant(placements[-1].ready if placements else self._now)

    def _urgency(self, job: OpenJob) -> tuple[float, int, str]:
        needed = sum(self._calendar_minutes(step) for step in job.steps)
        return minute_on(job.due_on, time(23, 59), self.state.zone) - needed, job.due_on.toordinal(), job.key

    def _calendar_minutes(self, step: Operation) -> float:
        return (
            step.minutes * CALENDAR_MINUTES_PER_WORKED
            + step.wait_minutes
            + self._bench.run_minutes(step.resource)
            + self._bench.turnaround_days(step.resource) * CALENDAR_MINUTES_PER_WORKING_DAY
        )

    def _day_of(self, job: str, placements: list[Placement]) -> Quote:
        today = self.now.astimezone(self.state.zone).date()
        planned_on = self._days.at_or_after(self._ready_at(placements).date())
        allowance = allowance_days(self._days.between(today, planned_on))
        return Quote(
            promised_on=self._days.add(planned_on, allowance),
            planned_on=planned_on,
            allowance_days=allowance,
            confidence_percent=None,
            steps=self._bench.steps(job, placements),
            reasons=self._reasons(placements, allowance),
        )

    def _reasons(self, placements: list[Placement], allowance: int) -> tuple[str, ...]:
        minutes = sum(placement.operation.minutes for placement in placements)
        work = f"{minutes_in_words(minutes)} of work in {len(placements)} steps"
        waits = [words for placement in placements for words in (placement.waits_for, placement.stays) if words]
        return (work, *dict.fromkeys(waits), self._words.kept_in_hand(allowance))
