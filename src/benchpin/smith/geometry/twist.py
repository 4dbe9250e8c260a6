"""Wires twisted round a ring: each runs on a torus and closes after a whole number of turns. About the finger axis Z."""

from dataclasses import dataclass
from math import pi

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.placing import around
from benchpin.smith.geometry.rows import wedge
from benchpin.smith.geometry.surface import Floats, Solid, lathe, segments, subtract, true_radius, tube_grid, unite

__all__ = ["Twist", "twist_bend_mm", "twist_frames", "twist_pitch", "twist_wire_mm3"]

# How far wires stand from the middle of the twist, in wires: a little nearer than touching, so that they are one.
STAND = {2: 0.46, 3: 0.545}
LAY = {2: 4.6, 3: 6.2}  # wires along the ring for one turn: slack enough to lie, tight enough to show (workshop custom)
FLAT_SHARE = 0.14  # of the wire: what is filed away inside, so that the ring sits smooth on the finger
STEPS_A_TURN, MARGIN_STEPS = 16, 2
CORE_SHARE = 0.5  # of a wire: what fills the gap between three
OVERLAP_MM = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    bore_mm: float  # diameter
    wire_mm: float
    strands: int

    @property
    def stand_mm(self) -> float:
        return STAND[self.strands] * self.wire_mm

    @property
    def core_mm(self) -> float:
        """Radius of the circle the wires run about."""
        return self.bore_mm / 2 + self.stand_mm + (0.5 - FLAT_SHARE) * self.wire_mm

    @property
    def turns(self) -> int:
        return max(3, round(2 * pi * self.core_mm / (LAY[self.strands] * self.wire_mm)))

    @property
    def width_mm(self) -> float:
        return 2 * self.stand_mm + self.wire_mm

    @property
    def thickness_mm(self) -> float:
        return self.width_mm - FLAT_SHARE * self.wire_mm


@kept
def twist_pitch(twist: Twist, tolerance_mm: float) -> Solid:
    """One turn of the wires, its middle at the top: it stands as often as there are turns. Smooth towards the finger.

    Three wires leave a gap between them, which a core fills.
    """
    pitch = 2 * pi / twist.turns
    wires = [_wire(twist, strand, 1.0, tolerance_mm) for strand in range(twist.strands)]
    if twist.strands == 3:
        wires.append(_wire(twist, 0, 0.0, tolerance_mm))
    half, reach = twist.width_mm, 2 * (twist.core_mm + twist.width_mm)
    n = segments(twist.bore_mm / 2, tolerance_mm, 4 * twist.turns, step=2 * twist.turns)
    bore = lathe([(0.0, -half), (twist.bore_mm / 2, -half), (twist.bore_mm / 2, half), (0.0, half)], n, 30)
    return subtract(unite(wires), bore.rotate((0.0, 0.0, 90.0))) ^ wedge(pitch + OVERLAP_MM / twist.core_mm, reach, half)


def twist_frames(twist: Twist) -> tuple[Floats, ...]:
    return around("z", twist.turns)


def twist_wire_mm3(twist: Twist) -> float:
    """Volume of all wires before they are joined and filed: their length times their section."""
    path = _path(twist, 0, 4096)
    length = float(np.linalg.norm(np.roll(path, -1, 0) - path, axis=1).sum())
    return twist.strands * length * pi * twist.wire_mm**2 / 4


def twist_bend_mm(twist: Twist) -> float:
    """The tightest radius a wire's middle is bent to."""
    p = _path(twist, 0, 4096)
    first = (np.roll(p, -1, 0) - np.roll(p, 1, 0)) / 2
    second = np.roll(p, -1, 0) - 2 * p + np.roll(p, 1, 0)
    curvature = np.linalg.norm(np.cross(first, second), axis=1) / np.linalg.norm(first, axis=1) ** 3
    return float(1 / curvature.max())


def _path(twist: Twist, strand: int, count: int) -> Floats:
    return _along(twist, strand, twist.stand_mm, np.arange(count) * 2 * pi / count)


def _along(twist: Twist, strand: int, stand_mm: float, theta: Floats) -> Floats:
    phase = twist.turns * theta + strand * 2 * pi / twist.strands
    r = twist.core_mm + stand_mm * np.cos(phase)
    return np.stack([r * np.sin(theta), r * np.cos(theta), stand_mm * np.sin(phase)], 1)


def _wire(twist: Twist, strand: int, stands: float, tolerance_mm: float) -> Solid:
    """A wire a little longer than a turn; of no stand, the core between the wires."""
    reach = 2 * pi / twist.turns * (0.5 + MARGIN_STEPS / STEPS_A_TURN)
    theta = np.linspace(-reach, reach, STEPS_A_TURN + 2 * MARGIN_STEPS + 1)
    path = _along(twist, strand, stands * twist.stand_mm, theta)
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    out = path * np.array([1, 1, 0])
    out -= np.einsum("ij,ij->i", out, along)[:, None] * along
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    side = np.cross(along, out)
    wire = twist.wire_mm / 2 if stands else CORE_SHARE * twist.wire_mm / 2
    n = segments(wire, tolerance_mm, 12)
    a = np.arange(n) * 2 * pi / n
    radius = float(true_radius(wire, n))
    spokes = np.cos(a)[:, None] * out[:, None] + np.sin(a)[:, None] * side[:, None]
    return tube_grid(path[:, None] + radius * spokes, path[0], path[-1], 70)
