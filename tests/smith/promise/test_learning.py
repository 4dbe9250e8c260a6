"""What records teach: effects put in come out again, few records move little, a clock left running teaches nothing."""

import numpy as np
import pytest

from benchpin.smith.promise.correction import Correction
from benchpin.smith.promise.learning.chances import Counted, Demand
from benchpin.smith.promise.learning.spread import around, spread
from benchpin.smith.promise.learning.times import Record, Times, fit

DAY = 1440.0


def records(count: int, *, bias: float = 0.0, hand: str = "ann", noise: float = 0.3, seed: int = 1) -> list[Record]:
    dice = np.random.default_rng(seed)
    return [
        Record(
            type=0,
            hand=hand,
            design=f"d{n % 7}",
            job=f"{hand}{n}",
            features={"stones": float(n % 5), "metal": "gold"},
            again=False,
            log_ratio=float(bias + dice.normal(0, noise)),
            at=n * 60.0,
        )
        for n in range(count)
    ]


def learned(found: list[Record]) -> Times:
    times = Times(types=1, rework=-0.5)
    fit(times, found, now=len(found) * 60.0)
    return times


def test_an_operation_that_takes_a_third_longer_than_stated_is_known_after_a_thousand_records():
    times = learned(records(1000, bias=np.log(4 / 3)))
    expected = times.expected(records(1)[0])

    assert np.exp(expected) == pytest.approx(4 / 3, rel=0.06)


def test_three_records_move_a_belief_less_than_half_the_way():
    times = learned(records(3, bias=np.log(2), noise=0.01))

    assert 0 < times.operation[0] < 0.5 * np.log(2)


def test_who_is_slower_than_the_others_is_known_by_name():
    slow, quick = records(300, bias=0.3, hand="slow"), records(300, bias=-0.1, hand="quick", seed=2)
    times = learned([record for pair in zip(slow, quick, strict=True) for record in pair])

    assert times.pace("slow")[0] - times.pace("quick")[0] == pytest.approx(0.4, abs=0.1)


def test_a_clock_left_running_over_a_weekend_is_left_out_and_named():
    sane = records(400)
    odd = Record(type=0, hand="ann", design="d1", job="odd", features={}, again=False, log_ratio=float(np.log(40)), at=90.0)
    with_it, without = learned([*sane, odd]), learned(sane)

    assert with_it.left_out == [odd]
    assert with_it.noise_sd[0] == pytest.approx(without.noise_sd[0], rel=0.01)


def test_a_change_of_the_last_weeks_is_believed_once_it_is_no_chance():
    before = records(600)
    after = [
        Record(
            type=0, hand=one.hand, design=one.design, job=f"new{n}", features=one.features, again=False,
            log_ratio=one.log_ratio + 0.5, at=200 * DAY + n * 60.0,
        )
        for n, one in enumerate(records(60, seed=5))
    ]  # fmt: skip
    times = Times(types=1, rework=-0.5)
    fit(times, [*before, *after], now=203 * DAY)

    assert times.operation[0] + times.lately[0] > 0.3


def test_quantiles_of_what_was_seen_take_over_from_what_was_stated():
    seen = np.full(500, 120.0)

    assert spread(around(60.0, 0.1), 4.0)[32] == pytest.approx(60.0, rel=0.01)
    assert spread(around(60.0, 0.1), 4.0, seen)[32] == pytest.approx(120.0, rel=0.01)


def test_a_share_of_failures_lies_between_what_was_stated_and_what_was_seen():
    failures = Counted(2.0, 40.0)
    for n in range(100):
        failures.add(float(n % 5 == 0), 1.0, now=n * 60.0)

    assert 0.05 < failures.share < 0.2
    assert failures.share == pytest.approx((2 + 20) / 140, rel=0.03)


def test_demand_that_doubles_is_believed_within_the_week():
    demand = Demand()
    for day in range(60):
        for _ in range(16 if day >= 53 else 8):
            demand.add(day * DAY + 600)

    assert demand.per_day(60 * DAY) > 12


def test_quotes_that_are_missed_too_often_are_moved_later_and_the_offset_stops_there():
    correction = Correction()
    dice = np.random.default_rng(3)
    kept, levels = [], [0.5, 0.8, 0.95]
    for n in range(4000):
        now = n * 60.0
        truth = now + DAY * np.exp(dice.normal(2.0, 0.5))
        raw = now + DAY * np.exp(2.0 + np.array([0.0, 0.4, 0.7]) * 0.5)  # too narrow
        promised = correction.move(levels, raw, now)
        correction.promised(str(n), levels, promised)
        correction.finished(str(n), truth)
        kept.append(truth <= promised[2])

    assert np.mean(kept[:200]) < 0.92
    assert np.mean(kept[2000:]) == pytest.approx(0.95, abs=0.015)
