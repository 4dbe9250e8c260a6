"""Files of other people's CAD, read: STL, OBJ, GLB, 3MF and STEP to named triangle meshes, nothing believed unseen.

What a file says of itself is held against its length before a reader sees it, for a reader that believes a header of fifty
million triangles asks for the memory first. Runs in a process of its own, see `contained`: a hostile file may end that.
"""

import io
import struct
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from benchpin.smith.geometry.reading.bodies import RawPart, apart
from benchpin.smith.geometry.reading.refusals import ModelRefused

__all__ = ["FORMATS", "MOST_BYTES", "MOST_TRIANGLES", "RawModel", "raw_model", "sniffed"]

FORMATS = {"stl": "STL", "obj": "OBJ", "glb": "GLB", "3mf": "3MF", "step": "STEP"}
MOST_BYTES = 60_000_000
MOST_TRIANGLES = 1_500_000
MOST_UNPACKED = 300_000_000  # of a 3MF, which is a ZIP
MOST_ENTRIES, MOST_PARTS = 200, 200
MILLIMETRES = {"millimeter": 1.0, "centimeter": 10.0, "inch": 25.4, "foot": 304.8, "meter": 1000.0, "micron": 0.001}
STEP_TOLERANCE_MM, STEP_TURN = 0.005, 0.12  # how finely curved faces are taken apart: mm off, radians between facets
OTHERS_NOT = "Save it as STL, OBJ, 3MF, GLB or STEP."


@dataclass(frozen=True, eq=False, kw_only=True)
class RawModel:
    """unit_mm: millimetres to the file's unit; None where the format does not say."""

    format: str
    unit_mm: float | None
    parts: tuple[RawPart, ...]


def raw_model(data: bytes) -> RawModel:
    """Read a file by what it holds, whatever it is called. Raises ModelRefused."""
    if len(data) > MOST_BYTES:
        raise ModelRefused(f"The file has {len(data) / 1e6:.0f} MB; up to {MOST_BYTES / 1e6:.0f} MB can be read.")
    kind = sniffed(data)
    read = {"stl": _stl, "obj": _obj, "glb": _glb, "3mf": _three_mf, "step": _step}[kind]
    model = read(data)
    parts = tuple(part for part in model.parts if len(part.triangles))
    if not parts:
        raise ModelRefused("There is no surface in this file: no triangles were found.")
    if len(parts) > MOST_PARTS:
        raise ModelRefused(f"The file has {len(parts)} parts; up to {MOST_PARTS} can be read. Join what is one piece.")
    count = sum(len(part.triangles) for part in parts)
    if count > MOST_TRIANGLES:
        raise ModelRefused(f"The file has {count:,} triangles; up to {MOST_TRIANGLES:,} can be read. Export it coarser.")
    return RawModel(format=kind, unit_mm=model.unit_mm, parts=tuple(map(_plausible, parts)))


