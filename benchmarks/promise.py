"""How fast a day is named, and how often such days are kept, against the fixed lead time most workshops quote.

    python benchmarks/promise.py [--quick]

Kept days: pieces of our own four designs pass through a simulated workshop of four people with noise (see
simulated_workshop.py). Both rules quote the very same pieces. The rival is CON of the due-date literature, the rule behind
"allow four weeks": one lead time for everything, the 90th percentile of the last sixty pieces' lead times. Because the two
rules do not aim at the same share of kept promises, the rival is also compared after multiplying its quotes by the one factor,
found with hindsight, that makes it keep as many promises as we do: the fair comparison of how long customers are asked to wait.
The simulated workshop is ours, not a real one; the figures say nothing about any particular workshop.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from datetime import date, datetime, timedelta

from simulated_workshop import ZONE, Piece, SimulatedWorkshop, workshop_state

from benchpin.designs import ALL, specify
from benchpin.smith.making.route import Route
from benchpin.smith.promise import ShopState, prepare

NOW = datetime(2026, 3, 4, 11, 0, tzinfo=ZONE)
WARM_UP_DAYS = 60  # the shop fills up and the rival learns
RIVAL_LEARNS_FROM = 60  # pieces
RIVAL_QUANTILE = 0.9
RIVAL_FIRST_GUESS_DAYS = 28


def quote_rules(state: ShopState, route: Route, now: datetime, leads: list[int]) -> dict[str, date]:
    ours = prepare(state, now).quote(route)
    lately = sorted(leads[-RIVAL_LEARNS_FROM:])
    lead = lately[int(RIVAL_QUANTILE * (len(lately) - 1))] if len(lately) >= 20 else RIVAL_FIRST_GUESS_DAYS
    return {"plan": ours.promised_on, "plan_without_allowance": ours.planned_on, "con": now.date() + timedelta(days=lead)}


def latency(routes: list[Route], open_jobs: int, repeats: int) -> dict[str, float]:
    state = workshop_state(routes, open_jobs, NOW)
    plan_ms, quote_ms = [], []
    for _ in range(max(3, repeats // 10)):
        began = time.perf_counter()
        prepared = prepare(state, NOW)
        plan_ms.append((time.perf_counter() - began) * 1e3)
    for n in range(repeats):
        began = time.perf_counter()
        prepared.quote(routes[n % len(routes)])
        quote_ms.append((time.perf_counter() - began) * 1e3)
    return {
        "plan_ms_median": round(statistics.median(plan_ms), 2),
        "quote_ms_median": round(statistics.median(quote_ms), 3),
        "quote_ms_p95": round(sorted(quote_ms)[int(0.95 * repeats)], 3),
    }


def actual_lead_days(piece: Piece) -> int:
    finished, arrived = (datetime.fromtimestamp(minute * 60, ZONE).date() for minute in (piece.finished or 0, piece.arrived))
    return (finished - arrived).days


def judge(pieces: list[Piece], rule: str, factor: float = 1.0) -> dict[str, float]:
    late = [actual_lead_days(piece) - factor * piece.lead_days_quoted[rule] for piece in pieces]
    return {
        "kept_percent": round(100 * sum(days <= 0 for days in late) / len(late), 1),
        "mean_quoted_days": round(statistics.mean(factor * piece.lead_days_quoted[rule] for piece in pieces), 1),
        "mean_days_late": round(statistics.mean(max(0.0, days) for days in late), 2),
    }


def factor_to_keep(pieces: list[Piece], rule: str, kept_percent: float) -> float:
    """The factor on a rule's quotes with which it keeps that share of them."""
    ratios = sorted(actual_lead_days(piece) / piece.lead_days_quoted[rule] for piece in pieces)
    return ratios[min(len(ratios) - 1, max(0, round(kept_percent / 100 * len(ratios)) - 1))]


def kept_days(routes: list[Route], *, seeds: range, pieces_per_day: float, days: int) -> dict[str, object]:
    pieces: list[Piece] = []
    for seed in seeds:
        shop = SimulatedWorkshop(seed=seed, routes=routes, pieces_per_day=pieces_per_day, days=days, quoter=quote_rules)
        finished = shop.run()
        warm = min(piece.arrived for piece in finished) + WARM_UP_DAYS * 24 * 60
        pieces += [piece for piece in finished if piece.arrived >= warm]
    ours = judge(pieces, "plan")
    factor = factor_to_keep(pieces, "con", ours["kept_percent"])
    rival = judge(pieces, "con", factor)
    return {
        "pieces": len(pieces),
        "pieces_per_day": pieces_per_day,
        "mean_actual_days": round(statistics.mean(map(actual_lead_days, pieces)), 1),
        "plan": ours,
        "plan_without_allowance": judge(pieces, "plan_without_allowance"),
        "con": judge(pieces, "con"),
        "con_at_our_share_kept": rival,
        "our_lead_over_rivals_at_same_share_kept": round(ours["mean_quoted_days"] / rival["mean_quoted_days"], 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one seed and five months instead of three seeds and a year")
    quick = parser.parse_args().quick
    routes = [specify(design, {}).route for design in ALL]
    seeds, days = (range(11, 12), 150) if quick else (range(11, 14), 365)
    result = {
        "benchmark": "promise",
        "quick": quick,
        "machine": f"{platform.processor() or platform.machine()}, Python {platform.python_version()}",
        "latency": {str(jobs): latency(routes, jobs, 100 if quick else 400) for jobs in (40, 500)},
        "kept": {
            name: kept_days(routes, seeds=seeds, pieces_per_day=rate, days=days)
            for name, rate in (("calm", 3.0), ("busy", 3.6))
        },
        "rival": "CON: one lead time for all, 90th percentile of the last 60 pieces",
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
