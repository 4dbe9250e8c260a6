"""One writer at a time for each workshop's plan."""

from django.db import transaction

from benchpin.atelier.accounts.models import Membership, User, Workshop
from benchpin.atelier.workshop.services.refusals import NotOfThisWorkshop

__all__ = ["change_plan", "lock_workshop", "must_work_in", "plan_changed"]


def lock_workshop(workshop_id: int) -> Workshop:
    """Lock a workshop's row until the transaction ends. On SQLite the transaction itself is the lock."""
    return Workshop.objects.select_for_update().get(pk=workshop_id)


def change_plan(workshop: Workshop) -> None:
    """Count one change of what is planned. The caller has locked the row."""
    workshop.plan_version += 1
    workshop.save(update_fields=["plan_version"])


@transaction.atomic
def plan_changed(*, workshop_id: int) -> None:
    """Say that people, hours, absences, runs or services were edited."""
    change_plan(lock_workshop(workshop_id))


def must_work_in(workshop_id: int, user: User) -> None:
    """Raise NotOfThisWorkshop unless `user` works there."""
    if not Membership.objects.filter(workshop_id=workshop_id, user=user).exists():
        raise NotOfThisWorkshop("You do not work in this workshop.")
