"""A bar across the neck between two strands of chain, with words on its front and its back."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import across, chain_length_option, chain_measure
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.options import Measure as Length
from benchpin.designs.tablet import Tablet, plate_probe, thickness_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Table, bar_outline, plate_solid
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["ENGRAVED_BAR"]

EDGE_MM = 0.2
WRITTEN_SHARE = (0.86, 0.84)  # of a face's length and width
TABLET = Tablet(noun="bar", thickness="bar_thickness", larger="bar_width", largest_mm=8.0)
ENDS = (Value(key="round", label="Round"), Value(key="straight", label="Straight"))


def rules(choices: Choices) -> Iterator[DesignError]:
    return TABLET.rules(choices, _table(choices))


def draft(choices: Choices) -> Draft:
    length, width, thick = (choices.mm(f"bar_{side}") for side in ("length", "width", "thickness"))
    corner = width / 2 if choices["bar_ends"] == "round" else 0.12 * width
    table = _table(choices)
    solid = plate_solid(bar_outline(length, width, corner, TOLERANCE_MM), thick, EDGE_MM)
    return Draft(
        cast_name="Engraved bar",
        blames="bar_thickness",
        parts=(
            Part(key="bar", name="Bar", solid=solid, surface="flat", letters=TABLET.letters(choices, table, solid)),
            *across(choices, -length / 2, length / 2),
        ),
        probes=(plate_probe("bar_thickness"),),
        measures=(
            Measure(key="bar_length", label="Bar length", value=length, unit="mm", tolerance=0.3),
            Measure(key="bar_width", label="Bar width", value=width, unit="mm", tolerance=0.15),
            Measure(key="bar_thickness", label="Bar thickness", value=thick, unit="mm", tolerance=0.1),
            chain_measure(choices),
        ),
        engravings=TABLET.engravings(choices, table),
        view="pendant",
        description=(
            f"A bar of {METALS[choices['metal']].name}, {length:g} mm long and {width:g} mm wide with"
            f" {choices['bar_ends']} ends, across a {choices.mm('chain_length') / 10:g} cm cable chain"
            f"{TABLET.words(choices, table)}."
        ),
    )


def _table(choices: Choices) -> Table:
    along, over = WRITTEN_SHARE
    return Table(shape="rectangle", width_mm=along * choices.mm("bar_length"), height_mm=over * choices.mm("bar_width"))


def _length(side: str, label: str, least: str, most: str, step: str, default: str) -> Length:
    return Length(key=f"bar_{side}", label=label, default=default, freezes_at="print_wax", least=least, most=most, step=step)


ENGRAVED_BAR = drafted(
    key="engraved_bar",
    name="Engraved bar necklace",
    kind="necklace",
    summary="A slim bar between two strands, with your words.",
    options=(
        metal_option(),
        _length("length", "Bar length", "20", "45", "1", "34"),
        _length("width", "Bar width", "3.0", "8.0", "0.5", "5.0"),
        thickness_option("bar_thickness", "Bar thickness", "0.8", "2.0", "1.2"),
        Choice(key="bar_ends", label="Ends", default="round", freezes_at="print_wax", values=ENDS),
        *TABLET.options(),
        chain_length_option(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
