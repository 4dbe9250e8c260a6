"""A bur: what a setter turns a round seat with, as wide as the stone spun about its axis and a little more."""

import numpy as np

from benchpin.smith.geometry.bezel import SEAT_CLEARANCE_MM
from benchpin.smith.geometry.gems import CutStone, cut_stone
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Solid, lathe

__all__ = ["bur"]

SPIN_SHARE = 1.4  # of the clearance: what the bur's own sides take away from it


@kept
def bur(width_mm: float, sides: int) -> Solid:
    """The cutter of a round brilliant's seat, about the stone's own girdle."""
    silhouette = _silhouette(cut_stone("round", width_mm))
    low, top = silhouette[0][1], silhouette[-1][1]
    body = [(r + SPIN_SHARE * SEAT_CLEARANCE_MM, z) for r, z in silhouette if r > 1e-3]
    rim = (body[-1][0], top + SEAT_CLEARANCE_MM)
    return lathe([(0, low - SEAT_CLEARANCE_MM), *body, rim, (0, top + SEAT_CLEARANCE_MM)], sides, 20)


def _silhouette(stone: CutStone) -> list[tuple[float, float]]:
    """Right-hand convex hull of the spinning stone, culet to table: star facets bulge past a straight cone."""
    rz = np.column_stack([np.hypot(stone.vertices[:, 0], stone.vertices[:, 1]), stone.vertices[:, 2]])
    hull: list[tuple[float, float]] = []
    for r, z in sorted({(float(a), float(b)) for a, b in rz.round(6)}, key=lambda q: (q[1], -q[0])):
        while len(hull) > 1 and (hull[-1][0] - hull[-2][0]) * (z - hull[-2][1]) <= (r - hull[-2][0]) * (
            hull[-1][1] - hull[-2][1]
        ):
            hull.pop()
        hull.append((r, z))
    return hull
