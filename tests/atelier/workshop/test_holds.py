from datetime import date, timedelta

import pytest

from atelier.workshop.hollis import NOW, ROUTE, artisan, hold, job_on_the_bench, make_workshop, open_job, promised_day, step
from benchpin.atelier.outbox.models import Message
from benchpin.atelier.stock.models import Parcel
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Hold, Job, NewDay
from benchpin.atelier.workshop.planning import shop_state
from benchpin.smith.making.route import Route

pytestmark = pytest.mark.django_db

A_WHOLE_DAY = Route(operations=(step("set_stones", "setter", 450),))


def test_a_hold_keeps_the_bench_so_that_the_next_piece_is_promised_later():
    workshop = make_workshop()
    alone = promised_day(workshop, A_WHOLE_DAY)
    hold(workshop, "first", route=A_WHOLE_DAY)
    assert promised_day(workshop, A_WHOLE_DAY) > alone


def test_a_day_that_has_filled_up_is_refused_with_the_earliest_one_left():
    workshop = make_workshop()
    day = promised_day(workshop, A_WHOLE_DAY)
    hold(workshop, "first", route=A_WHOLE_DAY, promised_on=day)
    with pytest.raises(services.NoCapacity) as refused:
        hold(workshop, "second", route=A_WHOLE_DAY, promised_on=day)
    assert refused.value.earliest == promised_day(workshop, A_WHOLE_DAY) > day
    assert str(refused.value).startswith("The bench has filled up: the earliest day is now ")
    assert [row.reference for row in Hold.objects.all()] == ["first"]


def test_asking_twice_for_one_reference_holds_once():
    workshop = make_workshop()
    first = hold(workshop, "line")
    assert hold(workshop, "line", promised_on=first.promised_on) == first
    assert Hold.objects.count() == 1


def test_each_hold_is_computed_on_a_plan_of_its_own():
    workshop = make_workshop()
    versions = [hold(workshop, reference).plan_version for reference in "abc"]
    assert versions == [1, 2, 3]


@pytest.mark.parametrize("way", ["expired", "released"])
def test_bench_time_comes_back_when_a_hold_is_over(way):
    workshop = make_workshop()
    alone = promised_day(workshop, A_WHOLE_DAY)
    hold(workshop, "first", route=A_WHOLE_DAY)
    if way == "released":
        services.release_hold(reference="first", now=NOW)
        assert promised_day(workshop, A_WHOLE_DAY) == alone
    else:
        later = NOW + timedelta(hours=48)
        assert shop_state(workshop, later - timedelta(minutes=1)).jobs
        assert not shop_state(workshop, later).jobs
        assert services.release_expired_holds(now=later) == ["first"]
        assert services.release_expired_holds(now=later) == []
    assert Hold.objects.get().released_at is not None


def test_a_paid_deposit_numbers_the_piece_and_opens_the_job_with_its_route():
    workshop = make_workshop()
    job = job_on_the_bench(workshop)
    assert (job.number, job.piece.serial) == ("J-0001", "HW-2026-00001")
    assert [row.key for row in job.operations.all()] == [operation.key for operation in ROUTE.operations]
    assert job.due_on == job.promised_on == job.hold.promised_on
    assert job.hold.expires_at is None
    assert [open_job.key for open_job in shop_state(workshop, NOW).jobs] == ["J-0001"]


def test_numbers_go_on_counting():
    workshop = make_workshop()
    jobs = [job_on_the_bench(workshop, reference) for reference in ("a", "b", "c")]
    assert [job.number for job in jobs] == ["J-0001", "J-0002", "J-0003"]
    Job.objects.filter(number="J-0002").update(number="J-9999")
    Job.objects.filter(number="J-0003").update(number="J-10000")
    assert job_on_the_bench(workshop, "d").number == "J-10001"


def test_a_deposit_reported_twice_opens_one_job():
    workshop = make_workshop()
    hold(workshop, "line")
    assert open_job("line") == open_job("line")
    assert Job.objects.count() == 1


def test_a_piece_nobody_held_bench_time_for_is_refused():
    make_workshop()
    with pytest.raises(services.HoldRefused):
        open_job("unknown")


def test_a_deposit_after_the_hold_is_over_still_makes_the_piece_and_tells_a_day_the_plan_can_keep():
    workshop = make_workshop()
    first = hold(workshop, "slow", route=A_WHOLE_DAY)
    late = NOW + timedelta(days=3)  # Thursday
    job = open_job("slow", now=late)
    assert job.promised_on == first.promised_on < late.date() < job.due_on
    moved = NewDay.objects.get()
    assert (moved.old_on, moved.new_on) == (job.promised_on, job.due_on)
    message = Message.objects.get(kind="workshop.day_moved")
    assert message.payload == {"reference": "slow", "job_id": str(job.pk), "new_day_id": moved.pk}


def test_a_deposit_after_the_hold_is_over_keeps_the_day_if_the_plan_can():
    workshop = make_workshop()
    hold(workshop, "slow", route=A_WHOLE_DAY, promised_on=date(2026, 12, 18))
    job = open_job("slow", now=NOW + timedelta(days=3))
    assert job.due_on == date(2026, 12, 18)
    assert not NewDay.objects.exists()


def test_opening_a_job_counts_its_stones_out_of_the_oldest_parcel_that_fits():
    workshop = make_workshop()

    def parcel(number: str, received_on: date, **more: object) -> Parcel:
        row = {"gem": "diamond", "cut": "round", "width_mm": "5.05", "length_mm": "5.05", "count": 4} | more
        return Parcel.objects.create(workshop=workshop, number=number, received_on=received_on, **row)

    parcel("P-1", date(2026, 1, 1), width_mm="5.20", length_mm="5.20")
    parcel("P-2", date(2026, 1, 2), count=0)
    parcel("P-3", date(2026, 3, 1))
    parcel("P-4", date(2026, 2, 1))
    job_on_the_bench(workshop)
    assert {row.number: row.count for row in Parcel.objects.all()} == {"P-1": 4, "P-2": 0, "P-3": 4, "P-4": 3}


def test_a_cancelled_job_leaves_the_plan():
    workshop = make_workshop()
    job = job_on_the_bench(workshop)
    services.cancel_job(reference="line-1", now=NOW)
    assert shop_state(workshop, NOW).jobs == ()
    with pytest.raises(services.StepRefused, match="cancelled"):
        services.start_operation(operation_id=job.operations.first().pk, by=artisan(workshop), now=NOW)
