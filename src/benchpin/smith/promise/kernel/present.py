"""How a simulation begins: where everybody and everything stands, and what is true of this future from its first moment."""

import math

from benchpin.smith.promise.kernel.benches import expected_log
from benchpin.smith.promise.kernel.compiled import inlined
from benchpin.smith.promise.kernel.dice import chance, draw, draw_beyond, normal
from benchpin.smith.promise.kernel.hours import done_at, first_after
from benchpin.smith.promise.kernel.runs import back_from_service
from benchpin.smith.promise.kernel.state import (
    ARRIVES,
    BACK,
    BREAKS,
    COLLECT,
    COMES,
    DAY,
    DEMAND,
    DONE,
    EMPTY,
    FALLS_ILL,
    LATENT,
    MATERIAL,
    MENDED,
    MORNING,
    OPENS,
    REST_DRAW,
    RETURNS,
    RUN,
    WHEN,
    WORK,
    at,
    make_ready,
    note_interval,
)  # fmt: skip
from benchpin.smith.promise.kernel.tables import AT_HAND, AWAY, FUTURE, IN_BATCH, OUTSIDE, RESTING, WAITS_FOR_PARTS, WORST

__all__ = ["carry_on", "deal", "next_break", "next_spell", "open_doors"]


@inlined
def deal(floor, now, seed, noise, jobs, luck):
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
def open_doors(floor, record, now, seed, noise, hands, batches, services, luck):
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
            at(floor, back, RETURNS, h, 0)
            note_interval(record, floor, h, now, back, WORST, -1)
        elif noise and luck.absence_rate[h] > 0:
            next_spell(floor, now, seed, h, hands, luck)
    for b in range(batches.mark.shape[0]):
        k = first_after(batches.run_at, batches.runs[b], batches.runs[b + 1], now)
        if k < batches.runs[b + 1]:
            at(floor, batches.run_at[k], RUN, b, k)
        if floor.down[b] == 1:
            u = chance(seed, batches.mark[b], 1) if noise else 0.5
            left = draw_beyond(luck.down_days, batches.down_days[b], u) - batches.down_days[b]
            at(floor, now + max(0.02, left) * DAY, MENDED, b, 0)
        if noise and luck.down_rate[b] > 0:
            next_break(floor, now, seed, b, batches, luck)
    for v in range(services.mark.shape[0]):
        k = first_after(services.pickup_at, services.pickups[v], services.pickups[v + 1], now)
        if k < services.pickups[v + 1]:
            at(floor, services.pickup_at[k], COLLECT, v, k)
        if floor.closed[v] == 1:
            u = chance(seed, services.mark[v], 1) if noise else 0.5
            left = draw_beyond(luck.replaced_days, services.closed_days[v], u) - services.closed_days[v]
            at(floor, now + max(0.02, left) * DAY, OPENS, v, 0)


@inlined
def next_spell(floor, t, seed, h, hands, luck):
    floor.spells[h] += 1
    gap = -math.log(chance(seed, hands.mark[h], 10 * floor.spells[h])) / luck.absence_rate[h]
    if gap < 120.0:
        at(floor, (math.floor(t / DAY + gap) + 1.0) * DAY + MORNING, FALLS_ILL, h, 0)


@inlined
def next_break(floor, t, seed, b, batches, luck):
    floor.breaks[b] += 1
    gap = -math.log(chance(seed, batches.mark[b], 10 * floor.breaks[b])) / luck.down_rate[b]
    if gap < 120.0:
        at(floor, t + gap * DAY, BREAKS, b, 0)


@inlined
def carry_on(floor, now, seed, noise, jobs, strands, operations, hands, batches, services, luck):
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
            expected = math.exp(expected_log(operations, floor, luck, strands, s, noise) + hands.pace[h, k])
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
            at(floor, done_at(hands.begins, hands.ends, hands.before, lo, hi, now, floor.work[h]), DONE, h, 0)
        elif state == IN_BATCH:
            g = strands.who[s]
            b = operations.place[o]
            if floor.run_ends[g] < 0:
                past = now - strands.since[s]
                u = chance(seed, batches.mark[b], 1_000_000 + g) if noise else 0.5
                floor.run_ends[g] = strands.since[s] + max(past + 1.0, draw_beyond(batches.minutes[b], past, u))
                floor.free[b] -= 1
                at(floor, floor.run_ends[g], EMPTY, b, 0)
            at(floor, floor.run_ends[g] + 0.001, BACK, s, 0)
        elif state == OUTSIDE:
            u = chance(seed, operations.mark[o], draws + REST_DRAW) if noise else 0.5
            at(floor, back_from_service(services, operations.place[o], strands.since[s], u, now), BACK, s, 0)
        elif state == RESTING:
            past = now - strands.since[s]
            u = chance(seed, operations.mark[o], draws + REST_DRAW) if noise else 0.5
            rest = draw_beyond(luck.wait_minutes[operations.place[o]], past, u)
            at(floor, strands.since[s] + max(past, rest), BACK, s, 0)
        elif state == FUTURE:
            if floor.needs[s] == 0:
                at(floor, floor.ahead[j], ARRIVES, s, 0)
        elif state != WAITS_FOR_PARTS:
            make_ready(floor, s)
