"""Bench time kept for an order until its deposit is paid."""

from datetime import date, datetime

import msgspec
from django.db import transaction

from benchpin.atelier.workshop.forecasting import fresh_outlook
from benchpin.atelier.workshop.models import Hold
from benchpin.atelier.workshop.services.locks import change_plan, lock_workshop
from benchpin.atelier.workshop.services.refusals import NoCapacity
from benchpin.smith.making.route import Route

__all__ = ["has_lapsed", "hold_bench", "release_expired_holds", "release_hold"]

# Percentage points that a promise may lose between the page and the order: futures are samples, and a minute has passed.
TOLERANCE = 2


@transaction.atomic
def hold_bench(
    *, workshop_id: int, reference: str, route: Route, promised_on: date, now: datetime, expires_at: datetime | None
) -> Hold:
    """Keep bench time for one piece by the day it was promised for.

    Asking again for a live reference changes nothing. A lapsed one is held anew, on the plan of now.

    Raises:
        NoCapacity: if that day has become less sure than the workshop promises; it has the day that is.
        CannotPlan: if nobody here can do a step of the route.
    """
    workshop = lock_workshop(workshop_id)
    hold = Hold.objects.filter(reference=reference).first()
    if hold is not None and not has_lapsed(hold, now):
        return hold
    outlook, percent = fresh_outlook(workshop, now), workshop.promise_percent
    quote = outlook.quote(route, percent=percent)
    if quote.promised_on > promised_on and 100 * outlook.chance_of(route, promised_on, percent=percent) < percent - TOLERANCE:
        raise NoCapacity(quote.promised_on)
    change_plan(workshop)
    hold = hold or Hold(workshop=workshop, reference=reference)
    hold.plan_version = workshop.plan_version
    hold.route = msgspec.to_builtins(route)
    hold.promised_on = promised_on
    hold.quote = msgspec.to_builtins(quote)
    hold.made_at, hold.expires_at, hold.released_at = now, expires_at, None
    hold.save()
    return hold


@transaction.atomic
def release_hold(*, reference: str, now: datetime) -> None:
    """Give the bench time of an order back. A hold that has become a job, or was released, is left as it is."""
    hold = Hold.objects.filter(reference=reference, released_at__isnull=True, job__isnull=True).first()
    if hold is None:
        return
    workshop = lock_workshop(hold.workshop_id)
    if Hold.objects.filter(pk=hold.pk, released_at__isnull=True, job__isnull=True).update(released_at=now):
        change_plan(workshop)


@transaction.atomic
def release_expired_holds(*, now: datetime) -> list[str]:
    """Release every hold whose time is over, and return their references. Plans leave them out from that minute on anyway."""
    expired = list(
        Hold.objects.filter(expires_at__lte=now, released_at__isnull=True, job__isnull=True)
        .order_by("workshop_id", "pk")
        .values_list("reference", flat=True)
    )
    for reference in expired:
        release_hold(reference=reference, now=now)
    return expired


def has_lapsed(hold: Hold, now: datetime) -> bool:
    return hold.released_at is not None or (hold.expires_at is not None and hold.expires_at <= now)
