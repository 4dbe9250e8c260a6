"""Whether a piece can be cast, set and worn: what was measured on its solid, held against the trade's least figures."""

from dataclasses import dataclass
from importlib.resources import files

import msgspec

from benchpin.smith.anatomy import Engraving
from benchpin.smith.errors import DesignError, DesignRefused
from benchpin.smith.geometry import Survey
from benchpin.smith.materials import Alloy, metal

__all__ = ["LIMITS", "EngravingLimits", "Fault", "Limits", "MethodLimits", "WallLimit", "faults", "require_sound"]

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
class Limits:
    wall: dict[str, WallLimit]
    apart: ApartLimits
    engraving: EngravingLimits


LIMITS = msgspec.toml.decode(files("benchpin.smith").joinpath("checks.toml").read_text("utf-8"), type=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that cannot be made: the option to change, the figure and its limit, and what would work."""

    check: str
    field: str
    figure: float
    limit: float
    message: str


def faults(survey: Survey, *, alloy: str, field: str, engravings: tuple[Engraving, ...] = ()) -> tuple[Fault, ...]:
    """Judge a survey; `field` is the option to change where the piece as a whole fails."""
    under = [fault for engraving in engravings for fault in _under_words(survey, engraving)]
    return (*_whole(survey, field), *_walls(survey, metal(alloy)), *_apart(survey, field), *under)


def require_sound(survey: Survey, *, alloy: str, field: str, engravings: tuple[Engraving, ...] = ()) -> None:
    """Raise DesignRefused, one sentence a fault, unless the piece can be made."""
    if found := faults(survey, alloy=alloy, field=field, engravings=engravings):
        raise DesignRefused(DesignError(fault.field, fault.message) for fault in found)


def _whole(survey: Survey, field: str) -> list[Fault]:
    found = []
    if survey.bodies != 1:
        found.append(
            Fault(
                check="one_body",
                field=field,
                figure=survey.bodies,
                limit=1,
                message="With these choices the metal does not hold together. Choose a size in between.",
            )
        )
    if survey.overlap_mm3 > OVERLAP_MM3:
        found.append(
            Fault(
                check="stone_clear_of_metal",
                field=field,
                figure=survey.overlap_mm3,
                limit=OVERLAP_MM3,
                message="With these choices metal would lie where the stone sits. Choose another size.",
            )
        )
    return found


def _walls(survey: Survey, alloy: Alloy) -> list[Fault]:
    found = []
    thinnest = {probe.rule: (probe, mm) for probe, mm in sorted(survey.walls, key=lambda wall: -wall[1])}
    for probe, thick_mm in thinnest.values():
        limit = LIMITS.wall[probe.rule]
        least_mm = limit.least_mm(alloy)
        if thick_mm >= least_mm - READING_MM:
            continue
        message = (
            f"In {alloy.name}, {limit.what} must be at least {least_mm:g} mm; this would be {thick_mm:.2f} mm. {limit.works}"
        )
        found.append(Fault(check=probe.rule, field=probe.field, figure=thick_mm, limit=least_mm, message=message))
    return found


def _apart(survey: Survey, field: str) -> list[Fault]:
    """Stones beside each other, and what moves against each other, must not touch."""
    found = []
    least_mm = LIMITS.apart.stones_mm
    if survey.stone_gap_mm < least_mm - READING_MM:
        message = (
            f"Two stones would lie {survey.stone_gap_mm:.2f} mm apart; {least_mm:g} mm are needed between them."
            " Choose fewer or smaller stones."
        )
        found.append(Fault(check="stone_spacing", field=field, figure=survey.stone_gap_mm, limit=least_mm, message=message))
    least_mm = LIMITS.apart.moving_mm
    if survey.jam_mm3 > OVERLAP_MM3 or survey.play_mm < least_mm - READING_MM:
        figure = 0.0 if survey.jam_mm3 > OVERLAP_MM3 else survey.play_mm
        message = (
            f"Parts that move against each other would have {figure:.2f} mm of play; {least_mm:g} mm are needed."
            " Choose another size."
        )
        found.append(Fault(check="moving_parts", field=field, figure=figure, limit=least_mm, message=message))
    return found


def _under_words(survey: Survey, engraving: Engraving) -> list[Fault]:
    """Words in a band; on a table, a disc or a bar their place's own rule has judged the metal under them."""
    least_mm = LIMITS.engraving.left_under_mm
    bands = [thick_mm for probe, thick_mm in survey.walls if probe.rule in ("set_shank", "plain_band")]
    if not bands or engraving.raised:
        return []
    left_mm = min(bands) - engraving.depth_mm
    if left_mm >= least_mm:
        return []
    message = f"Under the words {left_mm:.2f} mm of metal would be left; {least_mm:g} mm are needed. Choose a thicker band."
    return [Fault(check="under_engraving", field=engraving.key, figure=left_mm, limit=least_mm, message=message)]
