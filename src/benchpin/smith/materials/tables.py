"""The tables of materials: typed, and refused at load where they contradict themselves."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from benchpin.smith.units import CARAT_G

__all__ = [
    "CUTS",
    "FINISHES",
    "GEMS",
    "METALS",
    "Alloy",
    "Cleaning",
    "Cut",
    "Finish",
    "Gem",
    "MaterialError",
    "cut",
    "finish",
    "gem",
    "metal",
    "read_alloys",
    "read_gems",
]

# Densities of the pure elements, g/cm3. Source: CRC Handbook of Chemistry and Physics, as tabulated by the trade.
ELEMENT_DENSITY_G_CM3 = {"Au": 19.30, "Ag": 10.49, "Cu": 8.96, "Zn": 7.14, "Pd": 12.02, "Pt": 21.45, "Ru": 12.45, "Ir": 22.56}
# How far an alloy's density may lie from that of its mixed elements: real alloys contract a little, a slip of a digit is more.
DENSITY_TOLERANCE = 0.03

Allowed = Literal["yes", "caution", "no"]


class MaterialError(ValueError):
    """A row of a table that contradicts itself, with what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alloy:
    id: str
    name: str  # "18 ct yellow gold"
    colour_name: str  # "Yellow gold"
    standard: str  # "18 ct"
    family: Literal["yellow_gold", "rose_gold", "white_gold", "silver", "platinum"]
    main_element: str
    fineness: int  # parts of the main element in a thousand
    composition: dict[str, float]  # element -> percent by mass
    density_g_cm3: float
    casting_temperature_c: tuple[int, int]
    shrinkage_percent: float  # linear, pattern to casting
    shrinkage_source: str
    rhodium_plated: bool
    nickel_free: bool
    tarnish: str
    care: str
    view_f0: tuple[float, float, float]  # linear reflectance at normal incidence
    view_source: str
    source: str

    def __post_init__(self) -> None:
        if unknown := self.composition.keys() - ELEMENT_DENSITY_G_CM3.keys():
            known = ", ".join(ELEMENT_DENSITY_G_CM3)
            raise MaterialError(f"{self.id}: no density is known for {', '.join(sorted(unknown))}. Known elements: {known}.")
        total = sum(self.composition.values())
        if abs(total - 100) > 0.2:
            raise MaterialError(f"{self.id}: the composition adds up to {total:g} %, not 100 %.")
        main = 10 * self.composition.get(self.main_element, 0.0)
        if main + 1 < self.fineness:
            raise MaterialError(f"{self.id}: {main:g} parts of {self.main_element} are less than the fineness {self.fineness}.")
        mixed = self.mixed_density_g_cm3
        if abs(self.density_g_cm3 / mixed - 1) > DENSITY_TOLERANCE:
            raise MaterialError(
                f"{self.id}: a density of {self.density_g_cm3:g} g/cm³ contradicts the composition, whose elements"
                f" mix to {mixed:.2f} g/cm³. They may differ by {DENSITY_TOLERANCE:.0%}."
            )

    @property
    def mixed_density_g_cm3(self) -> float:
        """Density by the rule of mixtures: one over the sum of mass fraction over density."""
        return 100 / sum(percent / ELEMENT_DENSITY_G_CM3[element] for element, percent in self.composition.items())

    @property
    def precious_group(self) -> Literal["gold", "silver", "platinum"]:
        return "gold" if self.main_element == "Au" else "silver" if self.main_element == "Ag" else "platinum"

    def mass_g(self, volume_mm3: float) -> float:
        return volume_mm3 * self.density_g_cm3 / 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    ultrasonic: Allowed
    steam: Allowed
    soapy_water: Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Gem:
    id: str
    name: str
    kind: Literal["natural", "synthetic"]
    species: str
    sg: float  # g/cm3
    ri: tuple[float, float]
    dispersion: float
    mohs: float
    toughness: str
    fragile: bool
    cleaning: Cleaning
    disclosure: str  # what must be said to who buys it
    treatments: str
    view_tint: tuple[float, float, float]
    view_source: str
    source: str

    def __post_init__(self) -> None:
        if not 1.0 < self.ri[0] <= self.ri[1]:
            raise MaterialError(f"{self.id}: the refractive indices must rise from above 1; they are {self.ri}.")
        if not all(0.0 <= part <= 1.0 for part in self.view_tint):
            raise MaterialError(f"{self.id}: light through a stone is from 0 to 1 in each colour; it is {self.view_tint}.")

    def carats(self, volume_mm3: float) -> float:
        return volume_mm3 * self.sg / 1000 / CARAT_G


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    id: str
    name: str
    facets: int  # without the girdle
    length_to_width: float
    depth_to_width: float
    volume_over_lwd: float
    factor_diamond: float  # carats of a diamond over length x width x depth in mm
    pointed: bool  # has corners that chip
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    id: str
    name: str
    view: int  # the shader's number for it
    polish_factor: float
    judged: str  # what the inspector says yes or no to
    care: str
    source: str


Row = TypeVar("Row", Alloy, Gem, Cut, Finish)


def read_alloys(toml: str) -> dict[str, Alloy]:
    """Read alloys from TOML text. Raises MaterialError where a row lacks a field or contradicts itself."""
    return _read(toml, "alloy", Alloy)


def read_gems(toml: str) -> dict[str, Gem]:
    """Read gems from TOML text. Raises MaterialError as `read_alloys` does."""
    return _read(toml, "gem", Gem)


def metal(key: str) -> Alloy:
    return METALS[key]


def gem(key: str) -> Gem:
    return GEMS[key]


def cut(key: str) -> Cut:
    return CUTS[key]


def finish(key: str) -> Finish:
    return FINISHES[key]


def _read(toml: str, table: str, row_type: type[Row]) -> dict[str, Row]:
    try:
        rows: list[Row] = [msgspec.convert(row, type=row_type) for row in tomllib.loads(toml)[table]]
    except msgspec.ValidationError as error:
        raise MaterialError(str(error)) from error
    found = {row.id: row for row in rows}
    if len(found) < len(rows):
        raise MaterialError(f"Two rows of {table}s have the same id.")
    return found


def _text(name: str) -> str:
    return files("benchpin.smith.materials").joinpath(name).read_text("utf-8")


METALS = read_alloys(_text("metals.toml"))
GEMS = read_gems(_text("gems.toml"))
CUTS = _read(_text("cuts.toml"), "cut", Cut)
FINISHES = _read(_text("finishes.toml"), "finish", Finish)
