"""A journal at one moment as the arrays the simulation reads."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.floor import DAY, Floor, skill_bits
from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.kernel.state import PAST_DAYS
from benchpin.smith.promise.kernel.tables import (
    AT_HAND,
    AWAY,
    FUTURE,
    IN_BATCH,
    PRESENT,
    READY,
    WAITS_FOR_PARTS,
    Batches,
    Hands,
    Jobs,
    Luck,
    Operations,
    Services,
    Strands,
)  # fmt: skip
from benchpin.smith.promise.learning.beliefs import DEMAND_SD
from benchpin.smith.promise.making import Making, Step, mark_of

__all__ = ["HORIZON_DAYS", "Pack", "Packer", "Rule", "house_rule"]

Floats = NDArray[np.float64]
Value = TypeVar("Value", bound=np.generic)
HORIZON_DAYS = 170
MOST_BACK = 3  # operations a failed check sends back to
LONG_AGO = -1e12  # minutes: since when material is here that nobody waits for
POOL = 1.5  # sampled orders over expected ones, so that a future may have more than expected

# The priority of each row of a job, minutes since the epoch; the lower, the sooner.
Rule = Callable[["Packer", Making], Floats]


def house_rule(packer: "Packer", making: Making) -> Floats:
    """What the benches have been seen to follow: rush first and then the due day, until they show another rule."""
    return np.full(len(making.layout.kind), packer.journal.beliefs.rule.priority(making.commission, making.began_at))


@dataclass(frozen=True, slots=True)
class Pack:
    """One moment of a workshop. `origin` is the midnight all its minutes count from."""

    now: float
    origin: float
    skills: int
    keys: tuple[str, ...]  # the open jobs; sampled ones follow them unnamed
    jobs: Jobs
    strands: Strands
    operations: Operations
    hands: Hands
    batches: Batches
    services: Services
    luck: Luck

    def with_priority(self, priority: Floats) -> "Pack":
        """The same moment under another list of priorities, a number for each row."""
        return replace(
            self,
            operations=self.operations._replace(priority=np.ascontiguousarray(priority, np.float64)),
            luck=self.luck._replace(fifo=np.zeros(1, np.int64)),
        )


@dataclass(slots=True)
class _Known:
    """What is believed of one job's rows, and since when."""

    steps: tuple[Step, ...]  # two orders that are only asked about may have one name
    learned: tuple[int, int]
    log_minutes: Floats
    back_to: NDArray[np.int64]
    back_share: Floats
    latent: float
    latent_sd: float


