"""Plan the open jobs: who does what when, if everything takes the time it is stated to take.

Jobs are placed one after the other, the most urgent first, each step at the earliest time somebody who can do
it is free; later jobs fill the gaps earlier ones left. Urgency is slack: the due day less what the job still
needs, because work that is still to come makes a job late as surely as an early due day does.

This is what benches follow and lists show. What customers are promised comes from `outlook.py`, which knows that plans break.
"""

from datetime import datetime, time

from benchpin.smith.making.route import Operation
from benchpin.smith.promise.calendar import minute_of, minute_on
from benchpin.smith.promise.model import CannotPlan, Forecast, OpenJob, ShopState
from benchpin.smith.promise.placing import Bench, Placement

__all__ = ["plan"]

# What a step still needs in calendar time, for urgency alone.
CALENDAR_MINUTES_PER_WORKED = 7 * 24 * 60 / (5 * 450)  # one person, five days of seven and a half hours
CALENDAR_MINUTES_PER_WORKING_DAY = 7 / 5 * 24 * 60


def plan(state: ShopState, now: datetime) -> Forecast:
    """Plan all open jobs."""
    return _Plan(state, now).forecast()


class _Plan:
    def __init__(self, state: ShopState, now: datetime) -> None:
        self.state = state
        self._now = minute_of(now)
        self._bench = Bench(state, now)

    def forecast(self) -> Forecast:
        jobs = sorted(self.state.jobs, key=self._urgency)
        under_way = {job.key: self._carry_on(job) for job in jobs}  # first, so that it keeps its place
        placements: dict[str, list[Placement]] = {}
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
            placements[job.key] = [*begun, *rest]
        return Forecast(
            steps=tuple(step for job, placed in placements.items() for step in self._bench.steps(job, placed)),
            ready_at={job: self._ready_at(placed) for job, placed in placements.items()},
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
