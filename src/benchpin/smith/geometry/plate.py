"""Flat metal: plates of any outline with rounded edges, curved bars, and outlines of hearts, stars and bars.

An outline is (n, 2), anticlockwise, and can be seen whole from its middle.
"""

from functools import lru_cache
from math import cos, pi, sin

import numpy as np
from manifold3d import CrossSection, JoinType

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, segments, true_radius, tube_grid

__all__ = ["Outline", "bar_outline", "bent", "disc_outline", "heart_outline", "plate_solid", "star_outline"]

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


@kept
def bent(plate: Solid, radius_mm: float) -> Solid:
    """A plate in XY bent round the Y axis, its middle staying where it is and its ends going back: an ID plate on a wrist."""
    fine = plate.refine_to_length(BEND_STEP_MM)

    def bend(points: Floats) -> Floats:
        angle, r = points[:, 0] / radius_mm, radius_mm + points[:, 2]
        return np.ascontiguousarray(np.stack([r * np.sin(angle), points[:, 1], r * np.cos(angle) - radius_mm], 1))

    return fine.warp_batch(bend).calculate_normals(0, PLATE_CREASE_DEG)


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
