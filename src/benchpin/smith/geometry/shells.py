"""A locket: two shells that close on each other, a hinge at the left, a catch and a thumb-piece at the right.

It lies in XY and faces +Z; the shells part at z = 0.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchpin.smith.geometry.hinge import Hinge, hinge_pin, hinged
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.plate import Outline, bar_outline, disc_outline, heart_outline, plate_solid
from benchpin.smith.geometry.surface import Floats, Solid, lathe, segments, subtract, tube_grid, unite

__all__ = ["Shells", "locket_shells", "shells_outline", "shells_pin"]

PARTING_MM = 0.1
OVAL_TALL = 1.28  # an oval locket's height, of its width
FLATTENED = 3.6  # the dome's exponent: flat in the middle, round at the edge
SIDE_SHARE = 0.34  # of a shell's height: how high its side stands before the dome springs
RIM_SHARE = 0.075  # of half the width: the rim where the shells meet, at least the wall
EDGE_MM = 0.15
CRUMB_MM3 = 1e-9  # what a boolean leaves where two faces nearly meet
DOME_STEPS = 7
CATCH_MM, CATCH_SHARE = 2.2, 0.11  # of the width where that is less
CATCH_HIGH_MM, CATCH_PLAY_MM = 0.7, 0.1
SHELL_CREASE_DEG = 35.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shells:
    shape: Literal["round", "oval", "heart"]
    width_mm: float
    depth_mm: float  # over both
    wall_mm: float

    @property
    def half_mm(self) -> float:
        return self.depth_mm / 2

    @property
    def hinge(self) -> Hinge:
        return Hinge(pin_mm=0.8, wall_mm=0.4, length_mm=max(4.2, 0.32 * self.width_mm))

    @property
    def hinge_at_mm(self) -> tuple[float, float]:
        """The axis, x and the y of its middle: beside the widest point at the left."""
        points = np.array(shells_outline(self))
        leftmost = points[points[:, 0].argmin()]
        return float(leftmost[0]) - 0.45 * self.hinge.radius_mm, round(float(leftmost[1]), 3)

    @property
    def rim(self) -> float:
        """Where the hollow begins, as a share of the outline."""
        return 1 - max(RIM_SHARE, self.wall_mm / (self.width_mm / 2))


def shells_outline(shells: Shells) -> Outline:
    if shells.shape == "heart":
        return heart_outline(shells.width_mm, 0.01)
    tall = OVAL_TALL if shells.shape == "oval" else 1.0
    return tuple((x, tall * y) for x, y in disc_outline(shells.width_mm, 0.01))


@kept
def locket_shells(shells: Shells, tolerance_mm: float) -> tuple[Solid, Solid]:
    """The back with lugs and catch, the front with a tube and the thumb-piece, closed."""
    back = _shell(shells).rotate((0.0, 180.0, 0.0))  # every outline is the same from behind
    front = _shell(shells)
    right_mm, y = max(shells_outline(shells), key=lambda point: point[0])
    catch, thumb = (part.translate((0.0, y, 0.0)) for part in _catch_and_thumb(shells, right_mm, y))
    return _leaf(shells, unite([back, catch]), -1, tolerance_mm), _leaf(shells, unite([front, thumb]), 1, tolerance_mm)


@kept
def shells_pin(shells: Shells, tolerance_mm: float) -> Solid:
    x, y = shells.hinge_at_mm
    return hinge_pin(shells.hinge, tolerance_mm).translate((x, y, 0.0))


def _shell(shells: Shells) -> Solid:
    """The front half: a cup, its rim at the parting."""
    loop, low, high = np.array(shells_outline(shells)), PARTING_MM / 2, shells.half_mm
    edge = EDGE_MM / (shells.width_mm / 2)
    inner = _dome(shells.rim, low, high - shells.wall_mm)[::-1]
    levels = [
        *inner,
        (1 - edge, low),
        (1 - 0.3 * edge, low + 0.3 * EDGE_MM),
        (1.0, low + EDGE_MM),
        *_dome(1.0, low + EDGE_MM, high)[1:],
    ]
    rings = np.stack([_ring(loop, share, z) for share, z in levels])
    poles = np.array([[0.0, 0.0, high - shells.wall_mm], [0.0, 0.0, high]])
    return tube_grid(rings, poles[0], poles[1], SHELL_CREASE_DEG)


def _ring(loop: Floats, share: float, z: float) -> Floats:
    return np.column_stack([share * loop, np.full(len(loop), z)])


def _dome(share: float, low: float, high: float) -> list[tuple[float, float]]:
    """From the foot of the side up and inwards: (share of the outline, z)."""
    side = low + SIDE_SHARE * (high - low)
    a = np.linspace(0, np.pi / 2, DOME_STEPS + 1)
    bent = [
        (float(share * np.cos(t) ** (2 / FLATTENED)), float(side + (high - side) * np.sin(t) ** (2 / FLATTENED)))
        for t in a[:-1]
    ]
    return [(share, low), *bent, (0.3 * share, high - 1e-4)]


def _catch_and_thumb(shells: Shells, right_mm: float, y_mm: float) -> tuple[Solid, Solid]:
    """A small tongue inside the back's rim that snaps into the front; a nail's width of metal beside the front's rim."""
    wide = min(CATCH_MM, CATCH_SHARE * shells.width_mm)
    points = shells.rim * np.array(shells_outline(shells))
    beside = points[(points[:, 0] > 0) & (np.abs(points[:, 1] - y_mm) < wide / 2 + 0.1)]
    inside, clear = float(beside[:, 0].max()), float(beside[:, 0].min()) - CATCH_PLAY_MM
    over = min(CATCH_HIGH_MM, 0.4 * (shells.half_mm - shells.wall_mm))  # the dome comes down beside it
    high = over + 1.2
    tongue = plate_solid(bar_outline(high, wide, 0.3, 0.02), 0.5, 0.12).rotate((0.0, 90.0, 0.0))
    catch = tongue.translate((clear - 0.25, 0.0, PARTING_MM / 2 + over - high / 2))
    long = inside - clear + 0.5 + 0.25  # a foot from under the tongue into the back's wall
    foot = plate_solid(bar_outline(long, wide - 0.15, 0.1, 0.02), 0.8, 0.1)
    foot = foot.translate((clear - 0.5 + long / 2, 0.0, -PARTING_MM / 2 - 0.65))
    thumb = plate_solid(bar_outline(1.6, 2.6, 0.6, 0.02), 0.55, 0.15).translate((right_mm + 0.1, 0.0, PARTING_MM / 2 + 0.45))
    return unite([catch, foot]), thumb


