"""A price book from and to JSON, and what a metal is worth by it."""

from typing import Any

import msgspec

from benchpin.smith.materials import metal
from benchpin.smith.pricing.sheet import PriceBook

__all__ = ["alloy_cents_per_g", "price_book_from_dict", "price_book_to_dict"]


def price_book_from_dict(data: dict[str, Any]) -> PriceBook:
    """Raises msgspec.ValidationError naming the field that does not fit."""
    return msgspec.convert(data, type=PriceBook)


def price_book_to_dict(book: PriceBook) -> dict[str, Any]:
    result: dict[str, Any] = msgspec.to_builtins(book)
    return result


def alloy_cents_per_g(alloy: str, book: PriceBook) -> float:
    """What a gram of the alloy costs us: its fine metals and the supplier's premium. Base metals count nothing."""
    row = metal(alloy)
    fine = sum(book.fine_metal_cents_per_g.get(element, 0.0) * percent / 100 for element, percent in row.composition.items())
    return fine * (1 + book.alloy_premium_percent.get(row.family, 0.0) / 100)
