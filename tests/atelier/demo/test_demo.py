"""The demo atelier: six weeks of orders that the services themselves have worked through."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models import Max

from benchpin.atelier import demo
from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.demo.orders import order_book
from benchpin.atelier.outbox.models import Message
from benchpin.atelier.passport.models import Passport
from benchpin.atelier.shop.models import Handover, Order
from benchpin.atelier.shop.queries import stories
from benchpin.atelier.stock.models import MetalAccount
from benchpin.atelier.workshop.models import Inspection, Job
from benchpin.atelier.workshop.queries import bench_queue, open_job_rows

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.django_db
def test_six_weeks_leave_a_believable_shop():
    workshop = demo.open_house(opened_at=demo.first_day(MONDAY_NOON))
    demo.play(workshop, now=MONDAY_NOON)

    states = Counter(story.state for story in stories(Order.objects.all()))
    assert set(states) >= {"Handed over", "In the making", "Waiting for the deposit", "Balance due", "Ended"}
    assert Job.objects.count() >= 36
    assert Inspection.objects.filter(passed=False).exists()
    assert Passport.objects.count() == Handover.objects.count() >= 10

    finished = Job.objects.filter(inspections__passed=True).annotate(last=Max("inspections__made_at"))
    kept = [job.last.astimezone(workshop.zone).date() <= job.promised_on for job in finished]
    assert sum(kept) / len(kept) >= 0.8

    rows = open_job_rows(User.objects.get(email=demo.MANAGER), MONDAY_NOON)
    assert not [row.blocked for row in rows if row.blocked]
    assert len(rows) >= 12
    queue = bench_queue(User.objects.get(email="artisan@example.com"), MONDAY_NOON)
    assert queue.under_way or queue.ready or queue.coming

    into_pieces = MetalAccount.objects.filter(place="piece", balance_mg__gt=0)
    assert into_pieces.count() >= 10
    assert mail.outbox == []  # nobody is written to
    due = Message.objects.filter(due_at__lte=MONDAY_NOON)
    assert list(due.exclude(last_error="").values_list("kind", "last_error")) == []


def test_the_order_book_is_the_same_every_time():
    assert order_book() == order_book()


@pytest.mark.django_db
def test_the_demo_is_made_on_an_empty_database_only():
    call_command("demo", "--without-orders")
    call_command("demo")

    assert Workshop.objects.count() == 1
    assert not Order.objects.exists()
