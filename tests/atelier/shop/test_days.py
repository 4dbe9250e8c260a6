"""What a product page says of days: how sure, in time for a need-by day, what would make it sooner."""

from datetime import timedelta

import pytest
from django.utils import timezone

from atelier.shop.shopfront import NOW, make_shop, offer
from benchpin.atelier.shop.needed import needed_by
from benchpin.atelier.shop.sooner import sooner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_shop_on_a_monday(monkeypatch):
    make_shop()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_a_day_after_the_promise_is_in_time_and_says_by_when_to_order():
    made = offer("the-wren")
    far = made.promised_on + timedelta(days=40)
    answer = needed_by(made, far.isoformat(), NOW)
    assert answer.in_time
    assert NOW.date() <= answer.order_by < far
    # Whoever orders on that very day is promised no later day than the one they need.
    assert far - answer.order_by >= (made.quote.likely_on - NOW.date())


def test_a_day_before_the_promise_is_answered_with_its_chance():
    made = offer("the-wren")
    before = needed_by(made, made.quote.likely_on.isoformat(), NOW)
    assert not before.in_time
    assert 40 <= before.chance_percent <= 80
    tomorrow = needed_by(made, (NOW.date() + timedelta(days=1)).isoformat(), NOW)
    assert (tomorrow.chance_percent, tomorrow.order_by) == (0, None)


@pytest.mark.parametrize(("typed", "says"), [("Christmas", "Write the day as"), ("2020-01-01", "over or today")])
def test_a_day_that_cannot_be_is_refused_with_a_sentence_and_kept_as_typed(client, typed, says):
    answer = needed_by(offer("the-wren"), typed, NOW)
    assert says in answer.refusal
    page = client.get("/p/the-wren/", {"need_by": typed}).content.decode()
    assert says in page
    assert f'value="{typed}"' in page


def test_the_page_says_how_sure_the_day_is():
    quote = offer("the-wren").quote
    assert quote.odds == "19 of 20"
    assert quote.likely_on <= quote.promised_on


def test_what_would_be_sooner_is_truly_sooner_and_leads_to_that_very_piece(client):
    slow = offer("the-wren", engraving="Ever yours")
    for one in sooner(slow, NOW):
        assert one.promised_on < slow.promised_on
        assert client.get(one.address).status_code == 200
    address = "/p/the-wren/sooner?engraving=Ever+yours"
    assert "sooner" in client.get(address).content.decode()
    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
