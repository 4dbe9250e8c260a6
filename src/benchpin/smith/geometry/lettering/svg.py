"""A stranger's SVG as a hand: only lines that a pen could draw are read, everything else is refused with a sentence.

The file is data, never a document: no entity is resolved, no style sheet, script, picture or address is followed. Size,
depth, number of elements and of strokes are bounded before anything is computed from them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians, sin, tan
from xml.parsers import expat

from benchpin.smith.geometry.lettering.svgpath import PathRefused, Subpath, read_path

__all__ = ["MOST_BYTES", "Drawn", "SvgRefused", "read_svg"]

MOST_BYTES = 400_000
MOST_DEPTH = 40
MOST_ELEMENTS = 3000
MOST_PIECES = 6000  # straight lines and curves together
MOST_TRANSFORMS = 12
SVG = "http://www.w3.org/2000/svg"
GROUPS = {"svg", "g"}
SHAPES = {"path", "line", "polyline", "polygon", "rect", "circle", "ellipse"}
SILENT = {"title", "desc", "metadata", "defs"}  # nothing in them is drawn
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
TRANSFORM = re.compile(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]{0,200})\)")
WIDEST = 1e7

Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class SvgRefused(ValueError):
    """The file is no handwriting we can read; says why, and what would work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One element: its subpaths in the page's units, y downwards; filled, drawn by a pen, or both."""

    subpaths: tuple[Subpath, ...]
    filled: bool
    even_odd: bool
    pen: float  # width of the stroke on the page; 0 for none


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element hands down to those within it."""

    matrix: Matrix = UNTURNED
    fill: str = "black"
    rule: str = "nonzero"
    stroke: str = "none"
    stroke_width: str = "1"
    shown: bool = True


def read_svg(data: bytes) -> tuple[Drawn, ...]:
    """Read what a pen could draw of an SVG file.

    Raises:
        SvgRefused: with a sentence for the person who uploaded it.
    """
    if len(data) > MOST_BYTES:
        raise SvgRefused(f"This file is larger than {MOST_BYTES // 1000} kB. Please simplify the drawing and save it again.")
    if data[:2] == b"\x1f\x8b":
        raise SvgRefused("This file is compressed (SVGZ). Please save it as plain SVG.")
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError:
        raise SvgRefused("This is not a readable SVG file. Please save it as plain SVG.") from None
    except PathRefused as refusal:
        raise SvgRefused(f"We cannot read this drawing: {refusal}. Please simplify it and save it as plain SVG.") from None
    if not reader.drawn:
        raise SvgRefused("This file has no lines in it. Please draw with a pen, or convert text to paths, and save it again.")
    return tuple(reader.drawn)


class _Reader:
    def __init__(self) -> None:
        self.drawn: list[Drawn] = []
        # Said, not read from the file: a declared encoding would pick a decoder of its own.
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._entity
        self.parser.ExternalEntityRefHandler = self._entity
        self._styles = [_Style()]
        self._silent = 0  # how deep within elements that draw nothing
        self._elements = 0
        self._pieces = 0

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            self._entity()

    def _entity(self, *_declared: object) -> int:
        raise SvgRefused("This file declares entities, which can hide things. Please save it as plain SVG.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._styles) + self._silent > MOST_DEPTH:
            raise SvgRefused("This drawing has too many parts. Please simplify it and save it again.")
        space, _, name = tag.rpartition(" ")
        if self._silent or name in SILENT or space not in ("", SVG):  # an editor's own notes draw nothing
            self._silent += 1
            return
        if name not in GROUPS | SHAPES or any(key.startswith("on") for key in attributes):
            raise SvgRefused(f"This file holds “{name[:20]}”, which we cannot engrave. Please convert everything to paths.")
        style = _handed_down(self._styles[-1], attributes)
        self._styles.append(style)
        if name in SHAPES and style.shown:
            self._draw(name, attributes, style)

    def _end(self, _tag: str) -> None:
        if self._silent:
            self._silent -= 1
        else:
            self._styles.pop()

    def _draw(self, name: str, attributes: Mapping[str, str], style: _Style) -> None:
        subpaths = read_path(_path_data(name, attributes), MOST_PIECES - self._pieces)
        self._pieces += sum(len(subpath.pieces) for subpath in subpaths)
        if self._pieces > MOST_PIECES:
            raise PathRefused(f"it has more than {MOST_PIECES} strokes")
        a, b, c, d, _, _ = style.matrix
        grown = abs(a * d - b * c) ** 0.5  # of a pen that the transformation would flatten we take the mean
        pen = _length(style.stroke_width) * grown if style.stroke != "none" else 0.0
        filled = style.fill != "none" and name != "line"
        if subpaths and (filled or pen):
            placed = tuple(_placed(subpath, style.matrix) for subpath in subpaths)
            self.drawn.append(Drawn(subpaths=placed, filled=filled, even_odd=style.rule == "evenodd", pen=pen))


def _handed_down(outer: _Style, attributes: Mapping[str, str]) -> _Style:
    said = {**attributes, **_declarations(attributes.get("style", ""))}
    if "class" in said and not {"fill", "stroke"} & said.keys():
        raise SvgRefused("This drawing takes its looks from a style sheet. Please save it with presentation attributes.")
    hidden = said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
    return _Style(
        matrix=_times(outer.matrix, _matrix(attributes.get("transform", ""))),
        fill=said.get("fill", outer.fill).strip(),
        rule=said.get("fill-rule", outer.rule).strip(),
        stroke=said.get("stroke", outer.stroke).strip(),
        stroke_width=said.get("stroke-width", outer.stroke_width).strip(),
        shown=outer.shown and not hidden,
    )


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs if value}


def _length(text: str) -> float:
    """A length in user units; what is relative to a page we do not know counts as one."""
    found = re.fullmatch(rf"({NUMBER.pattern})(?:px)?", text.strip())
    return min(abs(float(found[1])), WIDEST) if found else 1.0


def _matrix(text: str) -> Matrix:
    matrix, at = UNTURNED, 0
    for _ in range(MOST_TRANSFORMS):
        found = TRANSFORM.match(text, at)
        if found is None:
            break
        matrix, at = _times(matrix, _transform(found[1], [float(n) for n in NUMBER.findall(found[2])])), found.end()
    if text[at:].strip() or any(not abs(value) <= WIDEST for value in matrix):
        raise PathRefused("it is moved in a way we do not know")
    return matrix


def _transform(kind: str, n: list[float]) -> Matrix:
    match kind, len(n):
        case "matrix", 6:
            return (n[0], n[1], n[2], n[3], n[4], n[5])
        case "translate", 1 | 2:
            return (1.0, 0.0, 0.0, 1.0, n[0], n[1] if len(n) > 1 else 0.0)
        case "scale", 1 | 2:
            return (n[0], 0.0, 0.0, n[-1], 0.0, 0.0)
        case "rotate", 1 | 3:
            x, y = n[1:] or (0.0, 0.0)
            c, s = cos(radians(n[0])), sin(radians(n[0]))
            return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)
        case "skewX", 1:
            return (1.0, 0.0, tan(radians(n[0])), 1.0, 0.0, 0.0)
        case "skewY", 1:
            return (1.0, tan(radians(n[0])), 0.0, 1.0, 0.0, 0.0)
    raise PathRefused("it is moved in a way we do not know")


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    return (
        a * n[0] + c * n[1],
        b * n[0] + d * n[1],
        a * n[2] + c * n[3],
        b * n[2] + d * n[3],
        a * n[4] + c * n[5] + e,
        b * n[4] + d * n[5] + f,
    )


def _placed(subpath: Subpath, m: Matrix) -> Subpath:
    def at(point: complex) -> complex:
        return complex(m[0] * point.real + m[2] * point.imag + m[4], m[1] * point.real + m[3] * point.imag + m[5])

    pieces = [tuple(at(point) for point in piece) for piece in subpath.pieces]
    return Subpath(at(subpath.start), pieces, subpath.closed)


def _path_data(name: str, attributes: Mapping[str, str]) -> str:
    """Every shape as the path that SVG says it is."""

    def of(*keys: str) -> Iterator[float]:
        for key in keys:
            text = attributes.get(key, "0").strip().removesuffix("px")
            if not NUMBER.fullmatch(text):
                raise PathRefused(f"the {key} of its {name} is no plain number")
            yield float(text)

    match name:
        case "path":
            return attributes.get("d", "")
        case "line":
            return "M{} {}L{} {}".format(*of("x1", "y1", "x2", "y2"))
        case "polyline" | "polygon":
            points = attributes.get("points", "").strip()
            return f"M{points}{'z' if name == 'polygon' else ''}" if points else ""
        case "rect":
            x, y, width, height = of("x", "y", "width", "height")
            return f"M{x} {y}h{width}v{height}h{-width}z"
        case "circle":
            cx, cy, rx = of("cx", "cy", "r")
            ry = rx
        case _:
            cx, cy, rx, ry = of("cx", "cy", "rx", "ry")
    return f"M{cx - rx} {cy}a{rx} {ry} 0 1 1 {2 * rx} 0a{rx} {ry} 0 1 1 {-2 * rx} 0z"
