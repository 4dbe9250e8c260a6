"""Facts about metals, gems, cuts and finishes, each number with its source beside it in TOML, checked when loaded."""

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
    "CUTS",
    "FINISHES",
    "GEMS",
    "METALS",
    "Alloy",
    "Cleaning",
    "Cut",
    "Finish",
    "Gem",
    "MaterialError",
    "cut",
    "finish",
    "gem",
    "metal",
    "read_alloys",
    "read_gems",
]
