"""A cut stone: what setters, weighers and viewers ask of it, whether faceted, in two halves like a heart, or domed."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry.gems.polyhedron import Polyhedron
from benchpin.smith.geometry.surface import Floats, Solid, segments, triangles_of, true_radius, tube_grid, unite, welded

__all__ = ["Cabochon", "CutStone", "Faceted"]

Arrays = tuple[Floats, Floats, NDArray[np.int64]]

DOME_TOLERANCE_MM = 0.01
DOME_RINGS = 14
HALVES_MEET_MM = 1e-5


class CutStone(ABC):
    """About its own girdle: axis +Z, table up, millimetres. The length runs along X, a single tip at +X.

    corners: azimuths of the points that chip and want a V-claw.
    smooth: whether it is domed, not faceted.
    """

    corners: tuple[float, ...] = ()
    smooth: bool = False

    @property
    @abstractmethod
    def vertices(self) -> Floats:
        """(v, 3)."""

    @property
    @abstractmethod
    def volume_mm3(self) -> float: ...

    @property
    @abstractmethod
    def facet_count(self) -> int:
        """Facets without the girdle; 0 for a dome."""

    @property
    @abstractmethod
    def girdle_mm(self) -> Floats:
        """(n, 2): the girdle as seen from above, anticlockwise."""

    @property
    @abstractmethod
    def girdle_top_mm(self) -> float:
        """Its upper edge."""

    @abstractmethod
    def solid(self, gap_mm: float = 0.0) -> Solid:
        """The stone, or, grown by a gap on every side, the cutter of its seat."""

    @abstractmethod
    def convex_parts(self) -> tuple[Arrays, ...]:
        """Positions, normals and triangles of each convex body it is made of."""

    @abstractmethod
    def shells_mm(self) -> tuple[tuple[Floats, ...], ...]:
        """Of each convex body its facets: (n, 3) corners, anticlockwise seen from outside; a dome's are triangles."""

    def halves(self) -> list["CutStone"]:
        """The parts whose outlines are convex: the stone itself, or the two of a heart."""
        return [self]

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

    def reach_mm(self, azimuth: float) -> float:
        """Distance from the axis to the girdle towards an azimuth, the farthest where a cleft gives several."""
        a = self.girdle_mm
        b = np.roll(a, -1, 0)
        towards, across = np.array([cos(azimuth), sin(azimuth)]), np.array([-sin(azimuth), cos(azimuth)])
        da, db = a @ across, b @ across
        crosses = (da <= 0) & (db > 0)
        share = -da[crosses] / (db[crosses] - da[crosses])
        return float(((a[crosses] + share[:, None] * (b - a)[crosses]) @ towards).max())

    def outline_mm(self, n: int) -> tuple[Floats, Floats]:
        """`n` points evenly along the girdle, anticlockwise from +X, and the outward normal at each; (n, 2) both."""
        a = self.girdle_mm
        start = int(np.argmin(np.abs(np.arctan2(a[:, 1], a[:, 0]))))
        a = np.roll(a, -start, 0)
        edges = np.roll(a, -1, 0) - a
        length = np.linalg.norm(edges, axis=1)
        ends = np.concatenate([[0.0], np.cumsum(length)])
        at = np.arange(n) * ends[-1] / n
        k = np.clip(np.searchsorted(ends, at, side="right") - 1, 0, len(a) - 1)
        points = a[k] + ((at - ends[k]) / length[k])[:, None] * edges[k]
        flat = np.stack([edges[:, 1], -edges[:, 0]], 1) / length[:, None]
        # Smooth where the girdle bends a little from edge to edge, sharp at a corner.
        share = ((at - ends[k]) / length[k] - 0.5)[:, None]
        neighbour = np.where(share > 0, flat[(k + 1) % len(a)], flat[k - 1])
        near = np.einsum("ij,ij->i", neighbour, flat[k])[:, None] > 0.94
        normals = np.where(near, flat[k] + np.abs(share) * (neighbour - flat[k]), flat[k])
        return points, normals / np.linalg.norm(normals, axis=1, keepdims=True)


