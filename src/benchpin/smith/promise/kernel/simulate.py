"""One possible future of the whole workshop, event by event, as everybody follows the rule of the house.

The rule: whoever is free takes the most urgent work of their own skills, then of the skills they help with; a batch run
takes the most urgent first and what goes with it by key; a service takes all that waits at its collection.
Work is carried over nights and weekends and put down only for an absence. What a run records, an insertion reads.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.kernel.compiled import bare, compiled, inlined
from benchpin.smith.promise.kernel.dice import between, chance, draw, draw_beyond, normal
from benchpin.smith.promise.kernel.hours import done_at, first_after, last_window, worked_until
from benchpin.smith.promise.kernel.queues import pop, push, take, wait
from benchpin.smith.promise.kernel.tables import (
    AT_HAND, AWAY, BATCH, BENCH, FUTURE, GONE, IN_BATCH, OUTSIDE, RESTING, SERVICE, WAITS_FOR_PARTS, WORST,
)  # fmt: skip

__all__ = ["DAY", "PAST_DAYS", "RUN_SLOTS", "Record", "back_from_service", "empty_floor", "simulate"]

DAY: Final = 1440.0
PAST_DAYS: Final = 90  # how far back a piece may have been sent out
RUN_SLOTS: Final = 6  # loads of one run that are recorded; a seventh machine looks full to an insertion
MOST_FAILURES: Final = 3  # of one operation: after the third the bench gets it right
MOST_EVENTS: Final = 2_000_000
MORNING: Final = 360.0  # whoever was away is back before work begins
PUT_DOWN: Final = 1.1  # work that is put down takes this much longer when it is taken up again
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


class _Floor(NamedTuple):
    """The present moment of one simulation."""

    at: NDArray[np.float64]  # events
    kind: NDArray[np.int8]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    count: NDArray[np.int64]  # 0 events, 1 ready, 2 jobs left, 3 recorded
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
    return _Floor(
        np.empty(room), np.empty(room, np.int8), np.empty(room, np.int32), np.empty(room, np.int32), np.zeros(4, np.int64),
        np.empty(8 * n + 64, np.int32), strands.current.copy(), strands.needs.copy(), operations.attempt.copy(),
        np.zeros(n), jobs.material_at.copy(), np.zeros(jobs.mark.shape[0]), np.zeros(jobs.mark.shape[0]), jobs.strands.copy(),
        np.zeros(hands.pace.shape[1]), np.empty((skills, n + 1)), np.empty((skills, n + 1), np.int32), np.zeros(skills, np.int32),
        np.zeros(h, np.int8), np.zeros(h, np.int32), np.zeros(h), np.zeros(h), np.full(h, -1, np.int32), np.zeros(h, np.int8),
        np.zeros(h, np.int64), np.zeros(h, np.int32),
        np.empty((b, n + 1), np.int32), np.empty((b, n + 1)), np.zeros(b, np.int32), batches.machines.copy(), batches.down.copy(),
        np.zeros(b, np.int32), np.empty((v, n + 1), np.int32), np.zeros(v, np.int32), services.closed.copy(),
        np.full(n + 1, -1.0),
    )  # fmt: skip


@inlined
def _at(floor, t, kind, a, b):
    floor.count[0] = push(floor.at, floor.kind, floor.a, floor.b, floor.count[0], t, kind, a, b)


@inlined
def _make_ready(floor, s):
    floor.ready[floor.count[1]] = s
    floor.count[1] += 1


@inlined
def _urgency(operations, jobs, strands, floor, s, t, fifo):
    """The priority of a strand's present operation."""
    if fifo == 1:
        return t
    return operations.priority[floor.current[s]] + floor.ahead[strands.job[s]]


@inlined
def _note_interval(record, floor, hand, begins, ends, priority, operation):
    n = floor.count[3]
    if n < record.hand.shape[0]:
        record.hand[n] = hand
        record.begins[n] = begins
        record.ends[n] = ends
        record.priority[n] = priority
        record.operation[n] = operation
        floor.count[3] += 1


