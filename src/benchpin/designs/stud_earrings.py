"""A pair of stones on posts: in claws, rimmed in metal, or within a halo."""

from collections.abc import Iterator
from dataclasses import replace

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.heads import (
    CLAW_CUTS,
    Mounted,
    bezel_at,
    claw_head,
    claw_rules,
    claws_at,
    claws_option,
    halo_about,
    rubbed_over_rules,
    stone_words,
)
from benchpin.designs.lobe import POST_MEASURES, post, scrolls, side_by_side
from benchpin.designs.offer import cut_option, gem_option, halo_options, metal_option, stone_width_option
from benchpin.designs.options import Choice, Value
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import IDENTITY, Bezel, Probe, Solid, kept, lathe, moved_by, segments
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["STUD_EARRINGS"]

BUTTON_RADIUS_MM, BUTTON_HEIGHT_MM = 1.05, 0.7  # the plate under the claws that the post is soldered to
BELOW_CULET_MM = 0.45
FLOOR_MM = 0.5  # of a bezel that carries a post: how far its button reaches into the cup
HALO_MM = 1.3
HELD = {"claw": "claws hold", "bezel": "a rubbed-over rim holds", "halo": "claws within a halo hold"}


def rules(choices: Choices) -> Iterator[DesignError]:
    if choices["setting"] == "bezel":
        yield from rubbed_over_rules(choices)
    else:
        yield from claw_rules(choices)
    if choices["claws"] == "6" and choices.mm("stone_width") < 4:
        yield DesignError("claws", "Six claws would hide a stone under 4 mm. Choose 4 claws, or a stone of 4 mm or more.")


def draft(choices: Choices) -> Draft:
    alloy, width_mm = choices["metal"], choices.mm("stone_width")
    mounted, base, reach_mm = _mounted(choices)
    through = Probe(rule="button", field="stone_width", start_mm=(0.0, 0.0, base - 2.0), end_mm=(0.0, 0.0, base + 0.4))
    return Draft(
        cast_name="Stud earring, cast two",
        blames="stone_width",
        parts=(
            *mounted.parts,
            Part(key="button", name="Button", solid=_button(base)),
            post(alloy, moved_by(0, 0, base - BUTTON_HEIGHT_MM)),
        ),
        stones=mounted.stones,
        findings=(scrolls(alloy),),
        probes=(through, *mounted.probes),
        figures=mounted.figures,
        measures=POST_MEASURES,
        pair=side_by_side(reach_mm + 1.9),
        view="stud",
        description=(
            f"A pair of ear studs of {METALS[alloy].name}: {HELD[choices['setting']]} a"
            f" {stone_words(width_mm, choices['cut'], choices['gem'])} in each, on posts with butterfly backs."
        ),
    )


def _mounted(choices: Choices) -> tuple[Mounted, float, float]:
    """The setting of one stud about its stone, the height of its button's upper face, and how far it reaches sideways."""
    if choices["setting"] == "bezel":
        bezel = Bezel(cut=choices["cut"], stone_width_mm=choices.mm("stone_width"), below_mm=FLOOR_MM)
        mounted = bezel_at(bezel, IDENTITY, gem=choices["gem"], key="pair", name="Stones", part="Stud")
        floor = Part(key="floor", name="Floor", solid=_floor(bezel))
        return (
            Mounted(parts=(*mounted.parts, floor), stones=mounted.stones, probes=mounted.probes),
            bezel.base_z_mm + 0.05,
            bezel.stone.length_mm / 2,
        )
    head = claw_head(choices, foot_mm=BUTTON_RADIUS_MM - 0.45, below_culet_mm=BELOW_CULET_MM + 0.3)
    mounted = claws_at(
        head, IDENTITY, gem=choices["gem"], key="pair", name="Stones", part="Stud", clear=choices["setting"] != "halo"
    )
    reach_mm = head.stone_width_mm / 2
    if choices["setting"] == "halo":
        mounted += halo_about(head, HALO_MM, IDENTITY, gem=choices["halo_gem"])
        reach_mm += HALO_MM + head.wire_mm
    return mounted, -head.depth_mm - BELOW_CULET_MM, reach_mm


@kept
def _floor(bezel: Bezel) -> Solid:
    """A crossbar under the window of a cup: what the button stands on."""
    half, low = bezel.stone_width_mm * 0.42, bezel.base_z_mm
    n = segments(half, TOLERANCE_MM, 32)
    return lathe([(0, low), (half, low), (half, low + 0.32), (0, low + 0.32)], n, 30)


@kept
def _button(top: float) -> Solid:
    """The plate under the claws, its edges rounded; its upper face at z = `top`."""
    r, low = BUTTON_RADIUS_MM, top - BUTTON_HEIGHT_MM
    profile = [
        (0, low),
        (r - 0.2, low),
        (r - 0.06, low + 0.06),
        (r, low + 0.2),
        (r, top - 0.2),
        (r - 0.06, top - 0.06),
        (r - 0.2, top),
        (0, top),
    ]
    return lathe(profile, segments(r, TOLERANCE_MM, 24), 30)


STUD_EARRINGS = drafted(
    key="stud_earrings",
    name="Stud earrings",
    kind="earrings",
    summary="A matched pair of stones, close to the ear.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option(*CLAW_CUTS),
        stone_width_option("3.0", "6.5", "5.0"),
        Choice(
            key="setting",
            label="Setting",
            default="claw",
            freezes_at="print_wax",
            values=(
                Value(key="claw", label="Claws", note="open to the light"),
                Value(key="bezel", label="Rubbed-over", note="rimmed in metal, nothing catches"),
                Value(key="halo", label="Halo", note="within a ring of small stones"),
            ),
        ),
        claws_option("4", "4", "6"),
        replace(halo_options()[0], only_with=("setting", frozenset({"halo"}))),
    ),
    rules=rules,
    draft=draft,
)
