"""A locket that opens: two shells on a hinge, room for two pictures, words outside and in."""

from collections.abc import Iterator
from typing import Literal, cast

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import chain_length_option, chain_measure, hung
from benchpin.designs.lettering import Place
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.options import Measure as Length
from benchpin.smith.anatomy import Finding, Measure
from benchpin.smith.checks import LIMITS, Figure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Flat, Probe, Shells, Table, facing, locket_shells, shells_outline, shells_pin
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["LOCKET"]

SHAPES = {"oval": "Oval", "round": "Round", "heart": "Heart"}
SHELL_OVER_MM = 0.3  # over the least a hollow piece's wall may be: it is worn and dropped, and written on
# Of the locket's width: length and height of what may be written on, where the dome is nearly flat.
WRITTEN = {"oval": (0.58, 0.34), "round": (0.58, 0.34), "heart": (0.44, 0.24)}
FRONT = Place(
    key="engraving",
    where="on the front of the locket",
    methods=("laser", "hand"),
    larger=("locket_width", "a locket"),
    largest_mm=28.0,
)
WITHIN = Place(
    key="within",
    where="inside the locket",
    label="Words inside",
    larger=("locket_width", "a locket"),
    largest_mm=28.0,
)


def rules(choices: Choices) -> Iterator[DesignError]:
    for place in (FRONT, WITHIN):
        yield from place.rules(choices, _table(choices))
    wall_mm = _wall_mm(choices)
    if choices.mm("locket_depth") < 2 * wall_mm + 2.2:
        least = 2 * wall_mm + 2.2
        yield DesignError(
            "locket_depth",
            f"With walls of {wall_mm:g} mm nothing would fit inside. Choose a depth of {least:g} mm or more.",
        )


def draft(choices: Choices) -> Draft:
    shells, metal, table = _shells(choices), METALS[choices["metal"]], _table(choices)
    back, front = locket_shells(shells, TOLERANCE_MM)
    outline = shells_outline(shells)
    over_mm = max(y for x, y in outline if abs(x) < 0.02 * shells.width_mm)
    high_mm = max(y for _, y in outline) - min(y for _, y in outline)
    outside = Flat(facing((0, 0, 1), (1, 0, 0), (0, 0, shells.half_mm)))
    floor = Flat(facing((0, 0, 1), (1, 0, 0), (0, 0, shells.wall_mm - shells.half_mm)))
    letters = FRONT.applied(choices, table, front, outside)[1]
    inner = WITHIN.applied(choices, table, back, floor)[1]
    engravings = tuple(found for place in (FRONT, WITHIN) if (found := place.engraving(choices, table)))
    said = "".join(f", engraved “{engraving.text}” {engraving.place}" for engraving in engravings)
    pin = Finding(key="hinge_pin", name="Hinge pin", alloy=metal.id, mass_g=round(metal.mass_g(shells.hinge.pin_mm3), 4))
    return Draft(
        cast_name="Locket, back and front",
        blames="locket_width",
        parts=(
            Part(key="back", name="Back", solid=back, surface="round", letters=inner),
            Part(key="front", name="Front", solid=front, surface="round", body="front", letters=letters),
            Part(key="pin", name="Hinge pin", solid=shells_pin(shells, TOLERANCE_MM), bought=pin),
            *hung(choices, over_mm, -0.55 * shells.half_mm),
        ),
        probes=tuple(_wall_probe(shells, side) for side in (1, -1)),
        figures=(Figure(rule="hinge_play", field="locket_width", value=shells.hinge.play_mm),),
        measures=(
            Measure(key="locket_width", label="Width", value=shells.width_mm, unit="mm", tolerance=0.2),
            Measure(key="locket_height", label="Height without its eye", value=round(high_mm, 2), unit="mm", tolerance=0.2),
            Measure(key="locket_depth", label="Depth, closed", value=shells.depth_mm, unit="mm", tolerance=0.2),
            chain_measure(choices),
        ),
        engravings=engravings,
        view="pendant",
        description=(
            f"{'An' if shells.shape == 'oval' else 'A'} {shells.shape} locket of {metal.name}, {shells.width_mm:g} mm wide and"
            f" {high_mm:.0f} mm high, that opens like a book on a hinge at its left, on a"
            f" {choices.mm('chain_length') / 10:g} cm cable chain{said}."
        ),
    )


def _shells(choices: Choices) -> Shells:
    return Shells(
        shape=cast(Literal["round", "oval", "heart"], choices["shape"]),
        width_mm=choices.mm("locket_width"),
        depth_mm=choices.mm("locket_depth"),
        wall_mm=_wall_mm(choices),
    )


def _wall_mm(choices: Choices) -> float:
    return round(LIMITS.wall["shell"].least_mm(METALS[choices["metal"]]) + SHELL_OVER_MM, 2)


def _table(choices: Choices) -> Table:
    width, (along, over) = choices.mm("locket_width"), WRITTEN[choices["shape"]]
    return Table(shape="rectangle", width_mm=along * width, height_mm=over * width)


def _wall_probe(shells: Shells, side: int) -> Probe:
    """Through a shell beside its middle, from outside."""
    x = 0.12 * shells.width_mm
    return Probe(rule="shell", field="locket_depth", start_mm=(x, 0.1, side * 9.0), end_mm=(x, 0.1, 0.0))


LOCKET = drafted(
    key="locket",
    name="Locket",
    kind="necklace",
    summary="It opens like a book, and holds two small pictures.",
    options=(
        metal_option(),
        Choice(
            key="shape",
            label="Shape",
            default="oval",
            freezes_at="print_wax",
            values=tuple(Value(key=key, label=label) for key, label in SHAPES.items()),
        ),
        Length(
            key="locket_width",
            label="Width",
            default="18",
            freezes_at="print_wax",
            least="14",
            most="28",
            step="1",
        ),
        Length(
            key="locket_depth",
            label="Depth",
            default="5.0",
            freezes_at="print_wax",
            least="4.0",
            most="7.0",
            step="0.5",
        ),
        *FRONT.options(),
        *WITHIN.options(),
        chain_length_option(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
