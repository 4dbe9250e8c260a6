"""A GLB in one pass: quantised positions, normals and finish coordinates; stones as convex nodes of their own.

glTF is metres with Y up: the millimetres stand under one root node of scale 0.001. Materials are named for what the
viewer does with them: `metal` takes the finish, `metal_polished` does not, `gem` is traced. What stands more than a few
times, as links and small stones do, is one node with EXT_mesh_gpu_instancing.
"""

import json
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry.surface import Floats

__all__ = ["Item", "Mesh", "write_glb"]

METRES_PER_MM = 0.001
UV_UNIT_MM = 0.01  # finish coordinates are whole hundredths of a millimetre
FEW = 4  # copies up to this stand as nodes of their own; more are instances of one node
FLOAT, USHORT, UINT, BYTE = 5126, 5123, 5125, 5120
ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963
INSTANCING = "EXT_mesh_gpu_instancing"


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles as the viewer draws them. `uv_mm`: millimetres along and across the finished surface, or none."""

    positions: Floats  # (n, 3)
    normals: Floats  # (n, 3)
    triangles: NDArray[np.int64]  # (m, 3)
    uv_mm: Floats | None = None  # (n, 2)


@dataclass(frozen=True, eq=False)
class Item:
    """A mesh with its material; shown once as it stands, or once for each 3x4 frame."""

    name: str
    material: str
    mesh: Mesh
    extras: dict[str, Any] | None = None
    frames: tuple[Floats, ...] = (np.eye(3, 4),)


def write_glb(items: list[Item], materials: dict[str, dict[str, Any]], extras: dict[str, Any]) -> bytes:
    """Write items into one file.

    Args:
        materials: glTF materials by name; each item names one.
        extras: of the root node: what the viewer must know of the whole piece.
    """
    out = _Buffer()
    names = list(materials)
    meshes, nodes = [], []
    for item in items:
        position, unpack = out.positions(item.mesh.positions)
        attributes = {"POSITION": position, "NORMAL": out.normals(item.mesh.normals)}
        if item.mesh.uv_mm is not None:
            attributes["TEXCOORD_0"] = out.finish(item.mesh.uv_mm)
        primitive = {"attributes": attributes, "indices": out.indices(item.mesh), "material": names.index(item.material)}
        meshes.append({"name": item.name, "primitives": [primitive]})
        nodes += _nodes(item, len(meshes) - 1, unpack, out)
    root = {"name": "piece", "scale": [METRES_PER_MM] * 3, "children": list(range(len(nodes))), "extras": extras}
    used = {"KHR_mesh_quantization"} | {name for m in materials.values() for name in m.get("extensions", {})}
    if any("extensions" in node for node in nodes):
        used.add(INSTANCING)
    document = {
        "asset": {"version": "2.0", "generator": "Benchpin"},
        "scene": 0,
        "scenes": [{"nodes": [len(nodes)]}],
        "nodes": [*nodes, root],
        "meshes": meshes,
        "materials": [{"name": name, **material} for name, material in materials.items()],
        "accessors": out.accessors,
        "bufferViews": out.views,
        "buffers": [{"byteLength": out.length}],
        "extensionsUsed": sorted(used),
        "extensionsRequired": sorted(used & {"KHR_mesh_quantization", INSTANCING}),
    }
    return _pack(document, b"".join(out.chunks))


class _Buffer:
    """The binary chunk as it grows, with its views and accessors."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.views: list[dict[str, int]] = []
        self.accessors: list[dict[str, Any]] = []
        self.length = 0

    def positions(self, mm: Floats) -> tuple[int, Floats]:
        """Quantise to 16 bits over the part's own box; returns the accessor and the 3x4 matrix that undoes it."""
        low = mm.min(0)
        size = float((mm.max(0) - low).max()) or 1.0
        grid = np.zeros((len(mm), 4), "<u2")  # four bytes aligned
        grid[:, :3] = np.rint((mm - low) / size * 65535)
        limits = {"min": grid[:, :3].min(0).tolist(), "max": grid[:, :3].max(0).tolist()}
        accessor = self._accessor(grid, USHORT, "VEC3", stride=8, normalized=True, **limits)
        return accessor, np.column_stack([size * np.eye(3), low])

    def normals(self, unit: Floats) -> int:
        grid = np.zeros((len(unit), 4), "i1")
        grid[:, :3] = np.rint(unit * 127)
        return self._accessor(grid, BYTE, "VEC3", stride=4, normalized=True)

    def finish(self, uv_mm: Floats) -> int:
        """Millimetres as whole hundredths, from the lowest on: marks repeat nowhere within 655 mm."""
        grid = np.rint((uv_mm - uv_mm.min(0)) / UV_UNIT_MM).astype("<u2")
        return self._accessor(grid, USHORT, "VEC2")

    def floats(self, values: Floats, kind: str) -> int:
        """Figures of instances: no vertex reads them by itself, so their view has no target."""
        return self._accessor(np.ascontiguousarray(values, "<f4"), FLOAT, kind, target=0)

    def indices(self, mesh: Mesh) -> int:
        small = len(mesh.positions) < 65535
        array = np.ascontiguousarray(mesh.triangles, "<u2" if small else "<u4").reshape(-1)
        return self._accessor(array, USHORT if small else UINT, "SCALAR", target=ELEMENT_BUFFER)

    def _accessor(
        self, array: NDArray[Any], component: int, kind: str, *, stride: int = 0, target: int = ARRAY_BUFFER, **more: Any
    ) -> int:
        raw = array.tobytes()
        view = {"buffer": 0, "byteOffset": self.length, "byteLength": len(raw)}
        if target:
            view["target"] = target
        if stride:
            view["byteStride"] = stride
        self.views.append(view)
        padding = -len(raw) % 4
        self.chunks.append(raw + b"\0" * padding)
        self.length += len(raw) + padding
        count = array.size if kind == "SCALAR" else len(array)
        self.accessors.append(
            {"bufferView": len(self.views) - 1, "componentType": component, "count": count, "type": kind, **more}
        )
        return len(self.accessors) - 1


