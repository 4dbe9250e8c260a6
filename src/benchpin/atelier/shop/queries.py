"""What order pages show, gathered in a number of queries that does not grow with the orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from benchpin.atelier.accounts.models import Membership, User
from benchpin.atelier.shop.models import Cancellation, Handover, Order, OrderLine, Payment
from benchpin.atelier.workshop.models import Inspection, Job
from benchpin.atelier.workshop.queries import Progress, progress

__all__ = [
    "LineStory",
    "OrderStory",
    "office_orders",
    "order_by_token",
    "orders_of",
    "paid_cents",
    "runs_an_office",
    "stories",
    "story",
]

PURPOSES = Payment.Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStory:
    """One piece of an order: as sold, and how far it is."""

    line: OrderLine
    job: Job | None
    passed: bool
    handover: Handover | None
    progress: Progress | None = None
    passport_code: str = ""

    @property
    def due_on(self) -> date:
        """The day as last told to the customer."""
        return self.job.due_on if self.job else self.line.promised_on


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStory:
    """An order with what has happened to it."""

    order: Order
    lines: tuple[LineStory, ...]
    payments: tuple[Payment, ...]
    cancellation: Cancellation | None

    @property
    def paid_cents(self) -> int:
        return sum(payment.amount_cents for payment in self.payments if payment.state == Payment.State.PAID)

    @property
    def left_cents(self) -> int:
        return self.order.total_cents - self.paid_cents

    @property
    def owed_back_cents(self) -> int:
        """What was received and is not ours: twice paid, or paid for an order that has ended."""
        surplus = sum(payment.amount_cents for payment in self.payments if payment.state == Payment.State.SURPLUS)
        return surplus + (self.paid_cents if self.cancellation else 0)

    @property
    def deposit_paid(self) -> bool:
        return any(payment.purpose == PURPOSES.DEPOSIT and payment.state == Payment.State.PAID for payment in self.payments)

    @property
    def days(self) -> dict[str, tuple[date, str]]:
        """By line id, the day as last told, and the piece's name."""
        return {str(one.line.pk): (one.due_on, one.line.name) for one in self.lines}

    def line_of(self, line: OrderLine) -> LineStory:
        return next(one for one in self.lines if one.line.pk == line.pk)

    @property
    def passed(self) -> bool:
        return all(line.passed for line in self.lines)

    @property
    def due(self) -> str:
        """The payment that is due now: "deposit", "balance" or nothing."""
        if self.cancellation:
            return ""
        if not self.deposit_paid:
            return PURPOSES.DEPOSIT
        return PURPOSES.BALANCE if self.passed and self.left_cents > 0 else ""

    @property
    def due_cents(self) -> int:
        cents: dict[str, int] = {PURPOSES.DEPOSIT: self.order.deposit_cents, PURPOSES.BALANCE: self.left_cents}
        return cents.get(self.due, 0)

    @property
    def handed_over(self) -> bool:
        return all(line.handover for line in self.lines)

    @property
    def state(self) -> str:
        if self.cancellation:
            return "Ended"
        if self.handed_over:
            return "Handed over"
        words: dict[str, str] = {PURPOSES.DEPOSIT: "Waiting for the deposit", PURPOSES.BALANCE: "Balance due"}
        return words.get(self.due, "Ready to hand over" if self.passed else "In the making")

    @property
    def mood(self) -> str:
        """The badge that goes with the state."""
        moods = {"Ended": "quiet", "Handed over": "ok", "Ready to hand over": "ok", "In the making": ""}
        return moods.get(self.state, "warn")


def order_by_token(token: str) -> Order | None:
    """The order behind an unguessable address."""
    return Order.objects.select_related("workshop", "cancellation").filter(token=token).first()


def orders_of(user: User) -> QuerySet[Order]:
    """What somebody ordered while signed in. An address typed at checkout proves nothing about whose mail it is."""
    return Order.objects.filter(user=user).select_related("workshop", "cancellation")


