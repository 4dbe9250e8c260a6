"""Thirty-two people order the same stone in the same second, each through the whole checkout service."""

import threading
from collections import Counter

import pytest
from django.db import connection

from atelier.shop.shopfront import CLARA, NOW, filled_basket, make_shop, make_stone, offer
from benchpin.atelier.shop import services
from benchpin.atelier.shop.models import Order
from benchpin.atelier.stock.models import StoneReservation
from benchpin.atelier.workshop.models import Hold

BUYERS = 32


@pytest.mark.django_db(transaction=True)
def test_thirty_two_checkouts_for_one_stone_make_one_order():
    workshop = make_shop()
    make_stone(workshop)
    wanted = offer(stone="S-0117")
    baskets = [filled_basket(wanted) for _ in range(BUYERS)]
    outcomes, gate = [""] * BUYERS, threading.Barrier(BUYERS)

    def buy(number: int) -> None:
        gate.wait()
        try:
            services.place_order(basket=baskets[number], customer=CLARA, idempotency_key=str(number), now=NOW)
            outcomes[number] = "ordered"
        except services.OfferMoved as moved:
            outcomes[number] = "refused" if "S-0117" in moved.changes[0].refusal else "moved"
        finally:
            connection.close()

    threads = [threading.Thread(target=buy, args=(number,)) for number in range(BUYERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert Counter(outcomes) == {"ordered": 1, "refused": BUYERS - 1}
    assert Order.objects.count() == Hold.objects.count() == 1
    assert StoneReservation.objects.filter(released_at__isnull=True).count() == 1
