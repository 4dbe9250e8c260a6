"""One stone in a rubbed-over setting, on a chain."""

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import chain_length_option, chain_measure, hung
from benchpin.designs.heads import CLAW_CUTS, bezel_at, hanging, rubbed_over_rules, stone_words
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, stone_width_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft
from benchpin.smith.geometry import Bezel
from benchpin.smith.materials import METALS

__all__ = ["BEZEL_PENDANT"]


def draft(choices: Choices) -> Draft:
    bezel = Bezel(cut=choices["cut"], stone_width_mm=choices.mm("stone_width"))
    stone, (frame, upwards) = bezel.stone, hanging(choices["cut"])
    mounted = bezel_at(bezel, frame, gem=choices["gem"], part="Pendant")
    edge_mm = stone.reach_mm(upwards) + bezel.wall_mm
    width_mm, depth_mm = stone.width_mm + 2 * bezel.wall_mm, bezel.height_mm
    return Draft(
        cast_name="Bezel pendant",
        blames="stone_width",
        # The eye sits behind the rim, at the girdle, where the wall is full.
        parts=(*mounted.parts, *hung(choices, edge_mm, -0.2 * stone.depth_below_mm)),
        stones=mounted.stones,
        probes=mounted.probes,
        measures=(
            Measure(key="width", label="Pendant width", value=round(width_mm, 2), unit="mm", tolerance=0.15),
            Measure(key="depth", label="Depth of the setting", value=round(depth_mm, 2), unit="mm", tolerance=0.15),
            chain_measure(choices),
        ),
        view="pendant",
        description=(
            f"A pendant of {METALS[choices['metal']].name}: a {stone_words(bezel.stone_width_mm, bezel.cut, choices['gem'])}"
            f" in a rubbed-over setting on a {choices.mm('chain_length') / 10:g} cm cable chain."
        ),
    )


BEZEL_PENDANT = drafted(
    key="bezel_pendant",
    name="Bezel pendant",
    kind="necklace",
    summary="A stone rimmed in metal, on a fine chain.",
    options=(
        metal_option(),
        gem_option("sapphire"),
        cut_option(*CLAW_CUTS, "cabochon_round", "cabochon_oval", "rose"),
        stone_width_option("4.0", "8.0", "6.0"),
        chain_length_option(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rubbed_over_rules,
    draft=draft,
)
