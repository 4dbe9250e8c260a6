"""All figures of a piece as plain data, for other programs: what it weighs and of what, its stones, measures and checks."""

from typing import Any

import msgspec

from benchpin.smith.materials import metal
from benchpin.smith.piece import Piece
from benchpin.smith.sizes import resizing_words

__all__ = ["report"]


def report(piece: Piece) -> dict[str, Any]:
    """Masses in grams per part and alloy, stones in carats, measures in their units, every check with figure and limit.

    Raises:
        DesignRefused: if the piece cannot be made.
    """
    anatomy = piece.anatomy
    alloys: dict[str, float] = {}
    for part in anatomy.parts:
        alloys[part.alloy] = alloys.get(part.alloy, 0.0) + part.mass_g * part.count
    for finding in anatomy.findings:
        alloys[finding.alloy] = alloys.get(finding.alloy, 0.0) + finding.mass_g * finding.count
    return {
        "report": "benchpin piece 1",
        "design": anatomy.design,
        "kind": anatomy.kind,
        "description": anatomy.description,
        "ring_size": anatomy.ring_size,
        "resizing": resizing_words(anatomy.resizing),
        "parts": msgspec.to_builtins(anatomy.parts),
        "bought": msgspec.to_builtins(anatomy.findings),
        "alloys": [
            {"alloy": key, "name": metal(key).name, "mass_g": round(mass, 4), "fineness": metal(key).fineness}
            for key, mass in alloys.items()
        ],
        "stones": msgspec.to_builtins(anatomy.stones),
        "coatings": msgspec.to_builtins(anatomy.coatings),
        "engravings": msgspec.to_builtins(anatomy.engravings),
        "measures": msgspec.to_builtins(anatomy.measures),
        "metal_mass_g": round(anatomy.metal_mass_g, 4),
        "stone_carats": round(anatomy.stone_carats, 4),
        "gross_mass_g": round(anatomy.gross_mass_g, 4),
        "checks": [msgspec.to_builtins(check) for check in piece.checks],
    }
