"""The plan of a stone: its girdle seen from above, grown or shrunk evenly, corners kept what they are."""

from math import pi

import numpy as np
from manifold3d import CrossSection, FillRule, JoinType, Manifold

from benchpin.smith.geometry.gems import CutStone
from benchpin.smith.geometry.surface import Floats, Solid, segments, true_radius

__all__ = ["evenly", "flat_ring", "hull_of_rings", "plan", "prism", "round_about_mm"]

ROUND_SIDES = 96
OUTLINE_CREASE_DEG = 32.0


def plan(stone: CutStone, offset_mm: float, tolerance_mm: float, *, sharp: bool = False) -> CrossSection:
    """The girdle's outline `offset_mm` farther out everywhere; round about its corners unless `sharp`."""
    if _is_round(stone):
        radius = stone.width_mm / 2 + offset_mm
        n = segments(radius, tolerance_mm, 64)
        angle = np.arange(n) * 2 * pi / n
        r = float(true_radius(radius, n))
        return CrossSection([np.stack([r * np.cos(angle), r * np.sin(angle)], 1)], FillRule.Positive)
    girdle = CrossSection([np.ascontiguousarray(stone.girdle_mm)], FillRule.Positive)
    if offset_mm == 0:
        return girdle
    join = JoinType.Miter if sharp else JoinType.Round
    # An arc about every corner of a smooth girdle is more than the tolerance asks for.
    return girdle.offset(offset_mm, join, 2.0, ROUND_SIDES).simplify(0.3 * tolerance_mm)


def flat_ring(section: CrossSection, z_mm: float) -> Floats:
    """(n, 3): the corners of a section at a height."""
    points = np.concatenate([np.asarray(polygon, float) for polygon in section.to_polygons()])
    return np.column_stack([points, np.full(len(points), z_mm)])


def evenly(section: CrossSection, count: int) -> tuple[Floats, Floats]:
    """`count` points along a section's outline, as far from each other as from the next all the way round, and the normals."""
    loop = max((np.asarray(polygon, float) for polygon in section.to_polygons()), key=len)
    start = int(np.argmin(np.abs(np.arctan2(loop[:, 1], loop[:, 0]))))
    loop = np.roll(loop, -start, 0)
    edges = np.roll(loop, -1, 0) - loop
    length = np.linalg.norm(edges, axis=1)
    ends = np.concatenate([[0.0], np.cumsum(length)])
    at = (np.arange(count) + 0.5) * ends[-1] / count
    k = np.clip(np.searchsorted(ends, at, side="right") - 1, 0, len(loop) - 1)
    points = loop[k] + ((at - ends[k]) / length[k])[:, None] * edges[k]
    return points, np.stack([edges[k, 1], -edges[k, 0]], 1) / length[k, None]


def round_about_mm(section: CrossSection) -> float:
    """Length of a section's outline."""
    loop = max((np.asarray(polygon, float) for polygon in section.to_polygons()), key=len)
    return float(np.linalg.norm(np.roll(loop, -1, 0) - loop, axis=1).sum())


def hull_of_rings(rings: list[Floats]) -> Solid:
    """The convex body over rings of points."""
    return Manifold.hull_points(np.ascontiguousarray(np.concatenate(rings))).calculate_normals(0, OUTLINE_CREASE_DEG)


def prism(section: CrossSection, low_mm: float, high_mm: float) -> Solid:
    """A section drawn up from one height to another."""
    return section.extrude(high_mm - low_mm).translate((0.0, 0.0, low_mm)).calculate_normals(0, OUTLINE_CREASE_DEG)


def _is_round(stone: CutStone) -> bool:
    """Whether the girdle is a circle, however many sides it was drawn with."""
    radii = np.linalg.norm(stone.girdle_mm, axis=1)
    return bool(np.ptp(radii) < 0.004 * radii.max() and len(radii) > 24)
