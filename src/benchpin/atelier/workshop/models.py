"""The workshop at work: who can do what and when, what is promised, and each piece on its way."""

import uuid

from django.db import models
from django.db.models import Q

from benchpin.atelier.accounts.models import User, Workshop


class Person(models.Model):
    """Somebody at a bench, as the plan sees them."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="people")
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="bench")
    name = models.CharField(max_length=80)
    skills = models.JSONField(default=list)  # ["goldsmith", "setter"]
    hours = models.JSONField(default=dict)  # {"1": [["09:00", "12:30"], ["13:15", "17:30"]], ...}, ISO weekday
    words = models.CharField(max_length=200, blank=True)  # who they are, for the customer
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.person} away {self.first_day} to {self.last_day}"


class ClosedDay(models.Model):
    """A day on which nobody works: a public holiday, the summer closing."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="closed_days")
    on = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "on"], name="closed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class BatchResource(models.Model):
    """A process that runs at fixed times for many pieces together."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="batch_resources")
    key = models.SlugField()
    name = models.CharField(max_length=80)
    weekdays = models.JSONField(default=list)  # ISO weekdays
    starts_at = models.TimeField()
    run_minutes = models.PositiveIntegerField()
    capacity = models.PositiveIntegerField()
    keys_per_run = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "key"], name="batch_resource_key_once")]

    def __str__(self) -> str:
        return self.name


class OutsideService(models.Model):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="outside_services")
    key = models.SlugField()
    name = models.CharField(max_length=80)
    pickup_weekdays = models.JSONField(default=list)
    pickup_at = models.TimeField()
    turnaround_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "key"], name="outside_service_key_once")]

    def __str__(self) -> str:
        return self.name


class Hold(models.Model):
    """Bench time kept for one order line, from the order on.

    `plan_version` is the state of the plan it was computed on: no two holds can be computed on the same state,
    so the last hour of a bench cannot be given twice. The database is the judge.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="holds")
    plan_version = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=60, unique=True)  # the order line's id
    route = models.JSONField()  # smith.making.Route
    promised_on = models.DateField()
    quote = models.JSONField(default=dict, blank=True)  # smith.promise.Quote, the whole distribution: scored when it is over
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)  # null: the deposit is paid
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "plan_version"], name="one_hold_per_plan_version")]

    def __str__(self) -> str:
        return f"{self.reference} by {self.promised_on}"


class Piece(models.Model):
    """The physical, numbered thing."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="pieces")
    serial = models.CharField(max_length=20, unique=True)  # "HW-2026-00041"
    name = models.CharField(max_length=120)  # the listing's name, as sold
    specification = models.JSONField()  # Specification.as_dict()
    specification_hash = models.CharField(max_length=64, db_index=True)
    shown = models.JSONField()  # [[option label, value as a person reads it], ...]
    anatomy = models.JSONField()  # smith.anatomy.Anatomy
    stone_number = models.CharField(max_length=30, blank=True, default="")  # a single stone chosen by the customer
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.serial


class Job(models.Model):
    """The making of one piece."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="jobs")
    number = models.CharField(max_length=20, unique=True)  # "J-0041"
    piece = models.OneToOneField(Piece, models.PROTECT, related_name="job")
    hold = models.OneToOneField(Hold, models.PROTECT, related_name="job")
    order_number = models.CharField(max_length=20)  # a copy: the shop is above this room
    customer_name = models.CharField(max_length=120)  # a copy
    note = models.TextField(blank=True)  # what the customer wrote, a copy
    cost_sheet = models.JSONField()  # a copy of what was sold
    opened_at = models.DateTimeField()
    promised_on = models.DateField()  # as first promised
    due_on = models.DateField()  # as last told to the customer
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "number"]

    def __str__(self) -> str:
        return self.number


class JobOperation(models.Model):
    """One operation of one job. `attempt` is 1 the first time, 2 after a failed inspection, and so on."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="operations")
    sequence = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=40)
    operation = models.JSONField()  # smith.making.Operation
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    worked_minutes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["job", "sequence"], name="one_operation_per_place_in_route"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(started_at__isnull=False), name="finished_after_started"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.sequence} {self.key}"


class Photo(models.Model):
    """A picture from the bench, re-encoded when it came in."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="photos")
    operation = models.ForeignKey(JobOperation, models.PROTECT, null=True, blank=True, related_name="photos")
    image = models.FileField(upload_to="photos/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(max_length=200, blank=True)
    shown_to_customer = models.BooleanField(default=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.job} {self.taken_at:%Y-%m-%d %H:%M}"


class Inspection(models.Model):
    """A final inspection: passed or not, by whom, with every value. Append-only."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="inspections")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    passed = models.BooleanField()
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.job} {'passed' if self.passed else 'failed'}"


class InspectedValue(models.Model):
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="values")
    sequence = models.PositiveSmallIntegerField()
    point = models.JSONField()  # smith.inspection.Point
    value = models.CharField(max_length=200)
    passes = models.BooleanField()
    says = models.CharField(max_length=300)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.point['label']}: {self.value}"


class NewDay(models.Model):
    """That a promise was moved, and why. Append-only."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="new_days")
    old_on = models.DateField()
    new_on = models.DateField()
    why = models.CharField(max_length=300)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job}: {self.old_on} to {self.new_on}"
