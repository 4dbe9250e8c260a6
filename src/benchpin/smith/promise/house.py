"""A workshop's rows as the floor its futures are simulated on, and its operations as steps of a commission.

An operation of a route becomes up to three steps: somebody's share at the bench, the run or the journey it goes on, and the
rest it needs afterwards. What each is called is derived from the operation's own key, so that the records of both agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from benchpin.smith.making.operations import OPERATIONS, KnownOperation
from benchpin.smith.making.route import Operation
from benchpin.smith.promise.clock import WallClock
from benchpin.smith.promise.floor import Floor, Hand, OperationKind, OutsideStop, Process
from benchpin.smith.promise.making import Step
from benchpin.smith.promise.model import BatchResource, CannotPlan, Person, Service, ShopState

__all__ = ["HORIZON_DAYS", "bench_kind", "floor_of_state", "must_be_possible", "rest_kind", "rows_of", "steps_of"]

LOOK_BACK_DAYS, HORIZON_DAYS = 70, 200
USUAL_LEVEL = 2
RESTS_SD = 0.1  # log: what cools or cures by itself takes what it takes
ONE_DAY = timedelta(days=1)


def bench_kind(operation: Operation) -> str:
    """What somebody does for an operation: the operation itself, or what comes before its run or its collection.

    An operation that was ordered under an older table may ask for another skill: it is another kind of work then.
    """
    name = operation.key if operation.kind == "bench" else f"prepare {operation.key}"
    row = OPERATIONS.get(operation.key)
    return name if row is None or row.skill == operation.skill else f"{name} by {operation.skill}"


def rest_kind(key: str) -> str:
    return f"rest after {key}"


def steps_of(operations: Iterable[Operation], floor: Floor) -> tuple[tuple[Step, ...], tuple[range, ...]]:
    """The steps of a route, and which of them belong to each operation."""
    steps: list[Step] = []
    places: list[range] = []
    for operation in operations:
        begin = len(steps)
        steps += _steps(operation, floor)
        places.append(range(begin, len(steps)))
    return tuple(steps), tuple(places)


def rows_of(place: range, steps: Sequence[Step], kind: str) -> int | None:
    """The step of one operation that is of this kind; None if it has none."""
    return next((step for step in place if steps[step].kind == kind), None)


def must_be_possible(operations: Iterable[Operation], state: ShopState) -> None:
    """Refuse a route that this workshop cannot make.

    Raises:
        CannotPlan: with the operation that nobody has the skill for, or no run or service does.
    """
    skills = {skill for person in state.people for skill in person.skills}
    batches = {batch.key: batch for batch in state.batches}
    services = {service.key for service in state.services}
    for operation in operations:
        if operation.minutes and operation.skill not in skills:
            raise CannotPlan(f"Nobody here has the skill for “{operation.name}”: {operation.skill}.")
        if operation.kind == "batch" and operation.resource not in batches:
            raise CannotPlan(f"“{operation.name}” needs {operation.resource}, which this workshop does not have.")
        if operation.kind == "service" and operation.resource not in services:
            raise CannotPlan(f"“{operation.name}” is done by {operation.resource}, which this workshop does not use.")
        if operation.kind == "batch":
            batch = batches[operation.resource]
            if operation.units > batch.capacity * batch.keys_per_run:
                raise CannotPlan(f"{batch.name}: one run cannot take {operation.units} units.")


def floor_of_state(state: ShopState, clock: WallClock, now: datetime) -> Floor:
    """People, runs, services and operations as they stand, from some weeks back to as far as anything is foreseen."""
    today = now.astimezone(state.zone).date()
    days = [today + timedelta(days=n) for n in range(-LOOK_BACK_DAYS, HORIZON_DAYS)]
    kinds = _kinds(state)
    return Floor(
        hands=tuple(_hand(person, state, clock, days) for person in state.people),
        processes=tuple(_process(batch, state, clock, days) for batch in state.batches),
        services=tuple(_stop(service, state, clock, days) for service in state.services),
        kinds=tuple(kinds.values()),
        holidays=frozenset(clock.day(day) for day in state.closed_days),
        horizon_days=clock.day(days[-1]),
    )


def _steps(operation: Operation, floor: Floor) -> list[Step]:
    steps = []
    if operation.minutes:
        steps.append(Step(kind=bench_kind(operation), stated_minutes=operation.minutes))
    if operation.kind == "batch":
        capacity = floor.processes[floor.process_index[operation.resource]].capacity
        # What fills more than a flask takes the places of one: a run is as full as its fullest flask says.
        steps.append(Step(kind=operation.key, units=min(operation.units, capacity), batch_key=operation.batch_key))
    elif operation.kind == "service":
        steps.append(Step(kind=operation.key))
    if operation.wait_minutes:
        steps.append(Step(kind=rest_kind(operation.key), stated_minutes=operation.wait_minutes))
    return steps


def _kinds(state: ShopState) -> dict[str, OperationKind]:
    """Every operation of the trade that can be done here, and those of open jobs that were ordered under an older table."""
    resources = {batch.key for batch in state.batches} | {service.key for service in state.services}
    known = [_as_operation(row) for row in OPERATIONS.values()]
    ordered = (step for job in state.jobs for step in (*job.behind, *job.steps))
    kinds: dict[str, OperationKind] = {}
    for operation in (*known, *ordered):
        if operation.kind == "bench" or operation.resource in resources:
            for kind in _kinds_of(operation):
                kinds.setdefault(kind.key, kind)
    return kinds


def _as_operation(row: KnownOperation) -> Operation:
    return Operation(
        key=row.key,
        name=row.name,
        tells="",
        kind=row.kind,
        skill=row.skill,
        resource=row.resource,
        wait_minutes=row.wait_minutes,
    )


def _kinds_of(operation: Operation) -> Iterator[OperationKind]:
    """What an operation is made of: hands, a run or a journey, a rest. Its check is behind the run or the journey, if any."""
    fails, back_to = _fails(operation.key)
    if operation.kind == "bench":
        yield OperationKind(key=bench_kind(operation), place="bench", at=operation.skill, fails=fails, back_to=back_to)
    else:
        if operation.skill:
            yield OperationKind(key=bench_kind(operation), place="bench", at=operation.skill)
        yield OperationKind(key=operation.key, place=operation.kind, at=operation.resource, fails=fails, back_to=back_to)
    if operation.wait_minutes:
        rest = rest_kind(operation.key)
        yield OperationKind(key=rest, place="wait", at=rest, stated_minutes=operation.wait_minutes, wait_sd=RESTS_SD)


def _fails(key: str) -> tuple[float | None, Mapping[str, float]]:
    """The stated share of failed checks of an operation, and where what failed is taken up again."""
    row = OPERATIONS.get(key)
    if row is None or not row.rework_percent:
        return None, {}
    total = sum(row.back_to.values())
    return row.rework_percent / 100, {to: share / total for to, share in row.back_to.items()}


def _hand(person: Person, state: ShopState, clock: WallClock, days: Sequence[date]) -> Hand:
    away = [absence for absence in state.absences if absence.person == person.key]
    windows = [
        (clock.at(day, begins), clock.at(day, ends))
        for day in days
        if day not in state.closed_days and not any(absence.first_day <= day <= absence.last_day for absence in away)
        for begins, ends in person.hours.get(day.isoweekday(), ())
    ]
    return Hand(key=person.key, skills=dict.fromkeys(sorted(person.skills), USUAL_LEVEL), windows=tuple(windows))


def _process(batch: BatchResource, state: ShopState, clock: WallClock, days: Sequence[date]) -> Process:
    return Process(
        key=batch.key,
        machines=batch.keys_per_run,
        capacity=batch.capacity,
        key_feature="batch_key",
        runs=tuple(clock.at(day, batch.starts_at) for day in _open(days, state, batch.weekdays)),
        stated_minutes=batch.run_minutes,
    )


def _stop(service: Service, state: ShopState, clock: WallClock, days: Sequence[date]) -> OutsideStop:
    return OutsideStop(
        key=service.key,
        pickups=tuple(clock.at(day, service.pickup_at) for day in _open(days, state, service.pickup_weekdays)),
        stated_days=service.turnaround_days,
    )


def _open(days: Sequence[date], state: ShopState, weekdays: frozenset[int]) -> list[date]:
    return [day for day in days if day.isoweekday() in weekdays and day not in state.closed_days]
