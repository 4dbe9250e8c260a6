"""A day for one order: at any confidence, with why, what would make it sooner, and by when it must be ordered.

Everything is asked of shared futures (`foresight.py`); nothing here simulates the whole workshop but `rush_cost`, which
compares two whole futures of each seed, with and without the rush, under the same luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.correction import Correction
from benchpin.smith.promise.floor import DAY
from benchpin.smith.promise.foresight import Foresight, Insertion, coming_orders, live
from benchpin.smith.promise.making import Commission, begin
from benchpin.smith.promise.packing import Packer
from benchpin.smith.promise.reasons import Reason, reasons_of

__all__ = ["GRID", "NoPlace", "Offered", "RushCost", "offer", "order_by", "rush_cost"]

# The levels every quote is kept with, so that it can be scored later at all of them.
GRID = (0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99)
PLAIN_DAYS = 10  # order days that are tried one by one; further ahead the last lead is taken, for nobody sees that far
RUSH_FUTURES = 300


class NoPlace(ValueError):
    """That an order finds no place in what can be foreseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """When one order is ready: a quantile for each level of GRID, minutes since the epoch, and where it comes from."""

    asked_at: float
    foreseen_at: float  # when the futures were simulated that it was read from
    grid: tuple[float, ...]
    insertion: Insertion

    def at(self, level: float) -> float:
        """The time by which the order is ready with this probability."""
        return float(np.interp(level, GRID, self.grid))

    def chance_by(self, t: float) -> float:
        """The probability that it is ready by `t`."""
        return float(np.interp(t, self.grid, GRID, left=0.0, right=GRID[-1]))

    def why(self, level: float, packer: Packer) -> tuple[Reason, ...]:
        """The waits and the work that decide the day at this level."""
        return reasons_of(self.insertion, level, packer.floor)


@dataclass(frozen=True, slots=True, kw_only=True)
class RushCost:
    """What sending one order ahead of all others does to them."""

    ready_at: float  # of the rushed order, at the level asked for
    plain_at: float  # of the same order in its turn
    late_days: float  # days late that the other orders' promises lose together, on average
    late_days_error: float  # its standard error
    broken: float  # promises broken on average that would have been kept
    endangered: tuple[str, ...]  # open jobs whose probability of being kept falls by more than a twentieth


def offer(
    foresight: Foresight, commissions: Sequence[Commission], *, now: float, correction: Correction | None = None
) -> Offered:
    """Name the days of one order, all of whose pieces are ready together.

    Raises:
        NoPlace: if nobody here can do a step, or no run is big enough, in more than one future of a hundred.
    """
    insertion = foresight.insert(commissions, at=now, copies=2)
    together = insertion.together
    if not np.isfinite(together).mean() > 0.99:
        raise NoPlace("Nobody here can do one of its steps, or no run has room for it.")
    raw = np.quantile(together, GRID, method="inverted_cdf")
    moved = raw if correction is None else correction.move(GRID, raw, now)
    return Offered(asked_at=now, foreseen_at=foresight.made_at, grid=tuple(moved.tolist()), insertion=insertion)


def order_by(
    foresight: Foresight,
    commissions: Sequence[Commission],
    *,
    need_at: float,
    level: float,
    now: float,
    correction: Correction | None = None,
) -> float | None:
    """The last midnight by which the order must be placed to be ready at `need_at` with this confidence; None: it is too late.

    Order days up to PLAIN_DAYS ahead are asked one by one. What lies behind them is not foreseen: there the longest lead
    among them is kept, so that a later order day is never promised less time than the present workshop needs.
    """
    leads = []
    for days in range(PLAIN_DAYS + 1):
        at = now + days * DAY
        pieces = [replace(piece, due_at=piece.due_at + days * DAY) for piece in commissions]
        leads.append(offer(foresight, pieces, now=at, correction=correction).at(level) - at)
    longest = max(leads)
    if now + PLAIN_DAYS * DAY + longest <= need_at:
        return float(np.floor((need_at - longest) / DAY) * DAY)
    last = next((days for days in range(PLAIN_DAYS, -1, -1) if now + days * DAY + leads[days] <= need_at), None)
    return None if last is None else float(np.floor(now / DAY) + last) * DAY


def rush_cost(
    packer: Packer,
    commission: Commission,
    *,
    promised: dict[str, float],
    level: float,
    seed: int,
    futures: int = RUSH_FUTURES,
    days: int = 14,
) -> RushCost:
    """Simulate every future twice, with this order in its turn and as a rush, and count what the others lose.

    Args:
        promised: by open job, the moment it was promised for.
    """
    journal = packer.journal
    jobs = list(journal.jobs.values())
    coming = coming_orders(journal, days, seed)
    runs: list[NDArray[np.float64]] = []
    for rush in (False, True):
        asked = begin(journal.floor, replace(commission, rush=rush), journal.now)
        pack = packer.pack([*jobs, asked], coming, days=days)
        runs.append(live(pack, seed=seed, futures=futures)[:, : len(jobs) + 1])
    due = np.array([promised.get(making.commission.key, np.inf) for making in jobs])
    late = [np.maximum(0.0, np.where(np.isfinite(due), run[:, :-1] - due, 0.0)) / DAY for run in runs]
    lost = (late[1] - late[0]).sum(axis=1)
    kept = [(run[:, :-1] <= due).mean(axis=0) for run in runs]
    worse = [making.commission.key for making, before, after in zip(jobs, *kept, strict=True) if before - after > 0.05]
    return RushCost(
        ready_at=float(np.quantile(runs[1][:, -1], level)),
        plain_at=float(np.quantile(runs[0][:, -1], level)),
        late_days=float(lost.mean()),
        late_days_error=float(lost.std() / np.sqrt(futures)),
        broken=float((kept[0] - kept[1]).sum()),
        endangered=tuple(worse),
    )
