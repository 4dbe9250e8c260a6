"""How to keep a piece."""

from benchpin.smith.care.plan import CarePlan, Reminder, care_plan

__all__ = ["CarePlan", "Reminder", "care_plan"]
