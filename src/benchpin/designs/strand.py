"""What chains have in common, by themselves or between stations and plates: the options, the limits, the parts of a row."""

from collections.abc import Iterator, Mapping
from typing import cast

from benchpin.designs.design import Choices
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Chain,
    ChainKind,
    Clasp,
    ClaspKind,
    Floats,
    Scale,
    Solid,
    cap_solid,
    clasp_solid,
    link_solid,
    ring_for,
)
from benchpin.smith.materials import Alloy
from benchpin.smith.piece import TOLERANCE_MM

__all__ = [
    "CHAIN_NAMES",
    "CLASP_NAMES",
    "chain_of",
    "chain_option",
    "chain_rules",
    "chain_width_measure",
    "chain_width_option",
    "clasp_of",
    "clasp_option",
    "row_parts",
]

CHAIN_TOLERANCE_MM = 0.02  # links are small and many: shown coarser, weighed exactly; twice this is less than their play
CHAIN_NAMES = {
    "cable": "Cable",
    "curb": "Curb",
    "figaro": "Figaro",
    "rolo": "Rolo",
    "belcher": "Belcher",
    "box": "Box",
    "snake": "Snake",
}
CLASP_NAMES = {"bolt_ring": "Bolt ring", "lobster": "Lobster clasp", "box": "Box clasp"}
# What can be made, mm: a link's hole must take the end ring's wire (own trials); wide solid box and snake chain is too heavy
# and stiff to wear (estimate).
WIDTHS_MM = {
    "curb": (1.6, 6.0),
    "figaro": (2.0, 6.0),
    "rolo": (1.6, 6.0),
    "belcher": (1.6, 6.0),
    "box": (1.6, 3.0),
    "snake": (1.2, 3.0),
}


def chain_option(default: str, *offered: str) -> Choice:
    values = tuple(Value(key=key, label=CHAIN_NAMES[key]) for key in offered or CHAIN_NAMES)
    return Choice(key="chain", label="Chain", default=default, freezes_at="assemble", values=values, needs=("findings",))


def chain_width_option(least: str, most: str, default: str) -> Measure:
    return Measure(
        key="chain_width",
        label="Chain width",
        default=default,
        freezes_at="assemble",
        least=least,
        most=most,
        step="0.2",
        help="Across its links.",
        needs=("findings",),
    )


def clasp_option(default: str, *offered: str) -> Choice:
    values = tuple(Value(key=key, label=CLASP_NAMES[key]) for key in offered or CLASP_NAMES)
    return Choice(key="clasp", label="Clasp", default=default, freezes_at="assemble", values=values, needs=("findings",))


def chain_rules(choices: Choices) -> Iterator[DesignError]:
    """Widths a kind of chain is not made in."""
    least_mm, most_mm = WIDTHS_MM.get(choices["chain"], (0.0, 99.0))
    width_mm, name = choices.mm("chain_width"), CHAIN_NAMES[choices["chain"]]
    if width_mm < least_mm - 1e-9:
        yield DesignError(
            "chain_width",
            f"{name} chain this fine would have no room for its end ring. Choose {least_mm:g} mm or wider, or a cable chain.",
        )
    if width_mm > most_mm + 1e-9:
        yield DesignError(
            "chain_width",
            f"{name} chain wider than {most_mm:g} mm is too heavy to wear. Choose {most_mm:g} mm or less, or a curb chain.",
        )


def chain_of(choices: Choices) -> Chain:
    return Chain(kind=cast(ChainKind, choices["chain"]), width_mm=choices.mm("chain_width"))


def clasp_of(choices: Choices) -> Clasp:
    return Clasp(kind=cast(ClaspKind, choices["clasp"]), chain_width_mm=choices.mm("chain_width"))


def chain_width_measure(chain: Chain) -> AnatomyMeasure:
    return AnatomyMeasure(key="chain_width", label="Chain width", value=chain.width_mm, unit="mm", tolerance=0.1)


def row_parts(
    chain: Chain, clasp: Clasp, frames: Mapping[str, tuple[Floats, ...]], metal: Alloy, length_mm: float
) -> tuple[Part, ...]:
    """Links, rings, caps and clasp where they stand, all bought; links weigh by their formulas."""
    links = {f"link_{k}": link for k, link in enumerate(dict.fromkeys(chain.pattern)) if f"link_{k}" in frames}
    scale, ring, tolerance_mm = chain.pattern[0], ring_for(chain, clasp), min(CHAIN_TOLERANCE_MM, 0.012 * chain.width_mm)
    caps: dict[str, Solid] = {}
    if isinstance(scale, Scale):
        sides = (("cap_left", -1), ("cap_right", 1))
        caps = {key: cap_solid(scale, side, tolerance_mm) for key, side in sides}
    mm3 = sum(link.volume_mm3 * len(frames[key]) for key, link in links.items())
    mm3 += sum(float(solid.volume()) * len(frames[key]) for key, solid in caps.items())
    sold = Finding(
        key="chain",
        name=f"{CHAIN_NAMES[chain.kind]} chain, {chain.width_mm:g} mm",
        alloy=metal.id,
        mass_g=round(metal.mass_g(mm3), 3),
        length_mm=length_mm,
        joined=False,
    )
    closes = clasp_solid(clasp, 2 * TOLERANCE_MM)
    clasped = Finding(
        key="clasp",
        name=CLASP_NAMES[clasp.kind],
        alloy=metal.id,
        mass_g=round(metal.mass_g(float(closes.volume())), 3),
        joined=False,
    )
    ringed = Finding(
        key="jump_ring",
        name="Jump rings",
        alloy=metal.id,
        mass_g=round(metal.mass_g(ring.volume_mm3), 4),
        count=len(frames["ring"]),
    )
    solids = {key: link_solid(link, tolerance_mm) for key, link in links.items()} | caps
    return (
        *(_moving("chain" if key == "link_0" else f"chain_{key}", "Chain", solids[key], frames[key], sold) for key in solids),
        _moving("chain_ring", "Jump ring", ring.solid(2 * TOLERANCE_MM), frames["ring"], ringed),
        _moving("chain_clasp", "Clasp", closes, frames["clasp"], clasped),
    )


def _moving(key: str, name: str, solid: Solid, frames: tuple[Floats, ...], bought: Finding) -> Part:
    return Part(key=key, name=name, solid=solid, frames=frames, loose=True, bought=bought)
