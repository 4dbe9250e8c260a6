"""Put one more order into a future that was recorded: where it would have found room, moving nobody.

The recorded future says when each person is busy and with how urgent work, what each batch run still has room for, and
which collections come. The new pieces take their place by their own priority: they wait for more urgent work, go before
less urgent work that has not begun, and ride in runs that have room or carry something less urgent.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.kernel.compiled import bare
from benchpin.smith.promise.kernel.dice import between, chance, draw, normal
from benchpin.smith.promise.kernel.hours import done_at, first_after, last_window
from benchpin.smith.promise.kernel.runs import back_from_service, journey_luck, run_luck
from benchpin.smith.promise.kernel.state import CHECK, DAY, LATENT, MATERIAL, MOST_FAILURES, REST_DRAW, RUN_SLOTS, WHERE, WORK
from benchpin.smith.promise.kernel.tables import BATCH, BENCH, SERVICE, WORST

__all__ = ["MOST_STEPS", "NEVER", "Futures", "Scratch", "index_intervals", "insert"]

NEVER: Final = 1e9  # minutes: it found no place within what was recorded
MOST_STEPS: Final = 400


class Futures(NamedTuple):
    """Recorded futures, the intervals of each sorted by hand and beginning."""

    hands: NDArray[np.int64]  # (futures, hands + 1), where each hand's intervals lie
    begins: NDArray[np.float32]  # (intervals of all futures)
    ends: NDArray[np.float32]
    priority: NDArray[np.float32]
    run_free: NDArray[np.int16]  # (futures, runs)
    run_key: NDArray[np.int16]  # (futures, runs, RUN_SLOTS)
    run_left: NDArray[np.int16]
    run_worst: NDArray[np.float32]
    collected: NDArray[np.int8]  # (futures, collections)


class Scratch(NamedTuple):
    """What an insertion writes on while it works."""

    parts: NDArray[np.float64]  # (strands) when what each needs is ready
    own_hand: NDArray[np.int64]  # (MOST_STEPS) whom the pieces themselves have taken already, and when
    own_begins: NDArray[np.float64]
    own_ends: NDArray[np.float64]


@bare
def index_intervals(record, count, here, place, begins, ends, priority):
    """Sort `count` recorded intervals by hand and beginning. They come nearly in order of their ends.

    Args:
        here: (hands + 1), filled: where each hand's intervals lie.
        place: (hands + 1), scratch.
        begins, ends, priority: (count), filled.
    """
    for h in range(here.shape[0]):
        here[h] = 0
    for k in range(count):
        here[record.hand[k] + 1] += 1
    for h in range(here.shape[0] - 1):
        here[h + 1] += here[h]
    for h in range(here.shape[0]):
        place[h] = here[h]
    for k in range(count):
        h = record.hand[k]
        x = place[h]
        while x > here[h] and begins[x - 1] > record.begins[k]:
            begins[x] = begins[x - 1]
            ends[x] = ends[x - 1]
            priority[x] = priority[x - 1]
            x -= 1
        begins[x] = record.begins[k]
        ends[x] = record.ends[k]
        priority[x] = record.priority[k]
        place[h] += 1


@bare
def _first_free(future, r, hands, h, skill, priority, t, before, scratch, owned):
    """The first moment from `t` at which hand `h` is at work and not held by something that goes first.

    NEVER if that is not earlier than `before`: somebody else is free by then, and nobody looks further.
    """
    if t >= before:
        return NEVER
    lo = future.hands[r, h]
    hi = future.hands[r, h + 1]
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
            goes_first = (
                future.begins[k] >= t - 0.02 and future.priority[k] > priority and future.priority[k] > 0.5 * WORST and own
            )
            if not goes_first:
                t = np.float64(future.ends[k])
                k += 1
                moved = True
        for x in range(owned):
            if scratch.own_hand[x] == h and scratch.own_begins[x] <= t and t < scratch.own_ends[x]:
                t = scratch.own_ends[x]
                moved = True
        if t >= before:
            return NEVER
        if not moved:
            return t


@bare
def _first_run(future, r, batches, b, key, units, priority, t):
    """The first run at or after `t` that takes the load, and which of its machines; -1 and none if there is no such run.

    A load rides with what was recorded in it: it comes back when they do, and meets them again at the next bench.
    """
    hi = batches.runs[b + 1]
    for k in range(first_after(batches.run_at, batches.runs[b], hi, t), hi):
        loads = 0
        while loads < RUN_SLOTS and future.run_key[r, k, loads] != -2:
            loads += 1
        for q in range(loads):
            same = batches.keyed[b] == 0 or future.run_key[r, k, q] == key
            if same and (
                future.run_left[r, k, q] >= units or (future.run_worst[r, k, q] > priority and units <= batches.capacity[b])
            ):
                return k, future.run_free[r, k] + loads - 1 - q
        if future.run_free[r, k] > 0 and units <= batches.capacity[b]:
            return k, future.run_free[r, k] - 1
    return -1, 0


@bare
def _outside(future, r, services, v, t, seed):
    """When a piece ready at `t` is back: the next collection that comes, and the time of all that goes with it."""
    hi = services.pickups[v + 1]
    for k in range(first_after(services.pickup_at, services.pickups[v], hi, t), hi):
        if future.collected[r, k] == 1:
            sent = services.pickup_at[k]
            return sent, back_from_service(services, v, sent, journey_luck(seed, services.mark[v], sent), sent)
    return NEVER, NEVER


@bare
def _insert(
    r,
    seed,
    copy,
    begins_at,
    jobs,
    strands,
    operations,
    hands,
    batches,
    services,
    luck,
    futures,
    scratch,
    done,
    ready,
    began,
    ended,
):
    """Insert pieces one after the other into future `r`; see `insert`."""
    n = strands.job.shape[0]
    dice = seed + copy * 15_485_863
    owned = 0
    for s in range(n):
        scratch.parts[s] = begins_at
    for j in range(jobs.mark.shape[0]):
        done[j] = begins_at
    for s in range(n):
        j = strands.job[s]
        latent = jobs.latent[j] + jobs.latent_sd[j] * normal(dice, jobs.mark[j], LATENT)
        material = jobs.material_at[j]
        if jobs.material_told[j] >= 0:
            late = luck.late_days[jobs.material_told[j]]
            material = max(begins_at, material + draw(late, dice, jobs.mark[j], MATERIAL) * DAY)
        t = scratch.parts[s]
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
                    # The first in the list wins a tie, and whoever only helps stays free for their own work if they can.
                    handicap = 1e-3 * h + (0.5 if not (hands.skills[h] >> place) & 1 else 0.0)
                    c = _first_free(futures, r, hands, h, place, priority, t, best - handicap, scratch, owned)
                    if c + handicap < best:
                        best = c + handicap
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
                    scratch.own_hand[owned] = hand
                    scratch.own_begins[owned] = begin
                    scratch.own_ends[owned] = t
                    owned += 1
            elif kind == BATCH:
                priority = t if luck.fifo[0] == 1 else operations.priority[o]
                run, machine = _first_run(futures, r, batches, place, operations.batch_key[o], operations.units[o], priority, t)
                if run < 0:
                    t = NEVER
                    break
                began[o] = batches.run_at[run]
                t = batches.run_at[run] + between(
                    batches.minutes[place], run_luck(seed, batches.mark[place], batches.run_at[run], machine)
                )
            elif kind == SERVICE:
                sent, t = _outside(futures, r, services, place, t, seed)
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
        for k in range(strands.next_from[s], strands.next_from[s + 1]):
            scratch.parts[strands.next[k]] = max(scratch.parts[strands.next[k]], t)
        done[j] = max(done[j], min(t, NEVER))


@bare
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


@bare
def insert(
    first_seed,
    copies,
    begins_at,
    jobs,
    strands,
    operations,
    hands,
    batches,
    services,
    luck,
    futures,
    scratch,
    done,
    ready,
    began,
    ended,
):
    """Insert the pieces of one order into every future, `copies` times each with luck of their own.

    Strands are in an order in which parts come before what joins them. Rows of what is filled: copies of the futures.

    Args:
        first_seed: of the first future.
        begins_at: when the order is placed.
        done: (rows, jobs), filled: when each piece is ready, NEVER if it finds no place.
        ready, began, ended: (rows, operations), filled: of the last time each was done.
    """
    n = futures.hands.shape[0]
    for copy in range(copies):
        for r in range(n):
            k = copy * n + r
            _insert(
                r, first_seed + r, copy, begins_at, jobs, strands, operations, hands, batches, services, luck, futures, scratch,
                done[k], ready[k], began[k], ended[k],
            )  # fmt: skip
