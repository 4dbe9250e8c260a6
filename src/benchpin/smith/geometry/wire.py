"""Wire bent into closed loops: a section swept round a path, with the length and volume that Pappus gives it.

A section is (u, v): u outwards from the loop's inner side, v along the loop's axis.
"""

from dataclasses import dataclass
from math import pi
from typing import Literal

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, segments, torus_grid, true_radius

__all__ = ["Loop", "Section", "jump_ring", "loop_solid", "swept_round"]

WIRE_CREASE_DEG = 60.0  # few sides, drawn round
STRIP_CREASE_DEG = 32.0
FLANK = 0.45  # of a half-round wire's thickness: how high its sides stand before the dome springs
CHAMFER = 0.16  # of a strip's thickness: its edges are broken
LEAST_SIDES, LEAST_ROUND = 8, 12
QUADRATURE = 4096  # points along a twisted loop when its length is taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What the wire looks like cut across: `thick_mm` outwards, `wide_mm` along the loop's axis; equal if it is round."""

    form: Literal["round", "half_round", "strip"]
    thick_mm: float
    wide_mm: float

    @property
    def area_mm2(self) -> float:
        t, b = self.thick_mm, self.wide_mm
        if self.form == "round":
            return pi * t * b / 4
        if self.form == "half_round":
            return FLANK * t * b + pi * b * (1 - FLANK) * t / 4
        return t * b - 2 * (CHAMFER * t) ** 2

    @property
    def centroid_mm(self) -> float:
        """From the inner side."""
        t, b = self.thick_mm, self.wide_mm
        if self.form != "half_round":
            return t / 2
        flank, dome = FLANK * t, (1 - FLANK) * t
        half_ellipse = pi * b * dome / 4
        return (flank * b * flank / 2 + half_ellipse * (flank + 4 * dome / (3 * pi))) / self.area_mm2

    def points(self, tolerance_mm: float) -> Floats:
        """(n, 2), anticlockwise."""
        t, b = self.thick_mm, self.wide_mm
        n = segments(max(t, b) / 2, tolerance_mm, LEAST_SIDES, step=2)
        if self.form == "round":
            a = np.arange(n) * 2 * pi / n
            r = float(true_radius(1.0, n))
            return np.stack([t / 2 + r * t / 2 * np.cos(a), r * b / 2 * np.sin(a)], 1)
        if self.form == "half_round":
            a = np.linspace(-pi / 2, pi / 2, n // 2 + 1)
            swell = (2 * pi / n) / np.sin(2 * pi / n)  # the polygon has the half ellipse's area
            dome = np.stack([FLANK * t + (1 - FLANK) * t * swell * np.cos(a), b / 2 * np.sin(a)], 1)
            return np.concatenate([[(0.0, -b / 2)], dome, [(0.0, b / 2)]])
        c = CHAMFER * t
        corners = [(0, -b / 2 + c), (c, -b / 2), (t - c, -b / 2), (t, -b / 2 + c)]
        return np.array(corners + [(u, -v) for u, v in reversed(corners)], float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A rounded rectangle of wire in XY about its middle, its long way X; twisted about X by `twist` radians at each end.

    straight_x_mm, straight_y_mm: half the straight runs; inner_radius_mm: of the corners, inside.
    """

    section: Section
    straight_x_mm: float
    straight_y_mm: float
    inner_radius_mm: float
    twist: float = 0.0

    @property
    def reach_mm(self) -> float:
        """From the middle to the inner side of an end."""
        return self.straight_x_mm + self.inner_radius_mm

    @property
    def across_mm(self) -> float:
        """How wide the wire lies in a neighbour; round wire bears at one point."""
        return 0.0 if self.section.form == "round" else self.section.wide_mm

    @property
    def way_mm(self) -> float:
        """Length of the way the section's centroid takes: two lengths, two heights and a full circle."""
        if not self.twist:
            r = self.inner_radius_mm + self.section.centroid_mm
            return 4 * (self.straight_x_mm + self.straight_y_mm) + 2 * pi * r
        path, _ = _path(self, QUADRATURE, False)
        return float(np.linalg.norm(np.roll(path, -1, 0) - path, axis=1).sum())

    @property
    def volume_mm3(self) -> float:
        """Exact, by Pappus: the section's area times its centroid's way."""
        return self.section.area_mm2 * self.way_mm


@kept
def loop_solid(loop: Loop, tolerance_mm: float) -> Solid:
    outside_mm = loop.inner_radius_mm + loop.section.thick_mm
    path, outward = _path(loop, segments(outside_mm, tolerance_mm, LEAST_ROUND), True)
    section = loop.section.points(tolerance_mm) - np.array([loop.section.centroid_mm, 0.0])
    crease = WIRE_CREASE_DEG if loop.section.form == "round" else STRIP_CREASE_DEG
    return swept_round(path, outward, section, crease)


@kept
def jump_ring(inner_mm: float, wire_mm: float, tolerance_mm: float) -> Solid:
    """A round ring of round wire in XY: a bail's loop, a pendant's eye. Its volume is 2π²·R·r²."""
    k = segments(inner_mm / 2 + wire_mm, tolerance_mm, 24)
    a = np.arange(k) * 2 * pi / k
    outward = np.stack([np.cos(a), np.sin(a), np.zeros(k)], 1)
    middle = float(true_radius(inner_mm / 2 + wire_mm / 2, k))
    wire = Section(form="round", thick_mm=wire_mm, wide_mm=wire_mm)
    return swept_round(middle * outward, outward, wire.points(tolerance_mm) - np.array([wire_mm / 2, 0.0]), WIRE_CREASE_DEG)


def swept_round(path_mm: Floats, outward: Floats, section_mm: Floats, crease_deg: float) -> Solid:
    """Sweep a section along a closed path, (k, 3); `outward` is where its u looks, made square to the path.

    section_mm: (n, 2), or (k, n, 2) where it changes on the way.
    """
    ahead = np.roll(path_mm, -1, 0) - np.roll(path_mm, 1, 0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    u = outward - np.einsum("ij,ij->i", outward, ahead)[:, None] * ahead
    u /= np.linalg.norm(u, axis=1, keepdims=True)
    v = np.cross(u, ahead)
    section = np.broadcast_to(section_mm, (len(path_mm), *section_mm.shape[-2:]))
    rings = path_mm[:, None] + section[..., :1] * u[:, None] + section[..., 1:] * v[:, None]
    return torus_grid(rings[:, ::-1], crease_deg)


def _path(loop: Loop, round_points: int, area_true: bool) -> tuple[Floats, Floats]:
    """(k, 3) points where the section's centroid goes, anticlockwise, and the way outwards at each."""
    quarter = np.linspace(0, pi / 2, round_points // 4 + 1)
    r = loop.inner_radius_mm + loop.section.centroid_mm
    if area_true:
        r = float(true_radius(r, round_points))
    points, outward = [], []
    for turn, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        a = quarter + turn * pi / 2
        out = np.stack([np.cos(a), np.sin(a)], 1)
        points.append(np.array([sx * loop.straight_x_mm, sy * loop.straight_y_mm]) + r * out)
        outward.append(out)
    xy, out = np.concatenate(points), np.concatenate(outward)
    fresh = np.linalg.norm(xy - np.roll(xy, 1, 0), axis=1) > 1e-9  # no straight between two corners: one point for both
    xy, out = xy[fresh], out[fresh]
    if loop.twist:
        xy, out = _with_steps(xy, out)
    angle = loop.twist * xy[:, 0] / (loop.straight_x_mm + r)
    turned = [np.stack([v[:, 0], v[:, 1] * np.cos(angle), v[:, 1] * np.sin(angle)], 1) for v in (xy, out)]
    return turned[0], turned[1]


def _with_steps(xy: Floats, out: Floats) -> tuple[Floats, Floats]:
    """Points along the straights too, where a twist bends them: none longer than three steps of the corners."""
    following = np.roll(xy, -1, 0)
    gaps = np.linalg.norm(following - xy, axis=1)
    steps = np.maximum(1, np.ceil(gaps / (3 * np.median(gaps)))).astype(int)
    row = np.repeat(np.arange(len(xy)), steps)
    share = np.concatenate([np.arange(n) / n for n in steps])[:, None]
    return xy[row] + share * (following - xy)[row], out[row] + share * (np.roll(out, -1, 0) - out)[row]
