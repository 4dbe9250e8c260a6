"""The workshop itself: its story, its calendar, what runs when."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.demo.people import ARTISANS, RUTH, hire, make_customer
from benchpin.atelier.demo.safe import fill_safe
from benchpin.atelier.demo.window import enter_prices, fill_window
from benchpin.atelier.workshop.models import BatchResource, ClosedDay, OutsideService

__all__ = ["open_house"]

STORY = """Two families, one staircase. Hollis mounted stones at number 61; Wren engraved on the floor above. In 1987 they \
took the wall down.

We still work at the same benches. What has changed is the order of things: nothing here is made before somebody asks for it. \
You choose, we cast the metal for that one piece, and four people work on it by name. You can see how far it is on any day, \
and you keep the record of it afterwards.

Our silver and gold are cast in the house, our stones are set by hand, and everything the law asks us to hallmark goes three \
streets down the hill to the Birmingham Assay Office and comes back with four small marks."""
CLOSED_AT_YEARS_END = "Between the years"


@transaction.atomic
def open_house(*, opened_at: datetime) -> Workshop:
    """Set up Hollis & Wren as it stood on a day: people, calendar, machines, listings, prices, metal and stones. No orders."""
    workshop = Workshop.objects.create(
        slug="hollis-wren",
        name="Hollis & Wren",
        line="Goldsmiths in Birmingham’s Jewellery Quarter. Made when you ask, by people you can name.",
        story=STORY,
        address="61 Vyse Street\nBirmingham\nB18 6EX",
        country="GB",
        region="ENG",
        timezone_name="Europe/London",
        currency="GBP",
        email="bench@hollisandwren.example",
        phone="0121 496 0061",
        sponsor_mark="H&W",
        assay_office="Birmingham Assay Office",
    )
    for colleague in (RUTH, *ARTISANS):
        hire(workshop, colleague)
    make_customer()
    _close(workshop, opened_at.astimezone(workshop.zone).date())
    _machines(workshop)
    enter_prices(workshop, opened_at)
    fill_window(workshop)
    fill_safe(workshop, opened_at)
    return workshop


def _close(workshop: Workshop, today: date) -> None:
    """Public holidays of England, and the days between Christmas and the new year, for this year and the next two."""
    import holidays  # slow to load, and needed once

    years = range(today.year, today.year + 3)
    days = dict(holidays.country_holidays("GB", subdiv="ENG", years=years))
    for year in years:
        for after_christmas in range(6):
            days.setdefault(date(year, 12, 26) + timedelta(days=after_christmas), CLOSED_AT_YEARS_END)
    ClosedDay.objects.bulk_create(ClosedDay(workshop=workshop, on=on, name=name[:80]) for on, name in sorted(days.items()))


def _machines(workshop: Workshop) -> None:
    casting = {"name": "Casting", "weekdays": [2, 4], "starts_at": time(16, 0), "run_minutes": 15 * 60, "capacity": 12}
    plating = {"name": "Rhodium bath", "weekdays": [3, 5], "starts_at": time(14, 0), "run_minutes": 45, "capacity": 10}
    BatchResource.objects.create(workshop=workshop, key="casting", keys_per_run=4, **casting)
    BatchResource.objects.create(workshop=workshop, key="plating", keys_per_run=1, **plating)
    OutsideService.objects.create(
        workshop=workshop,
        key="assay_office",
        name="Birmingham Assay Office",
        pickup_weekdays=[1, 3, 5],
        pickup_at=time(11, 0),
        turnaround_days=3,
    )
