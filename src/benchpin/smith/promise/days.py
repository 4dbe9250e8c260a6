"""Days as the workshop counts them."""

from datetime import date, timedelta

from benchpin.smith.promise.model import ShopState

__all__ = ["WorkingDays"]

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset({1, 2, 3, 4, 5})


class WorkingDays:
    """Days on which the workshop is open: somebody has hours on that weekday, and it is not closed.

    Args:
        weekdays: ISO weekdays; none of them means Monday to Friday.
    """

    def __init__(self, weekdays: frozenset[int], closed_days: frozenset[date]) -> None:
        self._weekdays = weekdays or MONDAY_TO_FRIDAY
        self._closed_days = closed_days

    @classmethod
    def of_workshop(cls, state: ShopState) -> "WorkingDays":
        return cls(frozenset(day for person in state.people for day, spans in person.hours.items() if spans), state.closed_days)

    @classmethod
    def of_service(cls, state: ShopState) -> "WorkingDays":
        return cls(MONDAY_TO_FRIDAY, state.closed_days)

    def includes(self, day: date) -> bool:
        return day.isoweekday() in self._weekdays and day not in self._closed_days

    def at_or_after(self, day: date) -> date:
        while not self.includes(day):
            day += ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`."""
        for _ in range(count):
            day = self.at_or_after(day + ONE_DAY)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first`, up to and with `last`."""
        return sum(self.includes(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
