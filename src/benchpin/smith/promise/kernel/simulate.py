"""One possible future of the whole workshop, event by event, as everybody follows the rule of the house.

The rule: whoever is free takes the most urgent work of their own skills, then of the skills they help with; a batch run
takes the most urgent first and what goes with it by key; a service takes all that waits at its collection.
Work is carried over nights and weekends and put down only for an absence. What a run records, an insertion reads.
"""

import math
from typing import Final

from benchpin.smith.promise.kernel.benches import call_a_hand, expected_log, fall_ill, finish, strand_over, take_work
from benchpin.smith.promise.kernel.compiled import bare, inlined
from benchpin.smith.promise.kernel.dice import between, chance, draw
from benchpin.smith.promise.kernel.present import carry_on, deal, next_break, next_spell, open_doors
from benchpin.smith.promise.kernel.queues import pop, wait
from benchpin.smith.promise.kernel.runs import collect, run
from benchpin.smith.promise.kernel.state import (
    ARRIVES,
    BACK,
    BREAKS,
    COLLECT,
    DAY,
    DONE,
    EMPTY,
    FALLS_ILL,
    HERE,
    MENDED,
    OPENS,
    REST_DRAW,
    RETURNS,
    RUN,
    WAKE,
    WORK,
    at,
    make_ready,
    note_interval,
    urgency,
)  # fmt: skip
from benchpin.smith.promise.kernel.tables import BATCH, BENCH, SERVICE

__all__ = ["simulate"]

MOST_EVENTS: Final = 2_000_000


@inlined
def _arrive(floor, record, s, t, seed, noise, jobs, strands, operations, hands, luck):
    """A strand is ready for its present operation: queue it where that is done."""
    o = floor.current[s]
    j = strands.job[s]
    if o > strands.last[s]:
        strand_over(floor, record, s, t, strands)
        return
    if operations.material[o] == 1 and floor.material[j] > t:
        at(floor, floor.material[j], HERE, s, 0)
        return
    kind = operations.kind[o]
    place = operations.place[o]
    if kind == BENCH:
        if floor.left[s] <= 0:
            k = operations.type[o]
            m = expected_log(operations, floor, luck, strands, s, noise)
            if noise:
                m += draw(luck.noise[k], seed, operations.mark[o], 16 * floor.attempt[o] + WORK)
            floor.left[s] = math.exp(m)
        turn = urgency(operations, jobs, strands, floor, s, t, luck.fifo[0])
        floor.queued[place] = wait(floor.first[place], floor.queue[place], floor.queued[place], turn, s)
        call_a_hand(floor, t, hands, place)
    elif kind == BATCH:
        n = floor.batched[place]
        floor.batch[place, n] = s
        floor.batch_since[place, n] = t
        floor.batched[place] = n + 1
    elif kind == SERVICE:
        floor.outside[place, floor.waiting[place]] = s
        floor.waiting[place] += 1
    else:
        u = chance(seed, operations.mark[o], 16 * floor.attempt[o] + REST_DRAW) if noise else 0.5
        at(floor, t + between(luck.wait_minutes[place], u), BACK, s, 0)
    if record.began.shape[0] > o:
        record.began[o] = t


@bare
def simulate(floor, now, seed, noise, until_job, jobs, strands, operations, hands, batches, services, luck, record):
    """Live one future to the end of all jobs, or of `until_job` (-1: all).

    Args:
        floor: from `empty_floor`, used up.
        noise: False for the one future in which everything takes its expected time and nothing fails.
        record: filled in place; `done_at` must be nan where a job may not be finished.
    Returns:
        how many intervals were recorded.
    """
    deal(floor, now, seed, noise, jobs, luck)
    for j in range(jobs.mark.shape[0]):
        if floor.strands[j] > 0:
            floor.counts[2] += 1
    open_doors(floor, record, now, seed, noise, hands, batches, services, luck)
    carry_on(floor, now, seed, noise, jobs, strands, operations, hands, batches, services, luck)
    t = now
    for _ in range(MOST_EVENTS):
        k = 0
        while k < floor.counts[1]:
            _arrive(floor, record, floor.ready[k], t, seed, noise, jobs, strands, operations, hands, luck)
            k += 1
        floor.counts[1] = 0
        if floor.counts[2] == 0 or floor.counts[0] == 0 or (until_job >= 0 and floor.strands[until_job] == 0):
            break
        t = floor.at[0]
        kind = floor.kind[0]
        a = floor.a[0]
        b = floor.b[0]
        floor.counts[0] = pop(floor.at, floor.kind, floor.a, floor.b, floor.counts[0])
        if kind == DONE:
            if floor.version[a] != b or floor.busy[a] == 0:
                continue
            s = floor.holds[a]
            o = floor.current[s]
            floor.busy[a] = 0
            note_interval(record, floor, a, floor.since[a], t, operations.priority[o] + floor.ahead[strands.job[s]], o)
            if record.began.shape[0] > o:
                record.began[o] = floor.since[a]
            if floor.called[a] == 0:
                floor.called[a] = 1
                at(floor, t, WAKE, a, 0)
            finish(floor, record, s, t, seed, noise, strands, operations)
        elif kind == BACK:
            finish(floor, record, a, t, seed, noise, strands, operations)
        elif kind == WAKE:
            floor.called[a] = 0
            take_work(floor, a, t, strands, operations, hands)
        elif kind in (HERE, ARRIVES):
            make_ready(floor, a)
        elif kind == RUN:
            run(floor, record, a, b, t, seed, noise, jobs, strands, operations, batches, luck)
        elif kind == EMPTY:
            floor.free[a] += 1
        elif kind == COLLECT:
            collect(floor, record, a, b, t, seed, noise, services)
        elif kind == FALLS_ILL:
            fall_ill(floor, record, a, t, seed, strands, operations, hands, luck)
        elif kind == RETURNS:
            floor.away[a] = 0
            if noise and luck.absence_rate[a] > 0:
                next_spell(floor, t, seed, a, hands, luck)
            take_work(floor, a, t, strands, operations, hands)
        elif kind == BREAKS:
            floor.down[a] = 1
            days = draw(luck.down_days, seed, batches.mark[a], 10 * floor.breaks[a] + 1)
            at(floor, t + max(0.02, days) * DAY, MENDED, a, 0)
            next_break(floor, t + days * DAY, seed, a, batches, luck)
        elif kind == MENDED:
            floor.down[a] = 0
        elif kind == OPENS:
            floor.closed[a] = 0
    record.counted[0] = floor.counts[3]
    return floor.counts[3]
