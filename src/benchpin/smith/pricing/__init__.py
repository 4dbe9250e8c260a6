"""Cost sheets: masses, stones and minutes in, lines out, in whole cents."""

from benchpin.smith.pricing.cost import cost_sheet
from benchpin.smith.pricing.price_book import MissingPrice, alloy_cents_per_g, price_book_from_dict, price_book_to_dict
from benchpin.smith.pricing.sheet import CostLine, CostSheet, GemPrice, PriceBook
from benchpin.smith.pricing.shown import CustomerLine, customer_lines

__all__ = [
    "CostLine",
    "CostSheet",
    "CustomerLine",
    "GemPrice",
    "MissingPrice",
    "PriceBook",
    "alloy_cents_per_g",
    "cost_sheet",
    "customer_lines",
    "price_book_from_dict",
    "price_book_to_dict",
]
