"""What the record of our own quotes says about them, and how the next ones are moved.

For each confidence the share of quotes that were not kept is steered to what was promised (adaptive conformal inference).
Three corrections run side by side: a slow one, one that steps further while misses cluster, and one that also lets go as
fast when they have stopped. What is said is their mean, weighted by how well each would have done lately: in a calm year that
is close to what the simulation says, after a shock to whoever followed it.

A quote is judged on its promised day: kept, or open still and so missed. Nothing waits for the piece to be finished, and pieces
that are long in the making count from the day they are late: finished pieces alone flatter.

Source: Gibbs & Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021, and "Conformal inference for
online prediction with arbitrary distribution shifts", JMLR 25, 2024 (several speeds, weighted by their loss).
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["Correction"]

Floats = NDArray[np.float64]
DAY = 1440.0
CORRECTED_FROM = 0.7  # lower levels promise nothing and are left as the simulation has them
LEAST, MOST = -0.25, 3.0  # of an offset, in units of the distance from the median to the 95th percentile
# Of the slow, the middle and the quick correction: the step of the offset at each quote that is judged; how many times it at a
# miss while misses cluster; how many times it at a quote that is kept while hardly any is missed. Chosen on one quiet and
# two stormy workshops of the benchmark, held against the others.
STEPS = np.array([0.006, 0.012, 0.012])
RISING, FALLING = np.array([1.0, 3.0, 4.0]), np.array([1.0, 3.0, 10.0])
CLUSTER, CALM = 2.0, 0.5  # of the share of misses that was promised
CLUSTER_DAYS, CLUSTER_COUNTS = 8.0, 10.0  # half life of that share, and as many quotes as promised to begin with
LOSS_DAYS = 20.0  # half life of how well each correction did
TRUST = 0.1  # how soon the better one is followed: the weight falls by e for ten units of loss


@dataclass(slots=True)
class _Steered:
    """One confidence: an offset for each speed, and what they have seen."""

    level: float
    offset: Floats = field(default_factory=lambda: np.zeros(3))
    loss: Floats = field(default_factory=lambda: np.zeros(3))
    missed: Floats = field(default_factory=lambda: np.zeros(3))
    judged: Floats = field(default_factory=lambda: np.zeros(3))
    at: Floats = field(default_factory=lambda: np.zeros(3))
    scored_at: float = 0.0

    @property
    def said(self) -> float:
        """The offset that is promised with."""
        weight = np.exp(-TRUST * (self.loss - self.loss.min()))
        return float(weight @ self.offset / weight.sum())

    def judge(self, speed: int, at: float, *, missed: bool) -> None:
        fresh = 0.5 ** ((at - self.at[speed]) / DAY / CLUSTER_DAYS)
        self.at[speed] = at
        self.missed[speed] = self.missed[speed] * fresh + missed
        self.judged[speed] = self.judged[speed] * fresh + 1.0
        allowed = 1.0 - self.level
        share = (self.missed[speed] + allowed * CLUSTER_COUNTS) / (self.judged[speed] + CLUSTER_COUNTS)
        step = STEPS[speed]
        if missed and share > CLUSTER * allowed:
            step *= RISING[speed]
        elif not missed and share < CALM * allowed and self.offset[speed] > 0:
            step *= FALLING[speed]
        self.offset[speed] = np.clip(self.offset[speed] + step * (missed - allowed), LEAST, MOST)

    def score(self, at: float, beyond: Floats) -> None:
        """Take in how far a piece was ready beyond what each speed said of it, in units of the offset."""
        self.loss *= 0.5 ** ((at - self.scored_at) / DAY / LOSS_DAYS)
        self.scored_at = at
        self.loss += np.where(beyond >= 0, self.level, self.level - 1.0) * beyond


@dataclass(slots=True)
class _Quote:
    scale: float
    said: dict[float, Floats]  # by level, what each speed would have said


@dataclass(slots=True)
class Correction:
    """Offsets by confidence, moved by every quote whose day has come."""

    finished_at: dict[str, float] = field(default_factory=dict)
    _by_level: dict[float, _Steered] = field(default_factory=dict)
    _quotes: dict[str, _Quote] = field(default_factory=dict)
    _due: list[tuple[float, str, float, int]] = field(default_factory=list)
    _ready: list[tuple[float, str]] = field(default_factory=list)

    def offset(self, level: float) -> float:
        """How far a confidence is moved, in units of the distance from the median to the 95th percentile."""
        return self._by_level[level].said if level in self._by_level else 0.0

    def move(self, levels: Sequence[float], raw: Floats, now: float) -> Floats:
        """Quantiles as they are promised, from those of the simulation."""
        self.judge(now)
        scale = max(DAY, float(np.interp(0.95, levels, raw) - np.interp(0.5, levels, raw)))
        moved = [at + scale * self.offset(level) for level, at in zip(levels, raw, strict=True)]
        return np.maximum.accumulate(np.maximum(moved, now))

    def promised(self, key: str, levels: Sequence[float], promised: Floats) -> None:
        """Keep a quote, as it was moved at this moment, to be judged when its day comes."""
        shown = float(np.interp(0.95, levels, promised) - np.interp(0.5, levels, promised))
        scale = max(DAY, shown / max(0.1, 1.0 + self.offset(0.95)))
        said = {}
        for level, at in zip(levels, promised, strict=True):
            if level >= CORRECTED_FROM:
                steered = self._by_level.setdefault(level, _Steered(level))
                said[level] = float(at) + scale * (steered.offset - steered.said)
                for speed, its in enumerate(said[level].tolist()):
                    heapq.heappush(self._due, (its, key, level, speed))
        self._quotes[key] = _Quote(scale, said)

    def finished(self, key: str, now: float) -> None:
        self.finished_at[key] = now
        heapq.heappush(self._ready, (now, key))

    def judge(self, now: float) -> None:
        """Take in all that has come true or failed to by now, in the order of time."""
        while self._due and self._due[0][0] <= now:
            at, key, level, speed = heapq.heappop(self._due)
            self._score_until(at)
            self._by_level[level].judge(speed, at, missed=self.finished_at.get(key, np.inf) > at)
        self._score_until(now)

    def _score_until(self, now: float) -> None:
        while self._ready and self._ready[0][0] <= now:
            at, key = heapq.heappop(self._ready)
            quote = self._quotes.pop(key, None)
            if quote is not None:
                for level, said in quote.said.items():
                    self._by_level[level].score(at, (at - said) / quote.scale)
