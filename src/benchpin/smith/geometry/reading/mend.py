"""From a mesh as a file has it to a solid: welded, turned right side out, its small holes closed; or why that cannot be.

Whatever was done is said, so that a jeweller knows what became of the drawing. What would have to be guessed is refused,
with the place: a wide hole, a surface that runs through itself.
"""

from dataclasses import dataclass
from itertools import product

import networkx
import numpy as np
from manifold3d import Manifold, Mesh64, triangulate
from numpy.typing import NDArray

from benchpin.smith.geometry.reading.crossings import Crossing, crossing
from benchpin.smith.geometry.surface import Floats, Solid, unite, welded

__all__ = ["Mended", "mended"]

Ints = NDArray[np.int64]

WELD_MM = 0.002  # corners nearer than this are one: a tenth of what a casting printer shows
HOLE_MM, FLAT_HOLE_MM = 0.6, 6.0  # the widest hole that is closed; one whose rim lies in a plane may be wider
FLAT_MM = 0.02  # out of its plane
SPECK_MM3 = 1e-3  # bodies smaller than this are dust: 0.02 mg of gold
MOST_KEPT = 60_000  # triangles; a finer mesh is thinned where nothing moves by more than THIN_MM
THIN_MM = 0.004
NAMED_HOLES = 3


@dataclass(frozen=True, eq=False, kw_only=True)
class Mended:
    """done: what was put right, as sentences. faults: what could not be; then there is no solid.

    bodies: how many separate lumps of metal it is. cavities_mm3: closed hollows inside.
    """

    solid: Solid | None
    done: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    bodies: int = 0
    cavities_mm3: float = 0.0


def mended(vertices_mm: Floats, triangles: Ints) -> Mended:
    """Make a solid of a mesh in millimetres."""
    done: list[str] = []
    vertices, faces = _welded(vertices_mm, triangles, done)
    if not len(faces):
        return Mended(solid=None, faults=("It has no surface: its triangles have no extent.",))
    if not _closed(faces):
        faces = _one_way_round(vertices, faces, done)
        vertices, faces, faults = _closed_up(vertices, faces, done)
        if faults:
            return Mended(solid=None, done=tuple(done), faults=tuple(faults))
    whole = Manifold(Mesh64(np.ascontiguousarray(vertices), np.ascontiguousarray(faces, np.uint64)))
    if whole.status().name != "NoError" or whole.is_empty():
        fault = "Its faces do not enclose a body: some edges belong to one face, or to more than two. Join them in your CAD."
        return Mended(solid=None, done=tuple(done), faults=(fault,))
    return _bodied(whole, done)


def _welded(vertices: Floats, triangles: Ints, done: list[str]) -> tuple[Floats, Ints]:
    """Corners that are one made one, where that is what closes the mesh; triangles without extent left out."""
    points, place = np.unique(np.round(vertices, 7), axis=0, return_inverse=True)
    faces = _with_extent(place.reshape(-1)[triangles])
    if not _closed(faces):
        into = _neighbours(points)
        nearer = _with_extent(into[faces])
        if _open_edges(nearer) < _open_edges(faces):
            done.append(f"Corners less than {WELD_MM:g} mm apart were joined.")
            faces = nearer
    once = np.unique(np.sort(faces, axis=1), axis=0, return_index=True)[1]
    if len(once) < len(faces) and not _closed(faces):
        done.append(f"{len(faces) - len(once)} faces that were there twice were taken out.")
        faces = faces[np.sort(once)]
    return points, faces


