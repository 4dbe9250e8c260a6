"""A jeweller's own design as it is kept: what each part of the drawing is, and which sizes it is drawn for."""

from typing import Literal

import msgspec

from benchpin.smith.anatomy import Kind, SettingKind

__all__ = ["KEY_PREFIX", "MOST_STONE_KINDS", "ROLES", "OwnFile", "OwnModel", "OwnPart", "OwnStone", "Role", "Sizing"]

KEY_PREFIX = "own_"
MOST_STONE_KINDS = 6

Role = Literal["metal", "second", "coated", "stone", "out"]
Sizing = Literal["drawn", "shank", "scaled"]
ROLES: dict[Role, str] = {
    "metal": "The piece's metal",
    "second": "A second metal",
    "coated": "Metal that is plated or enamelled",
    "stone": "A stone",
    "out": "Leave it out",
}


class OwnStone(msgspec.Struct, frozen=True, kw_only=True):
    """Stones that are chosen together: which stone they are at first, and how they are held.

    cut: an id of materials/cuts.toml; it names what was drawn, and does not shape it.
    """

    key: str  # of the option: "gem", "gem_2"
    label: str
    gem: str
    cut: str
    setting: SettingKind
    claws: int = 0


class OwnPart(msgspec.Struct, frozen=True, kw_only=True):
    """One named part of the drawing.

    stone: the key of its OwnStone. coat: an id of materials/coats.toml.
    """

    name: str
    role: Role
    stone: str = ""
    coat: str = ""


class OwnFile(msgspec.Struct, frozen=True, kw_only=True):
    """One drawing. size: of a ring its canonical size; else how the size is called where there are several; may be empty.

    bore_mm: of a ring the diameter that was measured.
    """

    size: str = ""
    bore_mm: float = 0.0


class OwnModel(msgspec.Struct, frozen=True, kw_only=True):
    """All that is not shape. The shapes of file n lie beside it, in the piece's own axes, in millimetres.

    sizing: "drawn": only what is drawn; "shank": a ring whose shank is bent to any size; "scaled": larger and smaller.
    head_deg: half the angle of a ring that keeps its shape when the shank is bent.
    several: it is made of bodies that do not hang together, and is meant to.
    hung: an eye and a chain of ours are added at its top.
    pair: what is drawn is one of two.
    backs: butterfly backs of ours come with it.
    engraved: words may be put inside the band.
    """

    name: str
    summary: str
    kind: Kind
    metal: str
    second_metal: str = ""
    finishes: tuple[str, ...]
    parts: tuple[OwnPart, ...]
    stones: tuple[OwnStone, ...] = ()
    files: tuple[OwnFile, ...]
    sizing: Sizing = "drawn"
    head_deg: float = 0.0
    several: bool = False
    hung: bool = False
    pair: bool = False
    backs: bool = False
    engraved: bool = False

    def part(self, name: str) -> OwnPart:
        return next(part for part in self.parts if part.name == name)
