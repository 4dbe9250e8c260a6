"""Links of a chain: their solids, what each weighs by Pappus, and how far apart neighbours stand so that they move freely."""

from dataclasses import dataclass
from math import pi
from typing import Literal

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, segments, torus_grid, true_radius
from benchpin.smith.geometry.wire import Loop, Section, loop_solid

__all__ = ["PLAY_MM", "Chain", "ChainKind", "Link", "Scale", "link_solid"]

ChainKind = Literal["cable", "curb", "figaro", "rolo", "belcher", "box", "snake"]

PLAY_MM = 0.07  # between neighbours drawn tight: links touch without it; own trials 0.05 to 0.1 (geometry study)
WIDE_PLAY = 0.023  # of the width: a wide chain has more play, or it could not lie round a wrist
SLANTED_MM = 0.025  # more play where wide wire bears aslant on the round of a link
CURB_TWIST = pi / 4  # each end an eighth of a turn: neighbours meet square, and the chain lies flat
FIGARO_SHORT = 3  # round links to every long one
SCALE_CREASE_DEG = 35.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A link of a snake chain: a scale turned about X, its knob held behind the lip of the next. `pitch_mm` to the next."""

    width_mm: float

    @property
    def wall_mm(self) -> float:
        return 0.085 * self.width_mm

    @property
    def knob_mm(self) -> float:
        return 0.1 * self.width_mm

    @property
    def play_mm(self) -> float:
        """A wide scale tilts farther at its edge."""
        return max(PLAY_MM, 0.03 * self.width_mm)

    @property
    def pitch_mm(self) -> float:
        """Lip, play, knob, play, floor, and play to the next lip."""
        return 2 * self.wall_mm + self.knob_mm + 3 * self.play_mm

    @property
    def reach_mm(self) -> float:
        return (self.pitch_mm + PLAY_MM) / 2

    @property
    def volume_mm3(self) -> float:
        """Exact, by Pappus: the outline's first moment about X times a full turn."""
        x, r = self.outline().T
        x2, r2 = np.roll(x, -1), np.roll(r, -1)
        return float(2 * pi * ((r + r2) * (x * r2 - x2 * r)).sum() / 6)

    def outline(self) -> Floats:
        """(k, 2): along X from the lip's face, and out from X; anticlockwise. The skirt flares: scales seem to overlap."""
        outer, wall, p, play = self.width_mm / 2, self.wall_mm, self.pitch_mm, self.play_mm
        bore, neck, knob = 0.1 * self.width_mm, 0.2 * self.width_mm, 0.33 * self.width_mm
        lip, cavity = neck + play, 0.84 * outer - wall / 2
        floor, shoulder = p - play - wall, p - play
        behind = p + wall + play  # the knob's near side, inside the next
        return np.array(
            [
                (floor, bore),
                (behind + self.knob_mm, bore),
                (behind + self.knob_mm, knob - 0.4 * self.knob_mm),
                (behind + 0.6 * self.knob_mm, knob),
                (behind, knob),
                (behind, neck),
                (shoulder, neck),
                (shoulder, 0.66 * outer),
                (shoulder - 0.4 * wall, 0.83 * outer),
                (0.6 * shoulder, 0.95 * outer),
                (0.32 * shoulder, outer),
                (0.16 * shoulder, 0.97 * outer),
                (0.4 * wall, 0.88 * outer),  # the face leans back, so that neighbours may tilt
                (0.0, 0.66 * outer),
                (0.0, lip),
                (wall, lip),
                (wall, cavity),
                (floor, cavity),
            ]
        )


