"""Delays are told when they are likely: each morning the open promises are looked through."""

from datetime import date, datetime, time, timedelta

import pytest

from atelier.workshop.hollis import LONDON, NOW, job_on_the_bench, make_workshop
from benchpin.atelier.outbox.models import Message
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Absence, Job, NewDay, Person

pytestmark = pytest.mark.django_db


def test_an_open_job_is_looked_at_on_the_next_morning_and_as_long_as_it_is_open():
    workshop = make_workshop()
    job_on_the_bench(workshop, "a")
    job_on_the_bench(workshop, "b")
    (asked,) = Message.objects.filter(kind="workshop.look_ahead")
    assert asked.due_at.astimezone(LONDON) == datetime(2026, 11, 24, 8, tzinfo=LONDON)
    services.look_ahead(workshop_id=workshop.pk, now=asked.due_at)
    due = [message.due_at.astimezone(LONDON).date() for message in Message.objects.filter(kind="workshop.look_ahead")]
    assert sorted(due) == [date(2026, 11, 24), date(2026, 11, 25)]


def test_before_eight_the_same_morning_is_meant():
    workshop = make_workshop()
    services.plan_to_look_ahead(workshop, datetime.combine(NOW.date(), time(6), tzinfo=LONDON))
    assert Message.objects.get(kind="workshop.look_ahead").due_at.astimezone(LONDON).date() == NOW.date()


def test_nobody_is_told_anything_while_their_day_is_likely():
    workshop = make_workshop()
    job_on_the_bench(workshop)
    assert services.look_ahead(workshop_id=workshop.pk, now=NOW + timedelta(days=1)) == 0
    assert not NewDay.objects.exists()


def test_a_long_absence_of_the_only_setter_is_told_at_once_and_only_once():
    workshop = make_workshop()
    job = job_on_the_bench(workshop)
    tomas = Person.objects.get(name="Tomas")
    Absence.objects.create(person=tomas, first_day=NOW.date(), last_day=date(2027, 1, 29))
    assert services.look_ahead(workshop_id=workshop.pk, now=NOW + timedelta(days=1)) == 1
    moved, job = NewDay.objects.get(), Job.objects.get(pk=job.pk)
    assert moved.new_on == job.due_on > date(2027, 1, 29)
    assert job.promised_on == moved.old_on  # what was promised first is never rewritten
    assert Message.objects.filter(kind="workshop.day_moved").count() == 1
    assert services.look_ahead(workshop_id=workshop.pk, now=NOW + timedelta(days=2)) == 0


def test_when_nothing_is_open_nobody_looks_any_more():
    workshop = make_workshop()
    assert services.look_ahead(workshop_id=workshop.pk, now=NOW) == 0
    assert not Message.objects.filter(kind="workshop.look_ahead").exists()
