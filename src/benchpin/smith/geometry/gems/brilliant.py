"""Brilliants: a table, stars, mains and halves on any outline; a single cut has the mains alone.

A main lies on the tangent of the outline and runs to an apex over, or the culet under, the middle. Two neighbouring mains
meet in a ridge; on it lies the tip of the star above, or of the two lower halves below.
"""

from dataclasses import dataclass

import numpy as np

from benchpin.smith.geometry.gems.curve import Curve
from benchpin.smith.geometry.surface import Floats

__all__ = ["Proportions", "brilliant", "girdle_planes", "single", "through"]

STAR = 0.382  # where a star ends between table and girdle, on the ridge: a star length of 50 % on a round


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportions:
    """Shares of the width, but `lower`: how far the lower halves reach from the girdle to the culet."""

    table: float
    crown: float
    pavilion: float
    girdle: float
    lower: float = 0.77
    star: float = STAR


def brilliant(curve: Curve, cut: Proportions) -> Floats:
    """(k, 4): unit normal and distance of every plane; of width 1, the girdle about z = 0."""
    mains, middles = curve.places[0::2], curve.places[1::2]
    following = np.roll(mains, -1, 0)
    cross = _crossings(mains, following)
    share = np.einsum("ij,ij->i", middles[:, 2:], middles[:, :2]) / np.einsum("ij,ij->i", middles[:, 2:], cross)
    star = cut.table + cut.star * (share - cut.table)
    star_tip = _on_cone(cross, star, cut.girdle / 2, cut.crown / (1 - cut.table))
    low_tip = _on_cone(cross, (1 - cut.lower) * share, -cut.girdle / 2, -cut.pavilion)
    top = cut.girdle / 2 + cut.crown
    parts = [single(curve, cut), through(_at(cut.table * mains, top), _at(cut.table * following, top), star_tip)]
    for tip, z in ((star_tip, cut.girdle / 2), (low_tip, -cut.girdle / 2)):
        middle = _at(middles, z)
        parts += [through(_at(main, z), middle, tip) for main in (mains, following)]
    return np.concatenate(parts)


def single(curve: Curve, cut: Proportions) -> Floats:
    """Table, mains and girdle alone: what melee too small for halves is given."""
    mains = curve.places[0::2]
    tangent = mains + 0.1 * np.stack([-mains[:, 3], mains[:, 2], *np.zeros((2, len(mains)))], 1)
    parts = [np.array([[0.0, 0.0, 1.0, cut.girdle / 2 + cut.crown]]), girdle_planes(curve)]
    for z, apex in ((cut.girdle / 2, cut.crown / (1 - cut.table)), (-cut.girdle / 2, -cut.pavilion)):
        parts.append(through(_at(mains, z), _at(tangent, z), np.broadcast_to([0.0, 0.0, z + apex], (len(mains), 3))))
    return np.concatenate(parts)


def girdle_planes(curve: Curve) -> Floats:
    points, normals = curve.tangents[:, :2], curve.tangents[:, 2:]
    distance = np.einsum("ij,ij->i", points, normals)
    return np.stack([normals[:, 0], normals[:, 1], np.zeros(len(normals)), distance], 1)


def through(a: Floats, b: Floats, c: Floats) -> Floats:
    """Planes through three points each, (n, 3), looking away from the origin."""
    normals = np.cross(b - a, c - a)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    planes = np.concatenate([normals, np.einsum("ij,ij->i", normals, a)[:, None]], 1)
    away: Floats = planes * np.where(planes[:, 3:] < 0, -1.0, 1.0)
    return away


def _crossings(a: Floats, b: Floats) -> Floats:
    """Where the tangents at two rows of a curve cross."""
    normals = np.stack([a[:, 2:], b[:, 2:]], 1)
    distance = np.stack([np.einsum("ij,ij->i", row[:, 2:], row[:, :2]) for row in (a, b)], 1)
    crossing: Floats = np.linalg.solve(normals, distance[..., None])[..., 0]
    return crossing


def _on_cone(cross: Floats, share: Floats, z: float, apex: float) -> Floats:
    """On the ridges from the crossings at height z to the apex, at a share of the way out."""
    return np.concatenate([share[:, None] * cross, (z + (1 - share) * apex)[:, None]], 1)


def _at(places: Floats, z: float) -> Floats:
    return np.concatenate([places[:, :2], np.full((len(places), 1), z)], 1)
