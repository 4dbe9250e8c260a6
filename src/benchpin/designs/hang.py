"""What pendants have in common: the eye and the bail, and a cable chain through it."""

from math import pi

import numpy as np

from benchpin.designs.design import Choices
from benchpin.designs.options import Measure
from benchpin.smith.anatomy import Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Part
from benchpin.smith.geometry import CableChain, chain_link, frame, hanging, jump_ring, moved_by, then, turned
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["EYE_INNER_MM", "EYE_WIRE_MM", "UPRIGHT", "chain_length_option", "chain_measure", "hung"]

EYE_INNER_MM, EYE_WIRE_MM = 1.3, 0.75
BAIL_INNER_MM, BAIL_WIRE_MM = 2.6, 0.8
CHAIN_TOLERANCE_MM = 0.04  # links are small and many: shown coarser, weighed exactly
SHOWN_MM = 60.0  # of the chain's rise: more than a picture of the pendant holds
CLASP_MM3 = 22.0  # a bolt ring's metal; estimate

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
    chain = CableChain(length_mm=choices.mm("chain_length"))
    lowest_mm = bail_mm + BAIL_INNER_MM / 2 - chain.wire_mm
    bail_mm3 = 2 * pi**2 * (BAIL_INNER_MM + BAIL_WIRE_MM) / 2 * (BAIL_WIRE_MM / 2) ** 2
    chain_mm3 = chain.links * chain.link_volume_mm3 + CLASP_MM3
    shown = [f for f in hanging(chain, np.array([0.0, lowest_mm, depth_mm])) if f[1, 3] < lowest_mm + SHOWN_MM]
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
        Part(
            key="chain",
            name="Chain",
            solid=chain_link(chain, CHAIN_TOLERANCE_MM),
            frames=tuple(shown),
            bought=Finding(
                key="chain",
                name="Cable chain with bolt ring",
                alloy=metal.id,
                mass_g=round(metal.mass_g(chain_mm3), 3),
                length_mm=chain.length_mm,
                joined=False,
            ),
        ),
    )
