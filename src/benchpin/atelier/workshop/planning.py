"""The workshop as its plan sees it: rows become a `ShopState`, and the benches' plan is made once for each state."""

import threading
from collections import OrderedDict, defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import F, Q, QuerySet

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.workshop.models import Absence, BatchResource, ClosedDay, Hold, Job, JobOperation, OutsideService, Person
from benchpin.smith import promise
from benchpin.smith.making.route import Operation, Route

__all__ = ["fresh_plan", "live_holds", "present_plan", "shop_state", "worked_by"]

# A plan is kept until something changes, and for this long because "now" moves on.
KEPT_FOR_MINUTES = 5
KEPT_PLANS = 64  # workshops served by one process at a time; the plan of 500 jobs is about 5 MB
# Closed days that are over still count for a piece that is out at a service.
LOOK_BACK_DAYS = 60

_plans: OrderedDict[tuple[int, int, int], promise.Forecast] = OrderedDict()
_plans_lock = threading.Lock()


def present_plan(workshop: Workshop, now: datetime) -> promise.Forecast:
    """The plan of all open jobs and holds, made once for each change and each few minutes.

    Inside a transaction it is made anew: a plan made on rows that are then rolled back must not outlive them.
    """
    if connection.in_atomic_block:
        return fresh_plan(workshop, now)
    plan_version = Workshop.objects.values_list("plan_version", flat=True).get(pk=workshop.pk)
    key = (workshop.pk, plan_version, int(now.timestamp()) // (60 * KEPT_FOR_MINUTES))
    with _plans_lock:
        if (kept := _plans.get(key)) is not None:
            return kept
    plan = fresh_plan(workshop, now)
    with _plans_lock:
        _plans[key] = plan
        while len(_plans) > KEPT_PLANS:
            _plans.popitem(last=False)
    return plan


def fresh_plan(workshop: Workshop, now: datetime) -> promise.Forecast:
    """The plan made from the rows as they are."""
    return promise.plan(shop_state(workshop, now), now)


def shop_state(workshop: Workshop, now: datetime) -> promise.ShopState:
    """Read the whole workshop, in a number of queries that does not grow with its jobs."""
    today = now.astimezone(workshop.zone).date()
    closed = ClosedDay.objects.filter(workshop=workshop, on__gte=today - timedelta(days=LOOK_BACK_DAYS))
    absences = Absence.objects.filter(person__workshop=workshop, last_day__gte=today - timedelta(days=LOOK_BACK_DAYS))
    people = list(Person.objects.filter(workshop=workshop, active=True).order_by("pk"))
    state = promise.ShopState(
        zone=workshop.zone,
        people=tuple(_person(row) for row in people),
        absences=tuple(
            promise.Absence(person=str(row.person_id), first_day=row.first_day, last_day=row.last_day) for row in absences
        ),
        closed_days=frozenset(closed.values_list("on", flat=True)),
        batches=tuple(_batch(row) for row in BatchResource.objects.filter(workshop=workshop).order_by("pk")),
        services=tuple(_service(row) for row in OutsideService.objects.filter(workshop=workshop).order_by("pk")),
    )
    benches = {row.user_id: str(row.pk) for row in people if row.user_id is not None}
    return replace(state, jobs=(*_open_jobs(state, benches, workshop, now), *_held(workshop, now)))


def live_holds(now: datetime) -> QuerySet[Hold]:
    """Holds that count in the plan: neither released nor expired, and not yet a job."""
    return Hold.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), released_at__isnull=True, job__isnull=True)


def worked_by(user: User, workshop: Workshop, began_at: datetime, now: datetime) -> int | None:
    """How many minutes of their working hours somebody has had since `began_at`; None for whoever has no bench."""
    row = Person.objects.filter(user=user, workshop=workshop).first()
    if row is None:
        return None
    person = _person(row)
    absences = Absence.objects.filter(person=row, last_day__gte=began_at.astimezone(workshop.zone).date())
    away = tuple(promise.Absence(person=person.key, first_day=a.first_day, last_day=a.last_day) for a in absences)
    closed = frozenset(ClosedDay.objects.filter(workshop=workshop).values_list("on", flat=True))
    state = promise.ShopState(zone=workshop.zone, people=(person,), absences=away, closed_days=closed)
    return promise.worked_minutes(state, person.key, began_at, now)