Link = Loop | Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A chain of a kind, as wide as it is sold; wire and link follow from the width as the trade makes them."""

    kind: ChainKind
    width_mm: float

    @property
    def pattern(self) -> tuple[Link, ...]:
        """The links of one repeat, in order."""
        w = self.width_mm
        if self.kind == "snake":
            return (Scale(width_mm=w),)
        if self.kind == "figaro":
            short = _oval(0.24 * w, w, 1.12 * w, CURB_TWIST)
            return (*(short,) * FIGARO_SHORT, _oval(0.24 * w, w, 2.3 * w, CURB_TWIST))
        return (_FLAT[self.kind](w),)

    @property
    def turned(self) -> bool:
        """Whether every second link stands square to the first."""
        return self.kind in ("cable", "rolo", "belcher", "box")

    @property
    def twist(self) -> float:
        """How far the ends of a link are turned against its middle."""
        first = self.pattern[0]
        return first.twist if isinstance(first, Loop) else 0.0

    def pitch_mm(self, number: int) -> float:
        """From the middle of link `number` to the middle of the next."""
        links = self.pattern
        return self.meet_mm(links[number % len(links)]) + self.meet_mm(links[(number + 1) % len(links)]) - PLAY_MM

    def meet_mm(self, link: Link) -> float:
        """From a link's middle to where its neighbour bears: wide wire stands off the round of the end it lies in."""
        more_mm = max(0.0, WIDE_PLAY * self.width_mm - PLAY_MM) / 2
        over = 0.0 if isinstance(link, Scale) else max(0.0, link.across_mm / 2 - link.straight_y_mm)
        if isinstance(link, Scale):
            return link.reach_mm
        if over == 0:
            return link.reach_mm - more_mm
        return link.straight_x_mm + float((link.inner_radius_mm**2 - over**2) ** 0.5) - SLANTED_MM - more_mm

    @property
    def mm3_per_mm(self) -> float:
        """Metal in a millimetre of its length."""
        links = self.pattern
        return sum(link.volume_mm3 for link in links) / sum(self.pitch_mm(k) for k in range(len(links)))


def link_solid(link: Link, tolerance_mm: float) -> Solid:
    """One link, its long way X: a loop about its middle, a scale with its middle between its lip and the next one's."""
    return loop_solid(link, tolerance_mm) if isinstance(link, Loop) else _scale_solid(link, tolerance_mm)


def _oval(wire_mm: float, width_mm: float, length_mm: float, twist: float = 0.0) -> Loop:
    return Loop(
        section=Section(form="round", thick_mm=wire_mm, wide_mm=wire_mm),
        straight_x_mm=(length_mm - width_mm) / 2,
        straight_y_mm=0.0,
        inner_radius_mm=width_mm / 2 - wire_mm,
        twist=twist,
    )


def _cable(w: float) -> Loop:
    return _oval(w / 4, w, 4 * w / 3)


def _curb(w: float) -> Loop:
    return _oval(0.24 * w, w, 1.3 * w, CURB_TWIST)


def _rolo(w: float) -> Loop:
    return _oval(w / 5, w, w)


def _belcher(w: float) -> Loop:
    section = Section(form="half_round", thick_mm=0.15 * w, wide_mm=0.34 * w)
    return Loop(section=section, straight_x_mm=0.0, straight_y_mm=0.0, inner_radius_mm=0.35 * w)


def _box(w: float) -> Loop:
    section = Section(form="strip", thick_mm=0.2 * w, wide_mm=0.5 * w)
    return Loop(section=section, straight_x_mm=0.26 * w, straight_y_mm=0.26 * w, inner_radius_mm=0.04 * w)


_FLAT = {"cable": _cable, "curb": _curb, "rolo": _rolo, "belcher": _belcher, "box": _box}


@kept
def _scale_solid(scale: Scale, tolerance_mm: float) -> Solid:
    outline = scale.outline() - np.array([scale.pitch_mm / 2, 0.0])
    n = segments(scale.width_mm / 2, tolerance_mm, 16)
    a = np.arange(n) * 2 * pi / n
    r = true_radius(outline[:, 1], n)
    turned = np.stack([np.broadcast_to(outline[:, 0], (n, len(outline))), r * np.cos(a)[:, None], r * np.sin(a)[:, None]], -1)
    return torus_grid(turned, SCALE_CREASE_DEG)
