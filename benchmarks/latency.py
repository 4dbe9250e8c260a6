"""How long a quote and a refresh of the shared futures take, with few and with many open jobs."""

import random
import time

import numpy as np
import study_world
from simulated_workshop import DAY, rng_for

from benchpin.smith.promise.contract import commission_of
from benchpin.smith.promise.forecaster import Forecaster
from benchpin.smith.promise.foresight import foresee
from benchpin.smith.promise.making import rest_or_wait
from benchpin.smith.promise.offering import offer

FUTURES = 200
SIZES = ((20, 0.3), (200, 1.0), (500, 2.5), (1000, 5.0))


def workshop_in_mid_year(open_jobs, size, seed=1):
    """A workshop with so many open jobs, each somewhere on its way."""
    stated = study_world.make_workshop(size=size, days=400)
    world = study_world.World(stated, seed, 0.85, 10, size)
    ours = Forecaster(corrected=False)
    ours.handle({"type": "workshop", **stated})
    dice, now = random.Random(seed), 100 * DAY + 480.0
    for k in range(open_jobs):
        t = now - dice.uniform(0, 14) * DAY
        job = world.spec(rng_for(seed, "latency", k), f"J{k}", t)
        ours.journal.now = 0.0
        ours.handle({"type": "order", "t": t, "job": job})
        making = ours.journal.jobs[job["job"]]
        making.material_at = -1.0
        making.current[0] = min(len(job["route"]) - 1, int(dice.random() * dice.random() * 1.3 * len(job["route"])))
        rest_or_wait(making, 0, now - 60.0)
    ours.journal.now = now
    return ours, [commission_of(world.spec(rng_for(seed, "asked", k), f"A{k}", now)) for k in range(50)]


def latency(workers):
    found = {}
    for open_jobs, size in SIZES:
        ours, asked = workshop_in_mid_year(open_jobs, size)
        now = ours.journal.now
        foresight = foresee(ours.packer, seed=1, futures=FUTURES, workers=workers, threads=2)
        refresh, cpu, plain, whole = [], [], [], []
        for n in range(5):
            began, worked = time.perf_counter(), time.process_time()
            foresight = foresee(ours.packer, seed=n, futures=FUTURES, workers=workers, threads=2)
            refresh.append((time.perf_counter() - began) * 1e3)
            cpu.append((time.process_time() - worked) * 1e3)
        for commission in asked:
            began = time.perf_counter()
            foresight.insert([commission], at=now)
            plain.append((time.perf_counter() - began) * 1e3)
            began = time.perf_counter()
            offer(foresight, [commission], now=now).why(0.9, ours.packer)
            whole.append((time.perf_counter() - began) * 1e3)
        began = time.perf_counter()
        for commission in asked[:48]:
            foresight.insert([commission], at=now)
        found[open_jobs] = {
            "refresh_ms": round(float(np.median(refresh)), 1),
            "refresh_cpu_ms": round(float(np.median(cpu)), 1),
            "insertion_ms_p50_p95": [round(float(np.quantile(plain, q)), 2) for q in (0.5, 0.95)],
            "quote_with_reasons_ms_p50_p95": [round(float(np.quantile(whole, q)), 2) for q in (0.5, 0.95)],
            "48_cards_ms": round((time.perf_counter() - began) * 1e3, 1),
        }
    return found
