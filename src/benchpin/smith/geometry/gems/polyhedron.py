"""A convex body as its list of planes: vertices, facets and volume follow, and moving every plane out gives its cutter."""

from dataclasses import dataclass, field

import numpy as np
from manifold3d import Manifold
from numpy.typing import NDArray

from benchpin.smith.geometry.surface import Floats, Solid

__all__ = ["FACET_CREASE_DEG", "Polyhedron", "polyhedron"]

FACET_CREASE_DEG = 10.0
VERTICAL = 1e-6  # girdle planes stand upright


@dataclass(frozen=True, eq=False)
class Polyhedron:
    planes: Floats = field(repr=False)  # (k, 4): unit normal, distance from the origin
    vertices: Floats = field(repr=False)  # (v, 3)
    facets: tuple[tuple[int, ...], ...] = field(repr=False)  # per plane, anticlockwise from outside

    @property
    def upright(self) -> NDArray[np.bool_]:
        """Which planes are the girdle's."""
        return np.abs(self.planes[:, 2]) < VERTICAL

    @property
    def volume_mm3(self) -> float:
        v = self.vertices
        fans = ((f[0], f[i], f[i + 1]) for f in self.facets for i in range(1, len(f) - 1))
        return float(sum(np.dot(v[a], np.cross(v[b], v[c])) for a, b, c in fans) / 6)

    @property
    def girdle_mm(self) -> Floats:
        """(n, 2): the corners of the girdle as seen from above, anticlockwise."""
        corners = sorted({i for k in np.flatnonzero(self.upright) for i in self.facets[k]})
        if not corners:  # a rose has a flat base and no girdle: its base's edge
            corners = list(np.flatnonzero(self.vertices[:, 2] < self.vertices[:, 2].min() + 1e-6))
        flat = np.unique(self.vertices[corners][:, :2].round(6), axis=0)
        middle = flat.mean(0)
        return flat[np.argsort(np.arctan2(flat[:, 1] - middle[1], flat[:, 0] - middle[0]))]

    def solid(self, gap_mm: float) -> Solid:
        vertices = self.vertices if gap_mm == 0 else polytope(self.planes + np.array([0, 0, 0, gap_mm]))[0]
        return Manifold.hull_points(np.ascontiguousarray(vertices)).calculate_normals(0, FACET_CREASE_DEG)

    def arrays(self) -> tuple[Floats, Floats, NDArray[np.int64]]:
        """Flat-shaded positions, normals, triangles."""
        positions, normals, triangles, base = [], [], [], 0
        for facet, plane in zip(self.facets, self.planes, strict=True):
            positions.append(self.vertices[list(facet)])
            normals.append(np.repeat(plane[None, :3], len(facet), 0))
            triangles += [(base, base + i, base + i + 1) for i in range(1, len(facet) - 1)]
            base += len(facet)
        return np.concatenate(positions), np.concatenate(normals), np.array(triangles, np.int64)


def polyhedron(planes: Floats) -> Polyhedron:
    """The body within the planes, those that touch it in no more than an edge left out."""
    vertices, facets = polytope(planes)
    keep = [k for k, facet in enumerate(facets) if len(facet) > 2]
    return Polyhedron(planes[keep], vertices, tuple(facets[k] for k in keep))


def polytope(planes: Floats) -> tuple[Floats, list[tuple[int, ...]]]:
    """Vertices and facets of {x: n.x <= d} through the dual convex hull, about a point inside."""
    inside = _inside(planes)
    shifted = planes[:, 3] - planes[:, :3] @ inside
    hull = Manifold.hull_points(np.ascontiguousarray(planes[:, :3] / shifted[:, None])).to_mesh64()
    corners = np.asarray(hull.vert_properties, float)[:, :3]
    a, b, c = (corners[np.asarray(hull.tri_verts, np.int64)[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    height = np.einsum("ij,ij->i", normal, a)
    vertices = normal[height > 1e-12] / height[height > 1e-12, None]  # slivers of the dual hull carry no vertex
    size = float(np.abs(vertices).max())
    _, first = np.unique(np.round(vertices / (size * 2e-5)), axis=0, return_index=True)
    vertices = _apart(vertices[np.sort(first)], size * 4e-5)
    on = np.abs(vertices @ planes[:, :3].T - shifted) < size * 6e-5
    n = planes[:, :3]
    u = np.cross(n, np.where(np.abs(n[:, 2:3]) < 0.9, [[0.0, 0, 1]], [[1.0, 0, 0]]))
    x, y = vertices @ u.T, vertices @ np.cross(n, u).T  # every vertex in every facet's own axes
    facets: list[tuple[int, ...]] = []
    for k in range(len(planes)):
        index = np.flatnonzero(on[:, k])
        if len(index) < 3:
            facets.append(())
            continue
        around = np.arctan2(y[index, k] - y[index, k].mean(), x[index, k] - x[index, k].mean())
        facets.append(tuple(int(i) for i in index[np.argsort(around)]))
    return vertices + inside, facets


def _apart(vertices: Floats, least: float) -> Floats:
    """One vertex for each cluster nearer than `least`."""
    near = np.abs(vertices[:, None] - vertices[None]).max(2) < least
    return vertices[near.argmax(1) == np.arange(len(vertices))]


def _inside(planes: Floats) -> Floats:
    """A point well inside: the origin where it is, else a step back from the planes that pass through it."""
    if planes[:, 3].min() > 1e-9:
        return np.zeros(3)
    back = -planes[planes[:, 3] <= 1e-9, :3].sum(0)
    reach = planes[:, 3][planes[:, 3] > 1e-9].min()
    inside: Floats = 0.3 * reach * back / np.linalg.norm(back)
    return inside
