"""What rings have in common: the band's options, its part with the words inside, its measures, its limits."""

from collections.abc import Iterator
from typing import cast

from benchpin.designs.design import Choices
from benchpin.designs.lettering import engraving_of, lettering_cutter
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.checks import LIMITS
from benchpin.smith.draft import Letters, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Band, Profile, Solid, band_section, band_solid, segments
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = [
    "band_measures",
    "band_of",
    "band_options",
    "band_part",
    "hoop_solid",
    "shank_of",
    "shank_option",
    "thick_enough",
    "words_inside",
]

SHOULDER_RISE_MM = 0.15  # how much thicker a band is under its head
TAPER = 0.86  # width at the head as a part of the width below


def band_options(width: tuple[str, str, str], thickness: tuple[str, str, str]) -> tuple[Measure, Measure]:
    """Width and thickness, each (least, most, default) in mm."""
    (w_least, w_most, w_default), (t_least, t_most, t_default) = width, thickness
    return (
        Measure(
            key="band_width",
            label="Band width",
            default=w_default,
            freezes_at="print_wax",
            least=w_least,
            most=w_most,
            step="0.1",
        ),
        Measure(
            key="band_thickness",
            label="Band thickness",
            default=t_default,
            freezes_at="print_wax",
            least=t_least,
            most=t_most,
            step="0.1",
        ),
    )


def shank_option() -> Choice:
    return Choice(
        key="shank",
        label="Shank",
        default="tapered",
        freezes_at="print_wax",
        values=(
            Value(key="tapered", label="Tapered", note="narrows towards the stone"),
            Value(key="straight", label="Straight", note="one width all round"),
        ),
    )


def shank_of(choices: Choices, profile: str = "court") -> Band:
    """The band of a ring with a stone, by the option shank; it rises a little under the head."""
    taper = TAPER if choices["shank"] == "tapered" else 1.0
    return band_of(choices, profile, taper=taper, rise_mm=SHOULDER_RISE_MM)


def band_of(choices: Choices, profile: str = "court", *, taper: float = 1.0, rise_mm: float = 0.0) -> Band:
    """The band of the options band_width, band_thickness and size; at the head `taper` times as wide, `rise_mm` thicker."""
    width, thickness = choices.mm("band_width"), choices.mm("band_thickness")
    least = LIMITS.wall["shank_width"].least_mm(METALS[choices["metal"]])
    return Band(
        inner_diameter_mm=choices.ring_size("size").diameter_mm,
        width_mm=width,
        thickness_mm=thickness,
        profile=cast(Profile, profile),
        width_top_mm=width if taper == 1 else max(taper * width, least),
        thickness_top_mm=thickness + rise_mm,
    )


def hoop_solid(band: Band) -> Solid:
    return band_solid(band, segments(band.inner_radius_mm + band.thickness_mm, TOLERANCE_MM, 96), 5)


def band_part(band: Band, choices: Choices, solid: Solid | None = None) -> Part:
    """The band, or `solid` in its place, with the words of the options engraving and typeface inside."""
    return Part(
        key="band",
        name="Band",
        solid=solid or hoop_solid(band),
        surface="round",
        letters=words_inside(band, choices),
        revolved=band_section(band) if solid is None else None,
    )


def words_inside(band: Band, choices: Choices) -> tuple[Letters, ...]:
    engraving = engraving_of(choices)
    return () if engraving is None else (Letters(cutter=lettering_cutter(engraving, band.inner_radius_mm)),)


def band_measures(band: Band) -> tuple[AnatomyMeasure, ...]:
    width, thickness = band.width_mm, band.thickness_mm
    where = ", at the base" if (band.width_top_mm, band.thickness_top_mm) != (width, thickness) else ""
    return (
        AnatomyMeasure(key="band_width", label=f"Band width{where}", value=width, unit="mm", tolerance=0.15),
        AnatomyMeasure(key="band_thickness", label=f"Band thickness{where}", value=thickness, unit="mm", tolerance=0.15),
    )


def thick_enough(choices: Choices, rule: str = "set_shank") -> Iterator[DesignError]:
    """A band thinner than its metal asks for is refused before anything is built."""
    metal = METALS[choices["metal"]]
    least = LIMITS.wall[rule].least_mm(metal)
    if choices.mm("band_thickness") < least:
        yield DesignError(
            "band_thickness",
            f"In {metal.name} the band must be at least {least:g} mm thick to last. Choose {least:g} mm or more.",
        )
