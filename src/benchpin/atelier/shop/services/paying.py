"""Money asked for, received, and what follows from it.

Nobody is asked over the network while a row is locked: a payment's row is written first, the provider asked after the commit
with the row's own key, and whatever the provider says later arrives as an event. Effects belong to the payment, not to the
event that told of it, so events may come twice, late or in any order.
"""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from benchpin.atelier.accounts.models import User
from benchpin.atelier.outbox.services import put
from benchpin.atelier.shop.models import Cancellation, Order, Payment, ProviderEvent
from benchpin.atelier.shop.payments import (
    AT_SHOP,
    BY_CARD,
    Declined,
    Intent,
    ProviderAway,
    card_provider,
    demo_bank,
    provider_named,
)
from benchpin.atelier.shop.queries import stories
from benchpin.atelier.shop.services.ending import lock_order, must_run_office
from benchpin.atelier.shop.services.refusals import PaymentRefused
from benchpin.atelier.workshop.services import open_job

__all__ = [
    "answer_demo_bank",
    "apply_event",
    "close_intent",
    "hear_provider",
    "pay_at_demo",
    "record_shop_payment",
    "settle",
    "start_payment",
    "take_at_shop",
]

State, Purpose = Payment.State, Payment.Purpose
RECEIVED = (State.PAID, State.SURPLUS)


def start_payment(*, order_id: int, purpose: str, provider: str, now: datetime) -> tuple[Payment, Intent]:
    """Ask for what is due. Asking again goes on with the same payment, however often it was declined.

    Raises:
        PaymentRefused: if this is not due, or the provider does not answer.
    """
    payment = _row(order_id, purpose, provider, now)
    try:
        if payment.provider_id:
            intent = card_provider().read(payment.provider_id)
        else:
            intent = provider_named(provider).open(
                key=payment.idempotency_key,
                amount_cents=payment.amount_cents,
                currency=payment.currency,
                reference=f"{payment.order.number} {payment.get_purpose_display().lower()}",
            )
    except ProviderAway as away:
        raise PaymentRefused("Card payments do not answer at the moment. Try again in a minute.") from away
    _note_intent(payment, intent, now)
    return payment, intent


def pay_at_demo(*, order_id: int, purpose: str, card: str, now: datetime) -> Intent:
    """Pay with one of the stand-in's test cards.

    Raises:
        PaymentRefused: if this is not due, the card was declined, or the answer was lost.
    """
    _, intent = start_payment(order_id=order_id, purpose=purpose, provider=BY_CARD, now=now)
    if intent.state == "paid":
        return intent
    try:
        return card_provider().confirm(intent.id, card)
    except Declined as refusal:
        raise PaymentRefused(f"{refusal} Try another card.") from refusal
    except ProviderAway as away:
        raise PaymentRefused(
            "Your bank has not answered. Look at this page again in a minute before you pay once more."
        ) from away
    finally:
        _hear_demo_bank(now)


def answer_demo_bank(*, order_id: int, purpose: str, yes: bool, now: datetime) -> None:
    """Approve or refuse a payment on behalf of the stand-in's customer, as they would in their bank's app."""
    payment, _ = start_payment(order_id=order_id, purpose=purpose, provider=BY_CARD, now=now)
    demo_bank().approve(payment.provider_id, yes=yes)
    _hear_demo_bank(now)


def settle(*, order_id: int, purpose: str, now: datetime) -> None:
    """Ask the provider how a card payment stands: the customer may be back before the webhook is."""
    payment = Payment.objects.filter(order_id=order_id, purpose=purpose, provider=BY_CARD).exclude(provider_id="").first()
    if payment is None or payment.state in RECEIVED:
        return
    try:
        intent = card_provider().read(payment.provider_id)
    except ProviderAway:
        return  # the event will tell
    _note_intent(payment, intent, now)


@transaction.atomic
def take_at_shop(*, order_id: int, purpose: str, by: User, now: datetime) -> Payment:
    """Record that what is due was paid over the counter or by transfer, whether it was announced or not.

    Raises:
        PaymentRefused: if this is not due.
        NotAllowed: if `by` does not run this workshop's office.
    """
    payment = _row(order_id, purpose, AT_SHOP, now)
    return record_shop_payment(payment_id=payment.pk, by=by, now=now)


@transaction.atomic
def record_shop_payment(*, payment_id: int, by: User, now: datetime) -> Payment:
    """Record an announced payment as received. Recording it again changes nothing.

    Raises:
        PaymentRefused: if it is a card payment.
        NotAllowed: if `by` does not run this workshop's office.
    """
    order = lock_order(Payment.objects.values_list("order_id", flat=True).get(pk=payment_id))
    must_run_office(order.workshop_id, by)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.provider != AT_SHOP:
        raise PaymentRefused("A card payment is recorded by the card company, not by hand.")
    payment.recorded_by = payment.recorded_by or by
    _received(payment, order, now)
    return payment


def hear_provider(*, payload: bytes, signature: str, now: datetime) -> bool:
    """Take a webhook as it came over the wire; True the first time. Raises BadSignature."""
    return apply_event(event=card_provider().event(payload, signature), now=now)


