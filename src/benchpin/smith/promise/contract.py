"""The promise contract: a workshop, its events and quote requests as JSON messages, one a line, in the order of time.

Times are minutes since the workshop's epoch, a Monday at midnight on its own clock. A program that answers `quote` and
`plan` messages can be measured on any workshop that speaks it (`benchmarks/promise.py`, where the messages are listed).
Beyond the study's contract a route's entry may say `after`, the steps it waits for, and an operation type `level`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from benchpin.smith.promise.floor import DAY, Floor, Hand, OperationKind, OutsideStop, Place, Process
from benchpin.smith.promise.making import Commission, Step

__all__ = ["commission_of", "floor_of"]

Message = Mapping[str, Any]
USUAL_LEVEL = 2
PLACES: dict[str, Place] = {"artisan": "bench", "batch": "batch", "service": "service", "wait": "wait"}


def floor_of(workshop: Message) -> Floor:
    """Read what a workshop states of itself."""
    days, holidays = int(workshop["horizon_days"]), frozenset(workshop.get("holidays", ()))
    kinds = tuple(_kind(key, stated) for key, stated in workshop["op_types"].items())
    return Floor(
        hands=tuple(_hand(stated, holidays, days) for stated in workshop["artisans"]),
        processes=tuple(_process(stated, holidays, days) for stated in workshop.get("batch", ())),
        services=tuple(_service(stated, holidays, days) for stated in workshop.get("services", ())),
        kinds=kinds,
        holidays=holidays,
        horizon_days=days,
        rework=float(workshop.get("rework_factor", 0.6)),
        season=tuple((int(a), int(b), float(x)) for a, b, x in workshop.get("stated_season", ())),
    )


def commission_of(job: Message) -> Commission:
    """Read an order."""
    return Commission(
        key=str(job["job"]),
        order=str(job.get("order", "")),
        design=str(job.get("design", "")),
        features=dict(job.get("features", {})),
        due_at=float(job.get("internal_due", 0.0)),
        rush=bool(job.get("rush", False)),
        material_at=None if job.get("stone_eta") is None else float(job["stone_eta"]),
        steps=tuple(
            Step(
                kind=str(entry["op"]),
                stated_minutes=float(entry.get("stated_min", 1.0)),
                units=int(entry.get("units", 1)),
                after=None if entry.get("after") is None else tuple(entry["after"]),
            )
            for entry in job["route"]
        ),
    )


def times_of(weekly: Mapping[str, Iterable[float]], closed: frozenset[int], days: int) -> tuple[float, ...]:
    """The moments of a weekly timetable on all days that are not closed."""
    return tuple(day * DAY + minute for day in range(days) if day not in closed for minute in weekly.get(str(day % 7), ()))


def _hand(stated: Message, holidays: frozenset[int], days: int) -> Hand:
    levels = stated.get("levels", {})
    away = {day for first, last in stated.get("vacation", ()) for day in range(int(first), int(last) + 1)}
    extra = {int(day): spans for day, spans in stated.get("extra", {}).items()}
    windows: list[tuple[float, float]] = []
    for day in range(days):
        if day in away:
            continue
        spans = extra[day] if day in extra else [] if day in holidays else stated["shifts"].get(str(day % 7), [])
        windows += [(day * DAY + begin, day * DAY + end) for begin, end in spans]
    return Hand(
        key=stated["id"],
        skills={skill: levels.get(skill, USUAL_LEVEL) for skill in stated["skills"]},
        helps={skill: levels.get(skill, USUAL_LEVEL) for skill in stated.get("helps", ())},
        windows=tuple(windows),
    )


def _process(stated: Message, holidays: frozenset[int], days: int) -> Process:
    return Process(
        key=stated["id"],
        machines=int(stated["machines"]),
        capacity=int(stated["capacity"]),
        key_feature=stated.get("key"),
        runs=times_of(stated["runs"], holidays, days),
        stated_minutes=float(stated["stated_minutes"]),
        least_fill=float(stated.get("min_fill", 0.0)),
        longest_wait_minutes=float(stated.get("max_wait_min", 1e9)),
    )


def _service(stated: Message, holidays: frozenset[int], days: int) -> OutsideStop:
    closed = frozenset(int(day) for day in stated.get("closed", ()))
    return OutsideStop(
        key=stated["id"],
        pickups=times_of(stated["pickups"], holidays | closed, days),
        stated_days=int(stated["stated_days"]),
        closed_days=closed,
    )


def _kind(key: str, stated: Message) -> OperationKind:
    place = PLACES[stated["kind"]]
    at = stated["skill"] if place == "bench" else key if place == "wait" else stated["resource"]
    return OperationKind(
        key=key,
        place=place,
        at=str(at),
        level=int(stated.get("level", 1)),
        stated_minutes=float(stated.get("stated_minutes", 60.0)),
        fails=None if "stated_fail" not in stated else float(stated["stated_fail"]),
        back_to=dict(stated.get("back_to", {})),
        needs_material=bool(stated.get("needs_stones", False)),
    )
