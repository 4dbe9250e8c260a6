"""A pair of stones in claws on posts."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hoop import claws_option
from benchpin.designs.lobe import POST_MEASURES, post, scrolls, side_by_side
from benchpin.designs.offer import cut_option, gem_option, metal_option, stone_width_option
from benchpin.smith.checks import LIMITS
from benchpin.smith.draft import Draft, Part, Stones, placed_parts
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import IDENTITY, Head, Probe, Solid, claw_probes, head_parts, kept, lathe, moved_by, segments
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["STUD_EARRINGS"]

BUTTON_RADIUS_MM, BUTTON_HEIGHT_MM = 1.05, 0.7  # the plate under the claws that the post is soldered to
BELOW_CULET_MM = 0.45


def rules(choices: Choices) -> Iterator[DesignError]:
    if choices["cut"] == "princess" and choices["claws"] == "6":
        yield DesignError("claws", "A princess cut is held at its four corners. Choose 4 claws, or a round stone.")
    if choices["claws"] == "6" and choices.mm("stone_width") < 4:
        yield DesignError("claws", "Six claws would hide a stone under 4 mm. Choose 4 claws, or a stone of 4 mm or more.")


def draft(choices: Choices) -> Draft:
    alloy = choices["metal"]
    head = Head(
        cut=choices["cut"],
        stone_width_mm=choices.mm("stone_width"),
        claws=choices.whole("claws"),
        foot_mm=BUTTON_RADIUS_MM - 0.45,
        below_culet_mm=BELOW_CULET_MM + 0.3,
        least_wire_mm=LIMITS.wall["claw"].least_mm(METALS[alloy]),
    )
    base = -head.stone.depth_below_mm - BELOW_CULET_MM
    through = Probe(rule="button", field="stone_width", start_mm=(0.0, 0.0, base - 2.0), end_mm=(0.0, 0.0, base + 0.2))
    return Draft(
        cast_name="Stud earring, cast two",
        blames="stone_width",
        parts=(
            *placed_parts("stud", "Stud", head_parts(head, TOLERANCE_MM)),
            Part(key="stud", name="Stud", solid=_button(base)),
            post(alloy, moved_by(0, 0, base - BUTTON_HEIGHT_MM)),
        ),
        stones=(
            Stones(
                key="pair",
                name="Stones",
                stone=head.stone,
                gem=choices["gem"],
                cut=head.cut,
                setting="claw",
                claws=head.claws,
            ),
        ),
        findings=(scrolls(alloy),),
        probes=(through, *claw_probes(head, IDENTITY, TOLERANCE_MM)),
        measures=POST_MEASURES,
        pair=side_by_side(head.stone_width_mm / 2 + 1.9),
        view="stud",
        description=(
            f"A pair of ear studs of {METALS[alloy].name}: {head.claws} claws hold a {head.stone_width_mm:g} mm"
            f" {CUTS[head.cut].name.lower()} {GEMS[choices['gem']].name.lower()} in each, on posts with butterfly backs."
        ),
    )


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
        cut_option("round", "princess"),
        stone_width_option("3.0", "6.5", "5.0"),
        claws_option("4", "4", "6"),
    ),
    rules=rules,
    draft=draft,
)
