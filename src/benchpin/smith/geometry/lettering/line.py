"""A line of words as outlines in millimetres: how wide it is, how fine its strokes, and how high it may stand."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from manifold3d import CrossSection, FillRule, JoinType

from benchpin.smith.geometry.lettering.outlines import drawn_loops
from benchpin.smith.geometry.lettering.shaping import shaped
from benchpin.smith.geometry.lettering.symbols import SYMBOLS
from benchpin.smith.geometry.lettering.typefaces import font, glyph_loops
from benchpin.smith.geometry.surface import Floats

__all__ = [
    "Line",
    "area_mm2",
    "finer_share",
    "finer_than",
    "fitting_height_mm",
    "line_of_text",
    "line_outline_mm",
    "text_width_mm",
]

CURVE_TOLERANCE_MM = 0.008  # finer than a laser's spot of 0.02 mm
SYMBOL_TOLERANCE = 0.25  # of a symbol's box of 100: 0.008 mm at 3 mm


@dataclass(frozen=True, eq=False)
class Line:
    """A shaped line about its own middle: outlines (mm) and its advance width."""

    outline: CrossSection
    width_mm: float

    @property
    def bounds_mm(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of what is cut: tails and flourishes too."""
        left, bottom, right, top = self.outline.bounds()
        return float(left), float(bottom), float(right), float(top)

    def scaled(self, factor: float) -> "Line":
        return Line(self.outline.scale((factor, factor)), self.width_mm * factor)


def text_width_mm(text: str, typeface: str, letter_height_mm: float) -> float:
    return line_of_text(text, typeface, letter_height_mm).width_mm


def fitting_height_mm(text: str, typeface: str, *, width_mm: float, height_mm: float, most_mm: float) -> float:
    """The greatest letter height, up to `most_mm`, at which the line with its tails stays within a width and a height."""
    left, bottom, right, top = line_of_text(text, typeface, most_mm).bounds_mm
    # About the middle: a tail on one side needs as much room on the other.
    return most_mm * min(1.0, width_mm / (2 * max(right, -left, 1e-9)), height_mm / (2 * max(top, -bottom, 1e-9)))


@lru_cache(256)
def finer_share(text: str, typeface: str, letter_height_mm: float, stroke_mm: float) -> float:
    """Share of the letters' area in strokes finer than `stroke_mm`: what a round tool of that width cannot reach."""
    return finer_than(line_of_text(text, typeface, letter_height_mm), stroke_mm)


def finer_than(line: Line, stroke_mm: float) -> float:
    """The same of any line: a monogram, a hand."""
    area = line.outline.area()
    if area <= 0:
        return 0.0
    reached = line.outline.offset(-stroke_mm / 2, JoinType.Miter).offset(stroke_mm / 2, JoinType.Miter).area()
    return max(0.0, 1.0 - float(reached / area))


@lru_cache(128)
def line_of_text(text: str, typeface: str, letter_height_mm: float) -> Line:
    """Shape a line (kerning, ligatures, joined forms), its letters `letter_height_mm` high, centred on the origin.

    Raises:
        ValueError: if the typeface has not every letter; ask `missing_letters` first.
    """
    face, words = font(typeface), shaped(text, typeface)
    if words.missing:
        raise ValueError(f"{typeface} cannot write {' '.join(words.missing)}")
    scale = letter_height_mm / (face.high - face.low)
    tolerance = CURVE_TOLERANCE_MM / scale
    letters: list[Floats] = []
    symbols: list[Floats] = []
    for glyph in words.glyphs:
        at = np.array([glyph.x, glyph.y - face.low])
        if glyph.symbol:
            symbols += [(loop + at) * scale for loop in _symbol(glyph.symbol, letter_height_mm / scale)]
        else:
            letters += [(loop + at) * scale for loop in glyph_loops(typeface, glyph.name, tolerance)]
    # A flourish may cross a symbol: they are united, for typefaces wind their outlines either way.
    outline = _filled(letters) + _filled(symbols)
    width = words.width * scale
    return Line(outline.translate((-width / 2, -letter_height_mm / 2)), width)


def _filled(loops: list[Floats]) -> CrossSection:
    return CrossSection(loops, FillRule.NonZero) if loops else CrossSection()


def _symbol(sign: str, height: float) -> tuple[Floats, ...]:
    symbol = SYMBOLS[sign]
    loops = drawn_loops(symbol.path, symbol.strokes, symbol.pen, SYMBOL_TOLERANCE)
    return tuple(loop * (height / 100) for loop in loops)


def line_outline_mm(line: Line) -> tuple[Floats, ...]:
    """Closed polylines, (n, 2) each, for a laser's drawing: outer ones anticlockwise, holes clockwise, y upwards."""
    return tuple(np.asarray(polygon, float) for polygon in line.outline.to_polygons())


def area_mm2(line: Line) -> float:
    return float(line.outline.area())
