"""A stone as somebody drew it: the convex body of a mesh, in a stone's own axes, with where it stood."""

from dataclasses import dataclass
from functools import cached_property
from math import pi

import numpy as np
from manifold3d import CrossSection, Manifold
from numpy.typing import NDArray

from benchpin.smith.geometry.gems.stone import CutStone
from benchpin.smith.geometry.placing import frame
from benchpin.smith.geometry.surface import Floats, Solid, triangles_of, welded

__all__ = ["DrawnStone", "drawn_stone", "is_convex", "likely_cut"]

Arrays = tuple[Floats, Floats, NDArray[np.int64]]

HOLLOW = 0.01  # share of its hull's volume that a convex stone may lack: facets of a coarse dome
SAME_FACET = 2e-3  # between normals: facets this much alike are one, cut into triangles
SMOOTH_FACETS = 160  # more than any cut has: a dome, or a round pearl
FACET_DEG, DOME_DEG = 4.0, 30.0
BASE_SHARE = 0.9  # of the outline: a flat this large is a base, not a table
ON_OUTLINE_MM = 0.004


@dataclass(frozen=True, eq=False)
class DrawnStone(CutStone):
    """corners_mm: (v, 3) the hull's vertices, the girdle's middle at the origin."""

    corners_mm: Floats
    smooth: bool = False

    @property
    def vertices(self) -> Floats:
        return self.corners_mm

    @cached_property
    def volume_mm3(self) -> float:
        return float(self.solid().volume())

    @cached_property
    def facet_count(self) -> int:
        return 0 if self.smooth else int((np.abs(self._planes[:, 2]) > SAME_FACET).sum())

    @cached_property
    def girdle_mm(self) -> Floats:
        return outline_of(self.corners_mm)

    @cached_property
    def girdle_top_mm(self) -> float:
        flat, outline = self.corners_mm[:, :2], self.girdle_mm
        on = np.linalg.norm(flat[:, None] - outline[None], axis=2).min(1) < ON_OUTLINE_MM
        return float(self.corners_mm[on, 2].max())

    def solid(self, gap_mm: float = 0.0) -> Solid:
        corners = self.corners_mm
        if gap_mm:
            corners = np.concatenate([corners + gap_mm * way for way in _ways()])  # rounded, never less than the gap's share
        return Manifold.hull_points(np.ascontiguousarray(corners)).calculate_normals(0, DOME_DEG if self.smooth else FACET_DEG)

    def convex_parts(self) -> tuple[Arrays, ...]:
        return (triangles_of(self.solid()),)

    def shells_mm(self) -> tuple[tuple[Floats, ...], ...]:
        positions, triangles = welded(self.solid())
        return (tuple(positions[triangles]),)

    @cached_property
    def _planes(self) -> Floats:
        return planes_of(self.solid())[0]


def is_convex(part: Solid) -> bool:
    return float(part.volume()) > (1 - HOLLOW) * float(part.hull().volume())


def drawn_stone(part: Solid) -> tuple[DrawnStone, Floats]:
    """A convex solid as a stone, and the 3x4 frame that puts it back where it was drawn.

    Up is where its table looks, the largest flat there is; or, of a stone with a flat base, away from that. The length runs
    along X, and of a stone with one tip the tip lies at +X.
    """
    hull = part.hull()
    corners = welded(hull)[0]
    planes, areas = planes_of(hull)
    up = planes[areas.argmax(), :3]
    across = _any_across(up)
    turned = corners @ np.column_stack([across, np.cross(up, across), up])
    if areas.max() > BASE_SHARE * _area(outline_of(turned)):
        up = -up
        across = _any_across(up)
        turned = corners @ np.column_stack([across, np.cross(up, across), up])
    along = _long_way(outline_of(turned))
    x = along[0] * across + along[1] * np.cross(up, across)
    axes = np.column_stack([x, np.cross(up, x), up])
    own = corners @ axes
    outline = outline_of(own)
    middle = (outline.max(0) + outline.min(0)) / 2
    if _centre(outline)[0] > middle[0] + 1e-3 * np.ptp(outline[:, 0]):  # the tip is where there is less stone
        axes = axes * np.array([-1.0, -1.0, 1.0])
        own, middle = own * np.array([-1.0, -1.0, 1.0]), -middle
    centre = np.array([*middle, _girdle_height(own)])
    smooth = len(planes) > SMOOTH_FACETS
    return DrawnStone(own - centre, smooth), frame(axes[:, 0], axes[:, 1], axes[:, 2], axes @ centre)


