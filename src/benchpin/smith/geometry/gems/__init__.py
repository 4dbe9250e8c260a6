"""Cut stones, exact: each cut is its list of planes, a heart two such bodies, a cabochon half an ellipsoid."""

from benchpin.smith.geometry.gems.cuts import LENGTHS, cut_stone
from benchpin.smith.geometry.gems.drawn import DrawnStone, drawn_stone, is_convex, likely_cut
from benchpin.smith.geometry.gems.stone import CutStone

__all__ = ["LENGTHS", "CutStone", "DrawnStone", "cut_stone", "drawn_stone", "is_convex", "likely_cut"]
