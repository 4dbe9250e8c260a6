"""A piece: its solids, and the anatomy that everything else is derived from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from benchpin.smith.anatomy import Anatomy, Kind, MetalPart, StoneSet
from benchpin.smith.geometry import CutStone, Floats, Item, Mesh, Solid, moved, outline_svg, stl, three_mf, write_glb
from benchpin.smith.materials import cut, gem, metal
from benchpin.smith.sizes import parse_ring_size

__all__ = ["TOLERANCE_MM", "Piece", "PlacedStone", "metal_part", "stone_set"]

# Half the spot of a casting printer's laser; the volume does not depend on it (area-true tessellation).
TOLERANCE_MM = 0.01


@dataclass(frozen=True, eq=False)
class PlacedStone:
    """A stone and where it sits: a 3x4 frame from the stone's own axes to the piece's."""

    stone: CutStone
    gem: str
    cut: str
    frame: Floats

    def solid(self) -> Solid:
        return self.stone.solid().transform(np.ascontiguousarray(self.frame))


@dataclass(frozen=True, eq=False, kw_only=True)
class Piece:
    """What is made.

    cast: what goes to the foundry, of the finished size: one of a pair, without findings and without laser engraving.
    view: the metal as it is shown, findings and engraving included.
    """

    anatomy: Anatomy
    cast: Solid
    view: tuple[Item, ...]
    stones: tuple[PlacedStone, ...]
    cast_name: str
    inner_radius_mm: float = 0.0
    engraved: bool = False

    @cached_property
    def cast_volume_mm3(self) -> float:
        return float(self.cast.volume())

    def preview_glb(self) -> bytes:
        """The piece for the viewer: metres, Y up; see geometry/glb.py for what the names mean."""
        kind: Kind = self.anatomy.kind
        extras = {"kind": kind, "engraved": self.engraved, "inner_radius_mm": round(self.inner_radius_mm, 4)}
        return write_glb([*self.view, *self._gem_items()], self._materials(), extras)

    def stl(self, *, shrinkage_percent: float = 0.0) -> bytes:
        """The casting file as binary STL, grown by the alloy's linear shrinkage."""
        return stl(self.cast, self.cast_name, shrinkage_percent)

    def three_mf(self, *, shrinkage_percent: float = 0.0) -> bytes:
        """The casting file as 3MF; its metadata state alloy, finished volume and shrinkage."""
        about = {
            "Designer": "Benchpin",
            "LicenseTerms": f"Alloy: {metal(self.anatomy.alloy).name}. Finished volume: {self.cast_volume_mm3:.2f} mm3.",
        }
        return three_mf(self.cast, self.cast_name, shrinkage_percent, about)

    def drawing_svg(self) -> str:
        """Front, side and top for the traveller: what is cast, its stones numbered, dimensioned in millimetres."""
        stones = [stone.solid() for stone in self.stones_of_cast()]
        bore_mm = 2 * self.inner_radius_mm
        return outline_svg(self.cast, stones, f"Drawing: {self.cast_name}", tuple(self._notes()), bore_mm)

    def _notes(self) -> Iterator[str]:
        for number, stone in enumerate(self.anatomy.stones, 1):
            held = f"{stone.claws} claws" if stone.claws else "bezel"
            sides = f"{stone.length_mm:.2f} × {stone.width_mm:.2f} × {stone.depth_mm:.2f} mm"
            each = f"{stone.carats:.2f} ct" + (" each" if stone.count > 1 else "")
            stone_name = f"{gem(stone.gem).name}, {cut(stone.cut).name.lower()}"
            yield f"Stone {number}: {stone.count} × {stone_name}, {sides}, {each}, {held}"
        if self.anatomy.ring_size:
            yield f"Ring size {parse_ring_size(self.anatomy.ring_size)}"
        for measure in self.anatomy.measures:
            yield f"{measure.label}: {measure.value:g} ± {measure.tolerance:g} {measure.unit}"

    def stones_of_cast(self) -> tuple[PlacedStone, ...]:
        """The stones of what is cast: of a pair, which is shown turned, one stone straight."""
        if all(part.count == 1 for part in self.anatomy.parts):
            return self.stones
        return tuple(replace(stone, frame=np.eye(3, 4)) for stone in self.stones[:1])

    def _gem_items(self) -> list[Item]:
        items = []
        for number, placed in enumerate(self.stones):
            extras = {"gem": placed.gem, "cut": placed.cut, "width_mm": round(placed.stone.width_mm, 3)}
            items.append(Item(f"gem_{number}", "gem", moved(Mesh(*placed.stone.arrays()), placed.frame), extras))
        return items

    def _materials(self) -> dict[str, dict[str, object]]:
        alloy = metal(self.anatomy.alloy)
        shine = {"metallicFactor": 1, "baseColorFactor": [*alloy.view_f0, 1]}
        materials: dict[str, dict[str, object]] = {
            "metal": {"pbrMetallicRoughness": {**shine, "roughnessFactor": 0.12 if self.anatomy.finish == "polished" else 0.4}},
            "metal_polished": {"pbrMetallicRoughness": {**shine, "roughnessFactor": 0.12}},
        }
        if self.stones:
            row = gem(self.stones[0].gem)
            tint = [*row.view_tint]
            materials["gem"] = {
                "pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 0, "baseColorFactor": [*tint, 1]},
                "extensions": {
                    "KHR_materials_ior": {"ior": sum(row.ri) / 2},
                    "KHR_materials_transmission": {"transmissionFactor": 1},
                },
            }
        return materials


def metal_part(key: str, name: str, alloy: str, part: Solid, count: int = 1) -> MetalPart:
    """Weigh a solid: its exact volume and the alloy's density."""
    volume = float(part.volume())
    return MetalPart(
        key=key,
        name=name,
        alloy=alloy,
        volume_mm3=round(volume, 3),
        surface_mm2=round(float(part.surface_area()), 2),
        mass_g=round(metal(alloy).mass_g(volume), 4),
        count=count,
    )


def stone_set(
    stone: CutStone,
    *,
    gem_id: str,
    cut_id: str,
    setting: str,
    claws: int = 0,
    count: int = 1,
    key: str = "centre",
    name: str = "Centre stone",
) -> StoneSet:
    """Weigh a stone: its exact volume and the gem's density. As the trade says it, its length is the longer side."""
    sides_mm = sorted((stone.width_mm, stone.length_mm))
    return StoneSet(
        key=key,
        name=name,
        gem=gem_id,
        cut=cut_id,
        width_mm=round(sides_mm[0], 3),
        length_mm=round(sides_mm[1], 3),
        depth_mm=round(stone.depth_below_mm + stone.height_above_mm, 3),
        carats=round(gem(gem_id).carats(stone.volume_mm3), 3),
        setting="claw" if setting == "claw" else "bezel",
        claws=claws,
        count=count,
    )
