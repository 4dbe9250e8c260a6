"""Every mail the shop sends, sent: right address, right words, both ways to read it."""

from datetime import timedelta

import pytest

from atelier.shop.shopfront import NOW, finish_piece, make_member, offer, placed_order
from benchpin.atelier.accounts.models import Membership, User
from benchpin.atelier.outbox.services import deliver_due, put
from benchpin.atelier.shop import services
from benchpin.atelier.shop.models import Order
from benchpin.atelier.workshop.models import NewDay
from benchpin.atelier.workshop.queries import job_for_reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workshop", "bank", "clock")]


@pytest.fixture
def sent(mailoutbox):
    """Deliver what is due and return the new mails."""

    def deliver(now=NOW):
        mailoutbox.clear()
        deliver_due(now)
        return list(mailoutbox)

    return deliver


def test_the_confirmation_says_what_when_and_on_which_terms(sent):
    order = placed_order(offer(engraving="Ada & Tom"))
    [mail] = sent()
    line = order.lines.get()
    assert (mail.to, mail.reply_to, mail.subject) == ([order.email], [order.workshop.email], "Your order B-0001")
    assert all(words in mail.body for words in (line.withdrawal_reason, "Ada & Tom", f"/orders/{order.token}/"))
    assert "Ada &amp; Tom" in mail.alternatives[0].content
    [(name, content, media_type)] = mail.attachments
    assert (name, media_type) == ("B-0001.ics", "text/calendar")
    assert f"{line.promised_on:%Y%m%d}" in (content.decode() if isinstance(content, bytes) else content)
    assert mail.extra_headers["Message-ID"].startswith("<")


def test_the_mails_of_a_whole_order(sent, workshop):
    ruth, later = make_member(workshop, "Ruth", Membership.Role.MANAGER), NOW + timedelta(days=4)
    order = placed_order(offer("the-vyse"))
    sent()
    services.take_at_shop(order_id=order.pk, purpose="deposit", by=ruth, now=NOW)
    assert [mail.subject for mail in sent()] == ["Your deposit has arrived: we begin (B-0001)"]
    finish_piece(order, by=User.objects.get(name="Ines"), now=later)
    [finished] = sent(later)
    assert "balance" in finished.body
    services.take_at_shop(order_id=order.pk, purpose="balance", by=ruth, now=later)
    assert "paid in full" in sent(later)[0].body
    services.hand_over(line_id=order.lines.get().pk, how="ship", tracking="SD 1234", by=ruth, now=later)
    [mail] = sent(later)
    assert all(words in mail.body for words in ("SD 1234", "/passport/of/"))


def test_a_new_day_is_told_with_its_reason(sent, workshop):
    ruth = make_member(workshop, "Ruth", Membership.Role.MANAGER)
    order = placed_order(offer("the-vyse"))
    services.take_at_shop(order_id=order.pk, purpose="deposit", by=ruth, now=NOW)
    sent()
    reference = str(order.lines.get().pk)
    job = job_for_reference(reference)
    moved = NewDay.objects.create(
        job=job, old_on=job.due_on, new_on=job.due_on + timedelta(days=2), why="The cast had a pore.", told_at=NOW
    )
    payload = {"reference": reference, "job_id": str(job.pk), "new_day_id": moved.pk}
    put(key="workshop.day_moved:1", kind="workshop.day_moved", payload=payload, now=NOW)
    assert "The cast had a pore." in sent()[0].body


def test_an_order_nobody_paid_for_ends_by_itself(sent):
    order = placed_order()
    sent()
    later = NOW + services.HELD_FOR
    sent(later)
    assert Order.objects.get(pk=order.pk).cancellation.by is None
    assert "has ended" in sent(later)[0].body
