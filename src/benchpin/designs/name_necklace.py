"""A name, or one letter, cast in metal between two strands of chain or hanging from a bail."""

from collections.abc import Iterator
from dataclasses import replace

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import EYE_WIRE_MM, across, chain_length_option, chain_measure, hung
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Choice, Lettering, Value
from benchpin.designs.options import Measure as Length
from benchpin.designs.tablet import thick_enough, thickness_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    TYPEFACES,
    Joined,
    joined_letters,
    letters_plate,
    missing_letters,
    mixes_directions,
    moved_by,
    then,
)
from benchpin.smith.materials import METALS

__all__ = ["NAME_NECKLACE"]

MOST_LETTERS, MOST_WIDTH_MM = 10, 60.0  # what still lies flat on a collarbone; workshop custom (estimate)
BOLDER_MM = 0.35  # letters in metal are this much bolder than in ink: hairlines could not be cast
EDGE_MM = 0.1
STROKE_MM = 0.7  # filing takes a tenth: casting walls of 0.6, Formlabs casting guide
MOST_FINER = 0.22  # of the letters' area in finer strokes: serifs and the ends of strokes (estimate)
BAR_SHARE, BAR_LEAST_MM = 0.11, 0.9  # thickness of the bar under letters, of their height
JOININGS = (
    Value(key="bar", label="A bar under them", note="any lettering"),
    Value(key="script", label="Their own strokes", note="as the writing joins them"),
)
MOST_BRIDGES = 2  # a capital or a letter that just misses its neighbour is joined by a short bridge
JOINED_UP = frozenset(face.id for face in TYPEFACES.values() if face.style == "script" or "Arab" in face.scripts)
OUTER, MIDDLE = 0.25, 0.1  # of the width at each side, where an eye may stand, and about the middle
HIGH = 0.75  # of the height: from there up one eye may carry a letter


def rules(choices: Choices) -> Iterator[DesignError]:
    text, face = choices["letters"], choices["typeface"]
    if not text:
        yield DesignError("letters", "Choose one letter or a name to be made in metal.")
        return
    if mixes_directions(text) or missing_letters(text, face):
        yield DesignError(
            "letters",
            f"Our {TYPEFACES[face].name} lettering cannot write this. Choose other letters or another lettering.",
        )
        return
    yield from thick_enough(choices, "letter_thickness")
    joined = _joined(choices)
    left, _, right, _ = joined.bounds_mm
    if right - left > MOST_WIDTH_MM:
        fits = int(choices.mm("letter_height") * MOST_WIDTH_MM / (right - left))
        yield DesignError(
            "letter_height",
            f"This would be {right - left:.0f} mm wide; up to {MOST_WIDTH_MM:g} mm lies well."
            f" Choose letters of {fits:g} mm or a shorter name.",
        )
    if choices["joining"] == "script" and len(text) > 1 and joined.bridges > MOST_BRIDGES:
        yield DesignError(
            "joining",
            f"In {TYPEFACES[face].name} these letters do not meet. Choose a bar under them, or joined-up lettering.",
        )
    if joined.finer_share(STROKE_MM) > MOST_FINER:
        yield DesignError(
            "letter_height",
            f"In {TYPEFACES[face].name} at this height too many strokes are finer than {STROKE_MM:g} mm to be cast."
            f" Choose taller letters{_bolder_faces(choices)}.",
        )


