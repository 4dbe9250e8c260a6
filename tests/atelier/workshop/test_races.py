"""Real threads on a real database file or server: the last hour of a bench, and one single stone."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from atelier.workshop.hollis import NOW, hold, make_workshop, open_job, promised_day, step
from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.stock import services as stock
from benchpin.atelier.stock.models import Lot, MetalAccount, Stone, StoneReservation
from benchpin.atelier.workshop.models import Hold, Job
from benchpin.smith.making.route import Route

pytestmark = pytest.mark.django_db(transaction=True)

# Tomas works seven and a half hours a day: the second such piece does not fit into the same day.
THE_LAST_HOURS = Route(operations=(step("set_stones", "setter", 450),))


def at_once(count: int, act: Callable[[int], object]) -> list[str]:
    """Let `count` threads run `act` together, each on a connection of its own; return what became of each."""
    outcomes, gate = [""] * count, threading.Barrier(count)

    def run(n: int) -> None:
        gate.wait()
        try:
            act(n)
            outcomes[n] = "done"
        except Exception as error:  # noqa: BLE001 - the name of whatever was raised is what the test judges
            outcomes[n] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


@pytest.mark.parametrize("buyers", [2, 16])
def test_the_last_hours_of_a_bench_are_given_once(buyers):
    workshop = make_workshop()
    day = promised_day(workshop, THE_LAST_HOURS)
    outcomes = at_once(buyers, lambda n: hold(workshop, f"buyer-{n}", route=THE_LAST_HOURS, promised_on=day))
    assert Counter(outcomes) == {"done": 1, "NoCapacity": buyers - 1}
    assert Hold.objects.count() == 1


def test_without_the_lock_the_last_hours_are_given_to_everybody():
    """The control: the same buyers, who look and then write, as one would without thinking of others."""
    workshop, looked = make_workshop(), threading.Barrier(4)
    day = promised_day(workshop, THE_LAST_HOURS)

    def look_then_write(n: int) -> None:
        assert promised_day(workshop, THE_LAST_HOURS) <= day
        looked.wait(20)
        Hold.objects.create(
            workshop=workshop, plan_version=100 + n, reference=f"buyer-{n}", route={}, promised_on=day, made_at=NOW
        )

    assert at_once(4, look_then_write) == ["done"] * 4


def test_two_holds_computed_on_one_state_of_the_plan_are_refused_by_the_database():
    workshop, looked = make_workshop(), threading.Barrier(4)
    day = promised_day(workshop, THE_LAST_HOURS)

    def look_then_write(n: int) -> None:
        seen = Workshop.objects.get(pk=workshop.pk).plan_version
        looked.wait(20)
        Hold.objects.create(
            workshop=workshop, plan_version=seen + 1, reference=f"buyer-{n}", route={}, promised_on=day, made_at=NOW
        )

    assert Counter(at_once(4, look_then_write)) == {"done": 1, "IntegrityError": 3}


def test_bench_time_for_many_is_given_to_many_and_each_on_its_own_plan():
    workshop = make_workshop()
    day = promised_day(workshop, THE_LAST_HOURS) + timedelta(days=30)
    outcomes = at_once(8, lambda n: hold(workshop, f"buyer-{n}", route=THE_LAST_HOURS, promised_on=day))
    assert outcomes == ["done"] * 8
    assert sorted(Hold.objects.values_list("plan_version", flat=True)) == list(range(1, 9))


def test_a_deposit_reported_by_many_at_once_opens_one_job():
    workshop = make_workshop()
    hold(workshop, "line", route=THE_LAST_HOURS)
    assert at_once(6, lambda _: open_job("line")) == ["done"] * 6
    assert Job.objects.count() == 1


@pytest.mark.parametrize("buyers", [2, 16])
def test_one_stone_is_given_once(buyers):
    workshop = workshop_with_a_stone()
    outcomes = at_once(
        buyers, lambda n: stock.reserve_stone(workshop_id=workshop.pk, number="S-1", reference=f"line-{n}", now=NOW)
    )
    assert Counter(outcomes) == {"done": 1, "StoneTaken": buyers - 1}
    assert StoneReservation.objects.count() == 1


def test_even_without_the_lock_the_index_gives_one_stone_once():
    looked = threading.Barrier(4)
    stone = Stone.objects.get(workshop=workshop_with_a_stone())

    def look_then_write(n: int) -> None:
        assert not StoneReservation.objects.filter(stone=stone).exists()
        looked.wait(20)
        StoneReservation.objects.create(stone=stone, reference=f"line-{n}", made_at=NOW)

    assert Counter(at_once(4, look_then_write)) == {"done": 1, "IntegrityError": 3}


def test_without_lock_and_index_one_stone_is_given_to_everybody():
    """The control: what the index prevents. It is dropped, and put back when everybody has had the stone."""
    looked = threading.Barrier(4)
    stone = Stone.objects.get(workshop=workshop_with_a_stone())
    (judge,) = StoneReservation._meta.constraints

    def look_then_write(n: int) -> None:
        assert not StoneReservation.objects.filter(stone=stone).exists()
        looked.wait(20)
        StoneReservation.objects.create(stone=stone, reference=f"line-{n}", made_at=NOW)

    with connection.schema_editor() as editor:
        editor.remove_constraint(StoneReservation, judge)
    try:
        assert at_once(4, look_then_write) == ["done"] * 4
    finally:
        StoneReservation.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(StoneReservation, judge)


def test_metal_that_many_take_at_once_is_never_overdrawn():
    workshop = make_workshop()
    lot = receive(workshop, 10)

    def take(n: int) -> None:
        with transaction.atomic():
            stock.issue_metal(job_number=f"J-{n}", lot_id=lot.pk, grams=3, by=None, now=NOW, key=f"k{n}")

    assert Counter(at_once(8, take)) == {"done": 3, "StockRefused": 5}
    assert MetalAccount.objects.get(lot=lot, place="stock").balance_mg == 1000


def workshop_with_a_stone() -> Workshop:
    workshop = make_workshop()
    Stone.objects.create(
        workshop=workshop,
        number="S-1",
        gem="ruby",
        cut="oval",
        width_mm=5,
        length_mm=7,
        depth_mm=3,
        carats=1,
        price_cents=90_000,
        received_on=NOW.date(),
    )
    return workshop


def receive(workshop: Workshop, grams: float) -> Lot:
    return stock.receive_lot(
        workshop_id=workshop.pk,
        number="L-1",
        alloy="au_y18",
        supplier="Cookson",
        grams=grams,
        received_on=NOW.date(),
        by=None,
        now=NOW,
    )
