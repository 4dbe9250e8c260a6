"""Bars and wires bent: along an arc with closed ends, and into the hook of an ear wire."""

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, segments, true_radius, tube, tube_grid

__all__ = ["Arc", "arc_solid", "ear_hook", "ear_hook_mm"]

EDGE_SHARE = 0.18  # of the thickness: how far a bar's edges are rounded
HOOK_WIRE_MM = 0.8
CORNER_POINTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A bar about Z, `open_deg` left free at the top (+Y). thick_mm: outwards; wide_mm: along Z; round if both are alike
    and `form` is "round", else with softened edges ("bar") or domed outside ("court").
    """

    inner_mm: float  # diameter
    thick_mm: float
    wide_mm: float
    form: str
    open_deg: float

    @property
    def middle_mm(self) -> float:
        """Radius of the section's middle."""
        return (self.inner_mm + self.thick_mm) / 2

    @property
    def length_mm(self) -> float:
        return self.middle_mm * (2 * pi - self.open_deg * pi / 180)


@kept
def arc_solid(arc: Arc, tolerance_mm: float) -> Solid:
    """Sweep the section round; each end closes flat, its rim drawn in a little."""
    section = _section(arc, tolerance_mm)
    half = arc.open_deg / 2 * pi / 180
    n = segments(arc.inner_mm / 2 + arc.thick_mm, tolerance_mm, 64)
    ease = 0.5 * min(arc.thick_mm, arc.wide_mm) * EDGE_SHARE * 2 / arc.middle_mm
    turns = np.concatenate(
        [[half, half + ease], np.linspace(half + ease, 2 * pi - half - ease, n)[1:-1], [2 * pi - half - ease, 2 * pi - half]]
    )
    shrink = np.ones(len(turns))
    shrink[[0, -1]] = 1 - 2 * EDGE_SHARE
    stretch = float(true_radius(1.0, n))
    middle = np.array([arc.thick_mm / 2, 0.0])
    rings = []
    for turn, size in zip(turns, shrink, strict=True):
        around = middle + size * (section - middle)
        r = (arc.inner_mm / 2 + around[:, 0]) * stretch
        rings.append(np.stack([r * sin(turn), r * cos(turn), around[:, 1]], 1))
    ends = [np.array([arc.middle_mm * sin(t), arc.middle_mm * cos(t), 0.0]) for t in (half, 2 * pi - half)]
    return tube_grid(np.stack(rings), ends[0], ends[1])


def _section(arc: Arc, tolerance_mm: float) -> Floats:
    """(n, 2): outwards from the bore, along Z; the way round that makes the sweep's faces look out."""
    t, w = arc.thick_mm, arc.wide_mm
    if arc.form == "round":
        n = segments(t / 2, tolerance_mm, 16)
        a = np.arange(n) * 2 * pi / n
        r = float(true_radius(t / 2, n))
        return np.stack([t / 2 + r * np.cos(a), r * np.sin(a)], 1)
    if arc.form == "court":
        n = segments(w / 2, tolerance_mm, 24)
        a = np.linspace(-pi / 2, pi / 2, n // 2 + 1)
        dome = np.stack([0.45 * t + 0.55 * t * np.cos(a), w / 2 * np.sin(a)], 1)
        e = EDGE_SHARE * t
        inner = np.array([(e * 0.3, w / 2 - e), (0.0, w / 2 - 2 * e), (0.0, -w / 2 + 2 * e), (e * 0.3, -w / 2 + e)])
        return np.concatenate([dome, inner])
    e = EDGE_SHARE * min(t, w)
    corners = [(t - e, w / 2 - e, 0.0), (e, w / 2 - e, pi / 2), (e, -w / 2 + e, pi), (t - e, -w / 2 + e, 1.5 * pi)]
    turns = np.linspace(0, pi / 2, CORNER_POINTS)
    return np.array([(u + e * cos(s + a), v + e * sin(s + a)) for u, v, s in corners for a in turns])


def ear_hook_mm() -> float:
    """Length of the wire of an ear hook."""
    path = _hook_path()
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


@kept
def ear_hook(tolerance_mm: float) -> Solid:
    """A French hook: from its loop at the origin up, over the ear, and down behind; it lies in the YZ plane."""
    return tube(_hook_path(), HOOK_WIRE_MM / 2, segments(HOOK_WIRE_MM / 2, tolerance_mm, 10))


def _hook_path() -> Floats:
    """Front wire, a half circle backwards, the long end behind with its tip bent away from the neck."""
    loop = [(0.0, 0.9 * sin(a), 0.9 - 0.9 * cos(a)) for a in np.linspace(-1.5 * pi, 0.1, 14)]
    rise = [(0.0, y, 0.0) for y in np.linspace(0.6, 7.0, 8)]
    over = [(0.0, 7.0 + 4.2 * sin(a), -4.2 + 4.2 * cos(a)) for a in np.linspace(0.15, pi, 18)]
    behind = [(0.0, y, -8.4 - 0.9 * ((7.0 - y) / 16) ** 4 * 6) for y in np.linspace(6.0, -9.0, 14)]
    return np.array([*loop, *rise, *over, *behind])
