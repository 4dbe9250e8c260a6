"""A drawn ring: where its finger hole is, how wide, and the turn that puts it in a ring's own axes."""

from dataclasses import dataclass

import numpy as np
from manifold3d import CrossSection, FillRule, Manifold

from benchpin.smith.geometry.placing import frame
from benchpin.smith.geometry.reading.refusals import ModelRefused
from benchpin.smith.geometry.surface import Floats, Solid

__all__ = ["FingerHole", "band_base", "finger_hole"]

LEAST_MM, MOST_MM = 11.0, 27.0  # diameter of a finger hole, child's to the largest size there is
ROUND = 0.985  # of the circle through its corners: a hole that fills less is no finger hole
BASE_MM, INTO_MM = 3.0, 0.4  # of the base: how much of the round, and how deep into the metal, is looked at
PLAIN_MM = 0.3  # a ring whose outside varies by less has no head


@dataclass(frozen=True, eq=False, kw_only=True)
class FingerHole:
    """own: the 3x4 frame that takes the file's points to a ring's: finger along Z, middle at 0, head at +Y."""

    diameter_mm: float
    own: Floats


def finger_hole(metal: Solid, stones: list[Floats]) -> FingerHole:
    """Find the finger hole of a ring that looks along X, Y or Z, and turn its head up.

    stones: the middles of its stones, in the file's axes.

    Raises:
        ModelRefused: where there is no round opening of a finger's size.
    """
    found = [hole for axis in range(3) if (hole := _along(metal, axis)) is not None]
    if not found:
        raise ModelRefused(
            f"No finger hole was found: a ring needs a round opening of {LEAST_MM:g} to {MOST_MM:g} mm right through, along"
            " X, Y or Z of the file. Turn it that way in your CAD, or choose another kind of piece."
        )
    diameter, axis, middle = max(found, key=lambda hole: hole[0])
    finger = np.eye(3)[axis]
    box = np.array(metal.bounding_box())
    centre = np.zeros(3)
    centre[[(axis + 1) % 3, (axis + 2) % 3]] = middle
    centre[axis] = (box[axis] + box[axis + 3]) / 2
    up = _head(metal, stones, centre, finger, diameter / 2)
    axes = np.stack([np.cross(up, finger), up, finger])
    return FingerHole(diameter_mm=round(diameter, 3), own=frame(axes[:, 0], axes[:, 1], axes[:, 2], -axes @ centre))


def _along(metal: Solid, axis: int) -> tuple[float, int, Floats] | None:
    """Diameter and middle of the largest round opening seen along an axis."""
    order = [(axis + 1) % 3, (axis + 2) % 3, axis]
    turned = metal.transform(np.column_stack([np.eye(3)[order], np.zeros(3)]))
    shadow = CrossSection(turned.project().to_polygons(), FillRule.Positive)
    best: tuple[float, int, Floats] | None = None
    for outline in (np.asarray(polygon, float) for polygon in shadow.to_polygons()):
        following = np.roll(outline, -1, 0)
        turns = outline[:, 0] * following[:, 1] - following[:, 0] * outline[:, 1]
        area = float(turns.sum() / 2)
        if area >= 0:
            continue  # an outside
        middle, radius = _circle(outline)
        diameter = 2 * float((-area / np.pi) ** 0.5)
        inner = 2 * float(np.linalg.norm((outline + following) / 2 - middle, axis=1).min())
        is_round = -area > ROUND * np.pi * radius**2
        diameter = diameter if is_round else inner
        if LEAST_MM <= diameter <= MOST_MM and (is_round or inner > 0.93 * 2 * radius):
            best = max(best, (diameter, axis, middle), key=lambda hole: hole[0]) if best else (diameter, axis, middle)
    return best


def _circle(points: Floats) -> tuple[Floats, float]:
    """Middle and radius of the circle nearest to points, each counted by the length of outline it stands for."""
    following = np.roll(points, -1, 0)
    lengths = np.linalg.norm(following - points, axis=1)
    weight = ((lengths + np.roll(lengths, 1)) / 2) ** 0.5
    system = np.column_stack([2 * points, np.ones(len(points))]) * weight[:, None]
    x, y, c = np.linalg.lstsq(system, (points**2).sum(1) * weight, rcond=None)[0]
    return np.array([x, y]), float((c + x * x + y * y) ** 0.5)


def _head(metal: Solid, stones: list[Floats], centre: Floats, finger: Floats, radius: float) -> Floats:
    """The way to the head across the finger: to the stones, else to what stands out farthest; snapped to the file's axes."""

    def across(way: Floats) -> Floats:
        flat: Floats = way - (way @ finger) * finger
        return flat

    default = np.eye(3)[2] if abs(finger[2]) < 0.5 else np.eye(3)[1]
    way = across(np.mean(stones, axis=0) - centre) if stones else np.zeros(3)
    if np.linalg.norm(way) < 0.3 * radius:  # stones all round, or none
        corners = np.asarray(metal.to_mesh64().vert_properties, float)[:, :3] - centre
        out = corners - np.outer(corners @ finger, finger)
        reach = np.linalg.norm(out, axis=1)
        if stones or reach.max() - np.quantile(reach[reach > radius + 0.2], 0.5) < PLAIN_MM:
            return default
        way = out[reach > reach.max() - 0.1].mean(0)
    if np.linalg.norm(way) < 1e-6:
        return default
    way = way / np.linalg.norm(way)
    nearest = np.eye(3)[np.abs(way).argmax()] * np.sign(way[np.abs(way).argmax()])
    return nearest if way @ nearest > np.cos(np.radians(5)) else way


def band_base(ring: Solid, radius_mm: float) -> tuple[float, float, float]:
    """At a ring's base, -Y, opposite the head: how wide the bore is along the finger, the middle of that, and the wall, mm."""
    low, high = ring.bounding_box()[2], ring.bounding_box()[5]
    block = Manifold.cube((BASE_MM, INTO_MM, high - low + 2)).translate((-BASE_MM / 2, -radius_mm - INTO_MM, low - 1))
    base = (ring ^ block).bounding_box()
    middle = (base[2] + base[5]) / 2
    hits = ring.ray_cast((0.0, 0.0, middle), (0.0, -radius_mm - 30.0, middle))
    wall = float(hits[0].position[1] - hits[1].position[1]) if len(hits) > 1 else 0.0
    return round(base[5] - base[2], 3), round(middle, 3), round(wall, 3)
