"""One stone in claws, hung from a chain, with or without a halo."""

from benchpin.designs.design import Choices, Design
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import chain_length_option, chain_measure, hung
from benchpin.designs.heads import CLAW_CUTS, claw_head, claw_rules, claws_at, claws_option, halo_about, hanging, stone_words
from benchpin.designs.offer import cut_option, gem_option, halo_options, metal_option, stone_width_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft
from benchpin.smith.geometry import Head, gallery_mm
from benchpin.smith.materials import GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["CLAW_PENDANT", "HALO_PENDANT"]

BELOW_CULET_MM = 0.45
EYE_OUT_MM, EYE_BEHIND_MM = 0.1, 0.3  # from the gallery's own middle: clear of a long stone's flank
HUNG_CUTS = tuple(cut for cut in CLAW_CUTS if cut != "heart")  # between a heart's lobes claws leave no room for an eye
HALO_BEYOND_MM, HALO_EYE_MM = 0.1, -0.75  # the eye sits in the halo's edge, behind its stones


def draft(choices: Choices) -> Draft:
    head, (frame, upwards) = _head(choices), hanging(choices["cut"])
    mounted = claws_at(head, frame, gem=choices["gem"], part="Pendant")
    edge_mm, behind_mm = gallery_mm(head, upwards, TOLERANCE_MM)  # the gallery under the girdle carries the eye
    return Draft(
        cast_name="Claw pendant",
        blames="stone_width",
        parts=(*mounted.parts, *hung(choices, edge_mm + EYE_OUT_MM, behind_mm - EYE_BEHIND_MM)),
        stones=mounted.stones,
        probes=mounted.probes,
        figures=mounted.figures,
        measures=(_depth(head), chain_measure(choices)),
        view="pendant",
        description=(
            f"A pendant of {METALS[choices['metal']].name}: {head.claws} claws hold a"
            f" {stone_words(head.stone_width_mm, head.cut, choices['gem'])} on a"
            f" {choices.mm('chain_length') / 10:g} cm cable chain."
        ),
    )


def halo_draft(choices: Choices) -> Draft:
    head, (frame, _), small_mm = _head(choices), hanging(choices["cut"]), choices.mm("halo_width")
    halo = halo_about(head, small_mm, frame, gem=choices["halo_gem"])
    mounted = claws_at(head, frame, gem=choices["gem"], part="Pendant", clear=False) + halo
    top_mm = float(halo.parts[0].solid.transform(frame).bounding_box()[4])
    count = len(halo.stones[0].frames)
    return Draft(
        cast_name="Halo pendant",
        blames="stone_width",
        parts=(*mounted.parts, *hung(choices, top_mm - HALO_BEYOND_MM, HALO_EYE_MM)),
        stones=mounted.stones,
        probes=mounted.probes,
        figures=mounted.figures,
        measures=(_depth(head), chain_measure(choices)),
        view="pendant",
        description=(
            f"A pendant of {METALS[choices['metal']].name}: a {stone_words(head.stone_width_mm, head.cut, choices['gem'])} in"
            f" {head.claws} claws within a halo of {count} round {GEMS[choices['halo_gem']].name.lower()}s of {small_mm:g} mm,"
            f" on a {choices.mm('chain_length') / 10:g} cm cable chain."
        ),
    )


def _head(choices: Choices) -> Head:
    return claw_head(choices, foot_mm=0.9, below_culet_mm=BELOW_CULET_MM)


def _depth(head: Head) -> Measure:
    depth_mm = head.depth_mm + BELOW_CULET_MM + head.stone.height_above_mm
    return Measure(key="depth", label="Depth of the setting", value=round(depth_mm, 2), unit="mm", tolerance=0.3)


CLAW_PENDANT: Design = drafted(
    key="claw_pendant",
    name="Claw pendant",
    kind="necklace",
    summary="A stone in fine claws, open to the light from every side.",
    options=(
        metal_option(),
        gem_option("aquamarine"),
        cut_option(*HUNG_CUTS),
        stone_width_option("4.0", "9.0", "6.0"),
        claws_option("4", "4", "6"),
        chain_length_option(),
    ),
    rules=claw_rules,
    draft=draft,
)

HALO_PENDANT: Design = drafted(
    key="halo_pendant",
    name="Halo pendant",
    kind="necklace",
    summary="A stone within a ring of light, on a fine chain.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option(*HUNG_CUTS),
        stone_width_option("4.0", "7.0", "5.0"),
        *halo_options(),
        chain_length_option(),
    ),
    rules=claw_rules,
    draft=halo_draft,
)
