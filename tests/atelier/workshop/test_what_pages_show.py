import threading
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from atelier.workshop.hollis import NOW, RING, ROUTE, artisan, do_steps, hold, job_on_the_bench, make_workshop, open_job, step
from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.stock.models import Parcel, Stone
from benchpin.atelier.workshop import queries, services
from benchpin.atelier.workshop.models import Job, Person, Photo
from benchpin.smith.making.route import Route

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop()


def test_people_see_the_jobs_of_their_own_workshop_only(workshop):
    ours = job_on_the_bench(workshop, "ours")
    other = make_workshop("other")
    theirs = job_on_the_bench(other, "theirs")
    assert list(queries.jobs_for(artisan(workshop))) == [ours]
    assert list(queries.jobs_for(artisan(other))) == [theirs]
    assert not queries.jobs_for(User.objects.create(email="clara@example.com")).exists()


def test_the_list_holds_the_plan_against_the_day_that_was_promised(workshop):
    calm, late = job_on_the_bench(workshop, "calm"), job_on_the_bench(workshop, "late")
    Job.objects.filter(pk=late.pk).update(due_on=date(2026, 11, 25))
    first, second = queries.open_job_rows(artisan(workshop), NOW)
    assert (first.job, second.job) == (late, calm)
    # Cast Tuesday to Wednesday, collected on Friday, back on Wednesday 2 December, set and finished that day.
    assert first.ready_on == date(2026, 12, 2)
    assert (first.late, first.days_late) == (True, 7)
    assert (second.late, second.days_late) == (False, 0)
    assert (first.current.key, first.steps_done, first.steps) == ("cast", 0, 7)


def test_a_job_nobody_can_do_says_so_in_the_list(workshop):
    job_on_the_bench(workshop)
    Person.objects.filter(name="Tomas").update(active=False)
    (row,) = queries.open_job_rows(artisan(workshop), NOW)
    assert row.ready_on is None
    assert row.blocked == "Nobody here has the skill for “Set stones”: setter."


def test_finished_jobs_leave_the_open_list(workshop):
    route = Route(operations=(step("clean_up", "goldsmith", 10),))
    job, ines = job_on_the_bench(workshop, route=route), artisan(workshop)
    assert len(queries.open_job_rows(ines, NOW)) == 1
    do_steps(job, ines, until="")
    assert queries.open_job_rows(ines, NOW) == []
    (row,) = queries.finished_job_rows(ines, NOW)
    assert (row.job, row.current, row.steps_done) == (job, None, 1)


@pytest.mark.parametrize("page", [queries.open_job_rows, queries.bench_queue])
def test_a_list_takes_as_many_queries_for_twelve_jobs_as_for_two(workshop, page):
    ines = artisan(workshop)

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(ines, NOW)
        return len(caught)

    for n in range(2):
        job_on_the_bench(workshop, f"first-{n}")
    two = count()
    for n in range(10):
        job_on_the_bench(workshop, f"more-{n}")
    assert count() == two <= 26  # inside a test's transaction plan and outlook are made anew: twenty of them


def test_a_customer_sees_each_step_done_and_the_day_planned_for_the_rest(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    done_at = do_steps(job, ines, until="clean_up")
    photo = {
        "image": "photos/a.jpg",
        "width": 1,
        "height": 1,
        "taken_at": NOW,
        "taken_by": ines,
        "operation": job.operations.first(),
    }
    shown = Photo.objects.create(job=job, **photo)
    Photo.objects.create(job=job, **photo, shown_to_customer=False)
    seen = queries.progress(job, done_at)
    assert [each.tells for each in seen.steps][:2] == ["Cast: done", "Clean up: done"]
    assert (seen.steps[0].done_at, seen.steps[0].planned_on, seen.steps[0].photos) == (done_at, None, (shown,))
    assert (seen.steps[1].done_at, seen.steps[1].planned_on) == (None, date(2026, 11, 23))
    assert (seen.done, seen.passed) == (1, False)
    assert seen.steps[-1].planned_on == date(2026, 11, 27)


def test_the_queue_of_a_bench_is_what_is_under_way_what_can_begin_and_what_will_come(workshop):
    job, second, third = (job_on_the_bench(workshop, reference) for reference in "abc")
    ines, tomas = artisan(workshop), artisan(workshop, "Tomas")
    services.start_operation(operation_id=job.operations.first().pk, by=ines, now=NOW)
    queue = queries.bench_queue(ines, NOW)
    assert [item.job for item in queue.under_way] == [job]
    assert [item.job for item in queue.ready] == [second, third]
    assert [item.operation.key for item in queue.coming][:3] == ["clean_up"] * 3
    assert [item.operation.key for item in queries.bench_queue(tomas, NOW).coming] == ["set_stones"] * 3


def test_bench_time_held_for_an_order_is_in_nobodys_queue(workshop):
    hold(workshop, "not paid yet")
    assert queries.bench_queue(artisan(workshop), NOW) == queries.BenchQueue(person=artisan(workshop).bench)


def test_somebody_without_a_bench_has_an_empty_queue(workshop):
    assert queries.bench_queue(User.objects.create(email="ruth@example.com"), NOW) == queries.BenchQueue(person=None)


def test_a_quote_says_what_the_hold_will_be_held_to(workshop):
    quote = queries.present_quote(workshop, ROUTE, NOW)
    assert hold(workshop, "line", promised_on=quote.promised_on).promised_on == quote.promised_on


def test_the_bag_says_where_each_stone_comes_from(workshop):
    (bag,) = queries.stones_on_bag(job_on_the_bench(workshop, "none in stock"))
    assert bag.to_order
    same = {"gem": "diamond", "cut": "round", "width_mm": 5, "length_mm": 5, "received_on": NOW.date()}
    parcel = Parcel.objects.create(workshop=workshop, number="P-1", count=3, **same)
    (bag,) = queries.stones_on_bag(job_on_the_bench(workshop, "from a parcel"))
    assert bag.issue.parcel == parcel
    stone = Stone.objects.create(workshop=workshop, number="S-1", depth_mm=3, carats="0.5", price_cents=1, **same)
    hold(workshop, "this very stone")
    (bag,) = queries.stones_on_bag(open_job("this very stone", stone_number="S-1"))
    assert (bag.single, bag.issue, bag.stone) == (stone, None, RING.stones[0])


A_LONG_DAY = Route(operations=(step("set_stones", "setter", 450),))


@pytest.mark.django_db(transaction=True)
def test_a_question_is_answered_at_once_and_the_next_ones_know_what_has_changed():
    workshop = make_workshop("kept")
    queries.present_quote(workshop, A_LONG_DAY, NOW)
    with CaptureQueriesContext(connection) as caught:
        kept = queries.present_quote(workshop, A_LONG_DAY, NOW)
    assert len(caught) == 1  # which version of the plan it is
    hold(workshop, "line", route=A_LONG_DAY)
    with CaptureQueriesContext(connection) as caught:
        assert queries.present_quote(workshop, A_LONG_DAY, NOW) == kept  # from the last outlook, while the next is made
    assert len(caught) == 1
    for thread in threading.enumerate():
        if thread.name == f"outlook of {workshop.slug}":
            thread.join(60)
    assert queries.present_quote(workshop, A_LONG_DAY, NOW).promised_on > kept.promised_on
