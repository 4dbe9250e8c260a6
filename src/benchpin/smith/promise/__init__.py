"""Promised days: what is likely in a workshop as it stands, and the plan its benches follow."""

from benchpin.smith.promise.calendar import worked_minutes
from benchpin.smith.promise.experience import Experience
from benchpin.smith.promise.model import (
    Absence,
    BatchResource,
    CannotPlan,
    FinishedStep,
    Forecast,
    GivenPromise,
    LikelyStep,
    OpenJob,
    Past,
    PastOrder,
    Person,
    PlannedStep,
    Quote,
    Service,
    ShopState,
)
from benchpin.smith.promise.outlook import CONFIDENCES, Belief, Outlook, Remedy, Rush, outlook, serves
from benchpin.smith.promise.readiness import is_compiled, warm_up
from benchpin.smith.promise.schedule import plan

__all__ = [
    "CONFIDENCES",
    "Absence",
    "BatchResource",
    "Belief",
    "CannotPlan",
    "Experience",
    "FinishedStep",
    "Forecast",
    "GivenPromise",
    "LikelyStep",
    "OpenJob",
    "Outlook",
    "Past",
    "PastOrder",
    "Person",
    "PlannedStep",
    "Quote",
    "Remedy",
    "Rush",
    "Service",
    "ShopState",
    "is_compiled",
    "outlook",
    "plan",
    "serves",
    "warm_up",
    "worked_minutes",
]
