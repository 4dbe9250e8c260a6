"""Reading a jeweller's own CAD: files to mended solids, in a process of its own that a hostile file may not outgrow."""

from benchpin.smith.geometry.reading.contained import read_contained
from benchpin.smith.geometry.reading.formats import FORMATS, MOST_BYTES
from benchpin.smith.geometry.reading.model import UNITS, ReadModel, ReadPart, StoneSeen, read_model
from benchpin.smith.geometry.reading.refusals import ModelRefused
from benchpin.smith.geometry.reading.ring import FingerHole, band_base, finger_hole

__all__ = [
    "FORMATS",
    "MOST_BYTES",
    "UNITS",
    "FingerHole",
    "ModelRefused",
    "ReadModel",
    "ReadPart",
    "StoneSeen",
    "band_base",
    "finger_hole",
    "read_contained",
    "read_model",
]
