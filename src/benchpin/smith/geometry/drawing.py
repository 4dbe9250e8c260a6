"""Drawings for the bench: front, side and top as true projections of the solid, dimensioned, in millimetres."""

from dataclasses import dataclass

import numpy as np

from benchpin.smith.geometry.surface import Floats, Solid

__all__ = ["View", "outline_svg", "outlines_mm"]

# Letters are as high as this on paper; a small piece is drawn larger, so that they stay in proportion to it.
LETTER_MM, LETTER_SHARE = 2.2, 0.09
# In letter heights: edge of the sheet, between views, between lines, dimension line from outline, half its end stroke.
MARGIN, GAP, LINE, OFFSET, TICK = 2.0, 3.2, 1.5, 1.0, 0.22
THICK, THIN, DASH = 0.08, 0.045, (0.32, 0.23)
LETTER_WIDTH = 0.56  # of a plain sans, on average
SMOOTH_MM = 0.02  # outlines are drawn no finer than a printer's dot

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    label: str
    turn_deg: tuple[float, float, float]  # applied to the part before it is projected along Z


VIEWS = (
    View(label="Front", turn_deg=(0, 0, 0)),
    View(label="Side", turn_deg=(0, 90, 0)),
    View(label="Top", turn_deg=(90, 0, 0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One view, drawn: what it takes up to the right and downwards."""

    svg: str
    width_mm: float
    height_mm: float


def outline_svg(metal: Solid, stones: list[Solid], title: str, notes: tuple[str, ...], bore_mm: float) -> str:
    """Draw three views side by side, stones dashed and numbered, with their outer measures and notes under them.

    The drawing's unit is the millimetre of the piece; on paper a small piece stands enlarged, beside a bar of its scale.

    Args:
        notes: lines of text under the drawing: measures with tolerances, the stones by number.
        bore_mm: inside diameter of a ring, shown in the front view; 0 for what has none.
    """
    low, high = metal.bounding_box()[:3], metal.bounding_box()[3:]
    pen = Pen(min(LETTER_MM, LETTER_SHARE * max(b - a for a, b in zip(low, high, strict=True))))
    em = pen.letter_mm
    x, height, blocks = MARGIN * em, 0.0, []
    for view in VIEWS:
        block = _view(pen, metal, stones, view, x, bore_mm if view is VIEWS[0] else 0.0)
        blocks.append(block.svg)
        x += block.width_mm + GAP * em
        height = max(height, block.height_mm)
    foot = height + em
    lines = [pen.text(MARGIN * em, foot + (2 + k * LINE) * em, note) for k, note in enumerate(notes, 1)]
    longest = max((len(note) for note in notes), default=0) * LETTER_WIDTH * em
    width = max(x - GAP * em, MARGIN * em + longest) + MARGIN * em
    total = foot + (2 + len(notes) * LINE + MARGIN) * em
    enlarged = LETTER_MM / em
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {width:.2f} {total:.2f}"'
        f' width="{enlarged * width:.2f}mm" height="{enlarged * total:.2f}mm"'
        f' role="img" aria-label="{_escape(title)}" font-size="{em:.2f}" font-family="sans-serif">'
        f'<g fill="none" stroke="currentColor" stroke-width="{THICK * em:.3f}">'
        f"{''.join(blocks)}{_scale_bar(pen, foot)}{''.join(lines)}</g></svg>"
    )


def outlines_mm(part: Solid, view: Floats) -> list[Floats]:
    """The outline of a part as seen along the Z of a 3x4 frame: closed loops, (n, 2), in millimetres."""
    flat = part.transform(np.ascontiguousarray(view)).project().simplify(SMOOTH_MM)
    return [np.asarray(ring, float) for ring in flat.to_polygons()]


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes and draws measures in proportion to its letters."""

    letter_mm: float

    def text(self, x: float, y: float, text: str, *, anchor: str = "start") -> str:
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        return f'<text fill="currentColor" stroke="none" x="{x:.2f}" y="{y:.2f}"{place}>{_escape(text)}</text>'

    def line(self, path: str, *ends: tuple[float, float]) -> str:
        tick = TICK * self.letter_mm
        strokes = "".join(f"M{x - tick:.2f} {y + tick:.2f}l{2 * tick:.2f} {-2 * tick:.2f}" for x, y in ends)
        return f'<path stroke-width="{THIN * self.letter_mm:.3f}" d="{path}{strokes}"/>'

    def across(self, start: float, end: float, y: float, text: str) -> str:
        line = self.line(f"M{start:.2f} {y:.2f}H{end:.2f}", (start, y), (end, y))
        return line + self.text((start + end) / 2, y + self.letter_mm, text, anchor="middle")

    def upright(self, x: float, start: float, end: float, text: str) -> str:
        line = self.line(f"M{x:.2f} {start:.2f}V{end:.2f}", (x, start), (x, end))
        return line + self.text(x + 0.45 * self.letter_mm, (start + end) / 2 + 0.35 * self.letter_mm, text)


def _view(pen: Pen, metal: Solid, stones: list[Solid], view: View, x: float, bore_mm: float) -> Block:
    em = pen.letter_mm
    body, set_stones = _rings(metal, view), [_rings(stone, view) for stone in stones]
    left, bottom, right, top = _bounds([body, *set_stones])
    width, height = right - left, top - bottom
    over = (MARGIN + 1) * em
    shift = (x - left, over + top)  # from the view's millimetres to the sheet's, whose y runs down
    drawn = [f'<path d="{_path(body, shift)}"/>', pen.text(x, MARGIN * em, view.label)]
    dashes = " ".join(f"{part * em:.2f}" for part in DASH)
    for number, rings in enumerate(set_stones, 1):
        drawn.append(f'<path stroke-dasharray="{dashes}" d="{_path(rings, shift)}"/>')
        a, b, c, d = _bounds([rings])
        drawn.append(pen.text((a + c) / 2 + shift[0], shift[1] - (b + d) / 2 + 0.35 * em, str(number), anchor="middle"))
    drawn.append(pen.across(x, x + width, over + height + OFFSET * em, f"{width:.1f}"))
    drawn.append(pen.upright(x + width + OFFSET * em, over, over + height, f"{height:.1f}"))
    if bore_mm:
        drawn.append(pen.across(shift[0] - bore_mm / 2, shift[0] + bore_mm / 2, shift[1], f"⌀ {bore_mm:.2f}"))
    return Block(
        svg=f"<g>{''.join(drawn)}</g>",
        width_mm=max(width, len(view.label) * LETTER_WIDTH * em) + (OFFSET + 1) * em,
        height_mm=over + height + (OFFSET + 1) * em,
    )


def _scale_bar(pen: Pen, y: float) -> str:
    em, length = pen.letter_mm, 10 if pen.letter_mm > 1 else 5
    left = MARGIN * em
    bar = f'<path d="M{left:.2f} {y:.2f}v{em:.2f}m0 {-em / 2:.2f}h{length}m0 {-em / 2:.2f}v{em:.2f}"/>'
    return bar + pen.text(left + length + 0.7 * em, y + 0.85 * em, f"{length} mm")


def _rings(part: Solid, view: View) -> list[Ring]:
    flat = part.rotate(view.turn_deg).project().simplify(SMOOTH_MM)
    return [[(float(px), float(py)) for px, py in ring] for ring in flat.to_polygons()]


def _bounds(shapes: list[list[Ring]]) -> tuple[float, float, float, float]:
    points = [point for rings in shapes for ring in rings for point in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _path(rings: list[Ring], shift: tuple[float, float]) -> str:
    parts = []
    for ring in rings:
        points = " ".join(f"{px + shift[0]:.2f} {shift[1] - py:.2f}" for px, py in ring)
        parts.append(f"M{points}Z")
    return "".join(parts)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
