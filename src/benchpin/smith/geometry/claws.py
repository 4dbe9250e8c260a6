"""Claw heads: claws about a stone of any cut, V-shaped where it has a point, on rails, crossed, or open as a tulip.

Built about the stone: its axis is +Z, its girdle lies at z = 0.
"""

from dataclasses import dataclass
from math import atan2, cos, pi, sin
from typing import Literal

import numpy as np

from benchpin.smith.geometry.bezel import SEAT_CLEARANCE_MM
from benchpin.smith.geometry.bur import bur
from benchpin.smith.geometry.gems import CutStone, cut_stone
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.outline import flat_ring, hull_of_rings, plan, prism
from benchpin.smith.geometry.placing import IDENTITY, Placed, point_in, turned
from benchpin.smith.geometry.surface import Floats, Solid, lathe, segments, subtract, torus_grid, true_radius, tube, unite
from benchpin.smith.geometry.survey import Probe

__all__ = ["Basket", "Head", "claw_angles", "claw_probes", "gallery_mm", "head_parts", "seat_depth", "wire_mm"]

Basket = Literal["rails", "trellis", "open"]

# Claw wire by stone width, mm. Source: JewelCraft presets, gemwares.com, gia.edu contact figures (trade study).
CLAW_WIRE_MM = ((1.7, 0.6), (2.5, 0.7), (4.0, 0.8), (5.5, 0.9), (6.8, 1.0), (8.5, 1.2))
MORE_CLAWS = {6: 0.82, 8: 0.74}  # many claws share the work of four: their wire may be this much thinner; custom (estimate)
GALLERY_SHARE, RAIL_SHARE = 0.52, 0.34  # of the depth, of the wire: where the upper rail runs, and its radius
TRELLIS_TURN = 0.62  # radians from where a crossed claw stands to where it holds
GIRDLE_OUT = 0.44  # of the wire's radius: how far outside the girdle a claw's middle stands; the seat takes the rest
V_ARM = 1.0  # of the wire: how far a V-claw's arms run along the stone
ROUND_CUTS = ("round", "cabochon_round")


def wire_mm(stone_width_mm: float, claws: int, least_mm: float) -> float:
    """Wire of a claw; `least_mm` is what its metal asks for, whatever the stone."""
    wire = next((wire for upto, wire in CLAW_WIRE_MM if stone_width_mm <= upto), 1.5)
    return max(least_mm, MORE_CLAWS.get(claws, 1.0) * wire)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A claw head. `foot_mm` is how far from the axis the claws stand where they meet what carries the head."""

    cut: str
    stone_width_mm: float
    claws: int
    foot_mm: float
    below_culet_mm: float  # how far the claws reach down past the culet
    least_wire_mm: float  # what the metal asks of a claw
    stone_length_mm: float | None = None
    basket: Basket = "rails"

    @property
    def stone(self) -> CutStone:
        return cut_stone(self.cut, self.stone_width_mm, self.stone_length_mm)

    @property
    def wire_mm(self) -> float:
        return wire_mm(self.stone_width_mm, self.claws, self.least_wire_mm)

    @property
    def depth_mm(self) -> float:
        """Of the stone below its girdle; a flat-backed stone is given room to be held."""
        return max(self.stone.depth_below_mm, 0.32 * self.stone_width_mm)


def claw_angles(head: Head) -> tuple[float, ...]:
    """Azimuths of the claws, anticlockwise: on the points of the stone first, the rest spread evenly between them."""
    stone = head.stone
    points = sorted(corner % (2 * pi) for corner in stone.corners)
    if len(points) == head.claws:
        return tuple(points)
    if head.cut == "heart":  # one at the tip, two on the back of the lobes, the others on the flanks
        spread = {3: (2.2,), 4: (2.35,), 5: (1.25, 2.5), 6: (1.1, 2.45)}[head.claws]
        sides = tuple(sorted(spread + tuple(2 * pi - a for a in spread)))
        return (*((0.0,) if head.claws % 2 else ()), *sides)
    if head.cut in ("pear", "marquise"):
        return _between_points(points, head.claws)
    start = pi / 4 if head.claws in (4, 8) else pi / 2
    turns = (start + k * 2 * pi / head.claws for k in range(head.claws))
    return tuple(atan2(stone.width_mm * sin(turn), stone.length_mm * cos(turn)) for turn in turns)


def seat_depth(head: Head) -> float:
    """What the seat takes of a claw at the girdle, as a share of its wire; see checks.toml, figure.seat_depth."""
    wire = head.wire_mm
    return ((0.5 - 0.5 * GIRDLE_OUT) * wire + SEAT_CLEARANCE_MM) / wire


def claw_probes(head: Head, frame: Floats, tolerance_mm: float) -> tuple[Probe, ...]:
    """Across every round claw at the girdle, where the seat is cut; `frame` places the stone's axes in the piece."""
    probes = []
    for azimuth in claw_angles(head):
        path = _path(head, _reach_mm(head, azimuth), tolerance_mm)
        out = float(np.interp(0.0, path[:, 2], path[:, 0])) * np.array([cos(azimuth), sin(azimuth), 0.0])
        across = 1.6 * head.wire_mm * _along_girdle(head, azimuth)
        start, end = (point_in(frame, out + side) for side in (-across, across))
        probes.append(Probe(rule="claw", field="claws", start_mm=start, end_mm=end))
    return tuple(probes)


