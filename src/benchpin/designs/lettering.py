"""Words inside a band: the options, the limits, the cutter. Shared by all rings that take them."""

from collections.abc import Iterator
from math import ceil, pi

from benchpin.designs.design import Choices
from benchpin.designs.options import Choice, Lettering, Value
from benchpin.smith.anatomy import Engraving
from benchpin.smith.checks import LIMITS
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    TYPEFACES,
    InsideBand,
    Solid,
    engraving_cutter,
    finer_share,
    line_of_text,
    missing_letters,
    text_width_mm,
)

__all__ = ["LETTERING_OPTIONS", "engraving_of", "lettering_cutter", "lettering_rules"]

MOST_LETTERS = 40
LETTER_SHARE, LETTER_SHARE_MOST = 0.55, 0.6  # of the band's width: how high letters stand, and how high they may
LETTER_MOST_MM = 1.6

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
    return round(min(LETTER_MOST_MM, max(LIMITS.engraving.letter_height_mm, LETTER_SHARE * band_width_mm)), 2)


def lettering_rules(choices: Choices) -> Iterator[DesignError]:
    """Which letters the face has, how fine its strokes are, and how many go round."""
    text, face = choices["engraving"], choices["typeface"]
    if not text:
        return
    if missing := missing_letters(text, face):
        letters = " ".join(f"“{letter}”" for letter in missing)
        others = [t.name for t in TYPEFACES.values() if not missing_letters(text, t.id)]
        works = f"{' and '.join(others)} can." if others else "Please choose other letters."
        yield DesignError("engraving", f"Our {TYPEFACES[face].name} lettering cannot write {letters}. {works}")
        return
    yield from _height_rule(choices)
    yield from _stroke_rule(choices)
    room = LIMITS.engraving.round_share * pi * choices.ring_size("size").diameter_mm
    width = text_width_mm(text, face, letter_height_mm(choices.mm("band_width")))
    if width > room:
        fits = int(len(text) * room / width)
        yield DesignError(
            "engraving", f"This is {width:.0f} mm long and {room:.0f} mm fit inside this size: about {fits} letters."
        )


def _height_rule(choices: Choices) -> Iterator[DesignError]:
    least = LIMITS.engraving.letter_height_mm
    needed = least / LETTER_SHARE_MOST
    if choices.mm("band_width") < needed - 1e-9:
        yield DesignError(
            "engraving",
            f"Letters are {least:g} mm high at least, so words need a band of {needed:g} mm."
            f" Choose {needed:g} mm or wider, or leave the words out.",
        )


def _stroke_rule(choices: Choices) -> Iterator[DesignError]:
    """A laser's beam has a width: a face whose strokes are finer would lose them."""
    text, height = choices["engraving"], letter_height_mm(choices.mm("band_width"))

    def lost(face: str, height_mm: float) -> float:
        return finer_share(text, face, height_mm, LIMITS.engraving.stroke_mm)

    face = choices["typeface"]
    if lost(face, height) <= LIMITS.engraving.most_lost:
        return
    works = [
        f"{t.name} lettering"
        for t in TYPEFACES.values()
        if _writes(text, t.id) and lost(t.id, height) <= LIMITS.engraving.most_lost
    ]
    if height < LETTER_MOST_MM and lost(face, LETTER_MOST_MM) <= LIMITS.engraving.most_lost:
        works.append(f"a band of {ceil(10 * LETTER_MOST_MM / LETTER_SHARE) / 10:g} mm or wider")
    yield DesignError(
        "typeface",
        f"At {height:g} mm our {TYPEFACES[face].name} lettering has strokes finer than the laser's beam."
        f" Choose {' or '.join(works) or 'other words'}.",
    )


def _writes(text: str, face: str) -> bool:
    return not missing_letters(text, face)


def engraving_of(choices: Choices) -> Engraving | None:
    if not choices["engraving"]:
        return None
    return Engraving(
        text=choices["engraving"],
        typeface=choices["typeface"],
        place="inside the band",
        letter_height_mm=letter_height_mm(choices.mm("band_width")),
        depth_mm=LIMITS.engraving.depth_mm,
        method="laser",
    )


def lettering_cutter(engraving: Engraving, bore_radius_mm: float) -> Solid:
    """The cutter for the words, opposite the head, readable from the front."""
    line = line_of_text(engraving.text, engraving.typeface, engraving.letter_height_mm)
    return engraving_cutter(line, surface=InsideBand(radius_mm=bore_radius_mm), depth_mm=engraving.depth_mm)
