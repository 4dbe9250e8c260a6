"""The compiled simulation, made ready before anybody asks: half a minute the first time on a machine, a second afterwards."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import numba

from benchpin.smith.making.operations import OPERATIONS
from benchpin.smith.making.route import Operation, Route
from benchpin.smith.promise.model import BatchResource, OpenJob, Past, Person, Service, ShopState
from benchpin.smith.promise.outlook import outlook

__all__ = ["is_compiled", "warm_up"]

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
EVERY_DAY: dict[int, tuple[tuple[time, time], ...]] = {weekday: ((time(9), time(17)),) for weekday in range(1, 6)}


def is_compiled() -> bool:
    """Whether this version of the simulation was compiled on this machine before."""
    return any(Path(numba.config.CACHE_DIR).rglob("*.nbi"))  # type: ignore[attr-defined]  # as in kernel/compiled.py


def warm_up() -> None:
    """Ask one question of a small workshop, so that everything a question needs is compiled and loaded."""
    skills = frozenset(row.skill for row in OPERATIONS.values())
    steps = tuple(
        Operation(
            key=row.key, name=row.name, tells="", kind=row.kind, skill=row.skill, minutes=row.minutes,
            wait_minutes=row.wait_minutes, resource=row.resource,
        )
        for row in OPERATIONS.values()
    )  # fmt: skip
    batches = {row.resource for row in OPERATIONS.values() if row.kind == "batch"}
    services = {row.resource for row in OPERATIONS.values() if row.kind == "service"}
    state = ShopState(
        zone=ZoneInfo("UTC"),
        people=(Person(key="all", name="All", skills=skills, hours=EVERY_DAY),),
        batches=tuple(
            BatchResource(
                key=key, name=key, weekdays=frozenset({2}), starts_at=time(16), run_minutes=600, capacity=8, keys_per_run=2
            )
            for key in sorted(batches)
        ),
        services=tuple(
            Service(key=key, name=key, pickup_weekdays=frozenset({2}), pickup_at=time(12), turnaround_days=3)
            for key in sorted(services)
        ),
        jobs=(OpenJob(key="first", steps=steps, due_on=date(2026, 3, 2)),),
    )
    found = outlook(state, Past(), MONDAY)
    found.quote(Route(operations=steps))
    found.rush(Route(operations=steps), percent=95)
