"""The path-traced pictures of the catalogue: which there are, and which stands in where a metal has none of its own.

`tools/stills.py` makes them: each design as the window shows it, in the key metals and in the metal it is shown in first.
"""

from dataclasses import dataclass

from benchpin.atelier.web.static import picture_address

__all__ = ["FORMATS", "KEY_METALS", "STAND_INS", "WIDTHS", "Still", "file_of", "still_of"]

WIDTHS = (400, 800, 1200)  # pixels; each is made from the largest, none is ever enlarged
FORMATS = ("avif", "webp")  # the smaller first; every browser we serve knows the second
KEY_METALS = ("au_y18", "au_r18", "pt_950_ru")
# A metal without its own picture is shown by one of its own colour, and by no other: rose is never shown for white.
STAND_INS = {
    "au_y18": ("au_y9",),
    "au_y9": ("au_y18",),
    "au_w18_pd": ("pt_950_ru", "ag_925"),
    "pt_950_ru": ("au_w18_pd", "ag_925"),
    "ag_925": ("pt_950_ru", "au_w18_pd"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """Addresses of one picture, as <picture> wants them; `largest` for pages that name one file, such as a shared link's."""

    metal: str
    avif: str
    webp: str
    plain: str
    largest: str


def file_of(design: str, metal: str, width: int, kind: str) -> str:
    """Where a picture lies among the static files."""
    return f"pictures/{design}/{metal}-{width}.{kind}"


def still_of(design: str, metal: str) -> Still | None:
    """The picture of a design in a metal or in one of its colour; None if there is none, as of a jeweller's own model."""
    for shown in (metal, *STAND_INS.get(metal, ())):
        if picture_address(file_of(design, shown, WIDTHS[-1], "webp")):
            return _still(design, shown)
    return None


def _still(design: str, metal: str) -> Still:
    sets = {
        kind: ", ".join(f"{picture_address(file_of(design, metal, width, kind))} {width}w" for width in WIDTHS)
        for kind in FORMATS
    }
    return Still(
        metal=metal,
        avif=sets["avif"],
        webp=sets["webp"],
        plain=picture_address(file_of(design, metal, WIDTHS[1], "webp")),
        largest=picture_address(file_of(design, metal, WIDTHS[-1], "webp")),
    )
