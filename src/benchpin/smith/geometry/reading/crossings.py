"""Whether a closed surface runs through itself: cut into slices, an area counted with its turns against the area there is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry.surface import Floats, Solid, welded

__all__ = ["Crossing", "crossing"]

Ints = NDArray[np.int64]

SLICES = 48  # along each axis
LEAST_MM2, SHARE = 0.004, 2e-3  # of a slice: what rounding may leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where a slice's outline encloses something twice, or the wrong way round."""

    at_mm: tuple[float, float, float]
    excess_mm2: float


def crossing(part: Solid) -> Crossing | None:
    """The worst place in which a closed mesh overlaps itself; None where it does not.

    A slice of a sound body is enclosed once. Its signed area, a sum over the edges, counts what is enclosed twice twice and
    what is turned over negative; the area of the union counts neither.
    """
    vertices, triangles = welded(part)
    worst: Crossing | None = None
    for axis in range(3):
        order = [(axis + 1) % 3, (axis + 2) % 3, axis]  # a turn, not a mirror
        turned = np.ascontiguousarray(np.eye(3)[order])
        body = part.transform(np.column_stack([turned, np.zeros(3)]))
        points = vertices[:, order]
        low, high = points[:, 2].min(), points[:, 2].max()
        # Not at even steps: faces of a drawn body love round figures.
        for k in range(SLICES):
            height = float(low + (high - low) * (k + 0.5 + 0.137 * np.sin(2.4 * k)) / SLICES)
            signed, middle = _signed_area(points, triangles, height)
            excess = abs(signed - float(body.slice(height).area()))
            if excess > max(LEAST_MM2, SHARE * abs(signed)) and (worst is None or excess > worst.excess_mm2):
                at = np.zeros(3)
                at[order] = [*middle, height]
                worst = Crossing(at_mm=(float(at[0]), float(at[1]), float(at[2])), excess_mm2=excess)
    return worst


def _signed_area(points: Floats, triangles: Ints, height: float) -> tuple[float, Floats]:
    """Area within a slice's outline by its edges, each run so that the body lies to its left; and the outline's middle."""
    above = points[:, 2] > height
    count = above[triangles].sum(1)
    cut = triangles[(count == 1) | (count == 2)]
    if not len(cut):
        return 0.0, np.zeros(2)
    up = above[cut]
    # Turn each triangle so that its lone corner, above or below, comes first.
    lone = np.where(up.sum(1) == 1, up.argmax(1), (~up).argmax(1))
    a, b, c = (points[cut[np.arange(len(cut)), (lone + k) % 3]] for k in range(3))
    p, q = _at_height(a, b, height), _at_height(a, c, height)
    falling = up.sum(1) == 1  # the lone corner above: the outline runs from its second side to its third
    start, end = np.where(falling[:, None], p, q), np.where(falling[:, None], q, p)
    area = float((start[:, 0] * end[:, 1] - end[:, 0] * start[:, 1]).sum() / 2)
    return area, start.mean(0)


def _at_height(a: Floats, b: Floats, height: float) -> Floats:
    share = (height - a[:, 2]) / (b[:, 2] - a[:, 2])
    found: Floats = a[:, :2] + share[:, None] * (b - a)[:, :2]
    return found
