"""One stone rimmed in metal, low on the finger: nothing catches."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.heads import CLAW_CUTS, bezel_at, rubbed_over_rules, stone_words
from benchpin.designs.hoop import band_measures, band_options, band_part, shank_of, shank_option, thick_enough
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_rules
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, ring_size_option, stone_width_option
from benchpin.designs.solitaire import enough_band
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Bezel, band_probes, facing
from benchpin.smith.materials import METALS

__all__ = ["BEZEL_SOLITAIRE"]

LIFT_MM = 0.2  # culet above the band
FOOT_MM = 1.0  # how far the cup reaches below the culet, into and beside the band


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from enough_band(choices)
    yield from thick_enough(choices)
    yield from rubbed_over_rules(choices)
    yield from lettering_rules(choices)


def draft(choices: Choices) -> Draft:
    band = shank_of(choices)
    bezel = Bezel(cut=choices["cut"], stone_width_mm=choices.mm("stone_width"), below_mm=FOOT_MM)
    depth_mm = -bezel.base_z_mm - FOOT_MM
    girdle_mm = band.inner_radius_mm + band.thickness_top_mm + LIFT_MM + depth_mm
    mounted = bezel_at(bezel, facing((0, 1, 0), (0, 0, 1), (0, girdle_mm, 0)), gem=choices["gem"])
    size, engraving = choices.ring_size("size"), engraving_of(choices)
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    top = girdle_mm + max(bezel.rim_mm, bezel.stone.height_above_mm) - band.inner_radius_mm
    return Draft(
        cast_name=f"Bezel solitaire, {size}",
        blames="stone_width",
        parts=(band_part(band, choices), *mounted.parts),
        stones=mounted.stones,
        probes=(*band_probes(band, "set_shank"), *mounted.probes),
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
            f"A ring of {METALS[choices['metal']].name}: a {stone_words(bezel.stone_width_mm, bezel.cut, choices['gem'])}"
            f" in a rubbed-over setting, low on a {band.width_mm:g} mm court band, size {size}{words}."
        ),
    )


BEZEL_SOLITAIRE = drafted(
    key="bezel_solitaire",
    name="Bezel solitaire ring",
    kind="ring",
    summary="A stone rimmed in metal, low and smooth: a ring for hands that work.",
    options=(
        metal_option(),
        gem_option("sapphire"),
        cut_option(*CLAW_CUTS, "cabochon_round", "cabochon_oval", "rose"),
        stone_width_option("4.0", "8.0", "5.0"),
        shank_option(),
        *band_options(width=("1.8", "4.0", "2.4"), thickness=("1.5", "2.4", "1.8")),
        ring_size_option(),
        finish_option("polished", "satin", "hammered", "matte"),
        *LETTERING_OPTIONS,
    ),
    rules=rules,
    draft=draft,
)
