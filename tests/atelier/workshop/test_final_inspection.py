from datetime import date, timedelta

import msgspec
import pytest

from atelier.workshop.hollis import NOW, RING, artisan, do_steps, job_on_the_bench, make_workshop
from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.outbox.models import Message
from benchpin.atelier.stock import queries as stock_queries
from benchpin.atelier.stock import services as stock
from benchpin.atelier.stock.models import MetalAccount
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Inspection, Job, NewDay
from benchpin.atelier.workshop.queries import job_for_reference
from benchpin.smith.inspection import points

pytestmark = pytest.mark.django_db

BEFORE_INSPECTION = ["cast", "clean_up", "hallmark", "set_stones", "final_polish"]


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop()


def right_values() -> dict[str, str]:
    """What a faultless piece measures."""
    values = {}
    for point in points(RING):
        values[point.key] = {"measured": f"{point.nominal}", "read": point.expected, "judged": "yes"}[point.kind]
    return values


def inspect(job: Job, by, now, **changed: str) -> Inspection:
    return services.record_inspection(job_id=job.pk, values=right_values() | changed, note="", by=by, now=now)


def keys(job: Job) -> list[tuple[str, int]]:
    return list(job.operations.order_by("sequence").values_list("key", "attempt"))


def test_a_faultless_piece_passes_and_the_shop_is_told_once(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    now = do_steps(job, ines, until="final_inspection")
    inspection = inspect(job, ines, now)
    assert inspection.passed
    assert services.passed(job)
    assert inspection.values.count() == len(points(RING))
    assert Message.objects.get(kind="workshop.piece_passed").payload == {"reference": "line-1", "job_id": str(job.pk)}
    with pytest.raises(services.InspectionRefused, match="“Pack” comes before"):
        inspect(job, ines, now)


def test_the_metal_of_a_piece_that_passed_is_booked_into_it_and_the_rest_as_lost(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    lot = stock.receive_lot(
        workshop_id=workshop.pk,
        number="L-1",
        alloy="au_y18",
        supplier="Cookson",
        grams=50,
        received_on=NOW.date(),
        by=None,
        now=NOW,
    )
    services.weigh(job_id=job.pk, lot_id=lot.pk, what="issue", grams=5, by=ines, now=NOW, key="out")
    now = do_steps(job, ines, until="final_inspection")
    inspect(job, ines, now, mass="4.05")  # with half a carat, 0.1 g, in it
    (metal,) = stock_queries.metal_of(workshop.pk, job.number)
    assert (metal.in_piece_mg, metal.at_bench_mg) == (3950, 0)
    assert MetalAccount.objects.get(lot=lot, place="loss").balance_mg == 1050


def test_every_point_must_be_filled_in_readably_and_each_refusal_stands_by_its_point(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    now = do_steps(job, ines, until="final_inspection")
    with pytest.raises(services.InspectionRefused) as refused:
        inspect(job, ines, now, mass="heavy", ring_size="")
    assert set(refused.value.errors) == {"mass", "ring_size"}
    assert not Inspection.objects.exists()


def test_a_piece_is_not_inspected_before_its_work_is_done_nor_the_inspection_skipped(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    now = do_steps(job, ines, until="final_polish")
    with pytest.raises(services.InspectionRefused, match="“Final polish” comes before"):
        inspect(job, ines, now)
    now = do_steps(job, ines, until="final_inspection", begin=now)
    step = job.operations.get(key="final_inspection")
    services.start_operation(operation_id=step.pk, by=ines, now=now)
    with pytest.raises(services.StepRefused, match="by recording"):
        services.finish_operation(operation_id=step.pk, by=ines, now=now)


def test_a_failure_brings_back_the_work_from_the_earliest_point_that_failed(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    now = do_steps(job, ines, until="final_inspection")
    inspection = inspect(job, ines, now, finish="no", mass="9.99")  # the mass sends it back to clean_up
    assert not inspection.passed
    assert not services.passed(job)
    assert keys(job) == [
        *((key, 1) for key in BEFORE_INSPECTION),
        ("final_inspection", 1),
        ("clean_up", 2),
        ("set_stones", 2),  # without the hallmark, which is in the metal
        ("final_polish", 2),
        ("final_inspection", 2),
        ("pack", 1),
    ]


def test_a_hallmark_that_failed_is_struck_again(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    now = do_steps(job, ines, until="final_inspection")
    inspect(job, ines, now, hallmark="no")
    assert ("hallmark", 2) in keys(job)


def test_a_piece_can_fail_twice_and_pass_at_last(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    now = do_steps(job, ines, until="final_inspection")
    inspect(job, ines, now, finish="no")
    now = do_steps(job, ines, until="final_inspection", begin=now)
    inspect(job, ines, now, finish="no")
    assert keys(job)[-3:] == [("final_polish", 3), ("final_inspection", 3), ("pack", 1)]
    now = do_steps(job, ines, until="final_inspection", begin=now)
    assert inspect(job, ines, now).passed
    assert services.passed(job)


def test_a_failure_that_the_plan_cannot_make_good_in_time_tells_a_new_day(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    due = job.due_on
    late = NOW.replace(year=due.year, month=due.month, day=due.day, hour=16, minute=30)
    do_steps(job, ines, until="final_inspection")
    inspect(job, ines, late, mass="9.99")
    moved, job = NewDay.objects.get(), job_for_reference("line-1")
    assert moved.old_on == due == job.promised_on
    assert moved.new_on == job.due_on > due
    assert "mass of the finished piece" in moved.why
    assert Message.objects.filter(kind="workshop.day_moved").count() == 1


def test_a_failure_with_days_in_hand_moves_nothing(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    Job.objects.update(due_on=date(2027, 1, 29))
    now = do_steps(job, ines, until="final_inspection")
    inspect(job, ines, now + timedelta(hours=1), finish="no")
    assert not NewDay.objects.exists()
    assert not Message.objects.filter(kind="workshop.day_moved").exists()


def test_what_was_judged_is_kept_as_it_was(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    now = do_steps(job, ines, until="final_inspection")
    kept = list(inspect(job, ines, now).values.all())
    assert [msgspec.convert(row.point, type(point)) for row, point in zip(kept, points(RING), strict=True)] == list(
        points(RING)
    )
