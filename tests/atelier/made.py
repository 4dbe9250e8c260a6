"""Real pieces on their way at Hollis & Wren: sold, on the bench, inspected, as the pages of workshop and passport show them."""

from datetime import datetime, timedelta
from decimal import Decimal

import cast
from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.catalogue.queries import price_book
from benchpin.atelier.passport.models import Passport
from benchpin.atelier.passport.services import issue_passport
from benchpin.atelier.stock.queries import lots_of
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Inspection, Job
from benchpin.atelier.workshop.queries import present_quote
from benchpin.designs import by_key, specify
from benchpin.smith.anatomy import Anatomy, read_anatomy
from benchpin.smith.inspection import Point, points
from benchpin.smith.pricing import cost_sheet

ENGRAVED = {"metal": "au_y18", "gem": "sapphire", "stone_width": "6.0", "engraving": "Für Clara & Ben", "typeface": "cinzel"}


def anatomy_of(job: Job) -> Anatomy:
    return read_anatomy(job.piece.anatomy)


def job_for(
    workshop: Workshop,
    reference: str = "line-1",
    *,
    design: str = "solitaire",
    stone_number: str = "",
    customer: str = "Clara Bell",
    note: str = "",
    now: datetime = cast.NOW,
    **choices: str,
) -> Job:
    """A sold piece whose deposit is paid."""
    specification = specify(by_key(design), choices)
    anatomy, route = specification.piece.anatomy, specification.route
    book = price_book(workshop.pk, now)
    assert book is not None
    services.hold_bench(
        workshop_id=workshop.pk,
        reference=reference,
        route=route,
        promised_on=present_quote(workshop, route, now).promised_on,
        now=now,
        expires_at=None,
    )
    return services.open_job(
        reference=reference,
        order_number="B-0007",
        customer_name=customer,
        note=note,
        name=f"The {specification.design.name.lower()}",
        specification=specification.as_dict(),
        specification_hash=specification.hash,
        shown=specification.shown(),
        anatomy=anatomy,
        cost_sheet=cost_sheet(anatomy, route, book),
        stone_number=stone_number,
        now=now,
    )


def weigh_out(job: Job, grams: str = "5.00", *, at: datetime = cast.NOW) -> None:
    lot = lots_of(job.workshop_id, anatomy_of(job).alloy)[0]
    services.weigh(
        job_id=job.pk, lot_id=lot.pk, what="issue", grams=Decimal(grams), by=cast.INES.user, now=at, key=f"out:{job.number}"
    )


def work_until(job: Job, key: str, *, begin: datetime = cast.NOW) -> datetime:
    """Start and finish every step before `key`; return when the last was finished."""
    now = begin
    for step in job.operations.filter(finished_at__isnull=True).order_by("sequence"):
        if step.key == key:
            break
        services.start_operation(operation_id=step.pk, by=cast.INES.user, now=now)
        now += timedelta(minutes=20)
        services.finish_operation(operation_id=step.pk, by=cast.INES.user, now=now)
    return now


def right_values(job: Job) -> dict[str, str]:
    return {point.key: _right(point) for point in points(anatomy_of(job))}


def inspect(job: Job, *, at: datetime, **wrong: str) -> Inspection:
    values = right_values(job) | wrong
    return services.record_inspection(job_id=job.pk, values=values, note="", by=cast.PRIYA.user, now=at)


def finished(job: Job) -> datetime:
    """Work a job through to its passed inspection; return when it passed."""
    at = work_until(job, "final_inspection")
    assert inspect(job, at=at).passed
    return at


def passport_of(job: Job, *, owner: str = "Clara Bell") -> Passport:
    passed_at = finished(job)
    user = cast.CLARA.user
    return issue_passport(
        piece_id=job.piece_id, owner_name=owner, owner_email=user.email, user=user, now=passed_at + timedelta(days=2)
    )


def _right(point: Point) -> str:
    if point.kind == "measured":
        return str(point.nominal)
    return point.expected if point.kind == "read" else "yes"