def _nodes(item: Item, mesh: int, unpack: Floats, out: _Buffer) -> list[dict[str, Any]]:
    extras = {"extras": item.extras} if item.extras else {}
    if len(item.frames) <= FEW:
        return [{"name": item.name, "mesh": mesh, "matrix": _column_major(frame, unpack), **extras} for frame in item.frames]
    frames = np.stack(item.frames)
    size, low = float(unpack[0, 0]), unpack[:, 3]
    attributes = {
        "TRANSLATION": out.floats(frames[:, :, :3] @ low + frames[:, :, 3], "VEC3"),
        "ROTATION": out.floats(_quaternions(frames[:, :, :3]), "VEC4"),
        "SCALE": out.floats(np.full((len(frames), 3), size), "VEC3"),
    }
    return [{"name": item.name, "mesh": mesh, "extensions": {INSTANCING: {"attributes": attributes}}, **extras}]


def _quaternions(turns: Floats) -> Floats:
    """(n, 3, 3) rotations as unit quaternions x, y, z, w; each by the formula that divides by its largest part."""
    m = turns
    xx, yy, zz = m[:, 0, 0], m[:, 1, 1], m[:, 2, 2]
    squares = np.stack([1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz, 1 + xx + yy + zz], 1)
    largest = squares.argmax(1)
    sums = {
        (0, 1): m[:, 1, 0] + m[:, 0, 1],
        (0, 2): m[:, 0, 2] + m[:, 2, 0],
        (1, 2): m[:, 2, 1] + m[:, 1, 2],
        (0, 3): m[:, 2, 1] - m[:, 1, 2],
        (1, 3): m[:, 0, 2] - m[:, 2, 0],
        (2, 3): m[:, 1, 0] - m[:, 0, 1],
    }
    found = np.zeros((len(m), 4))
    for part in range(4):
        rows = largest == part
        for other in range(4):
            value = squares[:, part] if other == part else sums[min(part, other), max(part, other)]
            found[rows, other] = value[rows]
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def _column_major(frame: Floats, unpack: Floats) -> list[float]:
    """First `unpack`, then `frame`, as the sixteen figures of a glTF matrix."""
    whole = np.vstack([frame, (0, 0, 0, 1)]) @ np.vstack([unpack, (0, 0, 0, 1)])
    return [float(x) for x in whole.T.ravel()]


def _pack(document: dict[str, Any], body: bytes) -> bytes:
    head = json.dumps(document, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    total = 12 + 8 + len(head) + 8 + len(body)
    return b"".join(
        [
            struct.pack("<4sII", b"glTF", 2, total),
            struct.pack("<I4s", len(head), b"JSON"),
            head,
            struct.pack("<I4s", len(body), b"BIN\0"),
            body,
        ]
    )
