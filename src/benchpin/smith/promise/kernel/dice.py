"""Chance that can be asked for again: every draw is a function of (replication, thing, which draw of that thing).

Two simulations with the same seed give a job the same luck whatever else has changed in the workshop, so their difference
is what the change does and not what the dice did (common random numbers). The study measured the error without: 6.6 times.

Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (the finalizer of SplitMix64).
"""

import math

import numpy as np

from benchpin.smith.promise.kernel.compiled import bare

__all__ = ["between", "chance", "draw", "draw_beyond", "normal"]


@bare
def chance(seed, thing, which):
    """A uniform number in (0, 1)."""
    x = (
        np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15)
        ^ np.uint64(thing) * np.uint64(0xBF58476D1CE4E5B9)
        ^ np.uint64(which) * np.uint64(0x94D049BB133111EB)
    )
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return (np.float64(x >> np.uint64(11)) + 0.5) / 9007199254740992.0


@bare
def normal(seed, thing, which):
    """A standard normal number (Box & Muller)."""
    return math.sqrt(-2.0 * math.log(chance(seed, thing, which))) * math.cos(
        6.283185307179586 * chance(seed, thing, which + 7919)
    )


@bare
def between(table, u):
    """The quantile `u` of a distribution given by equally spaced quantiles, straight between them."""
    x = u * (table.shape[0] - 1)
    i = int(x)
    if i >= table.shape[0] - 1:
        return table[table.shape[0] - 1]
    return table[i] + (x - i) * (table[i + 1] - table[i])


@bare
def draw(table, seed, thing, which):
    """A number from a distribution given by equally spaced quantiles."""
    return between(table, chance(seed, thing, which))


@bare
def draw_beyond(table, past, u):
    """The quantile `u` of what is left of a distribution known to exceed `past`; beyond its end, a little more than `past`.

    What has lasted longer than anything before lasts on in proportion to how long it already has: the remaining time
    of long absences, repairs and silences grows with their age (Lindy).
    """
    n = table.shape[0] - 1
    if table[n] <= past:
        return past + abs(past) * (0.05 + 0.9 * u * u)
    lo = 0
    hi = n
    while hi - lo > 1:
        mid = (lo + hi) >> 1
        if table[mid] <= past:
            lo = mid
        else:
            hi = mid
    share = 0.0
    if table[0] <= past:
        share = (lo + (past - table[lo]) / max(1e-12, table[hi] - table[lo])) / n
    x = between(table, share + (1.0 - share) * u)
    return max(x, past)
