"""Cut stones as half-space intersections: a cut is convex, so it is its list of planes and nothing else.

Moving every plane outwards by a gap gives the exact seat cutter; facets, girdle, weight follow from the same planes.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from math import cos, sin

import numpy as np
from manifold3d import Manifold

from benchpin.smith.geometry.surface import Floats, Solid

__all__ = ["CutStone", "cut_stone"]

FACET_CREASE_DEG = 10.0


def _lengthwise(planes: Floats) -> Floats:
    """Turn a cut that was drawn with its length along Y by a quarter, so that it runs along X."""
    reach_x, reach_y = (planes[planes[:, axis] > 0.999, 3].min() for axis in (0, 1))
    return planes[:, [1, 0, 2, 3]] * np.array([1, -1, 1, 1]) if reach_y > 1.001 * reach_x else planes


PLANES = {
    name: _lengthwise(np.array([row[:4] for row in cut["planes"]], float))
    for name, cut in json.loads(files("benchpin.smith.geometry").joinpath("cuts.json").read_text("utf-8")).items()
}
VERTICAL = 1e-6  # girdle planes stand upright


@dataclass(frozen=True, eq=False)
class CutStone:
    """A stone about its own girdle: axis +Z, table up, millimetres. For elongated cuts the length runs along X."""

    planes: Floats = field(repr=False)  # (k, 4): unit normal, distance from the origin
    vertices: Floats = field(repr=False)  # (v, 3)
    facets: tuple[tuple[int, ...], ...] = field(repr=False)  # per plane, anticlockwise from outside

    @property
    def volume_mm3(self) -> float:
        v = self.vertices
        fans = ((f[0], f[i], f[i + 1]) for f in self.facets for i in range(1, len(f) - 1))
        return float(sum(np.dot(v[a], np.cross(v[b], v[c])) for a, b, c in fans) / 6)

    @property
    def facet_count(self) -> int:
        """Facets without the girdle."""
        return int((np.abs(self.planes[:, 2]) > VERTICAL).sum())

    @property
    def depth_below_mm(self) -> float:
        """From the girdle's middle down to the culet."""
        return float(-self.vertices[:, 2].min())

    @property
    def height_above_mm(self) -> float:
        """From the girdle's middle up to the table."""
        return float(self.vertices[:, 2].max())

    @property
    def length_mm(self) -> float:
        return float(np.ptp(self.vertices[:, 0]))

    @property
    def width_mm(self) -> float:
        return float(np.ptp(self.vertices[:, 1]))

    @property
    def girdle_top_mm(self) -> float:
        upright = np.flatnonzero(np.abs(self.planes[:, 2]) < VERTICAL)
        corners = {i for k in upright for i in self.facets[k]}
        return float(self.vertices[list(corners), 2].max())

    def reach_mm(self, azimuth: float) -> float:
        """Distance from the axis to the girdle towards an azimuth."""
        upright = self.planes[np.abs(self.planes[:, 2]) < VERTICAL]
        towards = upright[:, 0] * cos(azimuth) + upright[:, 1] * sin(azimuth)
        return float((upright[towards > 1e-9, 3] / towards[towards > 1e-9]).min())

    def solid(self, gap_mm: float = 0.0) -> Solid:
        vertices = self.vertices if gap_mm == 0 else _polytope(self.planes + np.array([0, 0, 0, gap_mm]))[0]
        return Manifold.hull_points(np.ascontiguousarray(vertices)).calculate_normals(0, FACET_CREASE_DEG)

    @property
    def smooth(self) -> bool:
        """Whether the stone is domed, not faceted."""
        return False

    def convex_parts(self) -> tuple[tuple[Floats, Floats, np.ndarray], ...]:
        """The stone as convex bodies, each as `arrays` gives it."""
        return (self.arrays(),)

    def arrays(self) -> tuple[Floats, Floats, np.ndarray]:
        """Flat-shaded positions, normals, triangles."""
        positions, normals, triangles, base = [], [], [], 0
        for facet, plane in zip(self.facets, self.planes, strict=True):
            positions.append(self.vertices[list(facet)])
            normals.append(np.repeat(plane[None, :3], len(facet), 0))
            triangles += [(base, base + i, base + i + 1) for i in range(1, len(facet) - 1)]
            base += len(facet)
        return np.concatenate(positions), np.concatenate(normals), np.array(triangles, np.int64)


@lru_cache(256)
def cut_stone(cut: str, width_mm: float) -> CutStone:
    """A stone of a cut, `width_mm` wide; its length follows from the cut."""
    planes = PLANES[cut] * np.array([1, 1, 1, width_mm])
    vertices, facets = _polytope(planes)
    keep = [k for k, facet in enumerate(facets) if len(facet) > 2]
    return CutStone(planes[keep], vertices, tuple(facets[k] for k in keep))


def _polytope(planes: Floats) -> tuple[Floats, list[tuple[int, ...]]]:
    """Vertices and facets of {x: n.x <= d}, all d > 0, through the dual convex hull."""
    hull = Manifold.hull_points(np.ascontiguousarray(planes[:, :3] / planes[:, 3:])).to_mesh64()
    corners = np.asarray(hull.vert_properties, float)[:, :3]
    a, b, c = (corners[np.asarray(hull.tri_verts, np.int64)[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    height = np.einsum("ij,ij->i", normal, a)
    vertices = normal[height > 1e-12] / height[height > 1e-12, None]  # slivers of the dual hull carry no vertex
    size = float(np.abs(vertices).max())
    _, first = np.unique(np.round(vertices / (size * 2e-5)), axis=0, return_index=True)
    vertices = vertices[np.sort(first)]
    on = np.abs(vertices @ planes[:, :3].T - planes[:, 3]) < size * 6e-5
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
    return vertices, facets