@bare
def back_from_service(services, v, sent, u, now):
    """When a piece sent at `sent` comes back, the draw `u` being among what is still possible."""
    n = services.turnaround.shape[1]
    day = int(math.floor(sent / DAY)) + PAST_DAYS
    day = max(0, day)
    missed = 0.0
    for k in range(n):
        at = (day - PAST_DAYS) * DAY + services.back_minute[v]
        if at <= now or k == 0:
            missed = services.turnaround[v, k]
        if k > 0 and at > now and missed + (1.0 - missed) * u <= services.turnaround[v, k]:
            return at
        day = services.workday[v, min(day, services.workday.shape[1] - 1)]
    while (day - PAST_DAYS) * DAY + services.back_minute[v] <= now:
        day = services.workday[v, min(day, services.workday.shape[1] - 1)]
    return (day - PAST_DAYS) * DAY + services.back_minute[v]


@inlined
def _deal(floor, now, seed, noise, jobs, luck):
    """Draw what is true of this future from its beginning: demand, each job's nature, when its material comes."""
    keep = math.exp(luck.demand_sd[0] * normal(seed, 11, DEMAND)) if noise else 1.0
    for k in range(floor.type_error.shape[0]):
        floor.type_error[k] = luck.type_sd[k] * normal(seed, 1000 + k, 1) if noise else 0.0
    for j in range(jobs.mark.shape[0]):
        mark = jobs.mark[j]
        floor.latent[j] = jobs.latent[j] + (jobs.latent_sd[j] * normal(seed, mark, LATENT) if noise else 0.0)
        if jobs.comes_within[j] > 0:
            comes = now + jobs.comes_within[j] * chance(seed, mark, WHEN)
            floor.ahead[j] = comes
            floor.material[j] += comes
            if chance(seed, mark, COMES) > jobs.chance[j] * keep:
                floor.strands[j] = 0
        if jobs.material_told[j] >= 0:
            due = floor.material[j]
            late = luck.late_days[jobs.material_told[j]]
            if not noise:
                floor.material[j] = max(now, due + max(0.0, late[late.shape[0] >> 1]) * DAY)
            elif due > now:
                floor.material[j] = max(now, due + draw(late, seed, mark, MATERIAL) * DAY)
            else:
                floor.material[j] = due + draw_beyond(late, (now - due) / DAY, chance(seed, mark, MATERIAL)) * DAY


@inlined
def _open_doors(floor, record, now, seed, noise, hands, batches, services, luck):
    """People, machines and services as they stand, and what will interrupt them."""
    for h in range(hands.mark.shape[0]):
        where = hands.where[h]
        if where != 0:
            table = luck.absence_days if where == AWAY else luck.replaced_days
            u = chance(seed, hands.mark[h], 1) if noise else 0.5
            left = draw_beyond(table, hands.away_days[h], u) - hands.away_days[h]
            back = math.floor(now / DAY + max(0.0, left)) * DAY + MORNING
            if back <= now:
                back += DAY
            floor.away[h] = 1
            _at(floor, back, RETURNS, h, 0)
            _note_interval(record, floor, h, now, back, WORST, -1)
        elif noise and luck.absence_rate[h] > 0:
            _next_spell(floor, now, seed, h, hands, luck)
    for b in range(batches.mark.shape[0]):
        k = first_after(batches.run_at, batches.runs[b], batches.runs[b + 1], now)
        if k < batches.runs[b + 1]:
            _at(floor, batches.run_at[k], RUN, b, k)
        if floor.down[b] == 1:
            u = chance(seed, batches.mark[b], 1) if noise else 0.5
            left = draw_beyond(luck.down_days, batches.down_days[b], u) - batches.down_days[b]
            _at(floor, now + max(0.02, left) * DAY, MENDED, b, 0)
        if noise and luck.down_rate[b] > 0:
            _next_break(floor, now, seed, b, batches, luck)
    for v in range(services.mark.shape[0]):
        k = first_after(services.pickup_at, services.pickups[v], services.pickups[v + 1], now)
        if k < services.pickups[v + 1]:
            _at(floor, services.pickup_at[k], COLLECT, v, k)
        if floor.closed[v] == 1:
            u = chance(seed, services.mark[v], 1) if noise else 0.5
            left = draw_beyond(luck.replaced_days, services.closed_days[v], u) - services.closed_days[v]
            _at(floor, now + max(0.02, left) * DAY, OPENS, v, 0)


