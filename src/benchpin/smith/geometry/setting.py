"""What holds a stone: claws with rails, and bezels. Built about the stone: its axis is +Z, its girdle lies at z = 0."""

from dataclasses import dataclass
from math import atan2, cos, pi, sin

import numpy as np

from benchpin.smith.geometry.gems import CutStone, cut_stone
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.placing import IDENTITY, Placed, turned
from benchpin.smith.geometry.surface import Floats, Solid, lathe, segments, subtract, torus_grid, true_radius, tube
from benchpin.smith.geometry.survey import Probe

__all__ = ["Bezel", "Head", "bezel_probes", "bezel_solid", "claw_angles", "claw_probes", "head_parts", "wire_mm"]

SEAT_CLEARANCE_MM = 0.02  # between stone and seat: what a setter leaves; keeps stone and metal apart in the model
# Claw wire by stone width, mm. Source: JewelCraft presets, gemwares.com, gia.edu contact figures (trade study).
CLAW_WIRE_MM = ((4.0, 0.8), (5.5, 0.9), (6.8, 1.0), (8.5, 1.2))
# Bezel wall by stone width, mm. Source: putaringonit.co, at least 0.4 after burnishing.
BEZEL_WALL_MM = ((4.0, 0.45), (8.0, 0.55), (12.0, 0.65))
BEZEL_COVER_MM = 0.25  # how far the rim leans over the stone; same source: 0.15 to 0.4
CULET_CLEAR_MM = 0.2  # how much deeper a cup is than its stone; workshop custom (estimate)
SIX_CLAWS = 0.82  # six claws share the work of four: their wire may be this much thinner; workshop custom (estimate)


def wire_mm(stone_width_mm: float, claws: int, least_mm: float) -> float:
    """Wire of a claw; `least_mm` is what its metal asks for, whatever the stone."""
    wire = next((wire for upto, wire in CLAW_WIRE_MM if stone_width_mm <= upto), 1.5)
    return max(least_mm, wire if claws < 6 else SIX_CLAWS * wire)


def bezel_wall_mm(stone_width_mm: float) -> float:
    return next((wall for upto, wall in BEZEL_WALL_MM if stone_width_mm <= upto), 0.65)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A claw head. `foot_mm` is how far from the axis the claws stand where they meet what carries the head."""

    cut: str
    stone_width_mm: float
    claws: int
    foot_mm: float
    below_culet_mm: float  # how far the claws reach down past the culet
    least_wire_mm: float  # what the metal asks of a claw

    @property
    def stone(self) -> CutStone:
        return cut_stone(self.cut, self.stone_width_mm)

    @property
    def wire_mm(self) -> float:
        return wire_mm(self.stone_width_mm, self.claws, self.least_wire_mm)


def claw_angles(head: Head) -> tuple[float, ...]:
    """Azimuths of the claws: on the corners of a princess; spread evenly along the girdle of the others."""
    start = pi / 4 if head.claws == 4 else pi / 2
    stone = head.stone
    turns = (start + k * 2 * pi / head.claws for k in range(head.claws))
    return tuple(atan2(stone.width_mm * sin(turn), stone.length_mm * cos(turn)) for turn in turns)


def claw_probes(head: Head, frame: Floats, tolerance_mm: float) -> tuple[Probe, ...]:
    """Across every claw at the girdle, where the seat is cut; `frame` places the stone's axes in the piece."""
    probes = []
    for azimuth in claw_angles(head):
        path = _claw(head, _reach_mm(head, azimuth), tolerance_mm)[1]
        out = float(np.interp(0.0, path[:, 2], path[:, 0])) * np.array([cos(azimuth), sin(azimuth), 0.0])
        across = head.wire_mm * np.array([-sin(azimuth), cos(azimuth), 0.0])
        start, end = ((*(frame[:, :3] @ (out + side) + frame[:, 3]),) for side in (-across, across))
        probes.append(Probe(rule="claw", field="claws", start_mm=start, end_mm=end))
    return tuple(probes)


def _reach_mm(head: Head, azimuth: float) -> float:
    """From the axis to the girdle; of a round stone its radius, so that all its claws are alike."""
    return round(head.stone_width_mm / 2 if head.cut == "round" else head.stone.reach_mm(azimuth), 6)


@kept
def head_parts(head: Head, tolerance_mm: float) -> tuple[Placed, ...]:
    """Claws and rails, notched for the stone, each with the frames it stands in about the stone's axes.

    A round seat is the same from everywhere: one claw is notched for all of them.
    """
    seat = _seat(head.cut, head.stone_width_mm, tolerance_mm)
    angles = claw_angles(head)
    claws: list[Placed] = []
    if head.cut == "round":
        first = subtract(_claw(head, _reach_mm(head, angles[0]), tolerance_mm)[0], seat)
        claws.append((first, tuple(turned("z", azimuth) for azimuth in angles)))
    else:
        for azimuth in angles:
            claw = _claw(head, _reach_mm(head, azimuth), tolerance_mm)[0].rotate((0.0, 0.0, azimuth * 180 / pi))
            claws.append((subtract(claw, seat), (IDENTITY,)))
    return (*claws, *((subtract(rail, seat), (IDENTITY,)) for rail in _rails(head, tolerance_mm)))


