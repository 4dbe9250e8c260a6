"""Cable chain: oval wire links, every second one turned by a quarter, hung as a necklace hangs."""

from dataclasses import dataclass
from math import ceil, cos, pi, sin, tan

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, segments, torus_grid, true_radius

__all__ = ["CableChain", "chain_link", "hanging", "jump_ring"]

PLAY_MM = 0.06  # links touch without it: pitch is length less two wires and this
HALF_ANGLE = 0.62  # radians from the vertical at which the chain leaves the pendant


@dataclass(frozen=True, slots=True, kw_only=True)
class CableChain:
    length_mm: float
    link_length_mm: float = 2.4
    link_width_mm: float = 1.8
    wire_mm: float = 0.45

    @property
    def pitch_mm(self) -> float:
        return self.link_length_mm - 2 * self.wire_mm - PLAY_MM

    @property
    def link_volume_mm3(self) -> float:
        """Exact, by Pappus: the wire's section along two straights and two half circles."""
        way = 2 * (self.link_length_mm - self.link_width_mm) + pi * (self.link_width_mm - self.wire_mm)
        return way * pi * self.wire_mm**2 / 4

    @property
    def links(self) -> int:
        return 2 * ceil(self.length_mm / self.pitch_mm / 2)


@kept
def chain_link(chain: CableChain, tolerance_mm: float) -> Solid:
    """One stadium-shaped link about its middle, long axis X, lying in XY."""
    r, s = chain.link_width_mm / 2 - chain.wire_mm / 2, (chain.link_length_mm - chain.link_width_mm) / 2
    k = segments(chain.link_width_mm / 2, tolerance_mm, 12)
    a = np.linspace(-pi / 2, pi / 2, k // 2 + 1)
    centre = np.stack(
        [np.concatenate([s + r * np.cos(a), -s - r * np.cos(a)]), np.concatenate([r * np.sin(a), -r * np.sin(a)])], 1
    )
    outward = np.stack([np.concatenate([np.cos(a), -np.cos(a)]), np.concatenate([np.sin(a), -np.sin(a)])], 1)
    return _ring(centre, outward, chain.wire_mm, tolerance_mm)


@kept
def jump_ring(inner_mm: float, wire_mm: float, tolerance_mm: float) -> Solid:
    """A round ring of round wire in XY: a bail's loop, a pendant's eye. Its volume is 2π²·R·r²."""
    k = segments(inner_mm / 2 + wire_mm, tolerance_mm, 24)
    a = np.arange(k) * 2 * pi / k
    outward = np.stack([np.cos(a), np.sin(a)], 1)
    middle = float(true_radius(inner_mm / 2 + wire_mm / 2, k))
    return _ring(middle * outward, outward, wire_mm, tolerance_mm)


def hanging(chain: CableChain, bottom_mm: Floats) -> list[Floats]:
    """Placements (3x4) of every link of a closed chain hung round a neck, its lowest point at `bottom_mm`.

    Two straight strands leave the pendant and run tangentially into a circle whose whole length is the chain's.
    """
    perimeter = chain.links * chain.pitch_mm
    radius = perimeter / (2 / tan(HALF_ANGLE) + pi + 2 * HALF_ANGLE)
    straight = radius / tan(HALF_ANGLE)
    placements = []
    for k in range(chain.links):
        point, along = _on_drop((k + 0.5) * chain.pitch_mm, radius, straight, perimeter)
        across = np.array([0.0, 0.0, 1.0])
        side = across if k % 2 else np.cross(across, along)
        frame = np.column_stack([along, side, np.cross(along, side), bottom_mm + point])
        placements.append(frame)
    return placements


def _on_drop(s: float, radius: float, straight: float, perimeter: float) -> tuple[Floats, Floats]:
    """Point and direction at arc length s along the drop, from its lowest point, anticlockwise, in XY."""
    if s > perimeter / 2:
        point, along = _on_drop(perimeter - s, radius, straight, perimeter)
        return point * np.array([-1, 1, 1]), along * np.array([1, -1, 1])
    if s <= straight:
        along = np.array([sin(HALF_ANGLE), cos(HALF_ANGLE), 0.0])
        return s * along, along
    turn = (s - straight) / radius  # from the end of the straight, around the circle
    angle = -HALF_ANGLE + turn
    centre = np.array([0.0, radius / sin(HALF_ANGLE), 0.0])
    point = centre + radius * np.array([cos(angle), sin(angle), 0.0])
    return point, np.array([-sin(angle), cos(angle), 0.0])


def _ring(centre: Floats, outward: Floats, wire_mm: float, tolerance_mm: float) -> Solid:
    n = segments(wire_mm / 2, tolerance_mm, 6, step=2)
    q = np.arange(n) * 2 * pi / n
    w = float(true_radius(wire_mm / 2, n))
    xy = centre[:, None, :] + outward[:, None, :] * (w * np.cos(q))[None, :, None]
    z = np.broadcast_to(w * np.sin(q), (len(centre), n))[..., None]
    return torus_grid(np.concatenate([xy, z], -1)[:, ::-1], 60)
