"""Clasps, jump rings and end caps: what closes a chain. Each lies flat in XY, the chain running along X."""

from dataclasses import dataclass
from math import pi
from typing import Literal

import numpy as np

from benchpin.smith.geometry.chain.links import PLAY_MM, Chain, Scale, link_solid
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.plate import bar_outline, plate_solid
from benchpin.smith.geometry.surface import Solid, lathe, segments, true_radius, tube, unite
from benchpin.smith.geometry.wire import jump_ring, swept_round

__all__ = ["Clasp", "ClaspKind", "Ring", "cap_solid", "clasp_solid", "ring_for"]

ClaspKind = Literal["bolt_ring", "lobster", "box"]

RING_ROOM_MM = 0.6  # what a jump ring's hole has over the link and the clasp in it
EYE_WIRE_MM, EYE_INNER_MM = 0.7, 1.5  # of the small ring a clasp hangs by
CLASP_CREASE_DEG = 50.0
LOBSTER_SLACK = 0.05  # of its length
LOBSTER_TIP = 0.72  # thickness of a hook's end, of its middle
LOBSTER_POINTS, LOBSTER_SIDES = 48, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A jump ring of round wire."""

    inner_mm: float
    wire_mm: float

    @property
    def volume_mm3(self) -> float:
        return pi**2 * (self.inner_mm + self.wire_mm) * self.wire_mm**2 / 4

    def meet_mm(self, across_mm: float) -> float:
        """From its middle to where a link bears in it, whose wire is `across_mm` wide; 0 for round wire."""
        return float((self.inner_mm**2 - across_mm**2) ** 0.5) / 2

    def solid(self, tolerance_mm: float) -> Solid:
        return jump_ring(self.inner_mm, self.wire_mm, tolerance_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clasp:
    """A clasp for a chain of this width. `left_mm` and `right_mm`: from its middle to where its two rings bear."""

    kind: ClaspKind
    chain_width_mm: float

    @property
    def size_mm(self) -> float:
        """Across a bolt ring; along a lobster or a box."""
        base, grows = {"bolt_ring": (4.6, 0.8), "lobster": (7.6, 1.6), "box": (6.0, 1.4)}[self.kind]
        return base + grows * self.chain_width_mm

    @property
    def width_mm(self) -> float:
        return {"bolt_ring": 1.0, "lobster": 0.46, "box": 0.0}[self.kind] * self.size_mm or 3.2 + 0.8 * self.chain_width_mm

    @property
    def thickness_mm(self) -> float:
        return {"bolt_ring": 0.2, "lobster": 0.16, "box": 0.36}[self.kind] * self.size_mm

    @property
    def wire_mm(self) -> float:
        """Where the ring at its right bears."""
        return {"bolt_ring": self.thickness_mm, "lobster": LOBSTER_TIP * self.thickness_mm, "box": EYE_WIRE_MM}[self.kind]

    @property
    def left_mm(self) -> float:
        return self.size_mm / 2 + EYE_INNER_MM + 0.25 * EYE_WIRE_MM

    @property
    def right_mm(self) -> float:
        return self.left_mm if self.kind == "box" else self.size_mm / 2 - self.wire_mm - self.slack_mm

    @property
    def slack_mm(self) -> float:
        """A hook is narrow at its end: a ring does not go into its very tip."""
        return LOBSTER_SLACK * self.size_mm if self.kind == "lobster" else 0.0


def ring_for(chain: Chain, clasp: Clasp) -> Ring:
    """The jump ring at the end of a chain: its wire goes through the last link, its hole takes the link and the clasp."""
    link, held_mm = chain.pattern[0], max(EYE_WIRE_MM, clasp.wire_mm + clasp.slack_mm) + RING_ROOM_MM
    if isinstance(link, Scale):
        return Ring(inner_mm=EYE_WIRE_MM + held_mm, wire_mm=0.5)
    thick, wide = link.section.thick_mm, link.across_mm
    inner_mm = max(thick + 0.6 * wide, 1.25 * wide) + held_mm
    sag_mm = inner_mm / 2 - Ring(inner_mm=inner_mm, wire_mm=0.0).meet_mm(wide)
    # In the last link's hole lies the link before it too.
    hole_mm = 3 * chain.meet_mm(link) - link.reach_mm - thick - sag_mm - 3 * PLAY_MM
    return Ring(inner_mm=inner_mm, wire_mm=min(0.8, max(0.5, thick), hole_mm))


@kept
def clasp_solid(clasp: Clasp, tolerance_mm: float) -> Solid:
    half = clasp.size_mm / 2
    eye = jump_ring(EYE_INNER_MM, EYE_WIRE_MM, tolerance_mm)
    at = half + EYE_INNER_MM / 2 + 0.25 * EYE_WIRE_MM
    eyes = [eye.translate((-at, 0.0, 0.0))]
    if clasp.kind == "box":
        return unite([*_box(clasp), *eyes, eye.translate((at, 0.0, 0.0))])
    return unite([*(_bolt_ring(clasp, tolerance_mm) if clasp.kind == "bolt_ring" else _lobster(clasp)), *eyes])


@kept
def cap_solid(scale: Scale, side: int, tolerance_mm: float) -> Solid:
    """What ends a snake chain: a scale closed by a plate that carries a ring; `side` is 1 at its right end, -1 at its left."""
    link, outer = link_solid(scale, tolerance_mm), scale.width_mm / 2
    half = scale.pitch_mm / 2
    low, high = (half - 0.6 * scale.wall_mm, half + 2 * scale.wall_mm + scale.knob_mm)
    edge = 0.2 * outer
    plate = lathe(
        [
            (0, low),
            (0.84 * outer - edge, low),
            (0.84 * outer, low + edge),
            (0.84 * outer, high - edge),
            (0.6 * outer, high),
            (0, high),
        ],
        segments(outer, tolerance_mm, 16),
    ).rotate((0.0, 90.0, 0.0))
    ring = jump_ring(EYE_INNER_MM, EYE_WIRE_MM, tolerance_mm).translate((cap_reach_mm(scale) - EYE_INNER_MM / 2, 0.0, 0.0))
    end = unite([plate, ring])
    return unite([link, end if side > 0 else end.rotate((0.0, 0.0, 180.0))])


def cap_reach_mm(scale: Scale) -> float:
    """From a cap's middle to where the jump ring bears in it."""
    return scale.pitch_mm / 2 + 2 * scale.wall_mm + scale.knob_mm + EYE_INNER_MM + 0.5 * EYE_WIRE_MM


