"""A round disc on a chain, with words on its front and its back."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import chain_length_option, chain_measure, hung
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Measure as Length
from benchpin.designs.tablet import Tablet, plate_probe, thickness_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Table, disc_outline, plate_solid
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["ENGRAVED_DISC"]

EDGE_MM = 0.25
# Words stand in a rectangle within the round: half as high as the disc is wide, and as long as the round then lets them be.
WRITTEN_LENGTH, WRITTEN_HEIGHT = 0.8, 0.4
TABLET = Tablet(noun="disc", thickness="disc_thickness", larger="disc_width", largest_mm=26.0)


def rules(choices: Choices) -> Iterator[DesignError]:
    return TABLET.rules(choices, _table(choices))


def draft(choices: Choices) -> Draft:
    width, thick, table = choices.mm("disc_width"), choices.mm("disc_thickness"), _table(choices)
    solid = plate_solid(disc_outline(width, TOLERANCE_MM), thick, EDGE_MM)
    return Draft(
        cast_name="Engraved disc",
        blames="disc_thickness",
        parts=(
            Part(key="disc", name="Disc", solid=solid, surface="flat", letters=TABLET.letters(choices, table, solid)),
            *hung(choices, width / 2),
        ),
        probes=(plate_probe("disc_thickness"),),
        measures=(
            Measure(key="disc_width", label="Disc width", value=width, unit="mm", tolerance=0.2),
            Measure(key="disc_thickness", label="Disc thickness", value=thick, unit="mm", tolerance=0.1),
            chain_measure(choices),
        ),
        engravings=TABLET.engravings(choices, table),
        view="pendant",
        description=(
            f"A round disc of {METALS[choices['metal']].name}, {width:g} mm wide, on a"
            f" {choices.mm('chain_length') / 10:g} cm cable chain{TABLET.words(choices, table)}."
        ),
    )


def _table(choices: Choices) -> Table:
    width = choices.mm("disc_width")
    return Table(shape="rectangle", width_mm=WRITTEN_LENGTH * width, height_mm=WRITTEN_HEIGHT * width)


ENGRAVED_DISC = drafted(
    key="engraved_disc",
    name="Engraved disc necklace",
    kind="necklace",
    summary="A round disc for a name, a date, a few words in your own hand.",
    options=(
        metal_option(),
        Length(
            key="disc_width",
            label="Disc width",
            default="16",
            freezes_at="print_wax",
            least="10",
            most="26",
            step="1",
        ),
        thickness_option("disc_thickness", "Disc thickness", "0.8", "2.0", "1.2"),
        *TABLET.options(),
        chain_length_option(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
