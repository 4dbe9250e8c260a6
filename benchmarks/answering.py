"""Programs that speak the contract with our engine: ours as it is, without correction, and the rivals built on its parts."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchpin.smith.promise.contract import commission_of
from benchpin.smith.promise.dispatch import by_due, priorities
from benchpin.smith.promise.forecaster import Forecaster
from benchpin.smith.promise.foresight import empty_record, run_once
from benchpin.smith.promise.making import begin

LEAST_FINISHED = 30
LAST_FINISHED = 400


def ours():
    return Forecaster(workers=ThreadPoolExecutor(2))


def raw():
    return Forecaster(workers=ThreadPoolExecutor(2), corrected=False)


def house():
    """Quotes as ours; the benches follow the shop's own due days (what promise-driven work is measured against)."""
    return Forecaster(workers=ThreadPoolExecutor(2), drives="house")


def slack():
    """The benches follow the slack on the shop's own due days: the plan's part in being on time, whatever was promised."""
    return Forecaster(workers=ThreadPoolExecutor(2), drives="due", corrected=False, futures=20, copies=1)


class EarliestDue(Forecaster):
    """The benches follow the shop's own due days, earliest first, rush or not."""

    def _plan(self):
        return {"priority": priorities(self.packer, by_due({}))}


def edd():
    return EarliestDue(workers=ThreadPoolExecutor(2), corrected=False, futures=20, copies=1)


class Insertion(Forecaster):
    """Insertion in a deterministic plan (the way of order-quoting screens), widened by how such days came true lately."""

    def __init__(self):
        super().__init__(futures=1, copies=1, corrected=False)
        self._ratios, self._asked = [], {}

    def handle(self, message):
        if message["type"] == "done" and message["job"] in self._asked:
            t, lead = self._asked.pop(message["job"])
            self._ratios.append((message["t"] - t) / lead)
        return super().handle(message)

    def _quote(self, message):
        now = self.journal.now
        asked = begin(self.journal.floor, commission_of(message["job"]), now)
        pack = self.packer.pack([*self.journal.jobs.values(), asked])
        lead = max(60.0, float(run_once(pack, empty_record(pack, recording=False))[-1]) - now)
        self._asked[message["id"]] = (now, lead)
        lately = self._ratios[-LAST_FINISHED:]
        if len(lately) < LEAST_FINISHED:
            return {"q": [now + lead * (0.8 + level) for level in message["levels"]]}
        return {"q": (now + lead * np.quantile(lately, message["levels"])).tolist()}


def insertion():
    return Insertion()
