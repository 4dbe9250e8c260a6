"""Whoever answers the promise contract: quotes and priorities agree with each other."""

import numpy as np
import pytest

from benchpin.smith.promise.contract import commission_of
from benchpin.smith.promise.dispatch import by_slack
from benchpin.smith.promise.forecaster import Forecaster
from smith.promise.small import DAY, MORNING, job, workshop

LEVELS = [0.1, 0.25, 0.5, 0.8, 0.9, 0.95]


def busy() -> Forecaster:
    """A workshop whose benches follow the promises; twenty are given within four days, and nothing is done meanwhile."""
    ours = Forecaster(futures=60, copies=2, corrected=False)
    ours.handle(workshop())
    for n in range(20):
        t, asked = 56 * DAY + MORNING + n * DAY / 5, job(f"j{n}", "cast", "set", "polish", due=70 * DAY, minutes=150.0)
        if n == 1:
            ours.handle({"type": "plan", "t": t})
        ours.handle({"type": "quote", "t": t, "id": f"j{n}", "job": asked, "levels": LEVELS})
        ours.handle({"type": "order", "t": t, "job": asked})
    return ours


def test_the_benches_work_toward_the_day_that_was_said():
    ours, t = busy(), 60 * DAY + MORNING + 300
    asked = job("asked", "cast", "set", "polish", due=61 * DAY, minutes=150.0)  # the shop's own day would be far too soon
    said = ours.handle({"type": "quote", "t": t, "id": "asked", "job": asked, "levels": LEVELS})
    assert said is not None
    assert ours.foresight is not None
    as_due = ours.foresight.insert([commission_of(asked)], at=t, copies=2, rule=by_slack({})).together

    assert ours.due["asked"] == pytest.approx(said["q"][-1])
    assert np.quantile(as_due, 0.95) < said["q"][-1] - DAY  # it was not quoted for the turn of the shop's own day


def test_levels_come_in_their_order_and_not_before_now():
    ours, t = busy(), 60 * DAY + MORNING + 30
    said = ours.handle({"type": "quote", "t": t, "id": "asked", "job": job("asked", "polish"), "levels": LEVELS})

    assert said is not None
    assert said["q"] == sorted(said["q"])
    assert said["q"][0] > t


def test_the_sooner_a_promise_the_sooner_its_turn_at_the_bench():
    ours = busy()
    answer = ours.handle({"type": "plan", "t": 60 * DAY + MORNING + 60})
    assert answer is not None
    turns = [answer["priority"][f"j{n}/0"] for n in range(20)]

    assert np.corrcoef(turns, [ours.due[f"j{n}"] for n in range(20)])[0, 1] > 0.99
