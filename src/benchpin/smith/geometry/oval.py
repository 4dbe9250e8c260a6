"""Hoops for the wrist: a section swept round a circle or an oval, whole or open, and the faces words stand on.

The axis is Z, the top +Y. A section is (z, u): along the axis, and outwards from the inside of the hoop.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import pi
from typing import Literal

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, segments, torus_grid, tube_grid

__all__ = ["Hoop", "HoopSection", "Oval", "OvalFace", "cuff_solid", "hoop_solid", "section_moments"]

TABLE_POINTS = 2880  # of a way when lengths along it are looked up
HOOP_CREASE_DEG = 40.0
END_STEPS = 9  # of a cuff's rounded end
CORNER_STEPS = 5

HoopSection = Literal["round", "oval", "d", "flat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Oval:
    """The inside of a hoop: an ellipse of a given circumference. `flatness`: its height over its width; 1 is a circle."""

    circumference_mm: float
    flatness: float

    @property
    def half_width_mm(self) -> float:
        return self.circumference_mm / _ellipse_length(self.flatness)

    @property
    def half_height_mm(self) -> float:
        return self.flatness * self.half_width_mm

    @property
    def bend_radius_mm(self) -> float:
        """Where it is bent most, at its sides."""
        return self.half_height_mm**2 / self.half_width_mm

    def at(self, along_mm: Floats, out_mm: float) -> tuple[Floats, Floats]:
        """(n, 2) points and the ways outwards; `along_mm` from the top towards +X, `out_mm` outside the oval."""
        gone, points, outward = _table(self, out_mm)
        length = gone[-1]
        s = np.mod(along_mm, length)
        found = [np.stack([np.interp(s, gone, values[:, axis]) for axis in (0, 1)], 1) for values in (points, outward)]
        return found[0], found[1] / np.linalg.norm(found[1], axis=1, keepdims=True)

    def length_mm(self, out_mm: float) -> float:
        """Once round, `out_mm` outside: a full circle of that radius longer, whatever its shape."""
        return self.circumference_mm + 2 * pi * out_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Hoop:
    """A hoop of metal; a round section is as thick as wide.

    wall_mm: of a hollow one, open towards the arm; 0 if it is solid.
    """

    inside: Oval
    section: HoopSection
    width_mm: float
    thickness_mm: float
    wall_mm: float = 0.0

    @property
    def volume_mm3(self) -> float:
        """Exact, by Pappus for any convex way: area times the inside's length, and a full turn of its moment."""
        area, moment = section_moments(self)
        return area * self.inside.circumference_mm + 2 * pi * moment


def section_moments(hoop: Hoop) -> tuple[float, float]:
    """A section's area, and its first moment about the inside: mm² and mm³."""
    p = _section(hoop, 400)
    z, u = p[:, 0], p[:, 1]
    z2, u2 = np.roll(z, -1), np.roll(u, -1)
    cross = z * u2 - z2 * u
    return float(cross.sum() / 2), float(((u + u2) * cross).sum() / 6)


@kept
def hoop_solid(hoop: Hoop, tolerance_mm: float) -> Solid:
    n = segments(hoop.inside.half_width_mm + hoop.thickness_mm, tolerance_mm, 120)
    at, outward = _round(hoop.inside, n)
    return torus_grid(_swept(hoop, at, outward, tolerance_mm)[:, ::-1], HOOP_CREASE_DEG)


@kept
def cuff_solid(hoop: Hoop, opening_mm: float, tolerance_mm: float) -> Solid:
    """A hoop open at the bottom, its ends rounded; `opening_mm` is between the ends, along the inside."""
    length = hoop.inside.circumference_mm - opening_mm
    end = min(hoop.width_mm / 2, 0.9 * hoop.thickness_mm)
    n = segments(hoop.inside.half_width_mm + hoop.thickness_mm, tolerance_mm, 120)
    q = np.linspace(0, pi / 2, END_STEPS)[1:-1]
    into = end * (1 - np.sin(q))  # from the very end, and how much of the section is left there
    s = np.concatenate([into[::-1], np.linspace(end, length - end, n), length - into]) - length / 2
    share = np.concatenate([np.cos(q)[::-1], np.ones(n), np.cos(q)])
    at, outward = hoop.inside.at(s, 0.0)
    rings = _swept(hoop, at, outward, tolerance_mm, share)
    tips, tip_out = hoop.inside.at(np.array([-length / 2, length / 2]), 0.0)
    middle = hoop.thickness_mm / 2
    poles = [np.array([*(tip + middle * out), 0.0]) for tip, out in zip(tips, tip_out, strict=True)]
    return tube_grid(rings[:, ::-1], poles[0], poles[1], HOOP_CREASE_DEG)


