"""What leaves the house as a file: for the foundry, the setter, the engraver's laser, the bench and other programs."""

from benchpin.smith.outputs.catalogue import OUTPUTS, Output
from benchpin.smith.outputs.engraving_file import engraving_dxf, engraving_svg
from benchpin.smith.outputs.report import report
from benchpin.smith.outputs.sheet import sheet_pdf
from benchpin.smith.outputs.step import StepUnavailable, step
from benchpin.smith.outputs.stone_map import stone_map_svg

__all__ = [
    "OUTPUTS",
    "Output",
    "StepUnavailable",
    "engraving_dxf",
    "engraving_svg",
    "report",
    "sheet_pdf",
    "step",
    "stone_map_svg",
]
