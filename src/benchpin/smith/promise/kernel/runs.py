"""What is done to many pieces at once: batch runs and the collections of outside services."""

from benchpin.smith.promise.kernel.compiled import bare, inlined
from benchpin.smith.promise.kernel.dice import between, chance
from benchpin.smith.promise.kernel.state import BACK, COLLECT, DAY, EMPTY, PAST_DAYS, RUN, RUN_SLOTS, at, urgency

__all__ = ["back_from_service", "collect", "journey_luck", "run", "run_luck"]


@inlined
def run(floor, record, b, k, t, seed, noise, jobs, strands, operations, batches, luck):
    """Start what can be started of batch process `b` at its run `k`."""
    if k + 1 < batches.runs[b + 1]:
        at(floor, batches.run_at[k + 1], RUN, b, k + 1)
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
        u = run_luck(seed, batches.mark[b], batches.run_at[k], floor.free[b]) if noise else 0.5
        ends = t + between(batches.minutes[b], u)
        at(floor, ends, EMPTY, b, 0)
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
            at(floor, ends + 0.001, BACK, s, 0)
            if record.began.shape[0] > 0:
                record.began[floor.current[s]] = t
            worst = max(worst, urgency(operations, jobs, strands, floor, s, floor.batch_since[b, x], luck.fifo[0]))
        else:
            floor.batch[b, kept] = s
            floor.batch_since[b, kept] = floor.batch_since[b, x]
            kept += 1
    floor.batched[b] = kept
    return worst, room


@inlined
def _goes_with(floor, operations, batches, b, s, key, room):
    o = floor.current[s]
    return (batches.keyed[b] == 0 or operations.batch_key[o] == key) and operations.units[o] <= room


@inlined
def _sort_waiting(floor, b, jobs, strands, operations, fifo):
    for x in range(1, floor.batched[b]):
        s = floor.batch[b, x]
        since = floor.batch_since[b, x]
        turn = urgency(operations, jobs, strands, floor, s, since, fifo)
        y = x - 1
        while y >= 0 and urgency(operations, jobs, strands, floor, floor.batch[b, y], floor.batch_since[b, y], fifo) > turn:
            floor.batch[b, y + 1] = floor.batch[b, y]
            floor.batch_since[b, y + 1] = floor.batch_since[b, y]
            y -= 1
        floor.batch[b, y + 1] = s
        floor.batch_since[b, y + 1] = since


@inlined
def collect(floor, record, v, k, t, seed, noise, services):
    if k + 1 < services.pickups[v + 1]:
        at(floor, services.pickup_at[k + 1], COLLECT, v, k + 1)
    if floor.closed[v] == 1:
        if record.collected.shape[0] > k:
            record.collected[k] = 0
        return
    if floor.waiting[v] > 0:
        u = journey_luck(seed, services.mark[v], services.pickup_at[k]) if noise else 0.5
        back = back_from_service(services, v, t, u, t)
        for x in range(floor.waiting[v]):
            s = floor.outside[v, x]
            at(floor, back, BACK, s, 0)
            if record.began.shape[0] > 0:
                record.began[floor.current[s]] = t
        floor.waiting[v] = 0


@bare
def run_luck(seed, mark, run_at, machine):
    """How long one machine takes in one run, as a share of all its times: the same for whoever asks."""
    return chance(seed, mark, 64 * int(run_at) + machine)


@bare
def journey_luck(seed, mark, sent):
    """How long the journey of everything collected at `sent` takes, as a share of all journeys."""
    return chance(seed, mark, 64 * int(sent) + 63)


@bare
def back_from_service(services, v, sent, u, now):
    """When a piece sent at `sent` comes back, the draw `u` being among what is still possible."""
    n = services.turnaround.shape[1]
    day = max(0, int(sent // DAY) + PAST_DAYS)
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
