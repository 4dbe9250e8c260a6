"""Princess and radiant: brilliants on straight sides, their facets fanned out from the ends of each side.

On the crown a side's facet and a star meet over the middle of the side; a kite runs from each corner to the table; between
them an octant spans from the side's end to where the others meet. On the pavilion the fans of two sides meet in chevrons.
"""

from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np

from benchpin.smith.geometry.surface import Floats

__all__ = ["Fans", "fanned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fans:
    """Shares of the width; angles in degrees from the girdle's plane, as on a square stone.

    corner: what is cut off each corner; 0 for sharp ones.
    table: its half width; table_corner: what is cut off the table's corners.
    kite: how far above the girdle the corner's upper facet starts.
    meet: where octant, star and kite meet, from the table to where star and side do.
    bevel: the angle of a cut corner's lower facet.
    pavilion_fan: turn from the side and angle of each facet through an end of it.
    """

    corner: float
    girdle: float
    crown: float
    table: float
    table_corner: float
    side: float
    star: float
    kite: float
    meet: float
    bevel: float
    pavilion_side: float
    pavilion_fan: tuple[tuple[float, float], ...]
    pavilion_corner: float


def fanned(ratio: float, cut: Fans) -> Floats:
    """(k, 4) planes of width 1."""
    half, down = np.array([ratio / 2, 0.5]), -cut.girdle / 2
    # Corners are cut off at 45 degrees however long the stone; the facets of sharp ones run along its diagonals.
    square = 1.0 if cut.corner else ratio
    rows = [np.array([0.0, 0.0, 1.0, cut.girdle / 2 + cut.crown])]
    for turn in (0.0, pi / 2, pi, 1.5 * pi):
        out = np.array([round(cos(turn)), round(sin(turn))])
        along = np.array([-out[1], out[0]])
        middle = out * half
        rows += [tilted(turn, 90.0, 1.0, (*middle, 0.0)), tilted(turn, 180 - cut.pavilion_side, ratio, (*middle, down))]
        for way in (1, -1):
            end = (*(middle + way * along * (half - cut.corner)), down)
            rows += [tilted(turn + way * radians(az), 180 - angle, ratio, end) for az, angle in cut.pavilion_fan]
        edge = middle + along * (half - cut.corner / 2) - out * cut.corner / 2
        rows.append(tilted(turn + pi / 4, 180 - cut.pavilion_corner, square, (*edge, down)))
        if cut.corner:
            rows.append(tilted(turn + pi / 4, 90.0, 1.0, (*edge, 0.0)))
            rows.append(tilted(turn + pi / 4, cut.bevel, 1.0, (*edge, cut.girdle / 2)))
        rows += _crown(turn, ratio, square, cut)
    return np.array(rows)


def tilted(turn: float, angle_deg: float, ratio: float, at: tuple[float, ...]) -> Floats:
    """A plane through a point, facing a way and tilted as it would be on a square stone that is then made `ratio` long."""
    tilt = radians(angle_deg)
    normal = np.array([sin(tilt) * cos(turn) / ratio, sin(tilt) * sin(turn), cos(tilt)])
    normal[np.abs(normal) < 1e-15] = 0.0
    normal /= np.linalg.norm(normal)
    return np.array([*normal, float(normal @ np.array(at))])


def _crown(turn: float, ratio: float, square: float, cut: Fans) -> list[Floats]:
    """Side, star, the corner's kite that follows, and the two octants of one side."""
    half, up = np.array([ratio / 2, 0.5]), cut.girdle / 2
    top = up + cut.crown
    out = np.array([round(cos(turn)), round(sin(turn))])
    along = np.array([-out[1], out[0]])
    side = tilted(turn, cut.side, ratio, (*(out * half), up))
    star = tilted(turn, cut.star, ratio, (*(2 * cut.table * out * half), top))
    flat, upright = np.array([*along, 0.0, 0.0]), np.array([*out, 0.0, 0.0])
    over = _meeting(side, star, flat)  # the middle of the side
    table_edge = 2 * cut.table * float(np.abs(out) @ half)
    upright[3] = table_edge + cut.meet * (float(over[:2] @ out) - table_edge)
    rows = [side, star]
    for way in (1, -1):
        corner = out + way * along
        edge = corner * (half - cut.corner / 2)
        kite = _kite((*edge, up + cut.kite), (*(corner * (2 * cut.table * half - cut.table_corner / 2)), top), corner, square)
        end = np.array([*(out * half + way * along * (half - cut.corner)), up])
        rows.append(_through(end, over, _meeting(star, kite, upright)))
        if way == 1:
            rows.append(kite)
    return rows


def _kite(low: tuple[float, ...], high: tuple[float, ...], corner: Floats, square: float) -> Floats:
    """From a corner up to the table, level across it."""
    level = np.array([-corner[0] * square, corner[1], 0.0])
    return _through(np.array(low), np.array(high), np.array(low) + level)


def _meeting(a: Floats, b: Floats, c: Floats) -> Floats:
    planes = np.stack([a, b, c])
    return np.asarray(np.linalg.solve(planes[:, :3], planes[:, 3]), np.float64)


def _through(a: Floats, b: Floats, c: Floats) -> Floats:
    """The plane through three points of the crown, looking up."""
    normal = np.cross(b - a, c - a)
    normal *= np.sign(normal[2]) / np.linalg.norm(normal)
    return np.array([*normal, float(normal @ a)])
