"""One workshop lived through once: its log, and a program that answers along it.

Track quote: the shop follows its published rule, so the log is the same for everybody and is only replayed.
Track plan: quotes at 95 % become the promises, and the program's priorities drive the benches.
"""

import statistics
import time

from scoring import score, tags_of
from simulated_workshop import DAY, Shop

SPEC = {"eval_from": 90, "eval_days": 365, "tail_days": 120, "seeds": [11, 12, 13], "utils": [0.6, 0.8, 0.92]}


def build(seed, util, size=1.0, eval_from=None, eval_days=None, *, workshop):
    ef = SPEC["eval_from"] if eval_from is None else eval_from
    ed = SPEC["eval_days"] if eval_days is None else eval_days
    days = ef + ed + SPEC["tail_days"]
    shop = workshop.make_workshop(size=size, days=days + 60)
    return shop, workshop.World(shop, seed, util, ef + ed + 60, size), ef, ed


def eval_jobs(world, ef, ed):
    return [s["job"] for t, s in world.orders() if ef * DAY <= t < (ef + ed) * DAY]


def make_log(seed, util, **kw):
    shop, world, ef, ed = build(seed, util, **kw)
    log = []
    s = Shop(shop, world, None, "quote", log)
    want = eval_jobs(world, ef, ed)
    s.run(want)
    return log, s, (ef, ed)


def replay(log, client, span, stop_after_eval=True):
    """Track A: the log does not depend on the client, so stream it."""
    ef, ed = span
    rows, quotes, spec, ms, nopen = [], {}, {}, [], 0
    cold = []
    for m in log:
        ty = m["type"]
        if ty == "quote":
            if m["t"] >= (ef + ed) * DAY:
                continue
            c0 = time.perf_counter()
            r = client.handle(m)
            ms.append((nopen, (time.perf_counter() - c0) * 1e3))
            quotes[m["id"]] = (m["t"], [max(m["t"], float(x)) for x in r["q"]])
            spec[m["id"]] = m["job"]
            continue
        if ty == "order":
            nopen += 1
        if ty == "done":
            nopen -= 1
            if m["job"] in quotes:
                t, q = quotes[m["job"]]
                row = (t, q, m["t"], *tags_of(spec[m["job"]], t))
                (rows if t >= ef * DAY else cold).append(row)
        client.handle(m)
    lat = sorted(x for _, x in ms)
    res = score(rows)
    res["cold"] = {k: v for k, v in score(cold).items() if k in ("n", "cover80", "cover95", "lead95", "lead95_eq", "pinball")}
    res["quote_ms_p50"], res["quote_ms_p95"] = round(lat[len(lat) // 2], 2), round(lat[int(0.95 * len(lat))], 2)
    return res, rows


def closed_loop(seed, util, client, promise_level=0.95, **kw):
    shop, world, ef, ed = build(seed, util, **kw)
    s = Shop(shop, world, client, "plan")
    want = eval_jobs(world, ef, ed)
    s.run(want)
    specs = {x["job"]: (t, x) for t, x in world.orders()}
    rows = [(specs[j][0], s.quotes[j], s.done[j], *tags_of(specs[j][1], specs[j][0])) for j in want if j in s.done]
    res = score(rows)
    res["unfinished"] = len(want) - len(rows)
    lat, pl = sorted(x for _, x in s.q_ms), sorted(x for _, x in s.p_ms)
    res["quote_ms_p50"], res["plan_ms_p50"] = round(lat[len(lat) // 2], 2), round(pl[len(pl) // 2], 2) if pl else None
    # tardiness against implementation-independent due dates (internal_due): the plan alone
    td = [max(0.0, s.done[j] - specs[j][1]["internal_due"]) / DAY for j in want if j in s.done]
    res["tardy_internal"] = round(statistics.fmean(td), 3)
    res["late_internal_pct"] = round(100 * sum(x > 0 for x in td) / len(td), 2)
    res["flow_mean"] = round(statistics.fmean((s.done[j] - specs[j][0]) / DAY for j in want if j in s.done), 2)
    return res, rows
