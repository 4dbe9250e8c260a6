"""The piece before the lens: every triangle where it stands, turned as the viewer turns it, and what each is made of."""

from dataclasses import dataclass
from math import cos, hypot, log, radians, sin, tan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry import Floats, Item
from benchpin.smith.materials import coat, gem, metal
from benchpin.smith.piece import Piece
from benchpin.smith.view import Preview, preview

__all__ = ["Framing", "Row", "Subject", "framing_of", "pose"]

# As static/js/viewer/views.js and piece.js have them: the still turns into the viewer's first view without a jump.
FIELD_OF_VIEW_DEG = 22.0
AIR = 1.2
CHAIN_SHARE = 0.55
ABOVE_TABLE_MM = {"ring": 0.0, "bangle": 0.0, "bracelet": 0.0, "stud": 4.0, "earrings": 4.0}
TURNED_ABOUT = ("ring", "bangle")
LYING = "bracelet"
ALONE = 4  # copies up to this are measured by their points, more by their boxes

# Roughness of a surface along and across its marks, as the slope of its facets.
SLOPES = {"polished": (0.012, 0.012), "satin": (0.035, 0.2), "hammered": (0.014, 0.014), "matte": (0.26, 0.26)}
LETTER_SLOPE = 0.3
LETTER_SHADE = 0.5  # a cut ground is rough below what a triangle says
FIRE = 1.25  # of a colourless stone's dispersion: a picture does not move, so its fire is seen a little larger
PALEST = 0.004
DARKER = 1.1  # diameters a tint of the table is meant for


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a surface is. colour: reflectance of metal, or of the colour under a glaze, linear sRGB.

    index: refractive, at the middle of the spectrum, and 0 for metal; absorb: a millimetre; dispersion: B to G.
    """

    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
    slopes: tuple[float, float] = (0.012, 0.012)
    hammered: float = 0.0
    girth_mm: float = 1000.0
    glazed: float = 0.0
    index: float = 0.0
    dispersion: float = 0.0
    absorb: tuple[float, float, float] = (0.0, 0.0, 0.0)
    smooth: float = 0.0  # a domed stone: normals as they come


@dataclass(frozen=True, eq=False, kw_only=True)
class Subject:
    """points, normals (n, 3); uv_mm (n, 2); triangles (m, 3) and the row each is made of (m)."""

    points: Floats
    normals: Floats
    uv_mm: Floats
    triangles: NDArray[np.int64]
    made_of: NDArray[np.int64]
    rows: tuple[Row, ...]
    framing: "Framing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """Where the eye stands, after the piece was turned: at `eye`, looking at (0, at_mm, 0). table_mm: its height, or None."""

    yaw: float
    pitch: float
    target: tuple[float, float, float]
    distance_mm: float
    table_mm: float | None

    @property
    def eye(self) -> tuple[float, float, float]:
        return (0.0, self.target[1] + sin(self.pitch) * self.distance_mm, cos(self.pitch) * self.distance_mm)

    @property
    def turn(self) -> Floats:
        """What turns the piece on its table: a 3x4 matrix."""
        c, s = cos(self.yaw), sin(self.yaw)
        turn = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
        return np.column_stack([turn, turn @ [-self.target[0], 0.0, -self.target[2]]])


def pose(piece: Piece) -> Subject:
    """Stand a piece before the lens as the viewer first shows it."""
    drawn = preview(piece.kind, piece.alloy, piece.finish, piece.draft)
    framing = framing_of(drawn)
    rows: list[Row] = []
    points, normals, uv, triangles, made_of = [], [], [], [], []
    count = 0
    for item in drawn.items:
        rows.append(_row(item, drawn.materials[item.material], piece))
        faces = _outer(item)
        for frame in item.frames:
            turn = framing.turn[:, :3] @ frame[:, :3]
            points.append(item.mesh.positions @ turn.T + framing.turn[:, :3] @ frame[:, 3] + framing.turn[:, 3])
            normals.append(item.mesh.normals @ turn.T)
            uv.append(item.mesh.uv_mm if item.mesh.uv_mm is not None else np.zeros((len(item.mesh.positions), 2)))
            triangles.append(faces + count)
            made_of.append(np.full(len(faces), len(rows) - 1))
            count += len(item.mesh.positions)
    return Subject(
        points=np.concatenate(points),
        normals=np.concatenate(normals),
        uv_mm=np.concatenate(uv),
        triangles=np.concatenate(triangles),
        made_of=np.concatenate(made_of),
        rows=tuple(rows),
        framing=framing,
    )


def framing_of(drawn: Preview) -> Framing:
    kind = str(drawn.extras["view"])
    low, high = _box(drawn.items, kind)
    if kind == "pendant":
        high[1] += (high[1] - low[1]) * CHAIN_SHARE
    size = high - low
    across = hypot(size[0], size[2]) * 0.43 if kind in TURNED_ABOUT else size[0] * (0.52 if kind == LYING else 0.66)
    half = tan(radians(FIELD_OF_VIEW_DEG) / 2)
    yaw, pitch = (-0.55, 0.3) if kind in TURNED_ABOUT else (-0.38, 0.52 if kind == LYING else 0.16)
    middle = (low + high) / 2
    return Framing(
        yaw=yaw,
        pitch=pitch,
        target=(float(middle[0]), float(middle[1]), float(middle[2])),
        distance_mm=float(max(size[1] / 2, across) * AIR / half),
        table_mm=float(low[1]) - ABOVE_TABLE_MM[kind] if kind in ABOVE_TABLE_MM else None,
    )


def _box(items: list[Item], kind: str) -> tuple[Floats, Floats]:
    corners = [
        _corners(item, frame) for item in items if not (kind == "pendant" and "chain" in item.name) for frame in item.frames
    ]
    points = np.concatenate(corners)
    return points.min(0), points.max(0)


def _corners(item: Item, frame: Floats) -> Floats:
    points = item.mesh.positions
    if len(item.frames) > ALONE:
        limits = np.stack([points.min(0), points.max(0)])
        points = np.stack(np.meshgrid(*limits.T), -1).reshape(-1, 3)
    return np.asarray(points @ frame[:, :3].T + frame[:, 3])


def _outer(item: Item) -> NDArray[np.int64]:
    """Triangles without those in which the two halves of a stone meet: light passes there as if they were not."""
    if not item.extras or item.extras.get("parts", 1) == 1:
        return item.mesh.triangles
    across = np.abs(item.mesh.positions[item.mesh.triangles][:, :, 1]).max(1)
    return item.mesh.triangles[across > 1e-4]


def _row(item: Item, material: dict[str, Any], piece: Piece) -> Row:
    extras, more = material.get("extras", {}), item.extras or {}
    if item.material.startswith("gem"):
        return _stone(more["gem"], more["width_mm"], item.material == "gem_smooth")
    if "coat" in extras:
        cover = coat(extras["coat"])
        rough = cover.view_roughness**2 / 2
        return Row(colour=cover.view_rgb, slopes=(rough, rough), glazed=float(cover.kind != "plating"))
    colour = metal(extras.get("alloy", piece.alloy)).view_f0
    if item.material == "metal_letters":
        return Row(colour=tuple(LETTER_SHADE * part for part in colour), slopes=(LETTER_SLOPE, LETTER_SLOPE))
    finish = extras.get("finish", piece.finish if item.material == "metal" else "polished") or "polished"
    if item.mesh.uv_mm is None and finish in ("satin", "hammered"):
        finish = "polished"
    girth_mm = more.get("girth_mm", 1000.0)
    return Row(colour=colour, slopes=SLOPES[finish], hammered=float(finish == "hammered"), girth_mm=girth_mm)


def _stone(key: str, width_mm: float, smooth: bool) -> Row:
    row = gem(key)
    absorb = tuple(-log(max(part, PALEST)) / (width_mm * DARKER) for part in row.view_tint)
    fire = FIRE if min(row.view_tint) > 0.9 else 1.0
    return Row(index=sum(row.ri) / 2, dispersion=row.dispersion * fire, absorb=absorb, smooth=float(smooth))
