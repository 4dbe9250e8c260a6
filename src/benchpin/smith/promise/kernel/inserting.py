"""Put one more order into a future that was recorded: where it would have found room, moving nobody.

The recorded future says when each person is busy and with how urgent work, what each batch run still has room for, and
which collections come. The new pieces take their place by their own priority: they wait for more urgent work, go before
less urgent work that has not begun, and ride in runs that have room or carry something less urgent.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.kernel.compiled import compiled
from benchpin.smith.promise.kernel.dice import between, chance, draw, normal
from benchpin.smith.promise.kernel.hours import done_at, first_after, last_window
from benchpin.smith.promise.kernel.simulate import (
    CHECK, DAY, LATENT, MATERIAL, MOST_FAILURES, REST_DRAW, RUN_SLOTS, WHERE, WORK, back_from_service,
)  # fmt: skip
from benchpin.smith.promise.kernel.tables import BATCH, BENCH, SERVICE, WORST

__all__ = ["NEVER", "Future", "index_intervals", "insert"]

NEVER: Final = 1e9  # minutes: it found no place within what was recorded
MOST_STEPS: Final = 400


class Future(NamedTuple):
    """One recorded future, its intervals sorted by hand and beginning."""

    hands: NDArray[np.int64]  # (hands + 1)
    begins: NDArray[np.float32]
    ends: NDArray[np.float32]
    priority: NDArray[np.float32]
    run_free: NDArray[np.int16]
    run_key: NDArray[np.int16]
    run_left: NDArray[np.int16]
    run_worst: NDArray[np.float32]
    collected: NDArray[np.int8]


@compiled
def index_intervals(record, count, hands, future):
    """Sort `count` recorded intervals by hand and beginning into `future`. They come nearly in order of their ends."""
    here = np.zeros(hands + 1, np.int64)
    for k in range(count):
        here[record.hand[k] + 1] += 1
    for h in range(hands):
        here[h + 1] += here[h]
    for h in range(hands + 1):
        future.hands[h] = here[h]
    place = here.copy()
    for k in range(count):
        h = record.hand[k]
        x = place[h]
        while x > here[h] and future.begins[x - 1] > record.begins[k]:
            future.begins[x] = future.begins[x - 1]
            future.ends[x] = future.ends[x - 1]
            future.priority[x] = future.priority[x - 1]
            x -= 1
        future.begins[x] = record.begins[k]
        future.ends[x] = record.ends[k]
        future.priority[x] = record.priority[k]
        place[h] += 1


@compiled
def _first_free(future, hands, h, skill, priority, t, own_hand, own_begins, own_ends, owned):
    """The first moment from `t` at which hand `h` is at work and not held by something that goes first."""
    lo = future.hands[h]
    hi = future.hands[h + 1]
    first = hands.windows[h]
    last = hands.windows[h + 1]
    k = first_after(future.ends, lo, hi, t + 1e-6)
    own = ((hands.skills[h] >> skill) & 1) == 1
    while True:
        w = last_window(hands.begins, first, last, t)
        if not (w >= first and t < hands.ends[w]):
            if w + 1 >= last:
                return NEVER
            t = hands.begins[w + 1]
        while k < hi and future.ends[k] <= t:
            k += 1
        moved = False
        if k < hi and future.begins[k] <= t:
            goes_first = future.begins[k] >= t - 0.02 and future.priority[k] > priority and future.priority[k] > 0.5 * WORST and own
            if not goes_first:
                t = np.float64(future.ends[k])
                k += 1
                moved = True
        for x in range(owned):
            if own_hand[x] == h and own_begins[x] <= t < own_ends[x]:
                t = own_ends[x]
                moved = True
        if not moved:
            return t


@compiled
def _first_run(future, batches, b, key, units, priority, t):
    """The first run at or after `t` that takes the load, or -1."""
    hi = batches.runs[b + 1]
    for k in range(first_after(batches.run_at, batches.runs[b], hi, t), hi):
        if future.run_free[k] > 0 and units <= batches.capacity[b]:
            return k
        for q in range(RUN_SLOTS):
            if future.run_key[k, q] == -2:
                break
            same = batches.keyed[b] == 0 or future.run_key[k, q] == key
            if same and (future.run_left[k, q] >= units or (future.run_worst[k, q] > priority and units <= batches.capacity[b])):
                return k
    return -1


@compiled
def _outside(future, services, v, t, u):
    """When a piece ready at `t` is back: the next collection that comes, and the service's time."""
    hi = services.pickups[v + 1]
    for k in range(first_after(services.pickup_at, services.pickups[v], hi, t), hi):
        if future.collected[k] == 1:
            return services.pickup_at[k], back_from_service(services, v, services.pickup_at[k], u, services.pickup_at[k])
    return NEVER, NEVER


