"""A heart: two mirrored convex halves that share table, keel and tip. Width 1; the tip at +X, the cleft at -X.

Half an outline is the arc of a lobe, then a wide arc to the tip. Facets stand on it as they do on a round brilliant: a
main at each girdle point, a half to each side of it, a star between two mains. Proportions as the trade study has them:
table 55 to 62 %, depth 56 to 66 %, 56 to 59 facets.
"""

from math import atan2, cos, pi, sin

import numpy as np

from benchpin.smith.geometry.surface import Floats

__all__ = ["half_heart_planes"]

LOBE_RADIUS, LOBE_OFF_AXIS = 0.272, 0.228  # together half the width
LOBE_BEHIND = 0.205  # of the culet
TIP_AHEAD = 0.522
FLANK_RADIUS = 1.15
GIRDLE, CROWN, PAVILION, TABLE = 0.06, 0.145, 0.42, 0.61
GIRDLE_PLANES = 32
MAINS = 4  # on a half: eight on the stone
STAR, LOWER = 0.382, 0.77
STEPS = 2 * MAINS * 60  # points along the outline

Plane = list[float]


def half_heart_planes() -> Floats:
    """(k, 4): the half above the X axis."""
    points, normals = _outline(STEPS + 1)
    rows: list[Plane] = [[0.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, GIRDLE / 2 + CROWN]]
    for k in np.linspace(0, STEPS, GIRDLE_PLANES).astype(int):
        rows.append([*map(float, normals[k]), 0.0, float(normals[k] @ points[k])])
    # Mains at odd places; between them, and at both ends, the places where two halves meet.
    at = [k * STEPS // (2 * MAINS) for k in range(2 * MAINS + 1)]
    high, low = GIRDLE / 2, -GIRDLE / 2
    for j in range(1, 2 * MAINS, 2):
        main, tangent = points[at[j]], np.array([-normals[at[j]][1], normals[at[j]][0]])
        for z, apex in ((high, high + CROWN / (1 - TABLE)), (low, low - PAVILION)):
            rows.append(_plane((*main, z), (*(main + tangent), z), (0.0, 0.0, apex)))
    for j in range(0, 2 * MAINS + 1, 2):
        mid = points[at[j]]
        cross, share = _crossing(points, normals, at, j)
        upper = TABLE + STAR * (share - TABLE)
        star_tip = (*(upper * cross), high + (1 - upper) * CROWN / (1 - TABLE))
        lower = (1 - LOWER) * share
        low_tip = (*(lower * cross), low - (1 - lower) * PAVILION)
        for main in (points[at[k]] for k in (j - 1, j + 1) if 0 < k < 2 * MAINS):
            rows.append(_plane((*main, high), (*mid, high), star_tip))
            rows.append(_plane((*main, low), (*mid, low), low_tip))
        if j < 2 * MAINS:  # at the cleft the halves of both lobes meet in a valley
            rows.append(_plane(*_table_corners(points, at, j), star_tip))
    return np.array(rows)


def _outline(n: int) -> tuple[Floats, Floats]:
    """Points and outward normals from the tip round the lobe to the cleft, (n, 2) each."""
    lobe, tip = np.array([-LOBE_BEHIND, LOBE_OFF_AXIS]), np.array([TIP_AHEAD, 0.0])
    low, high = 0.0, pi
    for _ in range(60):  # where the flank's arc leaves the lobe: its centre lies as far from the tip as its radius
        turn = (low + high) / 2
        centre = lobe - (FLANK_RADIUS - LOBE_RADIUS) * np.array([cos(turn), sin(turn)])
        low, high = (turn, high) if np.linalg.norm(tip - centre) > FLANK_RADIUS else (low, turn)
    start = atan2(tip[1] - centre[1], tip[0] - centre[0])
    end = pi + atan2(LOBE_OFF_AXIS, (LOBE_RADIUS**2 - LOBE_OFF_AXIS**2) ** 0.5)
    flank, round_lobe = FLANK_RADIUS * (turn - start), LOBE_RADIUS * (end - turn)
    s = np.linspace(0, flank + round_lobe, n)
    angle = np.where(s < flank, start + s / FLANK_RADIUS, turn + (s - flank) / LOBE_RADIUS)
    normals = np.stack([np.cos(angle), np.sin(angle)], 1)
    return np.where((s < flank)[:, None], centre + FLANK_RADIUS * normals, lobe + LOBE_RADIUS * normals), normals


def _crossing(points: Floats, normals: Floats, at: list[int], j: int) -> tuple[Floats, float]:
    """Where the tangents of the two mains beside place j cross, and at what share of the way there the girdle lies."""
    mid, normal = points[at[j]], normals[at[j]]
    beside = [k for k in (j - 1, j + 1) if 0 < k < 2 * MAINS]
    lines = [(normals[at[k]], float(normals[at[k]] @ points[at[k]])) for k in beside]
    if len(lines) == 1:
        lines.append((np.array([0.0, 1.0]), 0.0))  # the keel, beyond which the other half mirrors this one
    cross = np.linalg.solve(np.array([line[0] for line in lines]), np.array([line[1] for line in lines]))
    return cross, float((normal @ mid) / (normal @ cross))


def _table_corners(points: Floats, at: list[int], j: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The table's corners beside place j; at the keel, one and its mirror image."""
    top = GIRDLE / 2 + CROWN
    beside = [TABLE * points[at[k]] for k in (j - 1, j + 1) if 0 < k < 2 * MAINS]
    if len(beside) == 1:
        beside.append(beside[0] * np.array([1, -1]))
    return (*map(float, beside[0]), top), (*map(float, beside[1]), top)


def _plane(a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...]) -> Plane:
    """Through three points, looking away from the stone's middle."""
    p, q, r = (np.array(corner) for corner in (a, b, c))
    n = np.cross(q - p, r - p)
    n /= np.linalg.norm(n)
    inside = np.array([0.0, 0.1, 0.0])
    if n @ (p - inside) < 0:
        n = -n
    return [*map(float, n), float(n @ p)]
