"""One order on its way: what is to be done, in which order, and how far each part of it has come.

An order is one or more strands: operations one after the other. A strand may wait for others: the two halves of a pair
are made apart and mounted together, a setting and its shank are joined. Most orders are one strand.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.floor import Floor, FloorRefused
from benchpin.smith.promise.kernel.tables import BATCH, BENCH, READY, RESTING, SERVICE, WAIT, WAITS_FOR_PARTS

__all__ = ["Commission", "Layout", "Making", "Step", "layout", "mark_of"]

KINDS = {"bench": BENCH, "batch": BATCH, "service": SERVICE, "wait": WAIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation of one order. `after` names the steps that must be finished before; None means the one before it."""

    kind: str
    stated_minutes: float = 1.0
    units: int = 1
    batch_key: str = ""  # what it must share a load with; empty: the feature its process goes by
    after: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What is to be made, as it was ordered. Nothing in it changes."""

    key: str
    steps: tuple[Step, ...]
    design: str = ""
    features: Mapping[str, float | str] = field(default_factory=dict)
    due_at: float = 0.0
    rush: bool = False
    material_at: float | None = None  # when its stones or metal are due; None: in the safe
    order: str = ""  # pieces of one order are ready together


@dataclass(frozen=True, slots=True)
class Layout:
    """A commission as arrays: what the simulation needs of it that never changes. Rows are its steps by strand."""

    step: NDArray[np.int64]  # which step of the commission each row is
    row: NDArray[np.int64]  # which row each step is
    kind: NDArray[np.int64]
    place: NDArray[np.int64]
    type: NDArray[np.int64]
    units: NDArray[np.int64]
    material: NDArray[np.int64]
    log_stated: NDArray[np.float64]
    mark: NDArray[np.uint64]
    strand: NDArray[np.int64]
    first: NDArray[np.int64]  # of each strand
    last: NDArray[np.int64]
    needs: NDArray[np.int64]
    follows: tuple[tuple[int, ...], ...]  # the strands that wait for each strand


@dataclass(slots=True)
class Making:
    """A commission and how far it has come. The journal changes it as things happen."""

    commission: Commission
    layout: Layout
    began_at: float
    current: NDArray[np.int64]  # row of each strand; last + 1 when finished
    state: NDArray[np.int64]
    who: NDArray[np.int64]
    since: NDArray[np.float64]
    needs: NDArray[np.int64]
    attempt: NDArray[np.int64]  # by row
    carried: NDArray[np.float64]  # by strand: minutes worked before the work was put down
    run: list[str]  # by strand: the batch run it is in; how many went out with it
    material_at: float = -1.0
    material_told: int = 0
    ready_at: list[float] = field(default_factory=list)  # by strand: since when its present work waits

    @property
    def finished(self) -> bool:
        return bool((self.current > self.layout.last).all())

    def strand_of(self, step: int) -> tuple[int, int]:
        """The strand and the row of a step."""
        row = int(self.layout.row[step])
        return int(self.layout.strand[row]), row


def mark_of(key: str) -> int:
    """The dice of a thing: a number that depends on its name alone."""
    return zlib.crc32(key.encode()) << 20


def layout(floor: Floor, commission: Commission) -> Layout:
    """Lay a commission out in strands.

    Raises:
        FloorRefused: if a step is unknown to the workshop or waits for one that comes later.
    """
    strands = _strands(commission)
    order = [step for strand in strands for step in strand]
    strand_of = {step: s for s, strand in enumerate(strands) for step in strand}
    steps = [commission.steps[step] for step in order]
    for step in steps:
        if step.kind not in floor.kind_index:
            raise FloorRefused("steps", f"This workshop does not know the operation “{step.kind}”.")
    kinds = [floor.kinds[floor.kind_index[step.kind]] for step in steps]
    follows: list[list[int]] = [[] for _ in strands]
    needs = [0] * len(strands)
    for s, strand in enumerate(strands):
        for before in sorted({strand_of[step] for step in _before(commission, strand[0])}):
            follows[before].append(s)
            needs[s] += 1
    rows = {step: row for row, step in enumerate(order)}
    ends = np.cumsum([len(strand) for strand in strands])
    mark = mark_of(commission.key)
    return Layout(
        step=np.array(order, np.int64),
        row=np.array([rows[step] for step in range(len(order))], np.int64),
        kind=np.array([KINDS[kind.place] for kind in kinds], np.int64),
        place=np.array([_place(floor, kind.place, kind.at, kind.level, kind.key) for kind in kinds], np.int64),
        type=np.array([floor.kind_index[kind.key] for kind in kinds], np.int64),
        units=np.array([step.units for step in steps], np.int64),
        material=np.array([kind.needs_material for kind in kinds], np.int64),
        log_stated=np.log(np.array([max(0.5, step.stated_minutes) for step in steps])),
        mark=np.array([mark + step + 1 for step in order], np.uint64),
        strand=np.array([strand_of[step] for step in order], np.int64),
        first=np.array([end - len(strand) for end, strand in zip(ends, strands, strict=True)], np.int64),
        last=np.array(ends - 1, np.int64),
        needs=np.array(needs, np.int64),
        follows=tuple(tuple(waiting) for waiting in follows),
    )


def begin(floor: Floor, commission: Commission, now: float) -> Making:
    """A commission of which nothing has been done."""
    plan = layout(floor, commission)
    strands = len(plan.first)
    making = Making(
        commission=commission,
        layout=plan,
        began_at=now,
        current=plan.first.copy(),
        state=np.where(plan.needs > 0, WAITS_FOR_PARTS, READY),
        who=np.zeros(strands, np.int64),
        since=np.full(strands, now),
        needs=plan.needs.copy(),
        attempt=np.zeros(len(plan.kind), np.int64),
        carried=np.zeros(strands),
        run=[""] * strands,
        ready_at=[now] * strands,
        material_at=-1.0 if commission.material_at is None else commission.material_at,
    )
    for s in range(strands):
        if making.needs[s] == 0:
            rest_or_wait(making, s, now)
    return making


def rest_or_wait(making: Making, s: int, now: float) -> None:
    """A strand has come to its present row: a wait begins by itself, anything else waits its turn."""
    making.ready_at[s] = now
    making.carried[s] = 0.0
    row = int(making.current[s])
    resting = row <= making.layout.last[s] and making.layout.kind[row] == WAIT
    making.state[s] = RESTING if resting else READY
    making.since[s] = now


def _before(commission: Commission, step: int) -> tuple[int, ...]:
    after = commission.steps[step].after
    if after is None:
        return (step - 1,) if step else ()
    if any(not 0 <= other < step for other in after):
        raise FloorRefused("after", "A step can only wait for steps that come before it in the list.")
    return after


def _strands(commission: Commission) -> list[list[int]]:
    """Cut the steps into strands: a new one begins where there is not exactly one step before, or it leads to several."""
    before = [_before(commission, step) for step in range(len(commission.steps))]
    leads_to = [0] * len(before)
    for steps in before:
        for step in steps:
            leads_to[step] += 1
    strands: list[list[int]] = []
    at: dict[int, list[int]] = {}
    for step, steps in enumerate(before):
        if len(steps) == 1 and leads_to[steps[0]] == 1:
            strand = at[steps[0]]
            strand.append(step)
        else:
            strand = [step]
            strands.append(strand)
        at[step] = strand
    return strands


def _place(floor: Floor, place: str, at: str, level: int, key: str) -> int:
    if place == "bench":
        return floor.skills[at, level]
    if place == "batch":
        return floor.process_index[at]
    return floor.service_index[at] if place == "service" else floor.wait_index[key]
