"""One to three letters for a table: interlaced or side by side, as large as a round, oval or cushion lets them be."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Literal

import numpy as np
from manifold3d import CrossSection, JoinType

from benchpin.smith.geometry.lettering.line import Line, line_of_text
from benchpin.smith.geometry.surface import Floats

__all__ = ["Monogram", "Table", "monogram"]

Style = Literal["interlaced", "side_by_side"]
# A table's edge is |x/a|^n + |y/b|^n = 1: an ellipse, a cushion, a rectangle.
ROUNDNESS = {"round": 2.0, "oval": 2.0, "cushion": 4.0, "rectangle": inf}
FRAME_SHARE = 0.92  # of the table, from its middle: where a frame's outer line runs
FILL_SHARE = 0.86  # of the table, or of the space within the frame, that letters may take
OVERLAP = 0.34  # of a letter's width, under its neighbour
GAP = 0.055  # of the letters' height, left open where one passes under the other
MIDDLE_TALLER = 1.4  # of three letters side by side the middle one, the family's, is taller
SPACE = 0.12  # between letters side by side, of their height
EDGE_POINTS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The flat face they stand on."""

    shape: Literal["round", "oval", "cushion", "rectangle"]
    width_mm: float
    height_mm: float

    def fills(self, points_mm: Floats) -> float:
        """How far the farthest point reaches from the middle, the edge being 1. Doubling the points doubles it."""
        across = np.abs(points_mm) / np.array([self.width_mm / 2, self.height_mm / 2])
        n = ROUNDNESS[self.shape]
        reach = across.max(1) if n == inf else (across**n).sum(1) ** (1 / n)
        return float(reach.max(initial=0.0))

    def edge(self, share: float) -> CrossSection:
        """The table's own outline, shrunk towards its middle."""
        a = np.arange(EDGE_POINTS) * (2 * np.pi / EDGE_POINTS)
        spokes = np.stack([np.cos(a) * self.width_mm, np.sin(a) * self.height_mm], 1)
        reach = np.array([self.fills(spoke[None]) for spoke in spokes])
        return CrossSection([spokes * (share / reach)[:, None]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Monogram:
    letters: str
    typeface: str
    table: Table
    style: Style
    frame_mm: float = 0.0  # width of the line around them; 0 for none


@lru_cache(128)
def monogram(wanted: Monogram) -> Line:
    """Draw a monogram about the table's middle.

    Raises:
        ValueError: unless there are one to three letters, all of which the typeface has.
    """
    if not 1 <= len(wanted.letters) <= 3:
        raise ValueError("a monogram has one to three letters")
    frame = _frame(wanted)
    room = FILL_SHARE * (FRAME_SHARE if wanted.frame_mm else 1.0)
    laid = _interlaced(wanted) if wanted.style == "interlaced" else _side_by_side(wanted)
    drawn = _fitted(laid, wanted.table, room, wanted.frame_mm)
    left, _, right, _ = drawn.bounds()
    return Line(drawn + frame, right - left)


def _fitted(drawn: CrossSection, table: Table, room: float, frame_mm: float) -> CrossSection:
    left, bottom, right, top = drawn.bounds()
    centred = drawn.translate((-(left + right) / 2, -(bottom + top) / 2))
    within = Table(shape=table.shape, width_mm=table.width_mm - 2 * frame_mm, height_mm=table.height_mm - 2 * frame_mm)
    scale = room / within.fills(np.concatenate([np.asarray(p, float) for p in centred.to_polygons()]))
    return centred.scale((scale, scale))


def _frame(wanted: Monogram) -> CrossSection:
    if not wanted.frame_mm:
        return CrossSection()
    outer = wanted.table.edge(FRAME_SHARE)
    return outer - outer.offset(-wanted.frame_mm, JoinType.Round)


def _side_by_side(wanted: Monogram) -> CrossSection:
    tall = [MIDDLE_TALLER if len(wanted.letters) == 3 and place == 1 else 1.0 for place in range(len(wanted.letters))]
    x, drawn = 0.0, CrossSection()
    for letter, height in zip(wanted.letters, tall, strict=True):
        outline = _letter(letter, wanted.typeface).scale((height, height))
        left, bottom, right, top = outline.bounds()
        drawn += outline.translate((x - left, -(bottom + top) / 2))
        x += right - left + SPACE
    return drawn


def _interlaced(wanted: Monogram) -> CrossSection:
    x, drawn = 0.0, CrossSection()
    for letter in wanted.letters:
        outline = _letter(letter, wanted.typeface)
        left, bottom, right, top = outline.bounds()
        drawn = _woven(drawn, outline.translate((x - left, -(bottom + top) / 2)))
        x += (right - left) * (1 - OVERLAP)
    return drawn


def _woven(first: CrossSection, second: CrossSection) -> CrossSection:
    """Lay two outlines over and under each other: at every second crossing the other one is cut open."""
    crossings = (first ^ second).decompose()
    under_first, under_second = CrossSection(), CrossSection()
    for number, crossing in enumerate(sorted(crossings, key=lambda part: part.bounds()[1])):
        near = crossing.offset(2 * GAP, JoinType.Round)
        if number % 2:
            under_first += near ^ second.offset(GAP, JoinType.Round)
        else:
            under_second += near ^ first.offset(GAP, JoinType.Round)
    return (first - under_first) + (second - under_second)


def _letter(letter: str, typeface: str) -> CrossSection:
    return line_of_text(letter, typeface, 1.0).outline
