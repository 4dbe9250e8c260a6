"""Answers the promise contract: hears everything that happens in a workshop, names days and says what goes first."""

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from benchpin.smith.promise.contract import commission_of, floor_of
from benchpin.smith.promise.correction import Correction
from benchpin.smith.promise.dispatch import by_slack, priorities
from benchpin.smith.promise.floor import DAY
from benchpin.smith.promise.foresight import Foresight, foresee
from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.making import Commission, begin
from benchpin.smith.promise.packing import Packer, Rule, house_rule

__all__ = ["Drives", "Forecaster"]

Message = Mapping[str, Any]
# What the benches follow: the slack on what was promised, the slack on the shop's own due days, or the rule of the house.
Drives = Literal["promise", "due", "house"]
STALE_MINUTES = 240.0
FUTURES, COPIES = 100, 4
NO_PLACE_DAYS = 365.0  # said where no future finds a place: far, and plainly wrong to whoever reads it
PROMISED_AT = 0.95


class Forecaster:
    """One workshop's journal, its shared futures and the correction of its quotes."""

    def __init__(
        self,
        *,
        futures: int = FUTURES,
        copies: int = COPIES,
        corrected: bool = True,
        drives: Drives = "promise",
        workers: Executor | None = None,
    ) -> None:
        self.futures, self.copies = futures, copies
        self.corrected, self.drives, self.workers = corrected, drives, workers
        self.correction = Correction()
        self.foresight: Foresight | None = None
        self.due: dict[str, float] = {}
        self.rule: Rule = house_rule
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
        if message["type"] == "plan":
            return self._plan()
        if message["type"] == "done":
            self.correction.finished(message["job"], self.journal.now)
        return None

    def _quote(self, message: Message) -> dict[str, Any]:
        now, levels = self.journal.now, message["levels"]
        commission = commission_of(message["job"])
        raw = self._raw(commission, levels)
        promised = raw
        if self.corrected:
            promised = self.correction.move(levels, raw, now)
            self.correction.promised(str(message["id"]), levels, promised)
        self.due[commission.key] = float(np.interp(PROMISED_AT, levels, promised))
        return {"q": promised.tolist()}

    def _raw(self, commission: Commission, levels: list[float]) -> np.ndarray:
        """Quantiles of the futures. Where an order's own promise decides its turn, it is asked twice."""
        foresight = self._fresh(commission)
        found = self._sampled(foresight, commission, levels)
        if self.rule is not house_rule and self.drives == "promise":
            self.due[commission.key] = float(np.interp(PROMISED_AT, levels, found))
            found = self._sampled(foresight, commission, levels)
        return found

    def _sampled(self, foresight: Foresight, commission: Commission, levels: list[float]) -> np.ndarray:
        now = self.journal.now
        samples = foresight.insert([commission], at=now, copies=self.copies).together
        return np.asarray(np.quantile(np.where(np.isfinite(samples), samples, now + NO_PLACE_DAYS * DAY), levels))

    def _plan(self) -> dict[str, Any]:
        """Priorities of all open work; from the first time they are asked for, the futures follow them too."""
        if self.drives == "house":
            return {}
        if self.rule is house_rule:
            self.rule = by_slack(self.due if self.drives == "promise" else {})
        return {"priority": priorities(self.packer, self.rule)}

    def _fresh(self, asked: Commission) -> Foresight:
        """The shared futures, simulated anew when they are old or something happened that makes them wrong."""
        last, now = self.foresight, self.journal.now
        if last is None or now - last.made_at > STALE_MINUTES or last.changes != self.journal.changes:
            self._seed += 1000
            # An empty workshop has no futures to speak of: the order itself, a moment later, is its only job.
            extra = [] if self.journal.jobs else [begin(self.journal.floor, replace(asked, key=asked.key + " after"), now)]
            self.foresight = foresee(
                self.packer,
                seed=self._seed,
                futures=self.futures,
                rule=self.rule,
                extra=extra,
                workers=self.workers,
                threads=2 if self.workers else 1,
            )
        assert self.foresight is not None
        return self.foresight