@compiled
def insert(seed, copy, begins_at, jobs, strands, operations, hands, batches, services, luck, future, done, ready, began, ended):
    """Insert pieces one after the other into one future; strands are in an order in which parts come before what joins them.

    Args:
        seed: of the future, copy: which of several insertions into it; the pieces' own luck is drawn from both.
        begins_at: when the order is placed.
        done: (jobs), filled: when each piece is ready, NEVER if it finds no place.
        ready, began, ended: (operations), filled: of the last time each was done.
    """
    n = strands.job.shape[0]
    dice = seed + copy * 15_485_863
    over = np.full(n, begins_at)
    own_hand = np.empty(MOST_STEPS, np.int64)
    own_begins = np.empty(MOST_STEPS)
    own_ends = np.empty(MOST_STEPS)
    owned = 0
    parts = np.full(n, begins_at)
    for j in range(jobs.mark.shape[0]):
        done[j] = begins_at
    for s in range(n):
        j = strands.job[s]
        latent = jobs.latent[j] + jobs.latent_sd[j] * normal(dice, jobs.mark[j], LATENT)
        material = jobs.material_at[j]
        if jobs.material_told[j] >= 0:
            late = luck.late_days[jobs.material_told[j]]
            material = max(begins_at, material + draw(late, dice, jobs.mark[j], MATERIAL) * DAY)
        t = parts[s]
        o = strands.current[s]
        lane = s
        attempts = 0
        for _ in range(MOST_STEPS):
            if o > strands.last[lane]:
                if lane == s:
                    break
                lane = strands.next[strands.next_from[lane]]
                o = strands.first[lane]
                continue
            if operations.material[o] == 1 and material > t:
                t = material
            ready[o] = t
            kind = operations.kind[o]
            place = operations.place[o]
            draws = 16 * attempts
            mark = operations.mark[o]
            if kind == BENCH:
                k = operations.type[o]
                priority = t if luck.fifo[0] == 1 else operations.priority[o]
                best = NEVER
                begin = NEVER
                hand = -1
                for h in range(hands.mark.shape[0]):
                    if not ((hands.skills[h] | hands.helps[h]) >> place) & 1:
                        continue
                    c = _first_free(future, hands, h, place, priority, t, own_hand, own_begins, own_ends, owned)
                    if c + 1e-3 * h + (0.5 if not (hands.skills[h] >> place) & 1 else 0.0) < best:
                        best = c + 1e-3 * h + (0.5 if not (hands.skills[h] >> place) & 1 else 0.0)
                        hand = h
                        begin = c
                if hand < 0:
                    t = NEVER
                    break
                m = operations.log_minutes[o] + latent + luck.type_sd[k] * normal(seed, 1000 + k, 1)
                m += draw(luck.noise[k], dice, mark, draws + WORK) + hands.pace[hand, k]
                if attempts > 0:
                    m += luck.rework[0]
                lo = hands.windows[hand]
                hi = hands.windows[hand + 1]
                t = done_at(hands.begins, hands.ends, hands.before, lo, hi, begin, math.exp(m))
                began[o] = begin
                if owned < MOST_STEPS:
                    own_hand[owned] = hand
                    own_begins[owned] = begin
                    own_ends[owned] = t
                    owned += 1
            elif kind == BATCH:
                priority = t if luck.fifo[0] == 1 else operations.priority[o]
                run = _first_run(future, batches, place, operations.batch_key[o], operations.units[o], priority, t)
                if run < 0:
                    t = NEVER
                    break
                began[o] = batches.run_at[run]
                t = batches.run_at[run] + draw(batches.minutes[place], dice, mark, draws + REST_DRAW)
            elif kind == SERVICE:
                sent, t = _outside(future, services, place, t, chance(dice, mark, draws + REST_DRAW))
                began[o] = sent
                if t >= NEVER:
                    break
            else:
                began[o] = t
                t += between(luck.wait_minutes[place], chance(dice, mark, draws + REST_DRAW))
            ended[o] = t
            target = -1
            if operations.fails[o] > 0 and attempts < MOST_FAILURES and chance(dice, mark, draws + CHECK) < operations.fails[o]:
                u = chance(dice, mark, draws + WHERE)
                share = 0.0
                for q in range(operations.back_to.shape[1]):
                    share += operations.back_share[o, q]
                    if operations.back_share[o, q] > 0 and u <= share:
                        target = operations.back_to[o, q]
                        break
            if target >= 0:
                attempts += 1
                lane, o = _where_again(strands, operations, s, target)
            else:
                o += 1
        over[s] = t
        for k in range(strands.next_from[s], strands.next_from[s + 1]):
            parts[strands.next[k]] = max(parts[strands.next[k]], t)
        done[j] = max(done[j], min(t, NEVER))


@compiled
def _where_again(strands, operations, s, target):
    """The strand and operation at which a piece is taken up again, as `_send_back` of a simulation has it."""
    e = operations.strand[target]
    x = e
    steps = 0
    while x != s and steps < 64 and strands.next_from[x] < strands.next_from[x + 1]:
        x = strands.next[strands.next_from[x]]
        steps += 1
    if x == s:
        return e, target
    return s, strands.first[s]
