"""A small workshop for the promise's tests: hours, people, steps that are quick to write and easy to reckon by hand."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from benchpin.smith.making.route import Operation, Route
from benchpin.smith.promise import BatchResource, OpenJob, Person, PlannedStep, Service, ShopState, plan

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)

# Seven and a half hours with a break, Monday to Friday.
OFFICE_HOURS = {day: ((time(9), time(12, 30)), (time(13, 30), time(17, 30))) for day in range(1, 6)}

CASTING = BatchResource(
    key="casting",
    name="Casting",
    weekdays=frozenset({2, 4}),
    starts_at=time(16),
    run_minutes=15 * 60,
    capacity=2,
    keys_per_run=2,
)
ASSAY = Service(
    key="assay_office",
    name="Birmingham Assay Office",
    pickup_weekdays=frozenset({2, 5}),
    pickup_at=time(12),
    turnaround_days=3,
)


def person(name: str, *skills: str, hours: dict[int, tuple[tuple[time, time], ...]] | None = None) -> Person:
    return Person(key=name.lower(), name=name, skills=frozenset(skills), hours=OFFICE_HOURS if hours is None else hours)


INES, TOMAS = person("Ines", "goldsmith"), person("Tomas", "setter")


def shop(**changes: Any) -> ShopState:
    return ShopState(**({"zone": LONDON, "people": (INES, TOMAS), "batches": (CASTING,), "services": (ASSAY,)} | changes))


def bench(skill: str, minutes: int, *, wait_minutes: int = 0) -> Operation:
    return Operation(
        key=skill, name=skill.title(), tells="", kind="bench", skill=skill, minutes=minutes, wait_minutes=wait_minutes
    )


def cast(alloy: str = "au_y18", *, units: int = 1) -> Operation:
    return Operation(key="cast", name="Cast", tells="", kind="batch", resource="casting", batch_key=alloy, units=units)


HALLMARK = Operation(key="hallmark", name="Hallmark", tells="", kind="service", resource="assay_office")


def route(*operations: Operation) -> Route:
    return Route(operations=operations)


def job(key: str, *operations: Operation, due: date = date(2026, 12, 18), **changes: Any) -> OpenJob:
    return OpenJob(**({"key": key, "steps": operations, "due_on": due} | changes))


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """A local time in November 2026, where the 23rd is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def least_urgent(key: str, wanted: Route, now: datetime) -> OpenJob:
    """A job that can wait for ten years."""
    return job(key, *wanted.operations, due=now.date() + timedelta(days=3650))


def planned(state: ShopState, wanted: Route, now: datetime) -> tuple[PlannedStep, ...]:
    """The steps of one more piece that can wait: planned after all others, moving none."""
    return plan(replace(state, jobs=(*state.jobs, least_urgent("NEW", wanted, now))), now).of("NEW")
