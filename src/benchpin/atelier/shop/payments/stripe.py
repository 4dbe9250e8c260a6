"""Cards by Stripe: PaymentIntents through the official SDK, events by signed webhook."""

from typing import Any

import stripe

from benchpin.atelier.shop.payments.provider import Declined, Intent, IntentState, ProviderAway

__all__ = ["BROWSER_SCRIPT", "BadSignature", "StripeProvider"]

# Stripe's script for the browser carries the name of the API's release, which the pinned SDK decides.
BROWSER_SCRIPT = f"https://js.stripe.com/{stripe.api_version.rpartition('.')[2]}/stripe.js"

# Stripe's own recommendation: an event older than this may be a replay.
TOLERANCE_SECONDS = 300
STATES: dict[str, IntentState] = {
    "requires_payment_method": "new",
    "requires_confirmation": "new",
    "requires_action": "approval",
    "processing": "processing",
    "requires_capture": "processing",
    "succeeded": "paid",
    "canceled": "closed",
}


class BadSignature(ValueError):
    """That a webhook was not signed by Stripe, or too long ago."""


class StripeProvider:
    key = "stripe"

    def __init__(self, client: stripe.StripeClient, *, webhook_secret: str) -> None:
        self._client = client
        self._webhook_secret = webhook_secret

    def open(self, *, key: str, amount_cents: int, currency: str, reference: str) -> Intent:
        params: Any = {
            "amount": amount_cents,
            "currency": currency.lower(),
            "metadata": {"payment": key, "reference": reference},
        }
        try:
            return _intent(self._client.v1.payment_intents.create(params, {"idempotency_key": key}))
        except stripe.StripeError as error:
            raise ProviderAway(_words(error)) from error

    def read(self, intent_id: str) -> Intent:
        """How a payment stands now. Raises ProviderAway."""
        try:
            return _intent(self._client.v1.payment_intents.retrieve(intent_id))
        except stripe.StripeError as error:
            raise ProviderAway(_words(error)) from error

    def confirm(self, intent_id: str, payment_method: str) -> Intent:
        """Pay with a payment method Stripe knows. A browser does this itself with Stripe's script; our stand-in needs it.

        Raises:
            Declined: if the bank refused.
            ProviderAway: if nobody knows.
        """
        try:
            return _intent(self._client.v1.payment_intents.confirm(intent_id, {"payment_method": payment_method}))
        except stripe.CardError as error:
            raise Declined(_words(error)) from error
        except stripe.StripeError as error:
            raise ProviderAway(_words(error)) from error

    def close(self, intent_id: str) -> None:
        try:
            self._client.v1.payment_intents.cancel(intent_id)
        except stripe.InvalidRequestError:
            return  # paid or closed already
        except stripe.StripeError as error:
            raise ProviderAway(_words(error)) from error

    def event(self, payload: bytes, signature: str) -> dict[str, Any]:
        """Read a webhook's body, as it came over the wire.

        Raises:
            BadSignature: if it is not signed with our secret within the last five minutes, or is no event at all.
        """
        try:
            event = stripe.Webhook.construct_event(payload, signature, self._webhook_secret, tolerance=TOLERANCE_SECONDS)
        except (ValueError, stripe.SignatureVerificationError) as error:
            raise BadSignature("This message is not signed by our payment provider.") from error
        found: dict[str, Any] = event.to_dict()
        return found


def _intent(found: Any) -> Intent:
    error = found.last_payment_error if "last_payment_error" in found else None
    return Intent(
        id=found.id,
        state=STATES[found.status],
        amount_cents=found.amount,
        currency=found.currency.upper(),
        secret=found.client_secret or "",
        failure=(error.message or "") if error else "",
    )


def _words(error: stripe.StripeError) -> str:
    return error.user_message or str(error)
