"""Words as glyphs in their places: letters joined, kerned, and in the direction their script is written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from fontTools.unicodedata import script, script_horizontal_direction

from benchpin.smith.geometry.lettering.symbols import SYMBOLS
from benchpin.smith.geometry.lettering.typefaces import font

__all__ = ["Glyph", "Shaped", "missing_letters", "mixes_directions", "shaped"]

SYMBOL_SPACE = 8.0  # on each side of a symbol, of its box of 100
# Said, not guessed: a guess would follow the machine's own locale.
LANGUAGES = {"Hani": "ja", "Hira": "ja", "Kana": "ja", "Arab": "ar", "Hebr": "he", "Cyrl": "ru", "Grek": "el"}
NEUTRAL = {"Zyyy", "Zinh", "Zzzz"}  # digits, punctuation, marks: they go with their neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A glyph of the face, or a symbol of ours, at its place on the line; font units."""

    name: str = ""
    symbol: str = ""
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    glyphs: tuple[Glyph, ...]
    width: float  # font units
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters shaped together: one script, one direction, or one symbol."""

    text: str
    script: str
    rightwards: bool
    symbol: bool = False


def missing_letters(text: str, typeface: str) -> tuple[str, ...]:
    """The letters of `text` that this typeface cannot write, each once."""
    return shaped(text, typeface).missing


def mixes_directions(text: str) -> bool:
    """Whether letters that run to the right stand beside letters that run to the left. Numbers may stand in either."""
    return len({script_horizontal_direction(script(c)) for c in text if script(c) not in NEUTRAL}) > 1


@lru_cache(256)
def shaped(text: str, typeface: str) -> Shaped:
    """Shape a line, its glyphs from left to right.

    A line of one direction needs no more of the Unicode bidirectional algorithm (UAX #9) than this: runs follow each
    other in that direction, and numbers inside it run to the right.
    """
    x, glyphs, missing = 0.0, list[Glyph](), list[str]()
    for run in _in_visual_order(text):
        if run.symbol:
            x += _add_symbol(glyphs, run.text, typeface, x)
            continue
        buffer = _shape(run, typeface)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if info.codepoint == 0:
                missing.append(run.text[info.cluster])
            glyphs.append(Glyph(name=font(typeface).order[info.codepoint], x=x + position.x_offset, y=position.y_offset))
            x += position.x_advance
    return Shaped(glyphs=tuple(glyphs), width=x, missing=tuple(sorted(set(missing), key=text.index)))


def _add_symbol(glyphs: list[Glyph], sign: str, typeface: str, x: float) -> float:
    """Place a symbol between its two spaces and return how far it takes the line; a hundredth of its box is a unit."""
    face = font(typeface)
    unit = (face.high - face.low) / 100
    glyphs.append(Glyph(symbol=sign, x=x + SYMBOL_SPACE * unit, y=face.low))
    return (SYMBOLS[sign].width + 2 * SYMBOL_SPACE) * unit


def _shape(run: Run, typeface: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.direction = "ltr" if run.rightwards else "rtl"
    buffer.script = run.script
    buffer.language = LANGUAGES.get(run.script, "en")
    hb.shape(font(typeface).shaper, buffer)
    return buffer


def _in_visual_order(text: str) -> list[Run]:
    leftwards = any(script_horizontal_direction(script(c)) == "RTL" for c in text)
    runs = list(_runs(text, leftwards))
    return runs[::-1] if leftwards else runs


def _runs(text: str, leftwards: bool) -> Iterator[Run]:
    for symbol, characters in groupby(text, SYMBOLS.__contains__):
        part = "".join(characters)
        if symbol:
            yield from (Run(sign, "Zyyy", True, symbol=True) for sign in part)
        elif leftwards:
            yield from _with_numbers(part)
        else:
            yield from _by_script(part, rightwards=True)


def _with_numbers(text: str) -> Iterator[Run]:
    """Split a line that runs to the left at its numbers, which run to the right: 12.05.2026 stays in that order."""
    arabic = any(unicodedata.bidirectional(c) == "AL" for c in text)
    inner = "[.,:/]" if arabic else "[.,:/+-]"  # what joins two numbers into one (UAX #9, W4)
    for part in re.split(rf"(\d+(?:{inner}\d+)*)", text):
        if part and part[0].isdigit():
            yield Run(part, "Zyyy", True)
        elif part:
            yield from _by_script(part, rightwards=False)


def _by_script(text: str, *, rightwards: bool) -> Iterator[Run]:
    """Split where the script changes; what belongs to none goes with the letters before it."""
    found, current = list[str](), next((script(c) for c in text if script(c) not in NEUTRAL), "Zyyy")
    for character in text:
        own = script(character)
        current = current if own in NEUTRAL else own
        found.append(current)
    for name, pairs in groupby(zip(found, text, strict=True), lambda pair: pair[0]):
        yield Run("".join(character for _, character in pairs), name, rightwards)