@transaction.atomic
def apply_event(*, event: dict[str, Any], now: datetime) -> bool:
    """Store an event and do what it says, once; True the first time.

    An event that names no payment of ours, or another amount, is stored unmatched for a person to look at.
    """
    # The judge is the unique index: of two that come at once one is inserted, the other waits and finds it here.
    row, is_new = ProviderEvent.objects.get_or_create(
        provider=BY_CARD,
        event_id=str(event.get("id", ""))[:80],
        defaults={"kind": str(event.get("type", ""))[:60], "payload": event, "received_at": now},
    )
    if not is_new:
        return False
    intent = event.get("data", {}).get("object", {})
    if intent.get("object") != "payment_intent":
        return True
    payment = _payment_of(intent)
    if payment is None or not _fits(payment, intent):
        return True
    row.matched = True
    row.save(update_fields=["matched"])
    order = lock_order(payment.order_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    payment.provider_id = payment.provider_id or intent["id"]
    match row.kind:
        case "payment_intent.succeeded":
            _received(payment, order, now)
        case "payment_intent.payment_failed":
            _failed(payment, (intent.get("last_payment_error") or {}).get("message") or "The payment failed.")
    return True


def close_intent(*, payment_id: int) -> None:
    """Tell the provider that nobody may pay this any more. Raises ProviderAway; the outbox tries again."""
    payment = Payment.objects.get(pk=payment_id)
    if payment.state not in RECEIVED and payment.provider_id:
        provider_named(payment.provider).close(payment.provider_id)


def _hear_demo_bank(now: datetime) -> None:
    for payload, signed in demo_bank().take_events():
        hear_provider(payload=payload, signature=signed, now=now)


@transaction.atomic
def _row(order_id: int, purpose: str, provider: str, now: datetime) -> Payment:
    """The payment's own row, made before anybody outside hears of it."""
    order = lock_order(order_id)
    [found] = stories([order])
    if found.due != purpose:
        raise PaymentRefused(_why_not_due(found.due, purpose, order))
    waiting = order.payments.filter(purpose=purpose, provider=provider, amount_cents=found.due_cents)
    payment = waiting.filter(state__in=[State.OPEN, State.FAILED]).first()
    return payment or Payment.objects.create(
        order=order,
        provider=provider,
        idempotency_key=secrets.token_hex(16),
        purpose=purpose,
        amount_cents=found.due_cents,
        currency=order.currency,
        made_at=now,
    )


def _why_not_due(due: str, purpose: str, order: Order) -> str:
    if Cancellation.objects.filter(order=order).exists():
        return "This order has ended; nothing is to be paid."
    if purpose == Purpose.BALANCE and due == "":
        return "The balance falls due when every piece has passed its final inspection."
    return "This is paid already." if due != Purpose.DEPOSIT else "The deposit comes first."


def _note_intent(payment: Payment, intent: Intent, now: datetime) -> None:
    if intent.id and not payment.provider_id:
        Payment.objects.filter(pk=payment.pk, provider_id="").update(provider_id=intent.id)
        payment.provider_id = intent.id
    if intent.state == "paid" and (intent.amount_cents, intent.currency) == (payment.amount_cents, payment.currency):
        with transaction.atomic():
            order = lock_order(payment.order_id)
            _received(Payment.objects.select_for_update().get(pk=payment.pk), order, now)


def _payment_of(intent: dict[str, Any]) -> Payment | None:
    """By the provider's number; by our own key if the event was faster than the answer that told us that number."""
    payments = Payment.objects.filter(provider=BY_CARD)
    key = (intent.get("metadata") or {}).get("payment", "")
    by_number = payments.filter(provider_id=intent.get("id") or None).first()
    return by_number or (payments.filter(idempotency_key=key, provider_id="").first() if key else None)


def _fits(payment: Payment, intent: dict[str, Any]) -> bool:
    same_currency = str(intent.get("currency", "")).upper() == payment.currency
    amounts = {intent.get("amount"), intent.get("amount_received") or payment.amount_cents}
    return same_currency and amounts == {payment.amount_cents}


def _failed(payment: Payment, words: str) -> None:
    """States only go forward: an old failure says nothing about a payment that was received since."""
    if payment.state not in RECEIVED:
        payment.state, payment.failure = State.FAILED, words[:300]
    payment.save(update_fields=["state", "failure", "provider_id"])


def _received(payment: Payment, order: Order, now: datetime) -> None:
    """Book a payment and do what it brings about. The caller has locked the order, then the payment."""
    if payment.state in RECEIVED:
        return
    ended = Cancellation.objects.filter(order=order).exists()
    twice = order.payments.filter(purpose=payment.purpose, state=State.PAID).exists()
    payment.state = State.SURPLUS if ended or twice else State.PAID
    payment.paid_at, payment.failure = now, ""
    payment.save(update_fields=["state", "paid_at", "failure", "provider_id", "recorded_by"])
    kind = "surplus" if payment.state == State.SURPLUS else f"{payment.purpose}_received"
    if payment.state == State.PAID and payment.purpose == Purpose.DEPOSIT:
        _open_jobs(order, now)
    put(key=f"shop.{kind}:{payment.pk}", kind=f"shop.{kind}", payload={"payment_id": payment.pk}, now=now)


def _open_jobs(order: Order, now: datetime) -> None:
    for line in order.lines.all():
        open_job(
            reference=str(line.pk),
            order_number=order.number,
            customer_name=order.customer_name,
            note=order.note,
            name=line.name,
            specification=line.specification,
            specification_hash=line.specification_hash,
            shown=line.shown,
            anatomy=line.anatomy,
            cost_sheet=line.cost_sheet,
            stone_number=line.stone_number,
            now=now,
        )
