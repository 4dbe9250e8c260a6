"""A cost sheet: every line that makes the price, in whole cents, openable."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["CostLine", "CostSheet", "GemPrice", "PriceBook"]

LineGroup = Literal["metal", "stones", "labour", "findings", "services", "overhead", "margin", "tax", "rounding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GemPrice:
    """What we pay for stones of one gem, from a weight upwards, by the carat."""

    gem: str
    from_carats: float
    cents_per_carat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBook:
    """All that a price depends on besides the piece, as it stood on one day. Cents are of `currency`, tax excluded."""

    version: str
    as_of: date
    currency: str  # ISO 4217
    fine_metal_cents_per_g: dict[str, float]  # element symbol -> price of the pure metal
    alloy_premium_percent: dict[str, float]  # metal family -> supplier's premium over the metal's value
    metal_loss_percent: dict[str, float]  # metal family -> lost for good in casting, filing, polishing
    gems: tuple[GemPrice, ...]
    gem_markup_percent: float
    labour_cents_per_hour: dict[str, int]  # skill -> what an hour costs the workshop
    finding_markup_percent: float
    services_cents: dict[str, int]  # outside service -> what it costs a piece: "hallmark"
    overhead_percent: float  # on labour
    margin_percent: float  # on cost without stones, whose prices carry their own markup
    tax_percent: float
    tax_name: str
    round_to_cents: int = 100  # the price with tax is rounded up to a multiple

    def __post_init__(self) -> None:
        percents = {
            "gem_markup_percent": self.gem_markup_percent,
            "finding_markup_percent": self.finding_markup_percent,
            "overhead_percent": self.overhead_percent,
            "margin_percent": self.margin_percent,
            "tax_percent": self.tax_percent,
        }
        if below := [name for name, percent in percents.items() if percent < 0]:
            raise ValueError(f"{' and '.join(below)} must not be below 0.")
        if any(not 0 <= percent < 100 for percent in self.metal_loss_percent.values()):
            raise ValueError("metal_loss_percent must be from 0 to below 100: it is a part of what is issued.")
        if self.round_to_cents < 1:
            raise ValueError("round_to_cents must be at least 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    key: str
    group: LineGroup
    label: str
    detail: str  # "5.32 g of 18 ct yellow gold at £78.20"
    quantity: float
    unit: str  # "g", "ct", "min", "piece", "%"
    rate_cents: float
    amount_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSheet:
    """Lines whose amounts add up to `total_cents`, exactly."""

    currency: str
    book_version: str
    as_of: date
    lines: tuple[CostLine, ...]
    net_cents: int
    tax_cents: int
    total_cents: int

    def __post_init__(self) -> None:
        if sum(line.amount_cents for line in self.lines) != self.total_cents:
            raise ValueError("the lines of a cost sheet must add up to its total")
        if self.net_cents + self.tax_cents != self.total_cents:
            raise ValueError("net and tax must add up to the total")
