"""Care reminders as calendar entries."""

from datetime import date

from icalendar import Calendar, Event

from benchpin.atelier.passport.models import Passport
from benchpin.smith.care import CarePlan

__all__ = ["care_calendar"]


def care_calendar(passport: Passport, plan: CarePlan, from_day: date) -> bytes:
    """Every reminder of a care plan as a repeating all-day entry."""
    calendar = Calendar()
    calendar.add("prodid", "-//Benchpin//Care//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Care of {passport.piece.name}")
    for reminder in plan.reminders:
        event = Event()
        event.add("uid", f"{reminder.key}-{passport.code}@benchpin")
        event.add("dtstamp", passport.issued_at)
        event.add("dtstart", _months_later(from_day, reminder.every_months))
        event.add("rrule", {"freq": "monthly", "interval": reminder.every_months})
        event.add("summary", f"{reminder.label}: {passport.piece.name}")
        event.add("description", reminder.why)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _months_later(day: date, months: int) -> date:
    """The same day some months on, the 28th at the latest: a monthly rule skips the months that lack its day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
