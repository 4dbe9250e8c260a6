"""What the workshop refuses, with a sentence for whoever asked."""

from datetime import date

__all__ = [
    "HoldRefused",
    "InspectionRefused",
    "NoCapacity",
    "NotOfThisWorkshop",
    "PhotoRefused",
    "StepRefused",
    "WorkshopRefused",
]


class WorkshopRefused(ValueError):
    """Any refusal of the workshop."""


class NoCapacity(WorkshopRefused):
    """That the bench is full for the day asked; `earliest` is the day it has room for now."""

    def __init__(self, earliest: date) -> None:
        self.earliest = earliest
        super().__init__(f"The bench has filled up: the earliest day is now {earliest:%A} {earliest.day} {earliest:%B}.")


class HoldRefused(WorkshopRefused):
    """That no bench time was ever kept under this reference."""


class NotOfThisWorkshop(WorkshopRefused):
    """That somebody wants to act in a workshop they do not work in."""


class StepRefused(WorkshopRefused):
    """That an operation cannot be started or finished now."""


class PhotoRefused(WorkshopRefused):
    """That an upload is not a picture we can keep."""


class FileRefused(WorkshopRefused):
    """That a casting file would not be that of the piece that was sold."""


class InspectionRefused(WorkshopRefused):
    """That an inspection cannot be recorded: `errors` has a sentence for each point that is the reason, by its key."""

    def __init__(self, message: str, errors: dict[str, str] | None = None) -> None:
        self.errors = errors or {}
        super().__init__(message)
