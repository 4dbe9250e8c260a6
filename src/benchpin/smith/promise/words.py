"""Why a day is the day it is, in words a customer can check."""

from datetime import date, datetime

from benchpin.smith.making.route import Operation
from benchpin.smith.promise.days import WorkingDays
from benchpin.smith.promise.model import Person, Service

__all__ = ["Words", "day_in_words", "minutes_in_words"]

WHO_DOES = {
    "caster": "who casts",
    "goldsmith": "our goldsmith",
    "setter": "who sets stones",
    "polisher": "who polishes",
    "engraver": "who engraves",
    "inspector": "who inspects",
    "office": "in the office",
}
LONG_WAIT_MINUTES = 8 * 60  # a shorter wait is over within the working day and moves no date


def day_in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def minutes_in_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


class Words:
    """Sentences about waits. Each returns "" for a wait that does not reach into another working day."""

    def __init__(self, days: WorkingDays) -> None:
        self._days = days

    def person(self, person: Person, skill: str, *, ready: datetime, begins: datetime, busy: bool) -> str:
        """What a step waited for at the bench: other work, or an absence."""
        lost = self._working_days(ready, begins)
        if lost == 0 or (not busy and lost == 1):  # the next morning is no news
            return ""
        who = f"{person.name}, {WHO_DOES.get(skill, f'who does the {skill} work')},"
        return f"{who} is {'busy' if busy else 'away'} until {day_in_words(begins.date())}"

    def run(self, name: str, *, ready: datetime, starts: datetime, full: bool) -> str:
        name = name[:1].lower() + name[1:]
        if full:
            return f"the next {name} is full: this piece goes with the one on {day_in_words(starts.date())}"
        return self._until(f"the next {name}, on {day_in_words(starts.date())}", ready, starts)

    def collection(self, name: str, *, ready: datetime, collected: datetime) -> str:
        return self._until(f"{_the(name)} collects, on {day_in_words(collected.date())}", ready, collected)

    def away(self, service: Service) -> str:
        return f"{_days(service.turnaround_days)} at {_the(service.name)}"

    def rests(self, operation: Operation) -> str:
        if operation.wait_minutes < LONG_WAIT_MINUTES:
            return ""
        return f"{minutes_in_words(operation.wait_minutes)} after “{operation.name}” in which the piece rests"

    def _until(self, what: str, ready: datetime, then: datetime) -> str:
        lost = self._working_days(ready, then)
        return f"{_days(lost)} until {what}" if lost else ""

    def _working_days(self, ready: datetime, then: datetime) -> int:
        return self._days.between(ready.date(), then.date())


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def _the(name: str) -> str:
    return f"the {name.removeprefix('The ').removeprefix('the ')}"
