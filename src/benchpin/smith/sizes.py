"""Ring sizes in every system. The truth is the inside circumference in millimetres; a letter or number is its label.

Source: ISO 8653 (size = circumference), BS 6820:1987 (UK letters, 37.5 mm + 1.25 mm a letter), ASTM-type US line
(0.458 in + 0.032 in a size), JCS numbers (13 mm + 1/3 mm), Swiss and Italian numbers (circumference less 40).
Charts in shops differ from these by up to half a letter: always show millimetres beside a label.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import pi
from typing import Literal, cast, get_args

__all__ = ["SIZES_UK", "RingSize", "System", "parse_ring_size", "resizing_words", "sizes", "wide_band_advice"]

System = Literal["UK", "US", "ISO", "JP", "CH"]
SYSTEMS: tuple[System, ...] = get_args(System)

FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "1/4": 0.25, "1/2": 0.5, "3/4": 0.75}
SHOWN = {"1/4": "¼", "1/2": "½", "3/4": "¾"}
WIDEST_MM, NARROWEST_MM = 78.0, 36.0  # inside circumferences anyone wears

US_STEP_MM = 2.5535  # of circumference, one whole size
# By how many US sizes a ring can be resized later. Source: watch-pocket.com (plain solitaire 2 to 3, eternity none).
RESIZABLE_US_SIZES = {"plain": 2, "side_stones": 1, "none": 0}
# A wide band sits tighter: from this width on, so many UK sizes larger, the widest first.
# Source: careypearson.com (5 mm and wider: half a size), graded from the trade's custom (estimate).
WIDE_BAND_UK_SIZES = ((8.0, "one and a half UK sizes"), (6.0, "one UK size"), (4.0, "half a UK size"))
MOST_SHOWN = 24  # characters of a text that could not be read, repeated to who typed it


@dataclass(frozen=True, slots=True)
class RingSize:
    """A size as somebody says it: "M 1/2" in the UK system."""

    system: System
    label: str

    @property
    def circumference_mm(self) -> float:
        return _circumference_mm(self.system, self.label)

    @property
    def diameter_mm(self) -> float:
        return self.circumference_mm / pi

    @property
    def canonical(self) -> str:
        return f"{self.system}:{self.label}"

    @property
    def shown(self) -> str:
        """The label alone as it is written: "M½"."""
        head, _, fraction = self.label.partition(" ")
        return head + SHOWN.get(fraction, fraction)

    def equivalents(self) -> dict[str, str]:
        """The nearest label in every system, by system: {"UK": "M½", "US": "6½", ...}."""
        nearest = {system: _nearest(system, self.circumference_mm) for system in SYSTEMS}
        return {system: size.shown for system, size in (nearest | {self.system: self}).items()}

    def __str__(self) -> str:
        return f"{self.system} {self.shown}"


def parse_ring_size(raw: str) -> RingSize:
    """Read "UK:M 1/2", "UK M½", "US:7", "us 7.25", "ISO:54".

    Raises:
        ValueError: with a sentence for who typed it.
    """
    system, label = _split(raw)
    label = _tidy(label)
    known = {size.label for size in sizes(system)}
    if label not in known:
        first, last = sizes(system)[0], sizes(system)[-1]
        raise ValueError(
            f"There is no {system} ring size {label[:MOST_SHOWN]}. {system} sizes go from {first.shown} to {last.shown}."
        )
    return RingSize(system, label)


@lru_cache
def sizes(system: System) -> tuple[RingSize, ...]:
    """Every size of a system that fingers need, smallest first."""
    return tuple(
        size
        for size in (RingSize(system, label) for label in _labels(system))
        if NARROWEST_MM <= size.circumference_mm <= WIDEST_MM
    )


def wide_band_advice(width_mm: float) -> str:
    """What to say to who orders a wide band, or an empty text."""
    for from_mm, larger in WIDE_BAND_UK_SIZES:
        if width_mm >= from_mm:
            return f"A band {width_mm:g} mm wide sits tighter. Most people take {larger} larger than for a narrow ring."
    return ""


def resizing_words(resizing: str) -> str:
    """What to say of making a ring larger or smaller later; empty for what is no ring."""
    if resizing not in RESIZABLE_US_SIZES:
        return ""
    steps = RESIZABLE_US_SIZES[resizing]
    if not steps:
        return "It cannot be resized later: stones or pattern run all the way round. Be sure of the size."
    us = f"{steps} US size{'s'[: steps > 1]}"
    return f"It can be made up to {us} larger or smaller later: {steps * US_STEP_MM:.1f} mm of circumference."


def _split(raw: str) -> tuple[System, str]:
    match = re.fullmatch(r"\s*([A-Za-z]{2,3})\s*[: ]\s*(.+?)\s*", raw)
    system = {"EU": "ISO", "IT": "CH", "AU": "UK"}.get(match[1].upper(), match[1].upper()) if match else ""
    if not match or system not in SYSTEMS:
        typed = raw.strip()[:MOST_SHOWN]
        raise ValueError(
            f"Say the system and the size, like UK:M, US:6.5 or ISO:54; “{typed}” does not say which system it is."
        )
    return cast(System, system), match[2]


def _tidy(label: str) -> str:
    """One spelling for each label: "m½" and "M1/2" become "M 1/2", "6.5" becomes "6 1/2"."""
    text = label.strip().upper()
    for sign, fraction in (
        ("¼", "1/4"),
        ("½", "1/2"),
        ("¾", "3/4"),
        (".25", "1/4"),
        (".50", "1/2"),
        (".5", "1/2"),
        (".75", "3/4"),
    ):
        if text.endswith(sign):
            text = f"{text.removesuffix(sign).strip() or '0'} {fraction}"
            break
    text = re.sub(r"(?<=[A-Z0-9])\s*(?=[13]/[24]$)", " ", text) if re.search(r"[A-Z0-9]\s*[13]/[24]$", text) else text
    return re.sub(r"\.0+$", "", text)


def _labels(system: System) -> list[str]:
    if system == "UK":
        letters = [chr(ord("A") + n) for n in range(26)] + [f"Z+{n}" for n in range(1, 8)]
        return [
            label
            for letter in letters
            for label in ((letter, f"{letter} 1/2") if len(letter) == 1 and letter != "Z" else (letter,))
        ]
    if system == "US":
        return [f"{n}{fraction}" for n in range(17) for fraction in ("", " 1/4", " 1/2", " 3/4")]
    if system == "ISO":
        return [str(n) for n in range(36, 79)]
    return [str(n) for n in range(1, 39)]


@lru_cache(maxsize=512)
def _circumference_mm(system: System, label: str) -> float:
    head, _, fraction = label.partition(" ")
    part = FRACTIONS.get(fraction, 0.0)
    if system == "UK":
        letters = 25 + int(head[2:]) if head.startswith("Z+") else ord(head) - ord("A")
        return 37.5 + 1.25 * (letters + part)
    number = int(head) + part
    if system == "US":
        return 36.5367 + US_STEP_MM * number
    if system == "ISO":
        return number
    if system == "JP":
        return pi * (13.0 + (number - 1) / 3)
    return number + 40.0


def _nearest(system: System, circumference_mm: float) -> RingSize:
    return min(sizes(system), key=lambda size: abs(size.circumference_mm - circumference_mm))


SIZES_UK = sizes("UK")