@inlined
def _next_spell(floor, t, seed, h, hands, luck):
    floor.spells[h] += 1
    gap = -math.log(chance(seed, hands.mark[h], 10 * floor.spells[h])) / luck.absence_rate[h]
    if gap < 120.0:
        _at(floor, (math.floor(t / DAY + gap) + 1.0) * DAY + MORNING, FALLS_ILL, h, 0)


@inlined
def _next_break(floor, t, seed, b, batches, luck):
    floor.breaks[b] += 1
    gap = -math.log(chance(seed, batches.mark[b], 10 * floor.breaks[b])) / luck.down_rate[b]
    if gap < 120.0:
        _at(floor, t + gap * DAY, BREAKS, b, 0)


@inlined
def _expected(operations, floor, luck, strands, s, noise):
    """The log of what a strand's present work should take, before its own noise and the hand's pace."""
    o = floor.current[s]
    k = operations.type[o]
    m = operations.log_minutes[o] + floor.type_error[k] + floor.latent[strands.job[s]]
    if floor.attempt[o] > 0:
        m += luck.rework[0]
    if not noise:
        m += luck.mean[k]
    return m


@inlined
def _carry_on(floor, now, seed, noise, jobs, strands, operations, hands, batches, services, luck):
    """Put every strand where it stands: under somebody's hands, in a run, outside, resting, or ready."""
    for s in range(strands.job.shape[0]):
        j = strands.job[s]
        if floor.current[s] > strands.last[s] or (jobs.comes_within[j] > 0 and floor.strands[j] == 0):
            floor.current[s] = strands.last[s] + 1
            continue
        state = strands.state[s]
        o = floor.current[s]
        draws = 16 * floor.attempt[o]
        if state == AT_HAND:
            h = strands.who[s]
            k = operations.type[o]
            expected = math.exp(_expected(operations, floor, luck, strands, s, noise) + hands.pace[h, k])
            done = strands.since[s]
            if noise:
                past = math.log(max(done, 0.1) / expected)
                table = luck.noise[k]
                if past < 3.0 * table[table.shape[0] - 1]:
                    total = expected * math.exp(draw_beyond(table, past, chance(seed, operations.mark[o], draws + WORK)))
                else:  # a clock left running: what is left is a piece of work like any other
                    total = done + 0.5 * expected
            else:
                total = max(expected, done * 1.1 + 3.0)
            floor.busy[h] = 1
            floor.holds[h] = s
            floor.since[h] = now
            floor.work[h] = max(0.5, total - done)
            lo = hands.windows[h]
            hi = hands.windows[h + 1]
            _at(floor, done_at(hands.begins, hands.ends, hands.before, lo, hi, now, floor.work[h]), DONE, h, 0)
        elif state == IN_BATCH:
            g = strands.who[s]
            b = operations.place[o]
            if floor.run_ends[g] < 0:
                past = now - strands.since[s]
                u = chance(seed, batches.mark[b], 1_000_000 + g) if noise else 0.5
                floor.run_ends[g] = strands.since[s] + max(past + 1.0, draw_beyond(batches.minutes[b], past, u))
                floor.free[b] -= 1
                _at(floor, floor.run_ends[g], EMPTY, b, 0)
            _at(floor, floor.run_ends[g] + 0.001, BACK, s, 0)
        elif state == OUTSIDE:
            u = chance(seed, operations.mark[o], draws + REST_DRAW) if noise else 0.5
            _at(floor, back_from_service(services, operations.place[o], strands.since[s], u, now), BACK, s, 0)
        elif state == RESTING:
            past = now - strands.since[s]
            u = chance(seed, operations.mark[o], draws + REST_DRAW) if noise else 0.5
            rest = draw_beyond(luck.wait_minutes[operations.place[o]], past, u)
            _at(floor, strands.since[s] + max(past, rest), BACK, s, 0)
        elif state == FUTURE:
            if floor.needs[s] == 0:
                _at(floor, floor.ahead[j], ARRIVES, s, 0)
        elif state != WAITS_FOR_PARTS:
            _make_ready(floor, s)


