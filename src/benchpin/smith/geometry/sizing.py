"""A drawn ring in another size, as a goldsmith sizes it: the head keeps its shape, the shank is bent to the new round."""

from math import asin, atan2, cos, pi, sin

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import CREASE_DEG, Floats, Solid

__all__ = ["head_lift_mm", "resized", "resized_points"]

BLEND = 0.45  # radians beyond the head over which the shank takes up the new curve


def head_lift_mm(from_mm: float, to_mm: float, head: float) -> float:
    """How far the head moves out. from_mm, to_mm: radii of the bore; head: half the angle it takes, radians."""
    half = from_mm * sin(head)
    return float((to_mm**2 - half**2) ** 0.5 - from_mm * cos(head))


def resized_points(points: Floats, from_mm: float, to_mm: float, head: float) -> Floats:
    """Where points of a ring about Z, its head at +Y, come to lie: (n, 3) mm.

    Within `head` radians of the top everything moves out as one. Beyond, the angle is stretched so that the round closes,
    and the distance from the bore stays: wall and width are those that were drawn.
    """
    x, y = points[:, 0], points[:, 1]
    radius, angle = np.hypot(x, y), np.arctan2(x, y)
    lift = head_lift_mm(from_mm, to_mm, head)
    half = from_mm * sin(head)
    ends = atan2(half, from_mm * cos(head) + lift) if head else 0.0
    beyond = ends + (np.abs(angle) - head) * (pi - ends) / (pi - head)
    bent_at = np.sign(angle) * np.where(np.abs(angle) < head, np.abs(angle) * (ends / head if head else 1.0), beyond)
    bent = (radius + to_mm - from_mm)[:, None] * np.stack([np.sin(bent_at), np.cos(bent_at)], 1)
    share = np.clip((np.abs(angle) - head) / BLEND, 0, 1)[:, None] if head else np.ones((len(points), 1))
    weight = share * share * (3 - 2 * share)
    rigid = np.stack([x, y + lift], 1)
    return np.column_stack([(1 - weight) * rigid + weight * bent, points[:, 2]])


@kept
def resized(ring: Solid, from_mm: float, to_mm: float, head: float) -> Solid:
    """The ring with a bore of radius `to_mm`. Long flat faces are divided first, so that they bend with the rest."""
    if abs(to_mm - from_mm) < 1e-9:
        return ring
    fine = ring.refine_to_length(2 * asin(0.35 / 2) * from_mm)
    return fine.warp_batch(lambda points: np.ascontiguousarray(resized_points(points, from_mm, to_mm, head))).calculate_normals(
        0, CREASE_DEG
    )
