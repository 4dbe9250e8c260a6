"""The certificate on paper: one A4 page, typeset by Typst, its figures handed over as data and never as source."""

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import segno
import typst
from django.conf import settings

from benchpin.atelier.passport.models import Passport
from benchpin.atelier.passport.queries import record_in

__all__ = ["certificate_pdf"]

SOURCE = files("benchpin.atelier.passport").joinpath("certificate.typ")
FONTS = Path(settings.HERE) / "static" / "fonts"


def certificate_pdf(passport: Passport, address: str) -> bytes:
    """Set the certificate.

    Args:
        address: where the passport is found, as the QR code says it.
    """
    return _typeset(passport.signature, passport.key_id, address, json.dumps(record_in(passport)))


@lru_cache(32)
def _typeset(signature: str, key_id: str, address: str, data: str) -> bytes:
    # The certificate repeats nothing that is not in the signed record.
    code = segno.make(address, error="m")
    matrix = ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
    inputs = {"record": data, "signature": signature, "key": key_id, "address": address, "matrix": json.dumps(matrix)}
    with_source = Path(str(SOURCE))
    return bytes(typst.compile(str(with_source), root=str(with_source.parent), font_paths=[str(FONTS)], sys_inputs=inputs))
