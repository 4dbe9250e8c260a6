"""What can be measured on solids: how many bodies they are, what lies in what, how near stones and links come."""

from dataclasses import dataclass
from math import inf

import numpy as np

from benchpin.smith.geometry.surface import Floats, Solid, intersection_volume_mm3, unite

__all__ = ["PlacedSolid", "Point", "Probe", "Survey", "survey", "wall_mm"]

Point = tuple[float, float, float]
PlacedSolid = tuple[Solid, tuple[bytes, ...]]  # a solid, and the bytes of each 3x4 frame it stands in

NEAR_MM = 1.0  # beyond this a gap is not measured: nothing asks for more
LOOSE_LOOKED_AT = 6  # of a row of links alike each stands to the next as the first to the second


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Where a wall is to be measured: on the straight way from `start_mm` to `end_mm`, see `wall_mm`.

    rule: the limit that holds there, a table of smith/checks.toml.
    field: the option a customer would change if the wall is too thin.
    """

    rule: str
    field: str
    start_mm: Point
    end_mm: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The figures of a piece's solids; whether they are good enough is judged elsewhere."""

    bodies: int  # of the casting that falls into most
    overlap_mm3: float  # of stones and metal
    walls: tuple[tuple[Probe, float], ...] = ()  # each probe with the mm it found
    stone_gap_mm: float = inf  # the least between two stones
    play_mm: float = inf  # the least between two bodies that move against each other
    jam_mm3: float = 0.0  # of bodies that move against each other, in one another


def survey(
    bodies: tuple[PlacedSolid, ...],
    stones: tuple[PlacedSolid, ...],
    probes: tuple[Probe, ...],
    groups: tuple[str, ...] = (),
) -> Survey:
    """Measure a piece. `groups` names the body each casting belongs to: castings of one body are joined and do not move."""
    placed = [[solid.transform(_frame(raw)) for raw in frames[:LOOSE_LOOKED_AT]] for solid, frames in bodies]
    metal = [part for group in placed for part in group]
    of = [name for name, group in zip(groups or tuple(map(str, range(len(bodies)))), placed, strict=True) for _ in group]
    loose = [len(frames) > 1 for _, frames in bodies for _ in frames[:LOOSE_LOOKED_AT]]
    play_mm, jam_mm3 = _between(
        metal, [f"{name}{k}" if free else name for k, (name, free) in enumerate(zip(of, loose, strict=True))]
    )
    return Survey(
        bodies=max((len(solid.decompose()) for solid, _ in bodies), default=0),
        overlap_mm3=_overlap_mm3(bodies, stones),
        walls=tuple(
            (probe, max((wall_mm(part, probe.start_mm, probe.end_mm) for part in metal), default=0.0)) for probe in probes
        ),
        stone_gap_mm=_stone_gap_mm(stones),
        play_mm=play_mm,
        jam_mm3=jam_mm3,
    )


def wall_mm(part: Solid, start_mm: Point, end_mm: Point) -> float:
    """Length of a stretch of metal between two points outside it: the one their middle lies in, else the first; 0 for none."""
    way = np.array(end_mm) - np.array(start_mm)
    length = float(np.linalg.norm(way))
    hits = [np.array(hit.position) - np.array(start_mm) for hit in part.ray_cast(start_mm, end_mm)]
    at = [float(hit @ way) / length for hit in hits]
    stretches = list(zip(at[::2], at[1::2], strict=False))
    through = [b - a for a, b in stretches if a < length / 2 < b] or [b - a for a, b in stretches]
    return through[0] if through else 0.0


def _thickest_mm(metal: list[Solid], probe: Probe) -> float:
    return max((wall_mm(part, probe.start_mm, probe.end_mm) for part in metal), default=0.0)


def _overlap_mm3(bodies: tuple[PlacedSolid, ...], stones: tuple[PlacedSolid, ...]) -> float:
    """All stones at once against each body: they lie apart, so their union is only their list."""
    every = [solid.transform(_frame(raw)) for solid, frames in stones for raw in frames]
    if not every:
        return 0.0
    set_stones = unite(every)
    metal = [solid.transform(_frame(raw)) for solid, frames in bodies for raw in frames[:LOOSE_LOOKED_AT]]
    return sum(intersection_volume_mm3(part, set_stones) for part in metal)


def _stone_gap_mm(stones: tuple[PlacedSolid, ...]) -> float:
    """Between the nearest two, measured on their solids where their spheres come near."""
    placed = [(solid, _frame(raw)) for solid, frames in stones for raw in frames]
    if len(placed) < 2:
        return inf
    centres = np.array([frame[:, 3] for _, frame in placed])
    reach = np.array([_reach_mm(solid) for solid, _ in placed])
    between = np.linalg.norm(centres[:, None] - centres[None], axis=2) - reach[:, None] - reach[None]
    upper = np.triu_indices(len(placed), 1)
    order = np.argsort(between[upper])[:3]
    pairs = [(int(upper[0][k]), int(upper[1][k])) for k in order if between[upper][k] < NEAR_MM]
    gaps = [_placed(placed[a]).min_gap(_placed(placed[b]), NEAR_MM) for a, b in pairs]
    return float(min(gaps, default=inf))


def _between(metal: list[Solid], groups: list[str]) -> tuple[float, float]:
    """The least gap and the volume shared between bodies that follow each other in the list or lie in each other's box."""
    gaps, shared = [inf], 0.0
    boxes = [np.array(part.bounding_box()) for part in metal]
    for a in range(len(metal)):
        for b in range(a + 1, len(metal)):
            low, high = np.maximum(boxes[a][:3], boxes[b][:3]), np.minimum(boxes[a][3:], boxes[b][3:])
            if groups[a] == groups[b] or (low > high + 0.2).any():
                continue
            shared += intersection_volume_mm3(metal[a], metal[b])
            gaps.append(float(metal[a].min_gap(metal[b], 0.2)))
    return min(gaps), shared


def _placed(part: tuple[Solid, Floats]) -> Solid:
    return part[0].transform(part[1])


def _reach_mm(solid: Solid) -> float:
    low, high = np.array(solid.bounding_box()[:3]), np.array(solid.bounding_box()[3:])
    return float(np.abs(np.concatenate([low[:2], high[:2]])).max())


def _frame(raw: bytes) -> Floats:
    return np.frombuffer(raw, np.float64).reshape(3, 4)
