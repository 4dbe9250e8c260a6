"""Files as other programs write them, made by a second library, and files that mean harm."""

import io
import json
import struct
import zipfile
from collections.abc import Mapping

import numpy as np
import trimesh

from benchpin.smith.geometry import Solid, welded

__all__ = ["HOSTILE", "bomb", "exported", "mesh_of", "scene_of"]


def mesh_of(solid: Solid) -> trimesh.Trimesh:
    vertices, triangles = welded(solid)
    return trimesh.Trimesh(vertices, triangles, process=False)


def scene_of(parts: Mapping[str, Solid]) -> trimesh.Scene:
    scene = trimesh.Scene()
    for name, solid in parts.items():
        scene.add_geometry(mesh_of(solid), node_name=name, geom_name=name)
    return scene


def exported(parts: Mapping[str, Solid], kind: str, scale: float = 1.0) -> bytes:
    scene = scene_of(parts)
    scene.apply_scale(scale)
    whole = scene.to_geometry() if kind.startswith("stl") else scene
    data = whole.export(file_type=kind)
    return data.encode() if isinstance(data, str) else bytes(data)


def _three_mf(model: str, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("3D/3dmodel.model", model)
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def _mf_model(resources: str, items: str = '<item objectid="1"/>') -> str:
    core = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
    return f'<model unit="millimeter" xmlns="{core}"><resources>{resources}</resources><build>{items}</build></model>'


def _glb(document: object, binary: bytes = b"", stated: int | None = None) -> bytes:
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<II", len(text), 0x4E4F534A) + text
    if binary:
        body += struct.pack("<II", len(binary), 0x004E4942) + binary
    return b"glTF" + struct.pack("<II", 2, stated if stated is not None else 12 + len(body)) + body


def _stl(count: int, body: bytes = b"") -> bytes:
    return b"\0" * 80 + struct.pack("<I", count) + body


def _nested(depth: int) -> dict[str, object]:
    """A chain of components, each within the next: 3MF's way to say a billion."""

    def level(number: int) -> str:
        components = f'<component objectid="{number - 1}"/>' * 10
        return f'<object id="{number}"><components>{components}</components></object>'

    levels = "".join(level(number) for number in range(2, depth))
    one = '<object id="1"><mesh><vertices><vertex x="0" y="0" z="0"/><vertex x="9" y="0" z="0"/><vertex x="0" y="9" z="0"/>'
    one += '</vertices><triangles><triangle v1="0" v2="1" v3="2"/></triangles></mesh></object>'
    return {"model": _mf_model(one + levels, f'<item objectid="{depth - 1}"/>')}


def bomb() -> bytes:
    """A third of a megabyte that would be three hundred."""
    return _three_mf(_mf_model(""), **{"3D/more.model": bytes(320_000_000)})


_LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{(f"&{chr(97 + n)};") * 10}">' for n in range(9)
)
_ACCESSOR = {"componentType": 5126, "count": 3, "type": "VEC3", "bufferView": 0}
_GLTF = {
    "asset": {"version": "2.0"},
    "scene": 0,
    "scenes": [{"nodes": [0]}],
    "nodes": [{"mesh": 0}],
    "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
}
_FACET = struct.pack("<12fH", *([0.0] * 12), 0)

HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "one byte": b"s",
    "zeros": b"\0" * 5000,
    "noise": np.random.default_rng(7).bytes(20_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 400,
    "a page": b"<!doctype html><script>alert(1)</script>",
    "an svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "a program": b"\x7fELF" + b"\0" * 400,
    "a pdf": b"%PDF-1.7 " + b"0" * 500,
    "stl of fifty million": _stl(50_000_000, b"\0" * 50),
    "stl of four billion": _stl(0xFFFFFFFF, b""),
    "stl cut off": _stl(100, b"\0" * 4000),
    "stl of none": _stl(0),
    "stl of no extent": _stl(3, _FACET * 3),
    "stl of nan": _stl(2, struct.pack("<12fH", *([float("nan")] * 12), 0) * 2),
    "stl of infinity": _stl(2, struct.pack("<12fH", *([float("inf")] * 12), 0) * 2),
    "stl of 1e38": _stl(2, struct.pack("<12fH", *([1e38] * 12), 0) * 2),
    "ascii stl without end": b"solid x\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\n" * 50,
    "ascii stl of words": b"solid x\nfacet normal a b c\nouter loop\nvertex d e f\nvertex 1 2\nvertex 3\nendloop\nendfacet\n",
    "ascii stl of long numbers": b"solid x\nfacet normal 0 0 1\nouter loop\nvertex " + b"9" * 100_000 + b" 0 0\n",
    "obj of corners that are not": b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 99999999\n",
    "obj of negative corners": b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf -1 -2 -900000\n",
    "obj without faces": b"v 0 0 0\nv 1 0 0\n" * 200,
    "obj with another file": b"mtllib ../../../../etc/passwd\nv 0 0 0\nv 9 0 0\nv 0 9 0\nusemtl x\nf 1 2 3\n",
    "obj of words": b"v a b c\nf x y z\n" * 100,
    "obj of one huge face": b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf " + b"1 2 3 " * 100_000 + b"\n",
    "glb of false length": _glb(_GLTF, stated=4_000_000_000),
    "glb cut off": _glb(_GLTF)[:-10],
    "glb without binary": _glb({**_GLTF, "accessors": [_ACCESSOR], "bufferViews": [{"buffer": 0, "byteLength": 36}]}),
    "glb of a billion": _glb(
        {
            **_GLTF,
            "accessors": [{**_ACCESSOR, "count": 1_000_000_000}],
            "bufferViews": [{"buffer": 0, "byteLength": 36}],
            "buffers": [{"byteLength": 36}],
        },
        b"\0" * 36,
    ),
    "glb with a file address": _glb({**_GLTF, "buffers": [{"uri": "file:///etc/passwd", "byteLength": 36}]}),
    "glb with a web address": _glb({**_GLTF, "buffers": [{"uri": "http://127.0.0.1:9/x", "byteLength": 36}]}),
    "glb in a circle": _glb({**_GLTF, "nodes": [{"children": [1]}, {"children": [0], "mesh": 0}]}),
    "glb of nonsense": b"glTF" + struct.pack("<II", 2, 28) + struct.pack("<II", 8, 0x4E4F534A) + b"notjson!",
    "glb of draco": _glb({**_GLTF, "extensionsUsed": ["KHR_draco_mesh_compression"]}),
    "zip of nothing": _three_mf("")[:30],
    "zip that is no 3mf": (lambda out: (zipfile.ZipFile(out, "w").writestr("a.txt", "a"), out.getvalue())[1])(io.BytesIO()),
    "3mf of no xml": _three_mf("not xml at all"),
    "3mf billion laughs": _three_mf(_LAUGHS + "]><model>&j;</model>"),
    "3mf of another file": _three_mf(
        '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><model unit="millimeter">&x;</model>'
    ),
    "3mf nested ten to the ninth": _three_mf(str(_nested(12)["model"])),
    "3mf within itself": _three_mf(_mf_model('<object id="1"><components><component objectid="1"/></components></object>')),
    "3mf of corners that are not": _three_mf(
        _mf_model(
            '<object id="1"><mesh><vertices><vertex x="0" y="0" z="0"/></vertices><triangles><triangle v1="0" v2="7" v3="9"/>'
            "</triangles></mesh></object>"
        )
    ),
    "3mf of strange units": _three_mf(_mf_model("").replace("millimeter", "parsec")),
    "step of nothing": b"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n",
    "step cut off": b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((",
}
