"""What the shop writes to its customers: one function a mail, all by ids, called by the outbox."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from benchpin.atelier.outbox import mail
from benchpin.atelier.passport.models import Ownership
from benchpin.atelier.shop.calendars import promised_days_ics
from benchpin.atelier.shop.models import Order, OrderLine, Payment
from benchpin.atelier.shop.queries import OrderStory, stories
from benchpin.atelier.workshop.models import NewDay

__all__ = [
    "balance_received",
    "day_moved",
    "deposit_received",
    "handed_over",
    "order_ended",
    "order_placed",
    "piece_passed",
    "surplus",
]

Payload = dict[str, Any]


def order_placed(payload: Payload) -> None:
    order = Order.objects.select_related("workshop").get(pk=payload["order_id"])
    _write(order, payload, "order_placed", f"Your order {order.number}", attach_days=True)


def deposit_received(payload: Payload) -> None:
    payment = _payment(payload)
    subject = f"Your deposit has arrived: we begin ({payment.order.number})"
    _write(payment.order, payload, "deposit_received", subject, attach_days=True, payment=payment)


def balance_received(payload: Payload) -> None:
    payment = _payment(payload)
    _write(payment.order, payload, "balance_received", f"Paid in full ({payment.order.number})", payment=payment)


def surplus(payload: Payload) -> None:
    payment = _payment(payload)
    _write(payment.order, payload, "surplus", f"We will return a payment ({payment.order.number})", payment=payment)


def order_ended(payload: Payload) -> None:
    order = Order.objects.select_related("workshop", "cancellation").get(pk=payload["order_id"])
    _write(order, payload, "order_ended", f"Your order {order.number} has ended", cancellation=order.cancellation)


def day_moved(payload: Payload) -> None:
    line = _line(payload["reference"])
    moved = NewDay.objects.get(pk=payload["new_day_id"])
    _write(line.order, payload, "day_moved", f"A new day for {line.name}", attach_days=True, line=line, moved=moved)


def piece_passed(payload: Payload) -> None:
    line = _line(payload["reference"])
    _write(line.order, payload, "piece_passed", f"{line.name} is finished", line=line)


def handed_over(payload: Payload) -> None:
    line = _line(payload["line_id"])
    job = stories([line.order])[0].line_of(line).job
    assert job is not None  # what was handed over was made
    ownership = Ownership.objects.filter(passport__piece=job.piece, until__isnull=True).select_related("passport").get()
    link = mail.address(reverse("passport:owner", args=[ownership.token]))
    subject = f"{line.name} is yours"
    _write(line.order, payload, "handed_over", subject, line=line, handover=line.handover, passport_link=link)


def _write(
    order: Order, payload: Payload, template: str, subject: str, *, attach_days: bool = False, **context: object
) -> None:
    [story] = stories([order])
    link = mail.address(reverse("shop:order", args=[order.token]))
    mail.send(
        key=payload["key"],
        to=order.email,
        subject=subject,
        template=f"shop/mail/{template}",
        context={"order": order, "story": story, "link": link, "currency": order.currency, **context},
        attachments=(_days(story, link),) if attach_days else (),
        reply_to=order.workshop.email,
    )


def _days(story: OrderStory, link: str) -> mail.Attachment:
    order = story.order
    ics = promised_days_ics(order, days=story.days, now=timezone.now(), url=link)
    return mail.Attachment(name=f"{order.number}.ics", content=ics, media_type="text/calendar")


def _payment(payload: Payload) -> Payment:
    return Payment.objects.select_related("order__workshop").get(pk=payload["payment_id"])


def _line(reference: str) -> OrderLine:
    return OrderLine.objects.select_related("order__workshop", "handover").get(pk=reference)
