"""From solids to what the viewer draws: finish coordinates in millimetres, the polished inside of a band and letters apart."""

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry.glb import Mesh
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, subtract, triangles_of

__all__ = ["Skin", "flat_mesh", "skin", "wrapped_meshes"]

INWARD = -0.12  # a face that looks at the axis more than this is the inside


@dataclass(frozen=True, eq=False)
class Skin:
    """The surface of a part, and apart from it the walls and floors of each set of letters cut into it."""

    body: Mesh
    letters: tuple[Mesh | None, ...]  # None where a cutter met no metal


@kept
def skin(part: Solid, cutters: tuple[Solid, ...], finest_mm: float) -> Skin:
    """Cut letters into a part, as it is shown: whatever surface a cutter left belongs to its letters.

    finest_mm: what may be smoothed away; 0 for what must meet its neighbours exactly.
    """
    if not cutters:
        return Skin(Mesh(*triangles_of(part.simplify(finest_mm) if finest_mm else part)), ())
    marked = [cutter.as_original() for cutter in cutters]
    cut = subtract(part, *marked)
    cut = cut.simplify(finest_mm) if finest_mm else cut
    positions, normals, triangles = triangles_of(cut)
    origin = _origins(cut)
    ids = [cutter.original_id() for cutter in marked]
    letters = tuple(_only(positions, normals, triangles[origin == one]) if (origin == one).any() else None for one in ids)
    return Skin(_only(positions, normals, triangles[~np.isin(origin, ids)]), letters)


@kept
def wrapped_meshes(mesh: Mesh) -> tuple[Mesh | None, Mesh | None, float]:
    """Split a turned or swept surface about Z into its outside, which takes the finish, and its inside, which stays polished.

    u runs along the widest circumference, in millimetres, and starts again opposite the head; v runs along the axis.
    The third is that circumference: marks that go round must close on it.
    """
    across = np.linalg.norm(mesh.positions[:, :2], axis=1, keepdims=True)
    outwards = mesh.positions[:, :2] / np.maximum(across, 1e-9)
    looks = np.einsum("ij,ij->i", outwards, mesh.normals[:, :2])[mesh.triangles].mean(1)
    outside, inside = mesh.triangles[looks >= INWARD], mesh.triangles[looks < INWARD]
    girth_mm = 2 * pi * float(across.max())
    return (
        _with_uv(mesh.positions, mesh.normals, outside, girth_mm) if len(outside) else None,
        _only(mesh.positions, mesh.normals, inside) if len(inside) else None,
        girth_mm,
    )


@kept
def flat_mesh(mesh: Mesh) -> Mesh:
    """The finish along each face as a brush would be drawn over it: millimetres along the two axes the face lies in."""
    looks = np.abs(mesh.normals[mesh.triangles].sum(1)).argmax(1)
    parts, base = [], 0
    for axis, (along, over) in enumerate(((1, 2), (0, 2), (0, 1))):
        faces = mesh.triangles[looks == axis]
        if len(faces):
            part = _only(mesh.positions, mesh.normals, faces)
            uv = part.positions[:, [along, over]]
            parts.append((part, uv, base))
            base += len(part.positions)
    return Mesh(
        np.concatenate([part.positions for part, _, _ in parts]),
        np.concatenate([part.normals for part, _, _ in parts]),
        np.concatenate([part.triangles + start for part, _, start in parts]),
        np.concatenate([uv for _, uv, _ in parts]),
    )


def _origins(part: Solid) -> NDArray[np.int64]:
    """Of each triangle, the id of the solid whose surface it was."""
    mesh = part.to_mesh64()
    index = np.asarray(mesh.run_index, np.int64) // 3
    return np.repeat(np.asarray(mesh.run_original_id, np.int64), np.diff(index))


def _only(positions: Floats, normals: Floats, triangles: NDArray[np.int64]) -> Mesh:
    used, renumbered = np.unique(triangles, return_inverse=True)
    return Mesh(positions[used], normals[used], renumbered.reshape(-1, 3))


def _with_uv(positions: Floats, normals: Floats, triangles: NDArray[np.int64], girth_mm: float) -> Mesh:
    """Coordinates jump by the girth where the angle starts again: faces across the seam get corners of their own."""
    mesh = _only(positions, normals, triangles)
    u = (np.arctan2(mesh.positions[:, 0], -mesh.positions[:, 1]) / (2 * pi) + 0.5) * girth_mm
    corners = u[mesh.triangles]
    across = np.flatnonzero(np.ptp(corners, axis=1) > girth_mm / 2)
    faces = mesh.triangles.copy()
    low = [(row, k) for row in across for k in range(3) if corners[row, k] < girth_mm / 2]
    copied = sorted({int(faces[row, k]) for row, k in low})
    place = {old: len(u) + new for new, old in enumerate(copied)}
    for row, k in low:
        faces[row, k] = place[int(faces[row, k])]
    at = np.concatenate([mesh.positions, mesh.positions[copied]])
    u = np.concatenate([u, u[copied] + girth_mm])
    return Mesh(at, np.concatenate([mesh.normals, mesh.normals[copied]]), faces, np.stack([u, at[:, 2]], 1))
