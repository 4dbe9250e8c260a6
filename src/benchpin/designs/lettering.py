"""Words inside a band: the options, the limits, the cutter. Shared by all rings that take them."""

from collections.abc import Iterator
from math import pi

from benchpin.designs.design import Choices
from benchpin.designs.options import Choice, Lettering, Value
from benchpin.smith.anatomy import Engraving
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import TYPEFACES, Solid, engraving_cutter, line_of_text, missing_letters, text_width_mm

__all__ = ["LETTERING_OPTIONS", "engraving_of", "lettering_cutter", "lettering_rules"]

MOST_LETTERS = 40
DEPTH_MM = 0.15  # deep laser; source: trade study, limits.engraving.laser_deep
LETTER_SHARE = 0.55  # of the band's width
LETTER_LEAST_MM, LETTER_MOST_MM = 0.8, 1.6  # same source: a laser's letters from 0.8 mm up
ROUND_SHARE = 0.85  # of the inside that may be written on: the rest is kept for the hallmark; same source

LETTERING_OPTIONS = (
    Lettering(
        key="engraving",
        label="Engraving",
        default="",
        freezes_at="engrave",
        most_letters=MOST_LETTERS,
        help="Inside the band. Leave it empty for none.",
    ),
    Choice(
        key="typeface",
        label="Lettering",
        default="cinzel",
        freezes_at="engrave",
        only_if="engraving",
        values=tuple(Value(key=face.id, label=face.name) for face in TYPEFACES.values()),
    ),
)


def letter_height_mm(band_width_mm: float) -> float:
    return round(min(LETTER_MOST_MM, max(LETTER_LEAST_MM, LETTER_SHARE * band_width_mm)), 2)


def lettering_rules(choices: Choices) -> Iterator[DesignError]:
    """Which letters the face has, and how many go round."""
    text, face = choices["engraving"], choices["typeface"]
    if not text:
        return
    if missing := missing_letters(text, face):
        letters = " ".join(f"“{letter}”" for letter in missing)
        others = [t.name for t in TYPEFACES.values() if not missing_letters(text, t.id)]
        works = f"{' and '.join(others)} can." if others else "Please choose other letters."
        yield DesignError("engraving", f"Our {TYPEFACES[face].name} lettering cannot write {letters}. {works}")
        return
    room = ROUND_SHARE * pi * choices.ring_size("size").diameter_mm
    width = text_width_mm(text, face, letter_height_mm(choices.mm("band_width")))
    if width > room:
        fits = int(len(text) * room / width)
        yield DesignError(
            "engraving", f"This is {width:.0f} mm long and {room:.0f} mm fit inside this size: about {fits} letters."
        )


def engraving_of(choices: Choices) -> Engraving | None:
    if not choices["engraving"]:
        return None
    return Engraving(
        text=choices["engraving"],
        typeface=choices["typeface"],
        place="inside the band",
        letter_height_mm=letter_height_mm(choices.mm("band_width")),
        depth_mm=DEPTH_MM,
        method="laser",
    )


def lettering_cutter(engraving: Engraving, bore_radius_mm: float) -> Solid:
    """The cutter for the words, opposite the head, readable from the front."""
    line = line_of_text(engraving.text, engraving.typeface, engraving.letter_height_mm)
    return engraving_cutter(line, radius_mm=bore_radius_mm, depth_mm=engraving.depth_mm, angle=pi)
