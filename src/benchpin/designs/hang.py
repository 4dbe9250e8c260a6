"""What pendants have in common: the eye and the bail, and a chain through it."""

from math import pi

import numpy as np

from benchpin.designs.design import Choices
from benchpin.designs.options import Measure
from benchpin.designs.strand import row_parts
from benchpin.smith.anatomy import Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Part
from benchpin.smith.geometry import (
    Chain,
    Clasp,
    Member,
    Way,
    centring_mm,
    clasp_solid,
    closed_row,
    drop_way,
    frame,
    hanging_way,
    jump_ring,
    laid,
    link_solid,
    moved_by,
    ring_for,
    stationed_row,
    then,
    turned,
)
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = [
    "ASLANT_MM",
    "CHAIN_TOLERANCE_MM",
    "EYE_INNER_MM",
    "EYE_WIRE_MM",
    "UPRIGHT",
    "across",
    "chain_length_option",
    "chain_measure",
    "hung",
]

EYE_INNER_MM, EYE_WIRE_MM = 1.3, 0.75
BAIL_INNER_MM, BAIL_WIRE_MM = 2.6, 0.8
CHAIN_TOLERANCE_MM = 0.04  # links are small and many: shown coarser, weighed exactly
ASLANT_MM = 0.2  # a ring that hangs aslant in an eye does not go to its very end
SHOWN_MM = 60.0  # of the chain's rise: more than a picture of the pendant holds
PENDANT_CHAIN = Chain(kind="cable", width_mm=1.8)
PENDANT_CLASP = Clasp(kind="bolt_ring", chain_width_mm=PENDANT_CHAIN.width_mm)

# An elongated stone hangs upright: its length, the stone's X, is the pendant's Y.
UPRIGHT = frame((0, 1, 0), (-1, 0, 0), (0, 0, 1), (0, 0, 0))


def chain_length_option() -> Measure:
    return Measure(
        key="chain_length",
        label="Chain length",
        default="450",
        freezes_at="assemble",
        least="400",
        most="600",
        step="50",
        help="450 mm lies just below the collarbone.",
        needs=("findings",),
    )


def chain_measure(choices: Choices) -> AnatomyMeasure:
    return AnatomyMeasure(
        key="chain_length", label="Chain length, clasp included", value=choices.mm("chain_length"), unit="mm", tolerance=5.0
    )


def hung(choices: Choices, edge_mm: float, depth_mm: float = 0.0) -> tuple[Part, ...]:
    """The eye on a pendant whose upper edge stands `edge_mm` above its middle, the bail in it, the chain through the bail.

    depth_mm: where the eye sits along Z: behind a rim, in the middle of a plate.
    """
    metal = METALS[choices["metal"]]
    eye_mm = edge_mm + EYE_INNER_MM / 2 + 0.62 * EYE_WIRE_MM  # its wire is sunk into the edge by a third
    bail_mm = eye_mm + BAIL_INNER_MM / 2 + 0.25 * EYE_INNER_MM
    lowest_mm = bail_mm + BAIL_INNER_MM / 2 - PENDANT_CHAIN.width_mm / 4
    bail_mm3 = 2 * pi**2 * (BAIL_INNER_MM + BAIL_WIRE_MM) / 2 * (BAIL_WIRE_MM / 2) ** 2
    return (
        Part(
            key="eye",
            name="Eye",
            solid=jump_ring(EYE_INNER_MM, EYE_WIRE_MM, TOLERANCE_MM),
            frames=(moved_by(0, eye_mm, depth_mm),),
        ),
        Part(
            key="bail",
            name="Bail",
            solid=jump_ring(BAIL_INNER_MM, BAIL_WIRE_MM, TOLERANCE_MM),
            frames=(then(moved_by(0, bail_mm, depth_mm), turned("y", pi / 2)),),
            bought=Finding(key="bail", name="Bail", alloy=metal.id, mass_g=round(metal.mass_g(bail_mm3), 3)),
        ),
        _pendant_chain(choices, lowest_mm, depth_mm),
    )


def _pendant_chain(choices: Choices, lowest_mm: float, depth_mm: float) -> Part:
    """What of the chain a picture of the pendant holds; it weighs what all of it does, rings and clasp included."""
    metal, length_mm = METALS[choices["metal"]], choices.mm("chain_length")
    row = closed_row(PENDANT_CHAIN, PENDANT_CLASP, length_mm, parity=0)

    def way(round_mm: float) -> Way:
        return drop_way(round_mm, np.array([0.0, lowest_mm, depth_mm]))

    links = laid(row, way, centring_mm(row, "link"))["link_0"]
    return Part(
        key="chain",
        name="Chain",
        solid=link_solid(PENDANT_CHAIN.pattern[0], CHAIN_TOLERANCE_MM),
        frames=tuple(frame for frame in links if frame[1, 3] < lowest_mm + SHOWN_MM),
        bought=Finding(
            key="chain",
            name="Cable chain with bolt ring",
            alloy=metal.id,
            mass_g=round(metal.mass_g(row_mm3(PENDANT_CHAIN, PENDANT_CLASP, row)), 3),
            length_mm=length_mm,
            joined=False,
        ),
    )


def row_mm3(chain: Chain, clasp: Clasp, row: list[Member]) -> float:
    """Metal in a whole row: its links and rings by their formulas, its clasp and caps as they are drawn."""
    each = {f"link_{k}": link.volume_mm3 for k, link in enumerate(dict.fromkeys(chain.pattern))}
    each |= {"ring": ring_for(chain, clasp).volume_mm3, "clasp": float(clasp_solid(clasp, TOLERANCE_MM).volume())}
    return sum(each.get(member.key, 0.0) for member in row)


def across(choices: Choices, left_mm: float, right_mm: float, rise_mm: float = 0.0) -> tuple[Part, ...]:
    """An eye at each side of what hangs between two strands, and the chain through both.

    left_mm, right_mm, rise_mm: where its edges stand, from its middle: the two x, and their y.
    """
    metal, length_mm = METALS[choices["metal"]], choices.mm("chain_length")
    beside_mm = EYE_INNER_MM / 2 + 0.62 * EYE_WIRE_MM
    reach_mm = (right_mm - left_mm) / 2 + beside_mm + EYE_INNER_MM / 2
    between = Member(key="between", left_mm=reach_mm - ASLANT_MM, right_mm=reach_mm - ASLANT_MM)
    row = stationed_row(PENDANT_CHAIN, PENDANT_CLASP, [between], 0.0, length_mm)
    frames = laid(row, hanging_way, centring_mm(row, "between"))
    x, y, z = frames.pop("between")[0][:, 3]
    to_eyes = moved_by((left_mm + right_mm) / 2 - x, rise_mm - y, -z)
    strung = {key: tuple(then(to_eyes, frame) for frame in each) for key, each in frames.items()}
    eyes = Part(
        key="eye",
        name="Eyes",
        solid=jump_ring(EYE_INNER_MM, EYE_WIRE_MM, TOLERANCE_MM),
        frames=(moved_by(left_mm - beside_mm, rise_mm, 0), moved_by(right_mm + beside_mm, rise_mm, 0)),
    )
    return (eyes, *row_parts(PENDANT_CHAIN, PENDANT_CLASP, strung, metal, length_mm))
