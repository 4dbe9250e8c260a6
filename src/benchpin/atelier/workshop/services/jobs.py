"""From a paid deposit to a piece with a number and a job on its way."""

import re
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction
from django.db.models.functions import Length

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.stock.services import issue_parcel_stones, stones_from_parcels
from benchpin.atelier.workshop.models import Hold, Job, JobOperation, Piece
from benchpin.atelier.workshop.services.days import move_day, plan_to_look_ahead
from benchpin.atelier.workshop.services.holds import has_lapsed
from benchpin.atelier.workshop.services.locks import change_plan, lock_workshop
from benchpin.atelier.workshop.services.refusals import HoldRefused
from benchpin.smith.anatomy import Anatomy, read_anatomy
from benchpin.smith.making.route import Operation, Route

__all__ = ["add_operations", "cancel_job", "open_job"]


@transaction.atomic
def open_job(
    *,
    reference: str,
    order_number: str,
    customer_name: str,
    note: str,
    name: str,
    specification: dict[str, Any],
    specification_hash: str,
    shown: list[Any],
    anatomy: Anatomy | dict[str, Any],
    cost_sheet: Any,
    stone_number: str,
    now: datetime,
) -> Job:
    """Number the piece and open its job on the bench time held for it.

    Asking again returns the same job. A hold that lapsed before the money came is taken up again; if the plan
    cannot keep its day any more the customer is told the new one.

    Raises:
        HoldRefused: if no bench time was ever held under this reference.
    """
    workshop_id = Hold.objects.filter(reference=reference).values_list("workshop_id", flat=True).first()
    if workshop_id is None:
        raise HoldRefused("No bench time is held for this piece.")
    workshop = lock_workshop(workshop_id)
    hold = Hold.objects.get(reference=reference)
    if (job := Job.objects.filter(hold=hold).first()) is not None:
        return job
    lapsed = has_lapsed(hold, now)
    hold.expires_at = hold.released_at = None
    hold.save(update_fields=["expires_at", "released_at"])
    piece = Piece.objects.create(
        workshop=workshop,
        serial=_next_serial(workshop, now),
        name=name,
        specification=specification,
        specification_hash=specification_hash,
        shown=msgspec.to_builtins(shown),
        anatomy=msgspec.to_builtins(anatomy),
        stone_number=stone_number,
        made_at=now,
    )
    job = Job.objects.create(
        workshop=workshop,
        number=_next_number(),
        piece=piece,
        hold=hold,
        order_number=order_number,
        customer_name=customer_name,
        note=note,
        cost_sheet=msgspec.to_builtins(cost_sheet),
        opened_at=now,
        promised_on=hold.promised_on,
        due_on=hold.promised_on,
    )
    add_operations(job, msgspec.convert(hold.route, Route).operations, first_sequence=1)
    stones = stones_from_parcels(read_anatomy(piece.anatomy), single_stone=bool(stone_number))
    issue_parcel_stones(workshop_id=workshop.pk, job_number=job.number, stones=stones, by=None, now=now)
    change_plan(workshop)
    plan_to_look_ahead(workshop, now)
    if lapsed:
        move_day(job, workshop, why="The deposit arrived after the time we could keep the bench free.", now=now)
    return job


@transaction.atomic
def cancel_job(*, reference: str, now: datetime) -> None:
    """End a job whose order was cancelled. What was weighed and recorded stays."""
    job = Job.objects.filter(hold__reference=reference, cancelled_at__isnull=True).first()
    if job is None:
        return
    workshop = lock_workshop(job.workshop_id)
    job.cancelled_at = now
    job.save(update_fields=["cancelled_at"])
    change_plan(workshop)


def add_operations(job: Job, operations: tuple[Operation, ...], *, first_sequence: int) -> None:
    """Append operations to a job; `attempt` counts how often each has been asked for."""
    earlier = list(job.operations.values_list("key", flat=True))
    JobOperation.objects.bulk_create(
        JobOperation(
            job=job,
            sequence=sequence,
            attempt=earlier.count(operation.key) + 1,
            key=operation.key,
            operation=msgspec.to_builtins(operation),
        )
        for sequence, operation in enumerate(operations, start=first_sequence)
    )


def _next_serial(workshop: Workshop, now: datetime) -> str:
    """ "HW-2026-00041": the letters of the sponsor's mark, the workshop's year, and a count within it."""
    letters = re.sub(r"[^A-Z]", "", (workshop.sponsor_mark or workshop.name).upper())[:4]
    prefix = f"{letters}-{now.astimezone(workshop.zone).year}-"
    last = Piece.objects.filter(serial__startswith=prefix).order_by("-serial").values_list("serial", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:05}"


def _next_number() -> str:
    """ "J-0041". Two workshops at the same instant may meet the same number: the unique index makes one of them try again."""
    last = Job.objects.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return f"J-{int(last.removeprefix('J-')) + 1 if last else 1:04}"
