"""What bangles and cuffs have in common: their section, their limits, their words, their measures."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from benchpin.designs.design import Choices
from benchpin.designs.lettering import Place
from benchpin.designs.options import Choice, Option, Stock, Value
from benchpin.designs.options import Measure as Length
from benchpin.designs.tablet import thick_enough
from benchpin.smith.anatomy import Measure
from benchpin.smith.checks import LIMITS
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Hoop, HoopSection, Oval, OvalFace, Probe, Table
from benchpin.smith.materials import METALS

__all__ = [
    "FLAT_INSIDE",
    "HOOP_TOLERANCE_MM",
    "SECTION_NAMES",
    "WIDE",
    "bracelet_length_mm",
    "hoop_measures",
    "hoop_of",
    "hoop_probes",
    "hoop_rules",
    "inside_face",
    "inside_words",
    "section_option",
    "words_options",
    "words_table",
    "wrist_option",
]

SECTION_NAMES = {"round": "Round wire", "oval": "Oval", "d": "D-shape", "flat": "Flat"}
LOOSE_MM = 18.0  # a chain is so much longer than its wrist: comfortable, neither snug nor loose (trade study: 10, 20, 28)
FLAT_INSIDE = frozenset({"d", "flat"})
WIDE = frozenset({"oval", "d", "flat"})  # what has a width of its own
SHELL_OVER_MM = 0.2  # a hollow bangle's wall over the least its metal asks for: it is knocked about
HOLLOW_MM = 1.2  # of clear room inside a hollow bangle's back, at least
HOOP_TOLERANCE_MM = 0.02  # the size of a wrist is less fine than a finger's
WRITTEN_ROUND, WRITTEN_WIDTH = 0.4, 0.78  # of the hoop's length and width


def wrist_option(*needs: Stock) -> Length:
    """needs: what its length is taken from: a bracelet of chain from the chain in stock."""
    return Length(
        key="wrist",
        label="Wrist",
        default="165",
        freezes_at="print_wax",
        least="140",
        most="210",
        step="5",
        help="Round the wrist where you wear it, measured snugly.",
        needs=needs,
    )


def bracelet_length_mm(choices: Choices) -> float:
    """Of a bracelet that lies comfortably."""
    return choices.mm("wrist") + LOOSE_MM


def section_option(default: str, *offered: str) -> Choice:
    values = tuple(Value(key=key, label=SECTION_NAMES[key]) for key in offered)
    return Choice(key="section", label="Section", default=default, freezes_at="print_wax", values=values)


def inside_words(noun: str) -> Place:
    return Place(
        key="engraving",
        where=f"inside the {noun}",
        methods=("laser", "hand"),
        larger=("band_width", f"a {noun}"),
        wider=False,
        most_mm=4.0,
    )


def words_options(place: Place, sections: frozenset[str]) -> tuple[Option, ...]:
    """The options of a place that only some sections have."""
    return tuple(replace(option, only_with=("section", sections)) for option in place.options())


def hoop_of(choices: Choices, inside: Oval, *, hollow: bool = False) -> Hoop:
    """The hoop of the options section, band_width and band_thickness; round wire is as wide as it is thick."""
    thickness = choices.mm("band_thickness")
    return Hoop(
        inside=inside,
        section=cast(HoopSection, choices["section"]),
        width_mm=thickness if choices["section"] == "round" else choices.mm("band_width"),
        thickness_mm=thickness,
        wall_mm=shell_mm(choices) if hollow else 0.0,
    )


def shell_mm(choices: Choices) -> float:
    return LIMITS.wall["shell"].least_mm(METALS[choices["metal"]]) + SHELL_OVER_MM


def hoop_rules(choices: Choices, words: Place, inside: Oval, *, hollow: bool = False) -> Iterator[DesignError]:
    yield from thick_enough(choices, "band_thickness", "bangle")
    if hollow:
        yield from _hollow_rules(choices)
    if not choices["engraving"]:
        return
    if hollow:
        yield DesignError("build", "A hollow back has no room for words. Make it solid, or leave them out.")
        return
    yield from words.rules(choices, words_table(choices, inside), metal_mm=choices.mm("band_thickness"))


def _hollow_rules(choices: Choices) -> Iterator[DesignError]:
    wall_mm = shell_mm(choices)
    for field, least_mm, what in (
        ("band_thickness", wall_mm + HOLLOW_MM, "thick"),
        ("band_width", 2 * wall_mm + HOLLOW_MM + 1.0, "wide"),
    ):
        if choices.mm(field) < least_mm - 1e-9:
            yield DesignError(
                field,
                f"With walls of {wall_mm:g} mm a hollow-backed bangle must be at least {least_mm:g} mm {what}."
                f" Choose {least_mm:g} mm or more, or make it solid.",
            )


def words_table(choices: Choices, inside: Oval) -> Table:
    height_mm = WRITTEN_WIDTH * choices.mm("band_width")
    return Table(shape="rectangle", width_mm=WRITTEN_ROUND * inside.circumference_mm, height_mm=height_mm)


def hoop_probes(hoop: Hoop, *, below: bool = True) -> tuple[Probe, ...]:
    """Through the metal at both sides and at the top, and at the base where it is whole."""
    half_width, half_height = hoop.inside.half_width_mm, hoop.inside.half_height_mm
    rule = "shell" if hoop.wall_mm else "bangle"
    field = "metal" if hoop.wall_mm else "band_thickness"
    ends = [(half_width, 0.0), (-half_width, 0.0), (0.0, half_height), *([(0.0, -half_height)] if below else [])]
    reach = 1 + 2 * hoop.thickness_mm / half_height
    return tuple(
        Probe(rule=rule, field=field, start_mm=(reach * x, reach * y, 0.05), end_mm=(0.2 * x, 0.2 * y, 0.05)) for x, y in ends
    )


def hoop_measures(hoop: Hoop) -> tuple[Measure, ...]:
    inside, across = hoop.inside, Measure(key="band_width", label="Width", value=hoop.width_mm, unit="mm", tolerance=0.15)
    thick = Measure(key="band_thickness", label="Thickness", value=hoop.thickness_mm, unit="mm", tolerance=0.15)
    wide = Measure(
        key="inner_width", label="Inside, across", value=round(2 * inside.half_width_mm, 1), unit="mm", tolerance=0.5
    )
    if inside.flatness == 1:
        return (wide, across, thick)
    high = Measure(
        key="inner_height", label="Inside, front to back", value=round(2 * inside.half_height_mm, 1), unit="mm", tolerance=0.5
    )
    return (wide, high, across, thick)


def inside_face(inside: Oval) -> OvalFace:
    """At the top of the inside."""
    return OvalFace(inside=inside, out_mm=0.0, looks_in=True)
