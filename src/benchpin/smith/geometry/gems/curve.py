"""Girdle outlines of brilliant cuts, 1 wide, with the places where their facets stand.

The length runs along X, a single tip lies at +X, the culet under the origin.
"""

from dataclasses import dataclass
from math import asin, atan2, pi

import numpy as np

from benchpin.smith.geometry.surface import Floats

__all__ = ["Arc", "Curve", "cushion", "ellipse", "marquise", "pear", "stretched", "trillion"]

MAINS = 8
# How far the sides of a trillion bow out, of their length: 0.134, each side an arc about the tip across. Source: trade study.
SAGITTA_SHARE = 1 - 3**0.5 / 2


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Curve:
    """A convex outline, anticlockwise from +X. Every row is a point and the outward normal there: x, y, nx, ny.

    places: (2m, 4), the mains at even rows, the middles between two mains at odd ones.
    tangents: (n, 4), where the girdle's planes touch.
    """

    places: Floats
    tangents: Floats


def ellipse(ratio: float, mains: int, fine: int) -> Curve:
    """`fine` planes of the girdle to each place."""

    def at(count: int) -> Floats:
        turn = 2 * pi * np.arange(count) / count
        return _rows(ratio / 2 * np.cos(turn), np.sin(turn) / 2, np.cos(turn) / ratio, np.sin(turn))

    return Curve(places=at(2 * mains), tangents=at(2 * mains * fine))


def cushion(ratio: float, exponent: float, fine: int) -> Curve:
    """A superellipse: the higher its exponent, the straighter its sides."""

    def at(count: int) -> Floats:
        turn = 2 * pi * np.arange(count) / count
        way = np.stack([np.cos(turn), np.sin(turn)])
        x, y = way * (np.abs(way) ** exponent).sum(0) ** (-1 / exponent)
        nx, ny = (np.abs(side) ** (exponent - 1) * np.sign(side) for side in (x, y))
        return _rows(ratio / 2 * x, y / 2, nx / ratio, ny)

    return Curve(places=at(2 * MAINS), tangents=at(2 * MAINS * fine))


def pear(ratio: float, fine: int) -> Curve:
    """Half a circle, and two arcs that leave it where it is widest and meet in the tip."""
    ahead = ratio - 0.5
    radius = ahead**2 + 0.25
    back, low = 0.5 - ratio / 2, 0.5 - radius
    tip = atan2(-low, ahead)
    return _of_arcs(
        fine,
        Arc(x=back, y=low, radius=radius, start=tip, stop=pi / 2, steps=4, tip=0.0),
        Arc(x=back, y=0.0, radius=0.5, start=pi / 2, stop=1.5 * pi, steps=8),
        Arc(x=back, y=-low, radius=radius, start=1.5 * pi, stop=2 * pi - tip, steps=4),
    )


def marquise(ratio: float, fine: int) -> Curve:
    """Two arcs that meet in two tips."""
    radius = (ratio**2 + 1) / 4
    low = 0.5 - radius
    tip = atan2(-low, ratio / 2)
    return _of_arcs(
        fine,
        Arc(x=0.0, y=low, radius=radius, start=tip, stop=pi - tip, steps=8, tip=0.0),
        Arc(x=0.0, y=-low, radius=radius, start=pi + tip, stop=2 * pi - tip, steps=8, tip=pi),
    )


def trillion(fine: int) -> Curve:
    """Three equal arcs over the sides of an equilateral triangle: as long as it is wide."""
    radius = 1 / (8 * SAGITTA_SHARE) + SAGITTA_SHARE / 2
    half = asin(0.5 / radius)
    back = 12**-0.5 + SAGITTA_SHARE - radius
    return _of_arcs(
        fine,
        *(
            Arc(
                x=back * np.cos(middle),
                y=back * np.sin(middle),
                radius=radius,
                start=middle - half,
                stop=middle + half,
                steps=4,
                tip=middle - pi / 3,
            )
            for middle in (pi / 3, pi, 5 * pi / 3)
        ),
    )


def stretched(planes: Floats, share: float) -> Floats:
    """The planes of a body made longer along X."""
    normals = planes[:, :3] * np.array([1 / share, 1, 1])
    longer: Floats = np.concatenate([normals, planes[:, 3:]], 1) / np.linalg.norm(normals, axis=1, keepdims=True)
    return longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    x: float
    y: float
    radius: float
    start: float
    stop: float
    steps: int  # how many places it carries
    tip: float | None = None  # where it starts at a tip, the way the tip looks

    def rows(self, turn: Floats) -> Floats:
        c, s = np.cos(turn), np.sin(turn)
        return _rows(self.x + self.radius * c, self.y + self.radius * s, c, s)


def _of_arcs(fine: int, *arcs: Arc) -> Curve:
    places, tangents = [], []
    for arc, following in zip(arcs, (*arcs[1:], arcs[0]), strict=True):
        at = arc.rows(np.linspace(arc.start, arc.stop, arc.steps + 1)[:-1])
        if arc.tip is not None:
            at[0, 2:] = np.cos(arc.tip), np.sin(arc.tip)
        places.append(at)
        ends = arc.rows(np.linspace(arc.start, arc.stop, arc.steps * fine + 1))
        tangents.append(ends if following.tip is not None else ends[:-1])
    return Curve(places=np.concatenate(places), tangents=np.concatenate(tangents))


def _rows(x: Floats, y: Floats, nx: Floats, ny: Floats) -> Floats:
    length = np.hypot(nx, ny)
    return np.stack([x, y, nx / length, ny / length], 1)
