"""Sections of bands, and bands swept from them. A section is (z, u): along the finger, and outwards from the bore."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

import numpy as np

from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.surface import Floats, Solid, torus_grid, true_radius
from benchpin.smith.geometry.survey import Probe

__all__ = ["Band", "Profile", "band_outline", "band_outside", "band_probes", "band_section", "band_solid", "section_area_mm2"]

Profile = Literal["court", "d", "flat", "flat_court", "knife", "comfort"]

POINTS_PER_CORNER = 6
# Shares of the thickness: how far the bore opens at its edges, and how high the outside is domed.
INSIDE = {"court": 0.14, "flat_court": 0.14, "d": 0.0, "flat": 0.0, "knife": 0.10, "comfort": 0.26}
OUTSIDE = {"court": 0.46, "d": 0.50, "flat": 0.0, "flat_court": 0.0, "knife": 0.52, "comfort": 0.40}
RIDGE_SHARE = 0.16  # of half the width: what of a knife edge is rounded
OUTSIDE_POINTS = 41
SECTION_POINTS = 48  # across a dome, where it is drawn as a curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band about the finger axis Z, its head at +Y; it tapers to the top where the measures there differ."""

    inner_diameter_mm: float
    width_mm: float
    thickness_mm: float
    profile: Profile
    width_top_mm: float
    thickness_top_mm: float

    @property
    def inner_radius_mm(self) -> float:
        return self.inner_diameter_mm / 2

    @property
    def girth_mm(self) -> float:
        """Once round the outside."""
        return 2 * pi * (self.inner_radius_mm + self.thickness_mm)


@kept
def band_solid(band: Band, around: int, across: int) -> Solid:
    """Sweep the band: `around` sections, each dome drawn with about `across` points."""
    theta = np.arange(around, dtype=np.float64) * (2 * pi / around)
    width, thickness = _measures(band, theta)
    points = np.stack([_section(band.profile, w, t, across) for w, t in zip(width, thickness, strict=True)])
    r = true_radius(band.inner_radius_mm + points[..., 1], around)
    a = theta[:, None]
    ring = np.stack([r * np.sin(a), r * np.cos(a), points[..., 0]], -1)
    return torus_grid(ring[::-1])


