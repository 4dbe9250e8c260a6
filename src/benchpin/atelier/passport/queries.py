"""Passports by their unguessable names, and what is shown of them."""

import json
from typing import Any

from django.db.models import QuerySet

from benchpin.atelier.accounts.models import User
from benchpin.atelier.passport.keys import signing_key
from benchpin.atelier.passport.models import Ownership, Passport
from benchpin.smith.passport import verify

__all__ = ["all_passports", "owned_by", "ownership_by_token", "present_ownership", "record_in", "speaks_true"]


def all_passports() -> QuerySet[Passport]:
    """Passports are public to who has the code: the piece, never the owner."""
    return Passport.objects.select_related("piece__workshop", "piece__job")


def ownership_by_token() -> QuerySet[Ownership]:
    return Ownership.objects.filter(until__isnull=True).select_related("passport__piece__workshop", "passport__piece__job")


def present_ownership(passport: Passport) -> Ownership | None:
    return passport.ownerships.filter(until__isnull=True).first()


def owned_by(user: User) -> QuerySet[Ownership]:
    return ownership_by_token().filter(user=user).order_by("-since")


def record_in(passport: Passport) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(passport.record)
    return result


def speaks_true(passport: Passport) -> bool:
    """Whether the stored record still is what was signed."""
    return verify(passport.record, passport.signature, signing_key().public)
