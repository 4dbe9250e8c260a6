"""The faces we engrave in: files under free licences, what each writes, and how its letters are measured."""

import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from threading import RLock
from typing import Literal

import msgspec
import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from benchpin.smith.geometry.lettering.outlines import Flattening
from benchpin.smith.geometry.surface import Floats

__all__ = ["TYPEFACES", "Typeface", "font", "glyph_loops"]

Style = Literal["serif", "sans", "script", "typewriter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    id: str
    name: str
    file: str
    family: str  # as CSS calls it
    style: Style
    scripts: tuple[str, ...]  # ISO 15924: "Latn", "Grek"; tests hold each to its whole alphabet
    measured_by: str = ""  # the letter whose height is the letter height; a capital's if empty
    licence: str
    package: str  # where tools/typefaces.py fetches it
    version: str


@dataclass(frozen=True, eq=False)
class Font:
    table: TTFont
    shaper: hb.Font
    order: list[str]
    low: float  # font units: where the measured letter stands and how high it reaches
    high: float


ONE_READER = RLock()  # a font unpacks its tables and outlines as they are asked for, and is shared by a server's threads
FOLDER = files("benchpin.smith.geometry").joinpath("typefaces")
TYPEFACES = {
    row.id: row
    for row in msgspec.toml.decode(FOLDER.joinpath("typefaces.toml").read_text("utf-8"), type=dict[str, list[Typeface]])[
        "typeface"
    ]
}


@lru_cache(32)
def font(typeface: str) -> Font:
    face = TYPEFACES[typeface]
    compressed = TTFont(io.BytesIO(FOLDER.joinpath(face.file).read_bytes()))
    compressed.flavor = None  # HarfBuzz reads the plain form only
    plain = io.BytesIO()
    compressed.save(plain)
    table = TTFont(io.BytesIO(plain.getvalue()))
    table.getBestCmap()  # read now, by one thread: a table is unpacked when it is first asked for
    low, high = _reach(table, face.measured_by)
    return Font(table, hb.Font(hb.Face(hb.Blob(plain.getvalue()))), table.getGlyphOrder(), low, high)


@lru_cache(4096)
def glyph_loops(typeface: str, name: str, tolerance: float) -> tuple[Floats, ...]:
    """A glyph's closed polylines in font units."""
    with ONE_READER:
        glyphs = font(typeface).table.getGlyphSet()
        pen = Flattening(glyphs, tolerance)
        glyphs[name].draw(pen)
        return pen.loops()


def _reach(table: TTFont, letter: str) -> tuple[float, float]:
    if not letter:
        return 0.0, getattr(table["OS/2"], "sCapHeight", 0) or 0.7 * table["head"].unitsPerEm
    glyphs = table.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[table.getBestCmap()[ord(letter)]].draw(pen)
    _, low, _, high = pen.bounds
    return float(low), float(high)
