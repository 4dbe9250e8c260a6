import pytest
from django.core.cache import cache

from atelier.shop.shopfront import NOW, make_shop
from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.shop import payments
from benchpin.atelier.shop.payments.fake_stripe import FakeStripe


@pytest.fixture(autouse=True)
def _nothing_kept_from_another_test():
    cache.clear()


@pytest.fixture
def workshop(db) -> Workshop:
    return make_shop()


@pytest.fixture
def bank(settings, tmp_path) -> FakeStripe:
    """The demo's stand-in for Stripe, new and forgetful."""
    settings.VAR = tmp_path
    payments.card_provider.cache_clear()
    payments.demo_bank.cache_clear()
    yield payments.demo_bank()
    payments.card_provider.cache_clear()
    payments.demo_bank.cache_clear()


@pytest.fixture
def clock(monkeypatch):
    """Pages read the clock at the edge: here it stands at the test's Monday morning."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW
