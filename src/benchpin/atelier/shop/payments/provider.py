"""What the shop asks of whoever takes its money. Providers know amounts and their own names, nothing of orders."""

from dataclasses import dataclass
from typing import Literal, Protocol

__all__ = ["Declined", "Intent", "IntentState", "Provider", "ProviderAway"]

# "new": no way to pay chosen yet, or the last one was declined. "approval": the bank asks its customer first.
IntentState = Literal["new", "approval", "processing", "paid", "closed"]


class ProviderAway(OSError):
    """That the provider did not answer, or not in a way we understand: whether money moved is not known."""


class Declined(ValueError):
    """That the customer's bank said no, with its sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One payment as the provider sees it."""

    id: str
    state: IntentState
    amount_cents: int
    currency: str  # ISO 4217, upper case
    secret: str = ""  # for the customer's browser alone
    failure: str = ""


class Provider(Protocol):
    key: str  # as stored in Payment.provider

    def open(self, *, key: str, amount_cents: int, currency: str, reference: str) -> Intent:
        """Ask for money. The same `key` again returns the same intent. Raises ProviderAway."""

    def close(self, intent_id: str) -> None:
        """Let nobody pay it any more; one that is paid stays paid. Raises ProviderAway."""
