"""A piece as the viewer draws it: each part once, wherever it stands, with a material that says what it is.

Names of materials: `metal` is the piece's own metal with its own finish, `metal_polished` the same left polished;
both follow the customer's choice at once. What has its own alloy, finish or coat is named after it and says so in its
extras. Stones are `gem`, or `gem_smooth` where they are domed and not faceted.
"""

from dataclasses import dataclass

from benchpin.smith.anatomy import Kind
from benchpin.smith.draft import Draft, Part, Stones
from benchpin.smith.geometry import (
    Floats,
    Item,
    Mesh,
    flat_mesh,
    skin,
    then,
    wrapped_meshes,
    write_glb,
)
from benchpin.smith.materials import coat, gem, metal

__all__ = ["Preview", "preview", "preview_glb"]

Materials = dict[str, dict[str, object]]

SHOWN_MM = 0.006  # what is finer is not sent: a tenth of a hair
LETTER_FINISH = "matte"
POLISHED_ROUGHNESS, WORKED_ROUGHNESS = 0.12, 0.4  # for viewers that do not know our finishes


@dataclass(frozen=True, eq=False, kw_only=True)
class Preview:
    """What is drawn, in millimetres and as exact as it was made; a GLB rounds it. extras: of the whole piece."""

    items: list[Item]
    materials: Materials
    extras: dict[str, object]


def preview_glb(kind: Kind, alloy: str, finish: str, draft: Draft) -> bytes:
    drawn = preview(kind, alloy, finish, draft)
    return write_glb(drawn.items, drawn.materials, drawn.extras)


def preview(kind: Kind, alloy: str, finish: str, draft: Draft) -> Preview:
    materials: Materials = {}
    items = []
    for part in draft.parts:
        items += _part_items(part, draft.pair, alloy, finish, materials)
    for stones in draft.stones:
        items += _stone_items(stones, draft.pair, materials)
    extras: dict[str, object] = {
        "kind": kind,
        "view": draft.view or kind,
        "engraved": any(part.letters for part in draft.parts),
        "inner_radius_mm": round(draft.inner_radius_mm, 4),
    }
    return Preview(items=items, materials=materials, extras=extras)


def _part_items(part: Part, pair: tuple[Floats, ...], alloy: str, finish: str, materials: Materials) -> list[Item]:
    frames = _frames(part.frames, pair)
    shown = skin(part.solid, tuple(one.cutter for one in part.letters), 0.0 if len(part.frames) > 1 else SHOWN_MM)
    extras: dict[str, object] = {}
    polished = _material(part, "polished", alloy, finish, materials)
    if part.surface == "round":
        outside, inside, girth_mm = wrapped_meshes(shown.body)
        extras = {"girth_mm": round(girth_mm, 3)}
        meshes = [(part.key, _material(part, part.surface, alloy, finish, materials), outside)]
        meshes.append((f"{part.key}_inside", polished, inside))
    elif part.surface == "flat":
        meshes = [(part.key, _material(part, part.surface, alloy, finish, materials), flat_mesh(shown.body))]
    else:
        meshes = [(part.key, polished, shown.body)]
    for mesh, letters in zip(shown.letters, part.letters, strict=True):
        meshes.append(
            (f"{part.key}_letters", _coat(letters.coat, materials) if letters.coat else _letters(alloy, materials), mesh)
        )
    return [Item(name, material, mesh, extras, frames) for name, material, mesh in meshes if mesh is not None]


def _stone_items(stones: Stones, pair: tuple[Floats, ...], materials: Materials) -> list[Item]:
    name = "gem_smooth" if stones.stone.smooth else "gem"
    row = gem(stones.gem)
    materials[name] = {
        "pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 0, "baseColorFactor": [*row.view_tint, 1]},
        "extensions": {
            "KHR_materials_ior": {"ior": sum(row.ri) / 2},
            "KHR_materials_transmission": {"transmissionFactor": 1},
        },
    }
    extras = {"gem": stones.gem, "cut": stones.cut, "width_mm": round(stones.stone.width_mm, 3)}
    frames = _frames(stones.frames, pair)
    parts = stones.stone.convex_parts()
    return [
        Item(f"gem_{stones.key}_{n}", name, Mesh(*arrays), {**extras, "parts": len(parts)}, frames)
        for n, arrays in enumerate(parts)
    ]


def _frames(frames: tuple[Floats, ...], pair: tuple[Floats, ...]) -> tuple[Floats, ...]:
    return tuple(then(side, frame) for side in pair for frame in frames) if pair else frames


def _material(part: Part, surface: str, alloy: str, finish: str, materials: Materials) -> str:
    """The name of a part's material, made known to `materials`."""
    if part.coat:
        return _coat(part.coat, materials)
    worked = surface != "polished"
    own = (part.alloy or alloy) != alloy or (worked and part.finish and part.finish != finish)
    finish = part.finish or finish
    name = "metal" if worked else "metal_polished"
    if own:
        name = f"{part.alloy or alloy}{f'_{finish}' if worked else ''}"
    row = metal(part.alloy or alloy)
    rough = WORKED_ROUGHNESS if worked and finish != "polished" else POLISHED_ROUGHNESS
    shine = {"metallicFactor": 1, "baseColorFactor": [*row.view_f0, 1], "roughnessFactor": rough}
    extras: dict[str, object] = {}
    if part.alloy and part.alloy != alloy:
        extras["alloy"] = part.alloy
    if own and worked:
        extras["finish"] = finish
    materials[name] = {"pbrMetallicRoughness": shine, **({"extras": extras} if extras else {})}
    return name


def _letters(alloy: str, materials: Materials) -> str:
    """Letters left bare: a graver's and a laser's ground is matte, which is how one reads them."""
    shine = {"metallicFactor": 1, "baseColorFactor": [*metal(alloy).view_f0, 1], "roughnessFactor": WORKED_ROUGHNESS}
    materials["metal_letters"] = {"pbrMetallicRoughness": shine, "extras": {"finish": LETTER_FINISH}}
    return "metal_letters"


def _coat(key: str, materials: Materials) -> str:
    row = coat(key)
    metallic = 1 if row.kind == "plating" else 0
    shine = {"metallicFactor": metallic, "baseColorFactor": [*row.view_rgb, 1], "roughnessFactor": row.view_roughness}
    materials[key] = {"pbrMetallicRoughness": shine, "extras": {"coat": key}}
    return key
