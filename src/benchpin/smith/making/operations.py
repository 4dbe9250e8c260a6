"""The operations our workshop knows, and how long each takes on a given piece."""

from dataclasses import dataclass, replace
from importlib.resources import files
from math import ceil

import msgspec

from benchpin.smith.anatomy import Anatomy, StoneSet
from benchpin.smith.making.route import Operation, OperationKind
from benchpin.smith.materials import cut, finish, gem, metal

__all__ = ["OPERATIONS", "operation", "setting_minutes"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingMinutes:
    """Minutes a stone, by the way it is held."""

    claw: float
    bezel: float
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
        tells=row.tells.format(alloy=alloy.name),
        kind=row.kind,
        skill=row.skill,
        minutes=row.minutes,
        wait_minutes=row.wait_minutes,
        resource=row.resource,
        units=sum(part.count for part in anatomy.parts),
        batch_key=anatomy.alloy if key == "cast" else "",
        weighs_metal=row.weighs_metal,
        why=f"{row.minutes} min",
    )
    minutes, why = _minutes(key, row.minutes, anatomy)
    return replace(known, minutes=minutes, why=why)


def setting_minutes(stone: StoneSet, alloy: str) -> tuple[int, str]:
    """Minutes to set all stones of a set, and how they came about."""
    base = TABLE.setting.claw if stone.setting == "claw" else TABLE.setting.bezel
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
    if key == "engrave" and anatomy.engraving is not None:
        letters = sum(not letter.isspace() for letter in anatomy.engraving.text)
        minutes = stated + ceil(letters * TABLE.factor.engraving_letter_minutes)
        return minutes, f"{stated} min and {letters} letters × {TABLE.factor.engraving_letter_minutes:g} min"
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
