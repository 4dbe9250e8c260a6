"""What is likely in a workshop as it stands: days for a new order at any confidence, and the chance of each open promise.

The workshop's rows (`ShopState`) and what its records taught (`Experience`) become a journal; its futures are simulated once;
every question is then answered from them. Asking changes nothing: threads may share one outlook.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from benchpin.smith.making.route import Operation, Route
from benchpin.smith.promise.clock import WallClock
from benchpin.smith.promise.days import WorkingDays
from benchpin.smith.promise.dispatch import by_slack
from benchpin.smith.promise.experience import Experience, experience
from benchpin.smith.promise.floor import DAY, Floor, FloorRefused
from benchpin.smith.promise.foresight import Foresight, foresee, live
from benchpin.smith.promise.house import bench_kind, floor_of_state, must_be_possible, rest_kind, rows_of, steps_of
from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.kernel.tables import AT_HAND, IN_BATCH, OUTSIDE, RESTING
from benchpin.smith.promise.making import Commission, Making, Step, begin
from benchpin.smith.promise.model import CannotPlan, LikelyStep, OpenJob, Past, Quote, ShopState
from benchpin.smith.promise.offering import GRID, NoPlace, Offered, offer, order_by
from benchpin.smith.promise.packing import Packer
from benchpin.smith.promise.telling import Telling

__all__ = ["CONFIDENCES", "Belief", "Outlook", "Remedy", "Rush", "outlook", "serves"]

CONFIDENCES = (80, 90, 95, 99)
SEED = 1  # always the same: two questions differ by what was asked, not by luck
FUTURES, RUSH_FUTURES = 200, 200
FIRST_GUESS_DAYS = 28  # of a piece's own due day, until its own promise says it
ASKED = "asked"
ENDANGERED = 0.05  # a promise is, when so much of its chance is lost
LEARNED_FOR = timedelta(hours=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What it does if an open job goes before all others from now on."""

    chance: float  # that it is kept then
    late_days: float  # that the other promises lose together, on average


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What is believed of one kind of work here, and what it rests on."""

    kind: str  # an operation's key, with what comes before its run: "prepare cast"
    times_stated: float  # how long it takes here over what the trade's table states
    spread_percent: float  # of one piece of work about that, one standard deviation
    records: int
    again_percent: float  # how many of a hundred fail their check


@dataclass(frozen=True, slots=True, kw_only=True)
class Rush:
    """What one order that goes before all others gains, and what it does to them."""

    rushed_on: date
    plain_on: date
    late_days: float  # days late that the other promises lose together, on average
    late_days_error: float  # its standard error
    broken: float  # promises broken on average that would have been kept
    endangered: tuple[tuple[str, float, float], ...]  # open job, chance of being kept before, after


class Outlook:
    """See `outlook`."""

    def __init__(self, state: ShopState, floor: Floor, learned: Experience, now: datetime) -> None:
        self.state, self.floor, self.learned, self.made_at = state, floor, learned, now
        self.clock = learned.clock
        self._days = WorkingDays.of_workshop(state)
        self._telling = Telling(state)
        self._lock = threading.Lock()
        self.blocked: dict[str, str] = {}
        journal = Journal(floor)
        journal.beliefs = learned.beliefs
        journal.now = self.clock.minute(now)
        journal.recent = list(learned.recent)
        for job in state.jobs:
            try:
                must_be_possible(job.steps, state)
            except CannotPlan as reason:
                self.blocked[job.key] = str(reason)
                continue
            journal.jobs[job.key] = self._making(job, journal.now)
        self._packer = Packer(journal)
        extra = [] if journal.jobs else [self._nobody(journal.now)]
        self._foresight: Foresight = foresee(self._packer, seed=SEED, futures=FUTURES, rule=by_slack({}), extra=extra)

    def quote(self, *routes: Route, percent: int = 95, at: datetime | None = None) -> Quote:
        """Name a day for a new order, all of whose pieces are ready together.

        Args:
            percent: with how much confidence.
            at: when the order is placed or its stone arrives, if that is later than now.
        Raises:
            CannotPlan: if nobody here can do a step, or no run is big enough.
        """
        offered, pieces = self._offered(routes, percent, at or self.made_at)
        return self._quote(offered, routes[-1], pieces[-1], percent)

    def order_by(self, *routes: Route, percent: int, need_on: date) -> date | None:
        """The last day on which to order to have the pieces on `need_on` with this confidence; None if it is too late.

        Raises:
            CannotPlan: as `quote`.
        """
        _, pieces = self._offered(routes, percent, self.made_at)
        with self._lock:
            last = order_by(
                self._foresight,
                pieces,
                need_at=self.clock.end_of(need_on),
                level=percent / 100,
                now=self.clock.minute(self.made_at),
                correction=self.learned.correction,
            )
        return None if last is None else self.clock.day_of(last)

    def chance(self, job: str, on: date) -> float | None:
        """The probability that an open job is ready by the end of a day; None if it is blocked or not open."""
        if job not in self._foresight.pack.keys:
            return None
        return float(np.mean(self._foresight.of(job) <= self.clock.end_of(on)))

    def chance_of(self, route: Route, on: date, *, percent: int) -> float:
        """The probability that a new piece, promised with this confidence, is ready by the end of a day."""
        offered, _ = self._offered((route,), percent, self.made_at)
        return offered.chance_by(self.clock.end_of(on))

    def likely_on(self, job: str) -> date | None:
        """The day an open job is as likely ready before as after."""
        return self._job_day(job, 0.5)

    def new_day(self, job: str, *, percent: int) -> date:
        """A new day for an open job, with the confidence of a new promise.

        Raises:
            CannotPlan: if the job is blocked.
        """
        day = self._job_day(job, percent / 100)
        if day is None:
            raise CannotPlan(self.blocked.get(job, f"{job} is not open."))
        return day

    def rush(self, route: Route, *, percent: int) -> Rush:
        """What sending a new piece before all others does: every future twice, under the same luck.

        Raises:
            CannotPlan: as `quote`.
        """
        _, pieces = self._offered((route,), percent, self.made_at)
        now, jobs = self.clock.minute(self.made_at), list(self._packer.journal.jobs.values())
        runs = []
        for due in (pieces[0].due_at, now):
            asked = begin(self.floor, replace(pieces[0], due_at=due), now)
            pack = self._packer.pack([*jobs, asked], rule=by_slack({}))
            runs.append(live(pack, seed=SEED, futures=RUSH_FUTURES)[:, : len(jobs) + 1])
        due_at = np.array([making.commission.due_at for making in jobs])
        late = [np.maximum(0.0, np.nan_to_num(run[:, :-1] - due_at)) / DAY for run in runs]
        lost = (late[1] - late[0]).sum(axis=1)
        before, after = ((run[:, :-1] <= due_at).mean(axis=0) for run in runs)
        plain, rushed = (self._day(float(np.quantile(run[:, -1], percent / 100))) for run in runs)
        return Rush(
            rushed_on=rushed,
            plain_on=plain,
            late_days=float(lost.mean()),
            late_days_error=float(lost.std() / np.sqrt(RUSH_FUTURES)),
            broken=float((before - after).sum()),
            endangered=tuple(
                (making.commission.key, float(was), float(then))
                for making, was, then in zip(jobs, before, after, strict=True)
                if was - then > ENDANGERED
            ),
        )

    def remedy(self, job: str) -> Remedy | None:
        """What sending an open job before all others does; None if it is blocked or not open."""
        jobs = list(self._packer.journal.jobs.values())
        place = next((n for n, making in enumerate(jobs) if making.commission.key == job), None)
        if place is None:
            return None
        now = self.clock.minute(self.made_at)
        first = replace(jobs[place], commission=replace(jobs[place].commission, due_at=now))
        due_at = np.array([making.commission.due_at for making in jobs])
        plain, ahead = (
            live(self._packer.pack(many, rule=by_slack({})), seed=SEED, futures=RUSH_FUTURES)[:, : len(jobs)]
            for many in (jobs, [*jobs[:place], first, *jobs[place + 1 :]])
        )
        others = np.arange(len(jobs)) != place
        lost = (np.maximum(0.0, ahead - due_at) - np.maximum(0.0, plain - due_at))[:, others].sum(axis=1) / DAY
        return Remedy(chance=float(np.mean(ahead[:, place] <= due_at[place])), late_days=float(np.nanmean(lost)))

    def beliefs(self) -> list[Belief]:
        """What is believed of each kind of work at the benches, in the order of the trade's table."""
        times, beliefs = self.learned.beliefs.times, self.learned.beliefs
        return [
            Belief(
                kind=kind.key,
                times_stated=float(np.exp(times.operation[n] + times.lately[n])),
                spread_percent=100 * float(times.noise_sd[n]),
                records=int(times.counts[n]),
                again_percent=100 * beliefs.fails(kind.key),
            )
            for n, kind in enumerate(self.floor.kinds)
            if kind.place == "bench"
        ]

    def _offered(self, routes: Sequence[Route], percent: int, at: datetime) -> tuple[Offered, list[Commission]]:
        """Insert an order twice: its own promise decides its turn, so the first answer is asked with a guess."""
        for route in routes:
            must_be_possible(route.operations, self.state)
        now = max(self.clock.minute(at), self._packer.journal.now)
        due_at = now + FIRST_GUESS_DAYS * DAY
        with self._lock:
            for _ in range(2):
                pieces = [self._commission(f"{ASKED} {n}", route.operations, due_at) for n, route in enumerate(routes)]
                try:
                    offered = offer(self._foresight, pieces, now=now, correction=self.learned.correction)
                except (NoPlace, FloorRefused) as reason:
                    raise CannotPlan(str(reason)) from reason
                due_at = offered.at(percent / 100)
        return offered, pieces

    def _quote(self, offered: Offered, route: Route, piece: Commission, percent: int) -> Quote:
        level = percent / 100
        reasons = self._telling.reasons(offered.why(level, self._packer), route)
        return Quote(
            promised_on=self._day(offered.at(level)),
            likely_on=self._day(offered.at(0.5)),
            confidence_percent=percent,
            records=self.learned.records,
            days=tuple((confidence, self._day(offered.at(confidence / 100))) for confidence in CONFIDENCES),
            grid=tuple((at, self.clock.moment(minute)) for at, minute in zip(GRID, offered.grid, strict=True)),
            steps=self._likely_steps(offered, route),
            reasons=reasons,
        )

    def _likely_steps(self, offered: Offered, route: Route) -> tuple[LikelyStep, ...]:
        """When each operation of the last piece is over, as likely before as after."""
        _, places = steps_of(route.operations, self.floor)
        rows = sum(len(making.layout.kind) for making in offered.insertion.makings[:-1])
        ended = np.nanmedian(offered.insertion.ended, axis=0)[rows:]
        return tuple(
            LikelyStep(index=index, ready_at=self.clock.moment(float(ended[place[-1]])))
            for index, place in enumerate(places)
            if len(place)
        )

    def _job_day(self, job: str, level: float) -> date | None:
        if job not in self._foresight.pack.keys:
            return None
        samples = self._foresight.of(job)
        raw = np.quantile(np.nan_to_num(samples, nan=np.inf), GRID, method="inverted_cdf")
        if not np.isfinite(raw[-1]):
            return None
        moved = self.learned.correction.move(GRID, raw, self.clock.minute(self.made_at))
        return self._day(float(np.interp(level, GRID, moved)))

    def _day(self, minute: float) -> date:
        return self._days.at_or_after(self.clock.day_of(minute))

    def _commission(self, key: str, operations: Sequence[Operation], due_at: float) -> Commission:
        steps, _ = steps_of(operations, self.floor)
        return Commission(key=key, steps=steps, due_at=due_at)

    def _nobody(self, now: float) -> Making:
        """A piece of work that is over at once: an empty workshop has futures too."""
        rest = next(kind for kind in self.floor.kinds if kind.place == "wait")
        return begin(self.floor, Commission(key="nothing", steps=(Step(kind=rest.key),)), now)

    def _making(self, job: OpenJob, now: float) -> Making:
        """An open job where it stands."""
        operations = (*job.behind, *job.steps)
        steps, places = steps_of(operations, self.floor)
        ordered_at = now if job.ordered_at is None else self.clock.minute(job.ordered_at)
        commission = Commission(
            key=job.key, steps=steps, design=job.design, features=job.features, due_at=self.clock.end_of(job.due_on)
        )
        making = begin(self.floor, commission, ordered_at)
        first = len(job.behind)
        at = places[first][0] if first < len(places) and len(places[first]) else _next_row(places, first, len(steps))
        making.current[0] = at
        making.attempt[:at] = 1
        making.since[0] = making.ready_at[0] = now
        if job.not_before is not None and self.clock.minute(job.not_before) > now and job.behind:
            self._rest(making, job, places[first - 1])
        elif job.steps and job.first_step_began_at is not None:
            self._carry_on(making, job, places[first])
        return making

    def _rest(self, making: Making, job: OpenJob, place: range) -> None:
        """The piece cools or cures after its last step."""
        assert job.not_before is not None
        row = rows_of(place, making.commission.steps, rest_kind(job.behind[-1].key))
        if row is not None:
            making.current[0], making.state[0] = row, RESTING
            making.since[0] = self.clock.minute(job.not_before) - job.behind[-1].wait_minutes

    def _carry_on(self, making: Making, job: OpenJob, place: range) -> None:
        """The first step has been begun: it is under somebody's hands, in a run, or outside."""
        assert job.first_step_began_at is not None
        step, began = job.steps[0], self.clock.minute(job.first_step_began_at)
        now = self.clock.minute(self.made_at)
        if step.kind != "bench":
            row = rows_of(place, making.commission.steps, step.key)
            assert row is not None  # a run or a journey is a step of its own
            left_at = self._left_at(step, began)
            if left_at is not None and left_at <= now:
                making.current[0], making.state[0] = row, IN_BATCH if step.kind == "batch" else OUTSIDE
                making.since[0], making.run[0] = left_at, f"{step.resource} {left_at}"
                return
        row = rows_of(place, making.commission.steps, bench_kind(step))
        if row is not None and job.first_step_person in self.floor.hand_index:
            making.current[0], making.state[0] = row, AT_HAND
            making.who[0] = self.floor.hand_index[job.first_step_person]
            making.since[0] = began

    def _left_at(self, step: Operation, began: float) -> float | None:
        """The run or the collection that a piece begun then has caught."""
        if step.kind == "batch":
            times = self.floor.processes[self.floor.process_index[step.resource]].runs
        else:
            times = self.floor.services[self.floor.service_index[step.resource]].pickups
            began = began // DAY * DAY  # handed in on the day it is collected
        return next((at for at in times if at >= began), None)


def outlook(state: ShopState, past: Past, now: datetime, *, learned: Experience | None = None) -> Outlook:
    """Simulate the futures of a workshop.

    Args:
        past: what is on record.
        learned: what an earlier outlook learned from it, if it still serves; `past` is not read then.
    """
    if learned is not None:
        return Outlook(state, floor_of_state(state, learned.clock, now), learned, now)
    clock = _clock(state, past, now)
    floor = floor_of_state(state, clock, now)
    return Outlook(state, floor, experience(past, floor, clock, now), now)


def serves(learned: Experience, state: ShopState, now: datetime) -> bool:
    """Whether what was learned before still serves: it is young, and people, operations, runs and services are the same."""
    return now - learned.learned_at < LEARNED_FOR and learned.fits(floor_of_state(state, learned.clock, now))


def _clock(state: ShopState, past: Past, now: datetime) -> WallClock:
    moments = [order.ordered_at for order in past.orders[:1]] + [step.began_at for step in past.steps[:1]]
    return WallClock.since(min([now, *moments]), state.zone)


def _next_row(places: Sequence[range], first: int, end: int) -> int:
    """The first step at or after an operation that takes none itself."""
    return next((place[0] for place in places[first:] if len(place)), end)
