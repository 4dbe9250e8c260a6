"""A workshop that lives through a year by the day, with all that a plan does not know: for benchmarks/promise.py.

Work takes longer or shorter than its estimate, one inspection in ten fails, people fall ill, the assay office is
sometimes late. Orders arrive at random. Whoever is free takes the most urgent piece they can work on. All chance comes
from one seed, drawn by piece and step, so that two runs with other due days meet the same luck.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from benchpin.smith.making.route import Operation, Route
from benchpin.smith.promise import Absence, BatchResource, OpenJob, Person, Service, ShopState
from benchpin.smith.promise.calendar import Timetable, Worktime, instant_of, minute_of
from benchpin.smith.promise.days import WorkingDays
from benchpin.smith.promise.resources import Collections, Runs

__all__ = ["Piece", "SimulatedWorkshop", "workshop_state"]

ZONE = ZoneInfo("Europe/London")
FIRST_DAY = date(2026, 1, 5)
HOURS = {day: ((time(9), time(12, 30)), (time(13, 15), time(17, 30))) for day in range(1, 6)}
PEOPLE = (
    Person(key="ines", name="Ines", skills=frozenset({"goldsmith", "polisher"}), hours=HOURS),
    Person(key="tomas", name="Tomas", skills=frozenset({"setter", "engraver", "goldsmith"}), hours=HOURS),
    Person(key="priya", name="Priya", skills=frozenset({"caster", "polisher"}), hours=HOURS),
    Person(key="ruth", name="Ruth", skills=frozenset({"inspector", "office"}), hours=HOURS),
)
CASTING = BatchResource(
    key="casting", name="Casting", weekdays=frozenset({2, 4}), starts_at=time(16), run_minutes=900, capacity=8, keys_per_run=4
)
ASSAY = Service(
    key="assay_office", name="Assay Office", pickup_weekdays=frozenset({2, 5}), pickup_at=time(12), turnaround_days=3
)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})

# Chance, none of it known to the plan. Spread of work times: the study's own shop drew sigma 0.22 to 0.42.
WORK_SIGMA = 0.35
WORK_BIAS = 1.05  # people forget interruptions when they estimate
FAILS_PERCENT = 10
ILL_PERCENT_OF_DAYS = 0.8  # days on which an illness begins
ILL_DAYS = (1, 4)
SERVICE_LATE_PERCENT = 15
BACK_TO = ("clean_up", "prepolish", "set_stones", "final_polish", "final_polish")


@dataclass
class Piece:
    number: int
    steps: list[Operation]
    arrived: int
    due_on: date
    index: int = 0
    ready: int = 0  # when the next step may begin
    began: int | None = None
    person: str | None = None
    finished: int | None = None
    failures: int = 0
    lead_days_quoted: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"J{self.number:05}"


# Asked for every new piece: the state of the shop, its route, now, and the lead times of pieces finished so far.
Quoter = Callable[[ShopState, Route, datetime, list[int]], dict[str, date]]


class SimulatedWorkshop:
    """Run `days` days; `quoter` names a day for each arriving piece under each rule's name, "plan" being the one promised."""

    def __init__(self, *, seed: int, routes: list[Route], pieces_per_day: float, days: int, quoter: Quoter) -> None:
        self._seed, self._routes, self._quoter = seed, routes, quoter
        self._illness = self._draw_illness(days + 200)
        self._work = {
            person.key: Worktime(person=person, absences=self._illness, closed_days=CHRISTMAS, zone=ZONE, first_day=FIRST_DAY)
            for person in PEOPLE
        }
        self._busy_until = dict.fromkeys(self._work, 0)
        self._runs = Runs(CASTING, _timetable(CASTING.weekdays, CASTING.starts_at))
        self._service = Collections(
            ASSAY, _timetable(ASSAY.pickup_weekdays, ASSAY.pickup_at), WorkingDays(frozenset(), CHRISTMAS), ZONE
        )
        self.open: dict[int, Piece] = {}
        self.done: list[Piece] = []
        self._events: list[tuple[int, int, Callable[[int], None]]] = []
        self._order = count()
        self._add_arrivals(pieces_per_day, days)
        self._add_mornings(days + 200)

    def run(self) -> list[Piece]:
        while self._events:
            minute = self._events[0][0]
            while self._events and self._events[0][0] == minute:
                heapq.heappop(self._events)[2](minute)
            self._hand_out_work(minute)
        return self.done

    def _luck(self, *what: object) -> random.Random:
        return random.Random(f"{self._seed}:{':'.join(map(str, what))}")

    def _draw_illness(self, days: int) -> tuple[Absence, ...]:
        ill = []
        for person in PEOPLE:
            for n in range(days):
                luck = self._luck("ill", person.key, n)
                if luck.random() * 100 < ILL_PERCENT_OF_DAYS:
                    first = FIRST_DAY + timedelta(days=n)
                    last = first + timedelta(days=luck.randint(*ILL_DAYS) - 1)
                    ill.append(Absence(person=person.key, first_day=first, last_day=last))
        return tuple(ill)

    def _add_arrivals(self, pieces_per_day: float, days: int) -> None:
        luck, minute = self._luck("arrivals"), _midnight(FIRST_DAY)
        end = minute + days * 24 * 60
        numbers = count()
        while (minute := minute + round(luck.expovariate(pieces_per_day) * 24 * 60) + 1) < end:
            number = next(numbers)
            route = luck.choice(self._routes)
            self._at(minute, lambda now, number=number, route=route: self._arrive(number, route, now))

    def _add_mornings(self, days: int) -> None:
        for n in range(days):
            for clock in (time(9), time(13, 15)):
                moment = datetime.combine(FIRST_DAY + timedelta(days=n), clock, tzinfo=ZONE)
                self._at(minute_of(moment), lambda now: None)

    def _at(self, minute: int, act: Callable[[int], None]) -> None:
        heapq.heappush(self._events, (minute, next(self._order), act))

    def _arrive(self, number: int, route: Route, now: int) -> None:
        moment = instant_of(now, ZONE)
        leads = [(instant_of(piece.finished or 0, ZONE).date() - _day(piece.arrived)).days for piece in self.done]
        days = self._quoter(self.state(now), route, moment, leads)
        piece = Piece(number, list(route.operations), now, days["plan"], ready=now)
        piece.lead_days_quoted = {rule: (day - moment.date()).days for rule, day in days.items()}
        self.open[number] = piece

    def state(self, now: int) -> ShopState:
        """What the workshop knows: its jobs as far as they are, and the illnesses that have begun."""
        today = _day(now)
        return ShopState(
            zone=ZONE,
            people=PEOPLE,
            absences=tuple(ill for ill in self._illness if ill.first_day <= today <= ill.last_day),
            closed_days=CHRISTMAS,
            batches=(CASTING,),
            services=(ASSAY,),
            jobs=tuple(self._open_job(piece, now) for piece in self.open.values()),
        )

    def _open_job(self, piece: Piece, now: int) -> OpenJob:
        job = OpenJob(key=piece.key, steps=tuple(piece.steps[piece.index :]), due_on=piece.due_on)
        if piece.began is None:
            return replace(job, not_before=instant_of(piece.ready, ZONE))
        worked = 0
        if piece.person:
            worked = self._work[piece.person].position(now) - self._work[piece.person].position(piece.began)
        return replace(
            job,
            first_step_person=piece.person,
            first_step_minutes_done=worked,
            first_step_began_at=instant_of(piece.began, ZONE),
        )

    def _hand_out_work(self, now: int) -> None:
        waiting = [piece for piece in self.open.values() if piece.began is None and piece.ready <= now]
        waiting.sort(key=lambda piece: (piece.due_on.toordinal() - len(piece.steps[piece.index :]) / 2, piece.number))
        for person in PEOPLE:
            work = self._work[person.key]
            if self._busy_until[person.key] > now or work.begin(work.position(now)) != now:
                continue
            mine = (piece for piece in waiting if piece.began is None and piece.steps[piece.index].skill in person.skills)
            if (piece := next(mine, None)) is not None:
                self._begin(piece, person.key, now)

    def _begin(self, piece: Piece, person: str, now: int) -> None:
        operation, work = piece.steps[piece.index], self._work[person]
        luck = self._luck("work", piece.number, piece.index)
        minutes = max(1, round(operation.minutes * WORK_BIAS * luck.lognormvariate(-(WORK_SIGMA**2) / 2, WORK_SIGMA)))
        piece.began, piece.person = now, person
        end = work.end(work.position(now) + minutes)
        self._busy_until[person] = end
        self._at(end, lambda now: self._worked(piece, now))

    def _worked(self, piece: Piece, now: int) -> None:
        operation = piece.steps[piece.index]
        back = now + operation.wait_minutes
        if operation.kind == "batch":
            run = self._runs.earliest(now, operation.batch_key, operation.units)
            self._runs.join(run, operation.batch_key, operation.units)
            back = run + CASTING.run_minutes
        elif operation.kind == "service":
            back = self._service.back(self._service.timetable.next(now))
            if self._luck("late", piece.number, piece.index).random() * 100 < SERVICE_LATE_PERCENT:
                back = minute_of(instant_of(back, ZONE) + timedelta(days=self._luck("how late", piece.number).randint(1, 4)))
        if operation.kind == "bench":
            self._step_over(piece, back)
        else:
            self._at(back, lambda now: self._step_over(piece, now))

    def _step_over(self, piece: Piece, ready: int) -> None:
        operation = piece.steps[piece.index]
        piece.index, piece.ready, piece.began, piece.person = piece.index + 1, ready, None, None
        if operation.key == "final_inspection" and self._fails(piece):
            piece.failures += 1
            piece.steps[piece.index : piece.index] = _again(piece)
        if piece.index == len(piece.steps):
            piece.finished = ready
            self.done.append(self.open.pop(piece.number))
        else:
            self._at(ready, lambda now: None)

    def _fails(self, piece: Piece) -> bool:
        return piece.failures < 2 and self._luck("fails", piece.number, piece.failures).random() * 100 < FAILS_PERCENT


