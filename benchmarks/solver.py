"""A constraint solver (OR-Tools, where installed) as a rival of our own search, on the same workshop.

On published instances its workshop is ours exactly, and what it proves is the published optimum or we have read them wrongly.
On a jeweller's workshop it sees a simpler one: minutes in which anybody works, one after the other, without nights; people
who work less are slower there; runs, journeys and rests take what they take in the plan at hand. What it finds is an order
of work, and that order is lived through in the real model.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.finite import Planner
from benchpin.smith.promise.floor import DAY
from benchpin.smith.promise.foresight import empty_record, run_once
from benchpin.smith.promise.kernel.state import Record
from benchpin.smith.promise.kernel.tables import AT_HAND, BENCH, PRESENT, READY, WAITS_FOR_PARTS
from benchpin.smith.promise.packing import Pack

try:
    from ortools.sat.python import cp_model
except ImportError:  # only these measurements ask for it: requirements/planning.in
    cp_model = None

Floats = NDArray[np.float64]
Aim = Literal["lateness", "length"]  # of all jobs together; until the last of them is ready
UNIT_MINUTES = 5.0  # of the solver's axis: finer, and its search is longer for nothing a bench could follow
RATE_DAYS = 20.0  # ahead, over which it is counted how much of the axis each person works


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    begins: Floats  # of each row, minutes from the pack's origin; nan where the row is behind
    aim: float  # in units of the axis
    bound: float  # nothing is better than this, in the solver's workshop
    proven: bool


def installed():
    return cp_model is not None


def lived_through(planner: Planner, priority: Floats, *, seconds: float) -> float | None:
    """What the solver's order of work costs in the real model; None if it found none in time."""
    found = solve(planner, priority, seconds=seconds)
    return None if found is None else planner.cost(np.where(np.isfinite(found.begins), found.begins, priority))


def solve(
    planner: Planner,
    priority: Floats,
    *,
    seconds: float,
    workers: int = 2,
    aim: Aim = "lateness",
    unit_minutes: float = UNIT_MINUTES,
) -> Solved | None:
    """Order all work anew, beginning from the plan that `priority` gives; None if no order was found in time."""
    model = _Model(planner, priority, unit_minutes, aim)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    begins = np.full(len(priority), np.nan)
    for row, begin in model.begin.items():
        begins[row] = model.axis.wall(solver.value(begin))
    return Solved(
        begins=begins,
        aim=float(solver.objective_value),
        bound=float(solver.best_objective_bound),
        proven=bool(status == cp_model.OPTIMAL),
    )


class _Axis:
    """The minutes from now on in which anybody works, as whole units."""

    def __init__(self, pack: Pack, unit_minutes: float) -> None:
        self.unit_minutes, self.now = unit_minutes, pack.now
        walls, units, total = [pack.now], [0.0], 0.0
        for begin, end in sorted(zip(pack.hands.begins.tolist(), pack.hands.ends.tolist(), strict=True)):
            begin = max(begin, walls[-1])
            if end > begin:
                total += (end - begin) / unit_minutes
                walls += [begin, end]
                units += [units[-1], total]
        self._walls, self._units = np.array(walls), np.array(units)

    def at(self, wall: float) -> int:
        return round(float(np.interp(wall, self._walls, self._units)))

    def wall(self, units: int) -> float:
        return float(np.interp(units, self._units, self._walls))

    def span(self, begin: float, end: float) -> int:
        return max(0, self.at(end) - self.at(begin))


