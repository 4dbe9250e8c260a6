"""Money: asked for, declined, approved, received twice, late, in any order; and what follows from it, once."""

import itertools
import json
import random
import time
from datetime import timedelta

import pytest

from atelier.shop.shopfront import NOW, finish_piece, make_member, offer, placed_order
from benchpin.atelier.accounts.models import Membership, User
from benchpin.atelier.outbox.models import Message
from benchpin.atelier.shop import services
from benchpin.atelier.shop.models import Payment, ProviderEvent
from benchpin.atelier.shop.payments import BadSignature
from benchpin.atelier.shop.payments.fake_stripe import ACCEPTED, APPROVAL, DECLINED, signature
from benchpin.atelier.shop.queries import stories
from benchpin.atelier.workshop.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workshop")]


def pay(order, card=ACCEPTED, *, purpose="deposit", now=NOW):
    return services.pay_at_demo(order_id=order.pk, purpose=purpose, card=card, now=now)


def state(order) -> str:
    return stories([order])[0].state


def test_a_paid_deposit_opens_a_job_for_each_piece(bank):
    order = placed_order(offer("the-vyse"), offer("the-caroline"))
    pay(order)
    assert Job.objects.filter(order_number=order.number).count() == 2
    assert (state(order), order.payments.get().amount_cents) == ("In the making", order.deposit_cents)
    assert Message.objects.filter(kind="shop.deposit_received").count() == 1


def test_a_declined_card_can_be_followed_by_another(bank):
    order = placed_order()
    with pytest.raises(services.PaymentRefused, match="declined"):
        pay(order, DECLINED)
    assert (order.payments.get().state, Job.objects.count()) == ("failed", 0)
    pay(order)
    assert (order.payments.get().state, Job.objects.count()) == ("paid", 1)


@pytest.mark.parametrize(("yes", "expected"), [(True, ("paid", 1)), (False, ("failed", 0))])
def test_a_bank_may_ask_its_customer_first(bank, yes, expected):
    order = placed_order()
    assert pay(order, APPROVAL).state == "approval"
    assert (order.payments.get().state, Job.objects.count()) == ("open", 0)
    services.answer_demo_bank(order_id=order.pk, purpose="deposit", yes=yes, now=NOW)
    assert (order.payments.get().state, Job.objects.count()) == expected


def test_an_answer_that_is_lost_after_the_money_moved_costs_the_customer_nothing_twice(bank):
    order = placed_order()
    services.start_payment(order_id=order.pk, purpose="deposit", provider="stripe", now=NOW)
    held, bank.take_events = bank.take_events, list  # the event is late as well
    bank.lose_answer_to = "confirm"
    with pytest.raises(services.PaymentRefused, match="not answered"):
        pay(order)
    assert Job.objects.count() == 0
    assert pay(order).state == "paid"  # trying again finds the money there
    services.settle(order_id=order.pk, purpose="deposit", now=NOW)
    for payload, signed in held():
        services.hear_provider(payload=payload, signature=signed, now=NOW)
    assert (order.payments.get().state, Job.objects.count()) == ("paid", 1)
    assert Message.objects.filter(kind="shop.deposit_received").count() == 1


def test_asking_twice_is_one_intent(bank):
    order = placed_order()
    first, intent = services.start_payment(order_id=order.pk, purpose="deposit", provider="stripe", now=NOW)
    again, same = services.start_payment(order_id=order.pk, purpose="deposit", provider="stripe", now=NOW)
    assert (first, intent.id) == (again, same.id)


def events_of_a_payment_that_was_declined_first(order, bank) -> list[dict]:
    """As Stripe would send them, without any of them heard yet."""
    _, intent = services.start_payment(order_id=order.pk, purpose="deposit", provider="stripe", now=NOW)
    for card in (DECLINED, APPROVAL):
        bank.handle("POST", f"/v1/payment_intents/{intent.id}/confirm", f"payment_method={card}")
    bank.approve(intent.id, yes=True)
    return [json.loads(payload) for payload, _ in bank.take_events()]


@pytest.mark.parametrize("order_of_arrival", list(itertools.permutations(range(4)))[::3])
def test_events_in_any_order_and_twice_have_one_outcome(bank, order_of_arrival):
    order = placed_order()
    events = events_of_a_payment_that_was_declined_first(order, bank)
    assert [event["type"].rpartition(".")[2] for event in events] == [
        "created",
        "payment_failed",
        "requires_action",
        "succeeded",
    ]
    arrivals = [events[index] for index in order_of_arrival]
    arrivals += random.Random(7).sample(events, 3)
    assert [services.apply_event(event=event, now=NOW) for event in arrivals] == [True] * 4 + [False] * 3
    assert (order.payments.get().state, order.payments.get().failure) == ("paid", "")
    assert (Job.objects.count(), ProviderEvent.objects.count()) == (1, 4)
    assert Message.objects.filter(kind="shop.deposit_received").count() == 1


def test_an_event_can_be_faster_than_the_answer_that_names_the_intent(bank):
    order = placed_order()
    payment, intent = services.start_payment(order_id=order.pk, purpose="deposit", provider="stripe", now=NOW)
    Payment.objects.update(provider_id="")
    bank.handle("POST", f"/v1/payment_intents/{intent.id}/confirm", f"payment_method={ACCEPTED}")
    for payload, signed in bank.take_events():
        services.hear_provider(payload=payload, signature=signed, now=NOW)
    payment.refresh_from_db()
    assert (payment.state, payment.provider_id) == ("paid", intent.id)


