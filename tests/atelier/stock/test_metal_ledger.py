"""The ledger against whoever would bend it: our own services, and raw SQL."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.stock import ledger, queries, services
from benchpin.atelier.stock.models import Lot, MetalAccount, MetalTransfer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def workshop() -> Workshop:
    return Workshop.objects.create(
        slug="hollis-wren",
        name="Hollis & Wren",
        country="GB",
        timezone_name="Europe/London",
        currency="GBP",
        email="a@b.example",
    )


@pytest.fixture
def lot(workshop: Workshop) -> Lot:
    return receive(workshop, "L-1")


def receive(workshop: Workshop, number: str, grams: float = 100) -> Lot:
    return services.receive_lot(
        workshop_id=workshop.pk,
        number=number,
        alloy="au_y18",
        supplier="Cookson",
        grams=grams,
        received_on=NOW.date(),
        by=None,
        now=NOW,
    )


def issue(lot: Lot, grams: float, job: str = "J-0001", key: str = "k") -> MetalTransfer:
    return services.issue_metal(job_number=job, lot_id=lot.pk, grams=grams, by=None, now=NOW, key=key)


def balances(lot: Lot) -> dict[str, int]:
    return {f"{row.place} {row.job}".strip(): row.balance_mg for row in lot.accounts.all()}


def test_metal_received_is_in_the_safe_and_owed_to_the_supplier(lot):
    assert balances(lot) == {"supplier": -100_000, "stock": 100_000}


def test_a_lot_number_is_given_once(workshop, lot):
    with pytest.raises(services.StockRefused, match="already a lot L-1"):
        receive(workshop, "L-1")


def test_metal_moves_to_the_bench_and_back_into_safe_and_scrap(lot):
    issue(lot, 10)
    for place, grams in (("stock", 2.5), ("scrap", 0.75)):
        services.return_metal(job_number="J-0001", lot_id=lot.pk, grams=grams, place=place, by=None, now=NOW, key=place)
    assert balances(lot) == {"supplier": -100_000, "stock": 92_500, "job J-0001": 6750, "scrap": 750}


def test_no_more_leaves_the_safe_than_is_in_it_and_the_refusal_says_how_much_there_is(lot):
    with pytest.raises(services.StockRefused, match=r"Only 100\.000 g of lot L-1 is in the safe, not 100\.001 g\."):
        issue(lot, 100.001)


def test_the_same_key_moves_metal_once(lot):
    assert issue(lot, 3) == issue(lot, 3)
    assert balances(lot)["job J-0001"] == 3000


@pytest.mark.parametrize("grams", [0, -1, 0.0004])
def test_a_weight_below_a_milligram_is_refused(lot, grams):
    with pytest.raises(services.StockRefused):
        issue(lot, grams)


@pytest.mark.parametrize(("grams", "milligrams"), [(1.2345, 1235), (0.0005, 1), (2.0005, 2001), (12, 12_000)])
def test_half_a_milligram_goes_up(grams, milligrams):
    assert services.milligrams(grams) == milligrams


def test_what_a_job_holds_of_two_lots_goes_into_the_piece_and_is_lost_in_proportion(workshop, lot):
    other = receive(workshop, "L-2")
    issue(lot, 6, key="a")
    issue(other, 3, key="b")
    finish(workshop, 8.0005)
    assert balances(lot) | {"stock": 0} == {
        "supplier": -100_000,
        "stock": 0,
        "job J-0001": 0,
        "piece J-0001": 5334,
        "loss": 666,
    }
    assert balances(other)["piece J-0001"] == 8001 - 5334
    assert {row.lot.number: row.in_piece_mg for row in queries.metal_of(workshop.pk, "J-0001")} == {"L-1": 5334, "L-2": 2667}


def test_a_piece_heavier_than_what_was_weighed_out_takes_what_there_is(workshop, lot):
    issue(lot, 2)
    finish(workshop, 4)
    assert balances(lot)["piece J-0001"] == 2000
    assert "loss" not in balances(lot)
    assert finish(workshop, 4) == []


def finish(workshop: Workshop, grams: float) -> list[MetalTransfer]:
    return services.finish_metal(workshop_id=workshop.pk, job_number="J-0001", grams=grams, by=None, now=NOW)


def sql_forbidden(lot: Lot, other: Lot) -> dict[str, str]:
    safe, bench = (MetalAccount.objects.get(lot=lot, place=place).pk for place in ("stock", "job"))
    strange = MetalAccount.objects.get(lot=other, place="stock").pk
    first = MetalTransfer.objects.get(target=safe)
    columns = "key, source_id, target_id, amount_mg, memo, at, by_id"

    def insert(key: str, source: int, target: int, amount_mg: int) -> str:
        values = f"'{key}', {source}, {target}, {amount_mg}, '', '2026-11-23 09:00:00', NULL"
        return f"INSERT INTO stock_metaltransfer ({columns}) VALUES ({values})"

    empty = {
        "sqlite": f"INSERT OR REPLACE INTO stock_metaltransfer (id, {columns}) "
        f"SELECT id, key, source_id, target_id, amount_mg + 1, memo, at, by_id FROM stock_metaltransfer WHERE id = {first.pk}",
        "postgresql": "TRUNCATE stock_metaltransfer",
    }[connection.vendor]
    return {
        "change a transfer": f"UPDATE stock_metaltransfer SET amount_mg = 1 WHERE id = {first.pk}",
        "delete a transfer": f"DELETE FROM stock_metaltransfer WHERE id = {first.pk}",
        "replace or empty": empty,
        "overdraw": insert("x1", safe, bench, 10**9),
        "a negative amount": insert("x2", safe, bench, -5),
        "to itself": insert("x3", safe, safe, 5),
        "from lot to lot": insert("x4", safe, strange, 5),
        "a key twice": insert(first.key, safe, bench, 1),
        "a balance set by hand below nothing": f"UPDATE stock_metalaccount SET balance_mg = -1 WHERE id = {safe}",
    }


def test_nine_ways_of_bending_the_ledger_in_raw_sql_are_refused(workshop, lot):
    other = receive(workshop, "L-2")
    issue(lot, 1)
    before = balances(lot)
    allowed = []
    for what, statement in sql_forbidden(lot, other).items():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            allowed.append(what)
        except DatabaseError:
            continue
    assert allowed == []
    assert balances(lot) == before


def test_nothing_is_made_or_lost_whatever_moves(workshop, lot):
    for n in range(1, 20):
        issue(lot, n * 0.333, job=f"J-{n % 3}", key=f"k{n}")
    finish(workshop, 1)
    assert MetalAccount.objects.aggregate(Sum("balance_mg")) == {"balance_mg__sum": 0}
    for account in MetalAccount.objects.all():
        came = account.incoming.aggregate(mg=Sum("amount_mg", default=0))["mg"]
        went = account.outgoing.aggregate(mg=Sum("amount_mg", default=0))["mg"]
        assert account.balance_mg == came - went


@pytest.mark.django_db(transaction=True)
def test_the_triggers_can_be_lifted_for_a_test_run_and_come_back(workshop, lot):
    with ledger.lifted(connection):
        MetalTransfer.objects.update(memo="lifted")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        MetalTransfer.objects.update(memo="again")
