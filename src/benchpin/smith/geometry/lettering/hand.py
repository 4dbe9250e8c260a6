"""A person's own hand as one short text: whole numbers on a grid a thousand high, strokes of one pen and filled shapes.

"2350 62 M12 800l5 9-3 2zM40 0l7 7": the width, the pen, then every line from its start by relative steps; one that ends
in z is filled, any other is a stroke of the round pen. It is an SVG path behind two numbers. Whoever draws the same gets
the same text, and nothing but this text is stored, signed and shown.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from manifold3d import CrossSection, FillRule
from numpy.typing import NDArray

from benchpin.smith.geometry.lettering.line import Line
from benchpin.smith.geometry.lettering.outlines import pen_loops

__all__ = ["GRID", "MOST_CHARACTERS", "MOST_WIDE", "Hand", "Points", "line_of_hand"]

GRID = 1000  # the whole hand's height: 0.003 mm at 3 mm
MOST_WIDE = 20 * GRID
MOST_CHARACTERS = 3000  # with the other choices beside it in an address, below the 4,094 characters a server takes

Points = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Hand:
    """(n, 2) whole numbers each, y upwards from the foot of the whole."""

    width: int
    pen: int  # width of the round pen
    shapes: tuple[Points, ...]  # filled: outer ones anticlockwise, holes clockwise
    strokes: tuple[Points, ...]

    @property
    def text(self) -> str:
        lines = [f"{_steps(points)}z" for points in self.shapes] + [_steps(points) for points in self.strokes]
        return f"{self.width} {self.pen} {''.join(lines)}"

    @classmethod
    def read(cls, text: str) -> "Hand":
        """Read the one text of a hand.

        Raises:
            ValueError: unless it is exactly what `text` would write.
        """
        head = re.fullmatch(r"([1-9]\d{0,4}) ([1-9]\d{0,2}) ([-Mlz \d]*)", text) if len(text) <= MOST_CHARACTERS else None
        if head is None:
            raise ValueError("not the text of a hand")
        lines = [(_points(line.rstrip("z")), line.endswith("z")) for line in re.findall(r"M[^M]*", head[3])]
        hand = cls(
            int(head[1]),
            int(head[2]),
            tuple(points for points, filled in lines if filled),
            tuple(points for points, filled in lines if not filled),
        )
        if hand.text != text or not lines or hand.width > MOST_WIDE or not hand._inside():
            raise ValueError("not the text of a hand")
        return hand

    def _inside(self) -> bool:
        points = np.concatenate([*self.shapes, *self.strokes])
        return bool(points.min() >= 0 and points[:, 0].max() <= self.width and points[:, 1].max() <= GRID)


@lru_cache(64)
def line_of_hand(text: str, height_mm: float) -> Line:
    """Write a hand `height_mm` high from its lowest to its highest point, centred on the origin."""
    hand = Hand.read(text)
    shapes = [points.astype(float) for points in hand.shapes]
    strokes = [loop for points in hand.strokes for loop in pen_loops(points.astype(float), hand.pen)]
    drawn = CrossSection(shapes, FillRule.NonZero) if shapes else CrossSection()
    if strokes:
        drawn += CrossSection(strokes, FillRule.NonZero)
    left, bottom, right, top = drawn.bounds()
    scale = height_mm / (top - bottom)
    centred = drawn.translate((-(left + right) / 2, -(bottom + top) / 2))
    return Line(centred.scale((scale, scale)), (right - left) * scale)


def _steps(points: Points) -> str:
    (x, y), steps = points[0], np.diff(points, axis=0)
    if not len(steps):
        return f"M{x} {y}"
    numbers = " ".join(f"{dx} {dy}" for dx, dy in steps)
    return f"M{x} {y}l{numbers}".replace(" -", "-")


def _points(line: str) -> Points:
    start, _, steps = line[1:].partition("l")
    first, rest = ([int(number) for number in re.findall(r"-?\d+", part)] for part in (start, steps))
    if len(first) != 2 or len(rest) % 2 or any(abs(number) > MOST_WIDE for number in (*first, *rest)):
        raise ValueError("not the text of a hand")
    return np.cumsum([first, *np.reshape(rest, (-1, 2)).tolist()], axis=0, dtype=np.int64)
