"""Every cut we set, at any width and at the lengths the trade cuts it in.

The planes are our own (planes.json: width 1, table up, girdle about z = 0). A longer stone of curved outline is stretched;
of straight outline it is drawn apart at its middle, so that its corners keep their angle. Girdles are as thick as the
trade's weight formulas ask, within 3 %.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import atan2, pi
from typing import Literal

import numpy as np

from benchpin.smith.geometry.gems.heart import half_heart_planes
from benchpin.smith.geometry.gems.polyhedron import polyhedron
from benchpin.smith.geometry.gems.stone import Cabochon, CutStone, Faceted
from benchpin.smith.geometry.surface import Floats

__all__ = ["LENGTHS", "cut_stone"]

Lengthens = Literal["stretched", "drawn", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a cut is had from its planes.

    lengths: length to width, least, usual, most; the facts' ranges (cuts.toml of the trade study).
    girdle: added to the girdle's thickness, of the width.
    """

    lengths: tuple[float, float, float] = (1.0, 1.0, 1.0)
    lengthens: Lengthens = "no"
    girdle: float = 0.0
    points: Literal["", "tip", "ends", "square", "three"] = ""


MAKING = {
    "round": Making(),
    "oval": Making(lengths=(1.3, 1.4, 1.5), lengthens="stretched"),
    "princess": Making(points="square"),
    "cushion": Making(lengths=(1.0, 1.05, 1.2), lengthens="stretched", girdle=0.03),
    "emerald": Making(lengths=(1.3, 1.4, 1.6), lengthens="drawn"),
    "asscher": Making(lengths=(1.0, 1.0, 1.05), lengthens="drawn", girdle=0.03),
    "pear": Making(lengths=(1.45, 1.55, 1.75), lengthens="stretched", girdle=0.014, points="tip"),
    "marquise": Making(lengths=(1.75, 2.0, 2.15), lengthens="stretched", girdle=0.014, points="ends"),
    "radiant": Making(lengths=(1.0, 1.15, 1.35), lengthens="stretched"),
    "baguette": Making(lengths=(1.5, 2.0, 3.0), lengthens="stretched", girdle=-0.01, points="square"),
    "trillion": Making(girdle=-0.006, points="three"),
    "rose": Making(),
    "heart": Making(points="tip"),
    "cabochon_round": Making(),
    "cabochon_oval": Making(lengths=(1.2, 1.33, 1.5), lengthens="stretched"),
}
LENGTHS = {cut: making.lengths for cut, making in MAKING.items()}
DOME_SHARE = 0.45  # of a cabochon's width; facts: 0.30 to 0.60
UPRIGHT = 1e-6


def cut_stone(cut: str, width_mm: float, length_mm: float | None = None) -> CutStone:
    """A stone of a cut; without a length it is as long as the cut usually is.

    Raises:
        KeyError: for a cut we do not know.
        ValueError: for a length the cut is not made in.
    """
    making = MAKING[cut]
    ratio = making.lengths[1] if length_mm is None else round(length_mm / width_mm, 4)
    if not making.lengths[0] - 5e-3 <= ratio <= making.lengths[2] + 5e-3:
        least, most = (round(share * width_mm, 2) for share in (making.lengths[0], making.lengths[2]))
        raise ValueError(f"A {cut} {width_mm:g} mm wide is from {least:g} to {most:g} mm long.")
    return _stone(cut, width_mm, ratio)


@lru_cache(512)
def _stone(cut: str, width_mm: float, ratio: float) -> CutStone:
    if cut.startswith("cabochon"):
        return Cabochon(ratio * width_mm / 2, width_mm / 2, DOME_SHARE * width_mm)
    if cut == "heart":
        half = half_heart_planes()
        halves = (half, half * np.array([1, -1, 1, 1]))
        return Faceted(tuple(polyhedron(planes * np.array([1, 1, 1, width_mm])) for planes in halves), (0.0,))
    body = polyhedron(_lengthened(cut, ratio) * np.array([1, 1, 1, width_mm]))
    return Faceted((body,), _points(MAKING[cut].points, Faceted((body,))))


def _lengthened(cut: str, ratio: float) -> Floats:
    making, planes = MAKING[cut], _planes(cut)
    if making.lengthens == "no":
        return planes
    usual = making.lengths[1]
    if making.lengthens == "drawn":
        return planes + np.abs(planes[:, :1]) * np.array([0, 0, 0, (ratio - usual) / 2])
    normals = planes[:, :3] * np.array([usual / ratio, 1, 1])
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.concatenate([normals, planes[:, 3:]], 1) / length


@lru_cache(32)
def _planes(cut: str) -> Floats:
    """Width 1, usual length along X, a single tip at +X, girdle as thick as it is set."""
    rows = json.loads(files("benchpin.smith.geometry.gems").joinpath("planes.json").read_text("utf-8"))[cut]["planes"]
    planes = np.array([row[:4] for row in rows], float)
    body = polyhedron(planes)
    size = np.ptp(body.vertices, axis=0)
    if size[1] > 1.001 * size[0] or MAKING[cut].points == "three":  # drawn with its length, or a point, along Y
        planes = planes[:, [1, 0, 2, 3]] * np.array([1, -1, 1, 1])
        body = polyhedron(planes)
    reach = np.abs(body.vertices[:, 0]).max(), body.vertices[:, 0].max()
    if MAKING[cut].points == "tip" and reach[1] < reach[0] - 1e-6:
        planes = planes * np.array([-1, -1, 1, 1])
    usual = float(np.ptp(body.vertices[:, 1]))
    planes = planes / np.array([1, 1, 1, usual])
    return planes + np.abs(planes[:, 2:3]) * np.array([0, 0, 0, MAKING[cut].girdle / 2])


def _points(kind: str, stone: CutStone) -> tuple[float, ...]:
    if kind == "tip":
        return (0.0,)
    if kind == "ends":
        return (0.0, pi)
    if kind == "square":
        corner = atan2(stone.width_mm, stone.length_mm)
        return (corner, pi - corner, pi + corner, 2 * pi - corner)
    if kind == "three":
        return tuple(sorted(float(a) % (2 * pi) for a in _farthest(stone, 3)))
    return ()


def _farthest(stone: CutStone, count: int) -> list[float]:
    """Azimuths of the `count` corners farthest from the axis, each well apart from the others."""
    outline = stone.girdle_mm
    found: list[float] = []
    for x, y in outline[np.argsort(-np.hypot(outline[:, 0], outline[:, 1]))]:
        turn = atan2(y, x)
        if all(abs((turn - other + pi) % (2 * pi) - pi) > 1.0 for other in found):
            found.append(turn)
        if len(found) == count:
            break
    return found
