"""Everything a workshop believes of its times and chances at one moment, with how much of it its own records say."""

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.floor import DAY, LEVEL_PACE, Floor
from benchpin.smith.promise.learning.chances import Counted, Demand, Lately
from benchpin.smith.promise.learning.rules import RuleWatch
from benchpin.smith.promise.learning.spread import around, spread
from benchpin.smith.promise.learning.times import Record, Times, fit

__all__ = ["Beliefs"]

Floats = NDArray[np.float64]
FIT_EVERY_DAYS, FIT_DAILY_UNTIL_DAY = 4, 40
MOST_TURNAROUND_DAYS = 45
PROCESS_SD = 0.10  # log, before any record
WAIT_COUNTS, PROCESS_COUNTS, SERVICE_COUNTS, CHECK_COUNTS, BACK_COUNTS = 4.0, 4.0, 8.0, 40.0, 12.0
HALF_LIFE_DAYS = 120.0
# Days away, ill: half of all spells of UK manual workers last one or two days, one in ten a week or more
# (ONS, Sickness absence in the UK labour market, 2024; days as quantiles).
ILL_DAYS = np.array([0.6, 1.0, 1.0, 1.0, 1.0, 1.3, 2.0, 2.0, 2.0, 3.0, 3.0, 4.0, 5.0, 7.0, 10.0, 20.0])
ILL_A_DAY = 0.0085  # spells a person and calendar day: about three a year (est)
DOWN_DAYS = np.array([0.2, 0.4, 0.6, 0.9, 1.1, 1.4, 1.7, 2.0, 2.5, 4.0, 8.0])
DOWN_A_DAY = 1 / 120
# Until a service that does not come comes again, or somebody who left is replaced.
REPLACED_DAYS = np.array([2.0, 4.0, 7.0, 9.0, 12.0, 14.0, 18.0, 21.0, 28.0, 35.0, 50.0, 80.0])
# Material against its day: three in four on it, one in five some days late, the rest a week or more (est).
LATE_DAYS = np.concatenate((np.linspace(-0.6, 0.5, 14), [1.0, 1.8, 2.6, 3.6], [6.0, 10.0]))
LATE_AGAIN_DAYS = np.concatenate((np.linspace(-0.3, 0.3, 16), [1.0, 2.0, 4.0, 7.0]))
SERVICE_SHAPE = ((-1, 2.0), (0, 4.0), (1, 2.0), (2, 1.0), (3, 0.5), (5, 0.3), (8, 0.2))  # days about the stated, weight
DEMAND_SD = 0.2  # of the demand of the coming weeks about what is expected, log


