"""Work at the benches: who takes what, what happens when it is done, fails its check, or is put down."""

import math
from typing import Final

from benchpin.smith.promise.kernel.compiled import inlined
from benchpin.smith.promise.kernel.dice import chance, draw
from benchpin.smith.promise.kernel.hours import done_at, last_window, worked_until
from benchpin.smith.promise.kernel.queues import take
from benchpin.smith.promise.kernel.state import (
    CHECK,
    DAY,
    DONE,
    MORNING,
    MOST_FAILURES,
    RETURNS,
    WAKE,
    WHERE,
    at,
    make_ready,
    note_interval,
)  # fmt: skip
from benchpin.smith.promise.kernel.tables import WORST

__all__ = ["call_a_hand", "expected_log", "fall_ill", "finish", "strand_over", "take_work"]

PUT_DOWN: Final = 1.1  # work that is put down takes this much longer when it is taken up again


@inlined
def expected_log(operations, floor, luck, strands, s, noise):
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
def call_a_hand(floor, t, hands, skill):
    """Wake the first idle person who can do it; those with fewest skills come first, being listed first."""
    for h in range(hands.mark.shape[0]):
        if floor.busy[h] or floor.away[h] or floor.called[h] or not ((hands.skills[h] | hands.helps[h]) >> skill) & 1:
            continue
        lo = hands.windows[h]
        hi = hands.windows[h + 1]
        i = last_window(hands.begins, lo, hi, t)
        if i >= lo and t < hands.ends[i]:
            floor.called[h] = 1
            at(floor, t, WAKE, h, 0)
            return
        if i + 1 < hi:
            floor.called[h] = 1
            at(floor, hands.begins[i + 1], WAKE, h, 0)


@inlined
def take_work(floor, h, t, strands, operations, hands):
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
            at(floor, hands.begins[i + 1], WAKE, h, 0)
        return
    s = floor.queue[best, 0]
    floor.queued[best] = take(floor.first[best], floor.queue[best], floor.queued[best])
    floor.busy[h] = 1
    floor.holds[h] = s
    floor.since[h] = t
    floor.work[h] = floor.left[s] * math.exp(hands.pace[h, operations.type[floor.current[s]]])
    floor.version[h] += 1
    at(floor, done_at(hands.begins, hands.ends, hands.before, lo, hi, t, floor.work[h]), DONE, h, floor.version[h])


@inlined
def finish(floor, record, s, t, seed, noise, strands, operations):
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
    make_ready(floor, s)


@inlined
def _send_back(floor, s, target, strands, operations):
    """Take a strand up again at `target`; if that is in a strand before it, that one and all on the way are done again."""
    e = operations.strand[target]
    if e == s:
        floor.current[s] = target
        make_ready(floor, s)
        return
    steps = 0
    x = e
    while x != s and steps < 64 and strands.next_from[x] < strands.next_from[x + 1]:
        x = strands.next[strands.next_from[x]]
        steps += 1
    if x != s:  # no straight way back to here: begin this strand again
        floor.current[s] = strands.first[s]
        make_ready(floor, s)
        return
    x = e
    floor.current[e] = target
    while x != s:
        floor.strands[strands.job[s]] += 1
        x = strands.next[strands.next_from[x]]
        floor.needs[x] += 1
        floor.current[x] = strands.first[x]
    make_ready(floor, e)


@inlined
def strand_over(floor, record, s, t, strands):
    j = strands.job[s]
    floor.strands[j] -= 1
    for k in range(strands.next_from[s], strands.next_from[s + 1]):
        n = strands.next[k]
        floor.needs[n] -= 1
        if floor.needs[n] == 0:
            make_ready(floor, n)
    if floor.strands[j] == 0:
        record.done_at[j] = t
        floor.counts[2] -= 1


@inlined
def fall_ill(floor, record, h, t, seed, strands, operations, hands, luck):
    if floor.away[h] != 0:
        return
    floor.away[h] = 1
    days = max(0.4, draw(luck.absence_days, seed, hands.mark[h], 10 * floor.spells[h] + 1))
    back = math.floor(t / DAY + days) * DAY + MORNING
    if back <= t:
        back += DAY
    at(floor, back, RETURNS, h, 0)
    if floor.busy[h] == 1:
        _put_down(floor, record, h, t, strands, operations, hands)
    note_interval(record, floor, h, t, back, WORST, -1)


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
        note_interval(record, floor, h, floor.since[h], t, operations.priority[o] + floor.ahead[strands.job[s]], o)
    share = max(0.0, 1.0 - done / floor.work[h]) if floor.work[h] > 0 else 0.0
    floor.left[s] = max(3.0, floor.work[h] / math.exp(hands.pace[h, operations.type[o]]) * share * PUT_DOWN)
    make_ready(floor, s)
