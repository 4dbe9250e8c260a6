"""The certificate on paper: one A4 page, typeset by Typst, everything on it handed over as data and never as source."""

import json
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import segno
import typst

from benchpin.atelier.passport.fonts import font_folder
from benchpin.atelier.passport.models import Passport
from benchpin.atelier.passport.queries import shown
from benchpin.atelier.workshop.services import FileRefused, piece_file
from benchpin.smith.geometry import TYPEFACES

__all__ = ["certificate_pdf"]

SOURCE = Path(str(files("benchpin.atelier.passport").joinpath("certificate.typ")))
DRAWING_FACE = "'Newsreader 16pt'"  # quoted: a name with a number is no plain word to SVG


def certificate_pdf(passport: Passport, address: str) -> bytes:
    """Set the certificate. It says nothing that is not in the signed record; the drawing is of the model it was cast from.

    Args:
        address: where the passport is found, as the QR code says it.
    """
    record = shown(passport)
    engravings = record.facts["engravings"]
    inputs = {
        "record": json.dumps(record.facts),
        "makers": json.dumps([{"name": maker.name, "steps": maker.steps} for maker in record.makers]),
        "finished": _in_words(record.finished_on),
        "faces": json.dumps([TYPEFACES[engraving["typeface"]].family for engraving in engravings]),
        "address": address,
        "signature": passport.signature,
        "key": passport.key_id,
        "matrix": json.dumps(_matrix(address)),
        "drawing": _drawing(passport),
    }
    return _typeset(tuple(inputs.items()))


@lru_cache(32)
def _typeset(inputs: tuple[tuple[str, str], ...]) -> bytes:
    return bytes(typst.compile(str(SOURCE), root=str(SOURCE.parent), font_paths=[str(font_folder())], sys_inputs=dict(inputs)))


def _matrix(address: str) -> list[str]:
    return ["".join("1" if dark else "0" for dark in row) for row in segno.make(address, error="m", micro=False).matrix]


def _drawing(passport: Passport) -> str:
    try:
        _, content = piece_file(passport.piece.job, "svg")
    except FileRefused:  # the design has moved on since: no drawing is better than one of another piece
        return ""
    # Typst draws with the fonts it was given: one that has every sign of a drawing.
    return content.decode().replace('font-family="sans-serif"', f'font-family="{DRAWING_FACE}"')


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
