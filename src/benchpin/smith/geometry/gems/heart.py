"""A heart: two mirrored convex halves that share table, keel and tip. Width 1; the tip at +X, the cleft at -X.

Half an outline is a wide arc from the tip, then the arc of a lobe. Facets stand on it as they do on a round brilliant: a
main at every other place, a half to each side of it, a star between two mains. Proportions as the trade study has them:
table 55 to 62 %, depth 56 to 66 %, 56 to 59 facets.
"""

from math import atan2, cos, pi, sin

import numpy as np

from benchpin.smith.geometry.gems.brilliant import STAR, girdle_planes
from benchpin.smith.geometry.gems.curve import Arc, Curve, stretched
from benchpin.smith.geometry.surface import Floats

__all__ = ["half_heart_planes"]

LOBE_RADIUS, LOBE_OFF_AXIS = 0.272, 0.228  # together half the width
LOBE_BEHIND = 0.205  # of the culet
TIP_AHEAD = 0.522
LENGTH = LOBE_RADIUS + LOBE_BEHIND + TIP_AHEAD
FLANK_RADIUS = 1.15
GIRDLE, CROWN, PAVILION, TABLE = 0.068, 0.145, 0.42, 0.58
LOWER = 0.77
PLACES = 8  # from tip to cleft; a main at every odd one
FINE = 4  # planes of the girdle to each

Points = tuple[Floats, Floats, Floats]


def half_heart_planes(ratio: float) -> Floats:
    """(k, 4): the half above the X axis, of a heart 1 wide and `ratio` long."""
    curve = _half_outline()
    points = curve.places[:, :2]
    high, low = GIRDLE / 2, -GIRDLE / 2
    keel_and_table = np.array([[0.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, high + CROWN]])
    faces: list[Points] = []
    for j in range(1, PLACES, 2):
        main, tangent = points[j], np.array([-curve.places[j, 3], curve.places[j, 2]])
        for z, apex in ((high, high + CROWN / (1 - TABLE)), (low, low - PAVILION)):
            faces.append((_at(main, z), _at(main + tangent, z), np.array([0.0, 0.0, apex])))
    for j in range(0, PLACES + 1, 2):
        cross, share = _crossing(curve.places, j)
        upper, lower = TABLE + STAR * (share - TABLE), (1 - LOWER) * share
        star_tip = _at(upper * cross, high + (1 - upper) * CROWN / (1 - TABLE))
        low_tip = _at(lower * cross, low - (1 - lower) * PAVILION)
        for main in (points[k] for k in _beside(j)):
            faces.append((_at(main, high), _at(points[j], high), star_tip))
            faces.append((_at(main, low), _at(points[j], low), low_tip))
        faces.append((*_table_corners(points, j), star_tip))
    planes = np.concatenate([keel_and_table, girdle_planes(curve), np.array([_plane(*face) for face in faces])])
    return stretched(planes, ratio / LENGTH)


def _half_outline() -> Curve:
    """From the tip round the lobe to the cleft; places at both ends."""
    lobe, tip = np.array([-LOBE_BEHIND, LOBE_OFF_AXIS]), np.array([TIP_AHEAD, 0.0])
    low, high = 0.0, pi
    for _ in range(60):  # where the flank's arc leaves the lobe: its centre lies as far from the tip as its radius
        turn = (low + high) / 2
        centre = lobe - (FLANK_RADIUS - LOBE_RADIUS) * np.array([cos(turn), sin(turn)])
        low, high = (turn, high) if np.linalg.norm(tip - centre) > FLANK_RADIUS else (low, turn)
    start = atan2(tip[1] - centre[1], tip[0] - centre[0])
    end = pi + atan2(LOBE_OFF_AXIS, (LOBE_RADIUS**2 - LOBE_OFF_AXIS**2) ** 0.5)
    half = PLACES // 2
    flank = Arc(x=centre[0], y=centre[1], radius=FLANK_RADIUS, start=start, stop=turn, steps=half)
    round_lobe = Arc(x=lobe[0], y=lobe[1], radius=LOBE_RADIUS, start=turn, stop=end, steps=half)
    places, tangents = (
        np.concatenate(
            [
                flank.rows(np.linspace(start, turn, half * fine + 1)[:-1]),
                round_lobe.rows(np.linspace(turn, end, half * fine + 1)),
            ]
        )
        for fine in (1, FINE)
    )
    widest = round_lobe.rows(np.array([pi / 2, pi]))  # so that it is as wide and as long as asked
    return Curve(places=places, tangents=np.concatenate([tangents, widest]))


def _beside(j: int) -> list[int]:
    """The mains beside a place."""
    return [k for k in (j - 1, j + 1) if 0 < k < PLACES]


def _crossing(places: Floats, j: int) -> tuple[Floats, float]:
    """Where the tangents of the two mains beside a place cross, and at what share of the way there the girdle lies."""
    lines = [(places[k, 2:], float(places[k, 2:] @ places[k, :2])) for k in _beside(j)]
    if len(lines) == 1:
        lines.append((np.array([0.0, 1.0]), 0.0))  # the keel, beyond which the other half mirrors this one
    cross = np.linalg.solve(np.array([line[0] for line in lines]), np.array([line[1] for line in lines]))
    return cross, float((places[j, 2:] @ places[j, :2]) / (places[j, 2:] @ cross))


def _table_corners(points: Floats, j: int) -> tuple[Floats, Floats]:
    """The table's corners beside a place: at the tip one and its mirror image, at the cleft one and the notch."""
    beside = [TABLE * points[k] for k in _beside(j)]
    if j == 0:
        beside.append(beside[0] * np.array([1, -1]))
    if j == PLACES:  # the table is notched as the outline is: a star on each side of the valley
        beside.append(TABLE * points[j])
    top = GIRDLE / 2 + CROWN
    return _at(beside[0], top), _at(beside[1], top)


def _plane(a: Floats, b: Floats, c: Floats) -> Floats:
    """Through three points, looking away from a point within the half."""
    normal = np.cross(b - a, c - a)
    normal *= np.sign(normal @ (a - np.array([0.0, 0.1, 0.0]))) / np.linalg.norm(normal)
    return np.array([*normal, float(normal @ a)])


def _at(point: Floats, z: float) -> Floats:
    return np.array([*point, z])
