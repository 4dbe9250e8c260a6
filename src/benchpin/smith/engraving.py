"""From what was chosen to what is cut: an engraving's outlines, and the solid that cuts or raises them."""

from typing import Literal, cast

from benchpin.smith.anatomy import Engraving
from benchpin.smith.geometry import (
    Line,
    Monogram,
    Solid,
    Surface,
    Table,
    engraving_cutter,
    line_of_hand,
    line_of_text,
    monogram,
    raised_letters,
)

__all__ = ["engraved_line", "engraved_solid"]


def engraved_line(engraving: Engraving) -> Line:
    """The outlines as they are read, in mm about their middle: for the laser's file too."""
    if engraving.hand:
        return line_of_hand(engraving.hand, engraving.letter_height_mm)
    if engraving.monogram and engraving.table:
        shape, width_mm, height_mm = engraving.table
        table = Table(
            shape=cast(Literal["round", "oval", "cushion", "rectangle"], shape), width_mm=width_mm, height_mm=height_mm
        )
        style = cast(Literal["interlaced", "side_by_side"], engraving.monogram)
        return monogram(
            Monogram(letters=engraving.text, typeface=engraving.typeface, table=table, style=style, frame_mm=engraving.frame_mm)
        )
    return line_of_text(engraving.text, engraving.typeface, engraving.letter_height_mm)


def engraved_solid(engraving: Engraving, surface: Surface) -> Solid:
    """The cutter, or of raised letters the letters themselves."""
    line = engraved_line(engraving)
    if engraving.raised:
        return raised_letters(line, surface=surface, height_mm=engraving.depth_mm, reverse=engraving.reverse)
    return engraving_cutter(line, surface=surface, depth_mm=engraving.depth_mm, reverse=engraving.reverse)
