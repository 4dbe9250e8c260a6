"""Stones in rows round a band: one pitch is cut and stands as often as there are stones, so the row closes exactly.

About the finger axis Z; the pitch stands at the top, +Y. Rows lie side by side along Z, every second one half a pitch on.
"""

from dataclasses import dataclass
from math import ceil, cos, floor, pi, sin
from typing import Literal

import numpy as np

from benchpin.smith.geometry.bur import bur
from benchpin.smith.geometry.gems import CutStone, cut_stone
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.outline import hull_of_rings
from benchpin.smith.geometry.placing import Placed, facing, then, turned
from benchpin.smith.geometry.surface import Floats, Solid, lathe, subtract, tube_grid

__all__ = ["StoneRows", "row_beads", "row_frames", "row_pitch", "row_plain", "stones_round", "wedge"]

# Facts: pave stones 0.05 to 0.25 apart, 0.30 from the edge, 0.30 of metal under the culet; channel walls 0.8,
# 10 to 15 % of a stone under them, stones 0.05 apart.
GAP_MM = {"pave": 0.12, "channel": 0.06}
EDGE_MM, WALL_MM, UNDER_MM = 0.32, 0.8, 0.32
UNDER_WALL = 0.12
BELOW_TOP_MM = 0.06  # girdles of beaded stones lie this much under the metal
STAGGER = 0.90  # of a pitch: how far rows lie apart when each stone stands between two of the next
OVERLAP_MM = 0.02  # pitches share this much, so that they are one piece
BEAD_SHARE, BEAD_CLEAR_MM = 0.15, 0.045
SEAT_SIDES, BEAD_SIDES, HOLE_SIDES = 20, 10, 10
STEPS = 3  # of a pitch, round the band
EDGE_ROUND_MM = 0.18
WIDEST_WEDGE = 1.5  # radians


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneRows:
    """`rows` of round stones `stone_mm` wide round a bore; channel-set stones stand in one row."""

    bore_mm: float  # diameter
    stone_mm: float
    setting: Literal["pave", "channel"]
    rows: int = 1

    @property
    def stone(self) -> CutStone:
        return cut_stone("round", self.stone_mm)

    @property
    def thickness_mm(self) -> float:
        """Culets clear of the finger, tables level with the metal or, in a channel, just under it."""
        top = self.stone.girdle_top_mm + BELOW_TOP_MM
        if self.setting == "channel":
            top = self.stone.height_above_mm + 0.05
        return UNDER_MM + self.stone.depth_below_mm + top

    @property
    def girdle_mm(self) -> float:
        """Radius on which the girdles lie."""
        return self.bore_mm / 2 + UNDER_MM + self.stone.depth_below_mm

    @property
    def pitch_mm(self) -> float:
        """From stone to stone along the girdles, closed all round."""
        return 2 * pi * self.girdle_mm / stones_round(self)

    @property
    def row_apart_mm(self) -> float:
        return STAGGER * self.pitch_mm

    @property
    def width_mm(self) -> float:
        if self.setting == "channel":
            return self.stone_mm * (1 - 2 * UNDER_WALL) + 2 * WALL_MM
        return self.stone_mm + 2 * EDGE_MM + (self.rows - 1) * self.row_apart_mm

    @property
    def gap_mm(self) -> float:
        return self.pitch_mm - self.stone_mm


def stones_round(rows: StoneRows) -> int:
    """Stones in one full row: as many as fit with their gap; nearest where tables lean together, at the pavilions' width."""
    # Chords, not arcs, lie between neighbours, and their girdles' lower edges lean towards each other.
    radius = rows.girdle_mm - rows.stone.girdle_top_mm
    least = rows.stone_mm + GAP_MM[rows.setting]
    return floor(pi / np.arcsin(least / 2 / radius))


def row_frames(rows: StoneRows, places: tuple[int, ...]) -> tuple[Floats, ...]:
    """Where the stones of the given pitches stand, row by row."""
    turn = 2 * pi / stones_round(rows)
    found = []
    for row in range(rows.rows):
        z = (row - (rows.rows - 1) / 2) * rows.row_apart_mm
        upright = facing((0, 1, 0), (1, 0, 0), (0, rows.girdle_mm, z))
        found += [then(turned("z", -(place + 0.5 * (row % 2)) * turn), upright) for place in places]
    return tuple(found)


@kept
def row_pitch(rows: StoneRows) -> Solid:
    """The band over one pitch, its seats cut; a channel also has its groove."""
    turn = 2 * pi / stones_round(rows)
    slack = OVERLAP_MM / rows.girdle_mm
    body = _slice(rows, rows.thickness_mm, rows.width_mm / 2, turn, slack)
    around = row_frames(rows, (-1, 0, 1))
    seat = bur(rows.stone_mm, SEAT_SIDES)
    radius = 0.3 * rows.stone_mm
    hole = lathe([(0.0, -rows.girdle_mm), (radius, -rows.girdle_mm + 1), (radius, -0.1), (0.0, -0.1)], HOLE_SIDES, 30)
    cutters = [tool.transform(frame) for frame in around for tool in (seat, hole)]
    if rows.setting == "channel":
        cutters.append(_groove(rows, turn + 4 * slack))
    return subtract(body, *cutters)


