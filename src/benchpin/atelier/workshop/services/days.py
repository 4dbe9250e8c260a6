"""New days for open promises. Each morning all are looked through: a customer hears of a delay when it is likely.

Whether a day is moved is decided by its chance alone, never by a plan that may be late by an hour.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.outbox.services import put
from benchpin.atelier.workshop.forecasting import fresh_outlook
from benchpin.atelier.workshop.models import Job, NewDay
from benchpin.atelier.workshop.services.locks import change_plan, lock_workshop
from benchpin.smith.promise import CannotPlan, Outlook

__all__ = ["look_ahead", "move_day", "plan_to_look_ahead"]

TOLD_BELOW = 0.5  # of the chance that a promise is kept: from then on silence would be a lie
LOOKS_AT = time(8)  # before the shop opens, so that a mail is there with the morning's post
WHY = "By the order book as it stands it would not be ready in time: the pieces before it take longer than we foresaw."


def move_day(job: Job, workshop: Workshop, *, why: str, now: datetime, outlook: Outlook | None = None) -> date | None:
    """Tell the customer a new day if the one they were told is more likely missed than kept; None if it is not.

    The caller has locked the workshop, and has made the outlook on it if there is one. A job that cannot be planned at all
    keeps its day: the manager sees it blocked.
    """
    outlook = outlook or fresh_outlook(workshop, now)
    chance = outlook.chance(job.number, job.due_on)
    if chance is None or chance >= TOLD_BELOW:
        return None
    try:
        new_on = outlook.new_day(job.number, percent=workshop.promise_percent)
    except CannotPlan:
        return None
    moved = NewDay.objects.create(job=job, old_on=job.due_on, new_on=new_on, why=why, told_at=now)
    job.due_on = new_on
    job.save(update_fields=["due_on"])
    change_plan(workshop)
    put(
        key=f"workshop.day_moved:{moved.pk}",
        kind="workshop.day_moved",
        payload={"reference": job.hold.reference, "job_id": str(job.pk), "new_day_id": moved.pk},
        now=now,
    )
    return new_on


def plan_to_look_ahead(workshop: Workshop, now: datetime) -> None:
    """See to it that the promises are looked through on the next morning; asking again changes nothing."""
    local = now.astimezone(workshop.zone)
    morning = datetime.combine(local.date(), LOOKS_AT, tzinfo=workshop.zone)
    due_at = morning if morning > local else datetime.combine(local.date() + timedelta(days=1), LOOKS_AT, tzinfo=workshop.zone)
    put(
        key=f"workshop.look_ahead:{workshop.pk}:{due_at.date().isoformat()}",
        kind="workshop.look_ahead",
        payload={"workshop_id": workshop.pk},
        now=now,
        due_at=due_at,
    )


@transaction.atomic
def look_ahead(*, workshop_id: int, now: datetime) -> int:
    """Tell the customers whose day is more likely missed than kept a new one; returns how many.

    As long as anything is open the promises are looked through again on the next morning.
    """
    workshop = lock_workshop(workshop_id)
    jobs = Job.objects.filter(workshop=workshop, cancelled_at__isnull=True, operations__finished_at__isnull=True).distinct()
    outlook = fresh_outlook(workshop, now)
    told = [job for job in jobs.order_by("due_on", "number") if move_day(job, workshop, why=WHY, now=now, outlook=outlook)]
    if jobs:
        plan_to_look_ahead(workshop, now)
    return len(told)
