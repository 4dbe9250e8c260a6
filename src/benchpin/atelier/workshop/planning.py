"""The workshop as its plan sees it: rows become a `ShopState`, and a plan is made once for each state."""

import threading
from collections import OrderedDict, defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta

import msgspec
from django.db import connection
from django.db.models import Q, QuerySet

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.workshop.models import Absence, BatchResource, ClosedDay, Hold, JobOperation, OutsideService, Person
from benchpin.smith import promise
from benchpin.smith.making.route import Operation, Route

__all__ = ["fresh_plan", "live_holds", "present_plan", "shop_state", "worked_by"]

# A plan is kept for quoting until something changes, and for this long because "now" moves on.
KEPT_FOR_MINUTES = 5
KEPT_PLANS = 64  # workshops served by one process at a time; the plan of 500 jobs is about 5 MB
# Closed days that are over still count for a piece that is out at a service.
LOOK_BACK_DAYS = 60
# No unattended wait of a route is longer: what finished before then holds nothing up any more.
LONGEST_WAIT_DAYS = 7

_plans: OrderedDict[tuple[int, int, int], promise.Prepared] = OrderedDict()
_plans_lock = threading.Lock()


def present_plan(workshop: Workshop, now: datetime) -> promise.Prepared:
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


def fresh_plan(workshop: Workshop, now: datetime) -> promise.Prepared:
    """The plan made from the rows as they are. Whoever decides on it holds the workshop's lock."""
    return promise.prepare(shop_state(workshop, now), now)


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
        )
        for hold in live_holds(now).filter(workshop=workshop).order_by("made_at", "pk")
    ]


def _open_jobs(state: promise.ShopState, benches: dict[int, str], workshop: Workshop, now: datetime) -> list[promise.OpenJob]:
    of_open_jobs = JobOperation.objects.filter(job__workshop=workshop, job__cancelled_at__isnull=True).select_related("job")
    left: dict[str, list[JobOperation]] = defaultdict(list)
    for row in of_open_jobs.filter(finished_at__isnull=True).order_by("job_id", "sequence"):
        left[row.job.number].append(row)
    rests_until = _rests_until(of_open_jobs, now)
    jobs = []
    for number, rows in left.items():
        job = promise.OpenJob(
            key=number,
            steps=tuple(msgspec.convert(row.operation, Operation) for row in rows),
            due_on=rows[0].job.due_on,
            not_before=rests_until.get(number),
        )
        jobs.append(_begun(job, rows[0], state, benches, now))
    return jobs


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


def _rests_until(operations: QuerySet[JobOperation], now: datetime) -> dict[str, datetime]:
    """By job, until when the piece cools or cures by itself after the last step that was finished."""
    resting = {}
    for row in operations.filter(finished_at__gte=now - timedelta(days=LONGEST_WAIT_DAYS)).order_by("sequence"):
        assert row.finished_at is not None  # so the query asks
        resting[row.job.number] = row.finished_at + timedelta(minutes=msgspec.convert(row.operation, Operation).wait_minutes)
    return resting
