"""Full Dutch rose: a flat back, six stars about the apex, eighteen triangles down to a thin round girdle."""

from math import pi

import numpy as np

from benchpin.smith.geometry.gems.brilliant import girdle_planes, through
from benchpin.smith.geometry.gems.curve import ellipse
from benchpin.smith.geometry.surface import Floats

__all__ = ["rose"]

APEX, HEXAGON_RADIUS, HEXAGON_HEIGHT = 0.38, 0.27, 0.25  # of the width; 33 to 50 % deep in the trade
GIRDLE = 0.03  # at the points of the triangles, 0 to 2 % between them


def rose() -> Floats:
    """(k, 4) planes of width 1, the back at z = 0."""
    hexagon = _ring(6, HEXAGON_RADIUS, HEXAGON_HEIGHT)
    rim = _ring(12, 0.5, GIRDLE)
    following = np.roll(hexagon, -1, 0)
    stars = through(hexagon, following, np.broadcast_to([0.0, 0.0, APEX], (6, 3)))
    under = through(hexagon, following, rim[1::2])
    teeth = [through(hexagon, rim[0::2], np.roll(rim, way, 0)[0::2]) for way in (1, -1)]
    back = np.array([[0.0, 0.0, -1.0, 0.0]])
    return np.concatenate([back, girdle_planes(ellipse(1.0, 6, 5)), stars, under, *teeth])


def _ring(count: int, radius: float, z: float) -> Floats:
    turn = 2 * pi * np.arange(count) / count
    return np.stack([radius * np.cos(turn), radius * np.sin(turn), np.full(count, z)], 1)