@kept
def _seat(cut: str, width_mm: float, tolerance_mm: float) -> Solid:
    """The seat cutter: a turned bur for a round stone, so that all claws are alike; the grown stone itself for others."""
    stone = cut_stone(cut, width_mm)
    if cut != "round":
        return stone.solid(SEAT_CLEARANCE_MM)
    silhouette = _silhouette(stone)
    low, top = silhouette[0][1], silhouette[-1][1]
    body = [(r + 1.4 * SEAT_CLEARANCE_MM, z) for r, z in silhouette if r > 1e-3]
    rim = (body[-1][0], top + SEAT_CLEARANCE_MM)
    return lathe(
        [(0, low - SEAT_CLEARANCE_MM), *body, rim, (0, top + SEAT_CLEARANCE_MM)], segments(width_mm / 2, tolerance_mm, 48), 20
    )


def _silhouette(stone: CutStone) -> list[tuple[float, float]]:
    """Right-hand convex hull of the spinning stone, culet to table: star facets bulge past a straight cone."""
    rz = np.column_stack([np.hypot(stone.vertices[:, 0], stone.vertices[:, 1]), stone.vertices[:, 2]])
    hull: list[tuple[float, float]] = []
    for r, z in sorted({(float(a), float(b)) for a, b in rz.round(6)}, key=lambda q: (q[1], -q[0])):
        while len(hull) > 1 and (hull[-1][0] - hull[-2][0]) * (z - hull[-2][1]) <= (r - hull[-2][0]) * (
            hull[-1][1] - hull[-2][1]
        ):
            hull.pop()
        hull.append((r, z))
    return hull


@kept
def _claw(head: Head, reach: float, tolerance_mm: float) -> tuple[Solid, Floats]:
    """One claw along +X for a girdle `reach` from the axis, and its centre line."""
    stone, wire = head.stone, head.wire_mm
    r, depth, crown = wire / 2, stone.depth_below_mm, stone.height_above_mm
    foot = min(head.foot_mm, 0.34 * reach)
    # A sharp corner has a low crown: the claw goes higher over it, or the notch would cut its tip off.
    over = 0.35 * r if head.cut == "princess" else 0.0
    control = [
        (foot, -depth - head.below_culet_mm),
        (max(foot, 0.40 * reach), -0.88 * depth),
        (0.68 * reach, -0.54 * depth),
        (0.92 * reach, -0.25 * depth),
        (reach + 0.44 * r, 0.0),
        (reach + 0.42 * r, 0.40 * crown),
        (reach + 0.05 * r, 0.82 * crown + over),
        (reach - 0.85 * r, 0.96 * crown + over),
    ]
    k = 14 + 2 * segments(0.5 * head.stone_width_mm, tolerance_mm, 24) // 12
    path = _spline(np.array([(x, 0.0, z) for x, z in control]), k)
    # Full at the girdle, where the seat weakens it.
    taper = np.interp(np.linspace(0, 1, k), [0, 0.45, 0.57, 0.75, 1], [0.90 * r, 0.95 * r, r, 0.98 * r, 0.84 * r])
    return tube(path, taper, segments(r, tolerance_mm, 12), 0.8), path


