"""From drawings that were read and what the jeweller says of their parts to a design that is kept, or why it cannot be.

Shapes are brought into a piece's own axes once: a ring's finger along Z and its head up, a pendant hanging and facing front.
Seats are cut where stones stand in metal, a second metal gives way to the first; both are said.
"""

from dataclasses import dataclass, field
from math import ceil

import msgspec
import numpy as np

from benchpin.designs.own.library import Shapes
from benchpin.designs.own.model import OwnFile, OwnModel
from benchpin.smith.geometry import (
    IDENTITY,
    Floats,
    ModelRefused,
    ReadModel,
    ReadPart,
    Solid,
    drawn_stone,
    finger_hole,
    intersection_volume_mm3,
    solid,
    subtract,
    unite,
    welded,
)
from benchpin.smith.sizes import parse_ring_size

__all__ = ["MOST_HEAD_DEG", "UPS", "Understood", "likely_head_deg", "understood"]

SEAT_GAP_MM = 0.02
TOUCHES_MM3 = 1e-4
SETTING_DEG = 7.0  # of what holds a stone, beside it
MOST_HEAD_DEG = 60.0  # a larger head leaves no shank to bend
HALF_A_SIZE_MM = 0.13  # of diameter: half of what lies between two UK half sizes, rounded
# What points up and to the front in a file, as the frame that turns it to Y up and Z front.
UPS: dict[str, tuple[str, Floats]] = {
    "z": ("Z is up, as in most CAD", np.array([[1.0, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0]])),
    "y": ("Y is up, as in GLB", IDENTITY),
    "x": ("X is up", np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, -1, 0]])),
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Understood:
    """said: what was done to the drawings, and what was measured, as sentences."""

    model: OwnModel
    files: tuple[Shapes, ...]
    said: tuple[str, ...]


@dataclass(slots=True)
class _Telling:
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)


def understood(model: OwnModel, read: tuple[ReadModel, ...], up: str = "z") -> Understood:
    """Bring drawings into a piece's axes and cut what must be cut.

    model: as the jeweller described it; its `files` say the size of each drawing, their bores are measured here.

    Raises:
        ModelRefused: with a sentence for each thing that does not go together.
    """
    telling = _Telling()
    _same_parts(model, read, telling)
    _roles_make_sense(model, read, telling)
    if telling.wrong:
        raise ModelRefused(*telling.wrong)
    files, shapes = [], []
    for file, drawing in zip(model.files, read, strict=True):
        about, shape = _one_file(model, file, drawing, up, telling)
        files.append(about)
        shapes.append(shape)
    if telling.wrong:
        raise ModelRefused(*telling.wrong)
    return Understood(model=_with(model, tuple(files)), files=tuple(shapes), said=tuple(telling.said))


def _with(model: OwnModel, files: tuple[OwnFile, ...]) -> OwnModel:
    kept = tuple(part for part in model.parts if part.role != "out")
    return msgspec.structs.replace(model, files=files, parts=kept)


def _same_parts(model: OwnModel, read: tuple[ReadModel, ...], telling: _Telling) -> None:
    """Drawings of several sizes have the same parts."""
    named = {part.name for part in model.parts if part.role != "out"}
    for file, drawing in zip(model.files, read, strict=True):
        missing = named - {part.name for part in drawing.parts}
        where = f"In the drawing of size {file.size}" if file.size else "In the drawing"
        if missing:
            telling.wrong.append(f"{where} these parts are missing: {', '.join(sorted(missing))}. Name them as in the first.")
        broken = [part for part in drawing.parts if part.faults and part.name in named]
        telling.wrong += [f"{where}, {part.name}: {fault}" for part in broken for fault in part.faults]


def _roles_make_sense(model: OwnModel, read: tuple[ReadModel, ...], telling: _Telling) -> None:
    roles = [part.role for part in model.parts]
    if "metal" not in roles:
        telling.wrong.append("Say of at least one part that it is the piece's metal.")
    if "second" in roles and not model.second_metal:
        telling.wrong.append("Say which the second metal is.")
    for part in model.parts:
        if part.role != "stone":
            continue
        seen = next((one for one in read[0].parts if one.name == part.name), None)
        if seen is not None and not seen.faults and seen.stone is None:
            telling.wrong.append(
                f"{part.name} is no stone: it is hollow somewhere, or in several bodies. Draw each stone as one convex body;"
                " a heart as its two halves."
            )
        if part.stone not in {stone.key for stone in model.stones}:
            telling.wrong.append(f"Say which stone {part.name} is.")
        elif seen is not None and seen.stone is not None:
            _cut_fits(model, part.stone, seen, telling)
    if model.sizing == "scaled" and "stone" in roles:
        telling.wrong.append(
            "A piece with stones cannot be scaled: the stones would change too. Give a drawing for each size, or one size."
        )
    if model.sizing == "shank" and not 0 <= model.head_deg <= MOST_HEAD_DEG:
        telling.wrong.append(
            f"The part that keeps its shape may take up to {MOST_HEAD_DEG:g}° either side of the top; a ring with stones"
            " further round needs a drawing for each size."
        )
    if model.sizing != "drawn" and len(model.files) > 1:
        telling.wrong.append("Give either one drawing to be sized, or one for each size.")


