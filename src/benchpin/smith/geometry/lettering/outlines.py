"""Curves as closed polylines: of a typeface's glyphs, and of SVG path text."""

from math import ceil

import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

from benchpin.smith.geometry.surface import Floats, true_radius

__all__ = ["Flattening", "drawn_loops", "pen_loops"]

PEN_SIDES = 20  # of a pen's round end


class Flattening(BasePen):
    """Collects polylines; curves are split until their chord error is below the tolerance, in the pen's own units."""

    def __init__(self, glyphs: object, tolerance: float) -> None:
        super().__init__(glyphs)
        self.tolerance = tolerance
        self.lines: list[list[tuple[float, float]]] = []

    def loops(self) -> tuple[Floats, ...]:
        """Every polyline that encloses something, its last point not said twice."""
        return tuple(np.array(line if line[0] != line[-1] else line[:-1], float) for line in self.lines if len(line) > 2)

    def _moveTo(self, point: tuple[float, float]) -> None:
        self.lines.append([point])

    def _lineTo(self, point: tuple[float, float]) -> None:
        self.lines[-1].append(point)

    def _bezier(self, *controls: tuple[float, float]) -> None:
        c = np.array([self.lines[-1][-1], *controls], float)
        degree = len(c) - 1
        bend = np.abs(np.diff(c, 2, axis=0)).sum(1).max()
        n = max(1, ceil((bend * degree * (degree - 1) / 8 / self.tolerance) ** 0.5))
        t = np.linspace(0, 1, n + 1)[1:, None]
        if degree == 2:
            points = (1 - t) ** 2 * c[0] + 2 * t * (1 - t) * c[1] + t * t * c[2]
        else:
            points = (1 - t) ** 3 * c[0] + 3 * t * (1 - t) ** 2 * c[1] + 3 * t * t * (1 - t) * c[2] + t**3 * c[3]
        self.lines[-1] += [(float(x), float(y)) for x, y in points]

    _curveToOne = _qCurveToOne = _bezier


def drawn_loops(path: str, strokes: str, pen_width: float, tolerance: float) -> tuple[Floats, ...]:
    """Closed polylines, all anticlockwise, of SVG paths of our own data: one filled, one drawn with a round pen.

    A filled path of ours has no holes: its parts may overlap, whichever way round they were drawn.
    """
    filled, drawn = Flattening(None, tolerance), Flattening(None, tolerance)
    parse_path(path, filled)
    parse_path(strokes, drawn)
    return (
        *map(_anticlockwise, filled.loops()),
        *(loop for line in drawn.lines for loop in pen_loops(np.array(line, float), pen_width)),
    )


def pen_loops(points: Floats, pen_width: float) -> tuple[Floats, ...]:
    """What a round pen leaves along a polyline: a capsule for each of its steps. Fill them by the non-zero rule."""
    starts, ends = (points, points) if len(points) == 1 else (points[:-1], points[1:])
    a = np.arange(PEN_SIDES) * (2 * np.pi / PEN_SIDES)
    disc = true_radius(pen_width / 2, PEN_SIDES) * np.stack([np.cos(a), np.sin(a)], 1)
    loops = []
    for start, end in zip(starts, ends, strict=True):
        ahead = disc @ (end - start) > 0
        turn = int(np.flatnonzero(ahead & ~np.roll(ahead, 1))[0]) if ahead.any() else 0
        side, forward = np.roll(disc, -turn, 0), np.roll(ahead, -turn)
        loops.append(np.concatenate([side[forward] + end, side[~forward] + start]))
    return tuple(loops)


def _anticlockwise(loop: Floats) -> Floats:
    x, y = loop.T
    return loop if (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() > 0 else loop[::-1]
