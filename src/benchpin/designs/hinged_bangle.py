"""A bangle that opens: two halves on a hinge, closed by a tongue that snaps into its slot."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.options import Measure as Length
from benchpin.designs.wrist import (
    FLAT_INSIDE,
    HOOP_TOLERANCE_MM,
    SECTION_NAMES,
    hoop_measures,
    hoop_of,
    hoop_rules,
    inside_face,
    inside_words,
    section_option,
    words_options,
    words_table,
)
from benchpin.smith.anatomy import Finding
from benchpin.smith.checks import Figure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Clamp, Oval, Probe, clamp_halves, clamp_pin
from benchpin.smith.materials import FINISHES, METALS

__all__ = ["HINGED_BANGLE"]

FLATNESS = {"oval": 0.82, "round": 1.0}
WORDS = inside_words("bangle")


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from hoop_rules(choices, WORDS, _inside(choices))


def draft(choices: Choices) -> Draft:
    inside, metal = _inside(choices), METALS[choices["metal"]]
    hoop = hoop_of(choices, inside)
    clamp, table = Clamp(hoop=hoop), words_table(choices, inside)
    upper, lower = clamp_halves(clamp, HOOP_TOLERANCE_MM)
    engraving = WORDS.engraving(choices, table)
    pin = Finding(key="hinge_pin", name="Hinge pin", alloy=metal.id, mass_g=round(metal.mass_g(clamp.hinge.pin_mm3), 4))
    said = f", engraved “{engraving.text}” inside" if engraving else ""
    return Draft(
        cast_name="Hinged bangle, upper and lower half",
        blames="band_thickness",
        parts=(
            Part(
                key="band_upper",
                name="Upper half",
                solid=upper,
                surface="round",
                body="upper",
                letters=WORDS.applied(choices, table, upper, inside_face(inside))[1],
            ),
            Part(key="band_lower", name="Lower half", solid=lower, surface="round", body="lower"),
            Part(key="pin", name="Hinge pin", solid=clamp_pin(clamp, HOOP_TOLERANCE_MM), bought=pin),
        ),
        probes=tuple(_probe(inside, hoop.thickness_mm, side) for side in (1, -1)),
        figures=(Figure(rule="hinge_play", field="band_thickness", value=clamp.hinge.play_mm),),
        measures=hoop_measures(hoop),
        engravings=(engraving,) if engraving else (),
        view="bangle",
        inner_radius_mm=inside.half_height_mm,
        description=(
            f"{'An oval' if choices['shape'] == 'oval' else 'A round'} bangle of {metal.name},"
            f" {FINISHES[choices['finish']].name.lower()}, {SECTION_NAMES[hoop.section].lower()} in section,"
            f" {hoop.width_mm:g} mm wide, that opens on a hinge at its left and snaps shut at its right{said}."
        ),
    )


def _inside(choices: Choices) -> Oval:
    return Oval(circumference_mm=choices.mm("inner_round"), flatness=FLATNESS[choices["shape"]])


def _probe(inside: Oval, thickness_mm: float, side: int) -> Probe:
    """At the top and at the base, from outside."""
    start = side * (inside.half_height_mm + 2 * thickness_mm)
    return Probe(rule="bangle", field="band_thickness", start_mm=(0.0, start, 0.05), end_mm=(0.0, 0.2 * start, 0.05))


HINGED_BANGLE = drafted(
    key="hinged_bangle",
    name="Hinged bangle",
    kind="bracelet",
    summary="Two halves that close round the wrist with a click.",
    options=(
        metal_option(),
        Length(
            key="inner_round",
            label="Inside, all round",
            default="175",
            freezes_at="print_wax",
            least="150",
            most="215",
            step="5",
            help="It opens, so it need not pass the hand: your wrist and 10 to 20 mm.",
        ),
        Choice(
            key="shape",
            label="Shape",
            default="oval",
            freezes_at="print_wax",
            values=(Value(key="oval", label="Oval"), Value(key="round", label="Round")),
        ),
        section_option("d", "d", "flat", "oval"),
        Length(
            key="band_width",
            label="Width",
            default="7.0",
            freezes_at="print_wax",
            least="5.0",
            most="16.0",
            step="0.5",
        ),
        Length(
            key="band_thickness",
            label="Thickness",
            default="3.0",
            freezes_at="print_wax",
            least="2.6",
            most="4.5",
            step="0.1",
            help="It holds the hinge and the tongue.",
        ),
        *words_options(WORDS, FLAT_INSIDE),
        finish_option("polished", "satin", "matte", "hammered"),
    ),
    rules=rules,
    draft=draft,
)
