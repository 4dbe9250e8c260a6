"""The operations our workshop knows, and how long each takes on a given piece."""

from dataclasses import dataclass, field, replace
from importlib.resources import files
from math import ceil

import msgspec

from benchpin.smith.anatomy import Anatomy, Coating, Engraving, StoneSet
from benchpin.smith.making.route import Operation, OperationKind
from benchpin.smith.materials import coat, cut, finish, gem, metal

__all__ = ["ENGRAVES", "OPERATIONS", "KnownOperation", "loose_parts", "operation", "second_alloy", "setting_minutes"]

FEW_CASTINGS, LINKS_A_PLACE = 4, 10
ENGRAVES = {"engrave": "laser", "engrave_hand": "hand"}  # an operation, and the method of the words it cuts

STANDARD_SURFACE_MM2 = 550.0  # a plain 3 mm ring: what the stated minutes of filing and polishing are for; estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOperation:
    """A row of operations.toml."""

    key: str
    name: str
    tells: str
    kind: OperationKind
    skill: str
    minutes: int
    source: str
    wait_minutes: int = 0
    resource: str = ""
    weighs_metal: bool = False
    rework_percent: float = 0.0  # how many of a hundred fail their check
    back_to: dict[str, float] = field(default_factory=dict)  # where these are taken up again, by share


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingMinutes:
    """Minutes a stone, by the way it is held."""

    claw: float
    bezel: float
    pave: float
    channel: float
    flush: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFactor:
    """What makes setting slower or quicker: a stone's width, what it is, the metal."""

    below_1_3_mm: float
    from_1_3_to_3_mm: float
    from_3_to_6_mm: float
    above_6_mm: float
    fragile: float
    pointed: float
    platinum: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Other factors on the minutes of the table."""

    stated_to_real: float
    platinum_clean_up: float
    platinum_polish: float
    engraving_letter_minutes: float
    hand_letter_minutes: float
    link_minutes: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationsTable:
    operation: tuple[KnownOperation, ...]
    setting: SettingMinutes
    setting_factor: SettingFactor
    factor: Factor


TABLE = msgspec.toml.decode(files("benchpin.smith.making").joinpath("operations.toml").read_text("utf-8"), type=OperationsTable)
OPERATIONS = {row.key: row for row in TABLE.operation}


def operation(key: str, anatomy: Anatomy) -> Operation:
    """Return operation `key` as it is done on this piece, its minutes derived from the piece."""
    row = OPERATIONS[key]
    alloy = metal(anatomy.alloy)
    known = Operation(
        key=row.key,
        name=row.name,
        tells=row.tells.format(alloy=alloy.name, second=metal(second_alloy(anatomy)).name),
        kind=row.kind,
        skill=row.skill,
        minutes=row.minutes,
        wait_minutes=row.wait_minutes,
        resource=row.resource,
        units=_places(anatomy),
        batch_key={"cast": anatomy.alloy, "cast_second": second_alloy(anatomy)}.get(key, ""),
        weighs_metal=row.weighs_metal,
        why=f"{row.minutes} min",
    )
    minutes, why = _minutes(key, row.minutes, anatomy)
    return replace(known, minutes=minutes, why=why)


def setting_minutes(stone: StoneSet, alloy: str) -> tuple[int, str]:
    """Minutes to set all stones of a set, and how they came about."""
    base: float = getattr(TABLE.setting, stone.setting)
    factors = {"size": _size_factor(stone.width_mm)}
    if gem(stone.gem).fragile:
        factors["fragile stone"] = TABLE.setting_factor.fragile
    if cut(stone.cut).pointed:
        factors["pointed corners"] = TABLE.setting_factor.pointed
    if metal(alloy).family == "platinum":
        factors["platinum"] = TABLE.setting_factor.platinum
    minutes = base * stone.count * TABLE.factor.stated_to_real
    for factor in factors.values():
        minutes *= factor
    listed = ", ".join(f"{name} × {factor:g}" for name, factor in factors.items())
    return ceil(minutes), f"{stone.count} × {base:g} min {stone.setting} setting × {TABLE.factor.stated_to_real:g}; {listed}"


def _minutes(key: str, stated: int, anatomy: Anatomy) -> tuple[int, str]:
    platinum = metal(anatomy.alloy).family == "platinum"
    if key == "set_stones":
        each = [setting_minutes(stone, anatomy.alloy) for stone in anatomy.stones]
        return sum(minutes for minutes, _ in each), "; ".join(why for _, why in each)
    if key in ENGRAVES:
        letters = sum(_letters(engraving) for engraving in anatomy.engravings if engraving.method == ENGRAVES[key])
        a_letter = TABLE.factor.engraving_letter_minutes if key == "engrave" else TABLE.factor.hand_letter_minutes
        return stated + ceil(letters * a_letter), f"{stated} min and {letters} letters × {a_letter:g} min"
    if coatings := [coating for coating in anatomy.coatings if coat(coating.coat).operation == key]:
        return _coating_minutes(coatings)
    if key == "link_up":
        joints = loose_parts(anatomy)
        return ceil(joints * TABLE.factor.link_minutes), f"{joints} joints × {TABLE.factor.link_minutes:g} min"
    if key in {"clean_up", "prepolish", "final_polish"}:
        by_surface = _surface_factor(anatomy)
        by_metal = (TABLE.factor.platinum_clean_up if key == "clean_up" else TABLE.factor.platinum_polish) if platinum else 1.0
        by_finish = finish(anatomy.finish).polish_factor if key == "final_polish" else 1.0
        why = f"{stated} min × {by_surface:.2f} surface × {by_metal:g} metal × {by_finish:g} finish"
        return ceil(stated * by_surface * by_metal * by_finish), why
    if key == "assemble":
        joints = sum(finding.count for finding in anatomy.findings if finding.joined)
        return stated * joints, f"{joints} joints × {stated} min"
    return stated, f"{stated} min"


def second_alloy(anatomy: Anatomy) -> str:
    """The alloy that is cast besides the piece's own, or the piece's own where there is none."""
    return next((part.alloy for part in anatomy.parts if part.alloy != anatomy.alloy), anatomy.alloy)


def loose_parts(anatomy: Anatomy) -> int:
    """How many castings of one piece move against each other: links, halves of a locket."""
    pair = 2 if anatomy.kind == "earrings" else 1
    castings = sum(part.count for part in anatomy.parts if part.alloy == anatomy.alloy) // pair
    return castings if castings > 1 else 0


def _places(anatomy: Anatomy) -> int:
    """How much of a flask or a bath a piece takes: a place for each casting, of many small ones a place for ten (estimate)."""
    castings = sum(part.count for part in anatomy.parts)
    return castings if castings <= FEW_CASTINGS else FEW_CASTINGS + ceil((castings - FEW_CASTINGS) / LINKS_A_PLACE)


def _letters(engraving: Engraving) -> int:
    return sum(not letter.isspace() for letter in engraving.text)


def _coating_minutes(coatings: list[Coating]) -> tuple[int, str]:
    minutes, said = 0.0, []
    for coating in coatings:
        row, cm2 = coat(coating.coat), coating.surface_mm2 / 100
        minutes += row.minutes_per_place + row.minutes_per_cm2 * cm2
        said.append(f"{row.name.lower()}: {row.minutes_per_place:g} min and {cm2:.1f} cm² × {row.minutes_per_cm2:g} min")
    return ceil(minutes), "; ".join(said)


def _surface_factor(anatomy: Anatomy) -> float:
    """Minutes grow with surface, but half of each minute is picking up, mounting, looking (estimate)."""
    surface = sum(part.surface_mm2 * part.count for part in anatomy.parts)
    return 0.5 + 0.5 * surface / STANDARD_SURFACE_MM2


def _size_factor(width_mm: float) -> float:
    factor = TABLE.setting_factor
    if width_mm < 1.3:
        return factor.below_1_3_mm
    if width_mm < 3:
        return factor.from_1_3_to_3_mm
    return factor.from_3_to_6_mm if width_mm <= 6 else factor.above_6_mm
