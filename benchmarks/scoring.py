"""How good quotes were: coverage, sharpness at equal coverage, lateness, pinball loss."""

import math
import statistics

from simulated_workshop import DAY, LEVELS


def pinball(y, q, a):
    return (a if y >= q else a - 1) * (y - q)


def scale_to_cover(rows, li, target):
    """The one multiplier on (quote-now) at level li that would have given exactly `target` cover (fair sharpness)."""
    r = sorted((y - t) / max(1e-9, q[li] - t) for t, q, y, *_ in rows)
    c = r[min(len(r) - 1, math.ceil(target * len(r)) - 1)]
    return c, statistics.fmean((q[li] - t) * c for t, q, y, *_ in rows) / DAY


def score(rows, levels=LEVELS):
    """rows: (t_quote, [quoted], t_done, tags)"""
    n = len(rows)
    if not n:
        return {}
    out = {"n": n}
    for a in (0.8, 0.9, 0.95):
        i = levels.index(a)
        out[f"cover{int(a * 100)}"] = round(100 * sum(y <= q[i] for t, q, y, *_ in rows) / n, 2)
    i95, i50 = levels.index(0.95), levels.index(0.5)
    late = sorted((y - q[i95]) / DAY for t, q, y, *_ in rows)
    out["lead_real"] = round(statistics.fmean((y - t) / DAY for t, q, y, *_ in rows), 2)
    out["lead95"] = round(statistics.fmean((q[i95] - t) / DAY for t, q, y, *_ in rows), 2)
    out["lead50"] = round(statistics.fmean((q[i50] - t) / DAY for t, q, y, *_ in rows), 2)
    c, lead = scale_to_cover(rows, i95, 0.95)
    out["lead95_eq"], out["scale95"] = round(lead, 2), round(c, 3)
    out["tardy_mean"] = round(statistics.fmean(max(0, x) for x in late), 3)
    out["late_p95"] = round(late[int(0.95 * n)], 2)
    out["late_p99"] = round(late[int(0.99 * n)], 2)
    out["mae50"] = round(statistics.fmean(abs(y - q[i50]) for t, q, y, *_ in rows) / DAY, 3)
    pb = statistics.fmean(statistics.fmean(pinball(y, q[k], a) for k, a in enumerate(levels)) for t, q, y, *_ in rows) / DAY
    out["pinball"] = round(pb, 4)
    out["pinball95"] = round(statistics.fmean(pinball(y, q[i95], 0.95) for t, q, y, *_ in rows) / DAY, 4)
    g = {}
    for _t, q, y, *tags in rows:
        for k in tags:
            g.setdefault(k, []).append(y <= q[i95])
    big = {k: 100 * sum(v) / len(v) for k, v in g.items() if len(v) >= 60}
    if big:
        out["worst_group95"] = [min(big, key=big.get), round(min(big.values()), 1)]
    m = [sum(v) / len(v) * 100 for k, v in g.items() if k.startswith("m:") and len(v) >= 60]
    if m:
        out["month_cover95_min_max"] = [round(min(m), 1), round(max(m), 1)]
    return out


def tags_of(job, t):
    return ["p:" + job["product"], f"m:{int(t // (DAY * 30.4)):02d}", "rush" if job["rush"] else "std"]


def pooled(runs):
    """All runs of each program together, and ours against the others on the same quotes.

    Args:
        runs: by program, the rows of each run.
    """
    found = {}
    for name, of in runs.items():
        rows = [row for one in of for row in one]
        each = [score(one) for one in of]
        found[name] = {
            **score(rows),
            "lead95_eq_of_runs": round(statistics.fmean(one["lead95_eq"] for one in each), 2),
            "pinball_of_runs": round(statistics.fmean(one["pinball"] for one in each), 4),
            "cover95_of_runs": [min(one["cover95"] for one in each), max(one["cover95"] for one in each)],
            "worst_month95": min((one.get("month_cover95_min_max", [100.0])[0] for one in each), default=None),
        }
    if {"ours", "jiq"} <= found.keys():
        for what in ("lead95_eq_of_runs", "pinball_of_runs", "tardy_mean"):
            found["ours"][f"{what}_over_jiq"] = round(found["ours"][what] / found["jiq"][what], 3)
    return found
