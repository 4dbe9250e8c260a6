"""A price book from and to JSON, and what a metal is worth by it."""

from typing import Any

import msgspec

from benchpin.smith.materials import metal
from benchpin.smith.pricing.sheet import PriceBook

__all__ = ["MissingPrice", "alloy_cents_per_g", "price_book_from_dict", "price_book_to_dict"]

PRECIOUS = {"Au": "gold", "Ag": "silver", "Pt": "platinum", "Pd": "palladium"}  # all others count nothing in an alloy's price


class MissingPrice(LookupError):
    """The price book has no price for something the piece needs; says what to add."""


def price_book_from_dict(data: dict[str, Any]) -> PriceBook:
    """Raises msgspec.ValidationError naming the field that does not fit."""
    return msgspec.convert(data, type=PriceBook)


def price_book_to_dict(book: PriceBook) -> dict[str, Any]:
    result: dict[str, Any] = msgspec.to_builtins(book)
    return result


def alloy_cents_per_g(alloy: str, book: PriceBook) -> float:
    """What a gram of the alloy costs us: its precious metals and the supplier's premium. Base metals count nothing.

    Raises:
        MissingPrice: if a precious metal of the alloy, or the premium on its family, is not in the book.
    """
    row = metal(alloy)
    shares = {element: percent / 100 for element, percent in row.composition.items() if element in PRECIOUS}
    if missing := [PRECIOUS[element] for element in shares if element not in book.fine_metal_cents_per_g]:
        raise MissingPrice(f"The price book has no price for fine {' and '.join(missing)}, which {row.name} needs.")
    if row.family not in book.alloy_premium_percent:
        raise MissingPrice(f"The price book has no supplier's premium for {row.family}, the family of {row.name}.")
    fine = sum(book.fine_metal_cents_per_g[element] * share for element, share in shares.items())
    return fine * (1 + book.alloy_premium_percent[row.family] / 100)