@dataclass(frozen=True, slots=True, kw_only=True)
class OvalFace:
    """The inside or the flat outside of a hoop, for words about `along_mm` from the top; it places points as a reader sees.

    Outside the letters' feet look to the front, +Z, as they do inside.
    """

    inside: Oval
    out_mm: float  # 0 for the inside, the thickness for the outside
    looks_in: bool
    along_mm: float = 0.0

    @property
    def bend_radius_mm(self) -> float:
        return self.inside.bend_radius_mm

    def place(self, points: Floats) -> Floats:
        side = -1.0 if self.looks_in else 1.0
        at, outward = self.inside.at(self.along_mm + side * points[:, 0], self.out_mm)
        xy = at + (side * points[:, 2])[:, None] * outward
        return np.column_stack([xy, -points[:, 1]])


def _swept(hoop: Hoop, at: Floats, outward: Floats, tolerance_mm: float, share: Floats | None = None) -> Floats:
    """(k, n, 3): the section at each point of the way, shrunk about its middle to `share`."""
    across = segments(max(hoop.width_mm, hoop.thickness_mm) / 2, tolerance_mm, 24)
    section = np.broadcast_to(_section(hoop, across), (len(at), *_section(hoop, across).shape))
    if share is not None:
        middle = np.array([0.0, hoop.thickness_mm / 2])
        section = middle + share[:, None, None] * (section - middle)
    xy = at[:, None] + section[..., 1:] * outward[:, None]
    return np.concatenate([xy, section[..., :1]], -1)


def _section(hoop: Hoop, n: int) -> Floats:
    """(k, 2) points (z, u), anticlockwise; about n of them round a full turn."""
    w, t = hoop.width_mm, hoop.thickness_mm
    if hoop.section in ("round", "oval"):
        a = np.arange(n) * 2 * pi / n
        swell = ((2 * pi / n) / np.sin(2 * pi / n)) ** 0.5
        return np.stack([swell * w / 2 * np.cos(a), t / 2 + swell * t / 2 * np.sin(a)], 1)
    outer = _over(hoop.section, w / 2, t, n)
    if hoop.wall_mm:
        inner = _over(hoop.section, w / 2 - hoop.wall_mm, t - hoop.wall_mm, n)
        return np.concatenate([outer, inner[::-1]])
    return outer


def _over(section: str, half: float, high: float, n: int) -> Floats:
    """From one foot over the top to the other: a dome on low flanks, or a rectangle with eased corners."""
    if section == "d":
        flank = 0.3 * high
        a = np.linspace(0, pi, n // 2 + 1)
        swell = (pi / (n // 2)) / np.sin(pi / (n // 2))
        dome = np.stack([half * np.cos(a), flank + swell * (high - flank) * np.sin(a)], 1)
        return np.concatenate([[(half - 0.1, 0.0), (half, 0.1)], dome, [(-half, 0.1), (-half + 0.1, 0.0)]])
    e = min(0.4, 0.25 * high, 0.25 * half)
    a = np.linspace(0, pi / 2, CORNER_STEPS)
    right = np.stack([half - e + e * np.cos(a), high - e + e * np.sin(a)], 1)
    corners = np.concatenate([[(half - 0.1, 0.0), (half, 0.1)], right])
    return np.concatenate([corners, corners[::-1] * np.array([-1, 1])])


def _round(inside: Oval, n: int) -> tuple[Floats, Floats]:
    """n points evenly round, from the top clockwise seen from the front, as much outside as gives them the oval's area."""
    at, outward = inside.at(np.arange(n) * inside.circumference_mm / n, 0.0)
    turned = np.linalg.norm(np.roll(outward, -1, 0) - np.roll(outward, 1, 0), axis=1) / 2  # radians from point to point
    return at + (inside.circumference_mm / n * turned / 6)[:, None] * outward, outward


@lru_cache(64)
def _ellipse_length(flatness: float) -> float:
    t = np.linspace(0, 2 * pi, TABLE_POINTS, endpoint=False)
    return float(np.sqrt(np.cos(t) ** 2 + (flatness * np.sin(t)) ** 2).mean() * 2 * pi)


@lru_cache(64)
def _table(inside: Oval, out_mm: float) -> tuple[Floats, Floats, Floats]:
    t = np.linspace(0, 2 * pi, TABLE_POINTS + 1)
    a, b = inside.half_width_mm, inside.half_height_mm
    outward = np.stack([b * np.sin(t), a * np.cos(t)], 1)
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    points = np.stack([a * np.sin(t), b * np.cos(t)], 1) + out_mm * outward
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    return gone * inside.length_mm(out_mm) / gone[-1], points, outward
