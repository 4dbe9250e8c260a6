"""The piece leaves the workshop, and its passport begins."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from benchpin.atelier.accounts.models import User
from benchpin.atelier.outbox.services import put
from benchpin.atelier.passport.services import issue_passport
from benchpin.atelier.shop.models import Handover, OrderLine
from benchpin.atelier.shop.queries import paid_cents
from benchpin.atelier.shop.services.ending import lock_order, must_run_office
from benchpin.atelier.shop.services.refusals import ShopRefused
from benchpin.atelier.workshop.queries import job_for_reference
from benchpin.atelier.workshop.services import passed

__all__ = ["hand_over"]


@transaction.atomic
def hand_over(*, line_id: UUID | str, how: str, tracking: str = "", by: User, now: datetime) -> Handover:
    """Record that a piece was shipped or collected, and issue its passport to its owner.

    Raises:
        ShopRefused: if it has not passed, is not fully paid, has left already, or a parcel has no tracking number.
        NotAllowed: if `by` does not run this workshop's office.
    """
    order = lock_order(OrderLine.objects.values_list("order_id", flat=True).get(pk=line_id))
    must_run_office(order.workshop_id, by)
    line = order.lines.get(pk=line_id)
    job = job_for_reference(str(line.pk))
    if hasattr(order, "cancellation"):
        raise ShopRefused("This order has ended.")
    if Handover.objects.filter(line=line).exists():
        raise ShopRefused("This piece has been handed over already.")
    if job is None or not passed(job):
        raise ShopRefused("This piece has not passed its final inspection.")
    if paid_cents(order) < order.total_cents:
        raise ShopRefused("The balance is not paid yet.")
    if how == "ship" and not tracking.strip():
        raise ShopRefused("A parcel needs its tracking number.")
    handover = Handover.objects.create(line=line, how=how, tracking=tracking.strip(), at=now, by=by)
    issue_passport(piece_id=job.piece_id, owner_name=order.customer_name, owner_email=order.email, user=order.user, now=now)
    put(key=f"shop.handed_over:{line.pk}", kind="shop.handed_over", payload={"line_id": str(line.pk)}, now=now)
    return handover
