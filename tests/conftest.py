"""For every test: quick password hashes, and the people of cast.py as fixtures."""

import pytest
from django.conf import settings

import cast
from benchpin.atelier.accounts.models import User, Workshop
from benchpin.smith.pricing import PriceBook


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def workshop(db: None) -> Workshop:
    """Hollis & Wren: people, hours, machines, listings, prices, metal and stones; no orders."""
    return cast.open_workshop()


@pytest.fixture
def manager(workshop: Workshop) -> User:
    return cast.RUTH.user


@pytest.fixture
def artisan(workshop: Workshop) -> User:
    return cast.INES.user


@pytest.fixture
def customer(workshop: Workshop) -> User:
    return cast.CLARA.user


@pytest.fixture
def price_book(workshop: Workshop) -> PriceBook:
    return cast.price_book(workshop)
