"""What the outbox asks of the shop."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from benchpin.atelier.shop import mail, services

Payload = dict[str, Any]


def end_hold(payload: Payload) -> None:
    services.end_unpaid(order_id=payload["order_id"], now=timezone.now())


def close_intent(payload: Payload) -> None:
    services.close_intent(payment_id=payload["payment_id"])


HANDLERS: dict[str, Callable[[Payload], None]] = {
    "shop.hold_ends": end_hold,
    "shop.close_intent": close_intent,
    "shop.order_placed": mail.order_placed,
    "shop.deposit_received": mail.deposit_received,
    "shop.balance_received": mail.balance_received,
    "shop.surplus": mail.surplus,
    "shop.order_ended": mail.order_ended,
    "shop.handed_over": mail.handed_over,
    "workshop.day_moved": mail.day_moved,
    "workshop.piece_passed": mail.piece_passed,
}
