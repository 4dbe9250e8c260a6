"""Where letters stand: inside a band, outside it, or on a flat face; and the solids that cut them in or raise them.

A surface has a reader. It places points (x, y, w): x to the reader's right, y upwards, w out of the metal towards the
reader. The three are right-handed on every surface, so that nothing is mirrored unless a seal asks for it.
"""

from dataclasses import dataclass
from math import pi
from typing import Protocol

import numpy as np
from manifold3d import CrossSection

from benchpin.smith.geometry.lettering.line import Line
from benchpin.smith.geometry.surface import Floats, Solid

__all__ = ["Flat", "InsideBand", "OutsideBand", "Surface", "engraving_cutter", "raised_letters"]

CLEAR_MM = 0.3  # a cutter stands this much out of the metal, so that no face of it lies in a face of the piece
ROOT_MM = 0.2  # raised letters reach this deep into the metal that carries them
CHORD_MM = 0.006  # a straight edge of a letter leaves the curved surface by no more: area times depth holds within 1 %
LETTER_CREASE_DEG = 30.0


class Surface(Protocol):
    @property
    def bend_radius_mm(self) -> float:
        """The tightest curve in it; 0 if it is flat."""

    def place(self, points: Floats) -> Floats:
        """(n, 3) points of the reader's own axes to (n, 3) points of the piece, millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideBand:
    """The bore of a band about Z; `angle` from the top +Y towards +X. Who looks in from the front, +Z, reads it upright."""

    radius_mm: float
    angle: float = pi
    z_mm: float = 0.0

    @property
    def bend_radius_mm(self) -> float:
        return self.radius_mm

    def place(self, points: Floats) -> Floats:
        r, theta = self.radius_mm - points[:, 2], self.angle - points[:, 0] / self.radius_mm
        return np.stack([r * np.sin(theta), r * np.cos(theta), self.z_mm - points[:, 1]], 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideBand:
    """The outside of a band about Z, straight or domed; `angle` as inside. The letters' feet look to the front, +Z."""

    outline_mm: tuple[tuple[float, float], ...]  # (z, radius) across the band, z rising
    angle: float = 0.0
    z_mm: float = 0.0

    @classmethod
    def straight(cls, *, radius_mm: float, angle: float = 0.0, z_mm: float = 0.0) -> "OutsideBand":
        return cls(outline_mm=((z_mm, radius_mm),), angle=angle, z_mm=z_mm)

    @property
    def radius_mm(self) -> float:
        """At the letters' middle: there they have their true width."""
        return float(self._radius_at(np.array(self.z_mm)))

    @property
    def bend_radius_mm(self) -> float:
        z, r = np.array(self.outline_mm).T
        if len(z) < 3:
            return self.radius_mm
        bend = np.abs(np.gradient(np.gradient(r, z), z)).max()
        return min(self.radius_mm, 1 / max(float(bend), 1e-9))

    def place(self, points: Floats) -> Floats:
        z = self.z_mm - points[:, 1]
        r, theta = self._radius_at(z) + points[:, 2], self.angle + points[:, 0] / self.radius_mm
        return np.stack([r * np.sin(theta), r * np.cos(theta), z], 1)

    def _radius_at(self, z_mm: Floats) -> Floats:
        z, r = np.array(self.outline_mm).T
        return np.interp(z_mm, z, r)


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """A plane face: the table of a signet, a disc, a bar.

    frame: 3x4; its columns are the reader's right, up and towards, and the letters' middle. `placing.facing` makes one.
    """

    frame: Floats

    @property
    def bend_radius_mm(self) -> float:
        return 0.0

    def place(self, points: Floats) -> Floats:
        return points @ self.frame[:, :3].T + self.frame[:, 3]


def engraving_cutter(line: Line, *, surface: Surface, depth_mm: float, reverse: bool = False) -> Solid:
    """What is cut away: the line's outlines, `depth_mm` deep. `reverse` cuts a seal: its print in wax reads right."""
    return _standing(line, surface, from_mm=-depth_mm, to_mm=CLEAR_MM, reverse=reverse)


def raised_letters(line: Line, *, surface: Surface, height_mm: float, reverse: bool = False) -> Solid:
    """What is added: the line's outlines, `height_mm` high, rooted in the metal below. `reverse` for a stamp."""
    return _standing(line, surface, from_mm=-ROOT_MM, to_mm=height_mm, reverse=reverse)


def _standing(line: Line, surface: Surface, *, from_mm: float, to_mm: float, reverse: bool) -> Solid:
    outline: CrossSection = line.outline.mirror((1.0, 0.0)) if reverse else line.outline
    flat = outline.extrude(to_mm - from_mm)
    if bend := surface.bend_radius_mm:
        flat = flat.refine_to_length((8 * bend * CHORD_MM) ** 0.5)

    def wrap(vertices: Floats) -> Floats:
        return np.ascontiguousarray(surface.place(vertices + np.array([0.0, 0.0, from_mm])))

    # After the warp: an operand without normals would cut zeros into the band's.
    return flat.warp_batch(wrap).calculate_normals(0, LETTER_CREASE_DEG)
