"""What a plan books: people's diaries, batch runs with their flasks, collections by outside services."""

from bisect import bisect_left, bisect_right
from datetime import date
from zoneinfo import ZoneInfo

from benchpin.smith.promise.calendar import Timetable, Worktime, instant_of, minute_on
from benchpin.smith.promise.days import WorkingDays
from benchpin.smith.promise.model import BatchResource, CannotPlan, Person, Service

__all__ = ["Collections", "Diary", "Runs"]


class Diary:
    """Who is busy when, on the person's own axis of worked minutes: touching work is kept as one interval.

    A piece of work may pause for breaks and nights, not for other work.
    """

    def __init__(self, person: Person, worktime: Worktime) -> None:
        self.person = person
        self.worktime = worktime
        self._begins: list[int] = []
        self._ends: list[int] = []

    def earliest(self, not_before: int, minutes: int) -> int:
        """The first position at or after the minute `not_before` from which `minutes` are free."""
        position = self.worktime.position(not_before)
        index = bisect_right(self._ends, position)
        while index < len(self._begins) and self._begins[index] < position + minutes:
            position = self._ends[index]
            index += 1
        return position

    def book(self, position: int, minutes: int) -> None:
        end = position + minutes
        first = bisect_left(self._ends, position)  # the first interval that touches
        after = bisect_right(self._begins, end)  # the first that does not touch any more
        if first < after:
            position, end = min(position, self._begins[first]), max(end, self._ends[after - 1])
        self._begins[first:after] = [position]
        self._ends[first:after] = [end]


class Runs:
    """The runs of one batch resource and what is in their flasks."""

    def __init__(self, resource: BatchResource, timetable: Timetable) -> None:
        self.resource = resource
        self.timetable = timetable
        self._units: dict[int, dict[str, int]] = {}  # run's minute -> batch key -> units

    def earliest(self, not_before: int, key: str, units: int) -> int:
        """The minute of the first run that has room."""
        if units > self.resource.capacity * self.resource.keys_per_run:
            raise CannotPlan(f"{self.resource.name}: one run cannot take {units} units.")
        run = self.timetable.next(not_before)
        while not self._has_room(run, key, units):
            run = self.timetable.next(run + 1)
        return run

    def join(self, run: int, key: str, units: int) -> None:
        load = self._units.setdefault(run, {})
        load[key] = load.get(key, 0) + units

    def _has_room(self, run: int, key: str, units: int) -> bool:
        load = self._units.get(run, {})
        after = {**load, key: load.get(key, 0) + units}
        flasks = sum(-(-count // self.resource.capacity) for count in after.values())
        return flasks <= self.resource.keys_per_run


class Collections:
    """When an outside service collects, and when it brings back."""

    def __init__(self, service: Service, timetable: Timetable, days: WorkingDays, zone: ZoneInfo) -> None:
        self.service = service
        self.timetable = timetable
        self._days = days
        self._zone = zone

    def back(self, collected: int) -> int:
        day = instant_of(collected, self._zone).date()
        return minute_on(self._days.add(day, self.service.turnaround_days), self.service.pickup_at, self._zone)

    def collected_on(self, began_on: date) -> int:
        """The collection that a piece handed in on that day has caught."""
        return self.timetable.next(minute_on(began_on, self.service.pickup_at, self._zone))
