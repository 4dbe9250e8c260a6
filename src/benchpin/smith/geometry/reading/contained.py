"""Reading in a process of its own, with so much memory and so much time: a hostile file ends that process and no other."""

import resource
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import msgspec
import numpy as np

from benchpin.smith.geometry.reading.formats import MOST_BYTES
from benchpin.smith.geometry.reading.model import ReadModel, ReadPart, StoneSeen, read_model
from benchpin.smith.geometry.reading.refusals import ModelRefused

__all__ = ["read_contained"]

MEMORY_BYTES = 3_000_000_000
CPU_SECONDS, WALL_SECONDS = 90, 150  # a mesh of a million triangles takes 30 s on a slow machine
WRITTEN_BYTES = 400_000_000
MODULE = "benchpin.smith.geometry.reading.child"


class Told(msgspec.Struct, kw_only=True):
    """What the reading process writes: the figures; shapes lie beside it in shapes.npz as v0, t0, v1, ..."""

    refused: tuple[str, ...] = ()
    format: str = ""
    unit: str = ""
    parts: tuple["ToldPart", ...] = ()


class ToldPart(msgspec.Struct, kw_only=True):
    name: str
    done: tuple[str, ...]
    faults: tuple[str, ...]
    size_mm: tuple[float, float, float]
    volume_mm3: float
    bodies: int
    cavities_mm3: float
    stone: StoneSeen | None
    likely: str


def read_contained(data: bytes, unit: str = "") -> ReadModel:
    """As `read_model`, in a process of its own. Raises ModelRefused, also where that process was ended."""
    if len(data) > MOST_BYTES:
        raise ModelRefused(f"The file has {len(data) / 1e6:.0f} MB; up to {MOST_BYTES / 1e6:.0f} MB can be read.")
    with tempfile.TemporaryDirectory(prefix="benchpin-reading-") as folder:
        Path(folder, "model").write_bytes(data)
        command = [sys.executable, "-m", MODULE, folder, unit]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise ModelRefused("Reading the file took too long. Export it coarser.") from error
        told = Path(folder, "told.json")
        if ended.returncode or not told.exists():
            raise ModelRefused("Reading the file needed more memory or time than a jewel's model does. Export it coarser.")
        return _model(msgspec.json.decode(told.read_bytes(), type=Told), Path(folder, "shapes.npz").read_bytes())


def serve(folder: Path, unit: str) -> None:
    """What the child does: read `model`, write `told.json` and `shapes.npz`."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN_BYTES, WRITTEN_BYTES))
    shapes: dict[str, np.ndarray] = {}
    try:
        model = read_model((folder / "model").read_bytes(), unit)
    except ModelRefused as refused:
        told = Told(refused=refused.sentences)
    else:
        for number, part in enumerate(model.parts):
            shapes[f"v{number}"], shapes[f"t{number}"] = part.vertices_mm, part.triangles
        told = Told(format=model.format, unit=model.unit, parts=tuple(map(_told, model.parts)))
    with (folder / "shapes.npz").open("wb") as file:
        np.savez(file, **shapes)  # type: ignore[arg-type]  # its stub takes the arrays' names for its own options
    (folder / "told.json").write_bytes(msgspec.json.encode(told))


def _told(part: ReadPart) -> ToldPart:
    return ToldPart(**{name: getattr(part, name) for name in ToldPart.__struct_fields__})


def _model(told: Told, shapes: bytes) -> ReadModel:
    if told.refused:
        raise ModelRefused(*told.refused)
    with np.load(BytesIO(shapes), allow_pickle=False) as stored:
        parts = tuple(
            ReadPart(vertices_mm=stored[f"v{number}"], triangles=stored[f"t{number}"], **msgspec.structs.asdict(part))
            for number, part in enumerate(told.parts)
        )
    return ReadModel(format=told.format, unit=told.unit, parts=parts)
