"""Engraving: words, signs, monograms and a person's own hand as outlines, and the solids that cut or raise them."""

from benchpin.smith.geometry.lettering.hand import Hand, line_of_hand
from benchpin.smith.geometry.lettering.handwriting import SvgRefused, handwriting
from benchpin.smith.geometry.lettering.line import (
    Line,
    finer_share,
    finer_than,
    fitting_height_mm,
    line_of_text,
    line_outline_mm,
    text_width_mm,
)
from benchpin.smith.geometry.lettering.monogram import Monogram, Table, monogram
from benchpin.smith.geometry.lettering.shaping import missing_letters, mixes_directions
from benchpin.smith.geometry.lettering.surfaces import (
    Flat,
    InsideBand,
    OutsideBand,
    Surface,
    engraving_cutter,
    raised_letters,
)
from benchpin.smith.geometry.lettering.symbols import SYMBOLS, Symbol, with_symbols
from benchpin.smith.geometry.lettering.typefaces import TYPEFACES, Typeface

__all__ = [
    "SYMBOLS",
    "TYPEFACES",
    "Flat",
    "Hand",
    "InsideBand",
    "Line",
    "Monogram",
    "OutsideBand",
    "Surface",
    "SvgRefused",
    "Symbol",
    "Table",
    "Typeface",
    "engraving_cutter",
    "finer_share",
    "finer_than",
    "fitting_height_mm",
    "handwriting",
    "line_of_hand",
    "line_of_text",
    "line_outline_mm",
    "missing_letters",
    "mixes_directions",
    "monogram",
    "raised_letters",
    "text_width_mm",
    "with_symbols",
]
