"""Baskets, orders as sold, payments, handover."""

import uuid

from django.db import models
from django.db.models import F, Q

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.catalogue.models import Listing


class Basket(models.Model):
    """What somebody means to order; found again by an unguessable token in their cookie."""

    token = models.CharField(max_length=48, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="baskets")
    made_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Basket {self.pk}"


class BasketLine(models.Model):
    """A configuration, with the price and the day as they were shown."""

    basket = models.ForeignKey(Basket, models.CASCADE, related_name="lines")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="+")
    choices = models.JSONField()  # option -> canonical value
    stone_number = models.CharField(max_length=30, blank=True, default="")
    price_cents = models.PositiveIntegerField()
    promised_on = models.DateField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.listing}"


class Order(models.Model):
    """What a customer asked for and agreed to pay. Facts are never changed; what happens to it are rows of their own."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="orders")
    number = models.CharField(max_length=20, unique=True)  # "B-0041"
    token = models.CharField(max_length=48, unique=True)  # the order page's unguessable address
    idempotency_key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="orders")
    customer_name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    delivery = models.CharField(max_length=10, choices=[("ship", "Insured parcel"), ("collect", "Collect at the workshop")])
    address = models.TextField(blank=True)  # lines as printed on the parcel
    country = models.CharField(max_length=2, default="GB")
    gift_message = models.TextField(blank=True)
    gift_from = models.CharField(max_length=120, blank=True)
    hide_price = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    currency = models.CharField(max_length=3)
    total_cents = models.PositiveIntegerField()
    deposit_cents = models.PositiveIntegerField()
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        indexes = [
            models.Index(fields=["-placed_at", "-id"], name="orders_by_day"),
            models.Index(fields=["email"], name="orders_by_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(deposit_cents__gt=0, deposit_cents__lte=F("total_cents")), name="deposit_within_total"
            )
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """One piece as sold: everything derived on that day, stored, never recomputed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    sequence = models.PositiveSmallIntegerField()
    listing_slug = models.SlugField()
    name = models.CharField(max_length=120)
    specification = models.JSONField()
    specification_hash = models.CharField(max_length=64)
    shown = models.JSONField()
    anatomy = models.JSONField()
    route = models.JSONField()
    cost_sheet = models.JSONField()
    stone_number = models.CharField(max_length=30, blank=True, default="")
    price_cents = models.PositiveIntegerField()
    quote = models.JSONField()  # smith.promise.Quote, with its reasons
    promised_on = models.DateField()
    may_withdraw = models.BooleanField()  # the 14 days of distance selling apply to this configuration
    withdrawal_reason = models.TextField()  # why, or why not, as it was said before the order

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="one_line_per_sequence")]

    def __str__(self) -> str:
        return f"{self.order} {self.sequence}"


class Payment(models.Model):
    """Money asked for or received through one provider. `idempotency_key` names the intent on both sides."""

    class Purpose(models.TextChoices):
        DEPOSIT = "deposit", "Deposit"
        BALANCE = "balance", "Balance"

    class State(models.TextChoices):
        OPEN = "open", "Waiting"
        FAILED = "failed", "Failed"
        PAID = "paid", "Paid"
        SURPLUS = "surplus", "Received, to be returned"  # paid twice, or after the order ended

    order = models.ForeignKey(Order, models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=20)  # "shop", "stripe"
    provider_id = models.CharField(max_length=80, blank=True, default="")
    idempotency_key = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    failure = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_positive"),
            models.UniqueConstraint(fields=["order", "purpose"], condition=Q(state="paid"), name="paid_once_per_purpose"),
            models.UniqueConstraint(fields=["provider", "provider_id"], condition=~Q(provider_id=""), name="provider_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.purpose} {self.state}"


class ProviderEvent(models.Model):
    """A webhook as it came in; its unique id makes its effect happen once."""

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    payload = models.JSONField()
    received_at = models.DateTimeField()
    matched = models.BooleanField(default=False)  # it named a payment of ours

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="event_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class Handover(models.Model):
    """That a piece left the workshop: shipped or collected, by whom, when."""

    line = models.OneToOneField(OrderLine, models.PROTECT, related_name="handover")
    how = models.CharField(max_length=10, choices=[("ship", "Shipped"), ("collect", "Collected")])
    tracking = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.line} {self.how}"


class Cancellation(models.Model):
    """That an order ended before it was handed over: by whom, why."""

    order = models.OneToOneField(Order, models.PROTECT, related_name="cancellation")
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.order} cancelled"
