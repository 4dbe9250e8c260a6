"""Flat metal: plates of any outline with rounded edges, curved bars, and outlines of hearts, stars and bars.

An outline is (n, 2), anticlockwise, and can be seen whole from its middle.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

import numpy as np
from manifold3d import CrossSection, JoinType

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, segments, true_radius, tube_grid

__all__ = ["BentFace", "Outline", "bar_outline", "curved_bar", "disc_outline", "heart_outline", "plate_solid", "star_outline"]

Outline = tuple[tuple[float, float], ...]

EDGE_STEPS = 4  # of a quarter round
RIM_MM = 0.04  # a flat face is drawn flat up to this from its edge
PLATE_CREASE_DEG = 40.0
STAR_INNER = 0.52  # radius of a star's inner corners, of the outer ones
BEND_STEP_MM = 0.6  # a bent plate is drawn in steps no longer than this


@lru_cache(64)
def disc_outline(diameter_mm: float, tolerance_mm: float) -> Outline:
    n = segments(diameter_mm / 2, tolerance_mm, 64)
    a = np.arange(n) * 2 * pi / n
    r = float(true_radius(diameter_mm / 2, n))
    return _still(np.stack([r * np.cos(a), r * np.sin(a)], 1))


@lru_cache(64)
def bar_outline(length_mm: float, width_mm: float, corner_mm: float, tolerance_mm: float) -> Outline:
    """A rectangle along X with round corners; with corners of half its width, a stadium."""
    corner = min(corner_mm, width_mm / 2 - 1e-3)
    k = segments(corner, tolerance_mm, 16) // 4
    quarter = np.linspace(0, pi / 2, k + 1)
    r = float(true_radius(corner, 4 * k))
    x, y = length_mm / 2 - corner, width_mm / 2 - corner
    points = []
    for turn, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        a = quarter + turn * pi / 2
        points.append(np.stack([sx * x + r * np.cos(a), sy * y + r * np.sin(a)], 1))
    return _still(np.concatenate(points))


@lru_cache(64)
def heart_outline(width_mm: float, tolerance_mm: float) -> Outline:
    """Two half rounds and two slowly rounded flanks to the tip, all corners eased; as wide as it is told."""
    t = np.linspace(0, 2 * pi, 240, endpoint=False)
    x, y = 16 * np.sin(t) ** 3, 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    loop = np.stack([x, y], 1)[::-1] * (width_mm / 32)
    return _eased(loop - np.array([0.0, (loop[:, 1].max() + loop[:, 1].min()) / 2]), 0.06 * width_mm, width_mm, tolerance_mm)


@lru_cache(64)
def star_outline(width_mm: float, tolerance_mm: float) -> Outline:
    """Five points, one upwards, their tips and hollows eased."""
    a = pi / 2 + np.arange(10) * pi / 5
    r = np.where(np.arange(10) % 2 == 0, 1.0, STAR_INNER)
    loop = np.stack([r * np.cos(a), r * np.sin(a)], 1) * width_mm / (2 * cos(pi / 10))
    return _eased(loop, 0.07 * width_mm, width_mm, tolerance_mm)


@kept
def plate_solid(outline: Outline, thickness_mm: float, edge_mm: float) -> Solid:
    """A plate in XY about z = 0, all its edges rounded by `edge_mm`."""
    loop = np.array(outline)
    normals, half = _normals(loop), thickness_mm / 2
    quarter = np.linspace(0, pi / 2, EDGE_STEPS + 1)
    # From the middle of the lower face outwards, up the side, and in again over the upper face.
    lower = [(-edge_mm - RIM_MM, -half), *((-edge_mm + edge_mm * sin(q), -half + edge_mm - edge_mm * cos(q)) for q in quarter)]
    levels = lower + [(inset, -z) for inset, z in reversed(lower)]
    rings = np.stack([np.column_stack([loop + inset * normals, np.full(len(loop), z)]) for inset, z in levels])
    return tube_grid(rings, np.array([0.0, 0.0, -half]), np.array([0.0, 0.0, half]), PLATE_CREASE_DEG)


@dataclass(frozen=True, slots=True, kw_only=True)
class BentFace:
    """A face of a plate bent round the Y axis, for words: `out_mm` from the plate's middle, its outside or its inside."""

    radius_mm: float
    out_mm: float
    looks_in: bool = False

    @property
    def bend_radius_mm(self) -> float:
        return self.radius_mm

    def place(self, points: Floats) -> Floats:
        side = -1.0 if self.looks_in else 1.0
        face = self.radius_mm + self.out_mm
        angle, r = side * points[:, 0] / face, face + side * points[:, 2]
        return np.stack([r * np.sin(angle), points[:, 1], r * np.cos(angle) - self.radius_mm], 1)


