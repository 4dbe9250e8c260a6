"""Six weeks at Hollis & Wren, played day by day up to this minute."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.conf import settings

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.catalogue.queries import published_listing
from benchpin.atelier.demo.orders import DAYS, DemoOrder, order_book
from benchpin.atelier.demo.people import CUSTOMER, MANAGER
from benchpin.atelier.demo.shopfloor import work_through
from benchpin.atelier.outbox.services import deliver_due
from benchpin.atelier.shop.models import Order
from benchpin.atelier.shop.offers import make_offer
from benchpin.atelier.shop.payments import takes_real_cards
from benchpin.atelier.shop.queries import stories
from benchpin.atelier.shop.services import (
    HELD_FOR,
    add_to_basket,
    cancel_order,
    end_unpaid,
    hand_over,
    pay_at_demo,
    place_order,
    take_at_shop,
)
from benchpin.atelier.workshop.models import Absence, Person
from benchpin.atelier.workshop.queries import job_for_reference
from benchpin.atelier.workshop.services import plan_changed

__all__ = ["first_day", "play"]

OPENS, OFFICE_HOUR, EVENING, NIGHT = time(7, 30), time(12, 40), time(18, 0), time(22, 0)
ACCEPTED = "pm_card_visa"  # the stand-in's card that works
ILL_FROM, ILL_DAYS = DAYS - 9, 3  # Tomas was ill last week: what he sets is what runs late


def first_day(now: datetime) -> datetime:
    """When the house opened: six weeks ago, in the morning."""
    return now.replace(hour=6, minute=0, second=0, microsecond=0) - timedelta(days=DAYS - 1)


def play(workshop: Workshop, *, now: datetime) -> None:
    """Live through every day since the house opened, with the clock handed on; stop at `now`."""
    book = order_book()
    diary = _Diary(workshop, now)
    with _no_mail():
        for number in range(DAYS):
            diary.live(number, [order for order in book if order.on_day == number])


class _Diary:
    """What happened to whom, carried from one day to the next."""

    def __init__(self, workshop: Workshop, now: datetime) -> None:
        self._workshop = workshop
        self._now = now
        self._today = now.astimezone(workshop.zone).date()
        self._ruth = User.objects.get(email=MANAGER)
        self._orders: dict[int, DemoOrder] = {}  # by order id
        self._failing: dict[str, str] = {}  # by job number

    def live(self, number: int, new: list[DemoOrder]) -> None:
        day = self._today - timedelta(days=DAYS - 1 - number)
        if number == ILL_FROM:
            self._report_ill(day)
        morning = self._at(day, OPENS)
        if morning <= self._now:
            end = min(self._now, self._at(day + timedelta(days=1), OPENS) - timedelta(minutes=1))
            work_through(self._workshop, begin=morning, until=end, failing=self._failing)
        if (noon := self._at(day, OFFICE_HOUR)) <= self._now and day.isoweekday() <= 5:
            self._office(noon)
        for order in new:
            at = self._at(day, EVENING) + timedelta(minutes=order.at_minute)
            if at <= self._now:
                self._order(order, at)
        night = min(self._now, self._at(day, NIGHT))
        self._end_unpaid(night)
        while deliver_due(night):
            pass

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self._workshop.zone)

    def _report_ill(self, day: date) -> None:
        tomas = Person.objects.get(workshop=self._workshop, name="Tomas Wren")
        Absence.objects.create(person=tomas, first_day=day, last_day=day + timedelta(days=ILL_DAYS), reason="Ill")
        plan_changed(workshop_id=self._workshop.pk)

    def _order(self, wanted: DemoOrder, at: datetime) -> None:
        listing = published_listing(wanted.slug)
        assert listing is not None
        offer = make_offer(listing=listing, answers=wanted.answers, stone_number=wanted.stone_number, now=at)
        line = add_to_basket(basket=None, offer=offer, now=at)
        user = User.objects.get(email=CUSTOMER) if wanted.customer.email == CUSTOMER else None
        key = f"demo-{wanted.on_day}-{wanted.at_minute}-{wanted.customer.email}"[:64]
        order = place_order(basket=line.basket, customer=wanted.customer, idempotency_key=key, now=at, user=user)
        self._orders[order.pk] = wanted
        if wanted.pays_deposit:
            self._pay(order, "deposit", at + timedelta(minutes=4))
            job = job_for_reference(str(order.lines.get().pk))
            if job is not None and wanted.fails:
                self._failing[job.number] = wanted.fails

    def _end_unpaid(self, night: datetime) -> None:
        """The outbox would do it too, but by the clock of today."""
        for order in Order.objects.filter(pk__in=self._orders, placed_at__lte=night - HELD_FOR, cancellation__isnull=True):
            if not self._orders[order.pk].pays_deposit:
                end_unpaid(order_id=order.pk, now=night)

    def _office(self, noon: datetime) -> None:
        """Money that is due comes in, and what is paid leaves the house."""
        open_orders = Order.objects.filter(pk__in=self._orders, lines__handover__isnull=True, cancellation__isnull=True)
        for story in stories(open_orders.order_by("pk")):
            wanted = self._orders[story.order.pk]
            if wanted.cancelled_after_days is not None and noon - story.order.placed_at > timedelta(
                days=wanted.cancelled_after_days
            ):
                why = "The customer has had second thoughts, before anything was cut."
                cancel_order(order_id=story.order.pk, why=why, by=self._ruth, now=noon)
            elif story.due == "balance" and wanted.pays_balance:
                self._pay(story.order, "balance", noon)
            elif story.passed and story.due == "" and self._packed(story.lines[0].line.pk):
                self._hand_over(story.order, noon)

    def _packed(self, line_id: object) -> bool:
        job = job_for_reference(str(line_id))
        return job is not None and not job.operations.filter(finished_at__isnull=True).exists()

    def _hand_over(self, order: Order, at: datetime) -> None:
        tracking = f"SD {7_100_000 + order.pk} GB" if order.delivery == "ship" else ""
        hand_over(line_id=order.lines.get().pk, how=order.delivery, tracking=tracking, by=self._ruth, now=at)

    def _pay(self, order: Order, purpose: str, at: datetime) -> None:
        if self._orders[order.pk].at_shop or takes_real_cards():
            take_at_shop(order_id=order.pk, purpose=purpose, by=self._ruth, now=at)
        else:
            pay_at_demo(order_id=order.pk, purpose=purpose, card=ACCEPTED, now=at)


@contextmanager
def _no_mail() -> Iterator[None]:
    """Six weeks of mails are rendered, as they were then, but nobody is written to."""
    really, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = really
