"""Compile with numba, once: the one place that knows which compiler it is.

Compiled code is kept on disk, in a folder named after all the source it was made from: numba itself looks at one file only,
and would run what an older version of another file became. It is never compiled while a customer waits: see `warm_up` in
`smith.promise.readiness`.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

__all__ = ["bare", "compiled", "inlined"]

Function = Callable[..., Any]


def _kept_in() -> str:
    """`NUMBA_CACHE_DIR`, beside the source, or wherever something can be written."""
    here = Path(__file__).parent
    source = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))).hexdigest()[:16]
    named = os.environ.get("NUMBA_CACHE_DIR")
    beside = here / "__pycache__"
    writable = os.access(beside if beside.exists() else here, os.W_OK)
    base = Path(named) if named else beside if writable else Path(tempfile.gettempdir()) / f"benchpin-compiled-{os.getuid()}"
    return str(base / source)


numba.config.CACHE_DIR = _kept_in()  # type: ignore[attr-defined]  # set when numba is imported, from its environment
_njit: Any = numba.njit  # its annotations leave out options that it has


def compiled(function: Function) -> Function:
    """Compile on the first call. The GIL is released: threads may each run their share of the replications."""
    # Without contraction and reassociation: the same seed gives the same minutes on every machine.
    return _njit(cache=True, nogil=True, fastmath=False)(function)


def inlined(function: Function) -> Function:
    """Compile into whoever calls it: tables travel as tuples of arrays, and a call would copy every one of them."""
    return _njit(inline="always")(function)


def bare(function: Function) -> Function:
    """Compile without counting references: five times faster where tables are many, and it can make no array of its own."""
    return _njit(cache=True, nogil=True, fastmath=False, _nrt=False)(function)