def draft(choices: Choices) -> Draft:
    text, thick, joined = choices["letters"], choices.mm("letter_thickness"), _joined(choices)
    left, bottom, right, top = joined.bounds_mm
    solid = letters_plate(*_written(choices), thick, EDGE_MM)
    width_mm, height_mm = right - left, top - bottom
    return Draft(
        cast_name="Name in metal" if len(text) > 1 else "Initial",
        blames="letter_height",
        parts=(Part(key="letters", name="Letters", solid=solid, surface="flat"), *_hanging(choices, joined)),
        measures=(
            Measure(key="width", label="Width over the letters", value=round(width_mm, 2), unit="mm", tolerance=0.3),
            Measure(key="height", label="Height over all", value=round(height_mm, 2), unit="mm", tolerance=0.2),
            Measure(key="letter_thickness", label="Thickness", value=thick, unit="mm", tolerance=0.1),
            chain_measure(choices),
        ),
        view="pendant",
        description=(
            f"{'The name' if len(text) > 1 else 'The letter'} {text} in {METALS[choices['metal']].name},"
            f" {TYPEFACES[choices['typeface']].name} lettering {height_mm:.0f} mm high and {width_mm:.0f} mm wide, on a"
            f" {choices.mm('chain_length') / 10:g} cm cable chain."
        ),
    )


def _hanging(choices: Choices, joined: Joined) -> tuple[Part, ...]:
    """What carries it: one eye over its balance where a letter is high there, or else one at each side, level and high."""
    left, bottom, right, top = joined.bounds_mm
    width_mm, height_mm = right - left, top - bottom
    balance_mm = joined.balance_mm[0]
    x, y = joined.highest_mm(balance_mm - MIDDLE * width_mm, balance_mm + MIDDLE * width_mm)
    if len(choices["letters"]) == 1 and y > bottom + HIGH * height_mm:
        to_eye = moved_by(x, 0, 0)
        return tuple(replace(part, frames=tuple(then(to_eye, frame) for frame in part.frames)) for part in hung(choices, y))
    sides = (joined.highest_mm(left, left + OUTER * width_mm), joined.highest_mm(right - OUTER * width_mm, right))
    level_mm = min(y for _, y in sides) - EYE_WIRE_MM / 2
    return across(choices, *joined.sides_mm(level_mm, EYE_WIRE_MM / 4), level_mm)


def _joined(choices: Choices) -> Joined:
    return joined_letters(*_written(choices))


def _written(choices: Choices) -> tuple[str, str, float, float, float]:
    height_mm = choices.mm("letter_height")
    under = len(choices["letters"]) > 1 and choices["joining"] == "bar"
    bar_mm = max(BAR_LEAST_MM, BAR_SHARE * height_mm) if under else 0.0
    return choices["letters"], choices["typeface"], height_mm, BOLDER_MM, round(bar_mm, 3)


def _bolder_faces(choices: Choices) -> str:
    """Letterings in which these letters could be cast at this height."""
    text, *how = _written(choices)
    found = [
        face.name
        for face in TYPEFACES.values()
        if not missing_letters(text, face.id) and joined_letters(text, face.id, *how[1:]).finer_share(STROKE_MM) <= MOST_FINER
    ]
    return f", or {' or '.join(found[:3])}" if found else ""


NAME_NECKLACE = drafted(
    key="name_necklace",
    name="Name or initial necklace",
    kind="necklace",
    summary="One letter or a whole name, cut out in metal.",
    options=(
        metal_option(),
        Lettering(
            key="letters",
            label="Name or letter",
            default="Clara",
            freezes_at="print_wax",
            most_letters=MOST_LETTERS,
            help="One letter hangs as an initial; a name is carried at both its ends.",
        ),
        Choice(
            key="typeface",
            label="Lettering",
            default="eb-garamond",
            freezes_at="print_wax",
            values=tuple(Value(key=face.id, label=face.name) for face in TYPEFACES.values()),
        ),
        Choice(
            key="joining",
            label="Held together by",
            default="bar",
            freezes_at="print_wax",
            only_with=("typeface", JOINED_UP),
            values=JOININGS,
        ),
        Length(
            key="letter_height",
            label="Letter height",
            default="12",
            freezes_at="print_wax",
            least="7",
            most="18",
            step="1",
            help="Of a capital.",
        ),
        thickness_option("letter_thickness", "Thickness", "0.8", "2.0", "1.2"),
        chain_length_option(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
