"""What pages about the workshop show, gathered in a number of queries that does not grow with the jobs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.stock import queries as stock
from benchpin.atelier.stock.models import ParcelIssue, Stone
from benchpin.atelier.workshop.forecasting import present_outlook
from benchpin.atelier.workshop.models import Inspection, Job, JobOperation, NewDay, Person, Photo
from benchpin.atelier.workshop.planning import present_plan
from benchpin.smith.anatomy import StoneSet, read_anatomy
from benchpin.smith.making.route import Route
from benchpin.smith.promise import Forecast, Outlook, PlannedStep, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """One job in a list: how far it is, and when the present plan has it ready against the day it is due."""

    job: Job
    current: JobOperation | None  # under way, or next; None when every step is finished
    steps_done: int
    steps: int
    ready_on: date | None  # None when finished or blocked
    days_late: int  # calendar days after the due day; 0 in time
    days_left: int  # calendar days until the due day; below 0 when it is over
    hands: str = ""  # who has begun the current step, or whom the plan gives it to
    blocked: str = ""  # why the plan has no place for it
    chance: float | None = None  # that it is ready by the due day; None when finished or blocked

    @property
    def late(self) -> bool:
        return self.days_late > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressStep:
    """One step of a piece as its customer sees it."""

    operation_id: int
    tells: str
    attempt: int
    began_at: datetime | None
    done_at: datetime | None
    planned_on: date | None  # for what is still to come
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    steps: tuple[ProgressStep, ...]
    promised_on: date
    due_on: date
    new_days: tuple[NewDay, ...]
    photos: tuple[Photo, ...]  # those that belong to no step
    passed: bool

    @property
    def done(self) -> int:
        return sum(step.done_at is not None for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A step of somebody's day: what, for which piece, from when to when the plan has it."""

    operation: JobOperation
    job: Job
    starts_at: datetime
    ends_at: datetime
    waits_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchQueue:
    """What one person has begun, what they can begin now, and what will come to them."""

    person: Person | None
    under_way: tuple[QueueItem, ...] = ()
    ready: tuple[QueueItem, ...] = ()
    coming: tuple[QueueItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneOnBag:
    """Where the stones of one set come from: this very stone, a parcel, or still to be ordered."""

    stone: StoneSet
    single: Stone | None = None
    issue: ParcelIssue | None = None

    @property
    def to_order(self) -> bool:
        return self.single is None and self.issue is None


def present_quote(workshop: Workshop, route: Route, now: datetime, *, beside: Sequence[Route] = ()) -> Quote:
    """Name a day for one more piece, as sure as the workshop promises. Raises CannotPlan if nobody here can make it.

    Args:
        beside: pieces that are ordered with it and take their hours first; the day is that of all of them.
    """
    return present_outlook(workshop, now).quote(*beside, route, percent=workshop.promise_percent)


def present_chance(workshop: Workshop, route: Route, on: date, now: datetime) -> float:
    """The probability that one more piece, ordered now, is ready on a day. Raises CannotPlan as `present_quote`."""
    return present_outlook(workshop, now).chance_of(route, on, percent=workshop.promise_percent)


def present_order_by(workshop: Workshop, route: Route, need_on: date, now: datetime) -> date | None:
    """The last day to order a piece that is needed on a day; None if it is too late. Raises CannotPlan as `present_quote`."""
    return present_outlook(workshop, now).order_by(route, percent=workshop.promise_percent, need_on=need_on)


def job_for_reference(reference: str) -> Job | None:
    """The job of one order line, once its deposit is paid."""
    return Job.objects.filter(hold__reference=reference).select_related("piece", "workshop", "hold").first()


def jobs_for(user: User) -> QuerySet[Job]:
    """The jobs somebody may see: those of the workshops they work in."""
    return Job.objects.filter(workshop__memberships__user=user).select_related("piece", "workshop")


def open_job_rows(user: User, now: datetime, *, words: str = "") -> list[JobRow]:
    """Every job with a step left, the earliest due first, against the present plan."""
    jobs = _found(jobs_for(user), words).filter(cancelled_at__isnull=True, operations__finished_at__isnull=True).distinct()
    return _rows(jobs.order_by("due_on", "number"), now)


def finished_job_rows(user: User, now: datetime, *, words: str = "", most: int = 100) -> list[JobRow]:
    """The jobs of which every step is finished, the latest first."""
    left = JobOperation.objects.filter(finished_at__isnull=True).values("job_id")
    jobs = _found(jobs_for(user), words).filter(cancelled_at__isnull=True).exclude(pk__in=left)
    return _rows(jobs.order_by("-opened_at", "-number")[:most], now)


def hands_of(workshop: Workshop) -> dict[str, str]:
    """The names of a workshop's people, by their key in the plan."""
    return {str(pk): name for pk, name in Person.objects.filter(workshop=workshop).values_list("pk", "name")}


def operations_of(job: Job) -> QuerySet[JobOperation]:
    """The steps of a job in their order, with who did them and their pictures."""
    return job.operations.select_related("started_by", "finished_by").prefetch_related("photos").order_by("sequence")


def planned_steps(job: Job, now: datetime) -> dict[int, PlannedStep]:
    """What the present plan says of each unfinished operation, by its id."""
    left = job.operations.filter(finished_at__isnull=True).order_by("sequence").values_list("pk", flat=True)
    steps = present_plan(job.workshop, now).of(job.number)
    return dict(zip(left, steps, strict=False))


def progress(job: Job, now: datetime) -> Progress:
    """A piece on its way, for the customer: steps with their words, days and pictures; nothing of prices or names."""
    shown = Photo.objects.filter(shown_to_customer=True).order_by("taken_at", "pk")
    operations = list(job.operations.prefetch_related(Prefetch("photos", queryset=shown)).order_by("sequence"))
    planned = planned_steps(job, now) if job.cancelled_at is None else {}
    zone = job.workshop.zone
    return Progress(
        steps=tuple(
            ProgressStep(
                operation_id=row.pk,
                tells=row.operation["tells"],
                attempt=row.attempt,
                began_at=row.started_at,
                done_at=row.finished_at,
                planned_on=planned[row.pk].ready_at.astimezone(zone).date() if row.pk in planned else None,
                photos=tuple(row.photos.all()),
            )
            for row in operations
            if row.operation["tells"]
        ),
        promised_on=job.promised_on,
        due_on=job.due_on,
        new_days=tuple(job.new_days.order_by("told_at", "pk")),
        photos=tuple(shown.filter(job=job, operation__isnull=True)),
        passed=_last_inspection_passed(job),
    )


def bench_queue(user: User, now: datetime) -> BenchQueue:
    """The steps the present plan gives to one person, in its order."""
    person = Person.objects.filter(user=user, active=True).select_related("workshop").first()
    if person is None:
        return BenchQueue(person=None)
    mine = [step for step in present_plan(person.workshop, now).steps if step.person == str(person.pk)]
    operations = _unfinished({step.job for step in mine}, person.workshop)
    items = [(step, _queue_item(step, operations)) for step in sorted(mine, key=lambda step: step.starts_at)]
    found = [(step, item) for step, item in items if item is not None]
    first = [item for step, item in found if step.index == 0]
    return BenchQueue(
        person=person,
        under_way=tuple(item for item in first if item.operation.started_at is not None),
        ready=tuple(item for item in first if item.operation.started_at is None),
        coming=tuple(item for step, item in found if step.index > 0),
    )


def stones_on_bag(job: Job) -> list[StoneOnBag]:
    """Every set of stones of a piece and where it comes from."""
    anatomy = read_anatomy(job.piece.anatomy)
    issues = stock.issues_of(job.workshop_id, job.number)
    single = Stone.objects.filter(workshop_id=job.workshop_id, number=job.piece.stone_number or None).first()
    return [
        StoneOnBag(stone=stone, single=single)
        if single is not None and index == 0
        else StoneOnBag(stone=stone, issue=_issue_for(stone, issues))
        for index, stone in enumerate(anatomy.stones)
    ]


def inspections_of(job: Job) -> QuerySet[Inspection]:
    """Every inspection of a job with its values, the last one first."""
    return job.inspections.select_related("made_by").prefetch_related("values").order_by("-made_at", "-pk")


def _found(jobs: QuerySet[Job], words: str) -> QuerySet[Job]:
    """Jobs of which every word stands in the number, the piece, the customer's name or the order's number."""
    for word in words.split():
        jobs = jobs.filter(
            Q(number__icontains=word)
            | Q(order_number__icontains=word)
            | Q(customer_name__icontains=word)
            | Q(piece__serial__icontains=word)
            | Q(piece__name__icontains=word)
        )
    return jobs


def _rows(jobs: QuerySet[Job], now: datetime) -> list[JobRow]:
    in_order = Prefetch("operations", queryset=JobOperation.objects.select_related("started_by").order_by("sequence"))
    found = list(jobs.prefetch_related(in_order))
    workshops = {job.workshop for job in found}
    plans = {workshop: present_plan(workshop, now) for workshop in workshops}
    outlooks = {workshop: present_outlook(workshop, now) for workshop in workshops}
    hands = {key: name for workshop in workshops for key, name in hands_of(workshop).items()}
    return [_row(job, plans[job.workshop], outlooks[job.workshop], hands, now) for job in found]


def _row(job: Job, plan: Forecast, outlook: Outlook, hands: dict[str, str], now: datetime) -> JobRow:
    operations = list(job.operations.all())
    left = [row for row in operations if row.finished_at is None]
    ready_at = plan.ready_at.get(job.number) if left else None
    ready_on = ready_at.date() if ready_at else None
    return JobRow(
        job=job,
        current=left[0] if left else None,
        steps_done=len(operations) - len(left),
        steps=len(operations),
        ready_on=ready_on,
        days_late=max(0, (ready_on - job.due_on).days) if ready_on else 0,
        days_left=(job.due_on - now.astimezone(job.workshop.zone).date()).days,
        hands=_hands_on(left[0], plan, hands) if left else "",
        chance=outlook.chance(job.number, job.due_on) if left else None,
        blocked=plan.blocked.get(job.number, ""),
    )


def _hands_on(current: JobOperation, plan: Forecast, hands: dict[str, str]) -> str:
    if current.started_by is not None:
        return str(current.started_by)
    steps = plan.of(current.job.number)
    return hands.get(steps[0].person, "") if steps else ""


def _unfinished(numbers: Iterable[str], workshop: Workshop) -> dict[str, list[JobOperation]]:
    rows = JobOperation.objects.filter(job__workshop=workshop, job__number__in=list(numbers), finished_at__isnull=True)
    found: dict[str, list[JobOperation]] = {}
    for row in rows.select_related("job__piece", "started_by").order_by("sequence"):
        found.setdefault(row.job.number, []).append(row)
    return found


def _queue_item(step: PlannedStep, operations: dict[str, list[JobOperation]]) -> QueueItem | None:
    left = operations.get(step.job, [])
    if step.index >= len(left):  # a hold: bench time that is kept, but nothing on the bench yet
        return None
    operation = left[step.index]
    return QueueItem(
        operation=operation, job=operation.job, starts_at=step.starts_at, ends_at=step.ends_at, waits_for=step.waits_for
    )


def _issue_for(stone: StoneSet, issues: list[ParcelIssue]) -> ParcelIssue | None:
    fitting = [
        issue
        for issue in issues
        if (issue.parcel.gem, issue.parcel.cut, issue.count) == (stone.gem, stone.cut, stone.count)
        and abs(float(issue.parcel.width_mm) - stone.width_mm) <= float(stock.FITS_WITHIN_MM)
    ]
    return fitting[0] if fitting else None


def _last_inspection_passed(job: Job) -> bool:
    return bool(job.inspections.order_by("-made_at", "-pk").values_list("passed", flat=True).first())
