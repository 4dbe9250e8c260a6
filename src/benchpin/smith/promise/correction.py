"""What the record of our own quotes says about them, and how the next ones are moved.

Slowly: for each confidence the share of quotes that were not kept is steered to what was promised (adaptive conformal
inference). A quote is judged on its promised day: kept, or open still and so missed. Nothing waits for the piece to be
finished, and pieces that are long in the making count from the day they are late: finished pieces alone flatter.

Source: Gibbs & Candes, "Adaptive conformal inference under distribution shift", NeurIPS 2021.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["Correction"]

DAY = 1440.0
CORRECTED_FROM = 0.7  # lower levels promise nothing and are left as the simulation has them
STEP = 0.012  # of the offset, a quote, in units of the distance from the median to the 95th percentile
LEAST, MOST = -0.25, 3.0


@dataclass(slots=True)
class Correction:
    """Offsets by confidence, moved by every quote whose day has come."""

    offset: dict[float, float] = field(default_factory=dict)
    finished_at: dict[str, float] = field(default_factory=dict)
    _due: list[tuple[float, str, float]] = field(default_factory=list)

    def move(self, levels: Sequence[float], raw: NDArray[np.float64], now: float) -> NDArray[np.float64]:
        """Quantiles as they are promised, from those of the simulation."""
        self.judge(now)
        scale = max(DAY, float(np.interp(0.95, levels, raw) - np.interp(0.5, levels, raw)))
        moved = [at + scale * self.offset.get(level, 0.0) for level, at in zip(levels, raw, strict=True)]
        return np.maximum.accumulate(np.maximum(moved, now))

    def promised(self, key: str, levels: Sequence[float], promised: NDArray[np.float64]) -> None:
        """Keep a quote to be judged when its day comes."""
        for level, at in zip(levels, promised, strict=True):
            if level >= CORRECTED_FROM:
                heapq.heappush(self._due, (float(at), key, level))

    def finished(self, key: str, now: float) -> None:
        self.finished_at[key] = now

    def judge(self, now: float) -> None:
        while self._due and self._due[0][0] <= now:
            at, key, level = heapq.heappop(self._due)
            missed = self.finished_at.get(key, np.inf) > at
            offset = self.offset.get(level, 0.0) + STEP * (missed - (1 - level))
            self.offset[level] = float(np.clip(offset, LEAST, MOST))
