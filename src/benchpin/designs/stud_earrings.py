"""A pair of stones in claws on posts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, pi, radians, sin

import numpy as np

from benchpin.designs.design import Choices, Design
from benchpin.designs.offer import cut_option, gem_option, metal_option, stone_width_option
from benchpin.designs.options import Choice, Value
from benchpin.smith.anatomy import Anatomy, Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.checks import LIMITS, require_sound
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Floats,
    Head,
    Item,
    Probe,
    Solid,
    Survey,
    claw_probes,
    head_parts,
    lathe,
    plain_item,
    segments,
    survey,
    unite,
)
from benchpin.smith.making import Route, cast_route
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM, Piece, PlacedStone, metal_part, stone_set

__all__ = ["STUD_EARRINGS"]

POST_WIRE_MM, POST_LENGTH_MM = 0.8, 10.0  # misterjewel.com: posts of 0.8 mm
BUTTON_RADIUS_MM, BUTTON_HEIGHT_MM = 1.05, 0.7  # the plate under the claws that the post is soldered to
SCROLL_VOLUME_MM3 = 9.5  # a butterfly back, 6 mm wide; estimate
BELOW_CULET_MM = 0.45
TILT_DEG, TURN_DEG = 28.0, 14.0  # how the pair is shown: looking up and a little apart


@dataclass(frozen=True, eq=False)
class Shape:
    """One stud as it is cast, its post, and how the pair is shown."""

    cast: Solid
    view: tuple[Item, ...]
    frames: tuple[Floats, Floats]
    survey: Survey


def rules(choices: Choices) -> Iterator[DesignError]:
    if choices["cut"] == "princess" and choices["claws"] == "6":
        yield DesignError("claws", "A princess cut is held at its four corners. Choose 4 claws, or a round stone.")
    if choices["claws"] == "6" and choices.mm("stone_width") < 4:
        yield DesignError("claws", "Six claws would hide a stone under 4 mm. Choose 4 claws, or a stone of 4 mm or more.")


def build(choices: Choices) -> Piece:
    head = Head(
        cut=choices["cut"],
        stone_width_mm=choices.mm("stone_width"),
        claws=choices.whole("claws"),
        foot_mm=BUTTON_RADIUS_MM - 0.45,
        below_culet_mm=BELOW_CULET_MM + 0.3,
        least_wire_mm=LIMITS.wall["claw"].least_mm(METALS[choices["metal"]]),
    )
    shape = _shape(head)
    require_sound(shape.survey, alloy=choices["metal"], field="stone_width")
    return Piece(
        anatomy=_anatomy(choices, head, shape.cast),
        cast=shape.cast,
        view=shape.view,
        stones=tuple(PlacedStone(head.stone, choices["gem"], head.cut, frame) for frame in shape.frames),
        cast_name="Stud earring, cast two",
    )


def route(choices: Choices, anatomy: Anatomy) -> Route:
    return cast_route(anatomy)


@lru_cache(128)
def _shape(head: Head) -> Shape:
    base = -head.stone.depth_below_mm - BELOW_CULET_MM
    cast = unite([*head_parts(head, TOLERANCE_MM), _button(base)])
    apart = head.stone_width_mm / 2 + 1.9
    frames = (_frame(-apart, -TURN_DEG), _frame(apart, TURN_DEG))
    view = tuple(
        replace(plain_item(name, solid), frames=frames)
        for name, solid in (("stud", cast), ("post", _post(base - BUTTON_HEIGHT_MM)))
    )
    through = Probe(rule="button", field="stone_width", start_mm=(0.0, 0.0, base - 2.0), end_mm=(0.0, 0.0, base + 0.2))
    probes = (through, *claw_probes(head, np.eye(3, 4), TOLERANCE_MM))
    return Shape(cast, view, frames, survey(cast, [head.stone.solid()], probes))


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


def _post(top: float) -> Solid:
    wire, low = POST_WIRE_MM / 2, top - POST_LENGTH_MM
    profile = [(0, low), (0.6 * wire, low), (wire, low + 0.5), (wire, top), (0, top)]
    return lathe(profile, segments(wire, TOLERANCE_MM, 16), 30)


def _frame(x: float, turn_deg: float) -> Floats:
    t, u = radians(-TILT_DEG), radians(turn_deg)
    tilt = np.array([[1, 0, 0], [0, cos(t), -sin(t)], [0, sin(t), cos(t)]])
    turn = np.array([[cos(u), 0, sin(u)], [0, 1, 0], [-sin(u), 0, cos(u)]])
    return np.column_stack([turn @ tilt, np.array([x, 0.0, 0.0])])


def _anatomy(choices: Choices, head: Head, cast: Solid) -> Anatomy:
    alloy = choices["metal"]
    density = METALS[alloy].density_g_cm3 / 1000
    post_volume = pi * (POST_WIRE_MM / 2) ** 2 * POST_LENGTH_MM
    return Anatomy(
        design="stud_earrings",
        kind="earrings",
        alloy=alloy,
        finish="polished",
        parts=(metal_part("stud", "Stud", alloy, cast, count=2),),
        stones=(
            stone_set(
                head.stone,
                gem_id=choices["gem"],
                cut_id=head.cut,
                setting="claw",
                claws=head.claws,
                count=2,
                key="pair",
                name="Stones",
            ),
        ),
        findings=(
            Finding(
                key="post",
                name="Ear posts",
                alloy=alloy,
                mass_g=round(post_volume * density, 3),
                count=2,
                length_mm=POST_LENGTH_MM,
            ),
            Finding(
                key="scroll",
                name="Butterfly backs",
                alloy=alloy,
                mass_g=round(SCROLL_VOLUME_MM3 * density, 3),
                count=2,
                joined=False,
            ),
        ),
        measures=(
            AnatomyMeasure(key="post_length", label="Post length", value=POST_LENGTH_MM, unit="mm", tolerance=0.3),
            AnatomyMeasure(key="post_wire", label="Post wire", value=POST_WIRE_MM, unit="mm", tolerance=0.05),
        ),
        description=(
            f"A pair of ear studs of {METALS[alloy].name}: {head.claws} claws hold a {head.stone_width_mm:g} mm"
            f" {CUTS[head.cut].name.lower()} {GEMS[choices['gem']].name.lower()} in each, on posts with butterfly backs."
        ),
    )


STUD_EARRINGS = Design(
    key="stud_earrings",
    name="Stud earrings",
    kind="earrings",
    summary="A matched pair of stones, close to the ear.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option("round", "princess"),
        stone_width_option("3.0", "6.5", "5.0"),
        Choice(
            key="claws",
            label="Claws",
            default="4",
            freezes_at="print_wax",
            values=(Value(key="4", label="Four claws"), Value(key="6", label="Six claws")),
        ),
    ),
    rules=rules,
    build=build,
    route=route,
)
