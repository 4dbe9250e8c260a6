"""An open cuff that springs on over the side of the wrist, with words inside or out."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.lettering import Place
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
    wrist_option,
)
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Oval, OvalFace, cuff_solid
from benchpin.smith.materials import FINISHES, METALS

__all__ = ["CUFF"]

COMFORT_MM = 12.0  # more round than the wrist itself: between snug and comfortable (trade study)
FLATNESS = 0.76  # wrists are wider than high
# Of the whole round: less than an eighth does not pass the wrist, more than a fifth falls off; workshop custom (estimate).
OPENINGS = {"close": 0.135, "usual": 0.16, "wide": 0.185}
BROAD_MM, BROAD_SPRINGS_MM = 12.0, 2.4  # what is broader and thicker does not spring; workshop custom (estimate)
INSIDE = inside_words("cuff")
OUTSIDE = Place(
    key="outside",
    where="on the outside of the cuff",
    label="Words outside",
    methods=("laser", "hand"),
    larger=("band_width", "a cuff"),
    wider=False,
    most_mm=6.0,
)


def rules(choices: Choices) -> Iterator[DesignError]:
    inside = _inside(choices)
    yield from hoop_rules(choices, INSIDE, inside)
    if choices.mm("band_width") > BROAD_MM and choices.mm("band_thickness") > BROAD_SPRINGS_MM:
        yield DesignError(
            "band_thickness",
            f"A cuff wider than {BROAD_MM:g} mm and thicker than {BROAD_SPRINGS_MM:g} mm would not spring."
            f" Choose {BROAD_SPRINGS_MM:g} mm or less.",
        )
    if choices["outside"]:
        table = words_table(choices, inside)
        yield from OUTSIDE.rules(choices, table, metal_mm=choices.mm("band_thickness") - INSIDE.depth_mm(choices))


def draft(choices: Choices) -> Draft:
    inside = _inside(choices)
    opening = round(OPENINGS[choices["opening"]] * inside.circumference_mm, 1)
    hoop, table = hoop_of(choices, inside), words_table(choices, inside)
    solid = cuff_solid(hoop, opening, HOOP_TOLERANCE_MM)
    outer = OvalFace(inside=inside, out_mm=hoop.thickness_mm, looks_in=False)
    places = ((INSIDE, inside_face(inside)), (OUTSIDE, outer))
    letters = tuple(cut for place, face in places for cut in place.applied(choices, table, solid, face)[1])
    engravings = tuple(found for place, _ in places if (found := place.engraving(choices, table)))
    said = "".join(f", engraved “{engraving.text}” {engraving.place}" for engraving in engravings)
    return Draft(
        cast_name="Cuff",
        blames="band_thickness",
        parts=(Part(key="band", name="Cuff", solid=solid, surface="round", letters=letters),),
        probes=hoop_probes(hoop, below=False),
        measures=(
            *hoop_measures(hoop),
            Measure(key="opening", label="Opening", value=opening, unit="mm", tolerance=1.5),
        ),
        engravings=engravings,
        view="bangle",
        inner_radius_mm=inside.half_height_mm,
        description=(
            f"An open cuff of {METALS[choices['metal']].name}, {FINISHES[choices['finish']].name.lower()},"
            f" {SECTION_NAMES[hoop.section].lower()} in section, {hoop.width_mm:g} mm wide, for a wrist of"
            f" {choices.mm('wrist'):g} mm with an opening of {opening:g} mm{said}."
        ),
    )


def _inside(choices: Choices) -> Oval:
    return Oval(circumference_mm=choices.mm("wrist") + COMFORT_MM, flatness=FLATNESS)


CUFF = drafted(
    key="cuff",
    name="Cuff",
    kind="bracelet",
    summary="An open band that springs over the wrist.",
    options=(
        metal_option(),
        wrist_option(),
        Choice(
            key="opening",
            label="Opening",
            default="usual",
            freezes_at="print_wax",
            values=tuple(Value(key=key, label=key.capitalize()) for key in OPENINGS),
            help="A close one stays put; a wide one slips on more easily.",
        ),
        section_option("flat", "flat", "d", "oval", "round"),
        Length(
            key="band_width",
            label="Width",
            default="8.0",
            freezes_at="print_wax",
            least="3.0",
            most="30.0",
            step="0.5",
            only_with=("section", WIDE),
        ),
        Length(
            key="band_thickness",
            label="Thickness",
            default="2.0",
            freezes_at="print_wax",
            least="1.6",
            most="3.0",
            step="0.1",
        ),
        *words_options(INSIDE, FLAT_INSIDE),
        *words_options(OUTSIDE, frozenset({"flat"})),
        finish_option("polished", "satin", "matte", "hammered"),
    ),
    rules=rules,
    draft=draft,
)
