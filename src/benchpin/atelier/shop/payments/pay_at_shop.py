"""Paid over the counter or by transfer, and recorded by staff: the payment's own row is all there is."""

from benchpin.atelier.shop.payments.provider import Intent

__all__ = ["PayAtShop"]


class PayAtShop:
    key = "shop"

    def open(self, *, key: str, amount_cents: int, currency: str, reference: str) -> Intent:
        return Intent(id="", state="new", amount_cents=amount_cents, currency=currency)

    def close(self, intent_id: str) -> None:
        """Nobody outside knows of it."""
