"""Everything that changes a row of the workshop. Whoever changes the plan holds the workshop's lock."""

from benchpin.atelier.workshop.services.bench import Weighing, finish_operation, start_operation, undo_start, weigh
from benchpin.atelier.workshop.services.days import look_ahead, plan_to_look_ahead
from benchpin.atelier.workshop.services.files import files_of, piece_file
from benchpin.atelier.workshop.services.holds import hold_bench, release_expired_holds, release_hold
from benchpin.atelier.workshop.services.inspections import passed, record_inspection
from benchpin.atelier.workshop.services.jobs import cancel_job, open_job
from benchpin.atelier.workshop.services.locks import plan_changed
from benchpin.atelier.workshop.services.photos import add_photo
from benchpin.atelier.workshop.services.refusals import (
    FileRefused,
    HoldRefused,
    InspectionRefused,
    NoCapacity,
    NotOfThisWorkshop,
    PhotoRefused,
    StepRefused,
    WorkshopRefused,
)

__all__ = [
    "FileRefused",
    "HoldRefused",
    "InspectionRefused",
    "NoCapacity",
    "NotOfThisWorkshop",
    "PhotoRefused",
    "StepRefused",
    "Weighing",
    "WorkshopRefused",
    "add_photo",
    "cancel_job",
    "files_of",
    "finish_operation",
    "hold_bench",
    "look_ahead",
    "open_job",
    "passed",
    "piece_file",
    "plan_changed",
    "plan_to_look_ahead",
    "record_inspection",
    "release_expired_holds",
    "release_hold",
    "start_operation",
    "undo_start",
    "weigh",
]
