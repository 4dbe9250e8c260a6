"""A halo: small stones set in beads all round a larger one, evenly spaced, closing exactly. Built about the large stone."""

from dataclasses import dataclass
from math import floor

import numpy as np

from benchpin.smith.geometry.bur import bur
from benchpin.smith.geometry.gems import CutStone, cut_stone
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.outline import evenly, plan, prism, round_about_mm
from benchpin.smith.geometry.placing import Placed, moved_by
from benchpin.smith.geometry.surface import Floats, Solid, lathe, subtract, unite

__all__ = ["Halo", "halo_beads", "halo_frames", "halo_solid"]

GAP_MM = 0.12  # between stones; facts: 0.05 to 0.25 in bead setting
EDGE_MM = 0.30  # metal beside a stone; facts: pave edge distance
PLATE_SHARE, PLATE_MORE_MM = 0.65, 0.3  # thickness of the plate by the stones' width; facts: pave plate
BEAD_SHARE, BEAD_CLEAR_MM = 0.16, 0.045  # of a stone's width: a bead's radius; its distance from girdles

OPEN_SHARE = 0.6  # of a stone's width: the hole behind it; facts: 0.50 to 0.70
INNER_SHARE = 0.8  # of the edge: the claws of the large stone carry the plate there
EDGE_ROUND_MM = 0.12
SEAT_SIDES, BEAD_SIDES, HOLE_SIDES = 18, 9, 8  # a millimetre stone asks for no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Halo:
    """Stones `small_mm` wide about a stone of `cut`; `apart_mm` from its girdle to theirs, theirs `drop_mm` lower."""

    cut: str
    stone_width_mm: float
    small_mm: float
    apart_mm: float
    drop_mm: float
    stone_length_mm: float | None = None

    @property
    def centre(self) -> CutStone:
        return cut_stone(self.cut, self.stone_width_mm, self.stone_length_mm)

    @property
    def small(self) -> CutStone:
        return cut_stone("round", self.small_mm)

    @property
    def line_mm(self) -> float:
        """From the centre's girdle to the small stones' middles."""
        return self.apart_mm + self.small_mm / 2

    @property
    def edge_mm(self) -> float:
        """From the centre's girdle to the outer edge."""
        return self.line_mm + self.small_mm / 2 + EDGE_MM

    @property
    def plate_mm(self) -> float:
        return PLATE_SHARE * self.small_mm + PLATE_MORE_MM


@kept
def halo_frames(halo: Halo, tolerance_mm: float) -> tuple[Floats, ...]:
    """Where the small stones stand: as many as fit with their gap, spread until they close."""
    line = plan(halo.centre, halo.line_mm, tolerance_mm)
    # Chords are shorter than the line where it bends: one stone fewer where they would come too near.
    count = floor(round_about_mm(line) / (halo.small_mm + GAP_MM))
    while count > 3 and _nearest_mm(evenly(line, count)[0]) < halo.small_mm + 0.7 * GAP_MM:
        count -= 1
    return tuple(moved_by(float(x), float(y), -halo.drop_mm) for x, y in evenly(line, count)[0])


@kept
def halo_solid(halo: Halo, tolerance_mm: float) -> Solid:
    """The plate, every seat cut and open behind."""
    frames = halo_frames(halo, tolerance_mm)
    top = _top_mm(halo)
    low = top - halo.plate_mm
    inner = halo.apart_mm - INNER_SHARE * EDGE_MM
    plate = subtract(_rounded(halo, top, low, tolerance_mm), prism(plan(halo.centre, inner, tolerance_mm), low - 1, top + 1))
    seat, hole = bur(halo.small_mm, SEAT_SIDES), _hole(halo, low - top - 0.5)
    cutters = [cutter.transform(frame) for frame in frames for cutter in (seat, hole)]
    return subtract(plate, *cutters)


def _top_mm(halo: Halo) -> float:
    """Of the plate: the stones' girdles lie just under it."""
    return -halo.drop_mm + halo.small.girdle_top_mm + 0.04


def _clear_of(stones: Floats, point: Floats, way: Floats, least_mm: float) -> Floats:
    """The first place from `point` along `way` that lies `least_mm` from every stone's middle."""
    for off in np.arange(0.2, 2.0, 0.02):
        place: Floats = point + off * way
        if np.linalg.norm(stones - place, axis=1).min() >= least_mm:
            return place
    return point + 2.0 * way


def _rounded(halo: Halo, top: float, low: float, tolerance_mm: float) -> Solid:
    """The outside of the plate, its upper edge rounded by three steps."""
    steps = ((0.0, low, top - EDGE_ROUND_MM), (0.3 * EDGE_ROUND_MM, low, top - 0.4 * EDGE_ROUND_MM), (EDGE_ROUND_MM, low, top))
    layers = [prism(plan(halo.centre, halo.edge_mm - less, tolerance_mm), a, b) for less, a, b in steps]
    return unite(layers)


@kept
def halo_beads(halo: Halo, tolerance_mm: float) -> Placed:
    """A bead, and where it stands: two for every gap between stones, clear of both until the setter pushes it over."""
    count, top = len(halo_frames(halo, tolerance_mm)), _top_mm(halo)
    line = plan(halo.centre, halo.line_mm, tolerance_mm)
    points, normals = evenly(line, 2 * count)
    # Stones stand in the middle of every second interval: the ends between them are at whole steps.
    between = (points + np.roll(points, -1, 0))[1::2] / 2
    outward = (normals + np.roll(normals, -1, 0))[1::2]
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    radius = BEAD_SHARE * halo.small_mm
    stones = np.array([frame[:2, 3] for frame in halo_frames(halo, tolerance_mm)])
    least = halo.small_mm / 2 + radius + BEAD_CLEAR_MM
    places = [
        _clear_of(stones, point, side * way, least) for side in (-1, 1) for point, way in zip(between, outward, strict=True)
    ]
    return _bead(radius), tuple(moved_by(float(x), float(y), top) for x, y in places)


def _bead(radius: float) -> Solid:
    dome = [(radius * np.cos(a), 0.62 * radius * np.sin(a) + 0.02) for a in np.linspace(0, 1.25, 3)]
    return lathe([(0.0, -0.4), (radius, -0.4), *dome, (0.0, 0.62 * radius + 0.02)], BEAD_SIDES, 80)


def _hole(halo: Halo, low: float) -> Solid:
    radius = OPEN_SHARE * halo.small_mm / 2
    return lathe([(0.0, low), (radius, low), (radius, -0.1), (0.0, -0.1)], HOLE_SIDES, 30)


def _nearest_mm(points: Floats) -> float:
    return float(np.linalg.norm(np.roll(points, -1, 0) - points, axis=1).min())
