"""Solids: exact, watertight, in milliseconds. The only room that imports manifold3d."""

from benchpin.smith.geometry.chain import CableChain, chain_link, hanging, jump_ring
from benchpin.smith.geometry.drawing import outline_svg
from benchpin.smith.geometry.files import stl, three_mf
from benchpin.smith.geometry.gem import CutStone, cut_stone
from benchpin.smith.geometry.glb import Item, Mesh, write_glb
from benchpin.smith.geometry.letter import (
    TYPEFACES,
    Typeface,
    engraving_cutter,
    finer_share,
    line_of_text,
    missing_letters,
    text_width_mm,
)
from benchpin.smith.geometry.mesh import moved, plain_item, wrapped_items
from benchpin.smith.geometry.profile import Band, Profile, band_probes, band_solid, section_area_mm2
from benchpin.smith.geometry.setting import Bezel, Head, bezel_probes, bezel_solid, claw_probes, head_parts, wire_mm
from benchpin.smith.geometry.surface import (
    Floats,
    Solid,
    intersection_volume_mm3,
    lathe,
    segments,
    subtract,
    tube,
    unite,
    welded,
)
from benchpin.smith.geometry.survey import Probe, Survey, survey

__all__ = [
    "TYPEFACES",
    "Band",
    "Bezel",
    "CableChain",
    "CutStone",
    "Floats",
    "Head",
    "Item",
    "Mesh",
    "Probe",
    "Profile",
    "Solid",
    "Survey",
    "Typeface",
    "band_probes",
    "band_solid",
    "bezel_probes",
    "bezel_solid",
    "chain_link",
    "claw_probes",
    "cut_stone",
    "engraving_cutter",
    "finer_share",
    "hanging",
    "head_parts",
    "intersection_volume_mm3",
    "jump_ring",
    "lathe",
    "line_of_text",
    "missing_letters",
    "moved",
    "outline_svg",
    "plain_item",
    "section_area_mm2",
    "segments",
    "stl",
    "subtract",
    "survey",
    "text_width_mm",
    "three_mf",
    "tube",
    "unite",
    "welded",
    "wire_mm",
    "wrapped_items",
    "write_glb",
]
