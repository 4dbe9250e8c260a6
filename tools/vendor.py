"""Fetch what the pages use from others and lay it under static/: run by hand, the outcome is committed.

    python tools/vendor.py

Needs npm. Scripts are copied byte for byte; fonts are cut to the letters and the optical size we use.
VERSIONS.md says what is there, under which licence, with the sha384 a browser checks.
"""

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

STATIC = Path(__file__).parent.parent / "src" / "benchpin" / "atelier" / "static"
# Latin, its punctuation, the signs a jeweller's page needs: × − · ½ ¼ ¾ £ € ♥ “ ” ’ – — … → ≤ ≥ Ø °
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”•…‹›⁄€−×→←≤≥♥★∞Ø°′″½¼¾⅛⅜⅝⅞ ")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    package: str
    version: str
    licence: str
    files: tuple[str, ...]  # in the package
    folder: str  # under static/vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    package: str
    version: str
    file: str  # in the package
    name: str  # under static/fonts
    axes: dict[str, float | tuple[float, float]]  # pinned, or narrowed


SCRIPTS = (
    # The last three.js with minified files in its package; later ones need a build step of ours.
    Script(
        package="three",
        version="0.185.1",
        licence="MIT",
        files=("build/three.core.min.js", "build/three.module.min.js", "LICENSE"),
        folder="three-0.185.1",
    ),
    Script(package="htmx.org", version="4.0.1", licence="0BSD", files=("dist/htmx.min.js", "LICENSE"), folder="htmx-4.0.1"),
)
FONTS = (
    Font(
        package="@fontsource-variable/newsreader",
        version="5.3.0",
        file="newsreader-latin-standard-normal.woff2",
        name="newsreader-display.woff2",
        axes={"opsz": 56, "wght": 370},
    ),
    Font(
        package="@fontsource-variable/newsreader",
        version="5.3.0",
        file="newsreader-latin-standard-italic.woff2",
        name="newsreader-display-italic.woff2",
        axes={"opsz": 56, "wght": 370},
    ),
    Font(
        package="@fontsource-variable/instrument-sans",
        version="5.3.0",
        file="instrument-sans-latin-wght-normal.woff2",
        name="instrument-sans.woff2",
        axes={"wght": (400, 650)},
    ),
)


def main() -> None:
    rows = []
    for script in SCRIPTS:
        package = unpack(script.package, script.version)
        target = STATIC / "vendor" / script.folder
        target.mkdir(parents=True, exist_ok=True)
        for file in script.files:
            shutil.copyfile(package / file, target / Path(file).name)
        rows += [row(target / Path(file).name, script.package, script.version, script.licence) for file in script.files[:-1]]
    for font in FONTS:
        package = unpack(font.package, font.version)
        target = STATIC / "fonts" / font.name
        target.write_bytes(cut(package / "files" / font.file, font.axes))
        shutil.copyfile(package / "LICENSE", STATIC / "fonts" / f"OFL-{font.package.rsplit('/', 1)[1]}.txt")
        rows.append(row(target, font.package, font.version, "OFL-1.1"))
    head = "| file | package | version | licence | sha384 |\n| --- | --- | --- | --- | --- |\n"
    text = "# What comes from others\n\nWritten by `tools/vendor.py`; change it there.\n\n" + head + "".join(rows)
    (STATIC / "vendor" / "VERSIONS.md").write_text(text)


def unpack(package: str, version: str) -> Path:
    """Fetch a package with npm, which checks it against the registry's own hash, and unpack it into a folder that stays."""
    folder = Path(tempfile.mkdtemp(prefix="vendor-"))
    command = ["npm", "pack", "--silent", f"{package}@{version}"]
    archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def cut(file: Path, axes: dict[str, float | tuple[float, float]]) -> bytes:
    font = TTFont(file)
    instantiateVariableFont(font, axes, inplace=True)
    options = Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "lnum", "frac", "calt", "ccmp", "locl", "mark"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def row(file: Path, package: str, version: str, licence: str) -> str:
    mark = base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()
    return f"| {file.relative_to(STATIC)} | {package} | {version} | {licence} | `{mark}` |\n"


if __name__ == "__main__":
    main()
