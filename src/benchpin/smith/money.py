"""Whole cents and the one rule by which anything is rounded to them."""

from decimal import ROUND_HALF_UP, Decimal

__all__ = ["SYMBOLS", "format_money", "round_cents", "round_up_to"]

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "CHF": "CHF "}  # currencies of a hundred cents


def round_cents(amount: float | Decimal) -> int:
    """Round to whole cents, halves away from zero: what an invoice's reader expects.

    A float counts to a millionth of a cent, so that 100 × 0.285, in binary a little less than 28.5, is a half.
    """
    exact = amount if isinstance(amount, Decimal) else Decimal(repr(round(amount, 6)))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def round_up_to(cents: int, step_cents: int) -> int:
    """The next multiple of `step_cents` that is not below `cents`."""
    return -(-cents // step_cents) * step_cents


def format_money(cents: int, currency: str, *, short: bool = False) -> str:
    """Write an amount for a reader of English: "£1,990.00"; short: "£1,990" where there are no odd pence."""
    sign = "−" if cents < 0 else ""
    whole, odd = divmod(abs(cents), 100)
    symbol = SYMBOLS.get(currency, f"{currency} ")
    return f"{sign}{symbol}{whole:,}" + ("" if short and not odd else f".{odd:02d}")
