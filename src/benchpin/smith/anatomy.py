"""What a piece is made of, in plain numbers: the solids' figures without the solids.

Everything but the picture and the casting file is derived from this: price, route, inspection,
care, passport. It goes to JSON and back unchanged (`msgspec.to_builtins`, `msgspec.convert`),
so what was sold is stored with the order and never built again.
"""

from dataclasses import dataclass
from typing import Any, Literal

import msgspec

__all__ = [
    "Anatomy",
    "Coating",
    "Engraving",
    "Finding",
    "Kind",
    "Measure",
    "MetalPart",
    "SettingKind",
    "StoneSet",
    "read_anatomy",
]

Kind = Literal["ring", "necklace", "bracelet", "earrings"]
SettingKind = Literal["claw", "bezel", "pave", "channel", "flush"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalPart:
    """Metal we cast and work ourselves. Volumes and surfaces are those of the finished solid."""

    key: str  # "band", "head"
    name: str  # "Band"
    alloy: str  # id in materials/metals.toml
    volume_mm3: float
    surface_mm2: float
    mass_g: float
    count: int = 1  # two for a pair of studs; volume, surface and mass are of ONE
    finish: str = ""  # id in materials/finishes.toml, where it is not the piece's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Coating:
    """What covers a part, or fills its letters: rhodium black, enamel. The surface is that of all such places together."""

    key: str  # "letters"
    name: str  # "Letters"
    coat: str  # id in materials/coats.toml
    surface_mm2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneSet:
    """Stones alike, set alike."""

    key: str  # "centre"
    name: str  # "Centre stone"
    gem: str  # id in materials/gems.toml
    cut: str  # id in materials/cuts.toml
    width_mm: float
    length_mm: float  # equals width for round stones
    depth_mm: float
    carats: float  # of ONE stone
    setting: SettingKind
    claws: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A part bought ready made: a chain by its length, ear posts, scrolls."""

    key: str  # "trace_chain"
    name: str
    alloy: str
    mass_g: float  # of ONE
    count: int = 1
    length_mm: float | None = None
    joined: bool = True  # soldered on here; a chain is only threaded, a butterfly back only slipped on


@dataclass(frozen=True, slots=True, kw_only=True)
class Engraving:
    """Words, a monogram or handwriting on a piece, with all that its outlines are drawn from again (`smith.engraving`).

    text: what is read; of handwriting, what it is called.
    hand: a person's own handwriting, as `geometry.Hand` writes it; empty for words in a typeface.
    table: for a monogram the face it fills, as (shape, width, height) in mm.
    """

    text: str
    typeface: str  # id of the typeface
    place: str  # "inside the band"
    letter_height_mm: float
    depth_mm: float  # of raised letters: how high they stand
    method: Literal["laser", "hand", "cast"]
    key: str = "engraving"  # the option it was chosen by
    reverse: bool = False  # a seal: cut mirrored, so that its print reads right
    raised: bool = False
    hand: str = ""
    monogram: str = ""  # "interlaced" or "side_by_side"
    frame_mm: float = 0.0  # width of the line around a monogram
    table: tuple[str, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A dimension of the finished piece as the drawing shows it."""

    key: str  # "band_width"
    label: str
    value: float
    unit: str  # "mm"
    tolerance: float  # same unit, both ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    design: str
    kind: Kind
    alloy: str  # the main alloy
    finish: str  # id in materials/finishes.toml
    parts: tuple[MetalPart, ...]
    stones: tuple[StoneSet, ...] = ()
    findings: tuple[Finding, ...] = ()
    engravings: tuple[Engraving, ...] = ()
    coatings: tuple[Coating, ...] = ()
    measures: tuple[Measure, ...] = ()
    ring_size: str | None = None  # "UK:M 1/2", see smith.sizes
    resizing: Literal["", "plain", "side_stones", "none"] = ""  # of a ring, see smith.sizes.resizing_words
    description: str = ""  # the piece in one sentence, for people who cannot see it

    @property
    def engraving(self) -> Engraving | None:
        """The first words, which most pieces have alone."""
        return self.engravings[0] if self.engravings else None

    @property
    def worked_mass_g(self) -> float:
        """Mass of the metal worked here, without bought findings."""
        return sum(part.mass_g * part.count for part in self.parts)

    @property
    def metal_mass_g(self) -> float:
        """Mass of all precious metal in the piece, findings included: what hallmarking law weighs."""
        return self.worked_mass_g + sum(f.mass_g * f.count for f in self.findings)

    @property
    def stone_carats(self) -> float:
        return sum(stone.carats * stone.count for stone in self.stones)

    @property
    def gross_mass_g(self) -> float:
        """What the balance shows: metal and stones (one carat is 0.2 g)."""
        return self.metal_mass_g + 0.2 * self.stone_carats


def read_anatomy(stored: dict[str, Any]) -> Anatomy:
    """Read what was stored with an order or a piece.

    Until a piece could carry several words it had one, or none, as `engraving`.

    Raises:
        msgspec.ValidationError: naming the field that does not fit.
    """
    if "engraving" in stored:
        words = stored["engraving"]
        stored = {**stored, "engravings": [words] if words else []}
        del stored["engraving"]
    return msgspec.convert(stored, Anatomy)