@inlined
def _call_a_hand(floor, t, hands, skill):
    """Wake the first idle person who can do it; those with fewest skills come first, being listed first."""
    for h in range(hands.mark.shape[0]):
        if floor.busy[h] or floor.away[h] or floor.called[h] or not ((hands.skills[h] | hands.helps[h]) >> skill) & 1:
            continue
        lo = hands.windows[h]
        hi = hands.windows[h + 1]
        i = last_window(hands.begins, lo, hi, t)
        if i >= lo and t < hands.ends[i]:
            floor.called[h] = 1
            _at(floor, t, WAKE, h, 0)
            return
        if i + 1 < hi:
            floor.called[h] = 1
            _at(floor, hands.begins[i + 1], WAKE, h, 0)


@inlined
def _arrive(floor, record, s, t, seed, noise, jobs, strands, operations, hands, luck):
    """A strand is ready for its present operation: queue it where that is done."""
    o = floor.current[s]
    j = strands.job[s]
    if o > strands.last[s]:
        _strand_over(floor, record, s, t, strands)
        return
    if operations.material[o] == 1 and floor.material[j] > t:
        _at(floor, floor.material[j], HERE, s, 0)
        return
    kind = operations.kind[o]
    place = operations.place[o]
    if kind == BENCH:
        if floor.left[s] <= 0:
            k = operations.type[o]
            m = _expected(operations, floor, luck, strands, s, noise)
            if noise:
                m += draw(luck.noise[k], seed, operations.mark[o], 16 * floor.attempt[o] + WORK)
            floor.left[s] = math.exp(m)
        urgency = _urgency(operations, jobs, strands, floor, s, t, luck.fifo[0])
        floor.queued[place] = wait(floor.first[place], floor.queue[place], floor.queued[place], urgency, s)
        _call_a_hand(floor, t, hands, place)
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
        _at(floor, t + between(luck.wait_minutes[place], u), BACK, s, 0)
    if record.began.shape[0] > o:
        record.began[o] = t


@inlined
def _strand_over(floor, record, s, t, strands):
    j = strands.job[s]
    floor.strands[j] -= 1
    for k in range(strands.next_from[s], strands.next_from[s + 1]):
        n = strands.next[k]
        floor.needs[n] -= 1
        if floor.needs[n] == 0:
            _make_ready(floor, n)
    if floor.strands[j] == 0:
        record.done_at[j] = t
        floor.count[2] -= 1


@inlined
def _finish(floor, record, s, t, seed, noise, strands, operations):
    """An operation is over: the next one, or back if it fails its check."""
    o = floor.current[s]
    floor.attempt[o] += 1
    floor.left[s] = 0.0
    floor.current[s] = o + 1
    if record.ended.shape[0] > o:
        record.ended[o] = t
    if noise and operations.fails[o] > 0 and floor.attempt[o] <= MOST_FAILURES:
        draws = 16 * floor.attempt[o]
        if chance(seed, operations.mark[o], draws + CHECK) < operations.fails[o]:
            u = chance(seed, operations.mark[o], draws + WHERE)
            share = 0.0
            for q in range(operations.back_to.shape[1]):
                share += operations.back_share[o, q]
                if operations.back_share[o, q] > 0 and u <= share:
                    _send_back(floor, s, operations.back_to[o, q], strands, operations)
                    return
    _make_ready(floor, s)


