"""Small signs among the letters, drawn by us and the same in every face: a heart, an anchor, a note."""

import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files

import msgspec

__all__ = ["SYMBOLS", "Symbol", "with_symbols"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """Paths in a box 100 high as letters are, y upwards from their feet; `sign` is the character that stands for it."""

    id: str
    name: str
    sign: str
    also: str = ""  # other characters people type for it
    width: float
    path: str = ""  # filled
    strokes: str = ""  # drawn with a round pen
    pen: float = 0.0


SYMBOLS = {
    row.sign: row
    for row in msgspec.toml.decode(
        files("benchpin.smith.geometry.lettering").joinpath("symbols.toml").read_text("utf-8"), type=dict[str, list[Symbol]]
    )["symbol"]
}
NAMED = {f":{symbol.id}:": symbol.sign for symbol in SYMBOLS.values()}
SAME = str.maketrans({other: symbol.sign for symbol in SYMBOLS.values() for other in symbol.also})
PRESENTATION = str.maketrans("", "", "\ufe0e\ufe0f")  # selects a coloured picture of a sign: nothing that can be cut


def with_symbols(text: str) -> str:
    """The one way we store words: composed letters, and a sign for every symbol however it was typed (":heart:", "❤️")."""
    plain = unicodedata.normalize("NFC", text).translate(PRESENTATION).translate(SAME)
    return re.sub(r":[a-z_]+:", lambda found: NAMED.get(found[0], found[0]), plain)
