"""The shared futures of a workshop: simulated once for each change, read by every quote, plan and warning until the next.

A refresh takes tenths of a second and runs beside the server; a quote puts one more order into each recorded future and takes
milliseconds. Nobody who asks ever waits for a refresh: they read the last one, which knows its age.
"""

import random
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.kernel.inserting import MOST_STEPS, NEVER, Futures, Scratch, index_intervals, insert
from benchpin.smith.promise.kernel.simulate import simulate
from benchpin.smith.promise.kernel.state import RUN_SLOTS, Record, empty_floor
from benchpin.smith.promise.making import Commission, Making, begin
from benchpin.smith.promise.packing import POOL, Pack, Packer, Rule, house_rule

__all__ = ["Foresight", "Insertion", "coming_orders", "empty_record", "foresee", "live", "run_once"]

FUTURES = 200
COMING_DAYS = 14
LEAST_REMEMBERED = 20  # orders; with fewer nobody knows what the next ones will be like
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Insertion:
    """Where pieces of one order found their place in each future. Minutes since the epoch; rows are futures."""

    done: Floats  # (futures, pieces)
    ready: Floats  # (futures, steps of all pieces, by row)
    began: Floats
    ended: Floats
    makings: tuple[Making, ...]

    @property
    def together(self) -> Floats:
        """When all pieces are ready, future by future: they wait for the last, and hurry or lag together."""
        return np.asarray(self.done.max(axis=1))


@dataclass(frozen=True, slots=True)
class Foresight:
    """Recorded futures of one moment. Never changed: a refresh makes another."""

    pack: Pack
    packer: Packer
    rule: Rule
    seed: int
    changes: int  # of the journal, when it was made
    done: Floats  # (futures, open jobs), minutes since the epoch
    futures: Futures

    @property
    def made_at(self) -> float:
        return self.pack.origin + self.pack.now

    def of(self, key: str) -> Floats:
        """When an open job is ready, in each future."""
        return np.asarray(self.done[:, self.pack.keys.index(key)])

    def insert(self, commissions: Sequence[Commission], *, at: float, copies: int = 1, rule: Rule | None = None) -> Insertion:
        """Put the pieces of one order, placed at `at`, into every future, `copies` times with luck of their own."""
        makings = tuple(begin(self.packer.floor, commission, at) for commission in commissions)
        pack = self.packer.pack_pieces(makings, self.pack.origin, rule or self.rule)
        rows, n = pack[2].kind.shape[0], self.futures.hands.shape[0] * copies
        done = np.empty((n, len(makings)))
        ready, began, ended = (np.full((n, rows), np.nan) for _ in range(3))
        lanes = pack[1].job.shape[0]
        scratch = Scratch(np.empty(lanes), np.empty(MOST_STEPS, np.int64), np.empty(MOST_STEPS), np.empty(MOST_STEPS))
        insert(
            self.seed, copies, at - self.pack.origin, *pack, self.pack.hands, self.pack.batches, self.pack.services,
            self.pack.luck, self.futures, scratch, done, ready, began, ended,
        )  # fmt: skip
        done = np.where(done >= NEVER, np.inf, done)
        return Insertion(
            done=done + self.pack.origin,
            ready=ready + self.pack.origin,
            began=began + self.pack.origin,
            ended=ended + self.pack.origin,
            makings=makings,
        )


def foresee(
    packer: Packer,
    *,
    seed: int,
    futures: int = FUTURES,
    coming_days: int = COMING_DAYS,
    rule: Rule = house_rule,
    extra: Sequence[Making] = (),
    workers: Executor | None = None,
    threads: int = 1,
) -> Foresight:
    """Simulate the present workshop with the orders still to come, and keep what an insertion needs.

    Args:
        extra: orders that are held but not yet placed.
        workers: threads to share the futures among; the kernel releases the GIL.
    """
    journal = packer.journal
    makings = [*journal.jobs.values(), *extra]
    pack = packer.pack(makings, coming_orders(journal, coming_days, seed), days=coming_days, rule=rule)
    done = np.full((futures, pack.jobs.mark.shape[0]), np.nan)
    kept: list[Futures | None] = [None] * futures

    def share(first: int) -> None:
        record = empty_record(pack, recording=True)
        for r in range(first, futures, threads):
            record = record._replace(done_at=done[r])
            kept[r] = _future(pack, record, seed + r)

    if workers is None or threads == 1:
        for first in range(threads):
            share(first)
    else:
        list(workers.map(share, range(threads)))
    return Foresight(
        pack=pack,
        packer=packer,
        rule=rule,
        seed=seed,
        changes=journal.changes,
        done=done[:, : len(makings)] + pack.origin,
        futures=_stacked([future for future in kept if future is not None]),
    )


