"""Published job-shop instances as workshops of ours, to check the search and the solver against what is known to be best.

Every machine is a pair of hands that never rests; every operation can be done by the machines its instance names, in the time
it names. Files in `instances/` have a line a job: how many operations, then for each how many machines can do it and for
each of them its number and the time. Their heads name the source and the optimum.
"""

import math
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from solver import installed, solve

from benchpin.smith.promise.finite import Planner
from benchpin.smith.promise.floor import Floor, Hand, OperationKind
from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.making import Commission, Step, begin
from benchpin.smith.promise.packing import Packer

INSTANCES = Path(__file__).parent / "instances"
ENDLESS = 1e6  # minutes without a night


@dataclass(frozen=True, kw_only=True)
class Instance:
    optimum: int
    jobs: tuple[tuple[dict[int, int], ...], ...]  # operations: machine -> time

    @property
    def machines(self):
        return sorted({machine for job in self.jobs for operation in job for machine in operation})


def read(name):
    lines = (INSTANCES / f"{name}.txt").read_text().splitlines()
    optimum = next(int(line.split()[-1]) for line in lines if line.startswith("# optimum"))
    rows = [[int(word) for word in line.split()] for line in lines if not line.startswith("#")]
    return Instance(optimum=optimum, jobs=tuple(_operations(row[1:]) for row in rows[1:]))


def _operations(numbers):
    found = []
    while numbers:
        end = 1 + 2 * numbers[0]
        found.append(dict(zip(numbers[1:end:2], numbers[2:end:2], strict=True)))
        numbers = numbers[end:]
    return tuple(found)


class Exactly(Packer):
    """Packs an instance: work takes what it takes on each machine, to the minute."""

    def __init__(self, journal, paces):
        super().__init__(journal)
        self._paces = paces

    def pack(self, *jobs, **how):
        pack = super().pack(*jobs, **how)
        sure = {name: np.zeros_like(getattr(pack.luck, name)) for name in ("noise", "mean", "type_sd")}
        return replace(pack, luck=pack.luck._replace(**sure), hands=pack.hands._replace(pace=self._paces))


def workshop_of(instance):
    kinds = {_name(operation): operation for job in instance.jobs for operation in job}
    hands = [
        Hand(
            key=f"{machine:02}",
            skills={_skill(operation): 2 for operation in kinds.values() if machine in operation},
            windows=((0.0, ENDLESS),),
        )
        for machine in instance.machines
    ]
    floor = Floor(
        hands=tuple(hands),
        processes=(),
        services=(),
        kinds=tuple(OperationKind(key=name, place="bench", at=_skill(operation)) for name, operation in kinds.items()),
        holidays=frozenset(),
        horizon_days=30,
    )
    journal = Journal(floor)
    for n, job in enumerate(instance.jobs):
        steps = tuple(Step(kind=_name(operation), stated_minutes=float(min(operation.values()))) for operation in job)
        commission = Commission(key=f"{n:03}", steps=steps)
        journal.jobs[commission.key] = begin(floor, commission, 0.0)
    paces = [
        [math.log(operation.get(int(hand.key), 1) / min(operation.values())) for operation in kinds.values()]
        for hand in floor.by_breadth
    ]
    return Exactly(journal, np.array(paces))


def length(done, _due):
    """When the last job is ready; of two as long, the one whose jobs are ready sooner."""
    return float(np.max(done) + 1e-6 * np.sum(done))


def against_the_optimum(name, *, seconds):
    instance = read(name)
    planner = Planner(workshop_of(instance), measure=length)
    rule, base, cost = planner.best_rule()
    began = time.perf_counter()
    listed, found, tried = planner.improve(base, cost, seed=1, seconds=seconds, most_tried=10**9)
    row = {
        "optimum": instance.optimum,
        "best_rule": int(cost),
        "rule": rule,
        "search": int(found),
        "search_seconds": round(time.perf_counter() - began, 1),
        "tried": tried,
    }
    if installed():
        began = time.perf_counter()
        solved = solve(planner, listed, seconds=seconds, aim="length", unit_minutes=1.0)
        row |= {
            "solver": None if solved is None else round(solved.aim),
            "solver_seconds": round(time.perf_counter() - began, 1),
            "solver_proven": solved is not None and solved.proven,
        }
    return row


def _name(operation):
    return " ".join(f"{machine}:{time}" for machine, time in sorted(operation.items()))


def _skill(operation):
    return " ".join(str(machine) for machine in sorted(operation))
