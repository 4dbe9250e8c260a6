"""What a design hands over: its parts, its stones and its words, each where it stands. A piece is made of it.

A design never unites anything across its parts: preview and casting file come from this one list, so they cannot differ.
"""

from dataclasses import dataclass
from typing import Literal

from benchpin.smith.anatomy import Engraving, Finding, Measure, SettingKind
from benchpin.smith.checks import Figure
from benchpin.smith.geometry import IDENTITY, CutStone, Floats, Placed, Probe, Solid, then

__all__ = ["Draft", "Letters", "Part", "Stones", "placed_parts"]

Surface = Literal["polished", "round", "flat"]
Resizing = Literal["", "plain", "side_stones", "none"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Letters:
    """Words cut into a part after it is cast: shown, and on the traveller, but not in the casting file.

    coat: what blackens or fills them, an id of materials/coats.toml; empty leaves them bare metal.
    """

    cutter: Solid
    coat: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Part:
    """One solid in its own axes, and where it stands in the piece: once, or once for each 3x4 frame.

    alloy: an id of materials/metals.toml; empty is the piece's own.
    coat: what covers the part (rhodium black, enamel), an id of materials/coats.toml.
    finish: an id of materials/finishes.toml; empty is the piece's own.
    surface: how the finish lies: "round" about the Z axis with its bore left polished, "flat" along the part's faces,
        "polished" where no finish is taken.
    body: parts of one body and one alloy are one piece of metal.
    loose: every frame is a body of its own that moves against its neighbours: a link of a chain.
    bought: ready made: shown and joined here, not cast. Parts of one finding, such as a chain's two kinds of link, share it.
    letters: cut when the piece is finished.
    revolved: of a body of revolution about Z its closed (z, r) section, (n, 2) mm: what STEP can say exactly.
    """

    key: str
    name: str
    solid: Solid
    frames: tuple[Floats, ...] = (IDENTITY,)
    alloy: str = ""
    coat: str = ""
    finish: str = ""
    surface: Surface = "polished"
    body: str = "main"
    loose: bool = False
    bought: Finding | None = None
    letters: tuple[Letters, ...] = ()
    revolved: Floats | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Stones:
    """Stones alike, set alike; frames turn the stone's own axes (table up along Z) into the piece's."""

    key: str
    name: str
    stone: CutStone
    gem: str
    cut: str
    setting: SettingKind
    frames: tuple[Floats, ...] = (IDENTITY,)
    claws: int = 0


@dataclass(frozen=True, eq=False, kw_only=True)
class Draft:
    """Everything a design says of one specification; what is weighed, checked, shown and cast follows from it.

    blames: the option a customer would change where the piece as a whole cannot be made.
    figures: what the design worked out itself and the trade limits: a bend, a notch (tables `figure` of checks.toml).
    resizing: how far the ring can be resized later: "plain", "side_stones" or "none"; empty for what is no ring.
    pair: the two frames in which one of a pair is shown; empty for what is worn alone.
    findings: bought parts that are not shown.
    view: what the viewer frames and how: "ring", "pendant", "chain", "bangle", "stud", "earring", "charm".
    """

    cast_name: str
    description: str
    blames: str
    parts: tuple[Part, ...]
    stones: tuple[Stones, ...] = ()
    probes: tuple[Probe, ...] = ()
    figures: tuple[Figure, ...] = ()
    measures: tuple[Measure, ...] = ()
    engravings: tuple[Engraving, ...] = ()
    findings: tuple[Finding, ...] = ()
    pair: tuple[Floats, ...] = ()
    view: str = ""
    inner_radius_mm: float = 0.0
    ring_size: str | None = None
    resizing: Resizing = ""


def placed_parts(key: str, name: str, placed: tuple[Placed, ...], *at: Floats) -> tuple[Part, ...]:
    """Parts alike in all but their shape, such as the claws and rails of a head, once for each frame of `at`."""
    return tuple(
        Part(key=key, name=name, solid=solid, frames=tuple(then(one, frame) for one in at or (IDENTITY,) for frame in frames))
        for solid, frames in placed
    )
