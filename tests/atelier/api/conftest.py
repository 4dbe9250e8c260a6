import pytest

from atelier.shop.shopfront import NOW, make_shop
from benchpin.atelier.accounts.models import Workshop


@pytest.fixture
def workshop(db) -> Workshop:
    return make_shop()


@pytest.fixture
def clock(monkeypatch):
    """The API asked on the Monday of the shopfront."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
