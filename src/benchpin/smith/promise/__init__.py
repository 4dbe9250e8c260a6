"""Promised days: calendars, the plan of the open jobs, and the day for one more piece."""

from benchpin.smith.promise.calendar import worked_minutes
from benchpin.smith.promise.model import (
    Absence,
    BatchResource,
    CannotPlan,
    Forecast,
    OpenJob,
    Person,
    PlannedStep,
    Quote,
    Service,
    ShopState,
)
from benchpin.smith.promise.schedule import Prepared, allowance_days, plan, prepare, quote

__all__ = [
    "Absence",
    "BatchResource",
    "CannotPlan",
    "Forecast",
    "OpenJob",
    "Person",
    "PlannedStep",
    "Prepared",
    "Quote",
    "Service",
    "ShopState",
    "allowance_days",
    "plan",
    "prepare",
    "quote",
    "worked_minutes",
]