def band_outside(band: Band, angle: float) -> tuple[tuple[float, float], ...]:
    """(z, radius) across the outside at `angle` from the head, z rising, in mm: what letters there stand on."""
    width, thickness = _measures(band, np.array([angle]))
    section = _section(band.profile, float(width[0]), float(thickness[0]), OUTSIDE_POINTS // 2)
    z = np.linspace(section[:, 0].min(), section[:, 0].max(), OUTSIDE_POINTS)[1:-1]
    start, end = section, np.roll(section, -1, axis=0)
    run = end[:, 0] - start[:, 0]
    share = np.divide(z[:, None] - start[:, 0], run, out=np.full((len(z), len(run)), -1.0), where=np.abs(run) > 1e-9)
    height = np.where((share >= 0) & (share <= 1), start[:, 1] + share * (end[:, 1] - start[:, 1]), -np.inf).max(1)
    return tuple((float(x), band.inner_radius_mm + float(u)) for x, u in zip(z, height, strict=True))


def band_section(band: Band) -> Floats | None:
    """(n, 2): the closed (z, r) section of a band that is alike all round, in mm; None for one that tapers.

    So fine that a spline through it encloses the true area to a few parts in a hundred thousand.
    """
    if (band.width_mm, band.thickness_mm) != (band.width_top_mm, band.thickness_top_mm):
        return None
    return _section(band.profile, band.width_mm, band.thickness_mm, SECTION_POINTS) + np.array([0.0, band.inner_radius_mm])


def band_probes(band: Band, rule: str) -> tuple[Probe, ...]:
    """The thickness at the base and at both sides; the width at the base and where the shoulders rise."""
    r, t = band.inner_radius_mm, max(band.thickness_mm, band.thickness_top_mm)
    probes = []
    for x, y in ((0.0, -1.0), (1.0, 0.0), (-1.0, 0.0)):
        far = r + 2 * t
        probes.append(Probe(rule=rule, field="band_thickness", start_mm=(far * x, far * y, 0.0), end_mm=(0.0, 0.0, 0.0)))
    for angle in (pi, pi / 4):
        middle = r + 0.5 * min(band.thickness_mm, band.thickness_top_mm)
        x, y, far = middle * sin(angle), middle * cos(angle), band.width_mm
        probes.append(Probe(rule="shank_width", field="band_width", start_mm=(x, y, -far), end_mm=(x, y, far)))
    return tuple(probes)


def band_outline(band: Band) -> Floats:
    """(n, 2): place along the finger and height over the bore of the outside, from edge to edge."""
    points = _section(band.profile, band.width_mm, band.thickness_mm, 24)
    outside = points[points[:, 1] > points[:, 1].max() - (0.6 * band.thickness_mm)]
    outside = outside[np.argsort(outside[:, 0])]
    # At the edges the side runs down: of points at one place the highest is the outside's.
    places, first = np.unique(outside[:, 0].round(6), return_inverse=True)
    return np.stack([places, [outside[first == k, 1].max() for k in range(len(places))]], 1)


def section_area_mm2(profile: Profile, width_mm: float, thickness_mm: float, across: int) -> tuple[float, float]:
    """Area of a section and its first moment about the bore, mm² and mm³: by Pappus the band's volume is 2π(R·A + S)."""
    p = _section(profile, width_mm, thickness_mm, across)
    z, u = p[:, 0], p[:, 1]
    z2, u2 = np.roll(z, -1), np.roll(u, -1)
    cross = z * u2 - z2 * u
    return abs(float(cross.sum() / 2)), abs(float(((u + u2) * cross).sum() / 6))


def _measures(band: Band, theta: Floats) -> tuple[Floats, Floats]:
    """Width and thickness at angles from the head."""
    top = 0.5 + 0.5 * np.cos(theta)
    top = top * top * (3 - 2 * top)  # 1 at the head, 0 at the base, level at both
    width = band.width_mm + (band.width_top_mm - band.width_mm) * top
    return width, band.thickness_mm + (band.thickness_top_mm - band.thickness_mm) * top


def _section(profile: Profile, width_mm: float, thickness_mm: float, n: int) -> Floats:
    """(k, 2) points anticlockwise from the inner edge at -z; k depends on profile and n only."""
    inside, outside = INSIDE[profile], OUTSIDE[profile]
    half, edge = width_mm / 2, min(0.16, 0.12 * thickness_mm)
    rise = inside * thickness_mm  # how far the bore opens at the edges
    flank = thickness_mm * (1 - outside)  # where the dome springs from
    inner_z = np.linspace(-(half - edge), half - edge, n)
    # A chord stands inside its parabola: a sixth of the step squared gives the polygon the parabola's area.
    chord = (inner_z[1] - inner_z[0]) ** 2 / 6
    inner = np.stack([inner_z, rise * (inner_z**2 - chord) / half**2], 1)
    lower = _corner((half - edge, rise * ((half - edge) / half) ** 2 + edge), edge, -pi / 2, 0)
    if profile == "knife":
        outer = _ridge(half, flank, thickness_mm)
    elif outside:
        a = np.linspace(0, pi, 2 * n + 1)
        swell = (pi / 2 / n) / sin(pi / 2 / n)  # the polygon has the half ellipse's area
        outer = np.stack([half * np.cos(a), flank + (thickness_mm - flank) * swell * np.sin(a)], 1)
    else:
        outer = np.concatenate(
            [
                _corner((half - edge, thickness_mm - edge), edge, 0, pi / 2),
                _corner((-half + edge, thickness_mm - edge), edge, pi / 2, pi),
            ]
        )
    left = lower[::-1] * np.array([-1, 1])
    return np.concatenate([inner, lower[1:], outer, left[:-1]])


def _ridge(half: float, flank: float, thickness: float) -> Floats:
    """Two straight sides that meet in a ridge rounded enough not to cut."""
    ease = RIDGE_SHARE * half
    low = thickness - ease * (thickness - flank) / half
    over = [(z, thickness - 0.5 * (thickness - low) * (1 + (z / ease) ** 2)) for z in np.linspace(ease, -ease, 5)]
    return np.array([(half, flank), *over, (-half, flank)])


def _corner(centre: tuple[float, float], radius: float, start: float, end: float) -> Floats:
    a = np.linspace(start, end, POINTS_PER_CORNER)
    return np.stack([centre[0] + radius * np.cos(a), centre[1] + radius * np.sin(a)], 1)
