"""One shelf for all solids that are worth keeping: the least used leave when it is full, whichever design made them."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

import numpy as np
from manifold3d import Manifold

__all__ = ["SHELF", "Shelf", "kept"]

BYTES_PER_TRIANGLE = 260  # of a Manifold with normals: half edges, corners, properties, tree; measured over 46,000 triangles
MOST_BYTES = 72_000_000

P = ParamSpec("P")
T = TypeVar("T")
Key = tuple[object, ...]


class Shelf:
    """Results by function and arguments, least recently used first, never heavier than `most_bytes` together."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Key, tuple[object, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key) -> tuple[object, int] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Key, value: object) -> None:
        weight = weight_bytes(value)
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = (value, weight)
            self.bytes += weight
            while self.bytes > self.most_bytes and len(self._kept) > 1:
                self.bytes -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.bytes = 0


SHELF = Shelf(MOST_BYTES)


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what `make` returns for these arguments on the one shelf.

    Arguments must be hashable and given by position: `f(a, 1)` and `f(a, b=1)` would be made twice.
    """

    @wraps(make)
    def found_or_made(*args: P.args, **named: P.kwargs) -> T:
        if named:
            raise TypeError(f"{make.__qualname__} is kept by position: give every argument by position")
        key = (make, *args)
        found = SHELF.find(key)
        if found is not None:
            return found[0]  # type: ignore[return-value]  # what stands under a function's key came from that function
        made = make(*args, **named)
        SHELF.keep(key, made)
        return made

    return found_or_made


def weight_bytes(value: object) -> int:
    """How heavy a result is: its triangles and arrays, looked for in tuples and in the slots of dataclasses."""
    if isinstance(value, Manifold):
        return BYTES_PER_TRIANGLE * int(value.num_tri())
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if isinstance(value, (tuple, list)):
        return sum(map(weight_bytes, value)) + 64
    fields = getattr(value, "__dataclass_fields__", None)
    return 64 + (sum(weight_bytes(getattr(value, name, None)) for name in fields) if fields else 0)
