"""Fetch the faces we engrave in, cut them to the scripts we offer, and lay them under smith/geometry/typefaces.

    python tools/typefaces.py

Run by hand, the outcome is committed. Needs npm, which checks a package against the registry's own hash. Which scripts a
face keeps is read from typefaces.toml; here stands which characters a script is. VERSIONS.md says what is there.
"""

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import WOFF2FlavorData

TYPEFACES = Path(__file__).parent.parent / "src" / "benchpin" / "smith" / "geometry" / "typefaces"
FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "clig", "rlig", "calt", "init", "medi", "fina", "isol", "curs"]
# Punctuation of the western page, fractions, superior figures, dashes, signs of money and number.
SIGNS = [*range(0x20, 0x7F), *range(0xA0, 0xC0), 0xD7, 0xF7, *range(0x2010, 0x2028), *range(0x2030, 0x203B)]
SIGNS += [*range(0x2070, 0x2090), *range(0x20A0, 0x20C0), 0x2116, 0x2122, *range(0x2150, 0x215F), 0x2212, 0x2044]
MARKS = [*range(0x300, 0x315), 0x31B, *range(0x323, 0x32A), 0x342, 0x345]
LETTERS = {
    "Latn": [*range(0xC0, 0x250), *range(0x2B0, 0x2C0), *range(0x1E00, 0x1F00), 0xFB01, 0xFB02, *MARKS],
    "Grek": [*range(0x370, 0x400), *range(0x1F00, 0x2000), *MARKS],
    "Cyrl": [*range(0x400, 0x530), *MARKS],
    "Hebr": [*range(0x591, 0x5F5)],
    "Arab": [*range(0x600, 0x700)],
    "Kana": [*range(0x3000, 0x3020), *range(0x3041, 0x3100), *range(0xFF01, 0xFF5F)],
}


def main() -> None:
    # All of JIS X 0208: of the 2,136 Joyo kanji the face lacks four, 𠮟塡剝頰, which are commonly written 叱填剥頬.
    LETTERS["Hani"] = jis_kanji()
    rows = []
    for face in tomllib.loads((TYPEFACES / "typefaces.toml").read_text("utf-8"))["typeface"]:
        package = unpack(face["package"], face["version"])
        font = TTFont(next((package / "400Regular").glob("*.ttf")))
        upstream = font["name"].getDebugName(5).split(";")[0]
        target = TYPEFACES / face["file"]
        target.write_bytes(cut(font, [*SIGNS, *(letter for script in face["scripts"] for letter in LETTERS[script])]))
        shutil.copyfile(package / "LICENSE_FONT", TYPEFACES / f"{face['id']}.LICENSE.txt")
        mark = base64.b64encode(hashlib.sha384(target.read_bytes()).digest()).decode()
        rows.append(f"| {target.name} | {upstream} | {face['package']} {face['version']} | {face['licence']} | `{mark}` |\n")
    head = "| file | upstream | package | licence | sha384 |\n| --- | --- | --- | --- | --- |\n"
    text = "# Typefaces of others\n\nWritten by `tools/typefaces.py`; change it there.\n\n" + head + "".join(rows)
    (TYPEFACES / "VERSIONS.md").write_text(text)


def jis_kanji() -> list[int]:
    """Both levels of JIS X 0208: rows 16 to 84 of 94 cells, where a character stands."""
    cells = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(16, 85) for cell in range(1, 95))
    return [ord(found) for found in (cell.decode("euc_jp", "ignore") for cell in cells) if found]


def unpack(package: str, version: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="typefaces-"))
    command = ["npm", "pack", "--silent", f"{package}@{version}"]
    archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def cut(font: TTFont, letters: list[int]) -> bytes:
    subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    # Outlines left as they are: a fifth larger, and read in 40 ms where a thousand kanji would take a second.
    font.flavorData = WOFF2FlavorData(transformedTables=[])
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


if __name__ == "__main__":
    main()
