"""What a CAD file holds, before it is uploaded: its parts, what would be put right, what would be refused."""

import argparse
from pathlib import Path

from benchpin.cli.options import Refused
from benchpin.smith.geometry import UNITS, ModelRefused, ReadPart, read_contained

__all__ = ["add_read"]


def add_read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="STL, OBJ, 3MF, GLB or STEP")
    parser.add_argument("--unit", choices=tuple(UNITS), default="", help="where the file does not say its own")
    parser.set_defaults(run=read)


def read(asked: argparse.Namespace) -> None:
    try:
        model = read_contained(asked.file.read_bytes(), asked.unit)
    except OSError as error:
        raise Refused(f"{asked.file} cannot be read: {error.strerror}.") from error
    except ModelRefused as refused:
        raise Refused("\n".join(refused.sentences)) from refused
    print(f"{asked.file.name}: {model.format.upper()} in {model.unit}, {len(model.parts)} part{'s'[: len(model.parts) != 1]}")
    for part in model.parts:
        print("\n".join(_lines(part)))
    if model.faults:
        raise Refused(f"{sum(bool(part.faults) for part in model.parts)} of its parts cannot be used as they are.")


def _lines(part: ReadPart) -> list[str]:
    sides = " × ".join(f"{side:g}" for side in part.size_mm)
    stone = f", a stone by its shape: {part.stone.cut.replace('_', ' ')}" if part.stone and part.likely == "stone" else ""
    return [
        f"  {part.name}: {sides} mm, {part.volume_mm3:.1f} mm³{stone}",
        *(f"    put right: {sentence}" for sentence in part.done),
        *(f"    refused: {sentence}" for sentence in part.faults),
    ]