@pytest.mark.parametrize(
    "wrong", [{"amount": 1, "amount_received": 1}, {"currency": "eur"}, {"id": "pi_nobody", "metadata": {}}]
)
def test_an_event_of_another_amount_currency_or_intent_is_kept_unmatched(bank, wrong):
    order = placed_order()
    *_, paid = events_of_a_payment_that_was_declined_first(order, bank)
    paid["data"]["object"].update(wrong)
    services.apply_event(event=paid, now=NOW)
    assert ProviderEvent.objects.get().matched is False
    assert (order.payments.get().state, Job.objects.count()) == ("open", 0)


def test_only_signed_and_recent_events_are_heard(bank):
    order = placed_order()
    *_, paid = events_of_a_payment_that_was_declined_first(order, bank)
    payload = json.dumps(paid).encode()
    old = int(time.time()) - 301
    for signed in ("", "t=1,v1=00", signature(payload, "another secret"), signature(payload, bank.webhook_secret, at=old)):
        with pytest.raises(BadSignature):
            services.hear_provider(payload=payload, signature=signed, now=NOW)
    assert not ProviderEvent.objects.exists()


def test_what_arrives_after_the_order_ended_is_to_be_returned(bank):
    order = placed_order()
    *_, paid = events_of_a_payment_that_was_declined_first(order, bank)
    services.end_unpaid(order_id=order.pk, now=NOW + services.HELD_FOR)
    services.apply_event(event=paid, now=NOW + services.HELD_FOR + timedelta(minutes=1))
    [story] = stories([order])
    assert (order.payments.get().state, Job.objects.count()) == ("surplus", 0)
    assert story.owed_back_cents == order.deposit_cents
    assert Message.objects.filter(kind="shop.surplus").exists()


def test_a_deposit_paid_at_the_shop_and_by_card_is_kept_once(bank, workshop):
    ruth = make_member(workshop, "Ruth", Membership.Role.MANAGER)
    order = placed_order()
    *_, paid = events_of_a_payment_that_was_declined_first(order, bank)
    services.take_at_shop(order_id=order.pk, purpose="deposit", by=ruth, now=NOW)
    services.apply_event(event=paid, now=NOW)
    assert sorted(order.payments.values_list("state", flat=True)) == ["paid", "surplus"]
    assert Job.objects.count() == 1


def test_recording_at_the_shop_is_for_the_office_and_once(workshop):
    ruth = make_member(workshop, "Ruth", Membership.Role.OFFICE)
    order = placed_order(pays_at_shop=True)
    payment = order.payments.get()
    with pytest.raises(services.NotAllowed):
        services.record_shop_payment(payment_id=payment.pk, by=User.objects.get(name="Ines"), now=NOW)
    services.record_shop_payment(payment_id=payment.pk, by=ruth, now=NOW)
    services.record_shop_payment(payment_id=payment.pk, by=ruth, now=NOW)
    payment.refresh_from_db()
    assert (payment.state, payment.recorded_by, Job.objects.count()) == ("paid", ruth, 1)


def test_the_balance_is_due_only_when_the_piece_has_passed(bank, workshop):
    order = placed_order(offer("the-vyse"))
    pay(order)
    with pytest.raises(services.PaymentRefused, match="inspection"):
        pay(order, purpose="balance")
    finish_piece(order, by=User.objects.get(name="Ines"), now=NOW + timedelta(days=3))
    [story] = stories([order])
    assert (story.due, story.due_cents) == ("balance", order.total_cents - order.deposit_cents)
    pay(order, purpose="balance", now=NOW + timedelta(days=4))
    assert state(order) == "Ready to hand over"


def test_a_piece_is_handed_over_when_it_passed_and_is_paid_and_then_has_its_passport(bank, workshop):
    ruth, ines = make_member(workshop, "Ruth", Membership.Role.MANAGER), User.objects.get(name="Ines")
    order = placed_order(offer("the-vyse"))
    line, later = order.lines.get(), NOW + timedelta(days=5)
    hand_over = {"line_id": line.pk, "how": "ship", "tracking": "SD 1234", "by": ruth, "now": later}
    with pytest.raises(services.ShopRefused):
        services.hand_over(**hand_over)
    pay(order)
    finish_piece(order, by=ines, now=later)
    with pytest.raises(services.ShopRefused, match="balance"):
        services.hand_over(**hand_over)
    pay(order, purpose="balance", now=later)
    with pytest.raises(services.NotAllowed):
        services.hand_over(**{**hand_over, "by": ines})
    with pytest.raises(services.ShopRefused, match="tracking"):
        services.hand_over(**{**hand_over, "tracking": " "})
    services.hand_over(**hand_over)
    [story] = stories([order])
    assert story.state == "Handed over"
    assert story.lines[0].job.piece.passport.ownerships.get().owner_name == "Clara Bell"
    with pytest.raises(services.ShopRefused):
        services.hand_over(**hand_over)


def test_a_cancelled_order_owes_what_was_paid(bank, workshop):
    ruth = make_member(workshop, "Ruth", Membership.Role.MANAGER)
    order = placed_order()
    pay(order)
    services.cancel_order(order_id=order.pk, why="She said no.", by=ruth, now=NOW)
    [story] = stories([order])
    assert (story.state, story.owed_back_cents) == ("Ended", order.deposit_cents)
    assert Job.objects.get().cancelled_at == NOW
    with pytest.raises(services.ShopRefused):
        services.cancel_order(order_id=order.pk, why="Again.", by=ruth, now=NOW)