def gallery_mm(head: Head, azimuth: float, tolerance_mm: float) -> tuple[float, float]:
    """How far from the axis the outside of the upper rail lies towards an azimuth, and its height."""
    z = -GALLERY_SHARE * head.depth_mm
    first = claw_angles(head)[0]
    path = _path(head, _reach_mm(head, first), tolerance_mm)
    share = float(np.interp(z, path[:, 2], path[:, 0])) / _reach_mm(head, first)
    return share * _reach_mm(head, azimuth) + RAIL_SHARE * head.wire_mm, z


@kept
def head_parts(head: Head, tolerance_mm: float) -> tuple[Placed, ...]:
    """Claws and rails, notched for the stone, each with the frames it stands in about the stone's axes.

    A round seat is the same from everywhere: one claw is notched for all of them, unless they cross.
    """
    seat = _seat(head.cut, head.stone_width_mm, head.stone_length_mm, tolerance_mm)
    angles = claw_angles(head)
    claws: list[Placed] = []
    if head.cut in ROUND_CUTS and head.basket != "trellis":
        first = subtract(_claw(head, _reach_mm(head, 0.0), 0.0, False, tolerance_mm), seat)
        claws.append((first, tuple(turned("z", azimuth) for azimuth in angles)))
    else:
        for number, azimuth in enumerate(angles):
            turn = TRELLIS_TURN * (-1) ** number if head.basket == "trellis" else 0.0
            cup = _v_cup(head, azimuth, tolerance_mm)
            claw = _claw(head, _reach_mm(head, azimuth), turn, bool(cup), tolerance_mm)
            parts = [claw.rotate((0.0, 0.0, azimuth * 180 / pi)), *cup]
            claws.append((subtract(unite(parts), seat), (IDENTITY,)))
    return (*claws, *((subtract(rail, seat), (IDENTITY,)) for rail in _rails(head, tolerance_mm)))


def _along_girdle(head: Head, azimuth: float) -> Floats:
    """The way the girdle runs under a claw; square to the claw where it holds a point."""
    stone = head.stone
    if head.cut in ROUND_CUTS or _holds_point(stone, azimuth):
        return np.array([-sin(azimuth), cos(azimuth), 0.0])
    ends = [stone.reach_mm(a) * np.array([cos(a), sin(a), 0.0]) for a in (azimuth - 0.02, azimuth + 0.02)]
    along: Floats = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    return along