def _neighbours(points: Floats) -> Ints:
    """For each point the one that stands for all that are nearer than WELD_MM: looked for in its own cell and the next."""
    cells = np.round((points - points.min(0)) / WELD_MM).astype(np.int64)
    keys = (cells[:, 0] << 42) + (cells[:, 1] << 21) + cells[:, 2]
    filled, first, own = np.unique(keys, return_index=True, return_inverse=True)
    beside = networkx.Graph()
    for dx, dy, dz in product((-1, 0, 1), repeat=3):
        step = (dx << 42) + (dy << 21) + dz
        if step <= 0:
            continue  # each pair of cells once
        place = np.minimum(np.searchsorted(filled, filled + step), len(filled) - 1)
        here = np.flatnonzero(filled[place] == filled + step)
        near = np.linalg.norm(points[first[here]] - points[first[place[here]]], axis=1) < WELD_MM
        beside.add_edges_from(zip(here[near].tolist(), place[here[near]].tolist(), strict=True))
    stands = np.arange(len(filled))
    for group in networkx.connected_components(beside):
        stands[list(group)] = min(group)
    found: Ints = first[stands[own.reshape(-1)]]
    return found


def _with_extent(faces: Ints) -> Ints:
    a, b, c = faces.T
    kept: Ints = faces[(a != b) & (b != c) & (c != a)]
    return kept


def _edges(faces: Ints) -> Ints:
    """Directed, (3m, 2)."""
    return np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])


def _balance(faces: Ints) -> tuple[Ints, Ints]:
    """Undirected edges, and how many faces more run along each one way than the other."""
    edges = _edges(faces)
    up = edges[:, 0] < edges[:, 1]
    ends, place = np.unique(np.sort(edges, axis=1), axis=0, return_inverse=True)
    return ends, np.bincount(place.reshape(-1), np.where(up, 1, -1), len(ends)).astype(np.int64)


def _open_edges(faces: Ints) -> int:
    return int((_balance(faces)[1] != 0).sum())


def _closed(faces: Ints) -> bool:
    return bool(len(faces)) and _open_edges(faces) == 0


def _one_way_round(vertices: Floats, faces: Ints, done: list[str]) -> Ints:
    """Neighbours wound alike, where some of them are turned over."""
    if not (np.abs(_balance(faces)[1]) >= 2).any():
        return faces
    from trimesh import Trimesh, repair

    mesh = Trimesh(vertices, faces, process=False)
    repair.fix_winding(mesh)
    turned = np.asarray(mesh.faces, np.int64)
    over = int((turned != faces).any(1).sum())
    done.append(f"{min(over, len(faces) - over):,} faces that looked inwards were turned over.")
    return turned


def _closed_up(vertices: Floats, faces: Ints, done: list[str]) -> tuple[Floats, Ints, list[str]]:
    """Close what is small or flat; say where the rest is."""
    ends, balance = _balance(faces)
    if (np.abs(balance) > 1).any():
        at = vertices[ends[np.abs(balance) > 1][0][0]]
        return vertices, faces, [f"At {_at(at)} more than two faces meet in one edge. Join them into one body in your CAD."]
    along = np.where(balance[:, None] < 0, ends, ends[:, ::-1])[balance != 0]  # the way the missing faces run
    patches, wide = [], []
    for rim in _rims(along):
        patch, width_mm = _patch(vertices, rim)
        if patch is None:
            wide.append((width_mm, vertices[rim].mean(0)))
        else:
            patches.append(patch)
    if patches:
        done.append(f"{len(patches)} {'hole was' if len(patches) == 1 else 'holes were'} closed.")
        faces = np.concatenate([faces, *patches])
    wide.sort(key=lambda hole: -hole[0])
    faults = [f"It is open: a hole of {width_mm:.1f} mm at {_at(at)}. Close it in your CAD." for width_mm, at in wide]
    if len(faults) > NAMED_HOLES:
        faults = [*faults[:NAMED_HOLES], f"And {len(faults) - NAMED_HOLES} holes more."]
    return vertices, faces, faults


def _rims(edges: Ints) -> list[Ints]:
    """Open edges as closed ways round, each in the order in which it is walked."""
    following: dict[int, list[int]] = {}
    for start, end in edges.tolist():
        following.setdefault(start, []).append(end)
    rims = []
    while following:
        start = next(iter(following))
        way, at = [start], start
        while at in following:
            ends = following[at]
            to = ends.pop()
            if not ends:
                del following[at]
            if to == start:
                break
            way.append(to)
            at = to
        if len(way) > 2:
            rims.append(np.array(way, np.int64))
    return rims


