"""An own design's draft: the kept shapes in their size, with stones, words and chain, as any other design's."""

from math import pi

import numpy as np

from benchpin.designs.design import Choices
from benchpin.designs.hang import chain_measure, hung
from benchpin.designs.lettering import Place
from benchpin.designs.lobe import scrolls, side_by_side
from benchpin.designs.own.library import kept_model
from benchpin.designs.own.model import OwnModel, OwnStone
from benchpin.designs.own.shapes import Base, Sized, base, lumps, metal_shape, stone_at
from benchpin.smith.anatomy import Engraving, Measure
from benchpin.smith.checks import LIMITS
from benchpin.smith.draft import Draft, Letters, Part, Resizing, Stones
from benchpin.smith.engraving import engraved_solid
from benchpin.smith.geometry import DrawnStone, Floats, InsideBand, Probe, Solid, Table, thinnest_wall, unite
from benchpin.smith.materials import CUTS, GEMS, METALS

__all__ = ["INSIDE", "base_of", "draft", "file_of", "writable"]

APART_MM = 2.0  # between the two of a pair, as they are shown
ALIKE_MM = 0.012  # stones that differ by less are one kind
EDGE_SHARE = 0.85  # of the base's width: the rest is its softened edges
OVERALL_TOLERANCE_MM = 0.25
VIEWS = {"ring": "ring", "necklace": "pendant", "bracelet": "bangle", "earrings": "earring"}
INSIDE = Place(
    key="engraving",
    where="inside the band",
    typeface_key="typeface",
    share=0.6,
    most_share=0.65,
    most_mm=1.6,
    fits="inside this size",
)


def draft(key: str, choices: Choices) -> Draft:
    model = kept_model(key)
    sized = _sized(key, model, choices)
    metal = _metal(model, choices, sized)
    whole = unite([part.solid for part in metal])
    stones = _stones(model, choices, sized)
    box = np.array(whole.bounding_box())
    engraving = _engraving(model, key, choices)
    size = choices.ring_size("size") if model.kind == "ring" else None
    return Draft(
        cast_name=f"{model.name}, {size}" if size else model.name,
        description=_description(model, choices, stones, box),
        blames=_blamed(model),
        parts=(*metal, *(hung(choices, *_top(whole)) if model.hung else ())),
        stones=stones,
        probes=_probes(model, whole),
        measures=_measures(model, key, choices, box),
        engravings=(engraving,) if engraving is not None else (),
        findings=(scrolls(choices["metal"]),) if model.backs else (),
        pair=side_by_side(float(box[3] - box[0]) / 2 + APART_MM) if model.pair else (),
        view=VIEWS[model.kind],
        inner_radius_mm=size.diameter_mm / 2 if size else 0.0,
        ring_size=size.canonical if size else None,
        resizing=_resizing(model),
    )


def file_of(model: OwnModel, choices: Choices) -> int:
    """Which drawing a choice is made from: where several are drawn, the one of that size."""
    asked = choices["size"] if model.kind == "ring" else choices.get("version", "")
    return next((n for n, file in enumerate(model.files) if file.size == asked), 0)


def base_of(model: OwnModel, key: str, choices: Choices) -> Base:
    return base(key, file_of(model, choices))


def writable(model: OwnModel, key: str, choices: Choices) -> Table:
    """What may be written on inside a ring: most of its round, and the base's width but its edges."""
    round_mm = LIMITS.engraving.round_share * pi * choices.ring_size("size").diameter_mm
    return Table(shape="rectangle", width_mm=round_mm, height_mm=EDGE_SHARE * base_of(model, key, choices).width_mm)


def _sized(key: str, model: OwnModel, choices: Choices) -> Sized:
    file = file_of(model, choices)
    if model.sizing == "shank" and choices["size"] != model.files[file].size:
        to_mm = choices.ring_size("size").diameter_mm
        return Sized(key=key, file=file, bore_mm=model.files[file].bore_mm, to_mm=to_mm, head_deg=model.head_deg)
    return Sized(key=key, file=file, factor=float(choices["scale"]) / 100 if model.sizing == "scaled" else 1.0)


def _metal(model: OwnModel, choices: Choices, sized: Sized) -> tuple[Part, ...]:
    about = [part for part in model.parts if part.role != "stone"]
    bodies = lumps(sized, tuple(part.name for part in about)) if model.several else ()
    engraving = _engraving(model, sized.key, choices)
    found: list[Part] = []
    for part in about:
        shape = metal_shape(sized, part.name)
        for number, one in enumerate(shape.decompose() if model.several else [shape], 1):
            letters: tuple[Letters, ...] = ()
            if engraving is not None and part.role == "metal" and not found:
                letters = (Letters(cutter=_words(engraving, model, sized.key, choices)),)
            found.append(
                Part(
                    key=f"part_{len(found) + 1}",
                    name=part.name if number == 1 else f"{part.name} {number}",
                    solid=one,
                    alloy=choices["second_metal"] if part.role == "second" else "",
                    coat=part.coat if part.role == "coated" else "",
                    surface="flat" if len(model.finishes) > 1 and part.role != "coated" else "polished",
                    body=_lump(one, bodies),
                    letters=letters,
                )
            )
    return tuple(found)


