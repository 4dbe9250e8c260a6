"""What a kept build depends on besides its specification: the engine itself."""

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

__all__ = ["engine_version"]

ROOMS = ("benchpin.smith", "benchpin.designs")
LIBRARIES = ("manifold3d", "numpy", "uharfbuzz", "fonttools")  # what shapes come out of


@cache
def engine_version() -> str:
    """A hash of every file of the core and the designs, data and typefaces too, and of the libraries they stand on.

    Of their content, not their dates: two machines with one release agree. A change that touches no shape gives a new
    version as well; then pieces are built again once, which is cheaper than ever showing an old one.
    """
    found = hashlib.sha256()
    for library in LIBRARIES:
        found.update(f"{library} {metadata.version(library)}\n".encode())
    for room in ROOMS:
        for path, file in sorted(_files(room, resources.files(room))):
            found.update(f"{path}\n".encode())
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:16]


def _files(path: str, folder: Traversable) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        inner = f"{path}/{entry.name}"
        if entry.is_dir():
            found += [] if entry.name == "__pycache__" else _files(inner, entry)
        else:
            found.append((inner, entry))
    return found
