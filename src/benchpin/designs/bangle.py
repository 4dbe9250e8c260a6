"""A closed bangle, round or oval, solid or hollow-backed, with words inside."""

from collections.abc import Iterator
from math import pi

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.options import Measure as Length
from benchpin.designs.wrist import (
    FLAT_INSIDE,
    HOOP_TOLERANCE_MM,
    SECTION_NAMES,
    WIDE,
    hoop_measures,
    hoop_of,
    hoop_probes,
    hoop_rules,
    inside_face,
    inside_words,
    section_option,
    words_options,
    words_table,
)
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Oval, hoop_solid
from benchpin.smith.materials import FINISHES, METALS

__all__ = ["BANGLE"]

OVAL_FLATNESS = 0.82  # ovals of the trade's bangle sizes
WORDS = inside_words("bangle")


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from hoop_rules(choices, WORDS, _inside(choices), hollow=_hollow(choices))


def draft(choices: Choices) -> Draft:
    inside = _inside(choices)
    hoop = hoop_of(choices, inside, hollow=_hollow(choices))
    table, solid = words_table(choices, inside), hoop_solid(hoop, HOOP_TOLERANCE_MM)
    engraving = WORDS.engraving(choices, table)
    made = "hollow-backed" if hoop.wall_mm else "solid"
    said = f", engraved “{engraving.text}” inside" if engraving else ""
    return Draft(
        cast_name="Bangle",
        blames="band_thickness",
        parts=(
            Part(
                key="band",
                name="Bangle",
                solid=solid,
                surface="round",
                letters=WORDS.applied(choices, table, solid, inside_face(inside))[1],
            ),
        ),
        probes=hoop_probes(hoop),
        measures=hoop_measures(hoop),
        engravings=(engraving,) if engraving else (),
        view="bangle",
        inner_radius_mm=inside.half_height_mm,
        description=(
            f"A {made} {choices['shape']} bangle of {METALS[choices['metal']].name},"
            f" {FINISHES[choices['finish']].name.lower()}, {SECTION_NAMES[hoop.section].lower()} in section,"
            f" {hoop.width_mm:g} mm wide,"
            f" {2 * inside.half_width_mm:.0f} mm across inside{said}."
        ),
    )


def _inside(choices: Choices) -> Oval:
    flatness = OVAL_FLATNESS if choices["shape"] == "oval" else 1.0
    return Oval(circumference_mm=pi * choices.mm("bangle_size"), flatness=flatness)


def _hollow(choices: Choices) -> bool:
    return choices["build"] == "hollow"


BANGLE = drafted(
    key="bangle",
    name="Bangle",
    kind="bracelet",
    summary="A closed band for the wrist, plain and weighty or light and broad.",
    options=(
        metal_option(),
        Length(
            key="bangle_size",
            label="Inside diameter",
            default="65",
            freezes_at="print_wax",
            least="54",
            most="76",
            step="1",
            help="It goes over the hand: 63 to 67 mm fit most. An oval one has the same way round.",
        ),
        Choice(
            key="shape",
            label="Shape",
            default="round",
            freezes_at="print_wax",
            values=(Value(key="round", label="Round"), Value(key="oval", label="Oval")),
        ),
        section_option("d", "d", "flat", "oval", "round"),
        Length(
            key="band_width",
            label="Width",
            default="6.0",
            freezes_at="print_wax",
            least="3.0",
            most="14.0",
            step="0.5",
            only_with=("section", WIDE),
        ),
        Length(
            key="band_thickness",
            label="Thickness",
            default="2.4",
            freezes_at="print_wax",
            least="1.6",
            most="5.0",
            step="0.1",
        ),
        Choice(
            key="build",
            label="Made",
            default="solid",
            freezes_at="print_wax",
            only_with=("section", FLAT_INSIDE),
            values=(Value(key="solid", label="Solid"), Value(key="hollow", label="Hollow-backed", note="open towards the arm")),
        ),
        *words_options(WORDS, FLAT_INSIDE),
        finish_option("polished", "satin", "matte", "hammered"),
    ),
    rules=rules,
    draft=draft,
)
