"""The present moment of one simulation, and what it leaves on record."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.kernel.compiled import compiled, inlined
from benchpin.smith.promise.kernel.queues import push

__all__ = [
    "ARRIVES", "BACK", "BREAKS", "CHECK", "COLLECT", "COMES", "DAY", "DEMAND", "DONE", "EMPTY", "FALLS_ILL", "HERE", "LATENT",
    "MATERIAL", "MENDED", "MORNING", "MOST_FAILURES", "OPENS", "PAST_DAYS", "REST_DRAW", "RETURNS", "RUN", "RUN_SLOTS", "WAKE",
    "WHEN", "WHERE", "WORK", "Floor", "Record", "at", "empty_floor", "make_ready", "note_interval", "urgency",
]  # fmt: skip

DAY: Final = 1440.0
PAST_DAYS: Final = 90  # how far back a piece may have been sent out
RUN_SLOTS: Final = 6  # loads of one run that are recorded; a seventh machine looks full to an insertion
MOST_FAILURES: Final = 3  # of one operation: after the third the bench gets it right
MORNING: Final = 360.0  # whoever was away is back before work begins
# What a draw is for. Draws of an operation are 16 x attempt + one of these.
WORK, CHECK, WHERE, REST_DRAW = 0, 1, 2, 3
LATENT, MATERIAL, COMES, WHEN, DEMAND = 1, 2, 3, 4, 5
# Events
DONE, WAKE, RUN, EMPTY, COLLECT, BACK, HERE, ARRIVES, FALLS_ILL, RETURNS, BREAKS, MENDED, OPENS = range(13)


class Record(NamedTuple):
    """What happened. Empty second dimensions: nothing is recorded."""

    done_at: NDArray[np.float64]  # (jobs)
    hand: NDArray[np.int16]  # (n) who was busy
    begins: NDArray[np.float32]
    ends: NDArray[np.float32]
    priority: NDArray[np.float32]
    operation: NDArray[np.int32]
    run_free: NDArray[np.int16]  # (runs) machines that stood empty
    run_key: NDArray[np.int16]  # (runs, RUN_SLOTS), -2: no load
    run_left: NDArray[np.int16]  # (runs, RUN_SLOTS) room left
    run_worst: NDArray[np.float32]  # (runs, RUN_SLOTS) the least urgent of a load
    collected: NDArray[np.int8]  # (collections) 0: they did not come
    began: NDArray[np.float64]  # (operations) of the last attempt
    ended: NDArray[np.float64]
    counted: NDArray[np.int64]  # (1) how many intervals there are


class Floor(NamedTuple):
    """The present moment of one simulation."""

    at: NDArray[np.float64]  # events
    kind: NDArray[np.int8]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    counts: NDArray[np.int64]  # 0 events, 1 ready, 2 jobs left, 3 recorded
    ready: NDArray[np.int32]
    current: NDArray[np.int64]
    needs: NDArray[np.int64]
    attempt: NDArray[np.int64]
    left: NDArray[np.float64]  # nominal work of a strand whose work was put down or is queued
    material: NDArray[np.float64]
    latent: NDArray[np.float64]
    ahead: NDArray[np.float64]  # added to the priorities of a sampled order
    strands: NDArray[np.int64]
    type_error: NDArray[np.float64]
    first: NDArray[np.float64]  # (skills, strands) queues
    queue: NDArray[np.int32]
    queued: NDArray[np.int32]
    busy: NDArray[np.int8]
    version: NDArray[np.int32]
    since: NDArray[np.float64]
    work: NDArray[np.float64]
    holds: NDArray[np.int32]
    called: NDArray[np.int8]  # a wake is under way
    away: NDArray[np.int64]
    spells: NDArray[np.int32]  # absences so far
    batch: NDArray[np.int32]  # (processes, strands) what waits for a run
    batch_since: NDArray[np.float64]
    batched: NDArray[np.int32]
    free: NDArray[np.int64]
    down: NDArray[np.int64]
    breaks: NDArray[np.int32]
    outside: NDArray[np.int32]
    waiting: NDArray[np.int32]
    closed: NDArray[np.int64]
    run_ends: NDArray[np.float64]  # of the batch runs under way at the beginning


@compiled
def empty_floor(jobs, strands, operations, hands, batches, services, skills):
    n = strands.job.shape[0]
    h = hands.mark.shape[0]
    b = max(1, batches.mark.shape[0])
    v = max(1, services.mark.shape[0])
    room = 8 * n + 70 * h + 16 * b + 4 * v + 64
    return Floor(
        np.empty(room), np.empty(room, np.int8), np.empty(room, np.int32), np.empty(room, np.int32), np.zeros(4, np.int64),
        np.empty(8 * n + 64, np.int32), strands.current.copy(), strands.needs.copy(), operations.attempt.copy(),
        np.zeros(n), jobs.material_at.copy(), np.zeros(jobs.mark.shape[0]), np.zeros(jobs.mark.shape[0]), jobs.strands.copy(),
        np.zeros(hands.pace.shape[1]), np.empty((skills, n + 1)), np.empty((skills, n + 1), np.int32),
        np.zeros(skills, np.int32),
        np.zeros(h, np.int8), np.zeros(h, np.int32), np.zeros(h), np.zeros(h), np.full(h, -1, np.int32), np.zeros(h, np.int8),
        np.zeros(h, np.int64), np.zeros(h, np.int32),
        np.empty((b, n + 1), np.int32), np.empty((b, n + 1)), np.zeros(b, np.int32), batches.machines.copy(),
        batches.down.copy(),
        np.zeros(b, np.int32), np.empty((v, n + 1), np.int32), np.zeros(v, np.int32), services.closed.copy(),
        np.full(n + 1, -1.0),
    )  # fmt: skip


@inlined
def at(floor, t, kind, a, b):
    floor.counts[0] = push(floor.at, floor.kind, floor.a, floor.b, floor.counts[0], t, kind, a, b)


@inlined
def make_ready(floor, s):
    floor.ready[floor.counts[1]] = s
    floor.counts[1] += 1


@inlined
def urgency(operations, jobs, strands, floor, s, t, fifo):
    """The priority of a strand's present operation."""
    if fifo == 1:
        return t
    return operations.priority[floor.current[s]] + floor.ahead[strands.job[s]]


@inlined
def note_interval(record, floor, hand, begins, ends, priority, operation):
    n = floor.counts[3]
    if n < record.hand.shape[0]:
        record.hand[n] = hand
        record.begins[n] = begins
        record.ends[n] = ends
        record.priority[n] = priority
        record.operation[n] = operation
        floor.counts[3] += 1