def sniffed(data: bytes) -> str:
    """What a file is by its content, a key of FORMATS. Raises ModelRefused for anything else."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data[:4] == b"glTF":
        return "glb"
    if data[:4] == b"PK\x03\x04":
        return "3mf"
    if head.startswith(b"ISO-10303-21"):
        return "step"
    if _is_binary_stl(data) or (head[:5].lower() == b"solid" and b"facet" in data[:100_000].lower()):
        return "stl"
    if any(line.split(b" ")[0] in (b"v", b"o", b"g", b"mtllib") for line in head.splitlines()[:60]):
        return "obj"
    if len(data) >= 84 and not data[:5].lower().startswith(b"solid") and b"\0" in data[:84]:
        (count,) = struct.unpack_from("<I", data, 80)
        raise ModelRefused(
            f"As an STL this file would say it has {count:,} triangles, which need {84 + 50 * count:,} bytes; it has"
            f" {len(data):,}. It is cut off or no model. Export it again."
        )
    raise ModelRefused(f"This is no model we can read. {OTHERS_NOT}")


def _is_binary_stl(data: bytes) -> bool:
    return len(data) >= 84 and len(data) == 84 + 50 * struct.unpack_from("<I", data, 80)[0]


def _stl(data: bytes) -> RawModel:
    if _is_binary_stl(data):
        if len(data) > 84 + 50 * MOST_TRIANGLES:
            raise ModelRefused(f"The file has more than {MOST_TRIANGLES:,} triangles. Export it coarser.")
        corners = np.frombuffer(data, np.dtype([("n", "<f4", 3), ("v", "<f4", (3, 3)), ("a", "<u2")]), offset=84)["v"]
        points = corners.reshape(-1, 3).astype(np.float64)
        whole = RawPart(name="", vertices=points, triangles=np.arange(len(points), dtype=np.int64).reshape(-1, 3))
        return RawModel(format="stl", unit_mm=None, parts=apart(whole))
    parts = tuple(body for part in _by_trimesh(data, "stl") for body in apart(part))
    return RawModel(format="stl", unit_mm=None, parts=parts)


def _obj(data: bytes) -> RawModel:
    return RawModel(format="obj", unit_mm=None, parts=_by_trimesh(data, "obj", split_objects=True, group_material=False))


def _glb(data: bytes) -> RawModel:
    if len(data) < 20 or struct.unpack_from("<I", data, 8)[0] != len(data):
        raise ModelRefused("The GLB's stated length is not its real one: it is cut off. Export it again.")
    if b"KHR_draco_mesh_compression" in data or b"EXT_meshopt_compression" in data:
        raise ModelRefused("The GLB's meshes are compressed (Draco or meshopt). Export it without mesh compression.")
    if b"KHR_mesh_quantization" in data:
        raise ModelRefused("The GLB's points are rounded (KHR_mesh_quantization), for viewing. Export it without compression.")
    return RawModel(format="glb", unit_mm=1000.0, parts=_by_trimesh(data, "glb"))


def _three_mf(data: bytes) -> RawModel:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename.lower() for entry in entries]
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ModelRefused("The 3MF is damaged: it is no readable ZIP. Export it again.") from error
    if not any("3d/" in name and name.endswith(".model") for name in names):
        raise ModelRefused(f"This ZIP is no 3MF: it has no 3D model inside. {OTHERS_NOT}")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ModelRefused(f"Unpacked, the 3MF would have more than {MOST_UNPACKED / 1e6:.0f} MB. Export it coarser.")
    parts = _by_trimesh(data, "3mf")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        model = next(entry for entry in entries if entry.filename.lower().endswith("3dmodel.model"))
        with archive.open(model) as file:
            start = file.read(4096).decode("utf-8", "replace")
    unit = start.partition('unit="')[2].partition('"')[0] or "millimeter"
    if unit not in MILLIMETRES:
        raise ModelRefused(f"The 3MF's unit “{unit[:20]}” is none of the format's. Export it in millimetres.")
    return RawModel(format="3mf", unit_mm=MILLIMETRES[unit], parts=parts)


def _by_trimesh(data: bytes, kind: str, **how: Any) -> tuple[RawPart, ...]:
    """Every instance of every mesh, where it stands. What trimesh stumbles over is the file's fault, whatever it raises."""
    import trimesh

    try:
        scene: Any = trimesh.load_scene(io.BytesIO(data), file_type=kind, process=False, **how)
        parts = []
        for node in scene.graph.nodes_geometry:
            transform, name = scene.graph[node]
            mesh = scene.geometry[name]
            if not isinstance(mesh, trimesh.Trimesh):
                continue  # lines and points
            vertices = np.asarray(mesh.vertices, np.float64) @ transform[:3, :3].T + transform[:3, 3]
            faces = np.asarray(mesh.faces, np.int64)
            if np.linalg.det(transform[:3, :3]) < 0:
                faces = faces[:, ::-1]  # a mirrored instance would be inside out
            parts.append(RawPart(name=str(node if kind == "glb" else name), vertices=vertices, triangles=faces))
    except MemoryError:
        raise
    except Exception as error:
        raise ModelRefused(f"The {FORMATS[kind]} cannot be read: it is damaged or cut off. Export it again.") from error
    return tuple(parts)


def _step(data: bytes) -> RawModel:
    if find_spec("build123d") is None:
        raise ModelRefused(
            'Reading STEP needs the optional kernel: pip install "benchpin[step]", then start again. Or save it as 3MF.'
        )
    import build123d as b3d

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.step"
        path.write_bytes(data)
        try:
            whole: Any = b3d.import_step(path)
        except (ValueError, RuntimeError, OSError) as error:
            raise ModelRefused("The STEP file cannot be read: it is damaged or cut off. Export it again.") from error
    parts = []
    for number, solid in enumerate(whole.solids(), 1):
        corners, faces = solid.tessellate(STEP_TOLERANCE_MM, STEP_TURN)
        name = solid.label or _label_above(solid) or f"Solid {number}"
        vertices = np.array([tuple(corner) for corner in corners], np.float64).reshape(-1, 3)
        parts.append(RawPart(name=name, vertices=vertices, triangles=np.array(faces, np.int64).reshape(-1, 3)))
    return RawModel(format="step", unit_mm=1.0, parts=tuple(parts))


def _label_above(shape: Any) -> str:
    while shape is not None and not shape.label:
        shape = shape.parent
    return shape.label if shape is not None else ""


def _plausible(part: RawPart) -> RawPart:
    """Figures that can be worked with: finite, and triangles of corners that exist."""
    if part.vertices.ndim != 2 or part.vertices.shape[1] != 3 or part.triangles.ndim != 2 or part.triangles.shape[1] != 3:
        raise ModelRefused("The file's points are not in three dimensions, or its faces no triangles. Export it again.")
    if not np.isfinite(part.vertices).all() or np.abs(part.vertices).max(initial=0) > 1e9:
        raise ModelRefused("The file has points at infinity, or none at all. Export it again.")
    if part.triangles.min(initial=0) < 0 or part.triangles.max(initial=0) >= len(part.vertices):
        raise ModelRefused("The file has triangles whose corners do not exist. Export it again.")
    return part