def _holds_point(stone: CutStone, azimuth: float) -> bool:
    return any(abs((azimuth - corner + pi) % (2 * pi) - pi) < 1e-3 for corner in stone.corners)


def _reach_mm(head: Head, azimuth: float) -> float:
    """From the axis to the girdle; of a round stone its radius, so that all its claws are alike."""
    return round(head.stone_width_mm / 2 if head.cut in ROUND_CUTS else head.stone.reach_mm(azimuth), 6)


def _between_points(points: list[float], claws: int) -> tuple[float, ...]:
    """The points, and the remaining claws evenly on the sides between one point and the next."""
    sides = len(points)
    each, more = divmod(claws - sides, sides)
    angles = []
    for k, point in enumerate(points):
        gap = (points[(k + 1) % sides] - point) % (2 * pi) or 2 * pi
        count = each + (k < more)
        # Held on the full part of a side, clear of its points.
        inner = gap * 0.30 if sides == 2 else gap * 0.19
        places = np.linspace(inner, gap - inner, count) if count > 1 else [gap / 2] * count
        angles += [point, *(point + float(place) for place in places)]
    return tuple(sorted(angle % (2 * pi) for angle in angles))


def _seat(cut: str, width_mm: float, length_mm: float | None, tolerance_mm: float) -> Solid:
    """The seat cutter: a turned bur for a round stone, so that all claws are alike; the grown stone itself for others."""
    if cut == "round":
        return bur(width_mm, segments(width_mm / 2, tolerance_mm, 48))
    return cut_stone(cut, width_mm, length_mm).solid(SEAT_CLEARANCE_MM)


@kept
def _path(head: Head, reach: float, tolerance_mm: float) -> Floats:
    """The middle of a claw in the XZ plane, for a girdle `reach` from the axis."""
    stone, r = head.stone, head.wire_mm / 2
    depth, crown = head.depth_mm, stone.height_above_mm
    foot = min(head.foot_mm, 0.34 * reach)
    # Where the crown is low at the girdle, as over a corner, the claw goes higher, or the notch would cut its tip off.
    over = 0.35 * r if head.cut != "round" else 0.0
    control = [
        (foot, -depth - head.below_culet_mm),
        (max(foot, 0.40 * reach), -0.88 * depth),
        (0.68 * reach, -0.54 * depth),
        (0.92 * reach, -0.25 * depth),
        (reach + GIRDLE_OUT * r, 0.0),
        (reach + 0.42 * r, 0.40 * crown),
        (reach + 0.05 * r, 0.82 * crown + over),
        (reach - 0.85 * r, 0.96 * crown + over),
    ]
    k = 14 + 2 * segments(0.5 * head.stone_width_mm, tolerance_mm, 24) // 12
    return _spline(np.array([(x, 0.0, z) for x, z in control]), k)


@kept
def _claw(head: Head, reach: float, turn: float, stem: bool, tolerance_mm: float) -> Solid:
    """One claw along +X; `turn` is how far about the axis its foot stands from its tip; a `stem` ends in a V above it."""
    r, path = head.wire_mm / 2, _path(head, reach, tolerance_mm)
    if turn:
        below = np.clip(-path[:, 2] / (head.depth_mm + head.below_culet_mm), 0, 1)
        angle = turn * below * below * (3 - 2 * below)
        path = np.stack([path[:, 0] * np.cos(angle), path[:, 0] * np.sin(angle), path[:, 2]], 1)
    # Full at the girdle, where the seat weakens it.
    taper = np.interp(np.linspace(0, 1, len(path)), [0, 0.45, 0.57, 0.75, 1], [0.90 * r, 0.95 * r, r, 0.98 * r, 0.84 * r])
    if stem:
        low = path[:, 2] < 0.1 * head.stone.height_above_mm
        path, taper = path[low], taper[low]
    return tube(path, taper, segments(r, tolerance_mm, 12), 0.8)


