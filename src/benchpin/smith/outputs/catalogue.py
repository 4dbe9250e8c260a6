"""Every file a piece can be had as, in one list: the command line, the workshop's pages and the caster read it from here."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from benchpin.smith.anatomy import Anatomy
from benchpin.smith.making import second_alloy
from benchpin.smith.materials import metal
from benchpin.smith.outputs.engraving_file import engraving_dxf, engraving_svg
from benchpin.smith.outputs.report import report
from benchpin.smith.outputs.sheet import sheet_pdf
from benchpin.smith.outputs.step import step
from benchpin.smith.outputs.stone_map import stone_map_svg
from benchpin.smith.piece import Piece

__all__ = ["OUTPUTS", "Output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One kind of file.

    key: what names it in addresses and after a serial number: "stl", "stone-map.pdf".
    grows: whether the alloy's shrinkage is in it; only what goes to the foundry is grown.
    applies: whether a piece of this anatomy has such a file.
    make: the bytes, from a piece and the linear shrinkage in percent.
    """

    key: str
    name: str
    media_type: str
    make: Callable[[Piece, float], bytes]
    grows: bool = False
    applies: Callable[[Anatomy], bool] = lambda _: True


def _map_pdf(piece: Piece) -> bytes:
    return sheet_pdf(stone_map_svg(piece), f"Stone map: {piece.draft.cast_name}", piece.anatomy.description)


def _drawing_pdf(piece: Piece) -> bytes:
    return sheet_pdf(piece.drawing_svg(), f"Drawing: {piece.draft.cast_name}", piece.anatomy.description)


def _castings(anatomy: Anatomy) -> bool:
    return bool(anatomy.parts)


def _stones(anatomy: Anatomy) -> bool:
    return bool(anatomy.stones)


def _two_metals(anatomy: Anatomy) -> bool:
    return second_alloy(anatomy) != anatomy.alloy


def _second_stl(piece: Piece) -> bytes:
    """Grown by its own shrinkage: a second metal is always cast."""
    alloy = second_alloy(piece.anatomy)
    return piece.stl(shrinkage_percent=metal(alloy).shrinkage_percent, alloy=alloy)


def _words(anatomy: Anatomy) -> bool:
    return bool(anatomy.engravings)


OUTPUTS = {
    output.key: output
    for output in (
        Output(
            key="stl",
            name="Casting file, STL",
            media_type="model/stl",
            make=lambda piece, percent: piece.stl(shrinkage_percent=percent),
            grows=True,
            applies=_castings,
        ),
        Output(
            key="3mf",
            name="Casting file, 3MF with named parts",
            media_type="model/3mf",
            make=lambda piece, percent: piece.three_mf(shrinkage_percent=percent),
            grows=True,
            applies=_castings,
        ),
        Output(
            key="second-metal.stl",
            name="Casting file of the second metal, STL",
            media_type="model/stl",
            make=lambda piece, _: _second_stl(piece),
            applies=_two_metals,
        ),
        Output(key="step", name="STEP, where surfaces are exact", media_type="model/step", make=lambda piece, _: step(piece)),
        Output(key="glb", name="Model, GLB", media_type="model/gltf-binary", make=lambda piece, _: piece.preview_glb()),
        Output(
            key="svg",
            name="Drawing, SVG",
            media_type="image/svg+xml",
            make=lambda piece, _: piece.drawing_svg().encode(),
        ),
        Output(key="drawing.pdf", name="Drawing, PDF", media_type="application/pdf", make=lambda piece, _: _drawing_pdf(piece)),
        Output(
            key="stone-map.svg",
            name="Stone map, SVG",
            media_type="image/svg+xml",
            make=lambda piece, _: stone_map_svg(piece).encode(),
            applies=_stones,
        ),
        Output(
            key="stone-map.pdf",
            name="Stone map, PDF",
            media_type="application/pdf",
            make=lambda piece, _: _map_pdf(piece),
            applies=_stones,
        ),
        Output(
            key="engraving.dxf",
            name="Engraving for the laser, DXF",
            media_type="image/vnd.dxf",
            make=lambda piece, _: engraving_dxf(piece.anatomy.engravings).encode(),
            applies=_words,
        ),
        Output(
            key="engraving.svg",
            name="Engraving for the laser, SVG",
            media_type="image/svg+xml",
            make=lambda piece, _: engraving_svg(piece.anatomy.engravings).encode(),
            applies=_words,
        ),
        Output(
            key="json",
            name="Figures, JSON",
            media_type="application/json",
            make=lambda piece, _: json.dumps(report(piece), ensure_ascii=False, indent=1).encode(),
        ),
    )
}