@dataclass(frozen=True, eq=False)
class Faceted(CutStone):
    bodies: tuple[Polyhedron, ...]
    corners: tuple[float, ...] = ()

    @cached_property
    def vertices(self) -> Floats:
        return np.concatenate([body.vertices for body in self.bodies])

    @cached_property
    def volume_mm3(self) -> float:
        return sum(body.volume_mm3 for body in self.bodies)

    @property
    def facet_count(self) -> int:
        """What crosses from one half of a stone to the other is one facet, and the wall between them is none."""
        crossing = sum(int((~b.upright & (np.abs(b.planes[:, 1]) < 1e-6)).sum()) for b in self.bodies[1:])
        return sum(int((~body.upright).sum()) for body in self.bodies) - crossing

    @cached_property
    def girdle_mm(self) -> Floats:
        first = self.bodies[0].girdle_mm
        return first if len(self.bodies) == 1 else _mirrored(first)

    def halves(self) -> list[CutStone]:
        return [Faceted((body,)) for body in self.bodies]

    @property
    def girdle_top_mm(self) -> float:
        tops = []
        for body in self.bodies:
            corners = {i for k in np.flatnonzero(body.upright) for i in body.facets[k]}
            if not corners:
                return float(body.vertices[:, 2].min())
            outside = [i for i in corners if len(self.bodies) == 1 or abs(body.vertices[i, 1]) > 1e-6]
            tops.append(float(body.vertices[outside, 2].max()))
        return max(tops)

    def solid(self, gap_mm: float = 0.0) -> Solid:
        return unite([body.solid(gap_mm) for body in self.bodies])

    def convex_parts(self) -> tuple[Arrays, ...]:
        return tuple(body.arrays() for body in self.bodies)

    def shells_mm(self) -> tuple[tuple[Floats, ...], ...]:
        return tuple(tuple(body.vertices[list(facet)] for facet in body.facets) for body in self.bodies)


@dataclass(frozen=True, eq=False)
class Cabochon(CutStone):
    """Half an ellipsoid on a flat base: its girdle is the base's edge."""

    half_length_mm: float
    half_width_mm: float
    dome_mm: float
    smooth: bool = True

    @property
    def vertices(self) -> Floats:
        a, b, h = self.half_length_mm, self.half_width_mm, self.dome_mm
        return np.array([[a, 0, 0], [-a, 0, 0], [0, b, 0], [0, -b, 0], [0, 0, h]])

    @property
    def volume_mm3(self) -> float:
        return 2 / 3 * pi * self.half_length_mm * self.half_width_mm * self.dome_mm

    @property
    def facet_count(self) -> int:
        return 0

    @cached_property
    def girdle_mm(self) -> Floats:
        n = segments(self.half_length_mm, 0.002, 64)
        angle = np.arange(n) * 2 * pi / n
        return np.stack([self.half_length_mm * np.cos(angle), self.half_width_mm * np.sin(angle)], 1)

    @property
    def girdle_top_mm(self) -> float:
        return 0.0

    def solid(self, gap_mm: float = 0.0) -> Solid:
        a, b, h = self.half_length_mm, self.half_width_mm, self.dome_mm
        n = segments(a, DOME_TOLERANCE_MM, 48)
        angle = np.arange(n) * 2 * pi / n
        # Rings of a dome: heights by the sine, radii so that the stack of slices holds the dome's volume.
        rise = (np.arange(DOME_RINGS) * pi / 2 / DOME_RINGS)[:, None]
        step = pi / 2 / DOME_RINGS
        swell = float(true_radius((step / np.sin(step)) ** 0.5, n))
        unit = np.stack(np.broadcast_arrays(np.cos(rise) * np.cos(angle), np.cos(rise) * np.sin(angle), np.sin(rise)), -1)
        normals = unit / np.array([a, b, h])
        out = gap_mm * normals / np.linalg.norm(normals, axis=-1, keepdims=True)
        rings = unit * np.array([swell * a, swell * b, h]) + out  # a seat is the dome moved out along its own normals
        base = rings[:1] - np.array([0.0, 0.0, gap_mm])
        return tube_grid(
            np.concatenate([base, rings]) if gap_mm else rings, np.array([0.0, 0.0, -gap_mm]), np.array([0.0, 0.0, h + gap_mm])
        )

    def convex_parts(self) -> tuple[Arrays, ...]:
        return (triangles_of(self.solid()),)

    def shells_mm(self) -> tuple[tuple[Floats, ...], ...]:
        positions, triangles = welded(self.solid())
        return (tuple(positions[triangles]),)


def _mirrored(upper: Floats) -> Floats:
    """The outline of a stone in two mirrored halves from that of the upper: tip, upper side, cleft, lower side."""
    between = upper[np.abs(upper[:, 1]) < HALVES_MEET_MM]
    side = upper[upper[:, 1] >= HALVES_MEET_MM]
    side = side[np.argsort(np.arctan2(side[:, 1], side[:, 0]))]
    tip, cleft = between[[between[:, 0].argmax()]], between[[between[:, 0].argmin()]]
    return np.concatenate([tip, side, cleft, side[::-1] * np.array([1, -1])])
