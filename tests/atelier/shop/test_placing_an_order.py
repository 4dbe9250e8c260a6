"""From a basket to an order: priced and planned again, all or nothing, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from atelier.shop.shopfront import (
    BOOK,
    CLARA,
    NOW,
    filled_basket,
    make_member,
    make_shop,
    make_stone,
    offer,
    placed_order,
    set_prices,
)
from benchpin.atelier.accounts.models import Membership
from benchpin.atelier.outbox.models import Message
from benchpin.atelier.shop import services
from benchpin.atelier.shop.baskets import check
from benchpin.atelier.shop.models import Basket, Cancellation, Order
from benchpin.atelier.stock.models import StoneReservation
from benchpin.atelier.workshop.models import Hold

pytestmark = pytest.mark.django_db


def test_an_order_stores_what_was_sold_and_holds_the_bench():
    make_shop()
    shown = offer(engraving="Always", metal="pt_950_ru")
    order = placed_order(shown)
    line = order.lines.get()
    assert (order.number, order.total_cents, order.deposit_cents) == ("B-0001", shown.price_cents, shown.price_cents // 2)
    assert sum(row["amount_cents"] for row in line.cost_sheet["lines"]) == line.price_cents == shown.price_cents
    assert line.promised_on == shown.promised_on
    assert line.anatomy["engravings"][0]["text"] == "Always"
    hold = Hold.objects.get(reference=str(line.pk))
    assert (hold.promised_on, hold.expires_at) == (line.promised_on, NOW + timedelta(hours=48))
    assert set(Message.objects.values_list("kind", flat=True)) == {"shop.order_placed", "shop.hold_ends"}


def test_the_same_key_again_is_the_same_order():
    make_shop()
    basket = filled_basket()
    first = services.place_order(basket=basket, customer=CLARA, idempotency_key="k", now=NOW)
    again = services.place_order(basket=basket, customer=CLARA, idempotency_key="k", now=NOW)
    assert first == again
    assert (Order.objects.count(), Hold.objects.count()) == (1, 1)


def test_a_basket_is_ordered_once_whatever_the_key():
    make_shop()
    basket = filled_basket()
    services.place_order(basket=basket, customer=CLARA, idempotency_key="k", now=NOW)
    with pytest.raises(services.NothingToOrder):
        services.place_order(basket=basket, customer=CLARA, idempotency_key="other", now=NOW)


def test_a_price_that_rose_is_said_and_nothing_is_half_done():
    workshop = make_shop()
    basket = filled_basket()
    was = basket.lines.get().price_cents
    set_prices(
        workshop,
        replace(BOOK, version="dearer", fine_metal_cents_per_g={**BOOK.fine_metal_cents_per_g, "Au": 9_000.0}),
        valid_from=NOW,
    )
    with pytest.raises(services.OfferMoved) as moved:
        services.place_order(basket=basket, customer=CLARA, idempotency_key="k", now=NOW)
    [change] = moved.value.changes
    assert (change.old_price_cents, change.price_moved, change.day_moved) == (was, True, False)
    assert change.new_price_cents > was
    assert (Order.objects.count(), Hold.objects.count(), Message.objects.count()) == (0, 0, 0)
    assert Basket.objects.get().ordered_at is None


def test_the_new_figures_can_be_agreed_to():
    workshop = make_shop()
    basket = filled_basket()
    set_prices(
        workshop,
        replace(BOOK, version="dearer", fine_metal_cents_per_g={**BOOK.fine_metal_cents_per_g, "Au": 9_000.0}),
        valid_from=NOW,
    )
    agreed = [line.agreed for line in check(basket, NOW).lines]
    order = services.place_order(basket=basket, customer=CLARA, idempotency_key="k", now=NOW, agreed=agreed)
    assert order.total_cents > basket.lines.get().price_cents


@pytest.mark.parametrize("agreed", [[], ["1:1:2026-12-24"], ["nonsense"], ["{pk}:100:{on}"]])
def test_figures_a_browser_made_up_are_never_used(agreed):
    make_shop()
    basket = filled_basket()
    line = basket.lines.get()
    texts = [text.format(pk=line.pk, on=line.promised_on) for text in agreed]
    with pytest.raises(services.OfferMoved):
        services.place_order(basket=basket, customer=CLARA, idempotency_key="k", now=NOW, agreed=texts)
    assert not Order.objects.exists()


def test_a_day_that_cannot_be_kept_any_more_is_said():
    make_shop()
    basket = filled_basket(offer("the-vyse"))
    promised_on = basket.lines.get().promised_on
    for number in range(12):  # others were faster
        placed_order(offer("the-vyse"), key=f"other-{number}")
    with pytest.raises(services.OfferMoved) as moved:
        services.place_order(basket=basket, customer=CLARA, idempotency_key="k", now=NOW)
    [change] = moved.value.changes
    assert change.day_moved
    assert change.old_on == promised_on < change.new_on
    assert Hold.objects.count() == 12


def test_one_stone_is_not_sold_twice():
    workshop = make_shop()
    make_stone(workshop)
    with_stone = offer(stone="S-0117")
    first, second = filled_basket(with_stone), filled_basket(with_stone)
    services.place_order(basket=first, customer=CLARA, idempotency_key="a", now=NOW)
    with pytest.raises(services.OfferMoved) as moved:
        services.place_order(basket=second, customer=CLARA, idempotency_key="b", now=NOW)
    assert "S-0117" in moved.value.changes[0].refusal
    assert not moved.value.can_be_accepted
    assert StoneReservation.objects.filter(released_at__isnull=True).count() == 1


def test_two_lines_cannot_name_the_same_stone():
    workshop = make_shop()
    make_stone(workshop)
    basket = filled_basket(offer(stone="S-0117"))
    with pytest.raises(services.BasketRefused):
        services.add_to_basket(basket=basket, offer=offer(stone="S-0117"), now=NOW)


def test_a_chosen_stone_brings_its_own_measures_and_price():
    workshop = make_shop()
    stone = make_stone(workshop)
    line = placed_order(offer(stone="S-0117")).lines.get()
    assert line.stone_number == "S-0117"
    assert line.anatomy["stones"][0]["carats"] == float(stone.carats)
    assert stone.price_cents in [row["amount_cents"] for row in line.cost_sheet["lines"]]


def test_an_unpaid_order_gives_bench_and_stone_back_after_two_days():
    workshop = make_shop()
    make_stone(workshop)
    order = placed_order(offer(stone="S-0117"))
    services.end_unpaid(order_id=order.pk, now=NOW + services.HELD_FOR)
    services.end_unpaid(order_id=order.pk, now=NOW + services.HELD_FOR)
    assert Hold.objects.get().released_at is not None
    assert not StoneReservation.objects.filter(released_at__isnull=True).exists()
    assert Message.objects.filter(kind="shop.order_ended").count() == 1


def test_a_paid_order_is_not_ended():
    workshop = make_shop()
    order = placed_order(pays_at_shop=True)
    ruth = make_member(workshop, "Ruth", Membership.Role.MANAGER)
    services.record_shop_payment(payment_id=order.payments.get().pk, by=ruth, now=NOW)
    services.end_unpaid(order_id=order.pk, now=NOW + services.HELD_FOR)
    assert not Cancellation.objects.exists()
    assert Hold.objects.get().released_at is None