def office_orders(user: User, *, search: str = "", state: str = "") -> QuerySet[Order]:
    """The orders somebody in the office may see: of the workshops they run."""
    orders = Order.objects.filter(workshop_id__in=_offices_of(user).values("workshop_id")).select_related(
        "workshop", "cancellation"
    )
    if search:
        named = Q(number__iexact=search) | Q(customer_name__icontains=search) | Q(email__icontains=search)
        orders = orders.filter(named)
    return _in_state(orders, state)


def runs_an_office(user: User) -> bool:
    return _offices_of(user).exists()


def story(order: Order, now: datetime) -> OrderStory:
    """One order in full: the steps of each piece, and its passport once it has one."""
    [found] = stories([order])
    lines = tuple(_followed(line, now) for line in found.lines)
    return OrderStory(order=order, lines=lines, payments=found.payments, cancellation=found.cancellation)


def stories(orders: Iterable[Order]) -> list[OrderStory]:
    """Many orders for a list: five queries, however many."""
    found = list(orders)
    lines: dict[int, list[OrderLine]] = {order.pk: [] for order in found}
    for line in OrderLine.objects.filter(order__in=found).select_related("handover").order_by("sequence"):
        lines[line.order_id].append(line)
    payments: dict[int, list[Payment]] = {order.pk: [] for order in found}
    for payment in Payment.objects.filter(order__in=found).select_related("recorded_by").order_by("made_at", "pk"):
        payments[payment.order_id].append(payment)
    jobs = _jobs([line for many in lines.values() for line in many])
    passed = _passed(jobs.values())
    return [
        OrderStory(
            order=order,
            lines=tuple(_line_story(line, jobs.get(str(line.pk)), passed) for line in lines[order.pk]),
            payments=tuple(payments[order.pk]),
            cancellation=getattr(order, "cancellation", None),
        )
        for order in found
    ]


def paid_cents(order: Order) -> int:
    """What was received and kept for an order."""
    return sum(order.payments.filter(state=Payment.State.PAID).values_list("amount_cents", flat=True))


def _offices_of(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user, role__in=[Membership.Role.MANAGER, Membership.Role.OFFICE])


def _line_story(line: OrderLine, job: Job | None, passed: set[UUID]) -> LineStory:
    return LineStory(line=line, job=job, passed=job is not None and job.pk in passed, handover=getattr(line, "handover", None))


def _followed(line: LineStory, now: datetime) -> LineStory:
    if line.job is None:
        return line
    passport = getattr(line.job.piece, "passport", None)
    return LineStory(
        line=line.line,
        job=line.job,
        passed=line.passed,
        handover=line.handover,
        progress=progress(line.job, now),
        passport_code=passport.code if passport else "",
    )


def _jobs(lines: list[OrderLine]) -> dict[str, Job]:
    references = [str(line.pk) for line in lines]
    jobs = Job.objects.filter(hold__reference__in=references).select_related("hold", "piece__passport", "workshop")
    return {job.hold.reference: job for job in jobs}


def _passed(jobs: Iterable[Job]) -> set[UUID]:
    """The jobs of which the last inspection passed."""
    last: dict[UUID, bool] = {}
    for inspection in Inspection.objects.filter(job__in=list(jobs)).order_by("made_at", "pk"):
        last[inspection.job_id] = inspection.passed
    return {job for job, verdict in last.items() if verdict}


def _in_state(orders: QuerySet[Order], state: str) -> QuerySet[Order]:
    paid = Payment.objects.filter(order=OuterRef("pk"), purpose=PURPOSES.DEPOSIT, state=Payment.State.PAID)
    to_hand_over = OrderLine.objects.filter(order=OuterRef("pk"), handover__isnull=True)
    live = orders.filter(cancellation__isnull=True)
    match state:
        case "deposit":
            return live.filter(~Exists(paid))
        case "making":
            return live.filter(Exists(paid), Exists(to_hand_over))
        case "done":
            return live.filter(~Exists(to_hand_over))
        case "ended":
            return orders.filter(cancellation__isnull=False)
        case _:
            return orders
