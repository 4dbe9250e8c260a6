"""One stone in claws on a slender court band that tapers to the head."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from benchpin.designs.design import Choices, Design
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_cutter, lettering_rules
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, ring_size_option, stone_width_option
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Anatomy, Engraving
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Band,
    Floats,
    Head,
    Item,
    Solid,
    band_solid,
    cut_stone,
    head_parts,
    plain_item,
    segments,
    subtract,
    unite,
    wrapped_items,
)
from benchpin.smith.making import Route, cast_route
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM, Piece, PlacedStone, metal_part, stone_set

__all__ = ["SOLITAIRE"]

LIFT_MM = 0.35  # culet above the band: a fingernail cannot feel it, a brush can clean it
ROOT_MM = 0.75  # how deep the claws go into the band
TAPER = 0.86  # width at the head as a part of the width below
# Band width by stone, mm. Source: putaringonit.co (1.6 wide at least), wider for larger stones by workshop custom (estimate).
BAND_FOR_STONE_MM = ((5.5, 1.6), (6.5, 1.8), (7.5, 2.0), (9.0, 2.2))
# Thickness by metal family, mm. Source: putaringonit.co, theclearcut.co (making.toml of the trade study).
THICKNESS_MM = {"yellow_gold": 1.6, "rose_gold": 1.6, "white_gold": 1.6, "platinum": 1.5, "silver": 1.8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    """What the shape depends on: neither metal nor gem nor finish."""

    cut: str
    stone_width_mm: float
    claws: int
    band: Band
    engraving: Engraving | None

    @property
    def girdle_height_mm(self) -> float:
        """From the ring's middle to the girdle."""
        stone = cut_stone(self.cut, self.stone_width_mm)
        return self.band.inner_radius_mm + self.band.thickness_top_mm + LIFT_MM + stone.depth_below_mm

    @property
    def frame(self) -> Floats:
        """From the stone's axes to the ring's: table up, an elongated stone along the finger."""
        return np.array([[0.0, 1, 0, 0], [0, 0, 1, self.girdle_height_mm], [1, 0, 0, 0]])


@dataclass(frozen=True, eq=False)
class Solids:
    band: Solid
    head: Solid
    whole: Solid
    view: tuple[Item, ...]


def rules(choices: Choices) -> Iterator[DesignError]:
    stone, width = choices.mm("stone_width"), choices.mm("band_width")
    needed = next(least for upto, least in BAND_FOR_STONE_MM if stone <= upto)
    if width < needed:
        fits = max((upto for upto, least in BAND_FOR_STONE_MM if least <= width), default=0)
        yield DesignError(
            "band_width",
            f"A stone of {stone:g} mm needs a band of at least {needed:g} mm."
            f" Choose {needed:g} mm or wider, or a stone up to {fits:g} mm.",
        )
    if choices["cut"] == "princess" and choices["claws"] == "6":
        yield DesignError("claws", "A princess cut is held at its four corners. Choose 4 claws, or a round or oval stone.")
    metal = METALS[choices["metal"]]
    if choices.mm("band_thickness") < THICKNESS_MM[metal.family]:
        least = THICKNESS_MM[metal.family]
        yield DesignError(
            "band_thickness",
            f"In {metal.name} the band must be at least {least:g} mm thick to last. Choose {least:g} mm or more.",
        )
    yield from lettering_rules(choices)


def build(choices: Choices) -> Piece:
    dimensions = _dimensions(choices)
    solids = _solids(dimensions)
    stone = cut_stone(dimensions.cut, dimensions.stone_width_mm)
    return Piece(
        anatomy=_anatomy(choices, dimensions, solids),
        cast=solids.whole,
        view=solids.view,
        stones=(PlacedStone(stone, choices["gem"], dimensions.cut, dimensions.frame),),
        cast_name=f"Solitaire, {choices.ring_size('size')}",
        inner_radius_mm=dimensions.band.inner_radius_mm,
        engraved=dimensions.engraving is not None,
    )


def route(choices: Choices, anatomy: Anatomy) -> Route:
    return cast_route(anatomy)


