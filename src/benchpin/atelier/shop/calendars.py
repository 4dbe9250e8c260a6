"""The promised day as an entry for anybody's calendar."""

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from benchpin.atelier.shop.models import Order

__all__ = ["promised_days_ics"]


def promised_days_ics(order: Order, *, days: dict[str, tuple[date, str]], now: datetime, url: str) -> bytes:
    """One all-day entry for each piece.

    Args:
        days: by line id, the day as last told and the piece's name. The same id again moves the entry instead of adding one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Benchpin//Promised days//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for line_id, (on, name) in days.items():
        calendar.add_component(_entry(order, line_id, on, name, now, url))
    ics: bytes = calendar.to_ical()
    return ics


def _entry(order: Order, line_id: str, on: date, name: str, now: datetime, url: str) -> Event:
    entry = Event()
    entry.add("uid", f"{line_id}@{order.workshop.slug}")
    entry.add("dtstamp", now)
    entry.add("dtstart", on)
    entry.add("dtend", on + timedelta(days=1))
    entry.add("summary", f"{name} is ready at {order.workshop}")
    entry.add("description", f"Order {order.number}: {url}")
    entry.add("url", url)
    entry.add("transp", "TRANSPARENT")
    return entry
