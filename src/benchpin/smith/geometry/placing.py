"""Solids where they stand: frames, and unions of placed parts that are made once."""

import numpy as np
from numpy.typing import ArrayLike

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, unite

__all__ = [
    "IDENTITY",
    "Placed",
    "around",
    "composed",
    "facing",
    "frame",
    "moved_by",
    "placed_union",
    "point_in",
    "then",
    "together",
    "turned",
]

IDENTITY: Floats = np.eye(3, 4)

Placed = tuple[Solid, tuple[Floats, ...]]  # a solid, and each 3x4 frame it stands in
PlacedKey = tuple[tuple[Solid, bytes], ...]


def frame(x: ArrayLike, y: ArrayLike, z: ArrayLike, at: ArrayLike) -> Floats:
    """The 3x4 frame whose axes stand as x, y, z in the piece and whose origin is `at`."""
    return np.column_stack([np.asarray(v, float) for v in (x, y, z, at)])


def moved_by(x_mm: float, y_mm: float, z_mm: float) -> Floats:
    return frame((1, 0, 0), (0, 1, 0), (0, 0, 1), (x_mm, y_mm, z_mm))


def turned(axis: str, angle: float) -> Floats:
    """A turn by `angle` radians about "x", "y" or "z"."""
    c, s = float(np.cos(angle)), float(np.sin(angle))
    rows = {
        "x": [[1, 0, 0], [0, c, -s], [0, s, c]],
        "y": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
        "z": [[c, -s, 0], [s, c, 0], [0, 0, 1]],
    }[axis]
    return np.column_stack([np.array(rows, float), np.zeros(3)])


def then(*frames: Floats) -> Floats:
    """One frame for several, the first applied last: then(a, b) places by b, and the result by a."""
    whole = np.eye(4)
    for one in frames:
        whole = whole @ np.vstack([one, (0.0, 0.0, 0.0, 1.0)])
    return np.ascontiguousarray(whole[:3])


def facing(normal: ArrayLike, along: ArrayLike, at: ArrayLike) -> Floats:
    """A frame whose Z looks along `normal` and whose X runs along `along` as nearly as it can: a stone on a surface."""
    z = np.asarray(normal, float) / np.linalg.norm(normal)
    x = np.asarray(along, float) - (np.asarray(along, float) @ z) * z
    x /= np.linalg.norm(x)
    return frame(x, np.cross(z, x), z, at)


def around(axis: str, count: int, start: float = 0.0) -> tuple[Floats, ...]:
    """`count` turns spread evenly about an axis."""
    return tuple(turned(axis, start + k * 2 * np.pi / count) for k in range(count))


def point_in(frame_: Floats, point: Floats) -> tuple[float, float, float]:
    """A point of a part's own axes, where it lies in the piece."""
    x, y, z = frame_[:, :3] @ point + frame_[:, 3]
    return float(x), float(y), float(z)


def composed(parts: list[Solid]) -> Solid:
    """Bodies beside each other as one: what touches is united."""
    return unite(parts)


def together(placed: tuple[Placed, ...]) -> Solid:
    """Solids united where they stand."""
    return placed_union(tuple((solid, frame.tobytes()) for solid, frames in placed for frame in frames))


@kept
def placed_union(parts: PlacedKey) -> Solid:
    """Unite solids, each placed by the bytes of its 3x4 frame; the same parts in the same places are united once."""
    return unite([solid.transform(_frame_of(raw)) for solid, raw in parts])


def _frame_of(raw: bytes) -> Floats:
    return np.frombuffer(raw, np.float64).reshape(3, 4)
