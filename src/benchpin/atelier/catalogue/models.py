"""What this jeweller offers, and what it is priced by."""

from django.conf import settings
from django.db import models

from benchpin.atelier.accounts.models import Workshop


class Listing(models.Model):
    """A design as this jeweller offers it."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="listings")
    design_key = models.CharField(max_length=60)  # of benchpin.designs.ALL, or of an own design
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    story = models.TextField(blank=True)
    offered = models.JSONField(default=dict, blank=True)  # option -> values offered here; absent: all
    preset = models.JSONField(default=dict, blank=True)  # option -> value first shown
    deposit_percent = models.PositiveSmallIntegerField(default=50)
    position = models.PositiveSmallIntegerField(default=0)
    published = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deposit_percent__gte=1, deposit_percent__lte=100), name="deposit_1_to_100"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PriceBook(models.Model):
    """All prices as they stood from one moment on; never changed, only followed by a newer one.

    `body` is a smith.pricing.PriceBook as JSON.
    """

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="price_books")
    version = models.CharField(max_length=40)
    valid_from = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "version"], name="one_price_book_per_version")]

    def __str__(self) -> str:
        return self.version


class Drawing(models.Model):
    """A jeweller's own CAD, uploaded: what was read of it, what they said of its parts, and the design it became.

    The files lie in OWN_DESIGNS_ROOT under `drawings`; what was read of them is `files` (catalogue.drawings.ReadFile).
    """

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="drawings")
    token = models.SlugField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)  # smith.anatomy.Kind
    up = models.CharField(max_length=1, default="z")  # a key of designs.own.UPS
    files = models.JSONField(default=list)
    answers = models.JSONField(default=dict, blank=True)  # of the form, as last sent
    said = models.JSONField(default=list, blank=True)  # what was done to make it a design
    design_key = models.CharField(max_length=60, blank=True)  # designs.own, once it is one
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name