class _Model:
    """The workshop as the solver sees it."""

    def __init__(self, planner: Planner, priority: Floats, unit_minutes: float, aim: Aim) -> None:
        self.pack = planner.pack
        self.axis, self.model = _Axis(self.pack, unit_minutes), cp_model.CpModel()
        pack = planner.followed(priority)
        self.record: Record = empty_record(pack, recording=False, steps=True)
        done = run_once(pack, self.record) - pack.origin
        self.most = 2 * self.axis.at(float(np.nanmax(done))) + 1000
        self.rates = self._rates()
        self.begin: dict[int, Any] = {}
        self.end: dict[int, Any] = {}
        self.taken: dict[int, list[Any]] = {hand: [] for hand in range(len(self.rates))}
        for strand in range(len(self.pack.strands.job)):
            self._strand(strand)
        self._join_strands()
        for intervals in self.taken.values():
            self.model.add_no_overlap(intervals)
        self._aim_at(aim, planner.due_at - self.pack.origin)

    def _strand(self, strand: int) -> None:
        strands, operations = self.pack.strands, self.pack.operations
        first, state = int(strands.current[strand]), int(strands.state[strand])
        for row in range(first, int(strands.last[strand]) + 1):
            begin = self.model.new_int_var(0, self.most, "")
            self.begin[row] = begin
            self.model.add_hint(begin, self.axis.at(float(np.nan_to_num(self.record.began[row], nan=self.pack.now))))
            under_way = row == first and state not in (READY, WAITS_FOR_PARTS)
            if operations.kind[row] == BENCH:
                self._at_bench(row, strand, begin, in_hand=under_way and state == AT_HAND)
            else:
                before = self.pack.now if under_way else self._ready(row, strand)
                self.end[row] = begin + self.axis.span(before, float(self.record.ended[row]))
            if row > first:
                self.model.add(begin >= self.end[row - 1])
            material_at = float(self.pack.jobs.material_at[strands.job[strand]])
            if operations.material[row] and material_at > self.pack.now:
                self.model.add(begin >= self.axis.at(material_at))

    def _at_bench(self, row: int, strand: int, begin: Any, *, in_hand: bool) -> None:
        strands = self.pack.strands
        end = self.model.new_int_var(0, self.most, "")
        self.end[row] = end
        chosen = []
        for hand in [int(strands.who[strand])] if in_hand else self._able(row):
            minutes = self._minutes(row, hand) - (float(strands.since[strand]) if in_hand else 0.0)
            units = max(1, round(minutes / self.rates[hand] / self.axis.unit_minutes))
            taken = self.model.new_bool_var("")
            self.taken[hand].append(self.model.new_optional_interval_var(begin, units, end, taken, ""))
            chosen.append(taken)
        self.model.add_exactly_one(chosen)
        if in_hand:
            self.model.add(begin == 0)

    def _able(self, row: int) -> list[int]:
        hands, skill = self.pack.hands, int(self.pack.operations.place[row])
        able = [h for h in range(len(self.rates)) if (int(hands.skills[h]) | int(hands.helps[h])) >> skill & 1]
        return [h for h in able if hands.where[h] == PRESENT] or able

    def _minutes(self, row: int, hand: int) -> float:
        """Expected, as the future without chance reckons them."""
        operations, luck = self.pack.operations, self.pack.luck
        kind, job = int(operations.type[row]), int(self.pack.strands.job[operations.strand[row]])
        again = float(luck.rework[0]) if operations.attempt[row] else 0.0
        log = float(operations.log_minutes[row] + luck.mean[kind] + self.pack.jobs.latent[job] + again)
        return float(np.exp(log + self.pack.hands.pace[hand, kind]))

    def _ready(self, row: int, strand: int) -> float:
        """When the plan at hand comes to a row."""
        strands = self.pack.strands
        if row > strands.current[strand]:
            return float(self.record.ended[row - 1])
        before = [s for s in range(len(strands.job)) if strand in strands.next[strands.next_from[s] : strands.next_from[s + 1]]]
        ends = [float(self.record.ended[strands.last[s]]) for s in before if strands.last[s] in self.begin]
        return max([self.pack.now, *ends])

    def _join_strands(self) -> None:
        strands = self.pack.strands
        for s in range(len(strands.job)):
            if int(strands.last[s]) in self.end:
                for following in strands.next[strands.next_from[s] : strands.next_from[s + 1]]:
                    first = int(strands.current[following])
                    if first in self.begin:
                        self.model.add(self.begin[first] >= self.end[int(strands.last[s])])

    def _aim_at(self, aim: Aim, due: Floats) -> None:
        strands = self.pack.strands
        over = [
            (int(strands.job[s]), self.end[int(strands.last[s])])
            for s in range(len(strands.job))
            if strands.last[s] in self.end
        ]
        if aim == "length":
            last = self.model.new_int_var(0, self.most, "")
            for _, end in over:
                self.model.add(last >= end)
            self.model.minimize(last)
            return
        late = {job: self.model.new_int_var(0, self.most, "") for job, _ in over}
        for job, end in over:
            # What was due before now is late by all that has passed; only what is still added can be made less.
            self.model.add(late[job] >= end - self.axis.at(float(due[job])))
        self.model.minimize(sum(late.values()))

    def _rates(self) -> list[float]:
        """How much of the axis each person works, over the coming weeks."""
        until = self.pack.now + RATE_DAYS * DAY
        hands, axis = self.pack.hands, self.axis.span(self.pack.now, until) * self.axis.unit_minutes
        rates = []
        for h in range(len(hands.where)):
            spans = slice(int(hands.windows[h]), int(hands.windows[h + 1]))
            worked = np.clip(hands.ends[spans], self.pack.now, until) - np.clip(hands.begins[spans], self.pack.now, until)
            rates.append(max(0.05, float(worked.sum()) / max(1.0, axis)))
        return rates
