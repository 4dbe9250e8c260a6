"""What may cover a part or fill its letters: plating, patina, enamel; each figure with its source in coats.toml."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import msgspec

__all__ = ["COATS", "Coat", "coat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coat:
    id: str
    name: str
    kind: Literal["plating", "patina", "enamel"]
    operation: str  # of making/operations.toml: when it is put on
    view_rgb: tuple[float, float, float]  # linear: reflectance of plating, colour of the rest
    view_roughness: float
    minutes_per_place: float
    minutes_per_cm2: float
    cents_per_cm2: float  # of material
    care: str
    judged: str  # what the inspector says yes or no to
    source: str


COATS = {
    row.id: row
    for row in msgspec.toml.decode(
        files("benchpin.smith.materials").joinpath("coats.toml").read_text("utf-8"), type=dict[str, tuple[Coat, ...]]
    )["coat"]
}


def coat(key: str) -> Coat:
    return COATS[key]