@inlined
def _send_back(floor, s, target, strands, operations):
    """Take a strand up again at `target`; if that is in a strand before it, that one and all on the way are done again."""
    e = operations.strand[target]
    if e == s:
        floor.current[s] = target
        _make_ready(floor, s)
        return
    steps = 0
    x = e
    while x != s and steps < 64 and strands.next_from[x] < strands.next_from[x + 1]:
        x = strands.next[strands.next_from[x]]
        steps += 1
    if x != s:  # no straight way back to here: begin this strand again
        floor.current[s] = strands.first[s]
        _make_ready(floor, s)
        return
    x = e
    floor.current[e] = target
    while x != s:
        floor.strands[strands.job[s]] += 1
        x = strands.next[strands.next_from[x]]
        floor.needs[x] += 1
        floor.current[x] = strands.first[x]
    _make_ready(floor, e)


@inlined
def _sort_waiting(floor, b, jobs, strands, operations, fifo):
    for x in range(1, floor.batched[b]):
        s = floor.batch[b, x]
        since = floor.batch_since[b, x]
        urgency = _urgency(operations, jobs, strands, floor, s, since, fifo)
        y = x - 1
        while y >= 0 and _urgency(operations, jobs, strands, floor, floor.batch[b, y], floor.batch_since[b, y], fifo) > urgency:
            floor.batch[b, y + 1] = floor.batch[b, y]
            floor.batch_since[b, y + 1] = floor.batch_since[b, y]
            y -= 1
        floor.batch[b, y + 1] = s
        floor.batch_since[b, y + 1] = since


@inlined
def _goes_with(floor, operations, batches, b, s, key, room):
    o = floor.current[s]
    return (batches.keyed[b] == 0 or operations.batch_key[o] == key) and operations.units[o] <= room


@inlined
def _run(floor, record, b, k, t, seed, noise, jobs, strands, operations, batches, luck):
    """Start what can be started of batch process `b` at its run `k`."""
    if k + 1 < batches.runs[b + 1]:
        _at(floor, batches.run_at[k + 1], RUN, b, k + 1)
    recording = record.run_free.shape[0] > k
    if floor.down[b] == 1:
        if recording:
            record.run_free[k] = 0
        return
    _sort_waiting(floor, b, jobs, strands, operations, luck.fifo[0])
    slot = 0
    head = 0
    while floor.free[b] > 0 and head < floor.batched[b]:
        key = operations.batch_key[floor.current[floor.batch[b, head]]]
        room = batches.capacity[b]
        longest = 0.0
        for x in range(head, floor.batched[b]):
            s = floor.batch[b, x]
            if _goes_with(floor, operations, batches, b, s, key, room):
                room -= operations.units[floor.current[s]]
                longest = max(longest, t - floor.batch_since[b, x])
        filled = batches.capacity[b] - room
        if filled == 0 or (filled + 1e-9 < batches.least_fill[b] * batches.capacity[b] and longest < batches.longest_wait[b]):
            head += 1
            continue
        floor.free[b] -= 1
        u = chance(seed, batches.mark[b], 8 * int(batches.run_at[k]) + floor.free[b]) if noise else 0.5
        ends = t + between(batches.minutes[b], u)
        _at(floor, ends, EMPTY, b, 0)
        worst, room = _load(floor, record, b, head, key, ends, t, jobs, strands, operations, batches, luck)
        if recording and slot < RUN_SLOTS:
            record.run_key[k, slot] = key
            record.run_left[k, slot] = room
            record.run_worst[k, slot] = worst
            slot += 1
    if recording:
        record.run_free[k] = floor.free[b]


