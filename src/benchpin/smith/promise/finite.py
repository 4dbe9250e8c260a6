"""A finite plan of all open jobs: who does what when, if everything takes the time that is expected of it.

The plan is a simulation without chance under one list of priorities. The list is that of the best dispatch rule, made better
by a bounded search; it is never worse than the best rule, because it begins as one. What stood in the last plan for the
next two days keeps its place: a bench that is told something else every hour follows nothing.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.dispatch import RULES
from benchpin.smith.promise.floor import DAY
from benchpin.smith.promise.foresight import empty_record, run_once
from benchpin.smith.promise.packing import Pack, Packer, Rule

__all__ = ["FROZEN_DAYS", "FinitePlan", "Measure", "PlannedWork", "Planner", "finite_plan", "lateness"]

Floats = NDArray[np.float64]
# What a plan is to make small, from the moments the jobs are ready and are due.
Measure = Callable[[Floats, Floats], float]
FROZEN_DAYS = 2.0
FROZEN_AHEAD = 1e7  # minutes: what is frozen goes before everything that is not
STEP_DAYS = 1.5  # how far the search moves a job or a step in the list, standard deviation
MOVES_OF_JOBS = 0.7  # the share of moves that take a whole job along


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """One step at one bench, or in one run, or outside. Minutes since the epoch."""

    job: str
    step: int
    hand: str  # "" where no hand is needed
    begins_at: float
    ends_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FinitePlan:
    work: tuple[PlannedWork, ...]
    ready_at: Mapping[str, float]
    rule: str  # the dispatch rule it began as
    late_days: float  # of all jobs together, as `lateness` counts them
    best_rule_late_days: float
    tried: int  # lists of priorities

    def order(self) -> dict[tuple[str, int], float]:
        """When each step begins, for the next plan to hold on to."""
        return {(work.job, work.step): work.begins_at for work in self.work}


def lateness(done: Floats, due: Floats) -> float:
    """Days late of all jobs together, the square counting a little so that one very late job is not the price of many."""
    late = np.maximum(0.0, done - due) / DAY
    return float(np.nansum(late) + 0.02 * np.nansum(late**2))


def finite_plan(
    packer: Packer,
    *,
    due: Mapping[str, float] | None = None,
    last: FinitePlan | None = None,
    seed: int = 1,
    seconds: float = 2.0,
    most_tried: int = 4000,
    measure: Measure = lateness,
) -> FinitePlan:
    """Plan all open jobs.

    Args:
        due: by job, the moment it was promised for; its own due day otherwise.
        last: the plan that is followed now.
        seconds: for the search, over and above the rules; with `most_tried` alone the plan is the same on every machine.
    """
    planner = Planner(packer, due=due, last=last, measure=measure)
    best, base, cost = planner.best_rule()
    better, found, tried = planner.improve(base, cost, seed=seed, seconds=seconds, most_tried=most_tried)
    return planner.plan(better, rule=best, cost=found, best_rule=cost, tried=tried)


class Planner:
    """One moment of a workshop in which lists of priorities are tried. A list is a number for each row of the pack."""

    def __init__(
        self,
        packer: Packer,
        *,
        due: Mapping[str, float] | None = None,
        last: FinitePlan | None = None,
        measure: Measure = lateness,
    ) -> None:
        self.packer, self.due, self.measure = packer, dict(due or {}), measure
        self.makings = list(packer.journal.jobs.values())
        self.pack: Pack = packer.pack(self.makings)
        self.job_of_row = self.pack.strands.job[self.pack.operations.strand] if self.makings else np.zeros(0, np.int64)
        keys = [making.commission.key for making in self.makings]
        own = [making.commission.due_at for making in self.makings]
        self.due_at = np.array([self.due.get(key, at) for key, at in zip(keys, own, strict=True)])
        self.record = empty_record(self.pack, recording=False)
        self.frozen = self._frozen(last)

    def best_rule(self) -> tuple[str, Floats, float]:
        """The dispatch rule that does best here, its list, and what it costs."""
        lists = {name: self.listed(rule(self.due)) for name, rule in RULES.items()}
        costs = {name: self.cost(listed) for name, listed in lists.items()}
        best = min(costs, key=lambda name: costs[name])
        return best, lists[best], costs[best]

    def listed(self, rule: Rule) -> Floats:
        """The priorities of all rows under a rule, from the pack's origin."""
        rows = [rule(self.packer, making) - self.pack.origin for making in self.makings]
        return np.concatenate(rows) if rows else np.zeros(0)

    def cost(self, priority: Floats) -> float:
        return self.measure(run_once(self.followed(priority), self.record), self.due_at)

    def improve(self, base: Floats, cost: float, *, seed: int, seconds: float, most_tried: int) -> tuple[Floats, float, int]:
        """Move a few jobs, or a few single steps, in the list at a time and keep what is no worse, until time is over."""
        dice, offset, tried = random.Random(seed), np.zeros(len(base)), 0
        end = time.monotonic() + seconds
        while self.makings and cost > 0 and tried < most_tried and time.monotonic() < end:
            trial = offset + self._moved(dice)
            tried += 1
            new = self.cost(base + trial)
            if new <= cost:
                cost, offset = new, trial
        return base + offset, cost, tried

    def _moved(self, dice: random.Random) -> Floats:
        count = dice.choice((1, 1, 2, 4, 8))
        of_jobs = dice.random() < MOVES_OF_JOBS
        places = len(self.makings) if of_jobs else len(self.job_of_row)
        move = np.zeros(places)
        for place in dice.sample(range(places), min(places, count)):
            move[place] = dice.gauss(0.0, STEP_DAYS * DAY)
        return move[self.job_of_row] if of_jobs else move

    def plan(self, priority: Floats, *, rule: str, cost: float, best_rule: float, tried: int) -> FinitePlan:
        pack = self.followed(priority)
        record = empty_record(pack, recording=True, steps=True)
        done = run_once(pack, record)
        hands: dict[int, tuple[str, float, float]] = {}
        for k in range(int(record.counted[0])):
            row = int(record.operation[k])
            if row >= 0:
                hand = self.packer.floor.by_breadth[int(record.hand[k])].key
                hands[row] = (hand, float(record.begins[k]), float(record.ends[k]))
        work = []
        for row in range(len(self.job_of_row)):
            making = self.makings[int(self.job_of_row[row])]
            if not np.isfinite(record.ended[row]):
                continue
            # What already rests, is in its run or outside goes on from now.
            began = float(np.nan_to_num(record.began[row], nan=pack.now))
            hand, begins, ends = hands.get(row, ("", began, float(record.ended[row])))
            first = int(np.searchsorted(self.job_of_row, self.job_of_row[row]))
            work.append(
                PlannedWork(
                    job=making.commission.key,
                    step=int(making.layout.step[row - first]),
                    hand=hand,
                    begins_at=begins + pack.origin,
                    ends_at=ends + pack.origin,
                )
            )
        ready = {making.commission.key: float(at) for making, at in zip(self.makings, done, strict=True)}
        return FinitePlan(
            work=tuple(sorted(work, key=lambda one: (one.begins_at, one.job, one.step))),
            ready_at=ready,
            rule=rule,
            late_days=cost,
            best_rule_late_days=best_rule,
            tried=tried,
        )

    def followed(self, priority: Floats) -> Pack:
        """The pack under a list, with what is frozen before everything else."""
        frozen = np.where(np.isfinite(self.frozen), self.frozen - FROZEN_AHEAD, priority)
        return self.pack.with_priority(frozen)

    def _frozen(self, last: FinitePlan | None) -> Floats:
        """For each row, when the last plan began it if that is within the frozen days; nan otherwise."""
        frozen = np.full(len(self.job_of_row), np.nan)
        if last is None:
            return frozen
        order, until = last.order(), self.packer.journal.now + FROZEN_DAYS * DAY
        row = 0
        for making in self.makings:
            for step in making.layout.step:
                begins = order.get((making.commission.key, int(step)))
                if begins is not None and begins < until:
                    frozen[row] = begins - self.pack.origin
                row += 1
        return frozen
