"""From an uploaded SVG to the one text of a hand: flattened, laid on the grid, simplified until it is short."""

from math import ceil

import numpy as np
from manifold3d import CrossSection, FillRule
from numpy.typing import NDArray

from benchpin.smith.geometry.lettering.hand import GRID, MOST_CHARACTERS, MOST_WIDE, Hand, Points
from benchpin.smith.geometry.lettering.svg import Drawn, SvgRefused, read_svg
from benchpin.smith.geometry.lettering.svgpath import Piece, Subpath
from benchpin.smith.geometry.surface import Floats

__all__ = ["SvgRefused", "handwriting"]

LEAST_PEN = 0.04  # of the hand's height: 0.12 mm at 3 mm; a thinner stroke on the screen is drawn with this pen
MOST_PEN = 0.25
CHORD = 1.5  # of the grid: how far a straight step may leave its curve
COARSER = (2.0, 3.0, 4.5, 7.0, 10.0)  # of the grid: simplified by the first of these that makes the text short enough
MOST_STEPS = 64  # of one curve
MOST_POINTS = 40_000
LEAST_EXTENT = 1e-6  # user units: a dot is no handwriting
ROUNDING = 1e-6  # of the grid
WIDE = MOST_WIDE / GRID

Polyline = NDArray[np.complex128]


def handwriting(data: bytes) -> str:
    """Read an uploaded SVG as handwriting and return its one text.

    Strokes keep their width, as one pen of their mean; one too thin for any tool is drawn with the thinnest pen we have.

    Raises:
        SvgRefused: with a sentence for the person who uploaded it.
    """
    drawn = read_svg(data)
    corners = np.array([point for d in drawn for s in d.subpaths for piece in ((s.start,), *s.pieces) for point in piece])
    extent = max(np.ptp(corners.imag), np.ptp(corners.real) / WIDE)
    if not LEAST_EXTENT < extent < 1 / LEAST_EXTENT**2:
        raise SvgRefused("This drawing has no size. Please draw a little larger and save it again.")
    lines = [[_flat(subpath, extent * CHORD / GRID) for subpath in element.subpaths] for element in drawn]
    if sum(len(line) for element in lines for line in element) > MOST_POINTS:
        raise SvgRefused("This drawing has too many points. Please simplify it and save it again.")
    pen = _pen(drawn, extent)
    left, foot, width, height = _bounds(drawn, lines, pen)
    if width > height * WIDE:
        raise SvgRefused(f"This drawing is more than {WIDE:.0f} times as wide as high. Please crop it.")
    scale = GRID / height
    laid = [[np.stack([line.real - left, foot - line.imag], 1) * scale for line in element] for element in lines]
    return _shortest(_shapes(drawn, laid), _strokes(drawn, laid), round(pen * scale), ceil(width * scale - ROUNDING))


def _flat(subpath: Subpath, tolerance: float) -> Polyline:
    points = [np.array([subpath.start])]
    at = subpath.start
    for piece in subpath.pieces:
        points.append(_steps(at, piece, tolerance))
        at = piece[-1]
    return np.concatenate(points)


def _steps(start: complex, piece: Piece, tolerance: float) -> Polyline:
    if len(piece) == 1:
        return np.array(piece)
    c = np.array([start, *piece])
    bend = float(np.abs(np.diff(c, 2)).max())
    n = min(MOST_STEPS, max(1, ceil((0.75 * bend / tolerance) ** 0.5)))
    t = np.linspace(0, 1, n + 1)[1:]
    return (1 - t) ** 3 * c[0] + 3 * t * (1 - t) ** 2 * c[1] + 3 * t * t * (1 - t) * c[2] + t**3 * c[3]


def _pen(drawn: tuple[Drawn, ...], extent: float) -> float:
    pens = [element.pen for element in drawn if element.pen]
    return min(MOST_PEN * extent, max(LEAST_PEN * extent, sum(pens) / len(pens))) if pens else LEAST_PEN * extent


def _bounds(drawn: tuple[Drawn, ...], lines: list[list[Polyline]], pen: float) -> tuple[float, float, float, float]:
    """Left, foot (the largest y), width and height of everything that is cut, on the page."""
    low, high = complex(np.inf, np.inf), complex(-np.inf, -np.inf)
    for element, own in zip(drawn, lines, strict=True):
        points, beyond = np.concatenate(own), pen / 2 if element.pen else 0.0
        low = complex(min(low.real, points.real.min() - beyond), min(low.imag, points.imag.min() - beyond))
        high = complex(max(high.real, points.real.max() + beyond), max(high.imag, points.imag.max() + beyond))
    return low.real, high.imag, high.real - low.real, high.imag - low.imag


def _shapes(drawn: tuple[Drawn, ...], laid: list[list[Floats]]) -> CrossSection:
    parts = CrossSection()
    for element, lines in zip(drawn, laid, strict=True):
        if element.filled:
            parts += CrossSection(lines, FillRule.EvenOdd if element.even_odd else FillRule.NonZero)
    return parts


def _strokes(drawn: tuple[Drawn, ...], laid: list[list[Floats]]) -> list[Floats]:
    return [
        np.concatenate([line, line[:1]]) if subpath.closed else line
        for element, lines in zip(drawn, laid, strict=True)
        if element.pen
        for line, subpath in zip(lines, element.subpaths, strict=True)
    ]


def _shortest(shapes: CrossSection, strokes: list[Floats], pen: int, width: int) -> str:
    """The text at the first coarseness that makes it short enough."""
    text = ""
    for coarse in COARSER:
        filled = [_whole(np.asarray(loop, float), width) for loop in shapes.simplify(coarse).to_polygons()]
        lines = [_whole(_simplified(line, coarse), width) for line in strokes]
        hand = Hand(
            width,
            pen,
            tuple(sorted((loop for loop in filled if len(loop) > 2), key=lambda loop: loop.tolist())),
            tuple(lines),
        )
        if not hand.shapes and not hand.strokes:
            raise SvgRefused("This drawing encloses nothing. Please draw with a pen that has a width, and save it again.")
        text = hand.text
        if len(text) <= MOST_CHARACTERS:
            return text
    raise SvgRefused(f"This drawing is too rich ({len(text)} of {MOST_CHARACTERS} characters). Please draw fewer strokes.")


def _whole(points: Floats, width: int) -> Points:
    """On the grid, no point said twice in a row."""
    whole = np.clip(np.rint(points), 0, (width, GRID)).astype(np.int64)
    new = np.ones(len(whole), bool)
    new[1:] = (np.diff(whole, axis=0) != 0).any(1)
    return whole[new]


def _simplified(points: Floats, coarse: float) -> Floats:
    """Leave out what lies within `coarse` of the line without it (Douglas and Peucker, 1973)."""
    kept = np.zeros(len(points), bool)
    kept[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        start, along = points[first], points[last] - points[first]
        away = points[first + 1 : last] - start
        share = np.clip(away @ along / max(float(along @ along), 1e-12), 0, 1)
        distance = np.linalg.norm(away - share[:, None] * along, axis=1)
        farthest = int(distance.argmax())
        if distance[farthest] > coarse:
            middle = first + 1 + farthest
            kept[middle] = True
            spans += [(first, middle), (middle, last)]
    return points[kept]
