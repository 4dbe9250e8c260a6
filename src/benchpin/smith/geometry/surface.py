"""Surfaces as point grids, made into solids that carry their own smooth normals through every boolean.

Each primitive gets its normals before it is cut or united: Manifold then interpolates them along cuts, turns them
with the part and flips them inside cutters, so that no normal is ever guessed from a cut mesh.
Tessellation is area-true: a regular n-gon stands at the radius that gives it the circle's area, so a volume, and the
price that follows from it, does not depend on how finely the piece is drawn.
"""

from functools import lru_cache
from math import acos, ceil, pi, sin
from typing import TypeAlias

import numpy as np
from manifold3d import Manifold, Mesh64, OpType
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Floats",
    "Solid",
    "intersection_volume_mm3",
    "lathe",
    "segments",
    "solid",
    "subtract",
    "torus_grid",
    "triangles_of",
    "true_radius",
    "tube",
    "unite",
    "welded",
    "without_slivers",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Solid: TypeAlias = Manifold

CREASE_DEG = 40.0  # edges sharper than this are drawn sharp
MOST_LOST = 0.01  # share of vertices that may lack a normal: slivers of a cut, not a whole part


def segments(radius_mm: float, tolerance_mm: float, least: int = 12, step: int = 4) -> int:
    """Sides of a circle whose sagitta stays below the tolerance; a multiple of `step`, so quadrant points are exact."""
    n = pi / acos(1 - min(tolerance_mm / max(radius_mm, tolerance_mm), 0.99))
    return max(least, step * ceil(n / step))


def true_radius(radius_mm: ArrayLike, n: int) -> Floats:
    """Radius at which a regular n-gon has the area of the circle."""
    angle = 2 * pi / n
    return np.asarray(radius_mm, float) * (angle / sin(angle)) ** 0.5


def solid(vertices_mm: Floats, triangles: Ints, crease_deg: float = CREASE_DEG) -> Solid:
    """Make a closed triangle mesh a solid with normals.

    Raises:
        ValueError: if the mesh is open, or its faces wind inwards.
    """
    mesh = Mesh64(np.ascontiguousarray(vertices_mm, np.float64), np.ascontiguousarray(triangles, np.uint64))
    made = Manifold(mesh)
    if made.status().name != "NoError" or made.volume() <= 0:
        raise ValueError(f"not an oriented solid: {made.status().name}, volume {made.volume():.4g} mm³")
    return made.calculate_normals(0, crease_deg)


def torus_grid(points_mm: Floats, crease_deg: float = CREASE_DEG) -> Solid:
    """(m, n, 3) points, periodic both ways: a band, a rail, a link."""
    m, n, _ = points_mm.shape
    return solid(points_mm.reshape(-1, 3), _grid(m, n, True), crease_deg)


def tube_grid(points_mm: Floats, start: Floats, end: Floats, crease_deg: float = CREASE_DEG) -> Solid:
    """(m, n, 3) rings closed by a pole at each end: a claw, a bead, a turned body."""
    m, n, _ = points_mm.shape
    return solid(np.concatenate([points_mm.reshape(-1, 3), [start, end]]), _grid(m, n, False), crease_deg)


def lathe(profile: list[tuple[float, float]], n: int, crease_deg: float = CREASE_DEG) -> Solid:
    """Revolve (r, z) points around Z, from the bottom pole to the top pole; r is 0 at both ends."""
    p = np.array(profile, float)
    p[:, 0] = true_radius(p[:, 0], n)
    a = np.arange(n) * (2 * pi / n)
    heights = np.broadcast_to(p[1:-1, 1:], (len(p) - 2, n))
    rings = np.stack([p[1:-1, :1] * np.cos(a), p[1:-1, :1] * np.sin(a), heights], -1)
    return tube_grid(rings, np.array([0, 0, p[0, 1]]), np.array([0, 0, p[-1, 1]]), crease_deg)


