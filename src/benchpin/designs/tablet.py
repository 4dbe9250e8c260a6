"""What flat pieces with words have in common: a front and a back to write on, and how thick they must be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from benchpin.designs.design import Choices
from benchpin.designs.lettering import Place
from benchpin.designs.options import Measure, Option
from benchpin.smith.anatomy import Engraving
from benchpin.smith.checks import LIMITS
from benchpin.smith.draft import Letters
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Flat, Floats, Probe, Solid, Surface, Table, facing
from benchpin.smith.materials import METALS

__all__ = ["Tablet", "plate_probe", "thick_enough", "thickness_option"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tablet:
    """A plate in XY that is written on from both sides: by laser or graver in front, by laser on the back."""

    noun: str  # "bar"
    thickness: str  # the option
    larger: str  # the option that gives words more room, up to `largest_mm`
    largest_mm: float = inf

    def options(self) -> tuple[Option, ...]:
        return (*self._front.options(), *self._back.options())

    def rules(self, choices: Choices, table: Table) -> Iterator[DesignError]:
        """What may be written, and that metal is left between the words of both sides."""
        yield from thick_enough(choices, self.thickness)
        front, back = self._places
        for place, other in ((front, back), (back, front)):
            yield from place.rules(choices, table, metal_mm=choices.mm(self.thickness) - other.depth_mm(choices))

    def letters(
        self, choices: Choices, table: Table, solid: Solid, faces: tuple[Surface, Surface] | None = None
    ) -> tuple[Letters, ...]:
        """What is cut into the front and the back; the plate is flat in XY unless its faces are given."""
        half_mm = choices.mm(self.thickness) / 2
        flat = (Flat(facing((0, 0, side), (side, 0, 0), (0, 0, side * half_mm))) for side in (1, -1))
        found: tuple[Letters, ...] = ()
        for place, face in zip(self._places, faces or flat, strict=True):
            found += place.applied(choices, table, solid, face)[1]
        return found

    def engravings(self, choices: Choices, table: Table) -> tuple[Engraving, ...]:
        return tuple(found for place in self._places if (found := place.engraving(choices, table)) is not None)

    def words(self, choices: Choices, table: Table) -> str:
        """As a sentence goes on: ", engraved “Clara” on the front", or nothing."""
        said = [f"“{engraving.text}” {engraving.place}" for engraving in self.engravings(choices, table)]
        return f", engraved {' and '.join(said)}" if said else ""

    @property
    def _front(self) -> Place:
        return Place(
            key="engraving",
            where=f"on the front of the {self.noun}",
            methods=("laser", "hand"),
            hand=True,
            larger=(self.larger, f"a {self.noun}"),
            largest_mm=self.largest_mm,
        )

    @property
    def _back(self) -> Place:
        return Place(
            key="back",
            where=f"on the back of the {self.noun}",
            label="Words on the back",
            larger=(self.larger, f"a {self.noun}"),
            largest_mm=self.largest_mm,
        )

    @property
    def _places(self) -> tuple[Place, Place]:
        return self._front, self._back


def thickness_option(key: str, label: str, least: str, most: str, default: str) -> Measure:
    return Measure(key=key, label=label, default=default, freezes_at="print_wax", least=least, most=most, step="0.1")


def thick_enough(choices: Choices, field: str, rule: str = "plate") -> Iterator[DesignError]:
    """Thinner than its metal asks for is refused before anything is built."""
    metal, limit = METALS[choices["metal"]], LIMITS.wall[rule]
    least_mm = limit.least_mm(metal)
    if choices.mm(field) < least_mm - 1e-9:
        yield DesignError(
            field, f"In {metal.name}, {limit.what} must be at least {least_mm:g} mm thick. Choose {least_mm:g} mm or more."
        )


def plate_probe(field: str, along: tuple[Floats, Floats] | None = None) -> Probe:
    """Through a plate near its middle, where letters are not yet cut: along Z, or between two points."""
    start, end = along if along is not None else ((0.1, 0.2, 9.0), (0.1, 0.2, -9.0))
    return Probe(rule="plate", field=field, start_mm=_point(start), end_mm=_point(end))


def _point(at: Iterable[float]) -> tuple[float, float, float]:
    x, y, z = map(float, at)
    return x, y, z
