"""STEP, for the house that works on in a CAD of boundaries: what of a piece is exact there.

Exact are bodies of revolution, such as plain bands, from their sections, and stones from their planes. Swept and
cut surfaces would come out as thousands of triangles and are refused: for those the STL and the 3MF are the better files.
The kernel that writes STEP is large (400 MB) and optional: pip install "benchpin[step]".
"""

import tempfile
from importlib.util import find_spec
from math import atan2, degrees, dist, pi
from pathlib import Path
from typing import Any

from benchpin.smith.geometry import Floats
from benchpin.smith.piece import Piece

__all__ = ["StepUnavailable", "step"]

CORNER_DEG = 35.0  # sections turn by less along a dome or a rounded edge
OTHER_CURVE = 1.6  # times as far from point to point: along one curve it hardly changes


class StepUnavailable(ValueError):
    """Why there is no STEP file, as a sentence with what would work."""


def step(piece: Piece) -> bytes:
    """Write the piece as STEP AP214 in millimetres.

    Raises:
        StepUnavailable: if the geometry is not exact there, or the optional kernel is not installed.
        DesignRefused: if the piece cannot be made.
    """
    shapeless = [part.name for part in piece.draft.parts if part.revolved is None and part.bought is None]
    if shapeless:
        named = ", ".join(dict.fromkeys(name.lower() for name in shapeless))
        raise StepUnavailable(f"No STEP of this piece: {named} would be triangles, not surfaces. Take its STL or 3MF.")
    if find_spec("build123d") is None:
        raise StepUnavailable('STEP needs the optional kernel: pip install "benchpin[step]", then ask again.')
    return _written(piece.draft.cast_name, piece)


def _written(name: str, piece: Piece) -> bytes:
    import build123d as b3d

    solids = []
    castings = {casting.name for casting in piece.castings}  # only of a sound piece
    for part in piece.draft.parts:
        if part.revolved is not None:
            shape = _revolved(b3d, part.revolved)
            shape.label = part.name if part.name in castings else f"{name}: {part.name}"
            solids.append(shape)
    for stones in piece.draft.stones:
        for frame in stones.frames:
            for shell in stones.stone.shells_mm():
                shape = _faceted(b3d, shell, frame)
                shape.label = stones.name
                solids.append(shape)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piece.step"
        b3d.export_step(b3d.Compound(label=name, children=solids), str(path))
        return path.read_bytes()


def _revolved(b3d: Any, section: Floats) -> Any:
    """Turn a closed (z, r) section about Z: smooth runs become one spline each, corners stay corners."""
    points = [(float(r), 0.0, float(z)) for z, r in section]
    face = b3d.Face(b3d.Wire(_edges(b3d, points)))
    return b3d.Solid.revolve(face, 360, b3d.Axis.Z)


def _edges(b3d: Any, points: list[tuple[float, float, float]]) -> list[Any]:
    corners = [k for k in range(len(points)) if _bend_deg(points, k) > CORNER_DEG or _changes_pace(points, k)] or [0]
    edges = []
    for start, end in zip(corners, [*corners[1:], corners[0] + len(points)], strict=True):
        run = [points[k % len(points)] for k in range(start, end + 1)]
        edges.append(b3d.Edge.make_spline(run) if len(run) > 2 else b3d.Edge.make_line(*run))
    return edges


def _changes_pace(points: list[tuple[float, float, float]], k: int) -> bool:
    """Whether one curve ends here and another, drawn finer or coarser, begins: a spline through both would overshoot."""
    before, after = dist(points[k - 1], points[k]), dist(points[k], points[(k + 1) % len(points)])
    return max(before, after) > OTHER_CURVE * min(before, after)


def _bend_deg(points: list[tuple[float, float, float]], k: int) -> float:
    (ax, _, ay), (bx, _, by), (cx, _, cy) = points[k - 1], points[k], points[(k + 1) % len(points)]
    turn = atan2(cy - by, cx - bx) - atan2(by - ay, bx - ax)
    return abs(degrees((turn + pi) % (2 * pi) - pi))


def _faceted(b3d: Any, shell: tuple[Floats, ...], frame: Floats) -> Any:
    placed = (facet @ frame[:, :3].T + frame[:, 3] for facet in shell)
    faces = [b3d.Face(b3d.Wire.make_polygon([tuple(map(float, at)) for at in facet], close=True)) for facet in placed]
    return b3d.Solid(b3d.Shell(faces))