@inlined
def _load(floor, record, b, head, key, ends, t, jobs, strands, operations, batches, luck):
    """Fill one machine from `head` on; return the least urgent priority in it and the room left."""
    room = batches.capacity[b]
    worst = -1e18
    kept = head
    for x in range(head, floor.batched[b]):
        s = floor.batch[b, x]
        if _goes_with(floor, operations, batches, b, s, key, room):
            room -= operations.units[floor.current[s]]
            _at(floor, ends + 0.001, BACK, s, 0)
            if record.began.shape[0] > 0:
                record.began[floor.current[s]] = t
            worst = max(worst, _urgency(operations, jobs, strands, floor, s, floor.batch_since[b, x], luck.fifo[0]))
        else:
            floor.batch[b, kept] = s
            floor.batch_since[b, kept] = floor.batch_since[b, x]
            kept += 1
    floor.batched[b] = kept
    return worst, room


@inlined
def _collect(floor, record, v, k, t, seed, noise, services):
    if k + 1 < services.pickups[v + 1]:
        _at(floor, services.pickup_at[k + 1], COLLECT, v, k + 1)
    if floor.closed[v] == 1:
        if record.collected.shape[0] > k:
            record.collected[k] = 0
        return
    if floor.waiting[v] > 0:
        u = chance(seed, services.mark[v], 8 * int(services.pickup_at[k]) + 3) if noise else 0.5
        back = back_from_service(services, v, t, u, t)
        for x in range(floor.waiting[v]):
            s = floor.outside[v, x]
            _at(floor, back, BACK, s, 0)
            if record.began.shape[0] > 0:
                record.began[floor.current[s]] = t
        floor.waiting[v] = 0


@inlined
def _fall_ill(floor, record, h, t, seed, strands, operations, hands, luck):
    if floor.away[h] != 0:
        return
    floor.away[h] = 1
    days = max(0.4, draw(luck.absence_days, seed, hands.mark[h], 10 * floor.spells[h] + 1))
    back = math.floor(t / DAY + days) * DAY + MORNING
    if back <= t:
        back += DAY
    _at(floor, back, RETURNS, h, 0)
    if floor.busy[h] == 1:
        _put_down(floor, record, h, t, strands, operations, hands)
    _note_interval(record, floor, h, t, back, WORST, -1)


@inlined
def _put_down(floor, record, h, t, strands, operations, hands):
    s = floor.holds[h]
    floor.version[h] += 1
    floor.busy[h] = 0
    lo = hands.windows[h]
    hi = hands.windows[h + 1]
    done = worked_until(hands.begins, hands.ends, hands.before, lo, hi, t) - worked_until(
        hands.begins, hands.ends, hands.before, lo, hi, floor.since[h]
    )
    o = floor.current[s]
    if done > 0:
        _note_interval(record, floor, h, floor.since[h], t, operations.priority[o] + floor.ahead[strands.job[s]], o)
    share = max(0.0, 1.0 - done / floor.work[h]) if floor.work[h] > 0 else 0.0
    floor.left[s] = max(3.0, floor.work[h] / math.exp(hands.pace[h, operations.type[o]]) * share * PUT_DOWN)
    _make_ready(floor, s)


