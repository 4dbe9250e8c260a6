"""Who works at Hollis & Wren, when and at what; and Clara, who has an account."""

from dataclasses import dataclass, field
from typing import Any

from benchpin.atelier.accounts.models import Membership, User, Workshop
from benchpin.atelier.workshop.models import Person

__all__ = ["ARTISANS", "CUSTOMER", "LOGINS", "MANAGER", "PASSWORD", "artisan_with", "hire", "make_customer"]

PASSWORD = "benchpin-demo-2026"
MANAGER, ARTISAN, CUSTOMER = "manager@example.com", "artisan@example.com", "customer@example.com"
LOGINS = (("manager", MANAGER), ("artisan", ARTISAN), ("customer", CUSTOMER))

MORNING, AFTERNOON = ["08:30", "12:30"], ["13:15", "17:15"]
Hours = dict[str, list[list[str]]]


def _week(weekdays: str, *spans: list[str]) -> Hours:
    return {day: [list(span) for span in spans] for day in weekdays}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    email: str
    name: str
    role: str
    words: str = ""
    skills: tuple[str, ...] = ()
    hours: dict[str, Any] = field(default_factory=dict)


RUTH = Colleague(
    email=MANAGER,
    name="Ruth Hollis",
    role=Membership.Role.MANAGER,
    words="Runs the workshop, writes to you, and packs every piece herself.",
    skills=("office", "inspector"),
    hours=_week("12345", ["09:00", "12:30"], ["13:30", "17:00"]),
)
ARTISANS = (
    Colleague(
        email=ARTISAN,
        name="Ines Moreau",
        role=Membership.Role.ARTISAN,
        words="Goldsmith. Files, trues up and polishes; learnt in Lyon, came for a year in 2014.",
        skills=("goldsmith", "polisher"),
        hours=_week("12345", MORNING, AFTERNOON),
    ),
    Colleague(
        email="tomas@example.com",
        name="Tomas Wren",
        role=Membership.Role.ARTISAN,
        words="Sets stones and engraves, as his grandfather did at this bench.",
        skills=("setter", "engraver"),
        hours=_week("1234", MORNING, AFTERNOON) | _week("5", MORNING),
    ),
    Colleague(
        email="priya@example.com",
        name="Priya Nair",
        role=Membership.Role.ARTISAN,
        words="Prints, casts and polishes. No flask leaves her kiln unexamined, and no piece the house.",
        skills=("caster", "polisher", "inspector"),
        hours=_week("12345", ["08:00", "12:00"], ["12:45", "16:00"]),
    ),
)


def hire(workshop: Workshop, colleague: Colleague) -> Person:
    """Give somebody an account, a role and a bench."""
    user = User.objects.create_user(colleague.email, PASSWORD, name=colleague.name)
    Membership.objects.create(user=user, workshop=workshop, role=colleague.role)
    return Person.objects.create(
        workshop=workshop,
        user=user,
        name=colleague.name,
        skills=list(colleague.skills),
        hours=colleague.hours,
        words=colleague.words,
    )


def make_customer() -> User:
    return User.objects.create_user(CUSTOMER, PASSWORD, name="Clara Bell")


def artisan_with(workshop: Workshop, skill: str) -> User:
    """The first of the house who has a skill."""
    people = Person.objects.filter(workshop=workshop).select_related("user").order_by("-pk")
    return next(person.user for person in people if skill in person.skills and person.user is not None)
