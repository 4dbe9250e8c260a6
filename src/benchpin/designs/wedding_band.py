"""A plain band: four profiles, any width, words inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from benchpin.designs.design import Choices, Design
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_cutter, lettering_rules
from benchpin.designs.offer import finish_option, metal_option, ring_size_option
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Anatomy, Engraving
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.checks import LIMITS, require_sound
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Band,
    Item,
    Profile,
    Solid,
    Survey,
    band_probes,
    band_solid,
    segments,
    subtract,
    survey,
    wrapped_items,
)
from benchpin.smith.making import Route, cast_route
from benchpin.smith.materials import FINISHES, METALS
from benchpin.smith.piece import TOLERANCE_MM, Piece, metal_part

__all__ = ["WEDDING_BAND"]

PROFILES = (
    Value(key="court", label="Court", note="domed outside, softened inside"),
    Value(key="d", label="D-shape", note="domed outside, flat inside"),
    Value(key="flat", label="Flat", note="flat outside and inside"),
    Value(key="flat_court", label="Flat court", note="flat outside, softened inside"),
)
HAMMER_MM = 1.5  # hammering a thinner band stretches it out of size; workshop custom (estimate)


@dataclass(frozen=True, eq=False)
class Shape:
    solid: Solid
    survey: Survey


def rules(choices: Choices) -> Iterator[DesignError]:
    thickness = choices.mm("band_thickness")
    metal = METALS[choices["metal"]]
    least = LIMITS.wall["plain_band"].least_mm(metal)
    if thickness < least:
        yield DesignError(
            "band_thickness",
            f"In {metal.name} a band must be at least {least:g} mm thick to last. Choose {least:g} mm or more.",
        )
    if choices["finish"] == "hammered" and thickness < HAMMER_MM:
        yield DesignError(
            "finish",
            f"A hammered band must be at least {HAMMER_MM:g} mm thick. Choose {HAMMER_MM:g} mm or more, or another finish.",
        )
    yield from lettering_rules(choices)


def build(choices: Choices) -> Piece:
    band, engraving = _dimensions(choices), engraving_of(choices)
    shape = _shape(band)
    require_sound(shape.survey, alloy=choices["metal"], field="band_width", engraving=engraving)
    return Piece(
        anatomy=_anatomy(choices, band, shape.solid, engraving),
        cast=shape.solid,
        view=_items(band, engraving),
        stones=(),
        cast_name=f"Wedding band, {choices.ring_size('size')}",
        inner_radius_mm=band.inner_radius_mm,
        engraved=engraving is not None,
    )


def route(choices: Choices, anatomy: Anatomy) -> Route:
    return cast_route(anatomy)


def _dimensions(choices: Choices) -> Band:
    width, thickness = choices.mm("band_width"), choices.mm("band_thickness")
    return Band(
        inner_diameter_mm=choices.ring_size("size").diameter_mm,
        width_mm=width,
        thickness_mm=thickness,
        profile=cast(Profile, choices["profile"]),
        width_top_mm=width,
        thickness_top_mm=thickness,
    )


@lru_cache(256)
def _shape(band: Band) -> Shape:
    solid = band_solid(band, segments(band.inner_radius_mm + band.thickness_mm, TOLERANCE_MM, 96), 9)
    return Shape(solid, survey(solid, [], band_probes(band, "plain_band")))


@lru_cache(256)
def _items(band: Band, engraving: Engraving | None) -> tuple[Item, ...]:
    """The band as it is shown, its words cut."""
    plain = _shape(band).solid
    written = subtract(plain, lettering_cutter(engraving, band.inner_radius_mm)) if engraving else plain
    return tuple(wrapped_items("band", written, band.girth_mm))


def _anatomy(choices: Choices, band: Band, plain: Solid, engraving: Engraving | None) -> Anatomy:
    alloy, size = choices["metal"], choices.ring_size("size")
    profile = next(value.label for value in PROFILES if value.key == band.profile)
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    return Anatomy(
        design="wedding_band",
        kind="ring",
        alloy=alloy,
        finish=choices["finish"],
        parts=(metal_part("band", "Band", alloy, plain),),
        engraving=engraving,
        measures=(
            AnatomyMeasure(key="band_width", label="Band width", value=band.width_mm, unit="mm", tolerance=0.1),
            AnatomyMeasure(key="band_thickness", label="Band thickness", value=band.thickness_mm, unit="mm", tolerance=0.1),
        ),
        ring_size=size.canonical,
        description=(
            f"A {FINISHES[choices['finish']].name.lower()} {profile.lower()} band of {METALS[alloy].name},"
            f" {band.width_mm:g} mm wide and {band.thickness_mm:g} mm thick, size {size}{words}."
        ),
    )


WEDDING_BAND = Design(
    key="wedding_band",
    name="Wedding band",
    kind="ring",
    summary="A plain band in the profile, width and finish that suit your hand.",
    options=(
        metal_option(),
        Choice(key="profile", label="Profile", default="court", freezes_at="print_wax", values=PROFILES),
        Measure(
            key="band_width", label="Band width", default="4.0", freezes_at="print_wax", least="2.0", most="8.0", step="0.5"
        ),
        Measure(
            key="band_thickness",
            label="Band thickness",
            default="1.7",
            freezes_at="print_wax",
            least="1.3",
            most="2.6",
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
