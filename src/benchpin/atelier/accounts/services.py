"""Open an account; help somebody back into theirs."""

from datetime import datetime

from django.db import transaction

from benchpin.atelier.accounts.models import User
from benchpin.atelier.outbox.services import put

__all__ = ["AddressTaken", "ask_for_reset", "register"]


class AddressTaken(ValueError):
    """That there is an account with this address already."""


@transaction.atomic
def register(*, name: str, email: str, password: str) -> User:
    """Open an account.

    Raises:
        AddressTaken: if the address has one.
    """
    if User.objects.filter(email=email.lower()).exists():
        raise AddressTaken("There is an account with this address. Sign in, or reset its password.")
    return User.objects.create_user(email, password, name=name)


@transaction.atomic
def ask_for_reset(*, email: str, now: datetime) -> None:
    """Send a link for a new password, if there is such an account: the page says the same either way."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is not None:
        key = f"accounts.password_reset:{user.pk}:{now.isoformat()}"
        put(key=key, kind="accounts.password_reset", payload={"user_id": user.pk}, now=now)
