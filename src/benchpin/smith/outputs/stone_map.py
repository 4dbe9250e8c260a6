"""The setter's map: every stone numbered where it sits, with what is to be set there.

Stones that look the same way are mapped as seen from there; stones round a band are unrolled from it, head in the middle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, pi
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from benchpin.smith.draft import Stones
from benchpin.smith.geometry import Floats, Solid, outlines_mm
from benchpin.smith.materials import cut, gem
from benchpin.smith.piece import Piece

__all__ = ["stone_map_svg"]

PAPER_MM, MARGIN_MM = 190.0, 8.0  # A4 less its own margins
MOST_ENLARGED = 12.0
MAP_HEIGHT_MM = 120.0
ROW_MM, LETTER_MM = 6.0, 3.2
ONE_WAY = 0.6  # mean of the tables' directions: 1 if all look the same way, 0 if they look all round
NUMBER_SHARE, NUMBER_MOST_MM = 0.42, 4.0  # of a stone's width on paper
COLUMNS = (0.0, 24.0, 70.0, 106.0, 136.0, 156.0)

Shape = list[Floats]  # closed outlines, (n, 2) each, millimetres of the piece


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The map in the piece's millimetres: y upwards."""

    metal: Shape
    stones: tuple[tuple[int, Shape, float], ...]  # number, outline, width of the stone
    says: str


def stone_map_svg(piece: Piece) -> str:
    """Draw the map with its table, in millimetres of paper.

    Raises:
        DesignRefused: if the piece cannot be made.
        LookupError: if it has no stones.
    """
    groups = piece.draft.stones
    if not groups:
        raise LookupError("This piece has no stones to map.")
    cast = piece.cast
    plan = _unrolled(groups) if _all_round(groups) else _seen(groups, cast)
    low, high = _bounds([*plan.metal, *(loop for _, shape, _ in plan.stones for loop in shape)])
    size = np.maximum(high - low, 1.0)
    enlarged = min(MOST_ENLARGED, (PAPER_MM - 2 * MARGIN_MM) / size[0], MAP_HEIGHT_MM / size[1])
    left = (PAPER_MM - enlarged * size[0]) / 2
    top = MARGIN_MM + 2 * ROW_MM

    def onto_paper(points: Floats) -> Floats:
        return np.stack([left + enlarged * (points[:, 0] - low[0]), top + enlarged * (high[1] - points[:, 1])], 1)

    metal = f'<path class="metal" stroke-width="0.15" stroke="#777" d="{_path(plan.metal, onto_paper)}"/>'
    drawn = [metal, *(_stone(number, shape, width * enlarged, onto_paper) for number, shape, width in plan.stones)]
    foot = top + enlarged * size[1] + 2 * ROW_MM
    table, height = _table(piece, foot)
    title = f"Stone map: {piece.draft.cast_name}"
    note = f"{plan.says}, enlarged {enlarged:.1f} times"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="stone-map" viewBox="0 0 {PAPER_MM:g} {height:.1f}"'
        f' width="{PAPER_MM:g}mm" height="{height:.1f}mm" role="img" aria-label={quoteattr(title)} font-family="sans-serif">'
        f"{_text(MARGIN_MM, MARGIN_MM + LETTER_MM, title, bold=True)}{_text(MARGIN_MM, MARGIN_MM + LETTER_MM + ROW_MM, note)}"
        f'<g fill="none" stroke="#111" stroke-width="0.25">{"".join(drawn)}</g>{table}</svg>'
    )


def _all_round(groups: tuple[Stones, ...]) -> bool:
    tables = np.array([frame[:, 2] for group in groups for frame in group.frames])
    return float(np.linalg.norm(tables.mean(0))) < ONE_WAY


def _seen(groups: tuple[Stones, ...], metal: Solid) -> Plan:
    """Every stone as seen along the mean direction of their tables."""
    toward = np.mean([frame[:, 2] for group in groups for frame in group.frames], 0)
    toward /= np.linalg.norm(toward)
    up = np.array([0.0, 1.0, 0.0]) if abs(toward[1]) < 0.8 else np.array([0.0, 0.0, -1.0])
    right = np.cross(up, toward)
    right /= np.linalg.norm(right)
    view = np.column_stack([np.stack([right, np.cross(toward, right), toward]), np.zeros(3)])
    stones = []
    for number, group, frame in _numbered(groups):
        solid = group.stone.solid().transform(np.ascontiguousarray(frame))
        stones.append((number, outlines_mm(solid, view), group.stone.width_mm))
    return Plan(outlines_mm(metal, view), tuple(stones), "Seen from above the stones")


