"""The finite plan against the dispatch rules on the study's workshop, and its solvers against published instances.

    python benchmarks/plan.py                      # both; the last line is one JSON object
    python benchmarks/plan.py workshop --jobs 50 200
    python benchmarks/plan.py published --solver-seconds 10
    python benchmarks/plan.py --quick

The closed loop, in which the plan drives the benches of a workshop that does not do as planned, is
`benchmarks/promise.py run --track plan --impl ours edd`.
"""

import argparse
import json
import time
from functools import partial

import numpy as np
from latency import workshop_in_mid_year
from machine import machine
from published import INSTANCES, against_the_optimum
from solver import installed, lived_through

from benchpin.smith.promise.dispatch import RULES
from benchpin.smith.promise.finite import Planner, finite_plan

SIZES = {50: 0.3, 200: 1.0, 1000: 5.0}  # open jobs, and the workshop's size over the study's
SEEDS = (1, 2, 3, 4, 5)
MOST_SOLVED = 60  # open jobs; of more the solver finds no order at all in a minute (the study)


def workshop(open_jobs, *, seconds, solver_seconds, seeds):
    plans, took, rows = [], [], []
    for seed in seeds:
        ours, _ = workshop_in_mid_year(open_jobs, SIZES[open_jobs], seed=seed)
        planner = Planner(ours.packer)
        costs = {name: planner.cost(planner.listed(rule(planner.due))) for name, rule in RULES.items()}
        began = time.perf_counter()
        plan = finite_plan(ours.packer, seconds=seconds, most_tried=10**9)
        took.append(time.perf_counter() - began)
        assert plan.late_days <= min(costs.values()), "never worse than the best rule"
        plans.append(plan)
        rows.append(costs | {"plan": plan.late_days})
        if installed() and open_jobs <= MOST_SOLVED:
            rows[-1]["solver"] = _solved(planner, plan.rule, seconds, solver_seconds)
    mean = {name: round(float(np.mean([row[name] for row in rows])) / open_jobs, 3) for name in rows[0]}
    gains = [1 - plan.late_days / plan.best_rule_late_days for plan in plans]
    return {
        "operations": len(plans[-1].work),
        "late_days_a_job": mean,
        "gain_over_best_rule_pct": {"mean": _percent(np.mean(gains)), "least": _percent(min(gains))},
        "seconds_p50_p95": [round(float(np.quantile(took, q)), 2) for q in (0.5, 0.95)],
        "lists_tried": int(np.median([plan.tried for plan in plans])),
    }


def _solved(planner, rule, seconds, solver_seconds):
    """The solver, given the search's plan to begin with."""
    base = planner.listed(RULES[rule](planner.due))
    listed, _, _ = planner.improve(base, planner.cost(base), seed=1, seconds=seconds, most_tried=10**9)
    return lived_through(planner, listed, seconds=solver_seconds) or float("nan")


def _percent(share):
    return round(100 * float(share), 2)


def told(rows):
    for name, row in rows:
        print(json.dumps({name: row}), flush=True)
        yield name, row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["workshop", "published"])
    parser.add_argument("--quick", action="store_true", help="one small workshop, one instance, parts of a second")
    parser.add_argument("--jobs", type=int, nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--instances", nargs="*", default=sorted(path.stem for path in INSTANCES.glob("*.txt")))
    parser.add_argument("--seconds", type=float, default=2.0, help="of search, for each plan")
    parser.add_argument("--solver-seconds", type=float, default=10.0)
    options = parser.parse_args()
    seeds = SEEDS
    if options.quick:
        options.jobs, options.instances, seeds = [50], ["ft06"], SEEDS[:1]
        options.seconds, options.solver_seconds = 0.3, 0.5
    result = {"machine": machine(), "solver": installed()}
    if options.what != "published":
        finite_plan(workshop_in_mid_year(50, SIZES[50])[0].packer, seconds=0.1)  # compiled before it is timed
        one = partial(workshop, seconds=options.seconds, solver_seconds=options.solver_seconds, seeds=seeds)
        result["workshop"] = dict(told((str(jobs), one(jobs)) for jobs in options.jobs))
    if options.what != "workshop":
        one = partial(against_the_optimum, seconds=options.solver_seconds)
        result["published"] = dict(told((name, one(name)) for name in options.instances))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
