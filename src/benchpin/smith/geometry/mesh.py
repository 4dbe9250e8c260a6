"""From solids to what the viewer draws: finish coordinates in millimetres, the polished inside of a band apart."""

from math import pi

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry.glb import Item, Mesh
from benchpin.smith.geometry.surface import Floats, Solid, triangles_of

__all__ = ["moved", "plain_item", "wrapped_items"]

INWARD = -0.12  # a face that looks at the axis more than this is the inside


def plain_item(name: str, part: Solid, material: str = "metal_polished") -> Item:
    return Item(name, material, Mesh(*triangles_of(part)))


def wrapped_items(name: str, part: Solid, girth_mm: float) -> list[Item]:
    """Split a turned or swept part about Z into its outside, which takes the finish, and its inside, which stays polished.

    u runs along the circumference and grows by `girth_mm` once round; v runs along the axis.
    """
    positions, normals, triangles = triangles_of(part)
    outwards = positions[:, :2] / np.maximum(np.linalg.norm(positions[:, :2], axis=1, keepdims=True), 1e-9)
    looks = np.einsum("ij,ij->i", outwards, normals[:, :2])[triangles].mean(1)
    items = []
    outside, inside = triangles[looks >= INWARD], triangles[looks < INWARD]
    if len(outside):
        items.append(Item(name, "metal", _with_uv(positions, normals, outside, girth_mm)))
    if len(inside):
        items.append(Item(f"{name}_inside", "metal_polished", _only(positions, normals, inside)))
    return items


def moved(mesh: Mesh, frame: Floats) -> Mesh:
    """The mesh placed by a 3x4 frame, a rotation and a shift."""
    turn, shift = frame[:, :3], frame[:, 3]
    return Mesh(mesh.positions @ turn.T + shift, mesh.normals @ turn.T, mesh.triangles, mesh.uv_mm)


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
