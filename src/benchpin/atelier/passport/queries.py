"""Passports by their unguessable names, what is shown of them, and whether a certificate speaks true."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from benchpin.atelier.accounts.models import User
from benchpin.atelier.passport.keys import signing_key
from benchpin.atelier.passport.models import Ownership, Passport
from benchpin.smith.passport import SignedRecord

__all__ = [
    "Maker",
    "ShownRecord",
    "Verdict",
    "all_passports",
    "owned_by",
    "ownership_by_token",
    "shown",
    "signed_record",
    "speaks_true",
    "verdict_on_code",
    "verdict_on_record",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """One pair of hands, and what they did, in the order it was done."""

    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRecord:
    """A signed record with its days as days and its work by maker."""

    facts: dict[str, Any]
    finished_on: date
    makers: tuple[Maker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What we can say of a code or a record somebody brings us; `passport` is the true one, if there is one."""

    genuine: bool
    says: str
    passport: Passport | None = None


def all_passports() -> QuerySet[Passport]:
    """Passports are public to who has the code: the piece, never the owner."""
    return Passport.objects.select_related("piece__workshop", "piece__job")


def ownership_by_token() -> QuerySet[Ownership]:
    return Ownership.objects.filter(until__isnull=True).select_related("passport__piece__workshop", "passport__piece__job")


def owned_by(user: User) -> QuerySet[Ownership]:
    return ownership_by_token().filter(user=user).order_by("-since")


def shown(passport: Passport) -> ShownRecord:
    """What the signed text says, read for a page."""
    facts: dict[str, Any] = json.loads(passport.record)
    once = facts.pop("engraving", None)  # records of before a piece could carry several words
    facts.setdefault("engravings", [once] if once else [])
    steps_by: dict[str, dict[str, None]] = {}
    for hand in facts["made_by"]["hands"]:
        steps_by.setdefault(hand["by"], {})[hand["step"]] = None
    return ShownRecord(
        facts=facts,
        finished_on=date.fromisoformat(facts["finished_on"]),
        makers=tuple(Maker(name=name, steps=tuple(steps)) for name, steps in steps_by.items()),
    )


def signed_record(passport: Passport) -> SignedRecord:
    return SignedRecord(record=passport.record, signature=passport.signature, public_key=signing_key().public)


def speaks_true(passport: Passport) -> bool:
    """Whether the stored record still is what was signed."""
    return signed_record(passport).is_whole()


def verdict_on_code(code: str) -> Verdict:
    """Judge a code as it stands on a certificate."""
    passport = all_passports().filter(code=code).first()
    if passport is None:
        return Verdict(genuine=False, says="We have no piece with this code. Look at its letters again.")
    if not speaks_true(passport):
        return Verdict(genuine=False, says="The record behind this code no longer matches its signature. Please tell us.")
    return Verdict(genuine=True, says="We made this piece, and its record is as it was signed.", passport=passport)


def verdict_on_record(signed: SignedRecord) -> Verdict:
    """Judge a record file: by our key, whatever key the file itself names."""
    if signed.is_signed_by(signing_key().public):
        passport = all_passports().filter(record=signed.record).first()
        return Verdict(genuine=True, says="We signed this record, and no letter of it has been changed.", passport=passport)
    if (meant := _passport_meant_by(signed.record)) is not None:
        says = "This text is not the one we signed for this piece: it has been changed. The true record is on the piece's page."
        return Verdict(genuine=False, says=says, passport=meant)
    return Verdict(genuine=False, says="We have never signed this record.")


def _passport_meant_by(record: str) -> Passport | None:
    """The passport whose code a changed record still names."""
    try:
        code = json.loads(record)["code"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return all_passports().filter(code=code).first() if isinstance(code, str) else None