def _patch(vertices: Floats, rim: Ints) -> tuple[Ints | None, float]:
    """Triangles that close a rim, and how wide it is; none if it is too wide to guess what belongs there."""
    points = vertices[rim] - vertices[rim].mean(0)
    width_mm = 2 * float(np.linalg.norm(points, axis=1).max())
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    area = np.cross(points, np.roll(points, -1, 0)).sum(0)
    normal = axes[2] if axes[2] @ area >= 0 else -axes[2]
    flat = bool(np.abs(points @ normal).max() < FLAT_MM)
    if width_mm > (FLAT_HOLE_MM if flat else HOLE_MM):
        return None, width_mm
    across = axes[0]
    onto = np.ascontiguousarray(np.stack([points @ across, points @ np.cross(normal, across)], 1))
    return rim[np.asarray(triangulate([onto]), np.int64)], width_mm


def _bodied(whole: Solid, done: list[str]) -> Mended:
    """One solid of all bodies: those that overlap united, those inside out turned, hollows kept, dust left out."""
    parts = whole.decompose()
    dust = [part for part in parts if abs(part.volume()) < SPECK_MM3]
    if dust and len(dust) < len(parts):
        done.append(f"{len(dust)} {'speck' if len(dust) == 1 else 'specks'} of less than {SPECK_MM3:g} mm³ left out.")
        parts = [part for part in parts if abs(part.volume()) >= SPECK_MM3]
    outward = [part for part in parts if part.volume() > 0]
    inward = [_turned_over(part) for part in parts if part.volume() < 0]
    hollows = [part for part in inward if any(_within(part, other) for other in outward)]
    wrong = [part for part in inward if part not in hollows]
    if wrong:
        done.append("It was inside out and was turned over." if not outward else f"{len(wrong)} of its bodies were inside out.")
    bodies = [*outward, *wrong]
    if found := [one for one in (crossing(part) for part in bodies) if one is not None]:
        return Mended(solid=None, done=tuple(done), faults=tuple(_crossed(one) for one in found[:NAMED_HOLES]))
    solid = unite(bodies)
    if len(bodies) > (lumps := len(solid.decompose())):
        done.append(f"{len(bodies)} bodies that overlap were united into {lumps}.")
    for hollow in hollows:
        solid = solid - hollow
    solid = _thinned(solid, done)
    return Mended(
        solid=solid,
        done=tuple(done),
        bodies=len([part for part in solid.decompose() if part.volume() > 0]),
        cavities_mm3=sum(float(hollow.volume()) for hollow in hollows),
    )


def _turned_over(part: Solid) -> Solid:
    vertices, triangles = welded(part)
    return Manifold(Mesh64(np.ascontiguousarray(vertices), np.ascontiguousarray(triangles[:, ::-1], np.uint64)))


def _within(part: Solid, other: Solid) -> bool:
    return float((part ^ other).volume()) > 0.999 * float(part.volume())


def _thinned(solid: Solid, done: list[str]) -> Solid:
    if solid.num_tri() <= MOST_KEPT:
        return solid
    thin, within_mm = solid, THIN_MM
    while thin.num_tri() > MOST_KEPT and within_mm <= 4 * THIN_MM:
        thin = solid.simplify(within_mm)
        within_mm *= 2
    done.append(
        f"Drawn with {solid.num_tri():,} triangles; kept with {thin.num_tri():,}, nowhere more than {within_mm / 2:g} mm off."
    )
    return thin


def _crossed(one: Crossing) -> str:
    return (
        f"Its surface runs through itself near {_at(np.array(one.at_mm))}: there {one.excess_mm2:.2f} mm² are counted twice or"
        " turned over. Unite its bodies in your CAD, or give each a name of its own."
    )


def _at(point: Floats) -> str:
    x, y, z = (f"{figure + 0.0:.1f}" for figure in point)
    return f"x {x}, y {y}, z {z} mm"
