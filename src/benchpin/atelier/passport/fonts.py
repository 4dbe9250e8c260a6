"""The house's typefaces as Typst can read them: it knows no woff2."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from fontTools.ttLib import TTFont

__all__ = ["font_folder"]

# The look's own, and those engraving is cut in.
FOLDERS = (Path(settings.HERE) / "static" / "fonts", Path(str(files("benchpin.smith.geometry").joinpath("typefaces"))))


def font_folder() -> Path:
    return Path(_unpacked().name)


@lru_cache
def _unpacked() -> "TemporaryDirectory[str]":
    """Unpack them once a process; the folder goes with it."""
    folder = TemporaryDirectory(prefix="benchpin-fonts-")
    for packed in (file for source in FOLDERS for file in sorted(source.glob("*.woff2"))):
        font = TTFont(packed)
        font.flavor = None
        font.save(Path(folder.name) / f"{packed.stem}.ttf")
    return folder
