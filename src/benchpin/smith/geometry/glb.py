"""A GLB in one pass: quantised positions, normals and finish coordinates; stones as convex nodes of their own.

glTF is metres with Y up: the millimetres stand under one root node of scale 0.001. Materials are named for what the
viewer does with them: `metal` takes the finish, `metal_polished` does not, `gem` is traced.
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
FLOAT, USHORT, UINT, BYTE = 5126, 5123, 5125, 5120
ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963


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
            attributes["TEXCOORD_0"] = out.floats(item.mesh.uv_mm, "VEC2")
        primitive = {"attributes": attributes, "indices": out.indices(item.mesh), "material": names.index(item.material)}
        meshes.append({"name": item.name, "primitives": [primitive]})
        for frame in item.frames:
            node: dict[str, Any] = {"name": item.name, "mesh": len(meshes) - 1, "matrix": _column_major(frame, unpack)}
            if item.extras:
                node["extras"] = item.extras
            nodes.append(node)
    root = {"name": "piece", "scale": [METRES_PER_MM] * 3, "children": list(range(len(nodes))), "extras": extras}
    used = sorted({"KHR_mesh_quantization"} | {name for m in materials.values() for name in m.get("extensions", {})})
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
        "extensionsUsed": used,
        "extensionsRequired": ["KHR_mesh_quantization"],
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

    def floats(self, values: Floats, kind: str) -> int:
        return self._accessor(np.ascontiguousarray(values, "<f4"), FLOAT, kind)

    def indices(self, mesh: Mesh) -> int:
        small = len(mesh.positions) < 65535
        array = np.ascontiguousarray(mesh.triangles, "<u2" if small else "<u4").reshape(-1)
        return self._accessor(array, USHORT if small else UINT, "SCALAR", target=ELEMENT_BUFFER)

    def _accessor(
        self, array: NDArray[Any], component: int, kind: str, *, stride: int = 0, target: int = ARRAY_BUFFER, **more: Any
    ) -> int:
        raw = array.tobytes()
        view = {"buffer": 0, "byteOffset": self.length, "byteLength": len(raw), "target": target}
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
