"""What a workshop has learned from its records: working times, failures, journeys, demand, how its promises came true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from benchpin.smith.promise.clock import WallClock
from benchpin.smith.promise.correction import Correction
from benchpin.smith.promise.floor import DAY, Floor
from benchpin.smith.promise.house import bench_kind, steps_of
from benchpin.smith.promise.learning.beliefs import Beliefs
from benchpin.smith.promise.learning.times import Record
from benchpin.smith.promise.making import Commission, Making, begin
from benchpin.smith.promise.model import FinishedStep, Past, PastOrder

__all__ = ["Experience", "experience"]

LEAST_WORKED_MINUTES = 1  # opened and closed at one stroke: nobody measured anything
REMEMBERED_ORDERS = 300  # that tell what the next ones will be like


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """Beliefs at one moment, for one floor. Learned anew once a day or when people, runs or services change."""

    clock: WallClock
    learned_at: datetime
    beliefs: Beliefs
    recent: tuple[tuple[float, Making], ...]  # when each order came, and its work before anything was done
    correction: Correction

    @property
    def records(self) -> int:
        """How many finished pieces of work the times rest on."""
        return len(self.beliefs.records)

    def fits(self, floor: Floor) -> bool:
        """Whether it was learned on a floor with the same people, operations, runs and services."""
        return _names(self.beliefs.floor) == _names(floor)


def experience(past: Past, floor: Floor, clock: WallClock, now: datetime) -> Experience:
    """Learn from all that is on record."""
    beliefs = Beliefs(floor)
    last_of: dict[str, datetime] = {}
    for step in past.steps:
        _take(beliefs, step, clock, closed_with_another=last_of.get(step.person) == step.finished_at)
        last_of[step.person] = step.finished_at
    for order in past.orders:
        beliefs.demand.add(clock.minute(order.ordered_at))
    beliefs.learn(clock.minute(now))
    recent = tuple(_again(order, n, floor, clock) for n, order in enumerate(past.orders[-REMEMBERED_ORDERS:]))
    return Experience(
        clock=clock,
        learned_at=now,
        beliefs=beliefs,
        recent=tuple(one for one in recent if one is not None),
        correction=_corrected(past, clock, now),
    )


def _take(beliefs: Beliefs, step: FinishedStep, clock: WallClock, *, closed_with_another: bool) -> None:
    floor, at = beliefs.floor, clock.minute(step.finished_at)
    operation = step.operation
    kind = bench_kind(operation) if operation.kind == "bench" else operation.key
    if kind not in floor.kind_index:
        return
    beliefs.checked(kind, failed_to=None, now=at)
    if step.failed_to:
        beliefs.checked(kind, failed_to=step.failed_to, now=at)
    if operation.kind == "service":
        _take_journey(beliefs, step, clock)
    elif operation.kind == "bench" and not closed_with_another:  # else nobody knows which of the two took how long
        _take_work(beliefs, step, kind, at)


def _take_work(beliefs: Beliefs, step: FinishedStep, kind: str, at: float) -> None:
    worked, floor = step.worked_minutes or 0, beliefs.floor
    if worked < LEAST_WORKED_MINUTES or not step.operation.minutes or step.person not in floor.hand_index:
        return
    place = floor.kind_index[kind]
    stated = float(np.log(step.operation.minutes)) + beliefs.level_pace(step.person, place)
    beliefs.worked(
        Record(
            type=place,
            hand=step.person,
            design=step.design,
            job=step.job,
            features=step.features,
            again=step.again,
            log_ratio=float(np.log(worked)) - stated,
            at=at,
        )
    )


def _take_journey(beliefs: Beliefs, step: FinishedStep, clock: WallClock) -> None:
    """How many of its working days a service had a piece, from the collection it caught."""
    floor = beliefs.floor
    v = floor.service_index[step.operation.resource]
    packed, back = clock.minute(step.began_at), clock.minute(step.finished_at)
    collected = next((at for at in floor.services[v].pickups if at >= packed), None)
    if collected is None or collected >= back:
        return
    days = sum(floor.works(day) for day in range(int(collected // DAY) + 1, int(back // DAY) + 1))
    beliefs.turnarounds[v].add(days, back)
    beliefs.return_minutes[v].add(back % DAY, back)


def _again(order: PastOrder, n: int, floor: Floor, clock: WallClock) -> tuple[float, Making] | None:
    """A past order as one that may come again; None if this workshop no longer does one of its operations."""
    at = clock.minute(order.ordered_at)
    places = {*floor.process_index, *floor.service_index}
    if any(step.kind != "bench" and step.resource not in places for step in order.steps):
        return None
    steps, _ = steps_of(order.steps, floor)
    if not steps or any(step.kind not in floor.kind_index for step in steps):
        return None
    commission = Commission(key=f"again {n}", steps=steps, design=order.design, features=order.features)
    return at, begin(floor, commission, at)


def _corrected(past: Past, clock: WallClock, now: datetime) -> Correction:
    """How promises came true so far, each judged on its day in the order of time."""
    correction = Correction()
    for promise in past.promises:
        correction.judge(clock.minute(promise.given_at))
        moments = np.array([clock.minute(moment) for moment in promise.moments])
        correction.promised(promise.job, promise.levels, moments)
        if promise.ready_at is not None:
            correction.finished(promise.job, clock.minute(promise.ready_at))
    correction.judge(clock.minute(now))
    return correction


def _names(floor: Floor) -> tuple[Mapping[str, object], ...]:
    return (
        {hand.key: dict(hand.skills) for hand in floor.hands},
        floor.kind_index,
        floor.process_index,
        floor.service_index,
    )