def _v_cup(head: Head, azimuth: float, tolerance_mm: float) -> list[Solid]:
    """The two arms that hold a point from both sides and lie over it; nothing where the stone has none."""
    stone = head.stone
    if not _holds_point(stone, azimuth):
        return []
    wall, arm = 0.55 * head.wire_mm, V_ARM * head.wire_mm
    low, top = -0.30 * head.depth_mm, 0.78 * stone.height_above_mm
    lip = 0.4 * wall
    profile = [(wall - 0.4 * wall, low), (wall, low + 0.5 * wall), (wall, top - lip), (wall - lip, top)]
    outside = hull_of_rings([flat_ring(plan(stone, out, tolerance_mm), z) for out, z in profile])
    above = prism(plan(stone, -0.45 * head.wire_mm, tolerance_mm), 0.2 * top, top + 1.0)
    reach = _reach_mm(head, azimuth)
    at = np.array([(reach - 0.25 * arm) * cos(azimuth), (reach - 0.25 * arm) * sin(azimuth)])
    n = segments(arm, tolerance_mm, 32)
    sphere = lathe([(arm * sin(t), -1.9 * arm * cos(t)) for t in np.linspace(0, pi, 17)], n, 30)
    return [subtract(outside ^ sphere.translate((*map(float, at), 0.5 * (low + top))), above)]


def _rails(head: Head, tolerance_mm: float) -> list[Solid]:
    """Two rings that join the claws: the gallery under the girdle and the base under the culet; an open head has the base."""
    wire, depth = head.wire_mm, head.depth_mm
    n = segments(0.35 * wire, tolerance_mm, 12)
    k = segments(head.stone_width_mm / 2, tolerance_mm, 48)
    azimuth = np.arange(k) * 2 * pi / k
    outline = _soft_outline(head, azimuth)
    angle = claw_angles(head)[0]
    path = _path(head, _reach_mm(head, angle), tolerance_mm)
    stated = float(np.interp(angle % (2 * pi), azimuth, outline))
    rails = []
    gallery = [] if head.basket == "open" else [(-GALLERY_SHARE * depth, RAIL_SHARE * wire)]
    for z, thick in (*gallery, (-1.02 * depth, 0.38 * wire)):
        share = float(np.interp(z, path[:, 2], path[:, 0])) / stated
        q = np.arange(n) * 2 * pi / n
        tube_r = true_radius(thick, n)
        rr = true_radius(outline[:, None] * share + tube_r * np.cos(q), k)
        heights = np.broadcast_to(z + tube_r * np.sin(q), rr.shape)
        ring = np.stack([rr * np.cos(azimuth)[:, None], rr * np.sin(azimuth)[:, None], heights], -1)
        rails.append(torus_grid(ring[:, ::-1]))
    return rails


def _soft_outline(head: Head, azimuth: Floats) -> Floats:
    """Distance to the girdle all round; towards a point no farther than a wire can be bent there."""
    if head.cut in ROUND_CUTS:
        return np.full(len(azimuth), head.stone_width_mm / 2)
    stone = head.stone
    found = np.array([stone.reach_mm(float(a)) for a in azimuth])
    if head.cut == "princess":  # a square rail with soft corners, inside the stone's own
        found = np.minimum(found, 1.16 * head.stone_width_mm / 2)
    for _ in range(3 if stone.corners else 0):
        found = (np.roll(found, 1) + 2 * found + np.roll(found, -1)) / 4
    return found


def _spline(control: Floats, k: int) -> Floats:
    """Uniform cubic B-spline clamped at both ends, k points."""
    c = np.concatenate([[2 * control[0] - control[1]], control, [2 * control[-1] - control[-2]]])
    s = np.linspace(0, len(c) - 3, k)
    i = np.minimum(s.astype(int), len(c) - 4)
    t = (s - i)[:, None]
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    return sum((w * c[i + j] for j, w in enumerate(weights)), np.zeros((k, 3))) / 6
