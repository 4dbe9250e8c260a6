"""Hinges along Y: lugs that hold a pin on one leaf, tubes that turn on it on the other, and room for each in the other.

Knuckles stand in turn along the axis; those at both ends are the lugs. The pin is wire, riveted in when the leaves are joined.
"""

from dataclasses import dataclass
from math import pi
from typing import Literal

from manifold3d import Manifold

from benchpin.smith.geometry.surface import Solid, lathe, segments, subtract, unite

__all__ = ["Hinge", "Leaf", "hinge_pin", "hinged", "knuckle_spans"]

Leaf = Literal["lugs", "tube"]

BREAK_MM = 0.08  # knuckles' edges are broken by this
HULL_CREASE_DEG = 35.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """`play_mm` lies between pin and tube, between knuckles, and round each in the other leaf."""

    pin_mm: float
    wall_mm: float
    length_mm: float
    knuckles: int = 3
    play_mm: float = 0.07

    @property
    def pin_mm3(self) -> float:
        return pi * self.pin_mm**2 / 4 * self.length_mm

    @property
    def radius_mm(self) -> float:
        """Of a knuckle."""
        return self.pin_mm / 2 + self.play_mm + self.wall_mm


def knuckle_spans(hinge: Hinge, leaf: Leaf) -> tuple[tuple[float, float], ...]:
    """Where along Y the knuckles of a leaf begin and end."""
    gaps_mm = (hinge.knuckles - 1) * hinge.play_mm
    each = (hinge.length_mm - gaps_mm) / hinge.knuckles
    starts = [-hinge.length_mm / 2 + k * (each + hinge.play_mm) for k in range(hinge.knuckles)]
    return tuple((y, y + each) for y in starts[0 if leaf == "lugs" else 1 :: 2])


def hinged(
    body: Solid,
    hinge: Hinge,
    leaf: Leaf,
    at_mm: tuple[float, float],
    arm_mm: tuple[float, float],
    tolerance_mm: float,
    not_in: Solid | None = None,
) -> Solid:
    """A body with its leaf of a hinge: arms from the knuckles to a place in the body, and room for the other leaf.

    at_mm: the hinge's axis, (x, z). arm_mm: where the arms end, from the axis, (x, z); they are half as thick there.
    not_in: where arms may not reach, though their knuckles do: the other leaf's side of a parting.
    """
    x, z = at_mm
    other: Leaf = "tube" if leaf == "lugs" else "lugs"
    play, radius = hinge.play_mm, hinge.radius_mm

    def rod(r: float, span: tuple[float, float], edge: float = 0.0) -> Solid:
        return _rod(r, span, edge, tolerance_mm).translate((x, 0.0, z))

    room = [rod(radius + play, (low - play, high + play)) for low, high in knuckle_spans(hinge, other)]
    own = knuckle_spans(hinge, leaf)
    arms = [_arm(rod(radius, span), rod(0.55 * radius, span).translate((arm_mm[0], 0.0, arm_mm[1]))) for span in own]
    if not_in is not None:
        arms = [subtract(arm, not_in) for arm in arms]
    knuckles = [rod(radius, span, BREAK_MM) for span in own]
    made = unite([subtract(unite([body, *arms]), *room), *knuckles])
    hole_mm = hinge.pin_mm / 2 + (play if leaf == "tube" else 0.0)
    return subtract(made, rod(hole_mm, (-hinge.length_mm, hinge.length_mm)))


def hinge_pin(hinge: Hinge, tolerance_mm: float) -> Solid:
    """The wire on which the tubes turn, its ends riveted flush with the lugs."""
    half = hinge.length_mm / 2
    return _rod(hinge.pin_mm / 2, (-half, half), BREAK_MM, tolerance_mm)


def _rod(radius_mm: float, span: tuple[float, float], edge_mm: float, tolerance_mm: float) -> Solid:
    """A round rod along Y, its ends broken by `edge_mm`."""
    low, high = span
    profile = [(0.0, low), (radius_mm - edge_mm, low), (radius_mm, low + edge_mm), (radius_mm, high - edge_mm)]
    profile += [(radius_mm - edge_mm, high), (0.0, high)]
    if edge_mm == 0:
        profile = [(0.0, low), (radius_mm, low), (radius_mm, high), (0.0, high)]
    return lathe(profile, segments(radius_mm, tolerance_mm, 20), HULL_CREASE_DEG).rotate((-90.0, 0.0, 0.0))


def _arm(knuckle: Solid, end: Solid) -> Solid:
    return Manifold.batch_hull([knuckle, end]).calculate_normals(0, HULL_CREASE_DEG)
