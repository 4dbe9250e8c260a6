"""Compile with numba, once: the one place that knows which compiler it is.

Compiled code is kept on disk beside the source, or in `NUMBA_CACHE_DIR`; where neither can be written it is compiled anew
in each process. It is never compiled while a customer waits: see `warm_up` in `smith.promise.foresight`.
"""

from collections.abc import Callable
from typing import TypeVar

import numba

__all__ = ["bare", "compiled", "inlined"]

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile on the first call. The GIL is released: threads may each run their share of the replications."""
    # Without contraction and reassociation: the same seed gives the same minutes on every machine.
    return numba.njit(cache=True, nogil=True, fastmath=False)(function)  # type: ignore[no-any-return]


def inlined(function: F) -> F:
    """Compile into whoever calls it. Tables travel as tuples of arrays, and a call would count references to every one of them."""
    return numba.njit(inline="always")(function)  # type: ignore[no-any-return]


def bare(function: F) -> F:
    """Compile without counting references: five times faster where tables are many, and it can make no array of its own."""
    return numba.njit(cache=True, nogil=True, fastmath=False, _nrt=False)(function)  # type: ignore[no-any-return]
