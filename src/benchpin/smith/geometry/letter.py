"""Engraving: a typeface's outlines, shaped as it is meant to be written, and wrapped on the band."""

import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import ceil

import msgspec
import numpy as np
import uharfbuzz as hb
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from manifold3d import CrossSection, FillRule, JoinType

from benchpin.smith.geometry.surface import Floats, Solid

__all__ = [
    "TYPEFACES",
    "Line",
    "Typeface",
    "engraving_cutter",
    "finer_share",
    "line_of_text",
    "missing_letters",
    "text_width_mm",
]

CURVE_TOLERANCE_MM = 0.008  # finer than a laser's spot of 0.02 mm
LETTER_CREASE_DEG = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    id: str
    name: str
    file: str
    family: str  # as CSS calls it


FOLDER = files("benchpin.smith.geometry").joinpath("typefaces")
TYPEFACES = {
    row.id: row
    for row in msgspec.toml.decode(FOLDER.joinpath("typefaces.toml").read_text("utf-8"), type=dict[str, list[Typeface]])[
        "typeface"
    ]
}


@dataclass(frozen=True, eq=False)
class Font:
    table: TTFont
    shaper: hb.Font
    order: list[str]
    cap_height: float  # font units


@dataclass(frozen=True, eq=False)
class Line:
    """A shaped line about its own middle: outlines (mm) and its advance width."""

    outline: CrossSection
    width_mm: float


def missing_letters(text: str, typeface: str) -> tuple[str, ...]:
    """The letters of `text` that this typeface cannot write, each once."""
    buffer = _shaped(text, typeface)
    return tuple(dict.fromkeys(text[info.cluster] for info in buffer.glyph_infos if info.codepoint == 0))


def text_width_mm(text: str, typeface: str, letter_height_mm: float) -> float:
    return line_of_text(text, typeface, letter_height_mm).width_mm


@lru_cache(256)
def finer_share(text: str, typeface: str, letter_height_mm: float, stroke_mm: float) -> float:
    """Share of the letters' area in strokes finer than `stroke_mm`: what a round tool of that width cannot reach."""
    outline = line_of_text(text, typeface, letter_height_mm).outline
    area = outline.area()
    if area <= 0:
        return 0.0
    reached = outline.offset(-stroke_mm / 2, JoinType.Miter).offset(stroke_mm / 2, JoinType.Miter).area()
    return max(0.0, 1.0 - float(reached / area))


@lru_cache(128)
def line_of_text(text: str, typeface: str, letter_height_mm: float) -> Line:
    """Shape a line (kerning, ligatures), capitals `letter_height_mm` high, centred on the origin."""
    font = _font(typeface)
    scale = letter_height_mm / font.cap_height
    buffer = _shaped(text, typeface)
    x, loops = 0.0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = _glyph(typeface, font.order[info.codepoint], CURVE_TOLERANCE_MM / scale)
        loops += [(loop + np.array([x + position.x_offset, position.y_offset])) * scale for loop in glyph]
        x += position.x_advance
    width = x * scale
    outline = CrossSection(loops, FillRule.NonZero) if loops else CrossSection()
    return Line(outline.translate((-width / 2, -letter_height_mm / 2)), width)


def engraving_cutter(line: Line, *, radius_mm: float, depth_mm: float, angle: float) -> Solid:
    """The cutter for a line on the inside of a band whose bore has this radius, its middle at `angle` from the top.

    Along the inside the text runs against the angle and its upper edge looks to -Z, so that who looks into the
    ring from the front reads it the right way round.
    """
    low, high = radius_mm - 0.3, radius_mm + depth_mm
    flat = line.outline.extrude(high - low)

    def wrap(vertices: Floats) -> Floats:
        r, theta = high - vertices[:, 2], angle - vertices[:, 0] / radius_mm
        return np.ascontiguousarray(np.stack([r * np.sin(theta), r * np.cos(theta), -vertices[:, 1]], 1))

    # After the warp: an operand without normals would cut zeros into the band's.
    return flat.warp_batch(wrap).calculate_normals(0, LETTER_CREASE_DEG)


@lru_cache(16)
def _font(typeface: str) -> Font:
    compressed = TTFont(io.BytesIO(FOLDER.joinpath(TYPEFACES[typeface].file).read_bytes()))
    compressed.flavor = None  # HarfBuzz reads the plain form only
    plain = io.BytesIO()
    compressed.save(plain)
    table = TTFont(io.BytesIO(plain.getvalue()))
    cap = getattr(table["OS/2"], "sCapHeight", 0) or 0.7 * table["head"].unitsPerEm
    return Font(table, hb.Font(hb.Face(hb.Blob(plain.getvalue()))), table.getGlyphOrder(), cap)


def _shaped(text: str, typeface: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_font(typeface).shaper, buffer)
    return buffer


@lru_cache(4096)
def _glyph(typeface: str, name: str, tolerance: float) -> tuple[Floats, ...]:
    glyphs = _font(typeface).table.getGlyphSet()
    pen = _Flatten(glyphs, tolerance)
    glyphs[name].draw(pen)
    return tuple(np.array(loop if loop[0] != loop[-1] else loop[:-1]) for loop in pen.loops if len(loop) > 2)


class _Flatten(BasePen):
    """Collects closed polylines; curves are split until their chord error is below the tolerance (font units)."""

    def __init__(self, glyphs: object, tolerance: float) -> None:
        super().__init__(glyphs)
        self.tolerance = tolerance
        self.loops: list[list[tuple[float, float]]] = []

    def _moveTo(self, point: tuple[float, float]) -> None:
        self.loops.append([point])

    def _lineTo(self, point: tuple[float, float]) -> None:
        self.loops[-1].append(point)

    def _bezier(self, *controls: tuple[float, float]) -> None:
        c = np.array([self.loops[-1][-1], *controls], float)
        degree = len(c) - 1
        bend = np.abs(np.diff(c, 2, axis=0)).sum(1).max()
        n = max(1, ceil((bend * degree * (degree - 1) / 8 / self.tolerance) ** 0.5))
        t = np.linspace(0, 1, n + 1)[1:, None]
        if degree == 2:
            points = (1 - t) ** 2 * c[0] + 2 * t * (1 - t) * c[1] + t * t * c[2]
        else:
            points = (1 - t) ** 3 * c[0] + 3 * t * (1 - t) ** 2 * c[1] + 3 * t * t * (1 - t) * c[2] + t**3 * c[3]
        self.loops[-1] += [(float(x), float(y)) for x, y in points]

    _curveToOne = _qCurveToOne = _bezier
