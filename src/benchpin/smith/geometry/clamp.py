"""A bangle in two halves: a hinge at the left, a tongue that snaps into a slot at the right.

In the hoop's own axes: its axis is Z, the top +Y. The tongue and its slot are bent about the hinge, so that it goes in freely.
"""

from dataclasses import dataclass
from math import pi

import numpy as np

from benchpin.smith.geometry.hinge import Hinge, hinge_pin, hinged
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.oval import Hoop, hoop_solid
from benchpin.smith.geometry.placing import frame, moved_by, then, turned
from benchpin.smith.geometry.plate import bar_outline, curved_bar, plate_solid
from benchpin.smith.geometry.surface import Floats, Solid, lathe, segments, subtract, unite

__all__ = ["Clamp", "clamp_halves", "clamp_pin"]

PIN_MM, WALL_MM = 1.0, 0.42
PROUD_MM = 0.3  # of the knuckles, outside
PARTING_MM = 0.1  # between the halves, closed
TONGUE_MM, TONGUE_SHARE, TONGUE_LENGTH_MM, ROOT_MM = 0.7, 0.5, 6.5, 3.0
SLOT_PLAY_MM = 0.1
TAB_MM = 2.4  # the thumb-piece on the tongue, and its notch
EDGE_MM = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Clamp:
    hoop: Hoop

    @property
    def hinge(self) -> Hinge:
        return Hinge(
            pin_mm=PIN_MM, wall_mm=WALL_MM, length_mm=0.86 * self.hoop.width_mm, knuckles=3 if self.hoop.width_mm < 8 else 5
        )

    @property
    def hinge_x_mm(self) -> float:
        """The axis lies so far out that its knuckles stand a little proud: the halves open wide without touching."""
        return -(self.hoop.inside.half_width_mm + self.hoop.thickness_mm - self.hinge.radius_mm + PROUD_MM)

    @property
    def tongue_radius_mm(self) -> float:
        """From the hinge to the middle of the wall opposite."""
        return self.hoop.inside.half_width_mm + self.hoop.thickness_mm / 2 - self.hinge_x_mm

    @property
    def tongue_width_mm(self) -> float:
        return max(2.0, TONGUE_SHARE * self.hoop.width_mm)

    @property
    def about_hinge(self) -> Floats:
        """The frame of the hinge's own axes: its Y is the hoop's axis."""
        return then(moved_by(self.hinge_x_mm, 0, 0), turned("x", pi / 2))


@kept
def clamp_halves(clamp: Clamp, tolerance_mm: float) -> tuple[Solid, Solid]:
    """The upper half with lugs and tongue, the lower with tubes and slot, closed."""
    whole = hoop_solid(clamp.hoop, tolerance_mm)
    upper, lower = (_leaf(clamp, subtract(whole, _beyond(clamp, side)), side, tolerance_mm) for side in (1, -1))
    tongue = [_tongue(clamp, 0.0), _tab(clamp, 0.0)]
    slot = [_tongue(clamp, SLOT_PLAY_MM), _tab(clamp, SLOT_PLAY_MM)]
    return unite([upper, *tongue]), subtract(lower, *slot)


@kept
def clamp_pin(clamp: Clamp, tolerance_mm: float) -> Solid:
    return hinge_pin(clamp.hinge, tolerance_mm).transform(clamp.about_hinge)


def _beyond(clamp: Clamp, side: int) -> Solid:
    """A block over the other half, up to the parting."""
    reach = 4 * clamp.hoop.inside.half_width_mm
    block = plate_solid(bar_outline(reach, reach, 1.0, 0.5), 3 * clamp.hoop.width_mm, 0.5)
    return block.translate((0.0, -side * (reach / 2 - PARTING_MM / 2), 0.0))


def _leaf(clamp: Clamp, half: Solid, side: int, tolerance_mm: float) -> Solid:
    """A half with its knuckles; all round the hinge it is cut back to a round, so that it can turn."""
    into, reach, high = clamp.about_hinge, clamp.hinge.radius_mm + clamp.hinge.play_mm, clamp.hoop.width_mm
    around = lathe([(0, -high), (reach, -high), (reach, high), (0, high)], segments(reach, tolerance_mm, 32), 30)
    half = subtract(half, around.translate((clamp.hinge_x_mm, 0.0, 0.0)))
    back = then(turned("x", -pi / 2), moved_by(-clamp.hinge_x_mm, 0, 0))
    arm = (0.6 * clamp.hinge.radius_mm, -side * 1.7 * clamp.hinge.radius_mm)
    made = hinged(half.transform(back), clamp.hinge, "lugs" if side > 0 else "tube", (0.0, 0.0), arm, tolerance_mm)
    return made.transform(into)


def _tongue(clamp: Clamp, play_mm: float) -> Solid:
    """From its root in the upper half down into the lower one."""
    radius = clamp.tongue_radius_mm
    length = ROOT_MM * (play_mm == 0) + TONGUE_LENGTH_MM + (0.5 + play_mm if play_mm else 0.0)
    middle = (ROOT_MM - TONGUE_LENGTH_MM) / 2 if play_mm == 0 else -length / 2 + 0.5
    bar = curved_bar(length, clamp.tongue_width_mm + 2 * play_mm, 0.3, TONGUE_MM + 2 * play_mm, EDGE_MM, radius)
    upright = frame((0, 1, 0), (0, 0, 1), (1, 0, 0), (0, 0, 0))  # along the hoop, across it, outwards
    about = then(moved_by(clamp.hinge_x_mm, 0, 0), turned("z", middle / radius), moved_by(radius, 0, 0))
    return bar.transform(then(about, upright))


def _tab(clamp: Clamp, play_mm: float) -> Solid:
    """The thumb-piece, standing a little out of its notch in the lower half's outside."""
    out = clamp.hoop.thickness_mm / 2 + 0.5 + (1.0 if play_mm else 0.0)
    high = TAB_MM + (1.0 if play_mm else 0.0)
    width = 0.5 * clamp.tongue_width_mm + 2 * play_mm
    plate = plate_solid(bar_outline(high + play_mm, width, 0.3, 0.02), out, 0.2 if play_mm == 0 else 0.05)
    low = -PARTING_MM / 2 - 0.2 - TAB_MM - play_mm
    upright = frame(
        (0, 1, 0), (0, 0, 1), (1, 0, 0), (clamp.hinge_x_mm + clamp.tongue_radius_mm + out / 2, low + (high + play_mm) / 2, 0)
    )
    return plate.transform(np.ascontiguousarray(upright))
