"""Work at the bench: operations begun and finished, metal weighed out and back."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db import transaction

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.stock import services as stock
from benchpin.atelier.stock.models import Lot, MetalTransfer
from benchpin.atelier.workshop.models import Job, JobOperation
from benchpin.atelier.workshop.planning import worked_by
from benchpin.atelier.workshop.services.locks import change_plan, lock_workshop, must_work_in
from benchpin.atelier.workshop.services.refusals import StepRefused
from benchpin.smith.anatomy import read_anatomy

__all__ = ["Weighing", "finish_operation", "start_operation", "undo_start", "weigh"]

# Out of the safe to the bench; back into the safe; sprues and filings into the scrap.
Weighing = Literal["issue", "return", "scrap"]

FINAL_INSPECTION = "final_inspection"


@transaction.atomic
def start_operation(*, operation_id: int, by: User, now: datetime) -> JobOperation:
    """Record that somebody has begun a step. Anybody of the workshop may, whatever their skills: they are written down.

    Raises:
        StepRefused: if it was begun already, if one before it is not finished, or if the job was cancelled.
        NotOfThisWorkshop: if `by` does not work there.
    """
    step, workshop = _locked(operation_id, by)
    if step.started_at is not None:
        raise StepRefused(f"{step.started_by} has already begun “{_name(step)}”.")
    if (before := step.job.operations.filter(sequence__lt=step.sequence, finished_at__isnull=True).first()) is not None:
        raise StepRefused(f"“{_name(before)}” comes first and is not finished.")
    step.started_at, step.started_by = now, by
    step.save(update_fields=["started_at", "started_by"])
    change_plan(workshop)
    return step


@transaction.atomic
def undo_start(*, operation_id: int, by: User, now: datetime) -> JobOperation:
    """Take a start back that was recorded by mistake.

    Raises:
        StepRefused: if it is not begun, or already finished.
        NotOfThisWorkshop: if `by` does not work there.
    """
    step, workshop = _locked(operation_id, by)
    if step.started_at is None or step.finished_at is not None:
        raise StepRefused(f"“{_name(step)}” is not under way.")
    step.started_at = step.started_by = None
    step.save(update_fields=["started_at", "started_by"])
    change_plan(workshop)
    return step


@transaction.atomic
def finish_operation(*, operation_id: int, by: User, now: datetime) -> JobOperation:
    """Record that a step is done, and how long it took in the working hours of whoever began it.

    Raises:
        StepRefused: if it is not under way, or is the final inspection, which ends by being recorded.
        NotOfThisWorkshop: if `by` does not work there.
    """
    step, workshop = _locked(operation_id, by)
    if step.finished_at is not None:
        raise StepRefused(f"{step.finished_by} has already finished “{_name(step)}”.")
    if step.started_at is None:
        raise StepRefused(f"“{_name(step)}” has not been begun.")
    if step.key == FINAL_INSPECTION:
        raise StepRefused("The final inspection is finished by recording what was measured.")
    finish_step(step, workshop, by=by, now=now)
    change_plan(workshop)
    return step


def finish_step(step: JobOperation, workshop: Workshop, *, by: User, now: datetime) -> None:
    """Close a step under way, the workshop being locked."""
    assert step.started_at is not None  # the callers refuse otherwise, and so does the database
    step.finished_at, step.finished_by = now, by
    if step.started_by is not None:
        step.worked_minutes = worked_by(step.started_by, workshop, step.started_at, now)
    step.save(update_fields=["finished_at", "finished_by", "worked_minutes"])


@transaction.atomic
def weigh(
    *, job_id: UUID, lot_id: int, what: Weighing, grams: float | Decimal, by: User, now: datetime, key: str
) -> MetalTransfer:
    """Write down what the balance shows when metal goes to the bench or comes back. The same `key` counts once.

    Raises:
        StepRefused: if the lot is another alloy than the piece, or the job was cancelled before metal went out.
        StockRefused: if there is not that much.
        NotOfThisWorkshop: if `by` does not work there.
    """
    job = Job.objects.select_related("piece").get(pk=job_id)
    must_work_in(job.workshop_id, by)
    lot = Lot.objects.filter(pk=lot_id, workshop_id=job.workshop_id).first()
    if lot is None:
        raise StepRefused("There is no such lot in this workshop.")
    if lot.alloy not in {part.alloy for part in read_anatomy(job.piece.anatomy).parts}:
        raise StepRefused(f"Lot {lot} is another metal than this piece is made of.")
    if what == "issue":
        if job.cancelled_at is not None:
            raise StepRefused(f"{job} was cancelled.")
        return stock.issue_metal(job_number=job.number, lot_id=lot.pk, grams=grams, by=by, now=now, key=key)
    place: stock.ReturnPlace = "stock" if what == "return" else "scrap"
    return stock.return_metal(job_number=job.number, lot_id=lot.pk, grams=grams, place=place, by=by, now=now, key=key)


def _locked(operation_id: int, by: User) -> tuple[JobOperation, Workshop]:
    workshop_id = JobOperation.objects.values_list("job__workshop_id", flat=True).get(pk=operation_id)
    must_work_in(workshop_id, by)
    workshop = lock_workshop(workshop_id)
    step = JobOperation.objects.select_related("job", "started_by", "finished_by").get(pk=operation_id)
    if step.job.cancelled_at is not None:
        raise StepRefused(f"{step.job} was cancelled.")
    return step, workshop


def _name(step: JobOperation) -> str:
    return str(step.operation["name"])
