"""The office: what it may do, and who may not even see it."""

from datetime import timedelta

import pytest

from atelier.shop.shopfront import NOW, finish_piece, make_member, offer, placed_order
from benchpin.atelier.accounts.models import Membership, User, Workshop
from benchpin.atelier.shop.models import Handover, Order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def ruth(client, workshop) -> User:
    ruth = make_member(workshop, "Ruth", Membership.Role.MANAGER)
    client.force_login(ruth)
    return ruth


def addresses(order: Order) -> dict[str, str]:
    number, line = order.number, order.lines.get().pk
    return {
        "/office/": "get",
        f"/office/orders/{number}/": "get",
        f"/office/orders/{number}/payment/": "post",
        f"/office/orders/{number}/cancellation/": "post",
        f"/office/lines/{line}/handover/": "post",
    }


def test_who_does_not_run_the_office_finds_nothing(client, workshop):
    order = placed_order()
    other = Workshop.objects.create(slug="other", name="Other", country="GB", timezone_name="Europe/London", currency="GBP")
    make_member(other, "Rival", Membership.Role.MANAGER)
    for name in ("Ines", "Rival"):
        client.force_login(User.objects.get(name=name))
        found = {url: getattr(client, method)(url).status_code for url, method in addresses(order).items()}
        if name == "Rival":  # runs an office, but another one: an empty list, and none of these orders
            assert found.pop("/office/") == 200
            assert order.number not in client.get("/office/").content.decode()
        assert set(found.values()) == {404}


def test_a_stranger_is_asked_to_sign_in(client, workshop):
    for url, method in addresses(placed_order()).items():
        answer = getattr(client, method)(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/sign-in/")


def test_get_changes_nothing(client, ruth):
    for url, method in addresses(placed_order()).items():
        if method == "post":
            assert client.get(url).status_code == 405


def test_orders_are_found_by_number_name_and_state(client, ruth):
    assert "No orders yet" in client.get("/office/").content.decode()
    order = placed_order()
    for query in ("", "?q=b-0001", "?q=clara", "?state=deposit"):
        assert order.number in client.get(f"/office/{query}").content.decode()
    for query in ("?q=nobody", "?state=done", "?state=making", "?state=ended"):
        assert "Nothing like that" in client.get(f"/office/{query}").content.decode()


def test_the_list_asks_as_often_for_many_orders_as_for_one(client, ruth, django_assert_max_num_queries):
    for number in range(4):
        placed_order(offer("the-vyse"), key=str(number))
    with django_assert_max_num_queries(16):
        client.get("/office/")


def test_a_deposit_and_a_balance_are_recorded_and_the_piece_handed_over(client, ruth):
    order = placed_order(offer("the-vyse"), pays_at_shop=True)
    page, line = f"/office/orders/{order.number}/", order.lines.get()
    assert client.post(f"{page}payment/", {"purpose": "balance"}).status_code == 409
    assert client.post(f"{page}payment/", {"purpose": "deposit"}).status_code == 302
    assert client.post(f"/office/lines/{line.pk}/handover/", {"how": "collect"}).status_code == 409
    finish_piece(order, by=User.objects.get(name="Ines"), now=NOW + timedelta(days=4))
    assert client.post(f"{page}payment/", {"purpose": "balance"}).status_code == 302
    assert client.post(f"/office/lines/{line.pk}/handover/", {}).status_code == 422
    refused = client.post(f"/office/lines/{line.pk}/handover/", {"how": "ship"})
    assert "tracking number" in refused.content.decode()
    assert client.post(f"/office/lines/{line.pk}/handover/", {"how": "collect"}).status_code == 302
    assert Handover.objects.get().by == ruth
    assert "Open its passport" in client.get(f"/orders/{order.token}/").content.decode()


def test_an_order_is_cancelled_with_a_reason(client, ruth):
    order = placed_order()
    page = f"/office/orders/{order.number}/cancellation/"
    assert client.post(page, {"why": ""}).status_code == 422
    assert client.post(page, {"why": "The ring was for a wedding that will not be."}).status_code == 302
    assert client.post(page, {"why": "Again."}).status_code == 409
    assert "wedding" in client.get(f"/orders/{order.token}/").content.decode()
