"""Three stones side by side: yesterday, today, tomorrow."""

from collections.abc import Iterator
from math import asin, cos, sin

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.heads import claw_head, claw_rules, claws_at, stone_words
from benchpin.designs.hoop import band_measures, band_options, band_part, shank_of, shank_option, thick_enough
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_rules
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, ring_size_option, stone_width_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.solitaire import LIFT_MM, ROOT_MM, enough_band
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Band, Floats, Head, band_probes, facing
from benchpin.smith.materials import CUTS, GEMS, METALS

__all__ = ["THREE_STONE"]

CENTRE_CUTS = ("round", "oval", "cushion", "emerald", "asscher", "princess", "radiant")
SIDE_CUTS = ("round", "pear", "trillion", "marquise")
SIDE_SHARE = 0.68  # of the centre's width
APART_SHARE = 0.36  # of the two claws' wires: they stand at the corners, beside each other


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from enough_band(choices)
    yield from claw_rules(choices)
    yield from thick_enough(choices)
    yield from lettering_rules(choices)


def draft(choices: Choices) -> Draft:
    band = shank_of(choices)
    centre = claw_head(choices, foot_mm=band.width_top_mm / 2 - 0.15, below_culet_mm=LIFT_MM + ROOT_MM, claws=4)
    side = claw_head(
        choices,
        cut=choices["side_cut"],
        stone_width_mm=round(SIDE_SHARE * choices.mm("stone_width"), 2),
        foot_mm=band.width_top_mm / 2 - 0.2,
        below_culet_mm=LIFT_MM + ROOT_MM,
    )
    up = facing((0, 1, 0), (0, 0, 1), (0, _girdle_mm(band, centre), 0))
    mounted = claws_at(centre, up, gem=choices["gem"])
    mounted += claws_at(side, *_side_frames(band, centre, side), gem=choices["gem"], key="sides", name="Side stones")
    size, engraving = choices.ring_size("size"), engraving_of(choices)
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    top = _girdle_mm(band, centre) + centre.stone.height_above_mm - band.inner_radius_mm
    return Draft(
        cast_name=f"Three-stone ring, {size}",
        blames="stone_width",
        parts=(band_part(band, choices), *mounted.parts),
        stones=mounted.stones,
        probes=(*band_probes(band, "set_shank"), *mounted.probes),
        figures=mounted.figures,
        measures=(
            *band_measures(band),
            Measure(
                key="head_height", label="Height of the stone over the finger", value=round(top, 2), unit="mm", tolerance=0.3
            ),
        ),
        engravings=(engraving,) if engraving else (),
        view="ring",
        resizing="side_stones",
        inner_radius_mm=band.inner_radius_mm,
        ring_size=size.canonical,
        description=(
            f"A ring of {METALS[choices['metal']].name} with three {GEMS[choices['gem']].name.lower()}s in claws: a"
            f" {stone_words(centre.stone_width_mm, centre.cut, choices['gem'])} between two {CUTS[side.cut].name.lower()} ones"
            f" of {side.stone_width_mm:g} mm, on a {band.width_mm:g} mm court band, size {size}{words}."
        ),
    )


def _girdle_mm(band: Band, head: Head) -> float:
    return band.inner_radius_mm + band.thickness_top_mm + LIFT_MM + head.depth_mm


def _side_frames(band: Band, centre: Head, side: Head) -> tuple[Floats, Floats]:
    """Each side stone stands turned about the finger until its girdle clears the centre's claws; a point looks outwards."""
    height = _girdle_mm(band, side)
    across = side.stone.length_mm if side.stone.corners else side.stone_width_mm
    apart = centre.stone_width_mm / 2 + across / 2 + APART_SHARE * (centre.wire_mm + side.wire_mm)
    turn = asin(min(0.95, apart / height))
    frames = []
    for sign in (-1, 1):
        out = (sign * sin(turn), cos(turn), 0.0)
        along = (sign * cos(turn), -sin(turn), 0.0) if side.stone.corners else (0.0, 0.0, 1.0)
        frames.append(facing(out, along, (height * out[0], height * out[1], 0.0)))
    return frames[0], frames[1]


THREE_STONE = drafted(
    key="three_stone",
    name="Three-stone ring",
    kind="ring",
    summary="A stone between two smaller ones, each in claws of its own.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option(*CENTRE_CUTS),
        stone_width_option("4.0", "7.0", "5.0"),
        Choice(
            key="side_cut",
            label="Side stones",
            default="round",
            freezes_at="print_wax",
            values=tuple(Value(key=key, label=CUTS[key].name) for key in SIDE_CUTS),
            needs=("stones",),
        ),
        shank_option(),
        *band_options(width=("1.6", "3.6", "2.2"), thickness=("1.5", "2.4", "1.8")),
        ring_size_option(),
        finish_option("polished", "satin", "matte"),
        *LETTERING_OPTIONS,
    ),
    rules=rules,
    draft=draft,
)
