"""Places for words on a piece: their options, the limits of each method, and what is cut. Shared by every design.

A design names its place once and asks it three things:

    PLATE = Place(key="plate", where="on the plate", methods=("laser", "hand"), metal="the plate")
    options=(..., *PLATE.options())
    yield from PLATE.rules(choices, table)                                # how large the face is
    solid, letters = PLATE.applied(choices, table, solid, Flat(frame))    # what is cast, and what is cut afterwards
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor, inf, pi
from typing import cast

from benchpin.designs.design import Choices
from benchpin.designs.handwriting import Handwriting
from benchpin.designs.options import Choice, Lettering, Option, Value
from benchpin.designs.wording import METHODS, Fit, Method, MonogramStyle, Room, Wording, fitted, works
from benchpin.smith.anatomy import Engraving
from benchpin.smith.checks import LIMITS
from benchpin.smith.draft import Letters
from benchpin.smith.engraving import engraved_solid
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    TYPEFACES,
    InsideBand,
    Solid,
    Surface,
    Table,
    missing_letters,
    mixes_directions,
    subtract,
    unite,
)

__all__ = ["INSIDE", "LETTERING_OPTIONS", "Place", "engraving_of", "inside_table", "lettering_cutter", "lettering_rules"]

STYLES: dict[MonogramStyle, str] = {"interlaced": "Interlaced", "side_by_side": "Side by side"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a design takes words.

    key: of the option for the words; the others are called after it, "plate_typeface".
    where: as a sentence goes on: "on the plate".
    methods: in which they can be done there, the first one by default; "cast" changes what is cast.
    monogram: one to three letters that fill the face, rather than a line.
    seal: they may be cut in reverse, so that the print in wax reads right.
    raised: cast letters stand up instead of lying deep.
    hand: handwriting may be uploaded in place of words.
    larger: the option that gives them more room, and what it makes larger: ("band_width", "a band"); up to `largest_mm`.
    wider: whether that makes a line longer too.
    """

    key: str
    where: str
    label: str = "Engraving"
    methods: tuple[Method, ...] = ("laser",)
    most_letters: int = 40
    typeface_key: str = ""
    monogram: bool = False
    seal: bool = False
    raised: bool = False
    hand: bool = False
    larger: tuple[str, str] | None = None
    largest_mm: float = inf
    wider: bool = True
    share: float = 0.6
    most_share: float = 0.75
    most_mm: float = 12.0
    frame_mm: float = 0.0
    fits: str = "here"

    def options(self) -> tuple[Option, ...]:
        """The words and all that is chosen about them. Frozen from printing on, if they can be cast."""
        freezes = "print_wax" if "cast" in self.methods else "engrave"
        words = Lettering(
            key=self.key,
            label=self.label,
            default="",
            freezes_at=freezes,
            most_letters=3 if self.monogram else self.most_letters,
            help=f"{self.where[0].upper()}{self.where[1:]}. Leave it empty for none.",
        )
        faces = [(face.id, face.name) for face in TYPEFACES.values()]
        return (words, self._choice(self._typeface, "Lettering", faces, freezes), *self._more_options(freezes))

    def rules(self, choices: Choices, table: Table, *, metal_mm: float | None = None) -> Iterator[DesignError]:
        """Which letters the face has, how many fit, how fine they are, and how much metal is left under them.

        table: as much of the face as may be written on. metal_mm: what is under it before it is cut.
        """
        wording = self._wording(choices)
        if wording is None:
            return
        if refusal := self._unwritable(wording, choices):
            yield refusal
            return
        fit = fitted(wording, self._room(table))
        if max(fit.too_long, fit.too_high) > 1 + 1e-9:
            yield self._too_large(choices, wording, fit, table)
        elif fit.lost > wording.limits.most_lost:
            yield self._too_fine(choices, wording, fit, table)
        left_mm, least_mm = (metal_mm or 0.0) - wording.limits.depth_mm, LIMITS.engraving.left_under_mm
        if metal_mm is not None and not self._stands(wording) and left_mm < least_mm - 1e-9:
            yield DesignError(
                self.key,
                f"Under the words {left_mm:.2f} mm of metal would be left; {least_mm:g} mm are needed. Choose thicker metal"
                " or leave the words out.",
            )

    def depth_mm(self, choices: Choices) -> float:
        """How deep words are cut here, whether or not they can be written; nothing without words."""
        wording = self._wording(choices)
        return wording.limits.depth_mm if wording is not None else 0.0

    def engraving(self, choices: Choices, table: Table) -> Engraving | None:
        """What stands there, for the anatomy; nothing if no words were chosen."""
        wording = self._wording(choices)
        if wording is None:
            return None
        raised = self._stands(wording)
        return Engraving(
            key=self.key,
            text="Own handwriting" if wording.hand else wording.text,
            typeface=wording.typeface,
            place=self.where,
            letter_height_mm=fitted(wording, self._room(table)).height_mm,
            depth_mm=LIMITS.engraving.raised_mm if raised else wording.limits.depth_mm,
            method=wording.method,
            reverse=self.seal and choices[f"{self.key}_reading"] == "seal",
            raised=raised,
            hand=wording.hand,
            monogram=wording.style or "",
            frame_mm=wording.frame_mm,
            table=(table.shape, table.width_mm, table.height_mm) if wording.style else None,
        )

    def applied(
        self, choices: Choices, table: Table, solid: Solid, surface: Surface, coat: str = ""
    ) -> tuple[Solid, tuple[Letters, ...]]:
        """The solid with words that are cast, and the words that are cut when it is finished."""
        engraving = self.engraving(choices, table)
        if engraving is None:
            return solid, ()
        words = engraved_solid(engraving, surface)
        if engraving.method != "cast":
            return solid, (Letters(cutter=words, coat=coat),)
        return (unite([solid, words]) if engraving.raised else subtract(solid, words)), ()

    @property
    def _typeface(self) -> str:
        return self.typeface_key or f"{self.key}_typeface"

    def _more_options(self, freezes: str) -> Iterator[Option]:
        if self.hand:
            help_text = "An SVG of your own writing, in place of words in a typeface."
            yield Handwriting(key=f"{self.key}_hand", label="Your own hand", default="", freezes_at=freezes, help=help_text)
        if len(self.methods) > 1:
            yield self._choice(f"{self.key}_method", "How", [(key, METHODS[key]) for key in self.methods], freezes)
        if self.monogram:
            yield self._choice(f"{self.key}_style", "Letters stand", STYLES.items(), freezes)
        if self.seal:
            yield self._choice(f"{self.key}_reading", "Reads", (("plain", "On the metal"), ("seal", "In wax")), freezes)

    def _choice(self, key: str, label: str, values: Iterable[tuple[str, str]], freezes: str) -> Choice:
        offered = tuple(Value(key=value, label=name) for value, name in values)
        # With handwriting in their place, words are empty and the other choices still mean something.
        only_if = "" if self.hand else self.key
        return Choice(key=key, label=label, default=offered[0].key, freezes_at=freezes, only_if=only_if, values=offered)

    def _wording(self, choices: Choices) -> Wording | None:
        hand = choices[f"{self.key}_hand"] if self.hand else ""
        if not choices[self.key] and not hand:
            return None
        method = cast(Method, choices[f"{self.key}_method"]) if len(self.methods) > 1 else self.methods[0]
        style = cast(MonogramStyle, choices[f"{self.key}_style"]) if self.monogram and not hand else None
        return Wording(
            text=choices[self.key],
            typeface=choices[self._typeface],
            method=method,
            hand=hand,
            style=style,
            frame_mm=self.frame_mm if style else 0.0,
        )

    def _stands(self, wording: Wording) -> bool:
        return self.raised and wording.method == "cast"

    def _room(self, table: Table) -> Room:
        return Room(table=table, share=self.share, most_share=self.most_share, most_mm=self.most_mm)

    def _unwritable(self, wording: Wording, choices: Choices) -> DesignError | None:
        text = wording.text
        if wording.hand:
            both = "Choose words in a typeface or your own hand, not both." if text else ""
            return DesignError(f"{self.key}_hand", both) if both else None
        if mixes_directions(text):
            return DesignError(
                self.key, "Words that run to the right and words that run to the left cannot share a line. Choose one kind."
            )
        if missing := missing_letters(text, wording.typeface):
            letters = " ".join(f"“{letter}”" for letter in missing)
            others = [face.name for face in TYPEFACES.values() if not missing_letters(text, face.id)]
            can = f"{_listed(others, 'and')} can." if others else "Please choose other letters."
            face = TYPEFACES[wording.typeface].name
            return DesignError(self.key, f"Our {face} lettering cannot write {letters}. {can}")
        if self.monogram and not all(letter.isalnum() for letter in text):
            return DesignError(self.key, "A monogram is made of one to three letters, without spaces or signs.")
        return None

    def _too_large(self, choices: Choices, wording: Wording, fit: Fit, table: Table) -> DesignError:
        field = f"{self.key}_hand" if wording.hand else self.key
        least = wording.limits.letter_height_mm
        if fit.too_high <= 1 + 1e-9:
            count = f": about {int(len(wording.text) / fit.too_long)} letters" if not wording.hand else ""
            return DesignError(
                field,
                f"At {least:g} mm, the least for {wording.limits.name}, this is {fit.long_mm:.0f} mm long and"
                f" {table.width_mm:.0f} mm fit {self.fits}{count}.",
            )
        needed = self._needed(choices, max(fit.too_high, fit.too_long if self.wider else 1.0))
        if self.larger is None or needed > self.largest_mm:
            return DesignError(
                field,
                f"Letters are {least:g} mm high at least for {wording.limits.name}; {_down(least / fit.too_high)} mm fit"
                f" {self.fits}. Choose fewer letters, or leave them out.",
            )
        return DesignError(
            field,
            f"Letters are {least:g} mm high at least for {wording.limits.name}, so these need {self.larger[1]} of"
            f" {needed:g} mm. Choose {needed:g} mm or wider, or leave the words out.",
        )

    def _too_fine(self, choices: Choices, wording: Wording, fit: Fit, table: Table) -> DesignError:
        field = f"{self.key}_hand" if wording.hand else self._typeface
        what = "this handwriting" if wording.hand else f"our {TYPEFACES[wording.typeface].name} lettering"
        found, times = works(wording, self._room(table), self.methods, wider=self.wider)
        others = list(found)
        needed = self._needed(choices, times)
        if times and self.larger is not None and needed <= self.largest_mm:
            others.append(f"{self.larger[1]} of {needed:g} mm or wider")
        return DesignError(
            field,
            f"At {fit.height_mm:g} mm {what} has {fit.lost:.0%} of its strokes finer than {wording.limits.name} can cut,"
            f" {wording.limits.stroke_mm:g} mm. Choose {_listed(others, 'or') or 'other words'}.",
        )

    def _needed(self, choices: Choices, times: float) -> float:
        """What the option for more room would have to be, in tenths of a millimetre."""
        return ceil(10 * choices.mm(self.larger[0]) * times - 1e-6) / 10 if self.larger else inf


