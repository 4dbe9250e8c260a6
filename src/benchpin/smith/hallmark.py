"""When a piece must be hallmarked, and which marks it then bears. United Kingdom law.

Source: Hallmarking Act 1973, by anchorcertacademy.net: exempt below 1 g of gold, 7.78 g of silver, 0.5 g of platinum.
What is sold together is weighed together, a pair or a pendant with its chain: the stricter reading of the law (estimate).
"""

from dataclasses import dataclass

from benchpin.smith.materials import metal

__all__ = ["EXEMPT_BELOW_G", "Mark", "hallmark_required", "marks"]

EXEMPT_BELOW_G = {"gold": 1.0, "silver": 7.78, "platinum": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One of the marks of a hallmark, and what it reads."""

    name: str
    reads: str


def hallmark_required(alloy: str, metal_mass_g: float) -> bool:
    """Whether a piece of this alloy and metal mass, taken to the milligram, must be hallmarked to be sold as that metal."""
    return round(metal_mass_g, 3) >= EXEMPT_BELOW_G[metal(alloy).precious_group]


def marks(alloy: str) -> tuple[Mark, ...]:
    """The marks struck on a piece of this alloy, apart from the sponsor's and the office's own."""
    fineness = metal(alloy).fineness
    return (
        Mark(name="Sponsor's mark", reads="the workshop's own"),
        Mark(name="Fineness", reads=str(fineness)),
        Mark(name="Assay office mark", reads="the office's own"),
    )
