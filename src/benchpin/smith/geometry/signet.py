"""A signet's body: a shank that grows into broad shoulders, cut off level at the table, its sides falling away from it.

About the finger axis Z, the table at +Y.
"""

from dataclasses import dataclass
from math import pi
from typing import Literal

import numpy as np
from manifold3d import CrossSection, FillRule

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.outline import hull_of_rings
from benchpin.smith.geometry.surface import Floats, Solid, segments, torus_grid, true_radius

__all__ = ["Signet", "signet_solid"]

Shape = Literal["round", "oval", "cushion"]

TABLE_RISE_MM = 2.5  # of metal between finger and table: deep enough for a seal and its wear (workshop custom)
SHOULDER_FROM, SHOULDER_TO = 1.95, 0.42  # radians from the table: where the shank begins to grow, and where it has grown
EDGE_MM = 0.18  # the table's edge is broken by this
EDGE_SHARE = 0.16  # of the thickness: how far the shank's edges are rounded
# How the sides fall away under the table: mm down, mm outwards.
FALL = ((0.0, -EDGE_MM), (EDGE_MM, 0.0), (1.1, 0.42), (2.4, 1.3), (4.5, 3.4), (8.0, 8.0), (30.0, 30.0))
CUSHION_POWER = 3.6  # of its superellipse


@dataclass(frozen=True, slots=True, kw_only=True)
class Signet:
    bore_mm: float  # diameter
    shape: Shape
    table_mm: float  # along the finger; an oval is narrower across
    band_width_mm: float  # opposite the table
    band_thickness_mm: float

    @property
    def across_mm(self) -> float:
        """Of the table, square to the finger."""
        return {"round": 1.0, "oval": 0.8, "cushion": 0.9}[self.shape] * self.table_mm

    @property
    def level_mm(self) -> float:
        """From the ring's middle to the table."""
        return self.bore_mm / 2 + TABLE_RISE_MM


@kept
def signet_solid(signet: Signet, tolerance_mm: float) -> Solid:
    body = _shank(signet, tolerance_mm) ^ _sides(signet)
    body.num_tri()
    return body


def _shank(signet: Signet, tolerance_mm: float) -> Solid:
    """The whole sweep, higher than the table under it."""
    around = segments(signet.level_mm, tolerance_mm, 128)
    theta = np.arange(around) * (2 * pi / around)
    from_top = np.minimum(theta, 2 * pi - theta)
    grown = np.clip((SHOULDER_FROM - from_top) / (SHOULDER_FROM - SHOULDER_TO), 0, 1)
    grown = grown * grown * (3 - 2 * grown)
    corner = float(np.hypot(signet.across_mm / 2 + 0.6, signet.level_mm)) - signet.bore_mm / 2
    thick = signet.band_thickness_mm + (corner + 0.3 - signet.band_thickness_mm) * grown**1.35
    wide = signet.band_width_mm + (signet.table_mm + 1.0 - signet.band_width_mm) * grown
    rings = []
    for turn, t, w in zip(theta, thick, wide, strict=True):
        section = _section(float(t), float(w))
        r = true_radius(signet.bore_mm / 2 + section[:, 1], around)
        rings.append(np.stack([r * np.sin(turn), r * np.cos(turn), section[:, 0]], 1))
    return torus_grid(np.stack(rings)[::-1])


def _section(thick: float, wide: float) -> Floats:
    """(n, 2): along the finger, outwards; softened inside, a low dome outside."""
    half, e = wide / 2, EDGE_SHARE * min(thick, 2.2)
    inner = [(z, 0.05 * thick * (z / half) ** 2) for z in np.linspace(-half + e, half - e, 5)]
    over = [(half * np.cos(a), thick * (0.62 + 0.38 * np.sin(a))) for a in np.linspace(0.0, pi, 13)]
    return np.array([*inner, (half, e), *over, (-half, e)])


def _sides(signet: Signet) -> Solid:
    """All that lies under the table and within its falling sides."""
    table = CrossSection([_outline(signet)], FillRule.Positive)
    rings = []
    for down, out in FALL:
        points = np.concatenate([np.asarray(p, float) for p in table.offset(out).to_polygons()])
        rings.append(np.stack([points[:, 0], np.full(len(points), signet.level_mm - down), -points[:, 1]], 1))
    return hull_of_rings(rings)


def _outline(signet: Signet) -> Floats:
    """(n, 2): of the table as its reader sees it, x across the finger."""
    a = np.arange(96) * 2 * pi / 96
    c, s = np.cos(a), np.sin(a)
    if signet.shape == "cushion":
        c, s = (np.sign(v) * np.abs(v) ** (2 / CUSHION_POWER) for v in (c, s))
    return np.stack([signet.across_mm / 2 * c, signet.table_mm / 2 * s], 1)
