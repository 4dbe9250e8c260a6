"""When people work and when things run: local hours on an axis of minutes, over nights, holidays and clock changes.

A *minute* is a whole minute since 1970 in UTC. A *position* is a count of worked minutes of one person:
on that axis nights, breaks, weekends and absences have no length, so a piece of work is one interval.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchpin.smith.promise.model import Absence, CannotPlan, Person, ShopState

__all__ = ["Timetable", "Worktime", "instant_of", "minute_of", "minute_on", "worked_minutes"]

ONE_DAY = timedelta(days=1)
BUILT_AHEAD_DAYS = 84  # a table is made this far at a time: most plans end within twelve weeks
HORIZON_DAYS = 3 * 366  # past three years a plan says nothing: it is a fault in the hours, not a date


def minute_of(instant: datetime) -> int:
    """The first whole minute not before `instant`."""
    return -int(-instant.timestamp() // 60)


def instant_of(minute: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(zone)


def minute_on(day: date, at: time, zone: ZoneInfo) -> int:
    """The minute of a local clock time. A time the clock skips is read as if it had not been put forward yet."""
    return int(datetime.combine(day, at, tzinfo=zone).timestamp()) // 60


@dataclass(frozen=True, slots=True)
class _Spans:
    """Working spans up to a day. Never changed, only replaced by a longer one, so that threads may read while one builds."""

    begins: list[int]
    ends: list[int]
    worked_before: list[int]  # position at which each span begins
    worked: int  # position after the last
    built_until: date


class Worktime:
    """The working time of one person from a day on."""

    def __init__(
        self, *, person: Person, absences: tuple[Absence, ...], closed_days: frozenset[date], zone: ZoneInfo, first_day: date
    ) -> None:
        self._person = person
        self._absences = tuple(absence for absence in absences if absence.person == person.key)
        self._closed_days = closed_days
        self._zone = zone
        self._last_day = first_day + timedelta(days=HORIZON_DAYS)
        self._spans = _Spans([], [], [], 0, first_day)

    def works_on(self, day: date) -> bool:
        return bool(self._person.hours.get(day.isoweekday())) and day not in self._closed_days and not self.away_on(day)

    def away_on(self, day: date) -> bool:
        return any(absence.first_day <= day <= absence.last_day for absence in self._absences)

    def position(self, minute: int) -> int:
        """How much is worked before `minute`."""
        spans = self._reach(lambda spans: bool(spans.ends) and spans.ends[-1] > minute)
        index = bisect_right(spans.ends, minute)
        return spans.worked_before[index] + max(0, minute - spans.begins[index])

    def begin(self, position: int) -> int:
        """The minute at which work from `position` on begins: in the morning rather than the night before."""
        spans = self._reach(lambda spans: spans.worked > position)
        index = bisect_right(spans.worked_before, position) - 1
        return spans.begins[index] + position - spans.worked_before[index]

    def end(self, position: int) -> int:
        """The minute at which work up to `position` ends: in the evening rather than the next morning."""
        spans = self._reach(lambda spans: spans.worked >= position)
        index = max(0, bisect_left(spans.worked_before, position) - 1)
        return spans.begins[index] + position - spans.worked_before[index]

    def _reach(self, far_enough: Callable[[_Spans], bool]) -> _Spans:
        spans = self._spans
        while not far_enough(spans):
            if spans.built_until >= self._last_day:
                raise CannotPlan(f"{self._person.name} has no working hours left in the next three years.")
            spans = self._spans = self._longer(spans)
        return spans

    def _longer(self, spans: _Spans) -> _Spans:
        begins, ends, worked_before, worked = list(spans.begins), list(spans.ends), list(spans.worked_before), spans.worked
        day = spans.built_until
        until = day + timedelta(days=BUILT_AHEAD_DAYS)
        while day < until:
            if self.works_on(day):
                for opens, closes in self._person.hours[day.isoweekday()]:
                    begin, end = minute_on(day, opens, self._zone), minute_on(day, closes, self._zone)
                    if end > begin:  # a span may vanish when the clock is put forward
                        begins.append(begin)
                        ends.append(end)
                        worked_before.append(worked)
                        worked += end - begin
            day += ONE_DAY
        return _Spans(begins, ends, worked_before, worked, until)


class Timetable:
    """Minutes at which something happens at one clock time on given weekdays: a casting run, a carrier's call."""

    def __init__(
        self, *, weekdays: frozenset[int], at: time, closed_days: frozenset[date], zone: ZoneInfo, first_day: date
    ) -> None:
        self._weekdays = weekdays
        self._at = at
        self._closed_days = closed_days
        self._zone = zone
        self._last_day = first_day + timedelta(days=HORIZON_DAYS)
        self._built: tuple[tuple[int, ...], date] = ((), first_day)  # replaced whole, as in Worktime

    def next(self, minute: int) -> int:
        """The first time not before `minute`."""
        times, until = self._built
        while not times or times[-1] < minute:
            if until >= self._last_day:
                raise CannotPlan("No run or collection is left in the next three years.")
            days = (until + timedelta(days=n) for n in range(BUILT_AHEAD_DAYS))
            times += tuple(minute_on(day, self._at, self._zone) for day in days if self._runs_on(day))
            until += timedelta(days=BUILT_AHEAD_DAYS)
            self._built = times, until
        return times[bisect_left(times, minute)]

    def _runs_on(self, day: date) -> bool:
        return day.isoweekday() in self._weekdays and day not in self._closed_days


def worked_minutes(state: ShopState, person_key: str, began_at: datetime, now: datetime) -> int:
    """How many minutes of their own working hours a person has had between two instants."""
    person = next(person for person in state.people if person.key == person_key)
    worktime = Worktime(
        person=person,
        absences=state.absences,
        closed_days=state.closed_days,
        zone=state.zone,
        first_day=began_at.astimezone(state.zone).date(),
    )
    return worktime.position(minute_of(now)) - worktime.position(minute_of(began_at))
