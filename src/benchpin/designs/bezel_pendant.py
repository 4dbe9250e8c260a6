"""One stone in a rubbed-over setting, on a cable chain."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import UPRIGHT, chain_length_option, chain_measure, hung
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, stone_width_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft, Part, Stones
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Bezel, bezel_probes, bezel_solid
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["BEZEL_PENDANT"]


def rules(choices: Choices) -> Iterator[DesignError]:
    if GEMS[choices["gem"]].fragile and choices.mm("stone_width") < 5:
        name = GEMS[choices["gem"]].name.lower()
        yield DesignError(
            "stone_width", f"Rubbing metal over a small {name} may break it. Choose 5 mm or wider, or another stone."
        )


def draft(choices: Choices) -> Draft:
    bezel = Bezel(cut=choices["cut"], stone_width_mm=choices.mm("stone_width"))
    stone = bezel.stone
    # The eye sits behind the rim, at the girdle, where the wall is full.
    behind_mm = -0.2 * stone.depth_below_mm
    width_mm, depth_mm = stone.width_mm + 2 * bezel.wall_mm, bezel.height_mm
    return Draft(
        cast_name="Bezel pendant",
        blames="stone_width",
        parts=(
            Part(key="bezel", name="Pendant", solid=bezel_solid(bezel, TOLERANCE_MM), frames=(UPRIGHT,), surface="round"),
            *hung(choices, stone.length_mm / 2 + bezel.wall_mm, behind_mm),
        ),
        stones=(
            Stones(
                key="centre",
                name="Centre stone",
                stone=stone,
                gem=choices["gem"],
                cut=bezel.cut,
                setting="bezel",
                frames=(UPRIGHT,),
            ),
        ),
        probes=bezel_probes(bezel, UPRIGHT),
        measures=(
            Measure(key="width", label="Pendant width", value=round(width_mm, 2), unit="mm", tolerance=0.15),
            Measure(key="depth", label="Depth of the setting", value=round(depth_mm, 2), unit="mm", tolerance=0.15),
            chain_measure(choices),
        ),
        view="pendant",
        description=(
            f"A pendant of {METALS[choices['metal']].name}: a {bezel.stone_width_mm:g} mm {CUTS[bezel.cut].name.lower()}"
            f" {GEMS[choices['gem']].name.lower()} in a rubbed-over setting on a"
            f" {choices.mm('chain_length') / 10:g} cm cable chain."
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
        cut_option("round", "oval"),
        stone_width_option("4.0", "8.0", "6.0"),
        chain_length_option(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
