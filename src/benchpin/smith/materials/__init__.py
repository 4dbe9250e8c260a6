"""Facts about metals, gems, cuts and finishes, each number with its source beside it in TOML, checked when loaded."""

from benchpin.smith.materials.coats import COATS, Coat, coat
from benchpin.smith.materials.tables import (
    CUTS,
    FINISHES,
    GEMS,
    METALS,
    Alloy,
    Cleaning,
    Cut,
    Finish,
    Gem,
    MaterialError,
    cut,
    finish,
    gem,
    metal,
    read_alloys,
    read_gems,
)

__all__ = [
    "COATS",
    "CUTS",
    "FINISHES",
    "GEMS",
    "METALS",
    "Alloy",
    "Cleaning",
    "Coat",
    "Cut",
    "Finish",
    "Gem",
    "MaterialError",
    "coat",
    "cut",
    "finish",
    "gem",
    "metal",
    "read_alloys",
    "read_gems",
]