def _leaf(shells: Shells, shell: Solid, side: int, tolerance_mm: float) -> Solid:
    """A shell with its knuckles, cut back to a round about the hinge, so that it can turn."""
    x, y = shells.hinge_at_mm
    hinge = shells.hinge
    reach, long = hinge.radius_mm + hinge.play_mm, hinge.length_mm / 2 + 0.15
    room = lathe([(0, -long), (reach, -long), (reach, long), (0, long)], segments(reach, tolerance_mm, 32), 30)
    cleared = subtract(shell.translate((0.0, -y, 0.0)), room.rotate((-90.0, 0.0, 0.0)).translate((x, 0.0, 0.0)))
    arm = (1.35 * hinge.radius_mm, side * 0.75 * hinge.radius_mm)
    wide = 2 * shells.width_mm
    beyond = plate_solid(bar_outline(wide, wide, 1.0, 0.5), shells.depth_mm, 0.5)
    beyond = beyond.translate((0.0, 0.0, side * (PARTING_MM - shells.depth_mm) / 2))
    made = hinged(cleared, hinge, "lugs" if side < 0 else "tube", (x, 0.0), arm, tolerance_mm, beyond)
    whole = [part for part in made.decompose() if part.volume() > CRUMB_MM3]
    return unite(whole).translate((0.0, y, 0.0))
