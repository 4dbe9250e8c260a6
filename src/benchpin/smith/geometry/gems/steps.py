"""Step cuts: rows of facets parallel to an outline with straight sides, down to a keel."""

from dataclasses import dataclass
from math import hypot, radians, tan

import numpy as np

from benchpin.smith.geometry.surface import Floats

__all__ = ["Steps", "step_cut"]

Tiers = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """corner: what is cut off each corner, of the width. A tier: how far in it reaches, of half the width, and its angle."""

    corner: float
    crown: Tiers
    pavilion: Tiers
    girdle: float


def step_cut(ratio: float, cut: Steps) -> Floats:
    """(k, 4) planes of width 1; a longer stone has a longer keel and keeps its angles."""
    rows = []
    for x, y in ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)):
        if x * y and not cut.corner:
            continue
        length = hypot(x, y)
        side = np.array([x, y]) / length
        rows.append([*side, 0.0, _distance(side, 0.0, ratio, cut.corner)])
        for way, tiers in ((1, cut.crown), (-1, cut.pavilion)):
            inner, z = 0.0, cut.girdle / 2
            for reach, angle in tiers:
                near = _distance(side, inner, ratio, cut.corner)
                far = _distance(side, reach, ratio, cut.corner)
                rise = (reach - inner) / 2 * tan(radians(angle))
                normal = np.array([rise, near - far]) / hypot(rise, near - far)  # across the outline, along Z
                rows.append([*(normal[0] * side), way * normal[1], float(normal @ (near, z))])
                inner, z = reach, z + rise
    table = cut.girdle / 2 + sum(
        (reach - inner) / 2 * tan(radians(angle))
        for (reach, angle), inner in zip(cut.crown, (0.0, *(tier[0] for tier in cut.crown)), strict=False)
    )
    return np.array([*rows, [0.0, 0.0, 1.0, table]])


def _distance(side: Floats, inset: float, ratio: float, corner: float) -> float:
    """How far a side of the outline, shrunk by a share of half the width, lies from the axis."""
    a, b = (ratio - inset) / 2, (1 - inset) / 2
    if side[0] and side[1]:
        return (a + b - corner * (1 - inset)) / 2**0.5
    return a if side[0] else b