def _unrolled(groups: tuple[Stones, ...]) -> Plan:
    """The band's outside laid flat: along it to the right, the finger axis upwards."""
    radius_mm = float(np.mean([np.hypot(*frame[:2, 3]) for group in groups for frame in group.frames]))
    stones = []
    for number, group, frame in _numbered(groups):
        angle = atan2(frame[0, 3], frame[1, 3])
        along = np.array([np.cos(angle), -np.sin(angle), 0.0])  # the way a walker on the band goes
        axes = np.array([[along @ frame[:, 0], along @ frame[:, 1]], [frame[2, 0], frame[2, 1]]])
        flat = outlines_mm(group.stone.solid(), np.eye(3, 4))
        at = np.array([angle * radius_mm, frame[2, 3]])
        stones.append((number, [loop @ axes.T + at for loop in flat], group.stone.width_mm))
    half, edge = pi * radius_mm, max(abs(point) for _, shape, _ in stones for loop in shape for point in loop[:, 1]) + 0.3
    strip = np.array([[-half, -edge], [half, -edge], [half, edge], [-half, edge]])
    return Plan([strip], tuple(stones), "The band unrolled, its head in the middle")


def _numbered(groups: tuple[Stones, ...]) -> list[tuple[int, Stones, Floats]]:
    every = [(group, frame) for group in groups for frame in group.frames]
    return [(number, group, frame) for number, (group, frame) in enumerate(every, 1)]


def _bounds(loops: Shape) -> tuple[Floats, Floats]:
    points = np.concatenate(loops)
    return points.min(0), points.max(0)


def _path(shape: Shape, onto_paper: Callable[[Floats], Floats]) -> str:
    return "".join("M" + " ".join(f"{x:.2f} {y:.2f}" for x, y in onto_paper(loop)) + "Z" for loop in shape)


def _stone(number: int, shape: Shape, width_mm: float, onto_paper: Callable[[Floats], Floats]) -> str:
    low, high = _bounds([onto_paper(loop) for loop in shape])
    letter = min(NUMBER_MOST_MM, NUMBER_SHARE * width_mm)
    x, y = (low + high) / 2
    return (
        f'<path d="{_path(shape, onto_paper)}"/><text fill="#111" stroke="none" font-size="{letter:.2f}" text-anchor="middle"'
        f' x="{x:.2f}" y="{y + 0.35 * letter:.2f}">{number}</text>'
    )


def _table(piece: Piece, top_mm: float) -> tuple[str, float]:
    """One row for stones alike; returns the height of the whole sheet."""
    heads = ("Numbers", "Stone", "Cut", "Size, mm", "Carats each", "Setting")
    rows = [heads]
    first = 1
    for group, stone in zip(piece.draft.stones, piece.anatomy.stones, strict=True):
        last = first + len(group.frames) - 1
        numbers = str(first) if first == last else f"{first} to {last}"
        size = f"{stone.length_mm:.2f} × {stone.width_mm:.2f} × {stone.depth_mm:.2f}"
        held = f"{stone.setting}, {stone.claws}" if stone.claws else stone.setting
        rows.append((numbers, gem(stone.gem).name, cut(stone.cut).name, size, f"{stone.carats:.3f}", held))
        first = last + 1
    drawn = [
        _text(MARGIN_MM + x, top_mm + k * ROW_MM, cell, bold=k == 0)
        for k, row in enumerate(rows)
        for x, cell in zip(COLUMNS, row, strict=True)
    ]
    count = sum(stone.count for stone in piece.anatomy.stones)
    total = f"{count} stone{'s'[: count > 1]}, {piece.anatomy.stone_carats:.2f} ct together"
    if piece.draft.pair:
        total += "; this map is of one of the pair"
    drawn.append(_text(MARGIN_MM, top_mm + len(rows) * ROW_MM, total))
    return "".join(drawn), top_mm + (len(rows) + 1) * ROW_MM


def _text(x: float, y: float, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text fill="#111" font-size="{LETTER_MM:g}"{weight} x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
