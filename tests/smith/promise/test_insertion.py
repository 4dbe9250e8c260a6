"""One more order in a recorded future, against living that future anew with the order in it."""

import random

import numpy as np
import pytest

from benchpin.smith.promise.contract import commission_of
from benchpin.smith.promise.foresight import foresee, live
from benchpin.smith.promise.making import begin
from benchpin.smith.promise.offering import offer, order_by
from smith.promise.small import DAY, MORNING, hand, job, packer, workshop

FUTURES = 120
BUSY = workshop(hand("ann", "set"), hand("abe", "set", helps=("polish",)), hand("bo", "polish"))


def busy_jobs(count: int, seed: int = 1):
    dice = random.Random(seed)
    routes = [("set", "polish"), ("cast", "set", "polish"), ("cast", "polish", "hallmark", "polish"), ("polish",)]
    return [
        job(
            f"j{n}",
            *dice.choice(routes),
            due=dice.uniform(63, 85) * DAY,
            minutes=dice.uniform(30, 240),
            rush=dice.random() < 0.1,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("due_days", [6, 14, 40])
def test_an_inserted_order_is_ready_when_it_would_be_if_it_had_been_there_all_along(due_days):
    found = packer(*busy_jobs(40), stated=BUSY, t=60 * DAY + MORNING)
    asked = commission_of(job("asked", "cast", "set", "polish", "hallmark", "polish", due=(60 + due_days) * DAY, minutes=90.0))
    inserted = foresee(found, seed=5, futures=FUTURES, coming_days=0).insert([asked], at=found.journal.now).together

    pack = found.pack([*found.journal.jobs.values(), begin(found.floor, asked, found.journal.now)])
    lived = live(pack, seed=5, futures=FUTURES)[:, len(found.journal.jobs)]

    # Whoever is moved aside moves others: single futures differ, their distribution hardly does.
    assert np.mean(inserted) == pytest.approx(np.mean(lived), abs=0.6 * DAY)


def test_an_order_that_goes_last_is_inserted_to_the_hour():
    found = packer(*busy_jobs(30), stated=BUSY, t=60 * DAY + MORNING)
    asked = commission_of(job("asked", "set", "polish", due=400 * DAY, minutes=90.0))
    inserted = foresee(found, seed=5, futures=FUTURES, coming_days=0).insert([asked], at=found.journal.now).together

    pack = found.pack([*found.journal.jobs.values(), begin(found.floor, asked, found.journal.now)])
    lived = live(pack, seed=5, futures=FUTURES)[:, -1]

    # One in eight meets another who is moved by a piece that goes with it into a run or back from a failed check.
    assert np.mean(np.abs(inserted - lived) < 120.0) > 0.85


def test_pieces_of_one_order_are_ready_with_the_last_of_them_and_not_sooner():
    found = packer(*busy_jobs(20), stated=BUSY, t=60 * DAY + MORNING)
    ring = commission_of(job("ring", "cast", "set", due=70 * DAY))
    band = commission_of(job("band", "polish", "hallmark", due=70 * DAY))
    foresight = foresee(found, seed=5, futures=FUTURES, coming_days=0)
    both = foresight.insert([ring, band], at=found.journal.now)
    apart = [foresight.insert([piece], at=found.journal.now).together for piece in (ring, band)]

    assert np.array_equal(both.together, both.done.max(axis=1))
    assert np.mean(both.together) >= max(np.mean(one) for one in apart) - 1.0
    # Joint, not the later of two separate promises: far apart journeys seldom go wrong together.
    assert np.quantile(both.together, 0.95) <= max(np.quantile(one, 0.975) for one in apart) + 1.0 * DAY


def test_more_confidence_is_a_later_day_and_the_chance_of_a_day_says_the_same():
    found = packer(*busy_jobs(20), stated=BUSY, t=60 * DAY + MORNING)
    asked = commission_of(job("asked", "cast", "set", "polish", due=75 * DAY))
    offered = offer(foresee(found, seed=5, futures=FUTURES), [asked], now=found.journal.now)
    days = [offered.at(level) for level in (0.8, 0.9, 0.95, 0.99)]

    assert days == sorted(days)
    assert offered.chance_by(offered.at(0.9)) == pytest.approx(0.9, abs=0.051)
    assert sum(reason.working_days for reason in offered.why(0.5, found)) > 0


def test_what_is_ordered_by_the_last_day_is_ready_in_time_and_a_day_later_it_is_not():
    found = packer(*busy_jobs(20), stated=BUSY, t=60 * DAY + MORNING)
    asked = [commission_of(job("asked", "cast", "set", "polish", due=75 * DAY))]
    foresight, now = foresee(found, seed=5, futures=FUTURES, coming_days=0), found.journal.now
    need_at = offer(foresight, asked, now=now).at(0.9) + 4 * DAY
    last = order_by(foresight, asked, need_at=need_at, level=0.9, now=now)

    assert last is not None
    assert now - DAY < last <= need_at
    assert order_by(foresight, asked, need_at=now + 0.5 * DAY, level=0.9, now=now) is None
