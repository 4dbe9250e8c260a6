"""Answers the promise contract: hears everything that happens in a workshop, names days for what is asked about."""

from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

import numpy as np

from benchpin.smith.promise.contract import commission_of, floor_of
from benchpin.smith.promise.correction import Correction
from benchpin.smith.promise.foresight import Foresight, foresee
from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.making import begin
from benchpin.smith.promise.packing import Packer

__all__ = ["Forecaster"]

Message = Mapping[str, Any]
STALE_MINUTES = 240.0
FUTURES, COPIES = 100, 4


class Forecaster:
    """One workshop's journal, its shared futures and the correction of its quotes."""

    def __init__(self, *, futures: int = FUTURES, copies: int = COPIES, corrected: bool = True, workers: Executor | None = None) -> None:
        self.futures, self.copies = futures, copies
        self.corrected, self.workers = corrected, workers
        self.correction = Correction()
        self.foresight: Foresight | None = None
        self._seed = 0

    def handle(self, message: Message) -> dict[str, Any] | None:
        """Take one message; answer it if it asks something."""
        if message["type"] == "workshop":
            self.journal = Journal(floor_of(message))
            self.packer = Packer(self.journal)
            return None
        self.journal.take(message)
        if message["type"] == "quote":
            return self._quote(message)
        if message["type"] == "done":
            self.correction.finished(message["job"], self.journal.now)
        return None

    def _quote(self, message: Message) -> dict[str, Any]:
        now = self.journal.now
        commission = commission_of(message["job"])
        foresight = self._fresh()
        if foresight is None:
            foresight = foresee(self.packer, seed=1, futures=self.futures, extra=[begin(self.journal.floor, commission, now)])
        samples = foresight.insert([commission], at=now, copies=self.copies).together
        levels = message["levels"]
        raw = np.quantile(np.where(np.isfinite(samples), samples, now + 365 * 1440.0), levels)
        if not self.corrected:
            return {"q": raw.tolist()}
        promised = self.correction.move(levels, raw, now)
        self.correction.promised(str(message["id"]), levels, promised)
        return {"q": promised.tolist()}

    def _fresh(self) -> Foresight | None:
        """The shared futures, simulated anew when they are old or something happened that makes them wrong."""
        last, now = self.foresight, self.journal.now
        if not self.journal.jobs:
            return None
        if last is None or now - last.made_at > STALE_MINUTES or last.changes != self.journal.changes:
            self._seed += 1000
            self.foresight = foresee(
                self.packer, seed=self._seed, futures=self.futures, workers=self.workers, threads=2 if self.workers else 1
            )
        return self.foresight