def _again(piece: Piece) -> list[Operation]:
    keys = [step.key for step in piece.steps]
    wanted = [key for key in BACK_TO if key in keys]
    back_to = keys.index(wanted[piece.number % len(wanted)])
    return [step for step in piece.steps[back_to : keys.index("final_inspection") + 1] if step.kind == "bench"]


def workshop_state(routes: list[Route], open_jobs: int, now: datetime) -> ShopState:
    """A workshop with so many open jobs in all states, for measuring time alone."""
    luck = random.Random(open_jobs)
    jobs = []
    for n in range(open_jobs):
        steps = luck.choice(routes).operations
        due = now.date() + timedelta(days=luck.randint(5, 60))
        jobs.append(OpenJob(key=f"J{n:05}", steps=steps[luck.randrange(len(steps)) :], due_on=due))
    return ShopState(zone=ZONE, people=PEOPLE, closed_days=CHRISTMAS, batches=(CASTING,), services=(ASSAY,), jobs=tuple(jobs))


def _timetable(weekdays: frozenset[int], at: time) -> Timetable:
    return Timetable(weekdays=weekdays, at=at, closed_days=CHRISTMAS, zone=ZONE, first_day=FIRST_DAY)


def _midnight(day: date) -> int:
    return minute_of(datetime.combine(day, time(0), tzinfo=UTC))


def _day(minute: int) -> date:
    return instant_of(minute, ZONE).date()
