"""Every cut we set, at any width and at the lengths the trade cuts it in.

Proportions are the trade study's (facts with sources: materials/cuts.toml), moved within the trade's own ranges until a
diamond weighs what its formula says: mostly by the girdle, which is thicker on long and on pointed stones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, pi

import numpy as np

from benchpin.smith.geometry.gems.brilliant import Proportions, brilliant, single
from benchpin.smith.geometry.gems.curve import cushion, ellipse, marquise, pear, stretched, trillion
from benchpin.smith.geometry.gems.heart import half_heart_planes
from benchpin.smith.geometry.gems.modified import Fans, fanned
from benchpin.smith.geometry.gems.polyhedron import Polyhedron, polyhedron
from benchpin.smith.geometry.gems.rose import rose
from benchpin.smith.geometry.gems.steps import Steps, step_cut
from benchpin.smith.geometry.gems.stone import Cabochon, CutStone, Faceted
from benchpin.smith.geometry.surface import Floats

__all__ = ["LENGTHS", "cut_stone"]

DOME_SHARE = 0.45  # of a cabochon's width; facts: 0.30 to 0.60
USUAL_BAGUETTE = 2.0  # a longer one has longer ends, not a longer keel: its weight formula is one for all lengths

ROUND = Proportions(table=0.57, crown=0.1478, pavilion=0.4308, girdle=0.03)
SINGLE = Proportions(table=0.60, crown=0.12, pavilion=0.43, girdle=0.02)
OVAL = Proportions(table=0.58, crown=0.147, pavilion=0.431, girdle=0.048)
CUSHION = Proportions(table=0.60, crown=0.145, pavilion=0.47, girdle=0.054, lower=0.65)
CUSHION_EXPONENT = 3.9
PEAR = Proportions(table=0.58, crown=0.147, pavilion=0.431, girdle=0.05)
MARQUISE = Proportions(table=0.58, crown=0.147, pavilion=0.431, girdle=0.055)
TRILLION = Proportions(table=0.60, crown=0.125, pavilion=0.315, girdle=0.02, lower=0.78, star=0.4)
EMERALD = Steps(
    corner=0.15, crown=((0.12, 45), (0.25, 37), (0.38, 28)), pavilion=((0.35, 52), (0.70, 44), (1.0, 37)), girdle=0.03
)
ASSCHER = Steps(
    corner=0.25, crown=((0.13, 46), (0.28, 38), (0.42, 29)), pavilion=((0.34, 58), (0.68, 46), (1.0, 34)), girdle=0.035
)
BAGUETTE = Steps(corner=0.0, crown=((0.30, 35),), pavilion=((0.45, 50), (1.0, 40)), girdle=0.02)
PRINCESS = Fans(
    corner=0.0,
    girdle=0.025,
    crown=0.105,
    table=0.345,
    table_corner=0.0,
    side=40,
    star=22,
    kite=0.0,
    meet=0.45,
    bevel=0.0,
    pavilion_side=60,
    pavilion_fan=((8, 48), (18, 41.8), (30, 38.6)),
    pavilion_corner=37.2,
)
RADIANT = Fans(
    corner=0.15,
    girdle=0.025,
    crown=0.125,
    table=0.335,
    table_corner=0.10,
    side=44,
    star=26,
    kite=0.03,
    meet=0.3,
    bevel=46,
    pavilion_side=60,
    pavilion_fan=((9, 50), (20, 43), (33, 40.8)),
    pavilion_corner=60,
)

SQUARE_TIPS = ((1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0))
TRILLION_TIPS = ((1.0, 0.0), (-0.5, 0.75**0.5), (-0.5, -(0.75**0.5)))
ALIKE = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a cut is had.

    planes: of a stone 1 wide, of its length to width; of a heart's upper half; none for a dome.
    lengths: length to width, least, usual, most; the facts' ranges.
    tips: where the points that chip lie, on a stone as long as it is wide.
    """

    planes: Callable[[float], Floats] | None
    lengths: tuple[float, float, float] = ALIKE
    tips: tuple[tuple[float, float], ...] = ()


MAKING = {
    "round": Making(planes=lambda _: brilliant(ellipse(1.0, 8, 4), ROUND)),
    "single": Making(planes=lambda _: single(ellipse(1.0, 8, 3), SINGLE)),
    "oval": Making(planes=lambda ratio: brilliant(ellipse(ratio, 8, 4), OVAL), lengths=(1.3, 1.4, 1.5)),
    "princess": Making(planes=lambda ratio: fanned(ratio, PRINCESS), lengths=(1.0, 1.0, 1.05), tips=SQUARE_TIPS),
    "cushion": Making(planes=lambda ratio: brilliant(cushion(ratio, CUSHION_EXPONENT, 4), CUSHION), lengths=(1.0, 1.05, 1.2)),
    "emerald": Making(planes=lambda ratio: step_cut(ratio, EMERALD), lengths=(1.3, 1.4, 1.6)),
    "asscher": Making(planes=lambda ratio: step_cut(ratio, ASSCHER), lengths=(1.0, 1.0, 1.05)),
    "pear": Making(planes=lambda ratio: brilliant(pear(ratio, 4), PEAR), lengths=(1.45, 1.55, 1.75), tips=((1.0, 0.0),)),
    "marquise": Making(
        planes=lambda ratio: brilliant(marquise(ratio, 4), MARQUISE),
        lengths=(1.75, 2.0, 2.15),
        tips=((1.0, 0.0), (-1.0, 0.0)),
    ),
    "radiant": Making(planes=lambda ratio: fanned(ratio, RADIANT), lengths=(1.0, 1.15, 1.35)),
    "baguette": Making(
        planes=lambda ratio: stretched(step_cut(USUAL_BAGUETTE, BAGUETTE), ratio / USUAL_BAGUETTE),
        lengths=(1.5, 2.0, 3.0),
        tips=SQUARE_TIPS,
    ),
    "trillion": Making(
        planes=lambda ratio: stretched(brilliant(trillion(8), TRILLION), ratio), lengths=(1.0, 1.0, 1.1), tips=TRILLION_TIPS
    ),
    "rose": Making(planes=lambda _: rose()),
    "heart": Making(planes=half_heart_planes, lengths=(0.9, 1.0, 1.1), tips=((1.0, 0.0),)),
    "cabochon_round": Making(planes=None),
    "cabochon_oval": Making(planes=None, lengths=(1.2, 1.33, 1.5)),
}
LENGTHS = {cut: making.lengths for cut, making in MAKING.items()}


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
    making = MAKING[cut]
    if making.planes is None:
        return Cabochon(ratio * width_mm / 2, width_mm / 2, DOME_SHARE * width_mm)
    corners = tuple(sorted(atan2(y, ratio * x) % (2 * pi) for x, y in making.tips))
    return Faceted(tuple(body.sized(width_mm) for body in _bodies(cut, ratio)), corners)


@lru_cache(256)
def _bodies(cut: str, ratio: float) -> tuple[Polyhedron, ...]:
    """Of a stone 1 wide: one body, or the two halves of a heart."""
    planes_of = MAKING[cut].planes
    assert planes_of is not None, f"{cut} is a dome"
    planes = planes_of(ratio)
    halves = (planes, planes * np.array([1, -1, 1, 1])) if cut == "heart" else (planes,)
    return tuple(polyhedron(half) for half in halves)