@kept
def row_plain(rows: StoneRows, places: int) -> Solid:
    """The same band without stones over `places` pitches, its middle at the top."""
    return _slice(rows, rows.thickness_mm, rows.width_mm / 2, places * 2 * pi / stones_round(rows), 0.0, STEPS * places)


@kept
def row_beads(rows: StoneRows, places: tuple[int, ...]) -> Placed:
    """A bead, and where it stands: in the gaps between stones, clear of all of them until the setter pushes it over."""
    radius, turn = BEAD_SHARE * rows.stone_mm, 2 * pi / stones_round(rows)
    top = rows.bore_mm / 2 + rows.thickness_mm
    stones = _unrolled(rows, (-2, -1, 0, 1, 2, 3))
    least = rows.stone_mm / 2 + radius + BEAD_CLEAR_MM
    edge = rows.width_mm / 2 - 0.7 * radius
    spots: list[tuple[float, float]] = []
    for row in range(rows.rows):
        z = (row - (rows.rows - 1) / 2) * rows.row_apart_mm
        along = (0.5 + 0.5 * (row % 2)) * rows.pitch_mm
        for side in (-1.0, 1.0):
            spot = next(
                (z + side * off for off in np.arange(0.1, 1.2, 0.02) if _clear(stones, along, z + side * off, least)), None
            )
            if spot is not None and abs(spot) <= edge and all(abs(spot - other) > radius for _, other in spots):
                spots.append((along, spot))
    frames = []
    for along, z in spots:
        upright = facing((0, 1, 0), (1, 0, 0), (0, top, z))
        frames += [then(turned("z", -(place * turn + along / rows.girdle_mm)), upright) for place in places]
    dome = [(radius * cos(a), 0.62 * radius * sin(a) + 0.02) for a in (0.0, 0.4, 0.8, 1.2)]
    bead = lathe([(0.0, -0.35), (radius, -0.35), *dome, (0.0, 0.62 * radius + 0.02)], BEAD_SIDES, 80)
    return bead, tuple(frames)


def _unrolled(rows: StoneRows, places: tuple[int, ...]) -> Floats:
    """(n, 2): stones' middles along the band and along Z."""
    return np.array(
        [
            ((place + 0.5 * (row % 2)) * rows.pitch_mm, (row - (rows.rows - 1) / 2) * rows.row_apart_mm)
            for row in range(rows.rows)
            for place in places
        ]
    )


def _clear(stones: Floats, along: float, z: float, least_mm: float) -> bool:
    return bool(np.hypot(stones[:, 0] - along, stones[:, 1] - z).min() >= least_mm)


def _groove(rows: StoneRows, angle: float) -> Solid:
    """Above the girdles, between the walls."""
    half = rows.stone_mm * (0.5 - UNDER_WALL)
    low, high = rows.girdle_mm + rows.stone.girdle_top_mm * 0.2, rows.bore_mm / 2 + rows.thickness_mm + 0.5
    return _swept(np.array([(-half, low), (half, low), (half, high), (-half, high)]), angle, 0.0, STEPS + 2)


def _slice(rows: StoneRows, thick: float, half: float, angle: float, slack: float, steps: int = STEPS) -> Solid:
    """A stretch of the band about the top: flat outside, its edges rounded, its bore softened."""
    e, inner = EDGE_ROUND_MM, rows.bore_mm / 2
    corners = [(-half, inner + e), (-half + e, inner), (half - e, inner), (half, inner + e)]
    top = inner + thick
    over = [(half, top - e), (half - 0.3 * e, top - 0.3 * e), (half - e, top)]
    section = np.array([*corners, *over, *((-z, u) for z, u in reversed(over))])
    return _swept(section, angle, slack, steps)


def _swept(section: Floats, angle: float, slack: float, steps: int) -> Solid:
    """A (z, r) section, convex, swept about Z through `angle` with its middle at +Y; area-true like a full turn.

    It is swept a step farther at each end and trimmed to `slack` more than its angle: there it lies in the very surface
    of the next stretch, and its shading runs on.
    """
    step = angle / steps
    swell = (step / sin(step)) ** 0.5
    more = 0 if angle > WIDEST_WEDGE else 1
    turns = np.linspace(-angle / 2 - more * step, angle / 2 + more * step, steps + 1 + 2 * more)
    r = section[:, 1] * swell
    rings = np.stack([np.stack([r * sin(t), r * cos(t), section[:, 0]], 1) for t in turns])
    middle = section.mean(0)
    ends = [np.array([middle[1] * swell * sin(t), middle[1] * swell * cos(t), middle[0]]) for t in turns[[0, -1]]]
    body = tube_grid(rings[:, ::-1], ends[0], ends[1], 30)
    if angle > WIDEST_WEDGE:  # a half turn has no wedge: its two ends are worth no more
        return body
    return body ^ wedge(angle + slack, 2 * float(section[:, 1].max()), 2 * float(np.abs(section[:, 0]).max()))


def wedge(angle: float, reach: float, half: float) -> Solid:
    """All that lies within `angle` about +Y, as far as `reach` from the axis."""
    fan = np.linspace(-angle / 2, angle / 2, 2 + ceil(angle))
    corners = [(0.0, 0.0), *((reach * sin(t), reach * cos(t)) for t in fan)]
    return hull_of_rings([np.array([(x, y, z) for x, y in corners]) for z in (-half, half)])
