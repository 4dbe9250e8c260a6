"""What the shop refuses, with a sentence for whoever asked."""

from dataclasses import dataclass
from datetime import date

from benchpin.atelier.shop.baskets import agreed_text

__all__ = ["Change", "NotAllowed", "NothingToOrder", "OfferMoved", "PaymentRefused", "ShopRefused"]


class ShopRefused(ValueError):
    """Any refusal of the shop."""


class NothingToOrder(ShopRefused):
    """That the basket is empty, or was ordered already."""


class NotAllowed(ShopRefused):
    """That somebody does not run this workshop's office."""


class PaymentRefused(ShopRefused):
    """That a payment cannot be asked for or taken now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a basket against what was agreed; without new figures it can no longer be ordered, and `refusal` says why."""

    line_id: int
    name: str
    shown: tuple[tuple[str, str], ...]
    old_price_cents: int
    old_on: date
    new_price_cents: int | None = None
    new_on: date | None = None
    refusal: str = ""

    @property
    def agreed(self) -> str:
        """The new figures, for the next try to be held against."""
        return agreed_text(self.line_id, self.new_price_cents or 0, self.new_on or self.old_on)

    @property
    def price_moved(self) -> bool:
        return self.new_price_cents is not None and self.new_price_cents != self.old_price_cents

    @property
    def day_moved(self) -> bool:
        return self.new_on is not None and self.new_on != self.old_on


class OfferMoved(ShopRefused):
    """That a price or a day is no longer what was agreed. Nothing was ordered; `changes` has every line, moved or not."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        self.changes = changes
        super().__init__("A price or a day has changed since you saw it. Nothing is ordered yet.")

    @property
    def can_be_accepted(self) -> bool:
        return not any(change.refusal for change in self.changes)
