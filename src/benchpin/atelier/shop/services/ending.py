"""When an order ends before it was handed over: no deposit in time, or cancelled."""

from datetime import datetime

from django.db import transaction

from benchpin.atelier.accounts.models import Membership, User
from benchpin.atelier.outbox.services import put
from benchpin.atelier.shop.models import Cancellation, Handover, Order, OrderLine, Payment
from benchpin.atelier.shop.services.refusals import NotAllowed, ShopRefused
from benchpin.atelier.stock.services import release_stone
from benchpin.atelier.workshop.models import JobOperation
from benchpin.atelier.workshop.services import cancel_job, release_hold

__all__ = ["cancel_order", "end_unpaid", "lock_order", "must_run_office"]

NO_DEPOSIT = "The deposit did not arrive in time, so we could not keep the bench free any longer."
OFFICE_ROLES = (Membership.Role.MANAGER, Membership.Role.OFFICE)


@transaction.atomic
def cancel_order(*, order_id: int, why: str, by: User, now: datetime) -> Cancellation:
    """End an order. What was paid is owed back; the office page says so until it is returned.

    Raises:
        ShopRefused: if there is no reason given, a piece was handed over, or it has ended already.
        NotAllowed: if `by` does not run this workshop's office.
    """
    order = lock_order(order_id)
    must_run_office(order.workshop_id, by)
    if not why.strip():
        raise ShopRefused("Say why: the customer is told.")
    if Handover.objects.filter(line__order=order).exists():
        raise ShopRefused("A piece of this order was handed over. It cannot be cancelled any more.")
    if Cancellation.objects.filter(order=order).exists():
        raise ShopRefused("This order has ended already.")
    return _end(order, why=why.strip(), by=by, now=now)


@transaction.atomic
def end_unpaid(*, order_id: int, now: datetime) -> None:
    """Give bench and stones back if the deposit has not come. An order that is paid or has ended is left as it is."""
    order = lock_order(order_id)
    paid = order.payments.filter(purpose=Payment.Purpose.DEPOSIT, state=Payment.State.PAID).exists()
    if not paid and not Cancellation.objects.filter(order=order).exists():
        _end(order, why=NO_DEPOSIT, by=None, now=now)


def lock_order(order_id: int) -> Order:
    """Lock an order's row: whatever happens to it happens one after the other."""
    return Order.objects.select_for_update().get(pk=order_id)


def must_run_office(workshop_id: int, user: User) -> None:
    """Raise NotAllowed unless `user` is this workshop's manager or in its office."""
    if not Membership.objects.filter(workshop_id=workshop_id, user=user, role__in=OFFICE_ROLES).exists():
        raise NotAllowed("You do not run this workshop's office.")


def _end(order: Order, *, why: str, by: User | None, now: datetime) -> Cancellation:
    cancellation = Cancellation.objects.create(order=order, why=why[:300], at=now, by=by)
    for line in order.lines.all():
        _give_back(line, now)
    for payment in order.payments.filter(state__in=[Payment.State.OPEN, Payment.State.FAILED]).exclude(provider_id=""):
        payload = {"payment_id": payment.pk}
        put(key=f"shop.close_intent:{payment.pk}", kind="shop.close_intent", payload=payload, now=now)
    put(key=f"shop.order_ended:{order.pk}", kind="shop.order_ended", payload={"order_id": order.pk}, now=now)
    return cancellation


def _give_back(line: OrderLine, now: datetime) -> None:
    reference = str(line.pk)
    begun = JobOperation.objects.filter(job__hold__reference=reference, started_at__isnull=False).exists()
    release_hold(reference=reference, now=now)
    cancel_job(reference=reference, now=now)
    if not begun:  # else the stone may be in the piece: the workshop decides what becomes of both
        release_stone(reference=reference, now=now)
