"""A charm for a bracelet: a disc, a heart or a star on a jump ring, with words."""

from collections.abc import Iterator
from math import pi

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.options import Measure as Length
from benchpin.designs.tablet import Tablet, plate_probe, thickness_option
from benchpin.smith.anatomy import Finding, Measure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Outline,
    Ring,
    Table,
    disc_outline,
    heart_outline,
    jump_ring,
    moved_by,
    plate_solid,
    star_outline,
    then,
    turned,
)
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["CHARM"]

EDGE_MM = 0.25
EYE_INNER_MM, EYE_WIRE_MM = 1.4, 0.8
RING = Ring(inner_mm=3.4, wire_mm=0.8)  # goes round the links of a bracelet
SHAPES = {"disc": "Disc", "heart": "Heart", "star": "Star"}
# Of the charm's width: length and height of what may be written on about its middle.
WRITTEN = {"disc": (0.78, 0.42), "heart": (0.62, 0.34), "star": (0.4, 0.24)}
TABLET = Tablet(noun="charm", thickness="charm_thickness", larger="charm_width", largest_mm=22.0)


def rules(choices: Choices) -> Iterator[DesignError]:
    return TABLET.rules(choices, _table(choices))


def draft(choices: Choices) -> Draft:
    width, thick, table = choices.mm("charm_width"), choices.mm("charm_thickness"), _table(choices)
    metal, outline = METALS[choices["metal"]], _outline(choices["shape"], width)
    solid = plate_solid(outline, thick, EDGE_MM)
    over_mm = max(y for x, y in outline if abs(x) < 0.02 * width)
    eye_mm = over_mm + EYE_INNER_MM / 2 + 0.55 * EYE_WIRE_MM
    ring_mm = eye_mm + EYE_INNER_MM / 2 + RING.inner_mm / 2 - 0.1
    high_mm = max(y for _, y in outline) - min(y for _, y in outline)
    return Draft(
        cast_name=f"{SHAPES[choices['shape']]} charm",
        blames="charm_width",
        parts=(
            Part(key="charm", name="Charm", solid=solid, surface="flat", letters=TABLET.letters(choices, table, solid)),
            Part(
                key="eye",
                name="Eye",
                solid=jump_ring(EYE_INNER_MM, EYE_WIRE_MM, TOLERANCE_MM),
                frames=(moved_by(0, eye_mm, 0),),
            ),
            Part(
                key="ring",
                name="Jump ring",
                solid=RING.solid(TOLERANCE_MM),
                frames=(then(moved_by(0, ring_mm, 0), turned("y", pi / 2)),),
                loose=True,
                bought=Finding(
                    key="jump_ring", name="Jump ring", alloy=metal.id, mass_g=round(metal.mass_g(RING.volume_mm3), 4)
                ),
            ),
        ),
        probes=(plate_probe("charm_thickness"),),
        measures=(
            Measure(key="charm_width", label="Width", value=width, unit="mm", tolerance=0.2),
            Measure(key="charm_height", label="Height without its eye", value=round(high_mm, 2), unit="mm", tolerance=0.2),
            Measure(key="charm_thickness", label="Thickness", value=thick, unit="mm", tolerance=0.1),
        ),
        engravings=TABLET.engravings(choices, table),
        view="charm",
        description=(
            f"A {choices['shape']} charm of {metal.name}, {width:g} mm wide and {high_mm:.0f} mm high, on a jump ring"
            f" for a bracelet{TABLET.words(choices, table)}."
        ),
    )


def _outline(shape: str, width_mm: float) -> Outline:
    drawn = {"disc": disc_outline, "heart": heart_outline, "star": star_outline}
    return drawn[shape](width_mm, TOLERANCE_MM)


def _table(choices: Choices) -> Table:
    width, (along, over) = choices.mm("charm_width"), WRITTEN[choices["shape"]]
    return Table(shape="rectangle", width_mm=along * width, height_mm=over * width)


CHARM = drafted(
    key="charm",
    name="Charm",
    kind="bracelet",
    summary="A small disc, heart or star to hang on a bracelet.",
    options=(
        metal_option(),
        Choice(
            key="shape",
            label="Shape",
            default="heart",
            freezes_at="print_wax",
            values=tuple(Value(key=key, label=label) for key, label in SHAPES.items()),
        ),
        Length(
            key="charm_width",
            label="Width",
            default="13",
            freezes_at="print_wax",
            least="8",
            most="22",
            step="1",
        ),
        thickness_option("charm_thickness", "Thickness", "1.0", "2.4", "1.4"),
        *TABLET.options(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
