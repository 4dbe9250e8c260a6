"""How often a check fails, somebody is away, a machine stands still, and how fast orders come."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["Counted", "Demand", "Lately"]

DAY = 1440.0
LOOK_BACK_DAYS = 28.0
SOON_DAYS = 7.0


@dataclass(slots=True)
class Counted:
    """A share or a rate: what was stated counts as so many records, what was seen fades with `half_life_days`."""

    happened: float
    out_of: float
    half_life_days: float = 120.0
    _stated: tuple[float, float] = field(init=False)
    _since: float = field(init=False, default=0.0)
    _seen: tuple[float, float] = field(init=False, default=(0.0, 0.0))

    def __post_init__(self) -> None:
        self._stated = (self.happened, self.out_of)

    def add(self, happened: float, out_of: float, now: float) -> None:
        fade = 0.5 ** (max(0.0, now - self._since) / DAY / self.half_life_days)
        self._seen = (self._seen[0] * fade + happened, self._seen[1] * fade + out_of)
        self._since = now

    @property
    def records(self) -> float:
        return self._seen[1]

    @property
    def share(self) -> float:
        return (self._stated[0] + self._seen[0]) / (self._stated[1] + self._seen[1])


@dataclass(slots=True)
class Lately:
    """Values with the days they were seen on and how much each counts; the latest count most."""

    most: int = 400
    values: list[float] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(self, value: float, now: float, counts: float = 1.0) -> None:
        self.values.append(value)
        self.at.append(now)
        self.counts.append(counts)
        if len(self.values) > self.most:
            del self.values[0], self.at[0], self.counts[0]

    def weights(self, now: float, half_life_days: float) -> NDArray[np.float64]:
        return np.asarray(np.array(self.counts) * 0.5 ** ((now - np.array(self.at)) / DAY / half_life_days))


@dataclass(slots=True)
class Demand:
    """When orders came. The rate is that of four weeks, unless the last one says plainly that it has changed."""

    at: list[float] = field(default_factory=list)

    def add(self, now: float) -> None:
        self.at.append(now)
        if len(self.at) > 4000:
            del self.at[:1000]

    def per_day(self, now: float) -> float:
        seen = min(LOOK_BACK_DAYS, max(3.0, (now - self.at[0]) / DAY)) if self.at else LOOK_BACK_DAYS
        month = self._since(now - seen * DAY) / seen
        if seen < 2 * SOON_DAYS:
            return month
        week = self._since(now - SOON_DAYS * DAY) / SOON_DAYS
        before = (month * seen - week * SOON_DAYS) / (seen - SOON_DAYS)
        # How far apart the two are, in standard errors of their difference (Poisson): near 0 they are one, from 3 on two.
        error = np.sqrt(max(before, 1e-9) / SOON_DAYS + max(before, 1e-9) / (seen - SOON_DAYS))
        trust = float(np.clip((abs(week - before) / max(error, 1e-9) - 1.5) / 2.5, 0.0, 0.8))
        return float((1 - trust) * month + trust * week)

    def _since(self, begin: float) -> int:
        return len(self.at) - int(np.searchsorted(np.array(self.at), begin))
