"""What is on record in a workshop, as its outlook learns from it: finished steps, past orders, what came of promises."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

import msgspec
from django.db.models import Count, F, Max, Q

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.workshop.models import Hold, Job, JobOperation, Person
from benchpin.smith import promise
from benchpin.smith.making.route import Operation
from benchpin.smith.promise import FinishedStep, GivenPromise, Past, PastOrder

__all__ = ["past_of", "promises_of"]

LOOK_BACK_DAYS = 540  # what is older tells little of how a workshop works today
MOST_STEPS = 16_000
MOST_ORDERS = 2_000

# What is read of each step; tuples, because a workshop has many.
_STEP = (
    "job_id", "job__number", "operation", "attempt", "started_by_id", "started_at", "finished_at", "worked_minutes",
    "job__piece__specification__design", "job__piece__anatomy__alloy",
)  # fmt: skip


def past_of(workshop: Workshop, now: datetime) -> Past:
    """Read the records, the oldest first."""
    steps = sorted(_finished(workshop, now), key=lambda step: (step.finished_at, step.job))
    return Past(steps=tuple(steps), orders=tuple(_orders(workshop, now)), promises=tuple(promises_of(workshop, now)))


def promises_of(workshop: Workshop, now: datetime) -> Iterator[GivenPromise]:
    """Every promise that became a job, with when its piece was ready."""
    left = Count("job__operations", filter=Q(job__operations__finished_at__isnull=True))
    rows = (
        Hold.objects.filter(workshop=workshop, job__cancelled_at__isnull=True, job__isnull=False)
        .filter(made_at__gte=now - timedelta(days=LOOK_BACK_DAYS))
        .annotate(left=left, last=Max("job__operations__finished_at"))
        .order_by("made_at", "pk")
        .values_list("reference", "made_at", "quote", "left", "last")
    )
    for reference, made_at, told, left_steps, last in rows:
        if told:
            quote = msgspec.convert(told, promise.Quote)
            levels, moments = zip(*quote.grid, strict=True)
            yield GivenPromise(
                job=reference, given_at=made_at, levels=levels, moments=moments, ready_at=None if left_steps else last
            )


def _finished(workshop: Workshop, now: datetime) -> Iterator[FinishedStep]:
    rows = JobOperation.objects.filter(
        job__workshop=workshop, finished_at__gte=now - timedelta(days=LOOK_BACK_DAYS), started_at__isnull=False
    )
    latest = list(rows.order_by("-finished_at", "-pk").values_list("pk", flat=True)[:MOST_STEPS])
    hands = dict(Person.objects.filter(workshop=workshop, user__isnull=False).values_list("user_id", "pk"))
    in_order = rows.filter(pk__gte=min(latest, default=0)).order_by("job_id", "sequence").values_list(*_STEP)
    for _, of_job in groupby(in_order, key=lambda row: row[0]):
        for row, following in pairwise([*of_job, None]):
            assert row is not None  # only the last has none behind it
            yield _step(row, following, hands)


def _step(row: tuple[Any, ...], following: tuple[Any, ...] | None, hands: dict[int, int]) -> FinishedStep:
    _, number, operation, attempt, by, began_at, finished_at, worked, design, alloy = row
    # Work that is done again stands behind the check that asked for it.
    sent_back = following is not None and following[3] > attempt
    return FinishedStep(
        job=number,
        operation=msgspec.convert(operation, Operation),
        person=str(hands.get(by, "")),
        began_at=began_at,
        finished_at=finished_at,
        worked_minutes=worked,
        again=attempt > 1,
        failed_to=following[2]["key"] if sent_back and following else "",
        design=design or "",
        features={"alloy": alloy or ""},
    )


def _orders(workshop: Workshop, now: datetime) -> Iterator[PastOrder]:
    jobs = Job.objects.filter(workshop=workshop, opened_at__gte=now - timedelta(days=LOOK_BACK_DAYS))
    latest = jobs.order_by("-opened_at", "-pk")[:MOST_ORDERS]
    rows = latest.annotate(design=F("piece__specification__design"), alloy=F("piece__anatomy__alloy"))
    found = list(rows.values_list("opened_at", "hold__route", "design", "alloy"))
    for opened_at, route, design, alloy in reversed(found):
        steps = tuple(msgspec.convert(one, Operation) for one in route.get("operations", ()))
        yield PastOrder(ordered_at=opened_at, steps=steps, design=design or "", features={"alloy": alloy or ""})