def _rails(head: Head, tolerance_mm: float) -> list[Solid]:
    """Two rings that join the claws: the gallery under the girdle and the base under the culet."""
    stone, wire = head.stone, head.wire_mm
    n = segments(0.35 * wire, tolerance_mm, 12)
    k = segments(head.stone_width_mm / 2, tolerance_mm, 48)
    azimuth = np.arange(k) * 2 * pi / k
    round_stone = head.cut == "round"
    outline = np.full(k, head.stone_width_mm / 2) if round_stone else np.array([stone.reach_mm(a) for a in azimuth])
    if head.cut == "princess":  # a square rail with soft corners, inside the stone's own
        outline = np.minimum(outline, 1.16 * head.stone_width_mm / 2)
    reach = _reach_mm(head, claw_angles(head)[0])
    path = _claw(head, reach, tolerance_mm)[1]
    rails = []
    for z, thick in ((-0.52 * stone.depth_below_mm, 0.34 * wire), (-1.02 * stone.depth_below_mm, 0.38 * wire)):
        share = float(np.interp(z, path[:, 2], path[:, 0])) / reach
        q = np.arange(n) * 2 * pi / n
        tube_r = true_radius(thick, n)
        rr = true_radius(outline[:, None] * share + tube_r * np.cos(q), k)
        ring = np.stack(
            [rr * np.cos(azimuth)[:, None], rr * np.sin(azimuth)[:, None], np.broadcast_to(z + tube_r * np.sin(q), rr.shape)],
            -1,
        )
        rails.append(torus_grid(ring[:, ::-1]))
    return rails


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezel:
    """A cup whose rim is burnished over the stone's edge, open underneath for light and cleaning."""

    cut: str
    stone_width_mm: float

    @property
    def stone(self) -> CutStone:
        return cut_stone(self.cut, self.stone_width_mm)

    @property
    def wall_mm(self) -> float:
        return bezel_wall_mm(self.stone_width_mm)

    @property
    def rim_mm(self) -> float:
        """Height of the rim over the girdle's middle: about a third of the crown."""
        stone = self.stone
        return stone.girdle_top_mm + 0.38 * (stone.height_above_mm - stone.girdle_top_mm)

    @property
    def height_mm(self) -> float:
        return self.rim_mm - self.base_z_mm

    @property
    def base_z_mm(self) -> float:
        """Below the culet, which would scratch and be scratched."""
        return -self.stone.depth_below_mm - CULET_CLEAR_MM


@kept
def bezel_solid(bezel: Bezel, tolerance_mm: float) -> Solid:
    stone, wall = bezel.stone, bezel.wall_mm
    a, b = stone.length_mm / 2, stone.width_mm / 2
    m = segments(a + wall, tolerance_mm, 64)
    phi = np.arange(m) * 2 * pi / m
    outline = np.stack([a * np.cos(phi), b * np.sin(phi)], 1)
    normal = np.stack([b * np.cos(phi), a * np.sin(phi)], 1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    loop = _bezel_section(bezel, b)
    xy = outline[:, None, :] + normal[:, None, :] * loop[None, :, :1]
    # Area-true around, like every turned part: the polygon's area is the ellipse's.
    xy *= float(true_radius(1.0, m))
    ring = np.concatenate([xy, np.broadcast_to(loop[:, 1], (m, len(loop)))[..., None]], -1)
    return subtract(torus_grid(ring), stone.solid(SEAT_CLEARANCE_MM))


def bezel_probes(bezel: Bezel, frame: Floats) -> tuple[Probe, ...]:
    """Through the wall at the girdle, at the end and at the side of the stone away from a bail."""
    stone = bezel.stone
    probes = []
    for reach, towards in ((stone.length_mm, np.array([-0.5, 0.0, 0.0])), (stone.width_mm, np.array([0.0, -0.5, 0.0]))):
        far = (reach + 4 * bezel.wall_mm) * towards
        start, end = ((*(frame[:, :3] @ point + frame[:, 3]),) for point in (far, 0.1 * far))
        probes.append(Probe(rule="bezel", field="stone_width", start_mm=start, end_mm=end))
    return tuple(probes)


def _bezel_section(bezel: Bezel, half_width: float) -> Floats:
    """(k, 2): distance outwards from the girdle, height; from the inner foot up inside, over the rim, down outside."""
    wall, rim, base = bezel.wall_mm, bezel.rim_mm, bezel.base_z_mm
    foot_out = wall - 0.16 * half_width  # the cup tapers towards its foot
    foot_in = foot_out - max(wall, 0.5)
    lip = min(0.5 * wall, 0.22)
    q = np.linspace(0, pi / 2, 6)
    inner_lip = [(-BEZEL_COVER_MM + 0.5 * lip * (1 - sin(x)), rim - 0.5 * lip * (1 - sin(x)) ** 2) for x in q[::2]]
    outer_lip = [(wall - lip + lip * sin(x), rim - lip + lip * cos(x)) for x in q[1:]]
    seat = -0.36 * half_width
    points = [
        (foot_in, base),
        (seat, -0.36 * bezel.stone.depth_below_mm),
        (-BEZEL_COVER_MM - 0.02, -0.05),
        *inner_lip,
        *outer_lip,
    ]
    points += [(wall, 0.0), (wall - 0.05 * half_width, base * 0.5), (foot_out, base + 0.12), (foot_out - 0.12, base)]
    return np.array(points)


def _spline(control: Floats, k: int) -> Floats:
    """Uniform cubic B-spline clamped at both ends, k points."""
    c = np.concatenate([[2 * control[0] - control[1]], control, [2 * control[-1] - control[-2]]])
    s = np.linspace(0, len(c) - 3, k)
    i = np.minimum(s.astype(int), len(c) - 4)
    t = (s - i)[:, None]
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    return sum((w * c[i + j] for j, w in enumerate(weights)), np.zeros((k, 3))) / 6
