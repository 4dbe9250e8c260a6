"""A stone that hangs and moves below the ear, on a hook."""

from collections.abc import Iterator
from math import pi

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import EYE_INNER_MM, EYE_WIRE_MM
from benchpin.designs.heads import (
    CLAW_CUTS,
    Mounted,
    bezel_at,
    claw_head,
    claw_rules,
    claws_at,
    hanging,
    rubbed_over_rules,
    stone_words,
)
from benchpin.designs.offer import cut_option, gem_option, metal_option, stone_width_option
from benchpin.designs.options import Choice, Value
from benchpin.smith.anatomy import Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Bezel,
    Floats,
    ear_hook,
    ear_hook_mm,
    gallery_mm,
    jump_ring,
    moved_by,
    then,
    turned,
)
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["DROP_EARRINGS"]

RING_INNER_MM, RING_WIRE_MM = 2.2, 0.7
HOOK_WIRE_MM = 0.8
APART_MM = 5.5
EYE_OUT_MM, EYE_BEHIND_MM = 0.1, 0.3
DROP_CUTS = tuple(cut for cut in CLAW_CUTS if cut != "heart")


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from (rubbed_over_rules if choices["setting"] == "bezel" else claw_rules)(choices)


def draft(choices: Choices) -> Draft:
    alloy = choices["metal"]
    mounted, edge_mm, depth_mm = _mounted(choices)
    eye_mm = edge_mm + EYE_INNER_MM / 2 + 0.62 * EYE_WIRE_MM
    ring_mm = eye_mm + RING_INNER_MM / 2 + 0.2 * EYE_INNER_MM
    hook_mm = ring_mm + RING_INNER_MM / 2 - 0.1
    lowest_mm = min(part.solid.transform(part.frames[0]).bounding_box()[1] for part in mounted.parts)
    return Draft(
        cast_name="Drop earring, cast two",
        blames="stone_width",
        parts=(
            *mounted.parts,
            Part(
                key="eye",
                name="Eye",
                solid=jump_ring(EYE_INNER_MM, EYE_WIRE_MM, TOLERANCE_MM),
                frames=(moved_by(0, eye_mm, depth_mm),),
            ),
            _ring(alloy, then(moved_by(0, ring_mm, depth_mm), turned("y", pi / 2))),
            _hook(alloy, moved_by(0, hook_mm, depth_mm)),
        ),
        stones=mounted.stones,
        probes=mounted.probes,
        figures=mounted.figures,
        measures=(
            AnatomyMeasure(key="drop", label="From hook to tip", value=round(hook_mm - lowest_mm, 1), unit="mm", tolerance=0.5),
        ),
        pair=tuple(
            then(moved_by(side * (APART_MM + choices.mm("stone_width") / 2), 0, 0), turned("y", side * 0.3)) for side in (-1, 1)
        ),
        view="earring",
        description=(
            f"A pair of drop earrings of {METALS[alloy].name}: a"
            f" {stone_words(choices.mm('stone_width'), choices['cut'], choices['gem'])}"
            f" {'in a rubbed-over rim' if choices['setting'] == 'bezel' else 'in claws'} hangs from each hook."
        ),
    )


def _mounted(choices: Choices) -> tuple[Mounted, float, float]:
    """The setting, how far its upper edge lies from the stone's middle, and how far behind the eye sits."""
    frame, upwards = hanging(choices["cut"])
    if choices["setting"] == "bezel":
        bezel = Bezel(cut=choices["cut"], stone_width_mm=choices.mm("stone_width"))
        mounted = bezel_at(bezel, frame, gem=choices["gem"], key="pair", name="Stones", part="Drop")
        return mounted, bezel.stone.reach_mm(upwards) + bezel.wall_mm, -0.2 * bezel.stone.depth_below_mm
    head = claw_head(choices, foot_mm=0.9, below_culet_mm=0.45)
    mounted = claws_at(head, frame, gem=choices["gem"], key="pair", name="Stones", part="Drop")
    edge_mm, behind_mm = gallery_mm(head, upwards, TOLERANCE_MM)
    return mounted, edge_mm + EYE_OUT_MM, behind_mm - EYE_BEHIND_MM


def _ring(alloy: str, frame: Floats) -> Part:
    volume = 2 * pi**2 * (RING_INNER_MM + RING_WIRE_MM) / 2 * (RING_WIRE_MM / 2) ** 2
    finding = Finding(key="ring", name="Jump rings", alloy=alloy, mass_g=round(METALS[alloy].mass_g(volume), 3), count=2)
    return Part(
        key="ring", name="Ring", solid=jump_ring(RING_INNER_MM, RING_WIRE_MM, TOLERANCE_MM), frames=(frame,), bought=finding
    )


def _hook(alloy: str, frame: Floats) -> Part:
    volume = pi * (HOOK_WIRE_MM / 2) ** 2 * ear_hook_mm()
    finding = Finding(
        key="hook",
        name="Ear wires",
        alloy=alloy,
        mass_g=round(METALS[alloy].mass_g(volume), 3),
        count=2,
        length_mm=round(ear_hook_mm(), 1),
        joined=False,
    )
    return Part(key="hook", name="Ear wire", solid=ear_hook(TOLERANCE_MM), frames=(frame,), bought=finding)


DROP_EARRINGS = drafted(
    key="drop_earrings",
    name="Drop earrings",
    kind="earrings",
    summary="A stone that hangs free and catches the light as you turn.",
    options=(
        metal_option(),
        gem_option("aquamarine"),
        cut_option("pear", *(cut for cut in DROP_CUTS if cut != "pear")),
        stone_width_option("4.0", "8.0", "6.0"),
        Choice(
            key="setting",
            label="Setting",
            default="claw",
            freezes_at="print_wax",
            values=(
                Value(key="claw", label="Claws", note="open to the light"),
                Value(key="bezel", label="Rubbed-over", note="rimmed in metal, nothing catches"),
            ),
        ),
    ),
    rules=rules,
    draft=draft,
)