def _down(length_mm: float) -> str:
    return f"{floor(100 * length_mm) / 100:g}"


def _listed(names: list[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


# Inside a band: its whole width but the softened edges, and its round but where the hallmark goes.
EDGE_SHARE = 0.92
INSIDE = Place(
    key="engraving",
    where="inside the band",
    typeface_key="typeface",
    larger=("band_width", "a band"),
    wider=False,
    share=0.55 / EDGE_SHARE,
    most_share=0.6 / EDGE_SHARE,
    most_mm=1.6,
    fits="inside this size",
)
LETTERING_OPTIONS = INSIDE.options()


def inside_table(choices: Choices) -> Table:
    """What may be written on inside the band of the options size and band_width."""
    round_mm = LIMITS.engraving.round_share * pi * choices.ring_size("size").diameter_mm
    return Table(shape="rectangle", width_mm=round_mm, height_mm=EDGE_SHARE * choices.mm("band_width"))


def lettering_rules(choices: Choices) -> Iterator[DesignError]:
    return INSIDE.rules(choices, inside_table(choices))


def engraving_of(choices: Choices) -> Engraving | None:
    return INSIDE.engraving(choices, inside_table(choices))


def lettering_cutter(engraving: Engraving, bore_radius_mm: float) -> Solid:
    """The cutter for the words, opposite the head, readable from the front."""
    return engraved_solid(engraving, InsideBand(radius_mm=bore_radius_mm))
