"""SVG path data of strangers, read strictly: absolute straight and cubic pieces, or a refusal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, ceil, cos, hypot, isfinite, pi, radians, sin, tan

__all__ = ["PathRefused", "Piece", "Subpath", "read_path"]

NUMBER = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)")
FLAG = re.compile(r"[\s,]*([01])")
COMMAND = re.compile(r"[\s,]*([MmZzLlHhVvCcSsQqTtAa])")
ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
FURTHEST = 1e7  # user units from the origin

Point = complex
Piece = tuple[complex, ...]  # the next point, or two controls and the next point


class PathRefused(ValueError):
    """The path data cannot be read; says what is wrong with it."""


@dataclass(slots=True)
class Subpath:
    start: Point
    pieces: list[Piece] = field(default_factory=list)
    closed: bool = False


@dataclass(slots=True)
class _Drawing:
    """Where drawing stands: the subpaths so far, the point, and the last control for smooth curves."""

    subpaths: list[Subpath] = field(default_factory=list)
    at: Point = 0j
    cubic: Point | None = None
    quadratic: Point | None = None


def read_path(data: str, most_pieces: int) -> list[Subpath]:
    """Read path data in time that grows with its length.

    Raises:
        PathRefused: if it breaks SVG's grammar, is endless, or leaves the page by far.
    """
    drawing = _Drawing()
    for count, (command, numbers) in enumerate(_commands(data), 1):
        _draw(drawing, command, numbers)
        if count > most_pieces:
            raise PathRefused(f"it has more than {most_pieces} strokes")
        if abs(drawing.at.real) > FURTHEST or abs(drawing.at.imag) > FURTHEST:
            raise PathRefused("its points lie too far apart")
    return [subpath for subpath in drawing.subpaths if subpath.pieces]


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Every command with one set of numbers; a repeated set repeats the command, after a move a line."""
    at, end = 0, len(data.rstrip())
    first = True
    while at < end:
        found = COMMAND.match(data, at)
        if found is None or (first and found[1] not in "Mm"):
            raise PathRefused("its path data is broken")
        command, at, first = found[1], found.end(), False
        wanted = ARGUMENTS[command.lower()]
        numbers, at = _numbers(data, at, command)
        yield command, numbers
        following = {"M": "L", "m": "l"}.get(command, command)
        while wanted and at < end and COMMAND.match(data, at) is None:
            numbers, at = _numbers(data, at, command)
            yield following, numbers


def _numbers(data: str, at: int, command: str) -> tuple[list[float], int]:
    numbers = []
    for place in range(ARGUMENTS[command.lower()]):
        found = (FLAG if command in "Aa" and place in (3, 4) else NUMBER).match(data, at)
        value = float(found[1]) if found else float("nan")
        if found is None or not isfinite(value) or abs(value) > FURTHEST:
            raise PathRefused("its path data is broken")
        numbers.append(value)
        at = found.end()
    return numbers, at


def _draw(drawing: _Drawing, command: str, n: list[float]) -> None:
    kind, base = command.lower(), drawing.at if command.islower() else 0j
    if kind == "z":
        drawing.subpaths[-1].closed = True
        drawing.at, drawing.cubic, drawing.quadratic = drawing.subpaths[-1].start, None, None
        return
    points = [base + complex(x, y) for x, y in zip(n[0::2], n[1::2], strict=False)]
    cubic = quadratic = None
    match kind:
        case "m":
            drawing.subpaths.append(Subpath(points[0]))
            drawing.at, drawing.cubic, drawing.quadratic = points[0], None, None
            return
        case "l":
            pieces: list[Piece] = [(points[0],)]
        case "h":
            pieces = [(complex(base.real + n[0], drawing.at.imag),)]
        case "v":
            pieces = [(complex(drawing.at.real, base.imag + n[0]),)]
        case "c":
            pieces, cubic = [(points[0], points[1], points[2])], points[1]
        case "s":
            mirrored = drawing.at if drawing.cubic is None else 2 * drawing.at - drawing.cubic
            pieces, cubic = [(mirrored, points[0], points[1])], points[0]
        case "q":
            pieces, quadratic = [_raised(drawing.at, points[0], points[1])], points[0]
        case "t":
            quadratic = drawing.at if drawing.quadratic is None else 2 * drawing.at - drawing.quadratic
            pieces = [_raised(drawing.at, quadratic, points[0])]
        case _:
            pieces = _arc(drawing.at, n, base + complex(n[5], n[6]))
    if drawing.subpaths[-1].closed:  # drawing on after z starts anew where the last one started
        drawing.subpaths.append(Subpath(drawing.at))
    drawing.subpaths[-1].pieces += pieces
    drawing.at, drawing.cubic, drawing.quadratic = pieces[-1][-1], cubic, quadratic


def _raised(start: Point, control: Point, end: Point) -> Piece:
    """A quadratic curve as the cubic it is."""
    return (start + (control - start) * 2 / 3, end + (control - end) * 2 / 3, end)


def _arc(start: Point, n: list[float], end: Point) -> list[Piece]:
    """An elliptical arc as cubics of a quarter turn or less.

    Source:
        SVG 2, appendix B.2, conversion from endpoint to centre parameterization.
    """
    rx, ry, turn = abs(n[0]), abs(n[1]), radians(n[2])
    if start == end or rx == 0 or ry == 0:
        return [(end,)]
    spin = complex(cos(turn), sin(turn))
    half = (start - end) / 2 / spin
    x, y = half.real / rx, half.imag / ry
    reach = hypot(x, y)
    if reach > 1:
        rx, ry, x, y = rx * reach, ry * reach, x / reach, y / reach
    away = (max(0.0, 1 - x * x - y * y) / max(x * x + y * y, 1e-300)) ** 0.5 * (-1 if n[3] == n[4] else 1)
    cx, cy = away * y, -away * x  # the centre, in the unit circle's own axes
    first, last = atan2(y - cy, x - cx), atan2(-y - cy, -x - cx)
    sweep = (last - first) % (2 * pi) if n[4] else -((first - last) % (2 * pi))

    def placed(u: float, v: float) -> Point:
        return complex((cx + u) * rx, (cy + v) * ry) * spin + (start + end) / 2

    count = max(1, ceil(abs(sweep) / (pi / 2) - 1e-9))
    step = sweep / count
    arm = 4 / 3 * tan(step / 4)
    pieces: list[Piece] = []
    for k in range(count):
        a, b = first + k * step, first + (k + 1) * step
        pieces.append(
            (
                placed(cos(a) - arm * sin(a), sin(a) + arm * cos(a)),
                placed(cos(b) + arm * sin(b), sin(b) - arm * cos(b)),
                end if k == count - 1 else placed(cos(b), sin(b)),
            )
        )
    return pieces
