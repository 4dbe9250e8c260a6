"""What the simulation reads: a workshop at one moment as flat arrays.

Times are minutes from the local midnight before now, negative for what is past; days count from that midnight. Logarithms
are natural, of minutes. Tables of quantiles are equally spaced from 0 to 1. `-1` stands for none.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "AT_HAND", "AWAY", "BATCH", "BENCH", "FUTURE", "GONE", "IN_BATCH", "OUTSIDE", "PRESENT", "READY", "RESTING", "SERVICE",
    "WAIT", "WAITS_FOR_PARTS", "WORST", "Batches", "Hands", "Jobs", "Luck", "Operations", "Services", "Strands",
]  # fmt: skip

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Marks = NDArray[np.uint64]

# Kinds of operation
BENCH: Final = 0
BATCH: Final = 1
SERVICE: Final = 2
WAIT: Final = 3
# Where a strand stands
READY: Final = 0
AT_HAND: Final = 1
IN_BATCH: Final = 2
OUTSIDE: Final = 3
RESTING: Final = 4
WAITS_FOR_PARTS: Final = 5
FUTURE: Final = 6
# Where a person is
PRESENT: Final = 0
AWAY: Final = 1
GONE: Final = 2  # left the workshop; somebody may replace them

WORST: Final = -1e17  # the priority of an absence: nothing goes before it


class Jobs(NamedTuple):
    """A row a job: its open jobs first, then the sampled orders still to come."""

    mark: Marks  # the job's own dice
    strands: Ints  # how many are not finished
    material_at: Floats  # when its material is due; far in the past: it has it
    material_told: Ints  # 0 the first day that was named, 1 a revised one, -1 it has its material
    latent: Floats  # what the job's own finished work says of the rest, log
    latent_sd: Floats
    comes_within: Floats  # a sampled order comes at a uniform time within so many minutes; 0 is here
    chance: Floats  # that a sampled order comes at all


class Strands(NamedTuple):
    """A row a strand: operations one after the other. Most jobs are one strand; an assembly joins several."""

    job: Ints
    current: Ints  # index of its operation; past `last` when finished
    first: Ints
    last: Ints
    state: Ints
    who: Ints  # the hand, or the group of one batch run
    since: Floats  # worked minutes at the hand; else when it began
    needs: Ints  # strands that must be finished before
    next_from: Ints  # (strands + 1): which strands wait for this one
    next: Ints


class Operations(NamedTuple):
    kind: Ints
    place: Ints  # skill, batch process, service or wait
    type: Ints
    mark: Marks
    strand: Ints
    log_minutes: Floats
    units: Ints
    batch_key: Ints
    material: Ints  # 1: not before the material is here
    attempt: Ints
    fails: Floats
    back_to: Ints  # (operations, 3), index of an operation
    back_share: Floats  # (operations, 3)
    priority: Floats  # the lower, the sooner


class Hands(NamedTuple):
    mark: Marks
    skills: Ints  # bit n: has skill n
    helps: Ints  # bit n: does it when nothing waits for their own skills
    pace: Floats  # (hands, operation types), log of their time over everybody's
    where: Ints
    away_days: Floats
    windows: Ints  # (hands + 1)
    begins: Floats
    ends: Floats
    before: Floats  # worked minutes before each window, by hand


class Batches(NamedTuple):
    mark: Marks
    machines: Ints
    capacity: Ints
    keyed: Ints
    least_fill: Floats  # share of the capacity
    longest_wait: Floats  # minutes after which a run goes half empty
    minutes: Floats  # (processes, quantiles)
    runs: Ints  # (processes + 1)
    run_at: Floats
    down: Ints
    down_days: Floats


class Services(NamedTuple):
    mark: Marks
    pickups: Ints  # (services + 1)
    pickup_at: Floats
    turnaround: Floats  # (services, n): the share back within n of their working days
    workday: Ints  # (services, days): the working day after each day, from `PAST_DAYS` before today
    back_minute: Floats  # of the day
    closed: Ints
    closed_days: Floats


class Luck(NamedTuple):
    """How the workshop varies, as far as its records tell."""

    noise: Floats  # (operation types, quantiles), log: one piece of work against its expectation
    mean: Floats  # (operation types), log of the mean of that
    type_sd: Floats  # what is not known about each type, log
    wait_minutes: Floats  # (waits, quantiles)
    absence_days: Floats  # quantiles
    absence_rate: Floats  # (hands), a day
    down_days: Floats
    down_rate: Floats  # (processes), a day
    replaced_days: Floats
    late_days: Floats  # (2, quantiles): material against its first day, against a revised day
    rework: Floats  # (1), log of rework's time over the first time's
    demand_sd: Floats  # (1), log
    fifo: Ints  # (1), 1: whoever waits longest is served first, whatever their priority
