"""Basket, checkout and order pages, asked the way a browser asks."""

from dataclasses import replace

import pytest

from atelier.shop.shopfront import BOOK, set_prices
from benchpin.atelier.accounts.models import User
from benchpin.atelier.shop.models import BasketLine, Order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workshop", "clock", "bank")]

CLARA = {
    "name": "Clara Bell",
    "email": "clara@example.com",
    "delivery": "ship",
    "address": "1 Frederick Street, Birmingham",
    "gift_message": "For Ada",
    "hide_price": "on",
    "payment": "card",
    "terms": "on",
}


def filled(client, slug="the-vyse", **choices) -> dict:
    """Put a piece into the basket, open the checkout, and return what its form would send."""
    client.post(f"/p/{slug}/basket/", choices)
    page = client.get("/checkout/")
    key = page.context["form"]["idempotency_key"].value()
    return {**CLARA, "idempotency_key": key, "agreed": [line.agreed for line in page.context["checked"].lines]}


def test_an_empty_basket_says_so_and_has_no_checkout(client):
    assert "Nothing here yet" in client.get("/basket/").content.decode()
    assert client.get("/checkout/")["Location"] == "/basket/"
    assert client.post("/checkout/", {**CLARA, "idempotency_key": "k"})["Location"] == "/basket/"


def test_a_line_can_be_taken_out_but_not_somebody_elses(client):
    filled(client)
    mine = BasketLine.objects.get()
    client.cookies.clear()
    assert client.post(f"/basket/{mine.pk}/removal/").status_code == 302
    assert BasketLine.objects.filter(pk=mine.pk).exists()
    assert client.get(f"/basket/{mine.pk}/removal/").status_code == 405


def test_a_guest_orders_and_pays_and_follows_the_piece(client):
    form = filled(client, engraving="Always")
    placed = client.post("/checkout/", form)
    order = Order.objects.get()
    assert placed["Location"] == f"/orders/{order.token}/pay/deposit/"
    assert (order.gift_message, order.hide_price, order.user) == ("For Ada", True, None)
    assert order.lines.get().may_withdraw is False
    assert "demonstration" in client.get(placed["Location"]).content.decode()
    declined = client.post(placed["Location"], {"card": "pm_card_chargeDeclined"})
    assert (declined.status_code, "declined" in declined.content.decode()) == (409, True)
    assert client.post(placed["Location"], {"card": "pm_card_visa"})["Location"] == f"/orders/{order.token}/"
    page = client.get(f"/orders/{order.token}/").content.decode()
    assert "In the making" in page
    assert order.lines.get().withdrawal_reason in page.replace("&#x27;", "'")


def test_a_second_click_finds_the_order_the_first_one_made(client):
    form = filled(client)
    client.post("/checkout/", form)
    again = client.post("/checkout/", form)
    assert again["Location"] == f"/orders/{Order.objects.get().token}/"


@pytest.mark.parametrize("missing", ["name", "email", "address", "terms"])
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(client, missing):
    form = filled(client)
    del form[missing]
    page = client.post("/checkout/", form)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [missing]
    assert "For Ada" in page.content.decode()
    assert not Order.objects.exists()


def test_collecting_needs_no_address(client):
    form = filled(client) | {"delivery": "collect", "address": "", "payment": "shop"}
    placed = client.post("/checkout/", form)
    order = Order.objects.get()
    assert placed["Location"] == f"/orders/{order.token}/"
    assert order.payments.get().provider == "shop"


def test_a_price_that_moved_is_shown_old_beside_new_with_one_button(client, workshop):
    form = filled(client)
    was = BasketLine.objects.get().price_cents
    set_prices(
        workshop, replace(BOOK, version="dearer", labour_cents_per_hour=dict.fromkeys(BOOK.labour_cents_per_hour, 6_000))
    )
    moved = client.post("/checkout/", form)
    assert (moved.status_code, Order.objects.count()) == (409, 0)
    [change] = moved.context["moved"].changes
    assert change.old_price_cents == was < change.new_price_cents
    text = moved.content.decode()
    assert f'name="agreed" value="{change.agreed}"' in text
    assert "For Ada" in text  # what was typed goes along
    client.post("/checkout/", form | {"agreed": [change.agreed]})
    assert Order.objects.get().total_cents == change.new_price_cents


def test_a_price_from_the_browser_is_never_believed(client):
    form = filled(client)
    line_id, _, on = form["agreed"][0].split(":")
    assert client.post("/checkout/", form | {"agreed": [f"{line_id}:100:{on}"], "total_cents": "100"}).status_code == 409
    assert not Order.objects.exists()


@pytest.mark.parametrize("page", ["", "promised-day.ics", "photos/1/", "pay/deposit/", "pay/deposit/approval/", "pay/tip/"])
def test_a_stranger_finds_no_order(client, page):
    assert client.get(f"/orders/not-a-token/{page}").status_code == 404


def test_the_balance_cannot_be_paid_before_its_time(client):
    client.post("/checkout/", filled(client))
    order = Order.objects.get()
    assert client.get(f"/orders/{order.token}/pay/balance/")["Location"] == f"/orders/{order.token}/"


def test_the_promised_day_goes_into_a_calendar(client):
    client.post("/checkout/", filled(client))
    order = Order.objects.get()
    calendar = client.get(f"/orders/{order.token}/promised-day.ics")
    assert f"DTSTART;VALUE=DATE:{order.lines.get().promised_on:%Y%m%d}" in calendar.content.decode()


def test_orders_placed_while_signed_in_are_found_in_the_account(client):
    clara = User.objects.create_user("clara@example.com", "correct horse battery", name="Clara Bell")
    client.force_login(clara)
    client.post("/checkout/", filled(client))
    assert Order.objects.get().number in client.get("/account/orders/").content.decode()
    stranger = User.objects.create_user("other@example.com", "correct horse battery")
    client.force_login(stranger)
    assert "No orders yet" in client.get("/account/orders/").content.decode()


def test_a_webhook_must_be_signed_and_posted(client):
    assert client.get("/payments/stripe/webhook/").status_code == 405
    answer = client.post("/payments/stripe/webhook/", b"{}", content_type="application/json")
    assert answer.status_code == 400


def test_stripes_script_is_allowed_only_on_the_page_that_loads_it(client, settings):
    client.post("/checkout/", filled(client))
    order = Order.objects.get()
    address = f"/orders/{order.token}/pay/deposit/"
    assert "stripe.com" not in client.get(address)["Content-Security-Policy"]
    settings.STRIPE_SECRET_KEY = "sk_test_of_the_shop"
    assert "https://js.stripe.com" in client.get(address)["Content-Security-Policy"]
    assert "stripe.com" not in client.get(f"/orders/{order.token}/")["Content-Security-Policy"]