def live(pack: Pack, *, seed: int, futures: int, until_job: int = -1, noise: bool = True) -> Floats:
    """Simulate without recording: (futures, jobs) when each is ready, minutes since the epoch."""
    done = np.full((futures, pack.jobs.mark.shape[0]), np.nan)
    record = empty_record(pack, recording=False)
    for r in range(futures):
        simulate(
            _floor(pack), pack.now, seed + r, noise, until_job, pack.jobs, pack.strands, pack.operations, pack.hands,
            pack.batches, pack.services, pack.luck, record._replace(done_at=done[r]),
        )  # fmt: skip
    return done + pack.origin


def run_once(pack: Pack, record: Record) -> Floats:
    """The one future in which everything takes the time expected of it: when each job is ready, minutes since the epoch."""
    done = np.full(pack.jobs.mark.shape[0], np.nan)
    simulate(
        _floor(pack), pack.now, 0, False, -1, pack.jobs, pack.strands, pack.operations, pack.hands, pack.batches, pack.services,
        pack.luck, record._replace(done_at=done),
    )  # fmt: skip
    return np.asarray(done + pack.origin)


def coming_orders(journal: Journal, days: int, seed: int) -> list[Making]:
    """Orders still to come, modelled on the last ones, POOL times as many as are expected."""
    if days == 0 or len(journal.recent) < LEAST_REMEMBERED:
        return []
    count = round(journal.beliefs.demand_per_day(journal.now, days) * days * POOL)
    dice = random.Random(seed)
    return [dice.choice(journal.recent)[1] for _ in range(count)]


def _floor(pack: Pack) -> Any:
    return empty_floor(pack.jobs, pack.strands, pack.operations, pack.hands, pack.batches, pack.services, pack.skills)


def empty_record(pack: Pack, *, recording: bool, steps: bool = False) -> Record:
    """Room for what a simulation tells: intervals and runs if `recording`, the time of every step if `steps`."""
    runs = pack.batches.run_at.shape[0] if recording else 0
    remaining = int(np.clip(pack.strands.last + 1 - pack.strands.current, 0, None).sum())
    room = int(1.4 * remaining) + 40 * pack.hands.mark.shape[0] + 64 if recording else 0
    collections = pack.services.pickup_at.shape[0] if recording else 0
    rows = pack.operations.kind.shape[0] if steps else 0
    return Record(
        done_at=np.empty(0),
        hand=np.empty(room, np.int16),
        begins=np.empty(room, np.float32),
        ends=np.empty(room, np.float32),
        priority=np.empty(room, np.float32),
        operation=np.empty(room, np.int32),
        run_free=np.empty(runs, np.int16),
        run_key=np.empty((runs, RUN_SLOTS), np.int16),
        run_left=np.empty((runs, RUN_SLOTS), np.int16),
        run_worst=np.empty((runs, RUN_SLOTS), np.float32),
        collected=np.empty(collections, np.int8),
        began=np.full(rows, np.nan),
        ended=np.full(rows, np.nan),
        counted=np.zeros(1, np.int64),
    )


def _future(pack: Pack, record: Record, seed: int) -> Futures:
    record.run_free[:] = np.repeat(pack.batches.machines, np.diff(pack.batches.runs))
    record.run_key[:] = -2
    record.collected[:] = 1
    count = simulate(
        _floor(pack), pack.now, seed, True, -1, pack.jobs, pack.strands, pack.operations, pack.hands, pack.batches,
        pack.services, pack.luck, record,
    )  # fmt: skip
    hands = pack.hands.mark.shape[0]
    future = Futures(
        hands=np.empty((1, hands + 1), np.int64),
        begins=np.empty(count, np.float32),
        ends=np.empty(count, np.float32),
        priority=np.empty(count, np.float32),
        run_free=record.run_free[None].copy(),
        run_key=record.run_key[None].copy(),
        run_left=record.run_left[None].copy(),
        run_worst=record.run_worst[None].copy(),
        collected=record.collected[None].copy(),
    )
    place = np.empty(hands + 1, np.int64)
    index_intervals(record, count, future.hands[0], place, future.begins, future.ends, future.priority)
    return future


def _stacked(futures: list[Futures]) -> Futures:
    """Futures one after the other in the same arrays."""
    stacked = Futures(*(np.concatenate(arrays) for arrays in zip(*futures, strict=True)))
    starts = np.cumsum([0] + [len(future.begins) for future in futures[:-1]])
    return stacked._replace(hands=stacked.hands + starts[:, None])
