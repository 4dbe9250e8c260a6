"""Whether a piece can be cast, set and worn: what was measured on its solid, held against the trade's least figures."""

from dataclasses import dataclass, replace
from importlib.resources import files
from math import inf

import msgspec

from benchpin.smith.anatomy import Engraving
from benchpin.smith.errors import DesignError, DesignRefused
from benchpin.smith.geometry import Survey
from benchpin.smith.materials import Alloy, metal

__all__ = [
    "LIMITS",
    "Check",
    "EngravingLimits",
    "Figure",
    "FigureLimit",
    "Limits",
    "MethodLimits",
    "WallLimit",
    "faults",
    "judged",
    "require_sound",
]

# A ray between two drawn surfaces, each within 0.01 mm of the true one, may read this much less than the truth.
READING_MM = 0.02
# Rounding of the intersection; a hundredth of the smallest stone's clearance over its girdle.
OVERLAP_MM3 = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class WallLimit:
    what: str
    works: str
    gold: float
    platinum: float
    silver: float
    source: str

    def least_mm(self, alloy: Alloy) -> float:
        return {"gold": self.gold, "platinum": self.platinum, "silver": self.silver}[alloy.precious_group]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodLimits:
    """What one way of engraving can do."""

    name: str  # "the laser"
    stroke_mm: float
    most_lost: float
    letter_height_mm: float
    depth_mm: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngravingLimits:
    method: dict[str, MethodLimits]
    left_under_mm: float
    round_share: float
    raised_mm: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartLimits:
    """What must lie between neighbours."""

    stones_mm: float
    moving_mm: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLimit:
    """A range for what a design works out itself: how far a wire is bent, how deep a claw is notched."""

    what: str
    unit: str
    least: float
    most: float
    works: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Such a figure of one piece. `field`: the option a customer would change."""

    rule: str
    field: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    figure: dict[str, FigureLimit]
    wall: dict[str, WallLimit]
    apart: ApartLimits
    engraving: EngravingLimits


LIMITS = msgspec.toml.decode(files("benchpin.smith").joinpath("checks.toml").read_text("utf-8"), type=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing held against its limit: what was found, what the trade asks, and, where it fails, what would work.

    field: the option a customer would change.
    message: the sentence for the customer; of what passes, what was found.
    """

    check: str
    field: str
    figure: float
    limit: float
    unit: str
    passes: bool
    message: str


def judged(
    survey: Survey,
    *,
    alloy: str,
    field: str = "",
    figures: tuple[Figure, ...] = (),
    engravings: tuple[Engraving, ...] = (),
) -> tuple[Check, ...]:
    """Judge a survey; `field` is the option to change where the piece as a whole fails."""
    return (
        _one_body(survey, field),
        _clear_stones(survey, field),
        *_walls(survey, metal(alloy)),
        *_apart(survey, field),
        *(_figure(figure) for figure in figures),
        *(check for engraving in engravings for check in _under_words(survey, engraving)),
    )


def faults(
    survey: Survey,
    *,
    alloy: str,
    field: str,
    figures: tuple[Figure, ...] = (),
    engravings: tuple[Engraving, ...] = (),
) -> tuple[Check, ...]:
    """What cannot be made."""
    every = judged(survey, alloy=alloy, field=field, figures=figures, engravings=engravings)
    return tuple(check for check in every if not check.passes)


def require_sound(
    survey: Survey,
    *,
    alloy: str,
    field: str,
    figures: tuple[Figure, ...] = (),
    engravings: tuple[Engraving, ...] = (),
) -> None:
    """Raise DesignRefused, one sentence a fault, unless the piece can be made."""
    if found := faults(survey, alloy=alloy, field=field, figures=figures, engravings=engravings):
        raise DesignRefused(DesignError(fault.field, fault.message) for fault in found)


def _one_body(survey: Survey, field: str) -> Check:
    return Check(
        check="one_body",
        field=field,
        figure=survey.bodies,
        limit=1,
        unit="bodies",
        passes=survey.bodies <= 1,
        message="With these choices the metal does not hold together. Choose a size in between.",
    )


def _clear_stones(survey: Survey, field: str) -> Check:
    return Check(
        check="stone_clear_of_metal",
        field=field,
        figure=round(survey.overlap_mm3, 6),
        limit=OVERLAP_MM3,
        unit="mm³",
        passes=survey.overlap_mm3 <= OVERLAP_MM3,
        message="With these choices metal would lie where the stone sits. Choose another size.",
    )


def _walls(survey: Survey, alloy: Alloy) -> list[Check]:
    """Each rule once, at its thinnest."""
    found = []
    thinnest = {probe.rule: (probe, mm) for probe, mm in sorted(survey.walls, key=lambda wall: -wall[1])}
    for probe, thick_mm in thinnest.values():
        limit = LIMITS.wall[probe.rule]
        least_mm = limit.least_mm(alloy)
        message = (
            f"In {alloy.name}, {limit.what} must be at least {least_mm:g} mm; this would be {thick_mm:.2f} mm. {limit.works}"
        )
        found.append(_least(probe.rule, probe.field, thick_mm, least_mm, message))
    return found


def _apart(survey: Survey, field: str) -> list[Check]:
    """Stones beside each other, and what moves against each other, must not touch."""
    found = []
    if survey.stone_gap_mm < inf:
        gap_mm, least_mm = survey.stone_gap_mm, LIMITS.apart.stones_mm
        message = (
            f"Two stones would lie {gap_mm:.2f} mm apart; {least_mm:g} mm are needed between them."
            " Choose fewer or smaller stones."
        )
        found.append(_least("stone_spacing", field, gap_mm, least_mm, message))
    if survey.play_mm < inf:
        play_mm, least_mm = 0.0 if survey.jam_mm3 > OVERLAP_MM3 else survey.play_mm, LIMITS.apart.moving_mm
        message = (
            f"Parts that move against each other would have {play_mm:.2f} mm of play; {least_mm:g} mm are needed."
            " Choose another size."
        )
        found.append(_least("moving_parts", field, play_mm, least_mm, message))
    return found


def _figure(figure: Figure) -> Check:
    """What a design worked out itself, by the rule of its name."""
    rule = LIMITS.figure[figure.rule]
    return Check(
        check=figure.rule,
        field=figure.field,
        figure=round(figure.value, 3),
        limit=rule.least if figure.value < rule.least else rule.most,
        unit=rule.unit,
        passes=rule.least <= figure.value <= rule.most,
        message=(
            f"{rule.what} must be from {rule.least:g} to {rule.most:g} {rule.unit};"
            f" this would be {figure.value:.2f}. {rule.works}"
        ),
    )


def _under_words(survey: Survey, engraving: Engraving) -> list[Check]:
    """Words in a band; on a table, a disc or a bar their place's own rule has judged the metal under them."""
    least_mm = LIMITS.engraving.left_under_mm
    bands = [thick_mm for probe, thick_mm in survey.walls if probe.rule in ("set_shank", "plain_band")]
    if not bands or engraving.raised:
        return []
    left_mm = min(bands) - engraving.depth_mm
    message = f"Under the words {left_mm:.2f} mm of metal would be left; {least_mm:g} mm are needed. Choose a thicker band."
    found = _least("under_engraving", engraving.key, left_mm, least_mm, message)
    return [replace(found, passes=left_mm >= least_mm)]  # the depth is set, not read


def _least(check: str, field: str, found_mm: float, least_mm: float, message: str) -> Check:
    return Check(
        check=check,
        field=field,
        figure=round(found_mm, 4),
        limit=least_mm,
        unit="mm",
        passes=found_mm >= least_mm - READING_MM,
        message=message,
    )