class Beliefs:
    """What is believed; told by a journal what happens, asked by whoever packs a simulation."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.version = 0
        self.times = Times(types=len(floor.kinds), rework=float(np.log(floor.rework)))
        self.records: list[Record] = []
        self.processes = [Lately() for _ in floor.processes]
        self.waits = [Lately() for _ in floor.wait_index]
        self.turnarounds = [Lately(most=3000) for _ in floor.services]
        self.return_minutes = [Lately(most=60) for _ in floor.services]
        self.checks = {
            kind.key: Counted(kind.fails * CHECK_COUNTS, CHECK_COUNTS, HALF_LIFE_DAYS)
            for kind in floor.kinds
            if kind.fails is not None
        }
        self.back = {kind.key: {to: BACK_COUNTS * share for to, share in kind.back_to.items()} for kind in floor.kinds}
        self.spells = Lately()
        self.spell_counts = {hand.key: 0 for hand in floor.hands}
        self.repairs = Lately()
        self.replaced = Lately()
        self.late = (Lately(), Lately())
        self.demand = Demand()
        self.rule = RuleWatch()
        self.seen_days = 0.0
        self._fitted_on = -1
        self._fitted_records = 0

    def learn(self, now: float) -> None:
        """Fit the times again if that is due: daily at first, then every few days."""
        self.seen_days = max(self.seen_days, now / DAY)
        day = int(now // DAY)
        wait = 1 if day < FIT_DAILY_UNTIL_DAY else FIT_EVERY_DAYS
        if self._fitted_on >= 0 and day < self._fitted_on + wait:
            return
        self._fitted_on = day
        if len(self.records) != self._fitted_records:
            self._fitted_records = len(self.records)
            fit(self.times, self.records, now)
        self.version += 1

    def worked(self, record: Record) -> None:
        self.records.append(record)
        self.times.add(record)

    def checked(self, kind: str, *, failed_to: str | None, now: float) -> None:
        """A check was passed, or sent the piece back to an operation."""
        if failed_to is None:
            if kind in self.checks:
                self.checks[kind].add(0.0, 1.0, now)
            return
        # The attempt itself was counted when it was finished.
        self.checks.setdefault(kind, Counted(0.02 * CHECK_COUNTS, CHECK_COUNTS, HALF_LIFE_DAYS)).add(1.0, 0.0, now)
        back = self.back.setdefault(kind, {})
        back[failed_to] = back.get(failed_to, 0.0) + 1.0

    def fails(self, kind: str) -> float:
        return min(0.6, self.checks[kind].share) if kind in self.checks else 0.0

    def noise(self) -> Floats:
        return self.times.noise()

    def pace(self, hand: str) -> Floats:
        """A person's time by operation type: what was learned, over what their level of skill says."""
        person = next(person for person in self.floor.hands if person.key == hand)
        level = [
            LEVEL_PACE.get(max(person.skills.get(kind.at, 0), person.helps.get(kind.at, 0)), 1.0)
            if kind.place == "bench"
            else 1.0
            for kind in self.floor.kinds
        ]
        return np.asarray(self.times.pace(hand) + np.log(level))

    def level_pace(self, hand: str, kind: int) -> float:
        person = next(person for person in self.floor.hands if person.key == hand)
        skill = self.floor.kinds[kind].at
        return float(np.log(LEVEL_PACE.get(max(person.skills.get(skill, 0), person.helps.get(skill, 0)), 1.0)))

    def process_minutes(self, now: float) -> Floats:
        """(processes, quantiles)."""
        return self._tables(
            [around(process.stated_minutes, PROCESS_SD) for process in self.floor.processes],
            self.processes,
            PROCESS_COUNTS,
            now,
        )

    def wait_minutes(self, now: float) -> Floats:
        """(waits, quantiles)."""
        waits = [kind for kind in self.floor.kinds if kind.place == "wait"]
        stated = [around(kind.stated_minutes, kind.wait_sd) for kind in waits]
        return self._tables(stated, self.waits, WAIT_COUNTS, now)

    def turnaround(self, now: float) -> Floats:
        """(services, n): the share back within n working days."""
        shares = np.zeros((max(1, len(self.floor.services)), MOST_TURNAROUND_DAYS + 1))
        for v, service in enumerate(self.floor.services):
            for about, weight in SERVICE_SHAPE:
                days = int(np.clip(service.stated_days + about, 1, MOST_TURNAROUND_DAYS))
                shares[v, days] += weight * SERVICE_COUNTS / 10.0
            seen = self.turnarounds[v]
            for days_seen, weight in zip(seen.values, seen.weights(now, 90.0), strict=True):
                shares[v, int(np.clip(days_seen, 0, MOST_TURNAROUND_DAYS))] += weight
        totals = np.maximum(shares.sum(axis=1, keepdims=True), 1e-9)
        return np.asarray(np.cumsum(shares, axis=1) / totals)

    def back_minute(self) -> Floats:
        """At what minute of the day each service brings things back: 11 o'clock until it is seen."""
        return np.array([float(np.median(seen.values)) if seen.values else 660.0 for seen in self.return_minutes] or [660.0])

    def absence_days(self, now: float) -> Floats:
        return spread(ILL_DAYS, 4.0, self.spells.values, self.spells.weights(now, 365.0))

    def absence_rate(self, now: float) -> Floats:
        """(hands, by breadth) spells a calendar day; a person's own record counts beside everybody's."""
        days = max(1.0, self.seen_days)
        people = len(self.floor.hands)
        shared = (ILL_A_DAY * 300.0 + sum(self.spell_counts.values())) / (300.0 + people * days)
        own = np.array([self.spell_counts[hand.key] for hand in self.floor.by_breadth], float)
        return np.asarray((own + shared * 600.0) / (days + 600.0))

    def down_days(self, now: float) -> Floats:
        return spread(DOWN_DAYS, 6.0, self.repairs.values, self.repairs.weights(now, 365.0))

    def down_rate(self) -> float:
        processes = max(1, len(self.floor.processes))
        return (DOWN_A_DAY * 120.0 + len(self.repairs.values)) / (120.0 + processes * max(1.0, self.seen_days))

    def replaced_days(self, now: float) -> Floats:
        return spread(REPLACED_DAYS, 5.0, self.replaced.values, self.replaced.weights(now, 730.0))

    def late_days(self, now: float) -> Floats:
        """(2, quantiles): against the first day that was named, against a revised one."""
        return np.array(
            [
                spread(stated, 12.0, seen.values, seen.weights(now, 180.0))
                for stated, seen in zip((LATE_DAYS, LATE_AGAIN_DAYS), self.late, strict=True)
            ]
        )

    def demand_per_day(self, now: float, days: int) -> float:
        """Orders a day expected in the coming days: the present rate by the stated season."""
        today = int(now // DAY)
        past = np.mean([self.floor.season_on(today - day) for day in range(1, 29)])
        coming = np.mean([self.floor.season_on(today + day) for day in range(1, days + 1)])
        return float(self.demand.per_day(now) * coming / past)

    def _tables(self, stated: list[Floats], seen: list[Lately], counts: float, now: float) -> Floats:
        if not stated:
            return np.ones((1, len(spread([1.0], 1.0))))
        return np.array(
            [
                spread(prior, counts, records.values, records.weights(now, HALF_LIFE_DAYS))
                for prior, records in zip(stated, seen, strict=True)
            ]
        )