def _lump(part: Solid, bodies: tuple[Solid, ...]) -> str:
    """Which of several lumps of metal a part belongs to."""
    shares = [float((part ^ body).volume()) for body in bodies]
    return f"lump_{int(np.argmax(shares)) + 1}" if shares else "main"


def _stones(model: OwnModel, choices: Choices, sized: Sized) -> tuple[Stones, ...]:
    """Stones of one kind that are alike together, each where it stands."""
    groups: list[tuple[OwnStone, DrawnStone, list[Floats]]] = []
    for part in (one for one in model.parts if one.role == "stone"):
        about = next(one for one in model.stones if one.key == part.stone)
        stone, at = stone_at(sized, part.name)
        for kind, like, frames in groups:
            if kind is about and _alike(like, stone):
                frames.append(at)
                break
        else:
            groups.append((about, stone, [at]))
    return tuple(
        Stones(
            key=f"stone_{number}",
            name=about.label,
            stone=stone,
            gem=choices[about.key],
            cut=about.cut,
            setting=about.setting,
            frames=tuple(frames),
            claws=about.claws,
        )
        for number, (about, stone, frames) in enumerate(groups, 1)
    )


def _alike(a: DrawnStone, b: DrawnStone) -> bool:
    sides = np.array([[one.length_mm, one.width_mm, one.depth_below_mm, one.height_above_mm] for one in (a, b)])
    return bool(np.abs(sides[0] - sides[1]).max() < ALIKE_MM)


def _engraving(model: OwnModel, key: str, choices: Choices) -> Engraving | None:
    return INSIDE.engraving(choices, writable(model, key, choices)) if model.engraved else None


def _words(engraving: Engraving, model: OwnModel, key: str, choices: Choices) -> Solid:
    radius_mm = choices.ring_size("size").diameter_mm / 2
    return engraved_solid(engraving, InsideBand(radius_mm=radius_mm, z_mm=base_of(model, key, choices).z_mm))


def _probes(model: OwnModel, whole: Solid) -> tuple[Probe, ...]:
    ends = thinnest_wall(whole)
    if ends is None:
        return ()
    return (Probe(rule="drawn_wall", field=_blamed(model), start_mm=ends[0], end_mm=ends[1]),)


def _blamed(model: OwnModel) -> str:
    """The option a customer would change: the size where there are several, else the metal, whose least walls differ."""
    if model.kind == "ring":
        return "size"
    return {"scaled": "scale", "shank": "size"}.get(model.sizing, "version" if len(model.files) > 1 else "metal")


def _top(whole: Solid) -> tuple[float, float]:
    """Where an eye goes: above the middle, the highest metal there, and how far forward it is."""
    box = whole.bounding_box()
    middle = (box[2] + box[5]) / 2
    hits = whole.ray_cast((0.0, box[4] + 1, middle), (0.0, box[1] - 1, middle))
    return (float(hits[0].position[1]) if hits else float(box[4])), middle


def _measures(model: OwnModel, key: str, choices: Choices, box: Floats) -> tuple[Measure, ...]:
    sides = (("height", "Height over all", 1), ("width", "Width over all", 0), ("depth", "Depth over all", 2))
    overall = tuple(
        Measure(key=name, label=label, value=round(float(box[k + 3] - box[k]), 2), unit="mm", tolerance=OVERALL_TOLERANCE_MM)
        for name, label, k in sides
    )
    if model.kind == "ring":
        at = base_of(model, key, choices)
        width = Measure(
            key="band_width", label="Band width, at the base", value=round(at.width_mm, 2), unit="mm", tolerance=0.2
        )
        return (*overall, width)
    return (*overall, chain_measure(choices)) if model.hung else overall


def _resizing(model: OwnModel) -> Resizing:
    if model.kind != "ring":
        return ""
    return "plain" if model.sizing == "shank" else "none"


def _description(model: OwnModel, choices: Choices, stones: tuple[Stones, ...], box: Floats) -> str:
    held = []
    for group in stones:
        many = "s" if len(group.frames) > 1 else ""
        gem, cut = GEMS[group.gem].name.lower(), CUTS[group.cut].name.lower()
        held.append(f"{len(group.frames)} {gem}{many}, {cut}, {group.stone.width_mm:.1f} mm")
    with_stones = f" with {', and '.join(held)}" if held else ""
    size = f", size {choices.ring_size('size')}" if model.kind == "ring" else ""
    sides = " by ".join(f"{float(box[k + 3] - box[k]):.1f}" for k in (1, 0))
    return f"{model.name} in {METALS[choices['metal']].name}{with_stones}, {sides} mm{size}."