@kept
def curved_bar(
    length_mm: float, width_mm: float, corner_mm: float, thickness_mm: float, edge_mm: float, bend_mm: float
) -> Solid:
    """A rounded bar along X, its edges rounded too, bent round the Y axis with its middle staying where it is.

    length_mm: along its curve. bend_mm: the radius its middle is bent to.
    """
    corner, half = min(corner_mm, width_mm / 2 - 0.01), length_mm / 2
    quarter = np.linspace(0, pi / 2, 3 * EDGE_STEPS + 1)
    eased = [(half - edge_mm + edge_mm * sin(q), edge_mm * (1 - cos(q))) for q in np.linspace(0, pi / 2, EDGE_STEPS + 1)]
    along = [half - corner + (corner - edge_mm) * sin(q) for q in quarter[:-1]]
    right = [(x, 0.0) for x in along] + eased
    straight = np.linspace(-along[0], along[0], max(2, int(2 * along[0] / BEND_STEP_MM)))[1:-1]
    stations = [(-x, inset) for x, inset in reversed(right)] + [(float(x), 0.0) for x in straight] + right
    rings = np.stack([_bar_section(x, inset, half, width_mm / 2, corner, thickness_mm / 2, edge_mm) for x, inset in stations])
    ends = np.array([[x, 0.0, 0.0] for x in (-half, half)])
    bent_rings, bent_ends = _bent(rings.reshape(-1, 3), bend_mm).reshape(rings.shape), _bent(ends, bend_mm)
    return tube_grid(bent_rings, bent_ends[0], bent_ends[1], PLATE_CREASE_DEG)


def _bar_section(x: float, inset: float, half: float, high: float, corner: float, thick: float, edge: float) -> Floats:
    """(n, 3) points round a bar at x: as high as its corners leave it, all its edges rounded, `inset` from its faces."""
    over = max(0.0, abs(x) - (half - corner))
    top = high - corner + (max(corner**2 - over**2, 0.0)) ** 0.5 - inset
    e = min(edge, 0.9 * top)
    q = np.linspace(0, pi / 2, EDGE_STEPS + 1)
    rounded = np.stack([top - e + e * np.cos(q), thick - inset - e + e * np.sin(q)], 1)
    upper = np.concatenate([rounded, [(top - e - RIM_MM, thick - inset)]])
    half_round = np.concatenate([upper, upper[::-1] * np.array([-1, 1])])
    yz = np.concatenate([half_round, -half_round])
    return np.column_stack([np.full(len(yz), x), yz])


def _bent(points: Floats, bend_mm: float) -> Floats:
    angle, r = points[:, 0] / bend_mm, bend_mm + points[:, 2]
    return np.stack([r * np.sin(angle), points[:, 1], r * np.cos(angle) - bend_mm], 1)


def _eased(loop: Floats, by_mm: float, width_mm: float, tolerance_mm: float) -> Outline:
    """Round tips and hollows by about `by_mm`, close the outline in even steps and give it its width again."""
    n = segments(by_mm, tolerance_mm / 4, 32)
    section = CrossSection([np.ascontiguousarray(loop)])
    for step in (-by_mm, 2 * by_mm, -by_mm):
        section = section.offset(step, JoinType.Round, 2.0, n)
    found = max((np.asarray(p, float) for p in section.to_polygons()), key=len)
    found = _even(found, max(160, segments(width_mm / 2, tolerance_mm, 64)))
    found[:, 0] -= (found[:, 0].max() + found[:, 0].min()) / 2
    return _still(found * (width_mm / np.ptp(found[:, 0])))


def _even(loop: Floats, count: int) -> Floats:
    closed = np.concatenate([loop, loop[:1]])
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    at = np.arange(count) * gone[-1] / count
    return np.stack([np.interp(at, gone, closed[:, axis]) for axis in (0, 1)], 1)


def _normals(loop: Floats) -> Floats:
    """Outwards at each point of an anticlockwise outline, as long as keeps its sides at one distance."""
    ahead, behind = (_unit(v) for v in (np.roll(loop, -1, 0) - loop, loop - np.roll(loop, 1, 0)))
    sides = [np.stack([v[:, 1], -v[:, 0]], 1) for v in (ahead, behind)]
    middle = sides[0] + sides[1]
    return middle * (2 / np.maximum((middle**2).sum(1), 0.5))[:, None]


def _unit(v: Floats) -> Floats:
    return v / np.linalg.norm(v, axis=1, keepdims=True)


def _still(points: Floats) -> Outline:
    return tuple((float(x), float(y)) for x, y in points)
