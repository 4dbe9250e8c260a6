"""How good promised days are, on workshops that are lived through event by event, against the rules of the trade.

    python benchmarks/promise.py run                   # the study: three seeds at three loads, a year each (an hour or two)
    python benchmarks/promise.py run --seed 11 --util 0.8 --eval-days 60 --impl ours jiq con twk insertion
    python benchmarks/promise.py run --track plan --impl ours house slack edd    # promises and priorities drive the benches
    python benchmarks/promise.py run --workshop storm                # shocks that nobody announces
    python benchmarks/promise.py run --cmd "your program"            # any program that speaks the contract
    python benchmarks/promise.py gen --out log.jsonl                 # a log as JSON lines
    python benchmarks/promise.py answer < log.jsonl                  # our answers to any workshop's log, one JSON line each;
                                                                     # `answer` may be left out where stdin is a file or a pipe
    python benchmarks/promise.py run --quick                         # one seed, one load, two months
    python benchmarks/promise.py latency

The contract. A program hears one JSON message a line, in the order of time, and answers those of type `quote` and `plan`
with one JSON line. Times are minutes (float) since the epoch of the workshop, a Monday 00:00.  Messages, in time order:
  workshop  once, first: what the workshop itself states (its ESTIMATES may be wrong), see make_workshop()
  quote     {id,t,job,levels}           -> {"q":[time per level]}    a ready time for each level
  order     {t,job}                     the quoted job became an order (same job spec)
  start     {t,job,op,attempt,who}      an artisan starts op number `op` of the route
  pause     {t,job,op,attempt,who,work} put back (absence) after `work` working minutes
  finish    {t,job,op,attempt,who,work} `work` = working minutes in total (off-shift excluded)
  batch_start/batch_finish {t,resource,run,load:[[job,op],..]}
  send/back {t,service,load:[[job,op],..]}        outside service pick-up / return
  wait_start/wait_end {t,job,op}
  fail      {t,job,op,to}               a check failed, the job goes back to route index `to`
  eta/stones{t,job,eta}/{t,job}         revised / real arrival of the stones
  absent/present {t,who}, left {t,who}, down/up {t,resource}, notice{t,text,...}
  done      {t,job}
  plan      {t} (closed loop only, each working morning and every 2 h) -> {"priority":{job or "job/op": number}}
            lower = first; ops without a number keep the default (rush first, then internal_due).

Beyond the study: a route's entry may say `after`, the numbers of the steps it waits for (an assembly), and an artisan
`levels`, an operation type `level` (of skill). `--impl module:factory` names a Python callable whose object has
`handle(message)`.
"""

import argparse
import importlib
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import runs
from latency import latency
from machine import machine
from scoring import pooled

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "workshops")]
IMPLEMENTATIONS = {
    "ours": "answering:ours",
    "raw": "answering:raw",
    "house": "answering:house",
    "slack": "answering:slack",
    "con": "baselines:con",
    "twk": "baselines:twk",
    "jiq": "baselines:jiq",
    "edd": "answering:edd",
    "insertion": "answering:insertion",
}


class Command:
    """A program behind a pipe that speaks the contract."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def handle(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        if message["type"] not in ("quote", "plan"):
            return None
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def program(name, command=None):
    if command:
        return Command(command)
    module, factory = IMPLEMENTATIONS.get(name, name).split(":")
    return getattr(importlib.import_module(module), factory)()


def answer():
    """Answer a log on stdin as it comes."""
    ours = program("ours")
    for line in sys.stdin:
        reply = ours.handle(json.loads(line))
        if reply is not None:
            print(json.dumps(reply), flush=True)


def run(options):
    workshop = importlib.import_module(options.workshop)
    spec = getattr(workshop, "SPEC", runs.SPEC)
    rows = {}
    for seed in options.seed or spec["seeds"]:
        for util in options.util or spec["utils"]:
            one = {"size": options.size, "eval_days": options.eval_days, "workshop": workshop}
            log = runs.make_log(seed, util, **one) if options.track == "quote" else None
            for name in options.impl:
                ours = program(name, options.cmd)
                if log is not None:
                    result, found = runs.replay(log[0], ours, log[2])
                else:
                    result, found = runs.closed_loop(seed, util, ours, **one)
                rows.setdefault(name, []).append(found)
                print(
                    json.dumps({"workshop": options.workshop, "impl": name, "seed": seed, "util": util, **result}), flush=True
                )
    print(json.dumps({"machine": machine(), "workshop": options.workshop, "track": options.track, "pooled": pooled(rows)}))


def generate(options):
    workshop = importlib.import_module(options.workshop)
    seed, util = (options.seed or [11])[0], (options.util or [0.8])[0]
    log, _, _ = runs.make_log(seed, util, size=options.size, eval_days=options.eval_days, workshop=workshop)
    with Path(options.out or f"log_{seed}_{int(util * 100)}.jsonl").open("w") as out:
        out.writelines(json.dumps(message) + "\n" for message in log)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["answer", "run", "gen", "latency"])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--track", default="quote", choices=["quote", "plan"])
    parser.add_argument("--workshop", default="study_world", help="a module with make_workshop() and World")
    parser.add_argument("--seed", type=int, nargs="*")
    parser.add_argument("--util", type=float, nargs="*")
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--eval-days", type=int)
    parser.add_argument("--impl", nargs="*", default=["ours", "jiq", "twk", "con", "insertion"])
    parser.add_argument("--cmd")
    parser.add_argument("--out")
    options = parser.parse_args()
    if options.quick:
        options.what, options.seed, options.util, options.eval_days = "run", [11], [0.8], 60
    if options.what is None:
        options.what = "run" if sys.stdin.isatty() else "answer"
    if options.cmd:
        options.impl = ["command"]
    if options.what == "answer":
        answer()
    elif options.what == "run":
        run(options)
    elif options.what == "gen":
        generate(options)
    else:
        with ThreadPoolExecutor(2) as workers:
            print(json.dumps({"machine": machine(), "latency": latency(workers)}))


if __name__ == "__main__":
    main()
