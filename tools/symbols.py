"""Make a font of our own signs (smith/geometry/lettering/symbols.toml), so that pages and certificates show what is cut.

    python tools/symbols.py

Run by hand after a sign was drawn or changed; the outcome is committed beside the other typefaces.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from benchpin.smith.geometry import SYMBOLS, line_of_text, line_outline_mm

TARGET = Path(__file__).parent.parent / "src" / "benchpin" / "smith" / "geometry" / "typefaces" / "symbols.woff2"
UNITS, HIGH = 1000, 700  # a sign is as high as a capital of most faces
MADE = 3_850_000_000  # seconds since 1904, as OpenType counts: 2026
ANY_FACE = "cinzel"  # signs are the same in all


def main() -> None:
    glyphs, widths = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (HIGH, 0)}
    for symbol in SYMBOLS.values():
        glyphs[symbol.id], widths[symbol.id] = drawn(symbol.sign)
    font = FontBuilder(UNITS)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({ord(symbol.sign): symbol.id for symbol in SYMBOLS.values()})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(widths)
    font.setupHorizontalHeader(ascent=900, descent=-200)
    font.setupNameTable({"familyName": "Benchpin Symbols", "styleName": "Regular", "licenseDescription": "MIT"})
    font.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWinAscent=900, usWinDescent=200, sCapHeight=HIGH)
    font.setupPost()
    # The same signs give the same bytes: no hour of making in them.
    font.updateHead(created=MADE, modified=MADE)
    font.font.recalcTimestamp = False
    font.font.flavor = "woff2"
    font.save(TARGET)


def drawn(sign: str) -> tuple[Glyph, tuple[int, int]]:
    line = line_of_text(sign, ANY_FACE, HIGH)
    pen, left = TTGlyphPen(None), line.width_mm / 2
    for loop in line_outline_mm(line):
        points = [(round(x + left), round(y + HIGH / 2)) for x, y in loop[::-1]]  # TrueType winds outer lines clockwise
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    glyph = pen.glyph()
    return glyph, (round(line.width_mm), min(x for x, _ in glyph.coordinates))


if __name__ == "__main__":
    main()
