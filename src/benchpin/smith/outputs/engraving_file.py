"""What the laser reads: the outlines of the words, flat, in true millimetres, as DXF or SVG.

On a curved surface the machine turns the piece: the outlines are those of the unrolled surface. What is cut in reverse
as a seal is reversed here too. Several engravings stand under each other, each on a layer named after its place.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from benchpin.smith.anatomy import Engraving
from benchpin.smith.engraving import engraved_line
from benchpin.smith.geometry import Floats, line_outline_mm

__all__ = ["engraving_dxf", "engraving_svg"]

GAP_MM = 3.0  # between one engraving and the next


def engraving_dxf(engravings: tuple[Engraving, ...]) -> str:
    """AutoCAD R12 text: closed polylines, drawing unit one millimetre. Raises LookupError if there is nothing to engrave."""
    lines = ["0", "SECTION", "2", "ENTITIES"]
    for layer, loops in _placed(engravings):
        for loop in loops:
            lines += ["0", "POLYLINE", "8", layer, "66", "1", "70", "1", "10", "0.0", "20", "0.0", "30", "0.0"]
            for x, y in loop:
                lines += ["0", "VERTEX", "8", layer, "10", f"{x:.4f}", "20", f"{y:.4f}", "30", "0.0"]
            lines += ["0", "SEQEND", "8", layer]
    return "\r\n".join([*lines, "0", "ENDSEC", "0", "EOF", ""])


def engraving_svg(engravings: tuple[Engraving, ...]) -> str:
    """SVG whose unit is the millimetre: filled outlines. Raises LookupError if there is nothing to engrave."""
    placed = list(_placed(engravings))
    points = np.concatenate([loop for _, loops in placed for loop in loops])
    (left, bottom), (right, top) = points.min(0) - 1, points.max(0) + 1
    groups = []
    for layer, loops in placed:
        path = "".join("M" + " ".join(f"{x - left:.4f} {top - y:.4f}" for x, y in loop) + "Z" for loop in loops)
        groups.append(f'<path id={quoteattr(layer)} fill="#000" fill-rule="evenodd" d="{path}"/>')
    width, height = right - left, top - bottom
    said = escape("; ".join(f"{e.text}: {e.place}, {e.depth_mm:g} mm deep, {e.method}" for e in engravings))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.3f}mm" height="{height:.3f}mm"'
        f' viewBox="0 0 {width:.3f} {height:.3f}"><desc>{said}</desc>{"".join(groups)}</svg>'
    )


def _placed(engravings: tuple[Engraving, ...]) -> Iterator[tuple[str, tuple[Floats, ...]]]:
    """Layer and outlines of each engraving, one under the other."""
    if not engravings:
        raise LookupError("This piece has nothing engraved.")
    foot = 0.0
    for number, engraving in enumerate(engravings, 1):
        loops = _outline(engraving)
        top = max(float(loop[:, 1].max()) for loop in loops)
        low = min(float(loop[:, 1].min()) for loop in loops)
        shift = np.array([0.0, foot - top])
        foot += low - top - GAP_MM
        yield f"{number}_{engraving.place.upper().replace(' ', '_')}", tuple(loop + shift for loop in loops)


def _outline(engraving: Engraving) -> tuple[Floats, ...]:
    loops = line_outline_mm(engraved_line(engraving))
    if engraving.reverse:
        return tuple((loop * np.array([-1.0, 1.0]))[::-1] for loop in loops)
    return loops