class Packer:
    """Makes packs of one journal; keeps what does not change from one to the next."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.floor: Floor = journal.floor
        self._known: dict[str, _Known] = {}
        self._keys: dict[object, int] = {}
        self._begins = [np.array([begin for begin, _ in hand.windows]) for hand in self.floor.by_breadth]
        self._ends = [np.array([end for _, end in hand.windows]) for hand in self.floor.by_breadth]
        self._skills = np.array([skill_bits(self.floor, hand.skills) for hand in self.floor.by_breadth], np.int64)
        self._helps = np.array([skill_bits(self.floor, hand.helps) for hand in self.floor.by_breadth], np.int64)

    def pack(
        self, open_jobs: Sequence[Making], coming: Sequence[Making] = (), *, days: int = 14, rule: Rule = house_rule
    ) -> Pack:
        """Pack open jobs, and sampled orders that come within so many days with a chance of 1 / POOL each."""
        journal = self.journal
        journal.beliefs.learn(journal.now)
        origin = np.floor(journal.now / DAY) * DAY
        makings = [*open_jobs, *coming]
        operations, strands = self._work(makings, len(open_jobs), origin, rule)
        return Pack(
            now=journal.now - origin,
            origin=float(origin),
            skills=max(1, len(self.floor.skills)),
            keys=tuple(making.commission.key for making in open_jobs),
            jobs=self._jobs(makings, len(open_jobs), origin, days),
            strands=strands,
            operations=operations,
            hands=self._hands(origin),
            batches=self._batches(origin),
            services=self._services(origin),
            luck=self._luck(rule),
        )

    def pack_pieces(self, makings: Sequence[Making], origin: float, rule: Rule) -> tuple[Jobs, Strands, Operations]:
        """Pack the pieces of one order that is only asked about."""
        operations, strands = self._work(makings, len(makings), origin, rule)
        return self._jobs(makings, len(makings), origin, 0), strands, operations

    def known(self, making: Making) -> _Known:
        """What is believed of a job, learned anew when the beliefs or its own finished work have changed."""
        beliefs, commission = self.journal.beliefs, making.commission
        learned = (beliefs.version, len(beliefs.times.of_job.get(commission.key, ())))
        known = self._known.get(commission.key)
        if known is not None and known.steps != commission.steps:
            known = None
        if known is not None and known.learned == learned:
            return known
        latent, latent_sd = beliefs.times.of(commission.key, commission.design)
        if known is not None and known.learned[0] == learned[0]:
            known.learned, known.latent, known.latent_sd = learned, latent, latent_sd
            return known
        types = making.layout.type
        back_to, back_share = self._back(making)
        known = _Known(
            steps=commission.steps,
            learned=learned,
            log_minutes=making.layout.log_stated + beliefs.times.effects(types, commission.features),
            back_to=back_to,
            back_share=back_share,
            latent=latent,
            latent_sd=latent_sd,
        )
        if len(self._known) > 6000:
            self._known.clear()
        self._known[commission.key] = known
        return known

    def _back(self, making: Making) -> tuple[NDArray[np.int64], Floats]:
        """Where each row's failures go: the last earlier (or same) step of each kind, and the share of each."""
        kinds = [self.floor.kinds[kind].key for kind in making.layout.type]
        to, share = np.zeros((len(kinds), MOST_BACK), np.int64), np.zeros((len(kinds), MOST_BACK))
        for row, kind in enumerate(kinds):
            options = self.journal.beliefs.back.get(kind, {})
            found = sorted(((weight, back) for back, weight in options.items() if back in kinds[: row + 1]), reverse=True)[
                :MOST_BACK
            ]
            total = sum(weight for weight, _ in found)
            for n, (weight, back) in enumerate(found):
                to[row, n] = row - kinds[row::-1].index(back)
                share[row, n] = weight / total
        return to, share

    def _work(self, makings: Sequence[Making], n_open: int, origin: float, rule: Rule) -> tuple[Operations, Strands]:
        known = [self.known(making) for making in makings]
        layouts = [making.layout for making in makings]
        rows = np.array([len(layout.kind) for layout in layouts], np.int64)
        lanes = np.array([len(layout.first) for layout in layouts], np.int64)
        row_from = np.concatenate(([0], np.cumsum(rows)))
        lane_from = np.concatenate(([0], np.cumsum(lanes)))
        by_row, by_lane = np.repeat(row_from[:-1], rows), np.repeat(row_from[:-1], lanes)
        lane_by_row = np.repeat(lane_from[:-1], rows)
        marks = [
            making.layout.mark if n < n_open else _again(making.layout.mark, n - n_open) for n, making in enumerate(makings)
        ]
        priorities = [rule(self, making) - (origin if n < n_open else making.began_at) for n, making in enumerate(makings)]
        types = _join([layout.type for layout in layouts], np.int64)
        fails = np.array([self.journal.beliefs.fails(kind.key) for kind in self.floor.kinds] or [0.0])
        operations = Operations(
            kind=_join([layout.kind for layout in layouts], np.int64),
            place=_join([layout.place for layout in layouts], np.int64),
            type=types,
            mark=_join(marks, np.uint64),
            strand=_join([layout.strand for layout in layouts], np.int64) + lane_by_row,
            log_minutes=_join([of.log_minutes for of in known], np.float64),
            units=_join([layout.units for layout in layouts], np.int64),
            batch_key=_join([self._batch_keys(making) for making in makings], np.int64),
            material=_join([layout.material for layout in layouts], np.int64),
            attempt=_join([making.attempt for making in makings], np.int64),
            fails=fails[types],
            back_to=_join([of.back_to for of in known], np.int64, MOST_BACK) + by_row[:, None],
            back_share=_join([of.back_share for of in known], np.float64, MOST_BACK),
            priority=_join(priorities, np.float64),
        )
        who, since, state = self._progress(makings, origin)
        if n_open < len(makings):
            coming = state[lane_from[n_open] :]
            coming[coming != WAITS_FOR_PARTS] = FUTURE
        follows = [
            [n + start for n in waiting]
            for layout, start in zip(layouts, lane_from, strict=False)
            for waiting in layout.follows
        ]
        strands = Strands(
            job=np.repeat(np.arange(len(makings)), lanes),
            current=_join([making.current for making in makings], np.int64) + by_lane,
            first=_join([layout.first for layout in layouts], np.int64) + by_lane,
            last=_join([layout.last for layout in layouts], np.int64) + by_lane,
            state=state,
            who=who,
            since=since,
            needs=_join([making.needs for making in makings], np.int64),
            next_from=np.concatenate(([0], np.cumsum([len(waiting) for waiting in follows]))).astype(np.int64),
            next=np.array([n for waiting in follows for n in waiting] or [0], np.int64),
        )
        return operations, strands

    def _progress(self, makings: Sequence[Making], origin: float) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
        """Who holds each strand or which run it is in, since when, and where it stands.

        Of several pieces that one person has begun, the last is under their hands; the others wait beside them.
        """
        state = _join([making.state for making in makings], np.int64)
        who = _join([making.who for making in makings], np.int64)
        since = _join([making.since for making in makings], np.float64) - origin
        runs: dict[str, int] = {}
        held: dict[int, int] = {}  # by hand, the strand
        lane = 0
        for making in makings:
            for s in range(len(making.state)):
                if making.state[s] == IN_BATCH:
                    who[lane] = runs.setdefault(making.run[s], len(runs))
                elif making.state[s] == AT_HAND:
                    n = int(making.who[s])
                    if (other := held.get(n)) is not None:
                        state[other if since[other] <= making.since[s] else lane] = READY
                    if state[lane] == AT_HAND:
                        held[n], since[lane] = lane, making.since[s]
                lane += 1
        for n, lane in held.items():
            since[lane] = self.floor.by_breadth[n].worked(float(since[lane]), self.journal.now)
        return who, since, state

    def _batch_keys(self, making: Making) -> NDArray[np.int64]:
        layout, features = making.layout, making.commission.features
        keys = np.zeros(len(layout.kind), np.int64)
        for row in np.flatnonzero(layout.kind == 1):
            feature = self.floor.processes[int(layout.place[row])].key_feature
            if feature is not None:
                key = making.commission.steps[int(layout.step[row])].batch_key or features.get(feature)
                keys[row] = self._keys.setdefault((feature, key), len(self._keys))
        return keys

    def _jobs(self, makings: Sequence[Making], n_open: int, origin: float, days: int) -> Jobs:
        known = [self.known(making) for making in makings]
        coming = np.arange(len(makings)) >= n_open
        material = np.array([making.material_at for making in makings], float)
        awaited = material >= 0
        base = np.where(coming, np.array([making.began_at for making in makings]), origin)
        return Jobs(
            mark=np.array(
                [
                    mark_of(making.commission.key) + (0 if n < n_open else 7 * (n - n_open + 1))
                    for n, making in enumerate(makings)
                ],
                np.uint64,
            ),
            strands=np.array([int((making.current <= making.layout.last).sum()) for making in makings], np.int64),
            material_at=np.where(awaited, material - base, LONG_AGO),
            material_told=np.where(awaited, np.array([making.material_told for making in makings], np.int64), -1),
            latent=np.array([of.latent for of in known], float),
            latent_sd=np.array([of.latent_sd for of in known], float),
            comes_within=np.where(coming, days * DAY, 0.0),
            chance=np.where(coming, 1 / POOL, 1.0),
        )

    def _hands(self, origin: float) -> Hands:
        journal, beliefs = self.journal, self.journal.beliefs
        end = origin + HORIZON_DAYS * DAY
        offsets, begins, ends, before = [0], [], [], []
        for opens, closes in zip(self._begins, self._ends, strict=True):
            lo, hi = int(np.searchsorted(closes, origin - DAY)), int(np.searchsorted(opens, end))
            a = np.append(opens[lo:hi] - origin, end - origin)
            b = np.append(closes[lo:hi] - origin, end - origin + 1e7)  # past the horizon everybody works on: nothing is lost
            begins.append(a)
            ends.append(b)
            before.append(np.concatenate(([0.0], np.cumsum(b - a)[:-1])))
            offsets.append(offsets[-1] + len(a))
        where = [journal.where[hand.key] for hand in self.floor.by_breadth]
        silent = journal.silent_hands()
        return Hands(
            mark=np.array([mark_of("hand " + hand.key) for hand in self.floor.by_breadth], np.uint64),
            skills=self._skills,
            helps=self._helps,
            pace=np.ascontiguousarray([beliefs.pace(hand.key) for hand in self.floor.by_breadth]),
            where=np.array(
                [AWAY if hand.key in silent else state for hand, (state, _) in zip(self.floor.by_breadth, where, strict=True)],
                np.int64,
            ),
            away_days=np.array(
                [
                    (journal.now - silent.get(hand.key, since)) / DAY if state != PRESENT or hand.key in silent else 0.0
                    for hand, (state, since) in zip(self.floor.by_breadth, where, strict=True)
                ]
            ),
            windows=np.array(offsets, np.int64),
            begins=np.concatenate(begins),
            ends=np.concatenate(ends),
            before=np.concatenate(before),
        )

    def _batches(self, origin: float) -> Batches:
        journal, processes = self.journal, self.floor.processes
        runs, run_at = _timetable([process.runs for process in processes], origin, journal.now)
        down = journal.silent_processes() | journal.down
        return Batches(
            mark=np.array([mark_of("process " + process.key) for process in processes], np.uint64),
            machines=np.array([process.machines for process in processes], np.int64),
            capacity=np.array([process.capacity for process in processes], np.int64),
            keyed=np.array([process.key_feature is not None for process in processes], np.int64),
            least_fill=np.array([process.least_fill for process in processes], float),
            longest_wait=np.array([process.longest_wait_minutes for process in processes], float),
            minutes=journal.beliefs.process_minutes(journal.now),
            runs=runs,
            run_at=run_at,
            down=np.array([process.key in down for process in processes], np.int64),
            down_days=np.array([(journal.now - down.get(process.key, journal.now)) / DAY for process in processes], float),
        )

    def _services(self, origin: float) -> Services:
        journal, services = self.journal, self.floor.services
        closed_days = [journal.closed_days[service.key] for service in services]
        times = [
            [at for at in service.pickups if int(at // DAY) not in closed]
            for service, closed in zip(services, closed_days, strict=True)
        ]
        pickups, pickup_at = _timetable(times, origin, journal.now)
        silent = journal.silent_services()
        return Services(
            mark=np.array([mark_of("service " + service.key) for service in services], np.uint64),
            pickups=pickups,
            pickup_at=pickup_at,
            turnaround=journal.beliefs.turnaround(journal.now),
            workday=np.array([self._next_workdays(closed, origin) for closed in closed_days or [set()]], np.int64),
            back_minute=journal.beliefs.back_minute(),
            closed=np.array([service.key in silent for service in services], np.int64),
            closed_days=np.array([(journal.now - silent.get(service.key, journal.now)) / DAY for service in services], float),
        )

    def _next_workdays(self, closed: set[int], origin: float) -> list[int]:
        """For each day from PAST_DAYS before today, the place of the next working day after it."""
        today = int(origin // DAY)
        count = PAST_DAYS + HORIZON_DAYS + 60
        following, days = count - 1, [count - 1] * count
        for place in range(count - 1, -1, -1):
            days[place] = following
            day = today - PAST_DAYS + place
            if self.floor.works(day) and day not in closed:
                following = place
        return days

    def _luck(self, rule: Rule) -> Luck:
        beliefs, now = self.journal.beliefs, self.journal.now
        noise = beliefs.noise()
        return Luck(
            noise=noise,
            mean=np.log(np.exp(noise).mean(axis=1)),
            type_sd=np.sqrt(beliefs.times.operation_var),
            wait_minutes=beliefs.wait_minutes(now),
            absence_days=beliefs.absence_days(now),
            absence_rate=beliefs.absence_rate(now),
            down_days=beliefs.down_days(now),
            down_rate=np.full(max(1, len(self.floor.processes)), beliefs.down_rate()),
            replaced_days=beliefs.replaced_days(now),
            late_days=beliefs.late_days(now),
            rework=np.array([beliefs.times.rework]),
            demand_sd=np.array([DEMAND_SD]),
            fifo=np.array([int(rule is house_rule and beliefs.rule.fifo)]),
        )


def _again(mark: NDArray[np.uint64], copy: int) -> NDArray[np.uint64]:
    """The dice of the copy-th sampled order: not those of the order it was modelled on."""
    return mark + np.uint64((copy + 1) << 44)


def _join(parts: Sequence[NDArray[Any]], kind: type[Value], columns: int = 0) -> NDArray[Value]:
    if not parts:
        return np.zeros((0, columns) if columns else 0, kind)
    return np.ascontiguousarray(np.concatenate(parts), kind)


def _timetable(times: Sequence[Sequence[float]], origin: float, now: float) -> tuple[NDArray[np.int64], Floats]:
    offsets, found = [0], []
    for one in times:
        lo, hi = bisect_right(one, now), bisect_left(one, origin + HORIZON_DAYS * DAY)
        found += [at - origin for at in one[lo:hi]]
        offsets.append(len(found))
    return np.array(offsets, np.int64), np.array(found or [0.0])
