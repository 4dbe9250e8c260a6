"""Passports are issued once, at the handover, and never rewritten."""

import secrets
from datetime import datetime

from django.db import transaction

from benchpin.atelier.accounts.models import User
from benchpin.atelier.passport.codes import new_code
from benchpin.atelier.passport.keys import signing_key
from benchpin.atelier.passport.models import Ownership, Passport
from benchpin.atelier.passport.records import record_of
from benchpin.atelier.workshop.models import Piece
from benchpin.atelier.workshop.queries import inspections_of
from benchpin.smith.passport import canonical

__all__ = ["PassportRefused", "issue_passport"]


class PassportRefused(ValueError):
    """That a piece cannot have its passport yet."""


@transaction.atomic
def issue_passport(*, piece_id: int, owner_name: str, owner_email: str, user: User | None, now: datetime) -> Passport:
    """Sign the record of a finished piece and write down its first owner. Asking again returns the same passport.

    Raises:
        PassportRefused: if the piece has not passed its final inspection.
    """
    piece = Piece.objects.select_for_update(of=("self",)).select_related("workshop", "job").get(pk=piece_id)
    if (passport := Passport.objects.filter(piece=piece).first()) is not None:
        return passport
    inspection = inspections_of(piece.job).first()
    if inspection is None or not inspection.passed:
        raise PassportRefused(f"{piece.serial} has not passed its final inspection: it has no passport yet.")
    key, code = signing_key(), new_code()
    record = canonical({**record_of(piece, inspection, now=now), "code": code, "key": key.id})
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
