"""Read a preview back into triangles: what the viewer is sent, not what the engine meant to send."""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchpin.smith.geometry import Floats

__all__ = ["Model", "Shape", "read_model"]

INSTANCING = "EXT_mesh_gpu_instancing"
TYPES = {5120: np.int8, 5121: np.uint8, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
FULL = {5120: 127.0, 5121: 255.0, 5123: 65535.0}  # what 1.0 is stored as, by component type
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


@dataclass(frozen=True, eq=False, kw_only=True)
class Shape:
    """One node: its triangles where they stand. Corners and normals are (n, 3, 3): triangle, corner, axis; millimetres."""

    name: str
    material: dict[str, Any]
    corners: Floats
    normals: Floats


@dataclass(frozen=True, eq=False, kw_only=True)
class Model:
    """extras: what the file says of the whole piece: its kind, its view."""

    shapes: tuple[Shape, ...]
    extras: dict[str, Any]


def read_model(glb: bytes) -> Model:
    """Read one of our own previews; files of others may use more of glTF than this knows."""
    length = struct.unpack_from("<I", glb, 12)[0]
    document, body = json.loads(glb[20 : 20 + length]), glb[28 + length :]
    root = document["nodes"][document["scenes"][0]["nodes"][0]]
    shapes = tuple(_shape(document, body, document["nodes"][child]) for child in root["children"])
    return Model(shapes=shapes, extras=root["extras"])


def _shape(document: dict[str, Any], body: bytes, node: dict[str, Any]) -> Shape:
    primitive = document["meshes"][node["mesh"]]["primitives"][0]
    triangles = _array(document, body, primitive["indices"]).astype(int).reshape(-1, 3)
    points = _array(document, body, primitive["attributes"]["POSITION"])[triangles]
    normals = _array(document, body, primitive["attributes"]["NORMAL"])[triangles]
    frames = list(_frames(document, body, node))
    return Shape(
        name=node["name"],
        material=document["materials"][primitive["material"]],
        corners=np.concatenate([points @ frame[:, :3].T + frame[:, 3] for frame in frames]),
        normals=np.concatenate([_unit(normals @ frame[:, :3].T) for frame in frames]),
    )


def _frames(document: dict[str, Any], body: bytes, node: dict[str, Any]) -> Iterator[Floats]:
    if "extensions" not in node:
        yield np.array(node["matrix"], float).reshape(4, 4).T[:3]
        return
    values = {key: _array(document, body, index) for key, index in node["extensions"][INSTANCING]["attributes"].items()}
    for turn, scale, shift in zip(values["ROTATION"], values["SCALE"], values["TRANSLATION"], strict=True):
        yield np.column_stack([_rotation(turn) * scale, shift])


def _rotation(quaternion: Floats) -> Floats:
    x, y, z, w = quaternion
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12))


def _array(document: dict[str, Any], body: bytes, index: int) -> Floats:
    """(count, width) floats, unpacked where they are stored as whole numbers."""
    accessor = document["accessors"][index]
    view = document["bufferViews"][accessor["bufferView"]]
    kind = np.dtype(TYPES[accessor["componentType"]])
    width = WIDTHS[accessor["type"]]
    stride = view.get("byteStride", kind.itemsize * width) // kind.itemsize
    flat = np.frombuffer(body, kind, accessor["count"] * stride, view["byteOffset"])
    values = flat.reshape(-1, stride)[:, :width].astype(float)
    return np.asarray(values / FULL[accessor["componentType"]] if accessor.get("normalized") else values)
