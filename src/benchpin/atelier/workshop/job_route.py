"""One job's way through the workshop, step by step, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from benchpin.atelier.workshop.models import Job, JobOperation
from benchpin.atelier.workshop.planning import worked_by
from benchpin.atelier.workshop.queries import hands_of, operations_of, planned_steps
from benchpin.smith.promise import PlannedStep

__all__ = ["RouteStep", "minutes_so_far", "route_of"]

FINAL_INSPECTION = "final_inspection"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """An operation with what the plan says of it while it is not finished."""

    operation: JobOperation
    is_next: bool
    planned: PlannedStep | None = None
    hands: str = ""  # whom the plan gives it to
    minutes_so_far: int | None = None  # while it is under way at a bench

    @property
    def is_inspection(self) -> bool:
        return self.operation.key == FINAL_INSPECTION

    @property
    def worked_minutes(self) -> int | None:
        """Minutes at a bench; what a furnace or an outside service took is nobody's work."""
        return self.operation.worked_minutes if self.operation.operation["kind"] == "bench" else None

    @property
    def why(self) -> str:
        """How the planned minutes came about, where there is more to say than their number."""
        planned = self.operation.operation
        return "" if planned["why"] == f"{planned['minutes']} min" else planned["why"]


def route_of(job: Job, now: datetime) -> tuple[RouteStep, ...]:
    """Every step of a job in its order."""
    operations = list(operations_of(job))
    planned = planned_steps(job, now) if job.cancelled_at is None else {}
    hands = hands_of(job.workshop)
    following = next((row.pk for row in operations if row.finished_at is None and job.cancelled_at is None), None)
    return tuple(
        RouteStep(
            operation=row,
            is_next=row.pk == following,
            planned=planned.get(row.pk),
            hands=hands.get(planned[row.pk].person, "") if row.pk in planned else "",
            minutes_so_far=minutes_so_far(row, job, now) if row.pk == following else None,
        )
        for row in operations
    )


def minutes_so_far(operation: JobOperation, job: Job, now: datetime) -> int | None:
    """How long a step at a bench has been under way, in the working hours of whoever began it."""
    if operation.started_at is None or operation.started_by is None or operation.operation["kind"] != "bench":
        return None
    return worked_by(operation.started_by, job.workshop, operation.started_at, now)
