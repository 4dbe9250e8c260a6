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
from benchpin.smith.checks import LIMITS, require_sound
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Band,
    Floats,
    Head,
    Item,
    Solid,
    Survey,
    band_probes,
    band_solid,
    claw_probes,
    head_parts,
    plain_item,
    segments,
    subtract,
    survey,
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
HEAD_TOLERANCE_MM = 0.015  # claws are filed by hand after casting


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    """What the shape depends on: neither gem nor finish, and the metal only in how fine its claws may be."""

    head: Head
    band: Band

    @property
    def girdle_height_mm(self) -> float:
        """From the ring's middle to the girdle."""
        return self.band.inner_radius_mm + self.band.thickness_top_mm + LIFT_MM + self.head.stone.depth_below_mm

    @property
    def frame(self) -> Floats:
        """From the stone's axes to the ring's: table up, an elongated stone along the finger."""
        return np.array([[0.0, 1, 0, 0], [0, 0, 1, self.girdle_height_mm], [1, 0, 0, 0]])


@dataclass(frozen=True, eq=False)
class Shape:
    whole: Solid
    head_item: Item
    survey: Survey


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
    least = LIMITS.wall["set_shank"].least_mm(metal)
    if choices.mm("band_thickness") < least:
        yield DesignError(
            "band_thickness",
            f"In {metal.name} the band must be at least {least:g} mm thick to last. Choose {least:g} mm or more.",
        )
    yield from lettering_rules(choices)


def build(choices: Choices) -> Piece:
    dimensions = _dimensions(choices)
    shape, engraving = _shape(dimensions), engraving_of(choices)
    require_sound(shape.survey, alloy=choices["metal"], field="stone_width", engraving=engraving)
    return Piece(
        anatomy=_anatomy(choices, dimensions, shape, engraving),
        cast=shape.whole,
        view=(*_band_items(dimensions.band, engraving), shape.head_item),
        stones=(PlacedStone(dimensions.head.stone, choices["gem"], dimensions.head.cut, dimensions.frame),),
        cast_name=f"Solitaire, {choices.ring_size('size')}",
        inner_radius_mm=dimensions.band.inner_radius_mm,
        engraved=engraving is not None,
    )


def route(choices: Choices, anatomy: Anatomy) -> Route:
    return cast_route(anatomy)


def _dimensions(choices: Choices) -> Dimensions:
    width, thickness = choices.mm("band_width"), choices.mm("band_thickness")
    metal = METALS[choices["metal"]]
    band = Band(
        inner_diameter_mm=choices.ring_size("size").diameter_mm,
        width_mm=width,
        thickness_mm=thickness,
        profile="court",
        width_top_mm=max(TAPER * width, LIMITS.wall["shank_width"].least_mm(metal)),
        thickness_top_mm=thickness + 0.15,
    )
    head = Head(
        cut=choices["cut"],
        stone_width_mm=choices.mm("stone_width"),
        claws=choices.whole("claws"),
        foot_mm=band.width_top_mm / 2 - 0.15,
        below_culet_mm=LIFT_MM + ROOT_MM,
        least_wire_mm=LIMITS.wall["claw"].least_mm(metal),
    )
    return Dimensions(head=head, band=band)


@lru_cache(256)
def _band(band: Band) -> Solid:
    return band_solid(band, segments(band.inner_radius_mm + band.thickness_mm, TOLERANCE_MM, 96), 7)


@lru_cache(128)
def _head(head: Head) -> Solid:
    return unite(list(head_parts(head, HEAD_TOLERANCE_MM)))


@lru_cache(128)
def _shape(d: Dimensions) -> Shape:
    head = _head(d.head).transform(d.frame)
    whole = unite([_band(d.band), head])
    stone = d.head.stone.solid().transform(d.frame)
    probes = (*band_probes(d.band, "set_shank"), *claw_probes(d.head, d.frame, HEAD_TOLERANCE_MM))
    return Shape(whole, plain_item("head", head), survey(whole, [stone], probes))


@lru_cache(128)
def _band_items(band: Band, engraving: Engraving | None) -> tuple[Item, ...]:
    """The band as it is shown, its words cut."""
    plain = _band(band)
    written = subtract(plain, lettering_cutter(engraving, band.inner_radius_mm)) if engraving else plain
    return tuple(wrapped_items("band", written, band.girth_mm))


def _anatomy(choices: Choices, d: Dimensions, shape: Shape, engraving: Engraving | None) -> Anatomy:
    alloy = choices["metal"]
    head, stone = d.head, d.head.stone
    size = choices.ring_size("size")
    top = d.girdle_height_mm + stone.height_above_mm - d.band.inner_radius_mm
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    return Anatomy(
        design="solitaire",
        kind="ring",
        alloy=alloy,
        finish=choices["finish"],
        parts=(metal_part("ring", "Ring", alloy, shape.whole),),
        stones=(stone_set(stone, gem_id=choices["gem"], cut_id=head.cut, setting="claw", claws=head.claws),),
        engraving=engraving,
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
            f"A ring of {METALS[alloy].name}: {head.claws} claws hold a {head.stone_width_mm:g} mm"
            f" {CUTS[head.cut].name.lower()} {GEMS[choices['gem']].name.lower()} above a {d.band.width_mm:g} mm court band,"
            f" size {size}{words}."
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
