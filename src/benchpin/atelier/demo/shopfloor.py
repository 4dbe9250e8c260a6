"""A day at the benches: what the morning's plan says is begun and finished, metal is weighed, pieces are inspected."""

import random
from dataclasses import dataclass
from datetime import datetime

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.stock.queries import lots_of
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Job, JobOperation, Person
from benchpin.atelier.workshop.planning import fresh_plan
from benchpin.smith.anatomy import read_anatomy
from benchpin.smith.inspection import Point, points
from benchpin.smith.promise import PlannedStep

__all__ = ["work_through"]

# Of the metal in a finished piece: what goes out to be cast, with sprue and button; what comes back cut off; filings.
ISSUED, CUT_OFF, FILINGS = 1.45, 0.36, 0.05


@dataclass(frozen=True, slots=True)
class _Act:
    """Something the plan says happens: a step begins or ends."""

    at: datetime
    ends: bool
    job: str
    step: str
    person: str


def work_through(workshop: Workshop, *, begin: datetime, until: datetime, failing: dict[str, str]) -> None:
    """Do all that the plan made at `begin` has between then and `until`.

    Args:
        failing: by job number, the inspection point that is found wanting the first time.
    """
    people = Person.objects.filter(workshop=workshop).select_related("user")
    hands = {str(person.pk): person.user for person in people if person.user is not None}
    acts = [act for step in fresh_plan(workshop, begin).steps for act in _acts(step) if begin <= act.at <= until]
    for act in sorted(acts, key=lambda act: (act.at, not act.ends, act.job)):  # one step ends before the next begins
        operation = _current(act)
        if operation is not None and act.ends and operation.started_at is not None:
            _finish(operation, act.at, failing)
        elif operation is not None and not act.ends and operation.started_at is None:
            _start(operation, hands[act.person], act.at)


def _acts(step: PlannedStep) -> list[_Act]:
    in_house = step.operation not in {"cast", "plate", "hallmark"}
    over = step.ends_at if in_house else step.ready_at
    begins = [_Act(step.starts_at, False, step.job, step.operation, step.person)] if step.person else []
    return [*begins, _Act(over, True, step.job, step.operation, step.person)]


def _current(act: _Act) -> JobOperation | None:
    """The step itself, unless the day took another turn: a piece that failed in the morning is not packed at noon."""
    steps = JobOperation.objects.filter(job__number=act.job, finished_at__isnull=True)
    operation = steps.select_related("job__piece", "started_by").order_by("sequence").first()
    return operation if operation is not None and operation.key == act.step else None


def _start(operation: JobOperation, by: User, at: datetime) -> None:
    services.start_operation(operation_id=operation.pk, by=by, now=at)
    if operation.key == "cast" and operation.attempt == 1:
        _weigh(operation.job, "issue", ISSUED, by=by, at=at)


def _finish(operation: JobOperation, at: datetime, failing: dict[str, str]) -> None:
    by = operation.started_by
    assert by is not None
    if operation.key == "final_inspection":
        wanting = failing.get(operation.job.number, "") if operation.attempt == 1 else ""
        _inspect(operation.job, wanting, by=by, at=at)
        return
    services.finish_operation(operation_id=operation.pk, by=by, now=at)
    if operation.attempt == 1 and operation.key == "cast":
        _weigh(operation.job, "return", CUT_OFF, by=by, at=at)
    if operation.attempt == 1 and operation.key == "clean_up":
        _weigh(operation.job, "scrap", FILINGS, by=by, at=at)


def _weigh(job: Job, what: services.Weighing, share: float, *, by: User, at: datetime) -> None:
    anatomy = read_anatomy(job.piece.anatomy)
    lots = lots_of(job.workshop_id, anatomy.alloy)
    grams = round(share * anatomy.worked_mass_g, 2)
    if lots and grams > 0:
        key = f"demo:{job.number}:{what}"
        services.weigh(job_id=job.pk, lot_id=lots[0].pk, what=what, grams=grams, by=by, now=at, key=key)


def _inspect(job: Job, wanting: str, *, by: User, at: datetime) -> None:
    luck = random.Random(job.number)
    values = {point.key: _found(point, luck) for point in points(read_anatomy(job.piece.anatomy))}
    if wanting in values:
        values[wanting] = f"{_short_of(wanting, job):.2f}" if wanting == "mass" else "no"
    note = "Not ready yet: see the point in question." if wanting else ""
    services.record_inspection(job_id=job.pk, values=values, note=note, by=by, now=at)


def _found(point: Point, luck: random.Random) -> str:
    """What a good piece measures: near what is expected, never exactly."""
    if point.kind == "read":
        return point.expected
    if point.kind == "judged":
        return "yes"
    least, most, nominal = point.least or 0.0, point.most or 0.0, point.nominal or 0.0
    off = luck.uniform(-0.4, 0.4) * min(nominal - least, most - nominal)
    return f"{nominal + off:.2f}" if most - least > 0.05 else f"{nominal:.2f}"


def _short_of(key: str, job: Job) -> float:
    point = next(p for p in points(read_anatomy(job.piece.anatomy)) if p.key == key)
    return 0.95 * (point.least or 0.0)
