"""The final inspection: every point judged; a failure sends the job back and tells the customer."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from benchpin.atelier.accounts.models import User
from benchpin.atelier.outbox.services import put
from benchpin.atelier.stock.services import finish_metal
from benchpin.atelier.workshop.models import InspectedValue, Inspection, Job, JobOperation
from benchpin.atelier.workshop.services.bench import FINAL_INSPECTION, finish_step
from benchpin.atelier.workshop.services.days import move_day
from benchpin.atelier.workshop.services.jobs import add_operations
from benchpin.atelier.workshop.services.locks import change_plan, lock_workshop, must_work_in
from benchpin.atelier.workshop.services.refusals import InspectionRefused
from benchpin.smith.anatomy import Anatomy, read_anatomy
from benchpin.smith.inspection import Judgement, Point, judge, points
from benchpin.smith.making.route import Operation

__all__ = ["passed", "record_inspection"]

CAST = "cast"
MOST_LETTERS_WHY = 300


@transaction.atomic
def record_inspection(*, job_id: UUID, values: dict[str, str], note: str, by: User, now: datetime) -> Inspection:
    """Judge every point of a piece by what was measured, and keep it.

    Passed: the metal is booked into the piece and the balance falls due. Failed: the job goes back to the earliest
    operation any failed point names, and if the plan cannot keep the day the customer is told a new one.

    Args:
        values: what was measured, read or judged, by point key, as typed in.
    Raises:
        InspectionRefused: if the piece is not ready for it, or a value is missing or unreadable.
        NotOfThisWorkshop: if `by` does not work there.
    """
    workshop_id = Job.objects.values_list("workshop_id", flat=True).get(pk=job_id)
    must_work_in(workshop_id, by)
    workshop = lock_workshop(workshop_id)
    job = Job.objects.select_related("piece", "hold").get(pk=job_id)
    step = _inspection_step(job)
    anatomy = read_anatomy(job.piece.anatomy)
    judged = _judge_all(points(anatomy), values)
    inspection = _keep(job, judged, note=note, by=by, now=now)
    if step.started_at is None:
        step.started_at, step.started_by = now, by
        step.save(update_fields=["started_at", "started_by"])
    finish_step(step, workshop, by=by, now=now)
    if inspection.passed:
        _pass(job, anatomy, judged, by=by, now=now)
    else:
        _send_back(job, [point for point, judgement in judged if not judgement.passes])
    change_plan(workshop)
    if not inspection.passed:
        move_day(job, workshop, why=_why(judged), now=now)
    return inspection


def passed(job: Job) -> bool:
    """Whether the last word on a piece was that it passed."""
    last = job.inspections.order_by("-made_at", "-pk").first()
    return last is not None and last.passed


def _inspection_step(job: Job) -> JobOperation:
    if job.cancelled_at is not None:
        raise InspectionRefused(f"{job} was cancelled.")
    step = job.operations.filter(finished_at__isnull=True).order_by("sequence").first()
    if step is None:
        raise InspectionRefused("Every step of this job is finished, the inspection too.")
    if step.key != FINAL_INSPECTION:
        raise InspectionRefused(f"“{step.operation['name']}” comes before the final inspection and is not finished.")
    return step


def _judge_all(expected: Iterable[Point], values: dict[str, str]) -> list[tuple[Point, Judgement]]:
    judged, errors = [], {}
    for point in expected:
        try:
            judged.append((point, judge(point, values.get(point.key, ""))))
        except ValueError as error:
            errors[point.key] = str(error)
    if errors:
        raise InspectionRefused("Some points are not filled in yet.", errors)
    return judged


def _keep(job: Job, judged: list[tuple[Point, Judgement]], *, note: str, by: User, now: datetime) -> Inspection:
    verdict = all(judgement.passes for _, judgement in judged)
    inspection = Inspection.objects.create(job=job, made_at=now, made_by=by, passed=verdict, note=note)
    InspectedValue.objects.bulk_create(
        InspectedValue(
            inspection=inspection,
            sequence=sequence,
            point=msgspec.to_builtins(point),
            value=judgement.value[:200],
            passes=judgement.passes,
            says=judgement.says[:300],
        )
        for sequence, (point, judgement) in enumerate(judged, start=1)
    )
    return inspection


def _pass(job: Job, anatomy: Anatomy, judged: list[tuple[Point, Judgement]], *, by: User, now: datetime) -> None:
    finish_metal(workshop_id=job.workshop_id, job_number=job.number, grams=_metal_in_piece(anatomy, judged), by=by, now=now)
    put(
        key=f"workshop.piece_passed:{job.pk}",
        kind="workshop.piece_passed",
        payload={"reference": job.hold.reference, "job_id": str(job.pk)},
        now=now,
    )


def _metal_in_piece(anatomy: Anatomy, judged: list[tuple[Point, Judgement]]) -> float:
    """The metal worked here, in grams: what the balance showed, less stones and bought parts; unweighed, the design's own."""
    for point, judgement in judged:
        if point.kind == "measured" and point.unit == "g":
            bought_g = anatomy.gross_mass_g - anatomy.worked_mass_g
            return max(0.001, float(judgement.value) - bought_g)
    return anatomy.worked_mass_g


def _send_back(job: Job, failed: list[Point]) -> None:
    """Append the work again from the earliest operation named by a failed point, before whatever follows the inspection."""
    again = _work_again(list(job.operations.filter(attempt=1).order_by("sequence")), {point.back_to for point in failed})
    behind = list(job.operations.filter(finished_at__isnull=True).order_by("-sequence"))
    last = max(job.operations.values_list("sequence", flat=True))
    for row in behind:  # from the end, so that no two are ever at one place
        row.sequence += len(again)
        row.save(update_fields=["sequence"])
    add_operations(job, again, first_sequence=last - len(behind) + 1)


def _work_again(first_time: list[JobOperation], named: set[str]) -> tuple[Operation, ...]:
    """The operations from the earliest named one to the inspection; the inspection alone if none is named."""
    keys = [row.key for row in first_time]
    inspected = keys.index(FINAL_INSPECTION)
    earliest = min([keys.index(key) for key in named if key in keys] + [inspected])
    work = [msgspec.convert(row.operation, Operation) for row in first_time[earliest : inspected + 1]]
    cast_anew = CAST in keys[earliest:inspected]
    # A hallmark stays in the metal: nothing goes out to a service again unless the piece is new or that very service failed.
    return tuple(step for step in work if step.kind != "service" or cast_anew or step.key in named)


def _why(judged: list[tuple[Point, Judgement]]) -> str:
    found = ", ".join(point.label.lower() for point, judgement in judged if not judgement.passes)
    return f"The final inspection was not content with: {found}. We are putting it right."[:MOST_LETTERS_WHY]
