"""Where a body is thinnest, measured all over it: for shapes whose walls nobody named."""

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, welded
from benchpin.smith.geometry.survey import Point

__all__ = ["thinnest_wall"]

RAYS = 1500
PARALLEL = -0.8  # cosine between a wall's two faces; across an edge or a point there is no wall
OFTEN = 0.004  # share of the surface that may be thinner: the tip of a claw, a softened corner
CLEAR_MM = 0.02
FARTHEST_MM = 8.0


@kept
def thinnest_wall(body: Solid) -> tuple[Point, Point] | None:
    """The two ends, just outside the metal, of a way through its thinnest wall; None where it has no two faces that face.

    Rays start at points spread evenly over the surface and run inwards; a wall is where the face they leave by looks the
    other way. A small share of the thinnest is passed over: tips are no walls.
    """
    points, normals = _spread(body)
    found = []
    for point, normal in zip(points, normals, strict=True):
        hits = body.ray_cast(tuple(point - CLEAR_MM / 4 * normal), tuple(point - FARTHEST_MM * normal))
        if hits and float(np.array(hits[0].normal) @ normal) < PARALLEL:
            found.append((float((point - np.array(hits[0].position)) @ normal), point, normal))
    if not found:
        return None
    found.sort(key=lambda one: one[0])
    thick, point, normal = found[min(int(OFTEN * RAYS), len(found) - 1)]
    start, end = point + CLEAR_MM * normal, point - (thick + CLEAR_MM) * normal
    return (float(start[0]), float(start[1]), float(start[2])), (float(end[0]), float(end[1]), float(end[2]))


def _spread(body: Solid) -> tuple[Floats, Floats]:
    """Points evenly by area, the same for the same body, and the outward normal at each."""
    positions, triangles = welded(body)
    a, b, c = (positions[triangles[:, k]] for k in range(3))
    crossed = np.cross(b - a, c - a)
    area = np.linalg.norm(crossed, axis=1) / 2
    ends = np.cumsum(area)
    # Even steps along the surface, and within each triangle the two golden fractions: no dice.
    step = (np.arange(RAYS) + 0.5) / RAYS
    k = np.minimum(np.searchsorted(ends, step * ends[-1]), len(area) - 1)
    u, v = (np.arange(RAYS) * 0.7548776662) % 1, (np.arange(RAYS) * 0.5698402910) % 1
    over = u + v > 1
    u, v = np.where(over, 1 - u, u), np.where(over, 1 - v, v)
    points = a[k] + u[:, None] * (b - a)[k] + v[:, None] * (c - a)[k]
    return points, crossed[k] / (2 * area[k])[:, None]
