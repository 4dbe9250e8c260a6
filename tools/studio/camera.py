"""One exposure: which pixels see metal, which see stones, and as many paths for each as it needs."""

from dataclasses import dataclass
from math import cos, radians, sin, tan

import drjit as dr
import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from studio.path import Table, shaded, sight
from studio.subject import FIELD_OF_VIEW_DEG, Framing, Subject

__all__ = ["Exposure", "expose"]

Image = NDArray[np.float32]

LOOKS = 4  # rays a pixel, to see what is in it
FOR_METAL, FOR_STONES = 26, 60  # paths a pixel
FOR_SHADOW = 48
COARSER = 3  # times: shadows are soft
AT_ONCE = 6_000_000  # paths
GOLDEN = (0.7548776662466927, 0.5698402909980532)  # an even spread of places in a pixel
SPECTRAL_STEP = 0.6180339887498949


@dataclass(frozen=True, eq=False, kw_only=True)
class Exposure:
    """(n, n, 3) light, colour and normal, (n, n) covered: shares of a pixel that see the piece; light is of that share.

    shade (n, n): how much of its light the table lacks.
    """

    light: Image
    colour: Image
    normal: Image
    covered: Image
    stone: Image
    shade: Image


def expose(subject: Subject, pixels: int, effort: float = 1.0) -> Exposure:
    table, framing = Table(subject), subject.framing
    every = np.arange(pixels * pixels)
    first = _averaged(table, framing, pixels, every, LOOKS, deep=False)
    seen = _grown(first[:, 9].reshape(pixels, pixels) > 0).ravel()
    stony = _grown(first[:, 10].reshape(pixels, pixels) > 0).ravel()
    sums = np.zeros((pixels * pixels, 11), np.float32)
    for mask, paths in ((seen & ~stony, FOR_METAL), (stony, FOR_STONES)):
        which = np.flatnonzero(mask)
        if len(which):
            sums[which] = _averaged(table, framing, pixels, which, max(4, round(paths * effort)), deep=True)
    square = sums.reshape(pixels, pixels, 11)
    return Exposure(
        light=square[..., 0:3],
        colour=square[..., 3:6],
        normal=square[..., 6:9],
        covered=square[..., 9],
        stone=square[..., 10],
        shade=_shade(table, framing, pixels // COARSER, effort) if table.has_table else np.zeros((2, 2), np.float32),
    )


def _averaged(table: Table, framing: Framing, pixels: int, which: NDArray[np.int64], paths: int, deep: bool) -> Image:
    """(k, 11): light, colour, normal, covered, stone of each pixel."""
    out = []
    for part in np.array_split(which, max(1, len(which) * paths // AT_ONCE)):
        ray, spectrum, chance = _rays(framing, pixels, part, paths)
        if deep:
            found = sight(table, ray, spectrum, chance)
            values = [*found.light, *found.colour, *found.normal, found.met, found.stone]
        else:
            si = table.scene.ray_intersect_preliminary(ray, coherent=True)
            hit = si.is_valid()
            row = dr.gather(mi.UInt32, table.made_of, si.prim_index, active=hit)
            stone = dr.gather(mi.Float, table.index, row, active=hit) > 0
            values = [mi.Float(0)] * 9 + [dr.select(hit, 1.0, 0.0), dr.select(hit & stone, 1.0, 0.0)]
        mean = [dr.block_sum(value + dr.zeros(mi.Float, len(part) * paths), paths) / paths for value in values]
        dr.eval(mean)
        out.append(np.stack([value.numpy() for value in mean], 1))
    return np.concatenate(out)


def _shade(table: Table, framing: Framing, pixels: int, effort: float) -> Image:
    out = []
    paths = max(8, round(FOR_SHADOW * effort))
    every = np.arange(pixels * pixels)
    for part in np.array_split(every, max(1, len(every) * paths // AT_ONCE)):
        ray, _, chance = _rays(framing, pixels, part, paths)
        comes, arrives, meets = (dr.block_sum(value, paths) for value in shaded(table, ray, chance))
        dark = dr.select(comes > 0, 1 - arrives / dr.maximum(comes, 1e-6), 0.0) * meets / paths
        dr.eval(dark)
        out.append(dark.numpy())
    return np.concatenate(out).reshape(pixels, pixels)


def _rays(framing: Framing, pixels: int, which: NDArray[np.int64], paths: int) -> tuple[mi.Ray3f, mi.Float, mi.PCG32]:
    """`paths` rays through each pixel, evenly spread over it and over the spectrum, differently in each."""
    count = len(which) * paths
    number = dr.arange(mi.UInt32, count)
    pixel = dr.gather(mi.UInt32, mi.UInt32(which.astype(np.uint32)), number // paths)
    turn = mi.Float(number % paths)
    own = mi.PCG32(size=count, initstate=mi.UInt64(pixel) + 1, initseq=mi.UInt64(7))
    at = [_fract(turn * step + own.next_float32()) for step in GOLDEN]
    spectrum = _fract(turn * SPECTRAL_STEP + own.next_float32())
    x = (mi.Float(pixel % pixels) + _tent(at[0])) / pixels * 2 - 1
    y = (mi.Float(pixel // pixels) + _tent(at[1])) / pixels * 2 - 1
    half = tan(radians(FIELD_OF_VIEW_DEG) / 2)
    s, c = sin(framing.pitch), cos(framing.pitch)
    d = dr.normalize(mi.Vector3f(x * half, -s - c * half * y, -c + s * half * y))
    chance = mi.PCG32(size=count, initstate=mi.UInt64(number) + 77, initseq=mi.UInt64(pixel))
    return mi.Ray3f(mi.Point3f(*framing.eye), d), spectrum, chance


def _tent(x: mi.Float) -> mi.Float:
    """A place in a pixel and a little beyond, its middle the likeliest: edges are neither stepped nor blurred."""
    low = x < 0.5
    return 0.5 + 0.85 * dr.select(low, dr.sqrt(2 * x) - 1, 1 - dr.sqrt(2 - 2 * x))


def _fract(x: mi.Float) -> mi.Float:
    return x - dr.floor(x)


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask and the pixels beside it."""
    wide = mask.copy()
    for axis in (0, 1):
        wide |= np.roll(wide, 1, axis) | np.roll(wide, -1, axis)
    return wide
