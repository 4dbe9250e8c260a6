"""The kept shapes of an own design in the size that was chosen: as drawn, bent to another bore, or scaled."""

from dataclasses import dataclass
from math import radians

import numpy as np

from benchpin.designs.own.library import kept_model, kept_shapes
from benchpin.smith.geometry import (
    DrawnStone,
    Floats,
    Solid,
    band_base,
    drawn_stone,
    head_lift_mm,
    kept,
    moved_by,
    resized,
    solid,
    subtract,
    then,
    tube,
    unite,
)

__all__ = ["Base", "Sized", "base", "lumps", "metal_shape", "stone_at"]

BORE_SIDES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """One drawing of a design in one size. bore_mm, to_mm: diameters of a ring's finger hole as drawn and as made, else 0."""

    key: str
    file: int
    bore_mm: float = 0.0
    to_mm: float = 0.0
    head_deg: float = 0.0
    factor: float = 1.0

    @property
    def lift_mm(self) -> float:
        """How far a ring's head, and the stones in it, move out."""
        return head_lift_mm(self.bore_mm / 2, self.to_mm / 2, radians(self.head_deg)) if self.to_mm else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A ring opposite its head: the bore's width along the finger, the middle of that, and the wall, mm."""

    width_mm: float
    z_mm: float
    wall_mm: float


@kept
def metal_shape(sized: Sized, name: str) -> Solid:
    """A part of metal in its size. Whatever bending brought into the finger hole is taken away."""
    drawn = _drawn(sized.key, sized.file, name)
    if sized.factor != 1.0:
        return drawn.scale((sized.factor, sized.factor, sized.factor))
    if not sized.to_mm or abs(sized.to_mm - sized.bore_mm) < 1e-6:
        return drawn
    bent = resized(drawn, sized.bore_mm / 2, sized.to_mm / 2, radians(sized.head_deg))
    box = bent.bounding_box()
    finger = np.array([[0.0, 0.0, z] for z in (box[2] - 1, (box[2] + box[5]) / 2, box[5] + 1)])
    return subtract(bent, tube(finger, sized.to_mm / 2, BORE_SIDES, dome=0.01))


def stone_at(sized: Sized, name: str) -> tuple[DrawnStone, Floats]:
    """A stone, and the frame it stands in: where it was drawn, or where the head went."""
    stone, at = _stone(sized.key, sized.file, name)
    return stone, then(moved_by(0, sized.lift_mm, 0), at)


@kept
def lumps(sized: Sized, names: tuple[str, ...]) -> tuple[Solid, ...]:
    """The bodies of metal that hang together."""
    return tuple(unite([metal_shape(sized, name) for name in names]).decompose())


@kept
def base(key: str, file: int) -> Base:
    model = kept_model(key)
    ring = unite([_drawn(key, file, part.name) for part in model.parts if part.role != "stone"])
    width_mm, z_mm, wall_mm = band_base(ring, model.files[file].bore_mm / 2)
    return Base(width_mm=width_mm, z_mm=z_mm, wall_mm=wall_mm)


@kept
def _drawn(key: str, file: int, name: str) -> Solid:
    points, triangles = kept_shapes(key, file)[name]
    return solid(points, np.asarray(triangles, np.int64))


@kept
def _stone(key: str, file: int, name: str) -> tuple[DrawnStone, Floats]:
    return drawn_stone(_drawn(key, file, name))