def _person(row: Person) -> promise.Person:
    hours = {
        int(weekday): tuple((time.fromisoformat(begins), time.fromisoformat(ends)) for begins, ends in spans)
        for weekday, spans in row.hours.items()
    }
    return promise.Person(key=str(row.pk), name=row.name, skills=frozenset(row.skills), hours=hours)


def _batch(row: BatchResource) -> promise.BatchResource:
    return promise.BatchResource(
        key=row.key,
        name=row.name,
        weekdays=frozenset(row.weekdays),
        starts_at=row.starts_at,
        run_minutes=row.run_minutes,
        capacity=row.capacity,
        keys_per_run=row.keys_per_run,
    )


def _service(row: OutsideService) -> promise.Service:
    return promise.Service(
        key=row.key,
        name=row.name,
        pickup_weekdays=frozenset(row.pickup_weekdays),
        pickup_at=row.pickup_at,
        turnaround_days=row.turnaround_days,
    )


def _held(workshop: Workshop, now: datetime) -> list[promise.OpenJob]:
    return [
        promise.OpenJob(
            key=f"hold:{hold.reference}",
            steps=msgspec.convert(hold.route, Route).operations,
            due_on=hold.promised_on,
            ordered_at=hold.made_at,
        )
        for hold in live_holds(now).filter(workshop=workshop).order_by("made_at", "pk")
    ]


def _open_jobs(state: promise.ShopState, benches: dict[int, str], workshop: Workshop, now: datetime) -> list[promise.OpenJob]:
    with_work_left = JobOperation.objects.filter(finished_at__isnull=True, job__cancelled_at__isnull=True).values("job")
    # The anatomy of a piece is long and says nothing here but its alloy.
    jobs = {
        job.pk: job
        for job in Job.objects.filter(workshop=workshop, pk__in=with_work_left)
        .annotate(design=F("piece__specification__design"), alloy=F("piece__anatomy__alloy"))
        .order_by("number")
    }
    rows_of: dict[UUID, list[JobOperation]] = defaultdict(list)
    for row in JobOperation.objects.filter(job__in=jobs).order_by("sequence"):
        rows_of[row.job_id].append(row)
    return [_open_job(job, rows_of[job.pk], state, benches, now) for job in jobs.values()]


def _open_job(
    job: Job, rows: list[JobOperation], state: promise.ShopState, benches: dict[int, str], now: datetime
) -> promise.OpenJob:
    done = [row for row in rows if row.finished_at is not None]
    left = [row for row in rows if row.finished_at is None]
    behind = tuple(msgspec.convert(row.operation, Operation) for row in done)
    found = promise.OpenJob(
        key=job.number,
        steps=tuple(msgspec.convert(row.operation, Operation) for row in left),
        due_on=job.due_on,
        behind=behind,
        ordered_at=job.opened_at,
        design=getattr(job, "design", None) or "",
        features={"alloy": getattr(job, "alloy", None) or ""},
        not_before=_rests_until(behind[-1], done[-1], now) if behind else None,
    )
    return _begun(found, left[0], state, benches, now)


def _begun(
    job: promise.OpenJob, first: JobOperation, state: promise.ShopState, benches: dict[int, str], now: datetime
) -> promise.OpenJob:
    """Say how far the first step of a job is, if somebody has begun it."""
    if first.started_at is None:
        return job
    job = replace(job, first_step_began_at=first.started_at)
    if (person := benches.get(first.started_by_id or 0)) is None:
        return job
    done = promise.worked_minutes(state, person, first.started_at, now)
    return replace(job, first_step_person=person, first_step_minutes_done=done)


def _rests_until(operation: Operation, row: JobOperation, now: datetime) -> datetime | None:
    """Until when the piece cools or cures by itself after the last step that was finished, if it still does."""
    assert row.finished_at is not None  # the caller has looked
    until = row.finished_at + timedelta(minutes=operation.wait_minutes)
    return until if until > now else None
