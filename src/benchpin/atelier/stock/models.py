"""Metal by lot in milligrams, moved by double entry; stones singly and in parcels."""

from django.db import models
from django.db.models import F, Q

from benchpin.atelier.accounts.models import User, Workshop


class Lot(models.Model):
    """Metal of one alloy received together, with its provenance."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="lots")
    number = models.CharField(max_length=30)
    alloy = models.CharField(max_length=40)  # id in materials/metals.toml
    supplier = models.CharField(max_length=120)
    received_on = models.DateField()
    provenance = models.CharField(max_length=200, blank=True)  # "recycled, refiner's declaration"; shown only with a document
    document = models.CharField(max_length=120, blank=True)  # which paper says so

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="lot_number_once")]

    def __str__(self) -> str:
        return self.number


class MetalAccount(models.Model):
    """Where milligrams of one lot are. Balances are kept by the database's triggers and never negative inside the house."""

    class Place(models.TextChoices):
        SUPPLIER = "supplier", "Supplier"  # outside: where metal comes from, may be negative
        STOCK = "stock", "In the safe"
        JOB = "job", "At the bench"
        PIECE = "piece", "In a finished piece"
        SCRAP = "scrap", "Scrap"
        LOSS = "loss", "Lost"

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="accounts")
    place = models.CharField(max_length=10, choices=Place.choices)
    job = models.CharField(max_length=40, blank=True, default="")  # job number, for `job` and `piece`
    balance_mg = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "place", "job"], name="one_account_per_place"),
            models.CheckConstraint(condition=Q(place="supplier") | Q(balance_mg__gte=0), name="metal_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.lot} {self.get_place_display()} {self.job}".strip()


class MetalTransfer(models.Model):
    """Milligrams from one account to another, of one lot. Append-only, by trigger."""

    key = models.CharField(max_length=120, unique=True)  # makes a repeated entry impossible
    source = models.ForeignKey(MetalAccount, models.PROTECT, related_name="outgoing")
    target = models.ForeignKey(MetalAccount, models.PROTECT, related_name="incoming")
    amount_mg = models.BigIntegerField()
    memo = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_mg__gt=0), name="transfer_positive"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_mg} mg {self.source} to {self.target}"


class Stone(models.Model):
    """A stone that is kept singly: this very stone, often with a report."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="stones")
    number = models.CharField(max_length=30)
    gem = models.CharField(max_length=40)
    cut = models.CharField(max_length=20)
    width_mm = models.DecimalField(max_digits=5, decimal_places=2)
    length_mm = models.DecimalField(max_digits=5, decimal_places=2)
    depth_mm = models.DecimalField(max_digits=5, decimal_places=2)
    carats = models.DecimalField(max_digits=6, decimal_places=3)
    colour = models.CharField(max_length=40, blank=True)
    clarity = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    treatment = models.CharField(max_length=80, blank=True)
    report_lab = models.CharField(max_length=40, blank=True)
    report_number = models.CharField(max_length=40, blank=True)
    price_cents = models.PositiveIntegerField()  # what it is sold at, tax excluded
    received_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="stone_number_once")]

    def __str__(self) -> str:
        return self.number


class StoneReservation(models.Model):
    """That a single stone is spoken for. At most one that is not released, by the database."""

    stone = models.ForeignKey(Stone, models.PROTECT, related_name="reservations")
    reference = models.CharField(max_length=60)  # the order line's id
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stone"], condition=Q(released_at__isnull=True), name="stone_reserved_once")
        ]

    def __str__(self) -> str:
        return f"{self.stone} for {self.reference}"


class Parcel(models.Model):
    """Small or calibrated stones alike, kept by number."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="parcels")
    number = models.CharField(max_length=30)
    gem = models.CharField(max_length=40)
    cut = models.CharField(max_length=20)
    width_mm = models.DecimalField(max_digits=5, decimal_places=2)
    length_mm = models.DecimalField(max_digits=5, decimal_places=2)
    supplier = models.CharField(max_length=120, blank=True)
    treatment = models.CharField(max_length=80, blank=True)
    received_on = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="parcel_number_once"),
            models.CheckConstraint(condition=Q(count__gte=0), name="parcel_never_negative"),
        ]

    def __str__(self) -> str:
        return self.number


class ParcelIssue(models.Model):
    """Stones taken from a parcel for a job. Append-only."""

    parcel = models.ForeignKey(Parcel, models.PROTECT, related_name="issues")
    job = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.count} of {self.parcel} for {self.job}"