def _bolt_ring(clasp: Clasp, tolerance_mm: float) -> list[Solid]:
    """A ring of tube, and the small thumb-piece of its bolt."""
    wire = clasp.thickness_mm
    ring = jump_ring(clasp.size_mm - 2 * wire, wire, tolerance_mm)
    r = 0.24 * wire
    stem = np.array([(0.0, 0.0, 0.0), (0.3 * wire, 0.0, 0.0), (0.95 * wire, 0.0, 0.0)])
    thumb = tube(stem, [r, r, 1.15 * r], 10).translate((clasp.size_mm / 2 - 0.25 * wire, 0.0, 0.0))
    return [ring, thumb.rotate((0.0, 0.0, 62.0))]


def _lobster(clasp: Clasp) -> list[Solid]:
    """A hook that thickens towards its hinge, closed by a lever with its thumb-piece."""
    a = np.arange(LOBSTER_POINTS) * 2 * pi / LOBSTER_POINTS
    thick = clasp.thickness_mm * (LOBSTER_TIP + 0.34 * np.exp(-(((np.abs(a - pi) - 0.35) / 0.9) ** 2)))
    length, width = clasp.size_mm / 2 - thick / 2, clasp.width_mm / 2 - thick / 2
    x, y = np.cos(a), np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.8  # fuller than an ellipse
    path = np.stack([length * x, width * y * (1 - 0.12 * x), 0 * a], 1)
    outward = np.stack([x / length, y / width, 0 * a], 1)
    q = np.arange(LOBSTER_SIDES) * 2 * pi / LOBSTER_SIDES
    circle = np.stack([np.cos(q), np.sin(q)], 1) * float(true_radius(0.5, LOBSTER_SIDES))
    hook = swept_round(path, outward, circle * thick[:, None, None], CLASP_CREASE_DEG)
    r = 0.3 * clasp.thickness_mm
    at = np.array([-0.12 * clasp.size_mm, 0.45 * clasp.width_mm, 0.0])
    lever = tube(at + r * np.array([(0, -1, 0), (0.3, 0, 0), (1, 1.6, 0)], float), [r, r, 1.15 * r], 12)
    return [hook, lever]


def _box(clasp: Clasp) -> list[Solid]:
    """A case with rounded edges, the seam where its tongue goes in, and the spring's thumb-piece."""
    length, width, thick = clasp.size_mm, clasp.width_mm, clasp.thickness_mm
    edge = 0.16 * thick
    case = plate_solid(bar_outline(0.66 * length - PLAY_MM, width, 0.3 * width, 0.02), thick, edge)
    tongue = plate_solid(bar_outline(0.34 * length, width, 0.3 * width, 0.02), thick, edge)
    core = plate_solid(bar_outline(0.5 * length, 0.8 * width, 0.1 * width, 0.02), 0.8 * thick, edge)
    thumb = plate_solid(bar_outline(0.16 * length, 0.42 * width, 0.05 * length, 0.02), 0.3 * thick, 0.08 * thick)
    return [
        case.translate((-0.17 * length, 0.0, 0.0)),
        tongue.translate((0.33 * length + PLAY_MM / 2, 0.0, 0.0)),
        core,
        thumb.translate((0.33 * length, 0.0, 0.55 * thick)),
    ]
