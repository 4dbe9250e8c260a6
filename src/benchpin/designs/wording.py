"""How words fit a face of metal: as high as they may be, no lower than the method can cut, no stroke too fine for it."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import floor
from typing import Literal

import numpy as np

from benchpin.smith.checks import LIMITS, MethodLimits
from benchpin.smith.geometry import (
    TYPEFACES,
    Line,
    Monogram,
    Table,
    finer_than,
    line_of_hand,
    line_of_text,
    line_outline_mm,
    missing_letters,
    monogram,
)

__all__ = ["METHODS", "Fit", "Method", "MonogramStyle", "Room", "Wording", "fitted", "works"]

Method = Literal["laser", "hand", "cast"]
MonogramStyle = Literal["interlaced", "side_by_side"]
METHODS: dict[Method, str] = {"laser": "Laser", "hand": "By hand", "cast": "Cast in"}
BY_METHOD: dict[Method, str] = {"laser": "laser engraving", "hand": "engraving by hand", "cast": "casting them in"}
MOST_FACES = 4  # named in a refusal
STEP = 1.05  # larger by this much at a time, when looking for a size that would work


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is written, and how."""

    text: str
    typeface: str
    method: Method
    hand: str = ""  # handwriting in place of the text
    style: MonogramStyle | None = None  # a monogram in place of a line
    frame_mm: float = 0.0

    @property
    def limits(self) -> MethodLimits:
        return LIMITS.engraving.method[self.method]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The face they stand on, and how high letters stand and may stand on it."""

    table: Table  # as much of it as may be written on
    share: float  # of its height, for capitals
    most_share: float
    most_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How words would stand.

    height_mm: of the letters; of handwriting and of a monogram, of the whole.
    too_long, too_high: how many times more room the least letters need, if more than 1, along the line and across it.
    lost: share of their area in strokes too fine for the method.
    """

    height_mm: float
    long_mm: float
    too_long: float
    too_high: float
    lost: float


@lru_cache(512)
def fitted(wording: Wording, room: Room) -> Fit:
    """Fit words as high as they may stand; the typeface must have every letter."""
    least = wording.limits.letter_height_mm
    if wording.style is not None:
        line = _monogram(wording, room.table)
        _, bottom, _, top = line.bounds_mm
        height = floor(100 * (top - bottom)) / 100
        return Fit(
            height_mm=height, long_mm=line.width_mm, too_long=1.0, too_high=least / height, lost=_lost(line, wording.limits)
        )
    nominal = round(min(room.most_mm, max(least, room.share * room.table.height_mm)), 2)
    points = np.concatenate(line_outline_mm(_line(wording, nominal)))
    fills = room.table.fills(points)
    height = nominal if fills <= 1 else max(least, floor(100 * nominal / fills) / 100)
    along, across = 2 * np.abs(points).max(0) * (least / nominal)
    straight = room.table.shape == "rectangle"
    line = _line(wording, height)
    return Fit(
        height_mm=height,
        long_mm=float(along),
        too_long=float(along / room.table.width_mm) if straight else 1.0,
        too_high=max(
            least / (room.most_share * room.table.height_mm),
            float(across / room.table.height_mm) if straight else fills * least / nominal,
        ),
        lost=_lost(line, wording.limits),
    )


def works(wording: Wording, room: Room, methods: tuple[Method, ...], *, wider: bool) -> tuple[tuple[str, ...], float]:
    """What else would do: faces and methods by name, and how many times larger the table (0 if no size helps).

    wider: whether a larger piece has a longer line too, as a disc has; a band only grows across.
    """
    faces = () if wording.hand else tuple(TYPEFACES.values())
    lettering = [
        f"{face.name} lettering"
        for face in faces
        if not missing_letters(wording.text, face.id) and _passes(replace(wording, typeface=face.id), room)
    ]
    other = [BY_METHOD[method] for method in methods if _passes(replace(wording, method=method), room)]
    return (*lettering[:MOST_FACES], *other), _larger(wording, room, wider=wider)


def _larger(wording: Wording, room: Room, *, wider: bool) -> float:
    times, table = 1.0, room.table
    while room.share * table.height_mm < room.most_mm or wording.style is not None:
        times *= STEP
        if times > 3:
            break
        grown_mm = table.width_mm * times if wider else table.width_mm
        larger = Table(shape=table.shape, width_mm=grown_mm, height_mm=table.height_mm * times)
        if _passes(wording, replace(room, table=larger)):
            return times
        if room.share * larger.height_mm > room.most_mm and wording.style is None:
            break
    return 0.0


def _passes(wording: Wording, room: Room) -> bool:
    fit = fitted(wording, room)
    return max(fit.too_long, fit.too_high) <= 1 + 1e-9 and fit.lost <= wording.limits.most_lost


def _line(wording: Wording, height_mm: float) -> Line:
    if wording.hand:
        return line_of_hand(wording.hand, height_mm)
    return line_of_text(wording.text, wording.typeface, height_mm)


def _monogram(wording: Wording, table: Table) -> Line:
    return monogram(
        Monogram(
            letters=wording.text,
            typeface=wording.typeface,
            table=table,
            style=wording.style or "side_by_side",
            frame_mm=wording.frame_mm,
        )
    )


def _lost(line: Line, limits: MethodLimits) -> float:
    return finer_than(line, limits.stroke_mm)