@inlined
def _take_work(floor, h, t, strands, operations, hands):
    """Give an idle person the most urgent work of their skills, or of those they help with."""
    if floor.busy[h] == 1 or floor.away[h] != 0:
        return
    best = -1
    least = 1e300
    for tier in range(2):
        mask = hands.skills[h] if tier == 0 else hands.helps[h]
        skill = 0
        while mask:
            if mask & 1 and floor.queued[skill] > 0 and floor.first[skill, 0] < least:
                least = floor.first[skill, 0]
                best = skill
            mask >>= 1
            skill += 1
        if best >= 0:
            break
    if best < 0:
        return
    lo = hands.windows[h]
    hi = hands.windows[h + 1]
    i = last_window(hands.begins, lo, hi, t)
    if not (i >= lo and t < hands.ends[i]):
        if i + 1 < hi and floor.called[h] == 0:
            floor.called[h] = 1
            _at(floor, hands.begins[i + 1], WAKE, h, 0)
        return
    s = floor.queue[best, 0]
    floor.queued[best] = take(floor.first[best], floor.queue[best], floor.queued[best])
    floor.busy[h] = 1
    floor.holds[h] = s
    floor.since[h] = t
    floor.work[h] = floor.left[s] * math.exp(hands.pace[h, operations.type[floor.current[s]]])
    floor.version[h] += 1
    _at(floor, done_at(hands.begins, hands.ends, hands.before, lo, hi, t, floor.work[h]), DONE, h, floor.version[h])


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
    _deal(floor, now, seed, noise, jobs, luck)
    for j in range(jobs.mark.shape[0]):
        if floor.strands[j] > 0:
            floor.count[2] += 1
    _open_doors(floor, record, now, seed, noise, hands, batches, services, luck)
    _carry_on(floor, now, seed, noise, jobs, strands, operations, hands, batches, services, luck)
    t = now
    for _ in range(MOST_EVENTS):
        k = 0
        while k < floor.count[1]:
            _arrive(floor, record, floor.ready[k], t, seed, noise, jobs, strands, operations, hands, luck)
            k += 1
        floor.count[1] = 0
        if floor.count[2] == 0 or floor.count[0] == 0 or (until_job >= 0 and floor.strands[until_job] == 0):
            break
        t = floor.at[0]
        kind = floor.kind[0]
        a = floor.a[0]
        b = floor.b[0]
        floor.count[0] = pop(floor.at, floor.kind, floor.a, floor.b, floor.count[0])
        if kind == DONE:
            if floor.version[a] != b or floor.busy[a] == 0:
                continue
            s = floor.holds[a]
            o = floor.current[s]
            floor.busy[a] = 0
            _note_interval(record, floor, a, floor.since[a], t, operations.priority[o] + floor.ahead[strands.job[s]], o)
            if record.began.shape[0] > o:
                record.began[o] = floor.since[a]
            if floor.called[a] == 0:
                floor.called[a] = 1
                _at(floor, t, WAKE, a, 0)
            _finish(floor, record, s, t, seed, noise, strands, operations)
        elif kind == BACK:
            _finish(floor, record, a, t, seed, noise, strands, operations)
        elif kind == WAKE:
            floor.called[a] = 0
            _take_work(floor, a, t, strands, operations, hands)
        elif kind == HERE or kind == ARRIVES:
            _make_ready(floor, a)
        elif kind == RUN:
            _run(floor, record, a, b, t, seed, noise, jobs, strands, operations, batches, luck)
        elif kind == EMPTY:
            floor.free[a] += 1
        elif kind == COLLECT:
            _collect(floor, record, a, b, t, seed, noise, services)
        elif kind == FALLS_ILL:
            _fall_ill(floor, record, a, t, seed, strands, operations, hands, luck)
        elif kind == RETURNS:
            floor.away[a] = 0
            if noise and luck.absence_rate[a] > 0:
                _next_spell(floor, t, seed, a, hands, luck)
            _take_work(floor, a, t, strands, operations, hands)
        elif kind == BREAKS:
            floor.down[a] = 1
            days = draw(luck.down_days, seed, batches.mark[a], 10 * floor.breaks[a] + 1)
            _at(floor, t + max(0.02, days) * DAY, MENDED, a, 0)
            _next_break(floor, t + days * DAY, seed, a, batches, luck)
        elif kind == MENDED:
            floor.down[a] = 0
        elif kind == OPENS:
            floor.closed[a] = 0
    return floor.count[3]