def likely_cut(stone: CutStone) -> str:
    """What a stone most likely is by its outline: a first guess for who knows better."""
    outline = stone.girdle_mm
    length, width = stone.length_mm, stone.width_mm
    ratio, fill = length / width, _area(outline) / (length * width)
    domed = stone.depth_below_mm < 0.05 * width
    if domed:
        return ("cabochon_round" if ratio < 1.08 else "cabochon_oval") if stone.smooth else "rose"
    one_tip = abs(_centre(outline)[0]) > 0.02 * length
    if ratio < 1.08:
        return "princess" if fill > 0.97 else "cushion" if fill > 0.85 else "trillion" if one_tip else "round"
    if fill > 0.97:
        return "baguette"
    if fill > 0.9:
        return "emerald"
    if one_tip:
        return "pear"
    return "cushion" if fill > 0.82 else "oval" if fill > 0.72 else "marquise"


def planes_of(body: Solid) -> tuple[Floats, Floats]:
    """Of a convex body its facets' planes, (k, 4), and their areas: triangles that look the same way are one facet."""
    positions, triangles = welded(body)
    a, b, c = (positions[triangles[:, k]] for k in range(3))
    crossed = np.cross(b - a, c - a)
    doubled = np.linalg.norm(crossed, axis=1)
    order = np.argsort(-doubled)
    normals: list[Floats] = []
    areas: list[float] = []
    for k in order[doubled[order] > 1e-9]:
        normal = crossed[k] / doubled[k]
        off = np.linalg.norm(np.array(normals) - normal, axis=1) if normals else np.array([np.inf])
        if off.min() < SAME_FACET:
            areas[int(off.argmin())] += doubled[k] / 2
        else:
            normals.append(normal)
            areas.append(doubled[k] / 2)
    facing = np.array(normals)
    return np.column_stack([facing, (facing @ positions.T).max(1)]), np.array(areas)


def outline_of(corners: Floats) -> Floats:
    """(n, 2): as seen from above, anticlockwise."""
    hull = CrossSection.hull_points(np.ascontiguousarray(corners[:, :2]))
    return np.asarray(hull.to_polygons()[0], float)


def _girdle_height(corners: Floats) -> float:
    """Between the girdle's lower and its upper edge."""
    outline = outline_of(corners)
    on = np.linalg.norm(corners[:, None, :2] - outline[None], axis=2).min(1) < ON_OUTLINE_MM
    return float((corners[on, 2].min() + corners[on, 2].max()) / 2)


def _long_way(outline: Floats) -> Floats:
    """The direction of the narrowest box's longer side."""
    edges = np.roll(outline, -1, 0) - outline
    edges = edges[np.linalg.norm(edges, axis=1) > 1e-6]
    ways = edges / np.linalg.norm(edges, axis=1, keepdims=True)
    along, beside = outline @ ways.T, outline @ np.stack([-ways[:, 1], ways[:, 0]])
    sides = np.stack([np.ptp(along, axis=0), np.ptp(beside, axis=0)])
    best = int(sides.prod(0).argmin())
    way = ways[best]
    found: Floats = way if sides[0, best] >= sides[1, best] else np.array([-way[1], way[0]])
    return found


def _area(outline: Floats) -> float:
    following = np.roll(outline, -1, 0)
    return float((outline[:, 0] * following[:, 1] - following[:, 0] * outline[:, 1]).sum() / 2)


def _centre(outline: Floats) -> Floats:
    following = np.roll(outline, -1, 0)
    turned = outline[:, 0] * following[:, 1] - following[:, 0] * outline[:, 1]
    found: Floats = ((outline + following) * turned[:, None]).sum(0) / (3 * turned.sum())
    return found


def _any_across(up: Floats) -> Floats:
    across = np.cross(up, (0.0, 0.0, 1.0) if abs(up[2]) < 0.9 else (1.0, 0.0, 0.0))
    found: Floats = across / np.linalg.norm(across)
    return found


def _ways() -> list[Floats]:
    """Twelve ways out, of a regular icosahedron, a little longer than 1 so that their hull holds the ball."""
    g = (1 + 5**0.5) / 2
    points = [(0, a, b * g) for a in (1, -1) for b in (1, -1)]
    every = [np.roll(point, turn) for point in points for turn in range(3)]
    inner = 3**0.5 * (3 + 5**0.5) / 12 / np.sin(2 * pi / 5)  # radius of the ball inside to that of the corners
    return [np.asarray(way, float) / np.linalg.norm(way) / inner for way in every]