def tube(path_mm: Floats, radius_mm: ArrayLike, n: int, dome: float = 1.0) -> Solid:
    """Sweep a circle of varying radius; the far end closes with a hemisphere flattened by `dome`, the near end flat."""
    radius = np.broadcast_to(np.asarray(radius_mm, float), len(path_mm))
    u, v = _frames(path_mm)
    ahead = np.cross(u[-1], v[-1])
    q = np.linspace(0, pi / 2, max(3, n // 4 + 1))[1:-1]
    centres = np.concatenate([path_mm, path_mm[-1] + np.sin(q)[:, None] * radius[-1] * dome * ahead])
    radii = true_radius(np.concatenate([radius, radius[-1] * np.cos(q)]), n)
    u, v = (np.concatenate([w, np.repeat(w[-1:], len(q), 0)]) for w in (u, v))
    a = np.arange(n) * (2 * pi / n)
    spokes = np.cos(a)[:, None] * u[:, None] + np.sin(a)[:, None] * v[:, None]
    return tube_grid(centres[:, None] + radii[:, None, None] * spokes, path_mm[0], path_mm[-1] + radius[-1] * dome * ahead)


def unite(parts: list[Solid]) -> Solid:
    united = parts[0] if len(parts) == 1 else Manifold.batch_boolean(parts, OpType.Add)
    united.num_tri()  # booleans are lazy: do the work here, where it is cached
    return united


def subtract(body: Solid, *tools: Solid) -> Solid:
    cut = Manifold.batch_boolean([body, *tools], OpType.Subtract)
    cut.num_tri()
    return cut


def intersection_volume_mm3(a: Solid, b: Solid) -> float:
    return float((a ^ b).volume())


def triangles_of(part: Solid) -> tuple[Floats, Floats, Ints]:
    """Positions, unit normals and triangles, split where the shading is creased.

    Raises:
        ValueError: if something without normals was united or cut.
    """
    mesh = part.to_mesh64()
    properties = np.asarray(mesh.vert_properties, float)
    positions, normals, triangles = properties[:, :3], properties[:, 3:6], np.asarray(mesh.tri_verts, np.int64)
    length = np.linalg.norm(normals, axis=1) if normals.size else np.zeros(len(positions))
    lost = length < 0.1
    if lost.sum() > MOST_LOST * len(lost):
        raise ValueError("a part without normals was united or cut")
    if lost.any():  # corners of slivers: they take the face's own
        normals = np.where(lost[:, None], _face_normals(positions, triangles), normals)
        length = np.linalg.norm(normals, axis=1)
    return positions, normals / length[:, None], triangles  # cuts interpolate normals: no longer unit


def welded(part: Solid) -> tuple[Floats, Ints]:
    """Positions and triangles with shading seams merged back: topologically closed."""
    mesh = part.to_mesh64()
    properties = np.asarray(mesh.vert_properties, float)
    ids = np.arange(len(properties), dtype=np.int64)
    ids[np.asarray(mesh.merge_from_vert, np.int64)] = np.asarray(mesh.merge_to_vert, np.int64)
    used, triangles = np.unique(ids[np.asarray(mesh.tri_verts, np.int64)], return_inverse=True)
    return properties[used, :3], triangles.reshape(-1, 3)


def without_slivers(part: Solid, finest_mm: float) -> tuple[Floats, Ints]:
    """Positions and triangles for a file: closed, and without edges or slivers finer than `finest_mm`."""
    vertices, triangles = welded(part)  # without normals: a crease would keep a sliver alive
    plain = Manifold(Mesh64(np.ascontiguousarray(vertices), np.ascontiguousarray(triangles, np.uint64)))
    return welded(plain.simplify(finest_mm))


def _face_normals(positions: Floats, triangles: Ints) -> Floats:
    """At every vertex the normal of its largest faces; upwards where it has none."""
    a, b, c = (positions[triangles[:, i]] for i in range(3))
    faces = np.cross(b - a, c - a)
    sums = np.zeros_like(positions)
    for corner in range(3):
        np.add.at(sums, triangles[:, corner], faces)
    flat = np.linalg.norm(sums, axis=1) < 1e-15
    sums[flat] = (0.0, 0.0, 1.0)
    return sums / np.linalg.norm(sums, axis=1, keepdims=True)


@lru_cache(256)
def _grid(m: int, n: int, closed: bool) -> Ints:
    """Triangles of an m x n grid, periodic in n; periodic in m if `closed`, else with two poles."""
    i, j = np.arange(m if closed else m - 1)[:, None], np.arange(n)[None, :]
    a, b = i * n + j, i * n + (j + 1) % n
    c, d = (i + 1) % m * n + (j + 1) % n, (i + 1) % m * n + j
    parts = [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    if not closed:
        k, following = np.arange(n), (np.arange(n) + 1) % n
        last = (m - 1) * n
        parts.append(np.stack([np.full(n, m * n), following, k], -1))
        parts.append(np.stack([np.full(n, m * n + 1), k + last, following + last], -1))
    return np.concatenate(parts).astype(np.int64)


def _frames(path: Floats) -> tuple[Floats, Floats]:
    """Rotation-minimising frames by double reflection: the two normals at every point of the path."""
    t = np.gradient(path, axis=0)
    t /= np.linalg.norm(t, axis=1, keepdims=True)
    u = np.cross(t[0], [0.0, 1.0, 0.0] if abs(t[0][1]) < 0.9 else [1.0, 0.0, 0.0])
    us = [u / np.linalg.norm(u)]
    for k in range(len(path) - 1):
        v1 = path[k + 1] - path[k]
        v1 = v1 / np.linalg.norm(v1)
        ul, tl = us[k] - 2 * (v1 @ us[k]) * v1, t[k] - 2 * (v1 @ t[k]) * v1
        v2 = t[k + 1] - tl
        c2 = v2 @ v2
        us.append(ul if c2 < 1e-18 else ul - 2 / c2 * (v2 @ ul) * v2)
    normals = np.array(us)
    return normals, np.cross(t, normals)
