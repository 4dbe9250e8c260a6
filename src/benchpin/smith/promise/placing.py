"""Placing one step after the other where there is room: people, batch runs, outside services."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from benchpin.smith.making.route import Operation
from benchpin.smith.promise.calendar import Timetable, Worktime, instant_of, minute_of
from benchpin.smith.promise.days import WorkingDays
from benchpin.smith.promise.model import CannotPlan, OpenJob, PlannedStep, ShopState
from benchpin.smith.promise.resources import Collections, Diary, Runs
from benchpin.smith.promise.words import Words

__all__ = ["Bench", "Placement"]

# A step that has taken longer than its estimate is not done because the estimate is over.
LEAST_REMAINING_MINUTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One step with its place in the plan, in minutes; whose diary and which run it takes once it is booked."""

    operation: Operation
    begins: int
    ends: int
    ready: int
    diary: Diary | None = None
    position: int = 0
    worked: int = 0
    runs: Runs | None = None
    run: int = 0
    waits_for: str = ""
    stays: str = ""


class Bench:
    """All that a workshop's plan is made of, and what is booked so far."""

    def __init__(self, state: ShopState, now: datetime) -> None:
        self._zone = state.zone
        self._now = minute_of(now)
        self._today = now.astimezone(state.zone).date()
        self._words = Words(WorkingDays.of_workshop(state))
        self._diaries = {
            person.key: Diary(
                person,
                Worktime(
                    person=person,
                    absences=state.absences,
                    closed_days=state.closed_days,
                    zone=state.zone,
                    first_day=self._today,
                ),
            )
            for person in state.people
        }
        self._open_runs(state, first_day=min([self._today, *_began_on(state)]))

    def chain(self, operations: Iterable[Operation], *, ready: int) -> list[Placement]:
        """Place steps in their order, from the minute `ready` on, without booking them.

        Steps of one chain cannot collide: each begins when the one before is over.

        Raises:
            CannotPlan: if nobody can do one of them, or no run is big enough.
        """
        placements = []
        for operation in operations:
            placement = self._place(operation, ready)
            placements.append(placement)
            ready = placement.ready
        return placements

    def book(self, placements: Iterable[Placement]) -> None:
        for placement in placements:
            if placement.diary is not None and placement.worked:
                placement.diary.book(placement.position, placement.worked)
            if placement.runs is not None:
                placement.runs.join(placement.run, placement.operation.batch_key, placement.operation.units)

    def carry_on(self, job: OpenJob) -> Placement | None:
        """Place the first step of a job that is already under way; None if it is not, or its person is no longer here."""
        if not job.steps or (job.first_step_person is None and job.first_step_began_at is None):
            return None
        step = job.steps[0]
        began = self._now if job.first_step_began_at is None else minute_of(job.first_step_began_at)
        if step.kind == "service":
            return self._carry_on_service(step, began)
        if step.kind == "batch" and (caught := self._caught_run(step, began)):
            return caught
        if not step.minutes or (diary := self._diaries.get(job.first_step_person or "")) is None:
            return None
        remaining = max(step.minutes - job.first_step_minutes_done, min(step.minutes, LEAST_REMAINING_MINUTES))
        return self._place_worked(step, diary, ready=self._now, minutes=remaining)

    def steps(self, job: str, placements: Iterable[Placement]) -> tuple[PlannedStep, ...]:
        return tuple(
            PlannedStep(
                job=job,
                index=index,
                operation=placement.operation.key,
                person=placement.diary.person.key if placement.diary else "",
                starts_at=self.instant(placement.begins),
                ends_at=self.instant(placement.ends),
                ready_at=self.instant(placement.ready),
                waits_for=placement.waits_for,
            )
            for index, placement in enumerate(placements)
        )

    def instant(self, minute: int) -> datetime:
        return instant_of(minute, self._zone)

    def run_minutes(self, resource: str) -> int:
        return self._runs[resource].resource.run_minutes if resource in self._runs else 0

    def turnaround_days(self, resource: str) -> int:
        return self._collections[resource].service.turnaround_days if resource in self._collections else 0

    def _open_runs(self, state: ShopState, *, first_day: date) -> None:
        def timetable(weekdays: frozenset[int], at: time) -> Timetable:
            return Timetable(weekdays=weekdays, at=at, closed_days=state.closed_days, zone=state.zone, first_day=first_day)

        days = WorkingDays.of_service(state)
        self._runs = {batch.key: Runs(batch, timetable(batch.weekdays, batch.starts_at)) for batch in state.batches}
        self._collections = {
            service.key: Collections(service, timetable(service.pickup_weekdays, service.pickup_at), days, state.zone)
            for service in state.services
        }

    def _place(self, operation: Operation, ready: int) -> Placement:
        if not operation.minutes:
            return self._after_work(operation, begins=ready, ends=ready, ready=ready)
        able = [diary for diary in self._diaries.values() if operation.skill in diary.person.skills]
        if not able:
            raise CannotPlan(f"Nobody here has the skill for “{operation.name}”: {operation.skill}.")
        placements = [self._place_worked(operation, diary, ready=ready, minutes=operation.minutes) for diary in able]
        # The earliest finish, not the earliest start: a part-timer who could begin today may finish last.
        return min(placements, key=lambda placement: (placement.ends, placement.begins))

    def _place_worked(self, operation: Operation, diary: Diary, *, ready: int, minutes: int) -> Placement:
        position = diary.earliest(ready, minutes)
        begins, ends = diary.worktime.begin(position), diary.worktime.end(position + minutes)
        return self._after_work(
            operation, begins=begins, ends=ends, ready=ready, diary=diary, position=position, worked=minutes
        )

    def _after_work(
        self,
        operation: Operation,
        *,
        begins: int,
        ends: int,
        ready: int,
        diary: Diary | None = None,
        position: int = 0,
        worked: int = 0,
    ) -> Placement:
        """What follows the work of hands: a batch's next run, a service's next collection, or a wait."""
        at_bench = Placement(
            operation=operation,
            begins=begins,
            ends=ends,
            ready=ends + operation.wait_minutes,
            diary=diary,
            position=position,
            worked=worked,
            waits_for=self._waited_for(operation, diary, position=position, ready=ready, begins=begins),
            stays=self._words.rests(operation),
        )
        if operation.kind == "batch":
            return self._join_run(at_bench)
        return self._hand_over(at_bench) if operation.kind == "service" else at_bench

    def _join_run(self, prepared: Placement) -> Placement:
        operation, runs = prepared.operation, self._runs_of(prepared.operation)
        run = runs.earliest(prepared.ends, operation.batch_key, operation.units)
        waits = self._words.run(
            runs.resource.name,
            ready=self.instant(prepared.ends),
            starts=self.instant(run),
            full=run > runs.timetable.next(prepared.ends),
        )
        back = run + runs.resource.run_minutes + operation.wait_minutes
        return replace(prepared, ready=back, runs=runs, run=run, waits_for=prepared.waits_for or waits)

    def _hand_over(self, packed: Placement) -> Placement:
        collections = self._collections_of(packed.operation)
        collected = collections.timetable.next(packed.ends)
        waits = self._words.collection(
            collections.service.name, ready=self.instant(packed.ends), collected=self.instant(collected)
        )
        return replace(
            packed,
            ready=collections.back(collected) + packed.operation.wait_minutes,
            waits_for=packed.waits_for or waits,
            stays=self._words.away(collections.service),
        )

    def _carry_on_service(self, operation: Operation, began: int) -> Placement:
        collections = self._collections_of(operation)
        collected = collections.collected_on(self.instant(began).date())
        back = collections.back(collected)
        if back < self._now:  # overdue: expected with the next delivery, which comes when they collect
            back = collections.timetable.next(self._now)
        return Placement(
            operation=operation,
            begins=max(collected, self._now),
            ends=max(collected, self._now),
            ready=back + operation.wait_minutes,
            stays=self._words.away(collections.service),
        )

    def _caught_run(self, operation: Operation, began: int) -> Placement | None:
        """The run that a piece prepared since `began` is in, once that run has started."""
        runs = self._runs_of(operation)
        run = runs.timetable.next(began)
        if run > self._now:
            return None
        back = max(self._now, run + runs.resource.run_minutes + operation.wait_minutes)
        return Placement(operation=operation, begins=self._now, ends=self._now, ready=back)

    def _waited_for(self, operation: Operation, diary: Diary | None, *, position: int, ready: int, begins: int) -> str:
        if diary is None:
            return ""
        return self._words.person(
            diary.person,
            operation.skill,
            ready=self.instant(ready),
            begins=self.instant(begins),
            busy=position > diary.worktime.position(ready),
        )

    def _runs_of(self, operation: Operation) -> Runs:
        if operation.resource not in self._runs:
            raise CannotPlan(f"“{operation.name}” needs {operation.resource}, which this workshop does not have.")
        return self._runs[operation.resource]

    def _collections_of(self, operation: Operation) -> Collections:
        if operation.resource not in self._collections:
            raise CannotPlan(f"“{operation.name}” is done by {operation.resource}, which this workshop does not use.")
        return self._collections[operation.resource]


def _began_on(state: ShopState) -> list[date]:
    return [job.first_step_began_at.astimezone(state.zone).date() for job in state.jobs if job.first_step_began_at is not None]
