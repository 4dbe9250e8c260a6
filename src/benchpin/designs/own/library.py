"""Where own designs are kept: a folder any number of processes share, each design under the hash of all that it is.

A design is never changed: another drawing is another design, so that a piece sold years ago can be built again.
"""

import hashlib
import io
import os
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchpin.designs.own.model import KEY_PREFIX, OwnModel
from benchpin.smith.geometry import Floats

__all__ = ["FOLDER_VARIABLE", "Shapes", "folder", "keep", "kept_model", "kept_shapes", "keys", "open_folder"]

Shapes = Mapping[str, tuple[Floats, NDArray[np.int64]]]  # of a file's parts by name: points in mm, triangles

FOLDER_VARIABLE = "OWN_DESIGNS_FOLDER"  # processes that are started by ours look there too
MODEL = "model.json"


def open_folder(root: Path) -> None:
    """From now on, in this process and in those it starts, own designs are kept and looked for there."""
    os.environ[FOLDER_VARIABLE] = str(root)


def folder() -> Path | None:
    given = os.environ.get(FOLDER_VARIABLE)
    return Path(given) if given else None


def keep(model: OwnModel, files: tuple[Shapes, ...]) -> str:
    """Put a design on the shelf, whole or not at all; returns its key. The same design twice is one."""
    root = folder()
    if root is None:
        raise LookupError(f"There is no folder for own designs: set {FOLDER_VARIABLE}.")
    contents = {MODEL: msgspec.json.encode(model)} | {f"{n}.npz": _packed(shapes) for n, shapes in enumerate(files)}
    digest = hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents.values())).hexdigest()[:20]
    root.mkdir(parents=True, exist_ok=True)
    place = root / digest
    if not place.exists():
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=root))
        for name, content in contents.items():
            (part / name).write_bytes(content)
        part.chmod(0o755)
        try:
            os.rename(part, place)
        except OSError:
            if not place.exists():  # else another process kept the same design meanwhile
                raise
    return KEY_PREFIX + digest


def keys() -> tuple[str, ...]:
    root = folder()
    if root is None or not root.exists():
        return ()
    return tuple(sorted(KEY_PREFIX + path.name for path in root.iterdir() if (path / MODEL).exists()))


def kept_model(key: str) -> OwnModel:
    """Raises KeyError for a design that is not on the shelf."""
    return _model(_place(key))


def kept_shapes(key: str, file: int) -> Shapes:
    return _shapes(_place(key), file)


@lru_cache(maxsize=256)
def _model(place: Path) -> OwnModel:
    return msgspec.json.decode((place / MODEL).read_bytes(), type=OwnModel)


@lru_cache(maxsize=4)
def _shapes(place: Path, file: int) -> Shapes:
    with np.load(place / f"{file}.npz", allow_pickle=False) as stored:
        names = [str(name) for name in stored["names"]]
        return {name: (stored[f"v{n}"], stored[f"t{n}"]) for n, name in enumerate(names)}


def _place(key: str) -> Path:
    root, digest = folder(), key.removeprefix(KEY_PREFIX)
    if root is None or not key.startswith(KEY_PREFIX) or not digest.isalnum() or not (root / digest / MODEL).exists():
        raise KeyError(key)
    return root / digest


def _packed(shapes: Shapes) -> bytes:
    arrays: dict[str, np.ndarray] = {"names": np.array(list(shapes))}
    for n, (points, triangles) in enumerate(shapes.values()):
        arrays |= {f"v{n}": points, f"t{n}": triangles.astype(np.int32)}
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]  # its stub takes the arrays' names for its own options
    return out.getvalue()
