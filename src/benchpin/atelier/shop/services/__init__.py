"""Everything that changes a row of the shop."""

from benchpin.atelier.shop.baskets import BasketRefused, add_to_basket, remove_from_basket
from benchpin.atelier.shop.services.ending import cancel_order, end_unpaid
from benchpin.atelier.shop.services.handing_over import hand_over
from benchpin.atelier.shop.services.ordering import HELD_FOR, Customer, place_order
from benchpin.atelier.shop.services.paying import (
    answer_demo_bank,
    apply_event,
    close_intent,
    hear_provider,
    pay_at_demo,
    record_shop_payment,
    settle,
    start_payment,
    take_at_shop,
)
from benchpin.atelier.shop.services.refusals import (
    Change,
    NotAllowed,
    NothingToOrder,
    OfferMoved,
    PaymentRefused,
    ShopRefused,
)

__all__ = [
    "HELD_FOR",
    "BasketRefused",
    "Change",
    "Customer",
    "NotAllowed",
    "NothingToOrder",
    "OfferMoved",
    "PaymentRefused",
    "ShopRefused",
    "add_to_basket",
    "answer_demo_bank",
    "apply_event",
    "cancel_order",
    "close_intent",
    "end_unpaid",
    "hand_over",
    "hear_provider",
    "pay_at_demo",
    "place_order",
    "record_shop_payment",
    "remove_from_basket",
    "settle",
    "start_payment",
    "take_at_shop",
]
