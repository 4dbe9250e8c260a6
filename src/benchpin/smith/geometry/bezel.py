"""Bezels: a cup whose rim is burnished over the stone's edge, round any outline, open underneath for light and cleaning.

Built about the stone: its axis is +Z, its girdle lies at z = 0.
"""

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from benchpin.smith.geometry.gems import CutStone, cut_stone
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.outline import flat_ring, hull_of_rings, plan, prism
from benchpin.smith.geometry.placing import point_in
from benchpin.smith.geometry.surface import Floats, Solid, subtract, unite
from benchpin.smith.geometry.survey import Probe

__all__ = ["SEAT_CLEARANCE_MM", "Bezel", "bezel_probes", "bezel_solid", "bezel_wall_mm"]

SEAT_CLEARANCE_MM = 0.02  # between stone and seat: what a setter leaves; keeps stone and metal apart in the model
# Bezel wall by stone width, mm. Source: putaringonit.co, at least 0.4 after burnishing.
BEZEL_WALL_MM = ((4.0, 0.45), (8.0, 0.55), (12.0, 0.65))
BEZEL_COVER_MM = 0.25  # how far the rim leans over the stone; same source: 0.15 to 0.4
CULET_CLEAR_MM = 0.2  # how much deeper a cup is than its stone; workshop custom (estimate)
LEAST_CUP_MM = 0.8  # below the girdle: a flat-backed stone sits on a floor this thick
RIM_SHARE = 0.38  # of the crown: how high the rim stands; facts: about a third
FOOT_SHARE = 0.16  # of half the width: how much the cup tapers to its foot
OPEN_SHARE = 0.55  # of the width: the window underneath
LIP_STEPS = 5


def bezel_wall_mm(stone_width_mm: float) -> float:
    return next((wall for upto, wall in BEZEL_WALL_MM if stone_width_mm <= upto), 0.65)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezel:
    """The stone's cut and width say all; its length is the cut's own unless given."""

    cut: str
    stone_width_mm: float
    stone_length_mm: float | None = None
    below_mm: float = CULET_CLEAR_MM  # how far the foot reaches below the culet

    @property
    def stone(self) -> CutStone:
        return cut_stone(self.cut, self.stone_width_mm, self.stone_length_mm)

    @property
    def wall_mm(self) -> float:
        return bezel_wall_mm(self.stone_width_mm)

    @property
    def rim_mm(self) -> float:
        """Height of the rim over the girdle's middle."""
        stone = self.stone
        return stone.girdle_top_mm + RIM_SHARE * (stone.height_above_mm - stone.girdle_top_mm)

    @property
    def height_mm(self) -> float:
        return self.rim_mm - self.base_z_mm

    @property
    def base_z_mm(self) -> float:
        """Below the culet, which would scratch and be scratched."""
        return -max(self.stone.depth_below_mm, LEAST_CUP_MM) - self.below_mm


@kept
def bezel_solid(bezel: Bezel, tolerance_mm: float) -> Solid:
    stone = bezel.stone
    cup = unite([_outside(bezel, part, tolerance_mm) for part in _convex_plans(stone)])
    return subtract(cup, _seat(stone), *_openings(bezel, tolerance_mm))


def bezel_probes(bezel: Bezel, frame: Floats) -> tuple[Probe, ...]:
    """Through the wall at the girdle, at the end and at the side of the stone away from a bail."""
    stone = bezel.stone
    probes = []
    for reach, towards in (
        (stone.reach_mm(pi), np.array([-1.0, 0.0, 0.0])),
        (stone.reach_mm(-pi / 2), np.array([0.0, -1.0, 0.0])),
    ):
        outside, inside = (reach + 4 * bezel.wall_mm) * towards, 0.6 * reach * towards
        start, end = (point_in(frame, point) for point in (outside, inside))
        probes.append(Probe(rule="bezel", field="stone_width", start_mm=start, end_mm=end))
    return tuple(probes)


def _outside(bezel: Bezel, stone: CutStone, tolerance_mm: float) -> Solid:
    """The cup without its hollow: foot, flank, upright wall, rounded lip."""
    wall, rim, base = bezel.wall_mm, bezel.rim_mm, bezel.base_z_mm
    foot = wall - FOOT_SHARE * bezel.stone_width_mm / 2
    lip = min(0.5 * wall, 0.22)
    lips = [(wall - lip * (1 - cos(a)), rim - lip * (1 - sin(a))) for a in np.linspace(0, pi / 2, LIP_STEPS)]
    profile = [(foot - 0.1, base), (foot, base + 0.1), (wall - 0.05 * bezel.stone_width_mm / 2, 0.5 * base), (wall, 0.0), *lips]
    return hull_of_rings([flat_ring(plan(stone, out, tolerance_mm), z) for out, z in profile])


def _openings(bezel: Bezel, tolerance_mm: float) -> list[Solid]:
    """Above the stone, up to where the rim leans over it; and the window underneath."""
    stone = bezel.stone
    cover = min(BEZEL_COVER_MM, 0.12 * bezel.stone_width_mm)
    above = prism(plan(stone, -cover, tolerance_mm), 0.0, bezel.rim_mm + 1.0)
    inward = -(1 - OPEN_SHARE) * bezel.stone_width_mm / 2
    window = prism(plan(stone, inward, tolerance_mm), bezel.base_z_mm - 0.5, 0.0)
    return [above, window]


def _seat(stone: CutStone) -> Solid:
    return stone.solid(SEAT_CLEARANCE_MM)


def _convex_plans(stone: CutStone) -> list[CutStone]:
    """The stone, or its halves where its outline is not convex: each is cupped by itself."""
    return stone.halves()
