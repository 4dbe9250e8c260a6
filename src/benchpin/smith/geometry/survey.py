"""What can be measured on a solid: how many bodies it is, whether a stone lies in it, how thick its walls are."""

from dataclasses import dataclass

from benchpin.smith.geometry.surface import Solid, intersection_volume_mm3

__all__ = ["Point", "Probe", "Survey", "survey", "wall_mm"]

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Where a wall is to be measured: the first metal on the straight way from `start_mm` to `end_mm`.

    rule: the limit that holds there, a table of smith/checks.toml.
    field: the option a customer would change if the wall is too thin.
    """

    rule: str
    field: str
    start_mm: Point
    end_mm: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The figures of one solid; whether they are good enough is judged elsewhere."""

    bodies: int
    overlap_mm3: float  # of stones and metal
    walls: tuple[tuple[Probe, float], ...] = ()  # each probe with the mm it found


def survey(part: Solid, stones: list[Solid], probes: tuple[Probe, ...]) -> Survey:
    return Survey(
        bodies=len(part.decompose()),
        overlap_mm3=sum(intersection_volume_mm3(part, stone) for stone in stones),
        walls=tuple((probe, wall_mm(part, probe.start_mm, probe.end_mm)) for probe in probes),
    )


def wall_mm(part: Solid, start_mm: Point, end_mm: Point) -> float:
    """Length of the first stretch of metal between two points outside it; 0 where there is none."""
    hits = [hit.position for hit in part.ray_cast(start_mm, end_mm)]
    if len(hits) < 2:
        return 0.0
    (ax, ay, az), (bx, by, bz) = hits[0], hits[1]
    return float(((bx - ax) ** 2 + (by - ay) ** 2 + (bz - az) ** 2) ** 0.5)
