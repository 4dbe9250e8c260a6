"""The future without chance against sums by hand: everything takes the time that is expected of it."""

import numpy as np
import pytest

from benchpin.smith.promise.dispatch import by_due
from benchpin.smith.promise.finite import finite_plan
from benchpin.smith.promise.foresight import empty_record, foresee, run_once
from benchpin.smith.promise.kernel.tables import Luck
from benchpin.smith.promise.packing import Pack, Packer
from smith.promise.small import DAY, MORNING, WORKED_A_DAY, hand, job, packer, workshop


def exactly(pack: Pack) -> Pack:
    """A pack in which work takes its stated time to the minute."""
    still = {name: np.zeros_like(getattr(pack.luck, name)) for name in ("noise", "mean", "type_sd")}
    luck = Luck(**{**pack.luck._asdict(), **still})
    minutes = np.full_like(pack.batches.minutes, 900.0)
    return Pack(
        now=pack.now, origin=pack.origin, skills=pack.skills, keys=pack.keys, jobs=pack.jobs, strands=pack.strands,
        operations=pack.operations, hands=pack.hands, batches=pack.batches._replace(minutes=minutes),
        services=pack.services, luck=luck,
    )  # fmt: skip


def ready(found: Packer) -> dict[str, float]:
    pack = exactly(found.pack(list(found.journal.jobs.values())))
    done = run_once(pack, empty_record(pack, recording=False))
    return dict(zip(pack.keys, done.tolist(), strict=True))


def test_an_hour_of_work_begun_in_the_morning_is_done_an_hour_later():
    assert ready(packer(job("a", "set"))) == {"a": pytest.approx(MORNING + 60)}


def test_work_pauses_at_noon_and_over_the_night():
    nine_hours = ready(packer(job("a", "set", minutes=540)))["a"]

    # 4 h until noon, 3 h until 16 h, two hours the next morning
    assert nine_hours == pytest.approx(DAY + MORNING + 120)


def test_two_pieces_for_one_pair_of_hands_come_one_after_the_other_the_earlier_due_first():
    found = ready(packer(job("later", "set", due=9 * DAY), job("sooner", "set", due=8 * DAY)))

    assert found == {"sooner": pytest.approx(MORNING + 60), "later": pytest.approx(MORNING + 120)}


def test_a_rush_goes_before_what_is_due_sooner():
    found = ready(packer(job("plain", "set", due=2 * DAY), job("rush", "set", due=20 * DAY, rush=True)))

    assert found["rush"] < found["plain"]


def test_whoever_helps_takes_their_own_work_first():
    stated = workshop(hand("ann", "polish", helps=("set",)))
    found = ready(packer(job("help", "set", due=2 * DAY), job("own", "polish", due=9 * DAY), stated=stated))

    assert found["own"] < found["help"]


def test_a_piece_cast_today_is_back_in_the_morning():
    cast_then_polished = ready(packer(job("a", "cast", "polish")))["a"]

    # into the kiln at 16 h, 15 h in it, so at 7 h; polished from 8 h to 9 h
    assert cast_then_polished == pytest.approx(DAY + MORNING + 60, abs=0.01)


def test_the_kiln_takes_one_alloy_to_a_machine_and_no_more_than_it_holds():
    gold = [job(f"gold{n}", "cast", due=(5 + n) * DAY) for n in range(9)]
    silver = job("silver", "cast", due=40 * DAY, features={"metal": "silver"})
    days = {key: int(at // DAY) for key, at in ready(packer(*gold, silver)).items()}

    # Two machines of four: eight pieces of gold on the first day, so silver waits a day although it is alone.
    assert sum(days[f"gold{n}"] == 1 for n in range(9)) == 8
    assert (days["gold8"], days["silver"]) == (2, 2)


def test_the_assay_office_collects_on_tuesday_and_counts_its_own_working_days():
    back = ready(packer(job("a", "hallmark"), t=2 * DAY + MORNING))["a"]  # Wednesday morning

    # Next Tuesday, then the middle of what it is believed to take: three working days, back on Friday at eleven.
    assert back == pytest.approx((8 + 3) * DAY + 660)


def test_stones_that_come_on_thursday_let_setting_begin_on_thursday():
    found = ready(packer(job("a", "set", stone_eta=3 * DAY + MORNING)))

    assert found["a"] >= 3 * DAY + MORNING + 60  # by the middle of how late stones are, some hours
    assert int(found["a"] // DAY) == 3


def test_parts_are_made_side_by_side_and_mounted_when_both_are_there():
    pair = job(
        "pair",
        {"op": "set", "stated_min": 60.0, "after": []},
        {"op": "polish", "stated_min": 180.0, "after": []},
        {"op": "mount", "stated_min": 30.0, "after": [0, 1]},
    )

    assert ready(packer(pair))["pair"] == pytest.approx(MORNING + 180 + 30)


def test_a_plan_is_never_worse_than_the_best_rule_and_says_who_does_what():
    jobs = [job(f"j{n}", "set", "polish", due=(1 + 0.2 * n) * DAY, minutes=100 + 37 * (n % 5)) for n in range(14)]
    plan = finite_plan(packer(*jobs), seconds=30.0, most_tried=300)

    assert plan.late_days <= plan.best_rule_late_days
    assert {work.hand for work in plan.work} == {"ann", "bo"}
    assert len(plan.work) == 28


def test_benches_that_are_given_a_list_follow_it_whatever_they_did_before():
    found = packer(*(job(f"j{n}", "set", due=(9 - n) * DAY) for n in range(3)))
    found.journal.beliefs.rule.best = "first ready"  # so far they took whatever came first
    plan = finite_plan(found, seconds=60.0, most_tried=5)
    foreseen = foresee(found, seed=1, futures=8, coming_days=0, rule=by_due({}))

    assert [work.job for work in plan.work] == ["j2", "j1", "j0"]
    assert (np.diff(foreseen.done, axis=1) < 0).all()


def test_the_same_seed_gives_the_same_plan_and_the_same_futures():
    jobs = [job(f"j{n}", "set", "cast", "polish", due=(2 + n) * DAY) for n in range(6)]
    plans = [finite_plan(packer(*jobs), seed=7, seconds=60.0, most_tried=50) for _ in range(2)]
    futures = [foresee(packer(*jobs), seed=7, futures=8).done for _ in range(2)]

    assert plans[0].ready_at == plans[1].ready_at
    assert np.array_equal(futures[0], futures[1])


def test_a_day_of_work_is_seven_hours_here():
    assert ready(packer(job("a", "set", minutes=WORKED_A_DAY)))["a"] == pytest.approx(960)
