"""A jeweller's own CAD as designs: read, understood, kept, and offered like those that are built in."""

from benchpin.designs.own.design import ENGRAVED_FROM_MM, own_design
from benchpin.designs.own.library import FOLDER_VARIABLE, folder, keep, kept_model, keys, open_folder
from benchpin.designs.own.model import KEY_PREFIX, MOST_STONE_KINDS, ROLES, OwnFile, OwnModel, OwnPart, OwnStone, Role, Sizing
from benchpin.designs.own.understood import MOST_HEAD_DEG, UPS, Understood, likely_head_deg, understood

__all__ = [
    "ENGRAVED_FROM_MM",
    "FOLDER_VARIABLE",
    "KEY_PREFIX",
    "MOST_HEAD_DEG",
    "MOST_STONE_KINDS",
    "ROLES",
    "UPS",
    "OwnFile",
    "OwnModel",
    "OwnPart",
    "OwnStone",
    "Role",
    "Sizing",
    "Understood",
    "folder",
    "keep",
    "kept_model",
    "keys",
    "likely_head_deg",
    "open_folder",
    "own_design",
    "understood",
]