def _dimensions(choices: Choices) -> Dimensions:
    width, thickness = choices.mm("band_width"), choices.mm("band_thickness")
    band = Band(
        inner_diameter_mm=choices.ring_size("size").diameter_mm,
        width_mm=width,
        thickness_mm=thickness,
        profile="court",
        width_top_mm=TAPER * width,
        thickness_top_mm=thickness + 0.15,
    )
    return Dimensions(
        cut=choices["cut"],
        stone_width_mm=choices.mm("stone_width"),
        claws=choices.whole("claws"),
        band=band,
        engraving=engraving_of(choices),
    )


@lru_cache(256)
def _band(band: Band) -> Solid:
    return band_solid(band, segments(band.inner_radius_mm + band.thickness_mm, TOLERANCE_MM, 96), 7)


@lru_cache(128)
def _solids(d: Dimensions) -> Solids:
    band = _band(d.band)
    foot = d.band.width_top_mm / 2 - 0.15
    parts = head_parts(
        Head(cut=d.cut, stone_width_mm=d.stone_width_mm, claws=d.claws, foot_mm=foot, below_culet_mm=LIFT_MM + ROOT_MM),
        TOLERANCE_MM,
    )
    placed = [part.transform(d.frame) for part in parts]
    head = unite(placed)
    written = subtract(band, lettering_cutter(d.engraving, d.band.inner_radius_mm)) if d.engraving else band
    girth = 2 * np.pi * (d.band.inner_radius_mm + d.band.thickness_mm)
    view = (*wrapped_items("band", written, girth), plain_item("head", head))
    return Solids(band, head, unite([band, head]), view)


def _anatomy(choices: Choices, d: Dimensions, solids: Solids) -> Anatomy:
    alloy = choices["metal"]
    stone = cut_stone(d.cut, d.stone_width_mm)
    size = choices.ring_size("size")
    top = d.girdle_height_mm + stone.height_above_mm - d.band.inner_radius_mm
    words = f", engraved “{d.engraving.text}” inside" if d.engraving else ""
    return Anatomy(
        design="solitaire",
        kind="ring",
        alloy=alloy,
        finish=choices["finish"],
        parts=(metal_part("ring", "Ring", alloy, solids.whole),),
        stones=(stone_set(stone, gem_id=choices["gem"], cut_id=d.cut, setting="claw", claws=d.claws),),
        engraving=d.engraving,
        measures=(
            AnatomyMeasure(key="band_width", label="Band width, at the base", value=d.band.width_mm, unit="mm", tolerance=0.15),
            AnatomyMeasure(
                key="band_thickness", label="Band thickness, at the base", value=d.band.thickness_mm, unit="mm", tolerance=0.15
            ),
            AnatomyMeasure(
                key="head_height", label="Height of the stone over the finger", value=round(top, 2), unit="mm", tolerance=0.3
            ),
        ),
        ring_size=size.canonical,
        description=(
            f"A ring of {METALS[alloy].name}: {d.claws} claws hold a {d.stone_width_mm:g} mm {CUTS[d.cut].name.lower()}"
            f" {GEMS[choices['gem']].name.lower()} above a {d.band.width_mm:g} mm court band, size {size}{words}."
        ),
    )


SOLITAIRE = Design(
    key="solitaire",
    name="Solitaire ring",
    kind="ring",
    summary="One stone in fine claws, clear of a softly domed band.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option("round", "oval", "princess"),
        stone_width_option("4.0", "8.0", "6.0"),
        Choice(
            key="claws",
            label="Claws",
            default="6",
            freezes_at="print_wax",
            values=(Value(key="4", label="Four claws"), Value(key="6", label="Six claws")),
        ),
        Measure(
            key="band_width", label="Band width", default="2.2", freezes_at="print_wax", least="1.6", most="3.6", step="0.2"
        ),
        Measure(
            key="band_thickness",
            label="Band thickness",
            default="1.8",
            freezes_at="print_wax",
            least="1.5",
            most="2.4",
            step="0.1",
        ),
        ring_size_option(),
        finish_option("polished", "satin", "hammered", "matte"),
        *LETTERING_OPTIONS,
    ),
    rules=rules,
    build=build,
    route=route,
)
