"""A convex body as its list of planes: vertices, facets and volume follow, and moving every plane out gives its cutter."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from manifold3d import Manifold
from numpy.typing import NDArray

from benchpin.smith.geometry.surface import Floats, Solid

__all__ = ["FACET_CREASE_DEG", "Polyhedron", "polyhedron"]

FACET_CREASE_DEG = 10.0
VERTICAL = 1e-6  # girdle planes stand upright
# Of the body's size. The hull is good to 1e-7; no two corners of a cut lie nearer than 1e-4 of it.
NEAR, EXACT = 1e-5, 1e-9


@dataclass(frozen=True, eq=False)
class Polyhedron:
    planes: Floats = field(repr=False)  # (k, 4): unit normal, distance from the origin
    vertices: Floats = field(repr=False)  # (v, 3)
    facets: tuple[tuple[int, ...], ...] = field(repr=False)  # per plane, anticlockwise from outside

    @property
    def upright(self) -> NDArray[np.bool_]:
        """Which planes are the girdle's."""
        return np.abs(self.planes[:, 2]) < VERTICAL

    @cached_property
    def volume_mm3(self) -> float:
        v, fans = self.vertices, self._fans
        return float(np.einsum("ij,ij->", v[fans[:, 0]], np.cross(v[fans[:, 1]], v[fans[:, 2]])) / 6)

    @cached_property
    def girdle_mm(self) -> Floats:
        """(n, 2): the corners of the girdle as seen from above, anticlockwise."""
        corners = sorted({i for k in np.flatnonzero(self.upright) for i in self.facets[k]})
        flat = np.unique(self.vertices[corners][:, :2].round(9), axis=0)
        middle = flat.mean(0)
        return flat[np.argsort(np.arctan2(flat[:, 1] - middle[1], flat[:, 0] - middle[0]))]

    def sized(self, width_mm: float) -> "Polyhedron":
        return Polyhedron(self.planes * np.array([1, 1, 1, width_mm]), self.vertices * width_mm, self.facets)

    def solid(self, gap_mm: float) -> Solid:
        vertices = self.vertices if gap_mm == 0 else _rough_vertices(self.planes + np.array([0, 0, 0, gap_mm]))
        return Manifold.hull_points(np.ascontiguousarray(vertices)).calculate_normals(0, FACET_CREASE_DEG)

    def arrays(self) -> tuple[Floats, Floats, NDArray[np.int64]]:
        """Flat-shaded positions, normals, triangles."""
        corners = np.concatenate([np.array(facet) for facet in self.facets])
        normals = np.repeat(self.planes[:, :3], [len(facet) for facet in self.facets], axis=0)
        triangles, base = [], 0
        for facet in self.facets:
            triangles += [(base, base + i, base + i + 1) for i in range(1, len(facet) - 1)]
            base += len(facet)
        return self.vertices[corners], normals, np.array(triangles, np.int64)

    @property
    def _fans(self) -> NDArray[np.int64]:
        return np.array([(f[0], f[i], f[i + 1]) for f in self.facets for i in range(1, len(f) - 1)], np.int64)


def polyhedron(planes: Floats) -> Polyhedron:
    """The body within the planes; those that touch it in no more than an edge are left out.

    Raises:
        ValueError: if planes meet so nearly in one point that it cannot be told whether they do.
    """
    vertices, on = _exact(planes, _rough_vertices(planes))
    facets = [_facet(vertices, on[:, k], normal) for k, normal in enumerate(planes[:, :3])]
    keep = [k for k, facet in enumerate(facets) if len(facet) > 2]
    return Polyhedron(planes[keep], vertices, tuple(facets[k] for k in keep))


def _rough_vertices(planes: Floats) -> Floats:
    """Vertices of {x: n.x <= d} through the dual convex hull about a point inside; some of them several times."""
    inside = _inside(planes)
    shifted = planes[:, 3] - planes[:, :3] @ inside
    hull = Manifold.hull_points(np.ascontiguousarray(planes[:, :3] / shifted[:, None])).to_mesh64()
    corners = np.asarray(hull.vert_properties, float)[:, :3]
    a, b, c = (corners[np.asarray(hull.tri_verts, np.int64)[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    height = np.einsum("ij,ij->i", normal, a)
    real = height > 1e-12  # slivers of the dual hull carry no vertex
    vertices: Floats = normal[real] / height[real, None] + inside
    return vertices


def _exact(planes: Floats, rough: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Each vertex once, as the point its planes meet in, and which planes those are."""
    size = float(np.abs(rough).max())
    met = np.abs(rough @ planes[:, :3].T - planes[:, 3]) < NEAR * size
    met = met[_firsts(met)]
    met = met[met.sum(1) > 2]
    normals, distances = planes[:, :3], planes[:, 3]
    products = (normals[:, :, None] * normals[:, None, :]).reshape(-1, 9)
    square, right = (met @ products).reshape(-1, 3, 3), met @ (normals * distances[:, None])
    vertices = np.linalg.solve(square, right[..., None])[..., 0]
    off = np.abs(vertices @ normals.T - distances)
    if np.where(met, off, 0.0).max() > EXACT * size:
        raise ValueError("planes of a cut nearly meet in one point, but do not")
    on = off < EXACT * size  # a vertex found twice, once without all of its planes, has the same
    kept = _firsts(on)
    return vertices[kept], on[kept]


def _firsts(rows: NDArray[np.bool_]) -> list[int]:
    """Where each different row is first seen."""
    return list({row.tobytes(): k for k, row in reversed(list(enumerate(rows)))}.values())[::-1]


def _facet(vertices: Floats, on: NDArray[np.bool_], normal: Floats) -> tuple[int, ...]:
    index = np.flatnonzero(on)
    if len(index) < 3:
        return ()
    across = np.cross(normal, (0.0, 0.0, 1.0) if abs(normal[2]) < 0.9 else (1.0, 0.0, 0.0))
    spokes = vertices[index] - vertices[index].mean(0)
    around = np.arctan2(spokes @ np.cross(normal, across), spokes @ across)
    return tuple(int(i) for i in index[np.argsort(around)])


def _inside(planes: Floats) -> Floats:
    """A point well inside: the origin where it is, else a step back from the planes that pass through it."""
    if planes[:, 3].min() > 1e-9:
        return np.zeros(3)
    back = -planes[planes[:, 3] <= 1e-9, :3].sum(0)
    reach = planes[:, 3][planes[:, 3] > 1e-9].min()
    inside: Floats = 0.3 * reach * back / np.linalg.norm(back)
    return inside
