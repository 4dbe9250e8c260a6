"""Outlines for the bench: front, side and top as true projections of the solid, with a scale bar, in millimetres."""

from dataclasses import dataclass

from benchpin.smith.geometry.surface import Solid

__all__ = ["View", "outline_svg"]

MARGIN_MM = 6.0
LETTER_MM = 2.2
LETTER_WIDTH = 0.56 * LETTER_MM  # of a plain sans, on average


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    label: str
    turn_deg: tuple[float, float, float]  # applied to the part before it is projected along Z


VIEWS = (
    View(label="Front", turn_deg=(0, 0, 0)),
    View(label="Side", turn_deg=(0, 90, 0)),
    View(label="Top", turn_deg=(90, 0, 0)),
)


def outline_svg(metal: Solid, stones: list[Solid], title: str) -> str:
    """Draw the three views side by side, stones dashed; one unit of the drawing is a millimetre."""
    x, blocks, height = MARGIN_MM, [], 0.0
    for view in VIEWS:
        lines = [(_rings(metal, view), "outline")] + [(_rings(stone, view), "stone") for stone in stones]
        every = [point for rings, _ in lines for ring in rings for point in ring]
        left, right = min(p[0] for p in every), max(p[0] for p in every)
        bottom, top = min(p[1] for p in every), max(p[1] for p in every)
        shift = (x - left, MARGIN_MM + LETTER_MM + top)
        drawn = "".join(f'<path class="{kind}" d="{_path(rings, shift)}"/>' for rings, kind in lines)
        size = f"{right - left:.1f} × {top - bottom:.1f} mm"
        label = f'<text x="{x:.2f}" y="{MARGIN_MM - 1:.2f}">{view.label}, {size}</text>'
        blocks.append(f"<g>{label}{drawn}</g>")
        x += max(right - left, len(f"{view.label}, {size}") * LETTER_WIDTH) + MARGIN_MM + 4
        height = max(height, top - bottom)
    total = height + 2 * MARGIN_MM + LETTER_MM + 4
    bar = f'<path class="outline" d="M{MARGIN_MM} {total - 2}h10m0 -1v2m-10 -2v2"/>'
    bar += f'<text x="{MARGIN_MM + 11}" y="{total - 1.3:.2f}">10 mm</text>'
    return (
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {x:.2f} {total:.2f}"'
            f' width="{x:.2f}mm" height="{total:.2f}mm"'
            f' role="img" aria-label="{_escape(title)}" font-size="{LETTER_MM}" font-family="sans-serif">'
            f'<g fill="none" stroke="currentColor" stroke-width="0.18">{"".join(blocks)}{bar}</g></svg>'
        )
        .replace("<text ", '<text fill="currentColor" stroke="none" ')
        .replace('class="stone"', 'class="stone" stroke-dasharray="0.7 0.5"')
    )


def _rings(part: Solid, view: View) -> list[list[tuple[float, float]]]:
    flat = part.rotate(view.turn_deg).project().simplify(0.02)
    return [[(float(px), float(py)) for px, py in ring] for ring in flat.to_polygons()]


def _path(rings: list[list[tuple[float, float]]], shift: tuple[float, float]) -> str:
    parts = []
    for ring in rings:
        points = " ".join(f"{px + shift[0]:.2f} {shift[1] - py:.2f}" for px, py in ring)
        parts.append(f"M{points}Z")
    return "".join(parts)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
