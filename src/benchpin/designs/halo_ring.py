"""One stone in claws within a ring of small ones."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.heads import CLAW_CUTS, claw_head, claw_rules, claws_at, halo_about, stone_words
from benchpin.designs.hoop import band_measures, band_options, band_part, shank_of, shank_option, thick_enough
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_rules
from benchpin.designs.offer import (
    cut_option,
    finish_option,
    gem_option,
    halo_options,
    metal_option,
    ring_size_option,
    stone_width_option,
)
from benchpin.designs.solitaire import LIFT_MM, ROOT_MM, enough_band
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import band_probes, facing
from benchpin.smith.materials import GEMS, METALS

__all__ = ["HALO_RING"]


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from enough_band(choices)
    yield from claw_rules(choices)
    yield from thick_enough(choices)
    yield from lettering_rules(choices)


def draft(choices: Choices) -> Draft:
    band, small_mm = shank_of(choices), choices.mm("halo_width")
    head = claw_head(choices, foot_mm=band.width_top_mm / 2 - 0.15, below_culet_mm=LIFT_MM + ROOT_MM, basket="open")
    girdle_mm = band.inner_radius_mm + band.thickness_top_mm + LIFT_MM + head.depth_mm
    up = facing((0, 1, 0), (0, 0, 1), (0, girdle_mm, 0))
    mounted = claws_at(head, up, gem=choices["gem"], clear=False) + halo_about(head, small_mm, up, gem=choices["halo_gem"])
    size, engraving = choices.ring_size("size"), engraving_of(choices)
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    top = girdle_mm + head.stone.height_above_mm - band.inner_radius_mm
    count = len(mounted.stones[1].frames)
    return Draft(
        cast_name=f"Halo ring, {size}",
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
        resizing="plain",
        inner_radius_mm=band.inner_radius_mm,
        ring_size=size.canonical,
        description=(
            f"A ring of {METALS[choices['metal']].name}: a {stone_words(head.stone_width_mm, head.cut, choices['gem'])} in"
            f" {head.claws} claws, within a halo of {count} round {GEMS[choices['halo_gem']].name.lower()}s of {small_mm:g} mm,"
            f" on a {band.width_mm:g} mm court band, size {size}{words}."
        ),
    )


HALO_RING = drafted(
    key="halo_ring",
    name="Halo ring",
    kind="ring",
    summary="A stone within a ring of light.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option(*CLAW_CUTS),
        stone_width_option("4.0", "7.0", "5.0"),
        *halo_options(),
        shank_option(),
        *band_options(width=("1.6", "3.6", "2.0"), thickness=("1.5", "2.4", "1.8")),
        ring_size_option(),
        finish_option("polished", "satin", "matte"),
        *LETTERING_OPTIONS,
    ),
    rules=rules,
    draft=draft,
)
