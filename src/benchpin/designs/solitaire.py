"""One stone in claws on a slender court band, tapered to the head or straight."""

from collections.abc import Iterator
from typing import cast

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.heads import CLAW_CUTS, basket_option, claw_head, claw_rules, claws_at, claws_option, stone_words
from benchpin.designs.hoop import band_measures, band_options, band_part, shank_of, shank_option, thick_enough
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_rules
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, ring_size_option, stone_width_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Basket, band_probes, facing
from benchpin.smith.materials import METALS

__all__ = ["SOLITAIRE", "enough_band"]

LIFT_MM = 0.35  # culet above the band: a fingernail cannot feel it, a brush can clean it
ROOT_MM = 0.75  # how deep the claws go into the band
# Band width by stone, mm. Source: putaringonit.co (1.6 wide at least), wider for larger stones by workshop custom (estimate).
BAND_FOR_STONE_MM = ((5.5, 1.6), (6.5, 1.8), (7.5, 2.0), (12.0, 2.2))


def enough_band(choices: Choices) -> Iterator[DesignError]:
    """A large stone asks for a band that carries it."""
    stone, width = choices.mm("stone_width"), choices.mm("band_width")
    needed = next(least for upto, least in BAND_FOR_STONE_MM if stone <= upto)
    if width < needed:
        fits = max((upto for upto, least in BAND_FOR_STONE_MM if least <= width), default=0)
        yield DesignError(
            "band_width",
            f"A stone of {stone:g} mm needs a band of at least {needed:g} mm."
            f" Choose {needed:g} mm or wider, or a stone up to {fits:g} mm.",
        )


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from enough_band(choices)
    yield from claw_rules(choices)
    yield from thick_enough(choices)
    yield from lettering_rules(choices)


def draft(choices: Choices) -> Draft:
    band = shank_of(choices)
    head = claw_head(
        choices,
        foot_mm=band.width_top_mm / 2 - 0.15,
        below_culet_mm=LIFT_MM + ROOT_MM,
        basket=cast(Basket, choices["basket"]),
    )
    girdle_mm = band.inner_radius_mm + band.thickness_top_mm + LIFT_MM + head.depth_mm
    # From the stone's axes to the ring's: table up, an elongated stone along the finger.
    up = facing((0, 1, 0), (0, 0, 1), (0, girdle_mm, 0))
    mounted = claws_at(head, up, gem=choices["gem"])
    size, engraving = choices.ring_size("size"), engraving_of(choices)
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    top = girdle_mm + head.stone.height_above_mm - band.inner_radius_mm
    return Draft(
        cast_name=f"Solitaire, {size}",
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
            f"A ring of {METALS[choices['metal']].name}: {head.claws} claws hold a"
            f" {stone_words(head.stone_width_mm, head.cut, choices['gem'])} above a {band.width_mm:g} mm court band,"
            f" size {size}{words}."
        ),
    )


SOLITAIRE = drafted(
    key="solitaire",
    name="Solitaire ring",
    kind="ring",
    summary="One stone in fine claws, clear of a softly domed band.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option(*CLAW_CUTS),
        stone_width_option("4.0", "8.0", "6.0"),
        claws_option("6", "4", "6", "8"),
        basket_option(),
        shank_option(),
        *band_options(width=("1.6", "3.6", "2.2"), thickness=("1.5", "2.4", "1.8")),
        ring_size_option(),
        finish_option("polished", "satin", "hammered", "matte"),
        *LETTERING_OPTIONS,
    ),
    rules=rules,
    draft=draft,
)
