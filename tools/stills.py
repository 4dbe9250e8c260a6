"""Make the catalogue's pictures: every design in its key metals, path-traced from the solids that are cast; committed.

    python tools/stills.py [design | design/metal ...]

Run by hand after a design changed. Needs what requirements/pictures.txt lists, and LLVM 17 or newer as a shared library
(`make pictures` installs the first; Debian calls the second libllvm19). docs/how-to/make-the-pictures.md says more.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import drjit
import mitsuba

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchpin.atelier.settings")
django.setup()  # the window's listings stand beside tables of the shop
mitsuba.set_variant("llvm_ad_rgb")
if drjit.detail.llvm_version()[0] < 17:  # it would stop in the middle, with a riddle
    raise SystemExit("The pictures need LLVM 17 or newer: docs/how-to/make-the-pictures.md.")

from studio.camera import expose  # noqa: E402
from studio.darkroom import Negative, develop  # noqa: E402
from studio.subject import pose  # noqa: E402

from benchpin import designs  # noqa: E402
from benchpin.atelier.demo.window import LISTINGS  # noqa: E402
from benchpin.atelier.web.stills import FORMATS, KEY_METALS, WIDTHS, file_of  # noqa: E402
from benchpin.designs.design import Specification, specify  # noqa: E402

STATIC = Path(__file__).parent.parent / "src" / "benchpin" / "atelier" / "static"
HOW = {"avif": {"quality": 50, "speed": 4}, "webp": {"quality": 70, "method": 6, "alpha_quality": 78}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A piece to be taken, as the window shows its design, in one metal."""

    design: str
    metal: str
    specification: Specification

    @property
    def name(self) -> str:
        return f"{self.design}/{self.metal}"


def main(wanted: list[str]) -> None:
    for shot in all_shots():
        if not wanted or {shot.name, shot.design, shot.metal} & {*wanted}:
            began = time.monotonic()
            keep(shot, develop(expose(pose(shot.specification.piece), WIDTHS[-1])))
            print(f"{shot.name}  {time.monotonic() - began:.0f} s", flush=True)


def all_shots() -> Iterator[Shot]:
    """First every design in the metal it is shown in, then in the key metals."""
    presets = {words["design_key"]: words["preset"] for words in LISTINGS}
    shown = {design.key: specify(design, presets.get(design.key, {})) for design in designs.ALL}
    for key, specification in shown.items():
        yield Shot(design=key, metal=specification.choices["metal"], specification=specification)
    for key, specification in shown.items():
        for metal in KEY_METALS:
            if metal != specification.choices["metal"]:
                dressed = specify(specification.design, {**specification.choices, "metal": metal})
                yield Shot(design=key, metal=metal, specification=dressed)


def keep(shot: Shot, negative: Negative) -> None:
    for width in WIDTHS:
        picture = negative.printed(width)
        for kind in FORMATS:
            file = STATIC / file_of(shot.design, shot.metal, width, kind)
            file.parent.mkdir(parents=True, exist_ok=True)
            picture.save(file, kind.upper(), **HOW[kind])


if __name__ == "__main__":
    main(sys.argv[1:])