def _cut_fits(model: OwnModel, key: str, seen: ReadPart, telling: _Telling) -> None:
    cut = next(stone.cut for stone in model.stones if stone.key == key)
    assert seen.stone is not None
    ratio = seen.stone.length_mm / seen.stone.width_mm
    if cut in ("round", "single", "rose", "cabochon_round") and ratio > 1.04:
        telling.wrong.append(
            f"{seen.name} is {seen.stone.length_mm:g} × {seen.stone.width_mm:g} mm: that is no round stone. Choose its cut."
        )


def _one_file(model: OwnModel, file: OwnFile, drawing: ReadModel, up: str, telling: _Telling) -> tuple[OwnFile, Shapes]:
    solids = {part.name: part.solid() for part in drawing.parts if _role(model, part.name) != "out"}
    first = [name for name in solids if _role(model, name) in ("metal", "coated")]
    second = [name for name in solids if _role(model, name) == "second"]
    metal = unite([solids[name] for name in (*first, *second)])
    stones = {name: drawn_stone(solids[name]) for name in solids if _role(model, name) == "stone"}
    own, bore_mm = _own_axes(model, file, metal, [frame[:, 3] for _, frame in stones.values()], up, telling)
    bodies = metal.decompose()
    if len(bodies) > 1 and not model.several:
        telling.wrong.append(
            f"The metal falls into {len(bodies)} pieces that do not touch. Let them overlap by 0.05 mm in your CAD, or say that"
            " it is made of several."
        )
    cutters = [stone.solid(SEAT_GAP_MM).transform(frame) for stone, frame in stones.values()]
    cut_mm3 = 0.0
    for name in (*first, *second):
        before = float(solids[name].volume())
        near = [cutter for cutter in cutters if intersection_volume_mm3(cutter, solids[name]) > TOUCHES_MM3]
        solids[name] = subtract(solids[name], *near) if near else solids[name]
        cut_mm3 += before - float(solids[name].volume())
    if cut_mm3 > TOUCHES_MM3:
        telling.say(
            f"Seats were cut where stones stood in the metal, with {SEAT_GAP_MM:g} mm of room: {cut_mm3:.2f} mm³ in all."
        )
    _second_gives_way(solids, first, second, telling)
    placed = {name: one.transform(own) for name, one in solids.items()}
    return (
        OwnFile(size=file.size, bore_mm=bore_mm),
        {name: welded(_settled(one)) for name, one in placed.items()},
    )


def _role(model: OwnModel, name: str) -> str:
    return next((part.role for part in model.parts if part.name == name), "out")


def _own_axes(
    model: OwnModel, file: OwnFile, metal: Solid, stones: list[Floats], up: str, telling: _Telling
) -> tuple[Floats, float]:
    """The frame that takes the file's points to the piece's, and a ring's bore."""
    if model.kind != "ring":
        turn = UPS[up][1]
        box = np.array(metal.transform(turn).bounding_box())
        shifted = turn.copy()
        shifted[:, 3] = -(box[:3] + box[3:]) / 2
        return shifted, 0.0
    hole = finger_hole(metal, stones)
    asked = parse_ring_size(file.size)
    if abs(hole.diameter_mm - asked.diameter_mm) > HALF_A_SIZE_MM:
        telling.wrong.append(
            f"The finger hole measures {hole.diameter_mm:.2f} mm across; {asked} is {asked.diameter_mm:.2f} mm. Say the size it"
            " is drawn in, or draw it again."
        )
    else:
        telling.say(f"The finger hole measures {hole.diameter_mm:.2f} mm across: {asked}.")
    return hole.own, hole.diameter_mm


def _second_gives_way(solids: dict[str, Solid], first: list[str], second: list[str], telling: _Telling) -> None:
    stays = [solids[name] for name in first]
    for name in second:
        shared = sum(intersection_volume_mm3(solids[name], one) for one in stays)
        if shared > TOUCHES_MM3:
            solids[name] = subtract(solids[name], *stays)
            telling.say(f"{name} stood {shared:.2f} mm³ deep in the first metal: that was taken from it.")


def _settled(one: Solid) -> Solid:
    """Made anew from its points, so that what was computed is what is kept."""
    return solid(*welded(one))


def likely_head_deg(drawing: ReadModel) -> float:
    """Half the angle of a drawn ring that has to keep its shape: all stones and what holds them; 0 without stones.

    A first guess for who knows better. 0 as well where no finger hole is found.
    """
    metal = [part.solid() for part in drawing.parts if part.likely == "metal" and not part.faults]
    stones = [drawn_stone(part.solid()) for part in drawing.parts if part.likely == "stone" and not part.faults]
    if not metal or not stones:
        return 0.0
    try:
        own = finger_hole(unite(metal), [frame[:, 3] for _, frame in stones]).own
    except ModelRefused:
        return 0.0
    corners = np.concatenate([stone.vertices @ frame[:, :3].T + frame[:, 3] for stone, frame in stones])
    placed = corners @ own[:, :3].T + own[:, 3]
    widest = float(np.degrees(np.abs(np.arctan2(placed[:, 0], placed[:, 1])).max()))
    return float(ceil(widest + SETTING_DEG))
