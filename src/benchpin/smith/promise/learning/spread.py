"""Distributions as quantiles: what was stated to begin with, moved toward what was seen."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["QUANTILES", "around", "spread"]

QUANTILES = 65  # equally spaced from 0 to 1: the last step holds the 1.5 % longest
Floats = NDArray[np.float64]
_LEVELS = np.linspace(0.0, 1.0, QUANTILES)
# 33 levels of a standard normal, from the 1st to the 99th percentile.
_NORMAL = np.array([
    -2.326, -1.861, -1.604, -1.414, -1.260, -1.127, -1.010, -0.902, -0.802, -0.707, -0.616, -0.528, -0.443, -0.359, -0.277,
    -0.195, 0.0,
])  # fmt: skip
NORMAL = np.concatenate((_NORMAL, -_NORMAL[-2::-1]))


def around(middle: float, sd: float) -> Floats:
    """A lognormal distribution around `middle` to start from, as equally likely values."""
    return np.asarray(np.exp(np.log(max(middle, 1e-6)) + sd * NORMAL))


def spread(prior: ArrayLike, prior_weight: float, seen: ArrayLike = (), weights: ArrayLike | None = None) -> Floats:
    """Return equally spaced quantiles of a mixture: `prior` counts as `prior_weight` observations, each seen as its weight."""
    begin, records = np.asarray(prior, np.float64), np.asarray(seen, np.float64)
    weight = np.ones(len(records)) if weights is None else np.asarray(weights, np.float64)
    values = np.concatenate((begin, records))
    mass = np.concatenate((np.full(len(begin), prior_weight / len(begin)), weight))
    order = np.argsort(values, kind="stable")
    values, mass = values[order], mass[order]
    middle = np.cumsum(mass) - 0.5 * mass
    return np.asarray(np.interp(_LEVELS * mass.sum(), middle, values))
