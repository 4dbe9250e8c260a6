"""How to keep a piece: what follows from this very combination of metal, stones and finish.

The rule: a piece takes the most restrictive way of its gems, metal, finish and plating.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import msgspec

from benchpin.smith.anatomy import Anatomy, Coating, Kind
from benchpin.smith.materials import Alloy, Gem, coat, finish, gem, metal
from benchpin.smith.sizes import resizing_words

__all__ = ["CarePlan", "Reminder", "care_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Something to have done every so many months, and why."""

    key: str
    label: str
    every_months: int
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlan:
    """What an owner is told: how to clean the piece, what to do, what to keep it from, where to keep it, what to remember."""

    cleaning: str
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    storage: tuple[str, ...]
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A row of intervals.toml: months between, by kind of piece."""

    key: str
    label: str
    why: str
    applies: str
    ring: int
    other: int
    source: str
    bracelet: int | None = None  # where a bracelet wears like a ring


INTERVALS = msgspec.toml.decode(
    files("benchpin.smith.care").joinpath("intervals.toml").read_text("utf-8"), type=dict[str, tuple[Interval, ...]]
)["reminder"]


def care_plan(anatomy: Anatomy) -> CarePlan:
    """Derive the care plan of a piece."""
    alloy = metal(anatomy.alloy)
    gems = tuple(gem(stone.gem) for stone in anatomy.stones)
    return CarePlan(
        cleaning=_cleaning(alloy, gems, anatomy.coatings),
        do=_do(alloy, anatomy),
        avoid=_avoid(alloy, gems),
        storage=_storage(alloy, gems),
        reminders=_reminders(anatomy, alloy, gems),
    )


def _cleaning(alloy: Alloy, gems: tuple[Gem, ...], coatings: tuple[Coating, ...]) -> str:
    if coatings:
        named = _in_words(coat(coating.coat).name.lower() for coating in coatings)
        return f"A damp soft cloth only. No dip, no polish, no ultrasonic bath and no steam: they would harm the {named}."
    if alloy.family == "silver" and not gems:
        return "Wipe with a silver cloth. A silver dip is safe for at most 30 seconds; rinse well afterwards."
    water = "Lukewarm water with a drop of mild dish soap and a soft brush, rinse, dry with a cloth without lint."
    if any(g.cleaning.ultrasonic != "yes" for g in gems):
        named = _named(g for g in gems if g.cleaning.ultrasonic != "yes")
        return f"{water} No ultrasonic bath and no steam: the {named} would suffer."
    if any(g.cleaning.steam != "yes" for g in gems):
        named = _named(g for g in gems if g.cleaning.steam != "yes")
        return f"{water} An ultrasonic bath is safe while the stones sit tight; steam is not, for the {named}."
    return f"{water} An ultrasonic bath is safe" + (" while the stones sit tight." if gems else ".")


def _do(alloy: Alloy, anatomy: Anatomy) -> tuple[str, ...]:
    clean = "every two weeks" if anatomy.kind == "ring" else "every two months"
    do = [f"Clean it {clean} if you wear it daily.", "Last on, first off: let cosmetics dry ten minutes before you put it on."]
    do.append(finish(anatomy.finish).care)
    if alloy.rhodium_plated:
        do.append("Its white plating is rhodium, a fraction of a thousandth of a millimetre: wipe, do not rub with polish.")
    if words := resizing_words(anatomy.resizing):
        do.append(words)
    do += dict.fromkeys(coat(coating.coat).care for coating in anatomy.coatings)
    return tuple(do)


def _avoid(alloy: Alloy, gems: tuple[Gem, ...]) -> tuple[str, ...]:
    avoid = [
        "Chlorine: bleach, pools, spas.",
        "Toothpaste and other abrasives.",
        "Mercury: a broken thermometer ruins gold at once.",
    ]
    if alloy.family == "silver":
        avoid.append("Sulphur: rubber, wool, eggs, hot springs. It turns silver dark.")
    if any(g.id == "emerald" for g in gems):
        avoid.append("Alcohol, acetone and hot water: they draw the oil out of an emerald.")
    if any(g.mohs <= 7 for g in gems):
        avoid.append("Dusty or sandy work: dust holds quartz, which is as hard as the stone.")
    if gems:
        avoid.append("Knocks: take it off for sport, gardening and heavy work.")
    return tuple(avoid)


def _storage(alloy: Alloy, gems: tuple[Gem, ...]) -> tuple[str, ...]:
    storage = ["In a pouch of its own: harder stones scratch softer metal."]
    if alloy.family == "silver":
        storage.append("Airtight, with an anti-tarnish strip.")
    if any(g.id == "amethyst" for g in gems):
        storage.append("Away from sunlight: amethyst may fade.")
    return tuple(storage)


def _reminders(anatomy: Anatomy, alloy: Alloy, gems: tuple[Gem, ...]) -> tuple[Reminder, ...]:
    applies = {
        "all": True,
        "stones": bool(gems),
        "rhodium": alloy.rhodium_plated,
        "silver": alloy.family == "silver",
        "emerald": any(g.id == "emerald" for g in gems),
        "chain": anatomy.kind in {"necklace", "bracelet"} and bool(anatomy.findings),
    }
    return tuple(
        Reminder(
            key=row.key,
            label=row.label,
            every_months=_months(row, anatomy.kind),
            why=row.why,
            source=row.source,
        )
        for row in INTERVALS
        if applies[row.applies]
    )


def _months(row: Interval, kind: Kind) -> int:
    if kind == "bracelet":
        return row.bracelet or row.other
    return row.ring if kind == "ring" else row.other


def _named(gems: Iterable[Gem]) -> str:
    return _in_words(g.name.lower() for g in gems)


def _in_words(names: Iterable[str]) -> str:
    return " and the ".join(dict.fromkeys(names))
