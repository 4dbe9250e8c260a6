"""Letters that hang together: an outline made one piece, and a plate of it with its edges eased."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from manifold3d import CrossSection, JoinType, triangulate

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.lettering import Line, line_of_text
from benchpin.smith.geometry.surface import Floats, Solid, solid

__all__ = ["Joined", "joined_letters", "letters_plate"]

ROUND_SIDES = 24  # of the round a pen leaves at a corner
EASED_CREASE_DEG = 30.0
FINEST_MM = 0.004
CROSSED_MM2 = 1e-3
DOT_SHARE = 0.06  # of the letters' height squared: what is smaller is a dot or a mark, no letter


@dataclass(frozen=True, eq=False)
class Joined:
    """Letters as one flat piece about their middle. `bridges`: how many letters did not meet the others by themselves."""

    outline: CrossSection
    bridges: int

    @property
    def bounds_mm(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        left, bottom, right, top = self.outline.bounds()
        return float(left), float(bottom), float(right), float(top)

    @property
    def balance_mm(self) -> tuple[float, float]:
        """The middle of its metal."""
        area, moment = 0.0, np.zeros(2)
        for loop in self._loops():
            following = np.roll(loop, -1, 0)
            cross = loop[:, 0] * following[:, 1] - following[:, 0] * loop[:, 1]
            area += float(cross.sum() / 2)
            moment += ((loop + following) * cross[:, None]).sum(0) / 6
        return float(moment[0] / area), float(moment[1] / area)

    def highest_mm(self, from_mm: float, to_mm: float) -> tuple[float, float]:
        """Its highest point between two x."""
        points = np.concatenate(self._loops())
        within = points[(points[:, 0] >= from_mm) & (points[:, 0] <= to_mm)]
        x, y = within[within[:, 1].argmax()] if len(within) else ((from_mm + to_mm) / 2, float(points[:, 1].min()))
        return float(x), float(y)

    def sides_mm(self, y_mm: float, half_mm: float) -> tuple[float, float]:
        """Its left and right edge at a height, within `half_mm` up and down."""
        left, _, right, _ = self.bounds_mm
        strip = CrossSection.square((2 * (right - left), 2 * half_mm), center=True).translate((0.0, y_mm))
        found = (self.outline ^ strip).bounds()
        return float(found[0]), float(found[2])

    def _loops(self) -> list[Floats]:
        return [np.asarray(loop, float) for loop in self.outline.to_polygons()]

    def finer_share(self, stroke_mm: float) -> float:
        """Share of its area in strokes finer than that."""
        reached = self.outline.offset(-stroke_mm / 2, JoinType.Round).offset(stroke_mm / 2, JoinType.Round).area()
        return max(0.0, 1 - float(reached / self.outline.area()))


@lru_cache(64)
def joined_letters(text: str, typeface: str, height_mm: float, bolder_mm: float, bar_mm: float) -> Joined:
    """Write letters in metal: every stroke `bolder_mm` wider, corners round, all in one piece.

    A bar `bar_mm` thick runs under them, or none if it is 0. What still stands apart, such as the dot of an i, is joined
    by a bridge to what is nearest.
    """
    line = line_of_text(text, typeface, height_mm)
    outline = line.outline.offset(bolder_mm / 2, JoinType.Round, 2.0, ROUND_SIDES)
    if bar_mm:
        outline += _bar(line, height_mm, bar_mm)
    outline, bridges = _bridged(outline, max(bar_mm, 2 * bolder_mm), DOT_SHARE * height_mm**2)
    left, bottom, right, top = outline.bounds()
    return Joined(outline.translate((-(left + right) / 2, -(bottom + top) / 2)).simplify(FINEST_MM), bridges)


@kept
def letters_plate(
    text: str, typeface: str, height_mm: float, bolder_mm: float, bar_mm: float, thickness_mm: float, edge_mm: float
) -> Solid:
    """The letters of `joined_letters` standing `thickness_mm` thick about z = 0, their front edge eased by `edge_mm`."""
    loops = [
        np.asarray(loop, float) for loop in joined_letters(text, typeface, height_mm, bolder_mm, bar_mm).outline.to_polygons()
    ]
    inner = _eased(loops, edge_mm)
    flat, half = np.concatenate(loops), thickness_mm / 2
    levels = [(flat, -half), (flat, half - edge_mm), (np.concatenate(inner), half)]
    vertices = np.concatenate([np.column_stack([points, np.full(len(points), z)]) for points, z in levels])
    count = len(flat)
    back, front = (np.asarray(triangulate(each), np.int64) for each in (loops, inner))
    sides, first = [], 0
    for loop in loops:
        here = first + np.arange(len(loop))
        following = first + (np.arange(len(loop)) + 1) % len(loop)
        for level in (0, count):
            a, b, c, d = here + level, following + level, following + level + count, here + level + count
            sides += [np.stack([a, b, c], 1), np.stack([a, c, d], 1)]
        first += len(loop)
    return solid(vertices, np.concatenate([back[:, ::-1], front + 2 * count, *sides]), EASED_CREASE_DEG)


def _bar(line: Line, height_mm: float, bar_mm: float) -> CrossSection:
    """Along the foot of the letters, half of it over the line they stand on."""
    left, _, right, _ = line.bounds_mm
    bar = CrossSection.square((right - left, bar_mm / 3), center=True).offset(bar_mm / 3, JoinType.Round, 2.0, ROUND_SIDES)
    return bar.translate(((left + right) / 2, -height_mm / 2))


def _bridged(outline: CrossSection, width_mm: float, dot_mm2: float) -> tuple[CrossSection, int]:
    """Join parts that stand apart, the nearest first, by round-ended bridges; only those to letters are counted."""
    bridges = 0
    while len(parts := outline.decompose()) > 1:
        largest = max(parts, key=lambda part: part.area())
        rest = [part for part in parts if part is not largest]
        start, end, letter = min(
            ((*_nearest(largest, part), part.area() > dot_mm2) for part in rest),
            key=lambda found: float(np.linalg.norm(found[0] - found[1])),
        )
        reach = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9) * width_mm / 2
        outline += _pen(start - reach, end + reach, width_mm)
        bridges += int(letter)
    return outline, bridges


def _nearest(a: CrossSection, b: CrossSection) -> tuple[Floats, Floats]:
    ours, theirs = (np.concatenate([np.asarray(loop, float) for loop in part.to_polygons()]) for part in (a, b))
    apart = np.linalg.norm(ours[:, None] - theirs[None], axis=2)
    row, column = np.unravel_index(int(apart.argmin()), apart.shape)
    return ours[row], theirs[column]


def _pen(start: Floats, end: Floats, width_mm: float) -> CrossSection:
    dot = CrossSection.circle(width_mm / 2, ROUND_SIDES)
    return CrossSection.batch_hull([dot.translate(tuple(start)), dot.translate(tuple(end))])


def _eased(loops: list[Floats], by_mm: float) -> list[Floats]:
    """The loops, each corner moved inwards; as they are where a hollow is so tight that its corners would cross."""
    inner = [_inset(loop, by_mm) for loop in loops]
    corners = np.concatenate(inner)[np.asarray(triangulate(inner), np.int64)]
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    crossed = float(np.minimum(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], 0).sum())
    return loops if crossed < -CROSSED_MM2 else inner


def _inset(loop: Floats, by_mm: float) -> Floats:
    """Each corner moved inwards along its middle: outer loops are anticlockwise, holes clockwise."""
    ahead, behind = np.roll(loop, -1, 0) - loop, loop - np.roll(loop, 1, 0)
    out = [np.stack([v[:, 1], -v[:, 0]], 1) / np.linalg.norm(v, axis=1, keepdims=True) for v in (ahead, behind)]
    middle = out[0] + out[1]
    return loop - by_mm * middle * (2 / np.maximum((middle**2).sum(1), 1.0))[:, None]
