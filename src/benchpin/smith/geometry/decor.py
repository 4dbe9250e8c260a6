"""What a band is decorated with: grooves turned into it, an inlay that fills one flush, beads along its edges (milgrain)."""

from math import cos, floor, pi, sin

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.placing import Placed, facing
from benchpin.smith.geometry.profile import Band, band_outline, band_solid
from benchpin.smith.geometry.surface import Floats, Solid, lathe, subtract, torus_grid, true_radius

__all__ = ["GROOVE_DEPTH_MM", "INLAY_DEPTH_MM", "grooved", "inlaid", "milgrain"]

GROOVE_DEPTH_MM, GROOVE_WIDTH_MM = 0.35, 0.6  # a graver's groove; it is still there after years of polishing (estimate)
INLAY_DEPTH_MM = 0.6  # deep enough to hold solder at its floor and outlast the wear of the band (estimate)
BEAD_MM, BEAD_APART_MM, BEAD_FROM_EDGE_MM = 0.5, 0.54, 0.42  # milgrain wheels cut beads of 0.4 to 0.6 mm (estimate)
BEAD_SIDES = 8


@kept
def grooved(band: Band, around: int, across: int, places_mm: tuple[float, ...]) -> Solid:
    """The band with a round-bottomed groove at each place along the finger."""
    tools = [_ring(_round_groove(band, z, GROOVE_WIDTH_MM, GROOVE_DEPTH_MM), around) for z in places_mm]
    return subtract(band_solid(band, around, across), *tools)


@kept
def inlaid(band: Band, around: int, across: int, width_mm: float) -> tuple[Solid, Solid]:
    """The band with a groove all round, and the ring of another metal that fills it flush."""
    whole = band_solid(band, around, across)
    low = band.inner_radius_mm + _height(band, 0.0) - INLAY_DEPTH_MM
    half, top = width_mm / 2, band.inner_radius_mm + band.thickness_mm + 1
    tool = _ring(np.array([(-half, low), (half, low), (half, top), (-half, top)]), around)
    filling = whole ^ tool
    filling.num_tri()
    return subtract(whole, tool), filling


@kept
def milgrain(band: Band) -> Placed:
    """A bead, half sunk, and its places: evenly round both edges of the outside."""
    frames = []
    for z in (-(band.width_mm / 2 - BEAD_FROM_EDGE_MM), band.width_mm / 2 - BEAD_FROM_EDGE_MM):
        radius = band.inner_radius_mm + _height(band, z)
        count = floor(2 * pi * radius / BEAD_APART_MM)
        for k in range(count):
            out = (sin(2 * pi * k / count), cos(2 * pi * k / count), 0.0)
            frames.append(facing(out, (0, 0, 1), (radius * out[0], radius * out[1], z)))
    r = float(true_radius(BEAD_MM / 2, BEAD_SIDES))
    dome = [(r * cos(a), BEAD_MM / 2 * sin(a)) for a in np.linspace(-0.5, 1.2, 5)]
    bead = lathe([(0.0, -0.5 * BEAD_MM), *dome, (0.0, BEAD_MM / 2)], BEAD_SIDES, 80)
    return bead, tuple(frames)


def _round_groove(band: Band, z: float, width_mm: float, depth_mm: float) -> Floats:
    """(n, 2): z and radius of a groove's section, open above."""
    top = band.inner_radius_mm + _height(band, z)
    turns = np.linspace(pi, 2 * pi, 9)
    arc = np.stack([z + width_mm / 2 * np.cos(turns), top + depth_mm * np.sin(turns)], 1)
    high = band.inner_radius_mm + band.thickness_mm + 1
    return np.concatenate([arc, [(z + width_mm / 2, high), (z - width_mm / 2, high)]])


def _height(band: Band, z: float) -> float:
    """Of the outside over the bore, at a place along the finger."""
    outline = band_outline(band)
    return float(np.interp(z, outline[:, 0], outline[:, 1]))


def _ring(section: Floats, around: int) -> Solid:
    """A (z, r) section swept all round Z, area-true."""
    theta = np.arange(around) * (2 * pi / around)
    r = true_radius(section[:, 1], around)
    ring = np.stack([np.stack([r * sin(t), r * cos(t), section[:, 0]], 1) for t in theta])
    return torus_grid(ring[::-1])
