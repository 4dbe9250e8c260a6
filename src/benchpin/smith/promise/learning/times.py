"""How long work takes here: by operation, by what the piece is, by who does it, by design, by job.

    log(worked / stated) = operation + features + person + design + job + what has changed lately + noise

Every effect is shrunk toward none, as strongly as its own spread in the trade allows (a Gaussian random effect), so that a
workshop without records is believed at its word and one with many is known. Fitted by going round the effects (back-fitting)
with robust weights; a record further than `IMPOSSIBLE` from everything known is a clock left running, and is left out.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.promise.learning.spread import NORMAL, spread

__all__ = ["IMPOSSIBLE", "Record", "Times", "fit"]

Floats = NDArray[np.float64]
DAY = 1440.0
# How far effects lie apart, log: the study's findings on its workshops, and estimates of the trade.
OPERATION_SD, SLOPE_SD, VALUE_SD, PERSON_SD, DESIGN_SD, JOB_SD = 0.25, 0.12, 0.10, 0.13, 0.22, 0.13
NOISE_SD, NOISE_COUNTS = 0.36, 20.0  # of one piece of work, worth so many records
ROBUST_FROM = 2.5  # standard deviations: beyond them a record pulls no harder
IMPOSSIBLE = 5.5  # standard deviations: no piece of work, but a clock left running
SWEEPS = 10
MOST_RECORDS = 16_000
HALF_LIFE_DAYS = 240.0
LATELY_DAYS = 21.0
MOST_FEATURES = 8
SHAPE_COUNTS = 150.0  # records at which the shape of the noise is half its own
# The shape of the noise before any record: normal, with one piece of work in twenty-five gone wrong at the bench.
SHAPE = np.sort(np.concatenate((NORMAL, NORMAL, NORMAL, [2.6, 3.2, -2.7, 2.9])))


@dataclass(frozen=True, slots=True)
class Record:
    """One piece of work that was finished."""

    type: int
    hand: str
    design: str
    job: str
    features: Mapping[str, float | str]
    again: bool  # rework
    log_ratio: float  # worked over stated, log
    at: float


@dataclass
class Times:
    """What is believed of working times. Arrays by operation type unless said; everything is a log."""

    types: int
    rework: float
    numbers: list[str] = field(default_factory=list)  # numeric features, in their order of first sight
    centre: Floats = field(default_factory=lambda: np.zeros(MOST_FEATURES))
    values: dict[tuple[str, str], int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    operation: Floats = field(init=False)
    operation_var: Floats = field(init=False)
    lately: Floats = field(init=False)
    noise_sd: Floats = field(init=False)
    counts: Floats = field(init=False)
    slope: Floats = field(init=False)  # (types, MOST_FEATURES)
    value: Floats = field(init=False)  # (types, values)
    person: Floats = field(init=False)  # (types, people)
    design: dict[str, tuple[float, float]] = field(default_factory=dict)  # mean and variance
    shape: Floats = field(default_factory=lambda: spread(SHAPE, 1.0))
    left_out: list[Record] = field(default_factory=list)
    of_job: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    stated_rework: float = field(init=False)

    def __post_init__(self) -> None:
        n = self.types
        self.stated_rework = self.rework
        self.operation, self.lately = np.zeros(n), np.zeros(n)
        self.operation_var = np.full(n, OPERATION_SD**2)
        self.noise_sd, self.counts = np.full(n, NOISE_SD), np.zeros(n)
        self.slope, self.value, self.person = np.zeros((n, MOST_FEATURES)), np.zeros((n, 0)), np.zeros((n, 0))

    def effects(self, types: NDArray[np.int64], features: Mapping[str, float | str]) -> Floats:
        """What operations of these types take over their statement, for a piece with these features."""
        x, values = self.reads(features)
        total = self.operation[types] + self.lately[types] + self.slope[types] @ x
        for value in values:
            if value < self.value.shape[1]:
                total = total + self.value[types, value]
        return np.asarray(total)

    def reads(self, features: Mapping[str, float | str]) -> tuple[Floats, list[int]]:
        """Features as numbers about their centre, and as places of their values."""
        x, values = np.zeros(MOST_FEATURES), []
        for name, feature in features.items():
            if isinstance(feature, str):
                values.append(self.values.setdefault((name, feature), len(self.values)))
                continue
            if name not in self.numbers:
                if len(self.numbers) == MOST_FEATURES:
                    continue
                self.numbers.append(name)
            place = self.numbers.index(name)
            x[place] = np.log1p(max(0.0, float(feature))) - self.centre[place]
        return x, values

    def pace(self, hand: str) -> Floats:
        """A person's time over everybody's, by operation type."""
        place = self.people.get(hand, -1)
        return self.person[:, place] if 0 <= place < self.person.shape[1] else np.zeros(self.types)

    def expected(self, record: Record) -> float:
        """The log ratio expected of one record, without its design's and its job's own."""
        types = np.array([record.type])
        again = self.rework if record.again else 0.0
        return float(self.effects(types, record.features)[0] + self.pace(record.hand)[record.type] + again)

    def add(self, record: Record) -> None:
        """Take a finished piece of work into what is believed of its job at once; the rest waits for `fit`."""
        beyond = record.log_ratio - self.expected(record)
        if abs(beyond) < IMPOSSIBLE * self.noise_sd[record.type]:
            self.of_job[record.job].append((beyond, float(self.noise_sd[record.type]) ** 2))

    def of(self, job: str, design: str) -> tuple[float, float]:
        """The mean and deviation of what this job takes more than others, from its design and its own finished work."""
        mean, var = self.design.get(design, (0.0, DESIGN_SD**2))
        var += JOB_SD**2
        precision, pull = 1.0 / var, mean / var
        for beyond, noise_var in self.of_job.get(job, ()):
            weight = min(1.0, 2.0 * noise_var**0.5 / max(1e-9, abs(beyond - mean)))
            precision += weight / noise_var
            pull += weight * beyond / noise_var
        return pull / precision, float(np.sqrt(1.0 / precision))

    def noise(self) -> Floats:
        """(types, quantiles) of one piece of work against its expectation, log."""
        return np.asarray(self.noise_sd[:, None] * self.shape[None, :])


def fit(times: Times, records: list[Record], now: float) -> None:
    """Learn from all records; `times` keeps its vocabulary of features and people."""
    records = records[-MOST_RECORDS:]
    if not records:
        return
    table = _Table(times, records, now)
    for _ in range(SWEEPS):
        table.sweep()
    table.keep(times, records)


class _Table:
    """The records as columns, and the effects while they are fitted."""

    def __init__(self, times: Times, records: list[Record], now: float) -> None:
        for record in records:
            times.people.setdefault(record.hand, len(times.people))
        read = [_numbers(times, record.features) for record in records]
        self.type = np.array([record.type for record in records])
        self.y = np.array([record.log_ratio for record in records])
        self.age_days = (now - np.array([record.at for record in records])) / DAY
        self.again = np.array([record.again for record in records], float)
        x = np.array([row for row, _ in read])
        self.centre = x.mean(axis=0)
        self.x = x - self.centre
        self.types, self.rework_stated = times.types, times.stated_rework
        people, values = max(1, len(times.people)), max(1, len(times.values))
        self.people, self.n_values = people, values
        self.by_person = self.type * people + np.array([times.people[record.hand] for record in records])
        most = max((len(found) for _, found in read), default=0)
        self.by_value = []
        for n in range(most):
            place = np.array([found[n] if n < len(found) else -1 for _, found in read])
            self.by_value.append(np.where(place >= 0, self.type * values + place, times.types * values))
        self.designs, self.by_design = np.unique([record.design for record in records], return_inverse=True)
        self.jobs, self.by_job = np.unique([record.job for record in records], return_inverse=True)
        self.operation, self.operation_var = np.zeros(times.types), np.full(times.types, OPERATION_SD**2)
        self.slope = np.zeros((times.types, self.x.shape[1]))
        self.value = np.zeros(times.types * values + 1)
        self.person = np.zeros(times.types * people)
        self.design, self.design_var = np.zeros(len(self.designs)), np.zeros(len(self.designs))
        self.job = np.zeros(len(self.jobs))
        self.rework = times.rework
        self.lately = np.zeros(times.types)
        self.recent = (self.age_days <= LATELY_DAYS).astype(float)
        self.noise_sd = times.noise_sd.copy()
        self.trust = np.ones(len(self.y))
        self.aged = 0.5 ** (self.age_days / HALF_LIFE_DAYS)

    def expected(self) -> Floats:
        total = self.operation[self.type] + (self.slope[self.type] * self.x).sum(axis=1) + self.person[self.by_person]
        total = total + self.design[self.by_design] + self.job[self.by_job] + self.again * self.rework
        total = total + self.recent * self.lately[self.type]
        for place in self.by_value:
            total = total + self.value[place]
        return np.asarray(total)

    def sweep(self) -> None:
        precision = self.trust * self.aged / self.noise_sd[self.type] ** 2
        rest = self.y - self.expected()
        rest, self.operation, self.operation_var = self._effect(rest, precision, self.type, self.operation, OPERATION_SD)
        for n in range(self.x.shape[1]):
            x = self.x[:, n]
            rest = rest + self.slope[self.type, n] * x
            pull = np.bincount(self.type, precision * rest * x, self.types)
            self.slope[:, n] = pull / (np.bincount(self.type, precision * x * x, self.types) + 1 / SLOPE_SD**2)
            rest = rest - self.slope[self.type, n] * x
        for place in self.by_value:
            rest, self.value, _ = self._effect(rest, precision, place, self.value, VALUE_SD)
            rest, self.value[-1] = rest + np.where(place == len(self.value) - 1, self.value[-1], 0.0), 0.0
        rest, self.person, _ = self._effect(rest, precision, self.by_person, self.person, PERSON_SD)
        rest, self.design, self.design_var = self._effect(rest, precision, self.by_design, self.design, DESIGN_SD)
        rest, self.job, _ = self._effect(rest, precision, self.by_job, self.job, JOB_SD)
        rest = self._rework(rest, precision)
        rest = self._lately(rest)
        scale = np.abs(rest) / self.noise_sd[self.type]
        self.trust = np.where(scale > IMPOSSIBLE, 0.0, 1 / (1 + np.maximum(0.0, scale / ROBUST_FROM - 1)))
        kept = (scale <= IMPOSSIBLE) * self.aged
        squares = np.bincount(self.type, kept * rest * rest, self.types) + NOISE_COUNTS * NOISE_SD**2
        self.noise_sd = np.sqrt(squares / (np.bincount(self.type, kept, self.types) * 0.97 + NOISE_COUNTS))

    def keep(self, times: Times, records: list[Record]) -> None:
        rest = self.y - self.expected()
        scale = rest / self.noise_sd[self.type]
        sane = np.abs(scale) <= IMPOSSIBLE
        times.operation, times.operation_var = self.operation, self.operation_var
        times.slope, times.lately = self.slope, self.lately
        times.centre = times.centre + 0.0
        times.centre[: len(self.centre)] = self.centre
        times.value = self.value[:-1].reshape(self.types, self.n_values)
        times.person = self.person.reshape(self.types, self.people)
        times.noise_sd = self.noise_sd
        times.rework = float(self.rework)
        times.counts = np.bincount(self.type, minlength=self.types).astype(float)
        found = zip(self.designs.tolist(), self.design, self.design_var, strict=True)
        times.design = {name: (float(mean), float(var)) for name, mean, var in found}
        times.shape = spread(SHAPE, SHAPE_COUNTS, scale[sane], self.aged[sane])
        times.left_out = [record for record, is_sane in zip(records, sane, strict=True) if not is_sane]

    @staticmethod
    def _effect(
        rest: Floats, precision: Floats, place: NDArray[np.int64], effect: Floats, sd: float
    ) -> tuple[Floats, Floats, Floats]:
        """One random effect against what the others leave; returns what is left then, the effect, and its variance."""
        rest = rest + effect[place]
        weight = np.bincount(place, precision, len(effect)) + 1 / sd**2
        effect = np.bincount(place, precision * rest, len(effect)) / weight
        return rest - effect[place], effect, 1 / weight

    def _rework(self, rest: Floats, precision: Floats) -> Floats:
        rest = rest + self.again * self.rework
        stated_precision = 1 / 0.3**2
        pull = (precision * self.again * rest).sum() + stated_precision * self.rework_stated
        self.rework = pull / ((precision * self.again).sum() + stated_precision)
        return rest - self.again * self.rework

    def _lately(self, rest: Floats) -> Floats:
        """What an operation has taken more in the last three weeks than ever: believed as far as chance does not explain it."""
        rest = rest + self.recent * self.lately[self.type]
        precision = self.recent * self.trust / self.noise_sd[self.type] ** 2
        weight = np.bincount(self.type, precision, self.types)
        mean = np.bincount(self.type, precision * rest, self.types) / np.maximum(weight, 1e-9)
        error = 1 / np.maximum(weight, 1e-9)
        spread_var = np.maximum(0.0, mean**2 - 2.0 * error)
        self.lately = mean * spread_var / (spread_var + error)
        return np.asarray(rest - self.recent * self.lately[self.type])


def _numbers(times: Times, features: Mapping[str, float | str]) -> tuple[Floats, list[int]]:
    """Numeric features as they are, not about their centre."""
    x, values = times.reads(features)
    present = np.array([name in features for name in times.numbers] + [False] * (MOST_FEATURES - len(times.numbers)))
    return np.where(present, x + times.centre, 0.0), values
