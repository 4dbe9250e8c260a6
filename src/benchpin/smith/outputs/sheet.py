"""A drawing on a sheet of A4: set by typst, with its letters as text."""

import re
from importlib.resources import files
from pathlib import Path

import typst

__all__ = ["sheet_pdf"]

FACE = "Libertinus Serif"  # typst carries it: the same sheet on every machine
SOURCE = Path(str(files("benchpin.smith.outputs").joinpath("sheet.typ")))


def sheet_pdf(svg: str, title: str, note: str = "") -> bytes:
    """Set a drawing on one page, as large as fits; `note` stands small at its foot."""
    drawn = re.sub(r'font-family="[^"]*"', f'font-family="{FACE}"', svg).replace("currentColor", "#111111")
    inputs = {"drawing": drawn, "title": title, "note": note}
    return bytes(typst.compile(str(SOURCE), root=str(SOURCE.parent), sys_inputs=inputs))
