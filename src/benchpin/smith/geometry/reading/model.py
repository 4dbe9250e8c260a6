"""A file as it was understood: its parts in millimetres, each mended or refused, and what it seems to be."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry.gems import drawn_stone, is_convex, likely_cut
from benchpin.smith.geometry.reading.bodies import RawPart
from benchpin.smith.geometry.reading.formats import FORMATS, RawModel, raw_model
from benchpin.smith.geometry.reading.mend import Mended, mended
from benchpin.smith.geometry.reading.refusals import ModelRefused
from benchpin.smith.geometry.surface import Floats, Solid, solid, welded

__all__ = ["UNITS", "ReadModel", "ReadPart", "StoneSeen", "read_model"]

UNITS = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "inch": 25.4}
LEAST_MM, MOST_MM = 1.0, 700.0  # of the whole: from a nose stud to a rope of pearls
CUT_FACETS = (13, 160)
STONE_WORDS = re.compile(
    r"gem|stone|diamond|brillian|sapphir|ruby|emerald|zircon|moissanite|pearl|opal|topaz|amethyst|cabochon|pavilion|melee", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneSeen:
    """What a part would be as a stone; cut: a first guess."""

    length_mm: float
    width_mm: float
    depth_mm: float
    volume_mm3: float
    cut: str
    facets: int


@dataclass(frozen=True, eq=False, kw_only=True)
class ReadPart:
    """done: what was put right in it. faults: why it cannot be used, if it cannot; then it has no triangles.

    stone: its measures as a stone, if it is convex. likely: "stone" or "metal".
    """

    name: str
    vertices_mm: Floats  # (n, 3)
    triangles: NDArray[np.int64]  # (m, 3)
    done: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    size_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    volume_mm3: float = 0.0
    bodies: int = 0
    cavities_mm3: float = 0.0
    stone: StoneSeen | None = None
    likely: str = "metal"

    def solid(self) -> Solid:
        return solid(self.vertices_mm, self.triangles)


@dataclass(frozen=True, eq=False, kw_only=True)
class ReadModel:
    format: str  # a key of FORMATS
    unit: str  # as read: "mm", or what it was taken for
    parts: tuple[ReadPart, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(f"{part.name}: {fault}" for part in self.parts for fault in part.faults)


def read_model(data: bytes, unit: str = "") -> ReadModel:
    """Understand a file.

    unit: a key of UNITS that the jeweller gave; empty takes what the file says.

    Raises:
        ModelRefused: where the whole cannot be read, or its unit is not known. A part that cannot be mended carries its faults.
    """
    raw = raw_model(data)
    scale = _scale(raw, unit)
    names = _names(raw)
    parts = tuple(_read(name, part, scale) for name, part in zip(names, raw.parts, strict=True))
    return ReadModel(format=raw.format, unit=unit or _said(raw), parts=parts)


def _said(raw: RawModel) -> str:
    return next((key for key, mm in UNITS.items() if mm == raw.unit_mm), f"{raw.unit_mm:g} mm")


def _scale(raw: RawModel, unit: str) -> float:
    points = np.concatenate([part.vertices for part in raw.parts])
    sides = points.max(0) - points.min(0)
    fits = [key for key, mm in UNITS.items() if LEAST_MM <= mm * sides.max() <= MOST_MM]
    would = ", ".join(f"in {key} it is {_sides(UNITS[key] * sides)}" for key in fits)
    if unit:
        scale = UNITS[unit]
    elif raw.unit_mm is not None:
        scale = raw.unit_mm
    else:
        raise ModelRefused(
            f"{FORMATS[raw.format]} does not say its unit. Say which: {would or 'in none we know it is the size of a jewel'}."
        )
    if not LEAST_MM <= scale * sides.max() <= MOST_MM:
        said = f"Read in {unit}" if unit else f"By the file's own unit, {_said(raw)},"
        raise ModelRefused(
            f"{said} this would be {_sides(scale * sides)}. {f'Choose its unit: {would}.' if would else ''}".strip()
        )
    return scale


def _sides(sides_mm: Floats) -> str:
    return " × ".join(f"{side:.4g}" for side in sides_mm) + " mm"


def _names(raw: RawModel) -> list[str]:
    """Each part's own name, made different where two share one."""
    seen: dict[str, int] = {}
    names = []
    for number, part in enumerate(raw.parts, 1):
        name = " ".join(re.sub(r"[^\w .,+#-]", " ", part.name).split())[:60] or f"Part {number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return names


def _read(name: str, part: RawPart, scale: float) -> ReadPart:
    found = mended(part.vertices * scale, part.triangles)
    if found.solid is None:
        return ReadPart(
            name=name,
            vertices_mm=np.zeros((0, 3)),
            triangles=np.zeros((0, 3), np.int64),
            done=found.done,
            faults=found.faults,
            size_mm=_size(part.vertices * scale),
        )
    vertices, triangles = welded(found.solid)
    stone = _as_stone(found)
    return ReadPart(
        name=name,
        vertices_mm=vertices,
        triangles=triangles,
        done=found.done,
        size_mm=_size(vertices),
        volume_mm3=float(found.solid.volume()),
        bodies=found.bodies,
        cavities_mm3=found.cavities_mm3,
        stone=stone,
        likely="stone" if stone is not None and (STONE_WORDS.search(name) or _nameless(name, stone)) else "metal",
    )


def _as_stone(found: Mended) -> StoneSeen | None:
    if found.solid is None or found.bodies != 1 or not is_convex(found.solid):
        return None
    stone, _ = drawn_stone(found.solid)
    return StoneSeen(
        length_mm=round(stone.length_mm, 3),
        width_mm=round(stone.width_mm, 3),
        depth_mm=round(stone.depth_below_mm + stone.height_above_mm, 3),
        volume_mm3=stone.volume_mm3,
        cut=likely_cut(stone),
        facets=stone.facet_count,
    )


def _nameless(name: str, stone: StoneSeen) -> bool:
    """Whether a body without a name of its own has a cut stone's facets: more than a bar, fewer than a ball."""
    return re.fullmatch(r"(Body|Part) \d+", name) is not None and CUT_FACETS[0] <= stone.facets <= CUT_FACETS[1]


def _size(vertices: Floats) -> tuple[float, float, float]:
    x, y, z = (round(float(side), 3) for side in vertices.max(0) - vertices.min(0))
    return x, y, z
