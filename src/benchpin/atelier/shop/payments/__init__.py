"""Who takes the money: Stripe when keys are configured, else our own stand-in for it. Paying at the shop needs nobody."""

from functools import lru_cache

from django.conf import settings
from stripe import StripeClient

from benchpin.atelier.shop.payments.fake_stripe import FakeStripe
from benchpin.atelier.shop.payments.fake_wire import InProcess
from benchpin.atelier.shop.payments.pay_at_shop import PayAtShop
from benchpin.atelier.shop.payments.provider import Declined, Intent, Provider, ProviderAway
from benchpin.atelier.shop.payments.stripe import BROWSER_SCRIPT, BadSignature, StripeProvider

__all__ = [
    "AT_SHOP",
    "BROWSER_SCRIPT",
    "BY_CARD",
    "BadSignature",
    "Declined",
    "Intent",
    "Provider",
    "ProviderAway",
    "StripeProvider",
    "card_provider",
    "demo_bank",
    "provider_named",
    "takes_real_cards",
]

AT_SHOP, BY_CARD = PayAtShop.key, StripeProvider.key
DEMO_SECRET = "whsec_demonstration"  # guards nothing: the stand-in and its listener are one process
NETWORK_RETRIES = 2  # by the SDK, with the same idempotency key


def takes_real_cards() -> bool:
    return bool(settings.STRIPE_SECRET_KEY)


def provider_named(key: str) -> Provider:
    providers: dict[str, Provider] = {AT_SHOP: PayAtShop(), BY_CARD: card_provider()}
    return providers[key]


@lru_cache(maxsize=1)
def card_provider() -> StripeProvider:
    if takes_real_cards():
        client = StripeClient(settings.STRIPE_SECRET_KEY, max_network_retries=NETWORK_RETRIES)
        return StripeProvider(client, webhook_secret=settings.STRIPE_WEBHOOK_SECRET)
    client = StripeClient("sk_test_demonstration", http_client=InProcess(demo_bank()))
    return StripeProvider(client, webhook_secret=DEMO_SECRET)


@lru_cache(maxsize=1)
def demo_bank() -> FakeStripe:
    """The stand-in that the demo pays at. Its events gather until somebody takes them (`take_events`)."""
    return FakeStripe(webhook_secret=DEMO_SECRET, file=settings.VAR / "demonstration_bank.json")
