"""Which work goes first: the rules a bench can follow, as priorities of every step of every job; the lower, the sooner."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.floor import DAY
from benchpin.smith.promise.kernel.tables import BATCH, BENCH, SERVICE
from benchpin.smith.promise.making import Making
from benchpin.smith.promise.packing import Packer, Rule

__all__ = ["RULES", "by_due", "by_order", "by_slack", "priorities", "remaining_minutes"]

Floats = NDArray[np.float64]
# A bench works seven and a half hours of twenty-four, five days of seven: so long does a minute of work take on the wall.
WALL_PER_WORKED = 1440.0 / 450.0 * 7.0 / 5.0
# A run is joined half a day after it is asked for, a collection a day and a half after, on average (est).
RUN_WAIT_DAYS, COLLECTION_WAIT_DAYS = 0.5, 1.5


def by_due(due: Mapping[str, float]) -> Rule:
    """The earliest promise first."""
    return lambda packer, making: np.full(len(making.layout.kind), _due(making, due))


def by_order(_due: Mapping[str, float]) -> Rule:
    """The earliest order first."""
    return lambda packer, making: np.full(len(making.layout.kind), making.began_at)


def by_slack(due: Mapping[str, float]) -> Rule:
    """The least slack first: the promise less what the job still needs from the step on, in wall time."""
    return lambda packer, making: _due(making, due) - remaining_minutes(packer, making)


def by_modified_due(due: Mapping[str, float]) -> Rule:
    """The promise less the work behind the step, but no earlier than the step can be done: short work goes before late."""

    def rule(packer: Packer, making: Making) -> Floats:
        needs = remaining_minutes(packer, making)
        own = needs - np.append(needs[1:], 0.0)
        return np.asarray(np.maximum(_due(making, due) - 1.6 * (needs - own), packer.journal.now + own))

    return rule


RULES: Final = {"due": by_due, "slack": by_slack, "modified due": by_modified_due, "order": by_order}


def remaining_minutes(packer: Packer, making: Making) -> Floats:
    """What a job needs from each of its rows to its end, without queues: wall minutes."""
    floor, beliefs, layout = packer.floor, packer.journal.beliefs, making.layout
    known = packer.known(making)
    minutes = np.exp(known.log_minutes + known.latent) * WALL_PER_WORKED
    for row in np.flatnonzero(layout.kind != BENCH):
        place = int(layout.place[row])
        if layout.kind[row] == BATCH:
            minutes[row] = floor.processes[place].stated_minutes + RUN_WAIT_DAYS * DAY
        elif layout.kind[row] == SERVICE:
            minutes[row] = (floor.services[place].stated_days * 7 / 5 + COLLECTION_WAIT_DAYS) * DAY
        else:
            seen = beliefs.waits[place].values
            minutes[row] = float(np.mean(seen[-100:])) if seen else floor.kinds[int(layout.type[row])].stated_minutes
    return np.asarray(np.cumsum(minutes[::-1])[::-1])


def priorities(packer: Packer, rule: Rule) -> dict[str, float]:
    """The rule as the contract answers it: a number for every step that is left, by "job/step"."""
    answer = {}
    for key, making in packer.journal.jobs.items():
        values = rule(packer, making)
        for lane in range(len(making.current)):
            for row in range(int(making.current[lane]), int(making.layout.last[lane]) + 1):
                answer[f"{key}/{int(making.layout.step[row])}"] = float(values[row])
    return answer


def _due(making: Making, due: Mapping[str, float]) -> float:
    return due.get(making.commission.key, making.commission.due_at)
