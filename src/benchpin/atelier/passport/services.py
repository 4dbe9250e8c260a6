"""Passports are issued once, at the handover, and never rewritten."""

import secrets
from datetime import datetime

from django.db import transaction

from benchpin.atelier.accounts.models import User
from benchpin.atelier.passport.keys import signing_key
from benchpin.atelier.passport.models import Ownership, Passport
from benchpin.atelier.passport.records import record_of
from benchpin.atelier.workshop.models import Piece
from benchpin.atelier.workshop.services import passed
from benchpin.smith.passport import canonical

__all__ = ["PassportRefused", "issue_passport"]

# Crockford's letters: none can be taken for another. 16 of 32 are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LETTERS = 16


class PassportRefused(ValueError):
    """That a piece cannot have its passport yet."""


@transaction.atomic
def issue_passport(*, piece_id: int, owner_name: str, owner_email: str, user: User | None, now: datetime) -> Passport:
    """Sign the record of a finished piece and write down its first owner. Asking again returns the same passport.

    Raises:
        PassportRefused: if the piece has not passed its final inspection.
    """
    piece = Piece.objects.select_for_update().select_related("workshop", "job").get(pk=piece_id)
    if (passport := Passport.objects.filter(piece=piece).first()) is not None:
        return passport
    if not passed(piece.job):
        raise PassportRefused(f"{piece.serial} has not passed its final inspection: it has no passport yet.")
    key = signing_key()
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
    record = canonical({**record_of(piece, now=now), "code": code, "key": key.id})
    passport = Passport.objects.create(
        piece=piece, code=code, record=record, signature=key.sign(record), key_id=key.id, issued_at=now
    )
    Ownership.objects.create(
        passport=passport,
        owner_name=owner_name,
        owner_email=owner_email,
        user=user,
        token=secrets.token_urlsafe(32),
        since=now,
    )
    return passport
