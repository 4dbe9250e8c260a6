"""Casting files: binary STL and 3MF in true millimetres, grown by the alloy's shrinkage, which both of them state."""

import io
import zipfile
from xml.sax.saxutils import quoteattr

import numpy as np

from benchpin.smith.geometry.surface import Solid, without_slivers

__all__ = ["stl", "three_mf"]

# Details finer than this are smoothed away: a printer's pixel is fifty times larger, and in STL's 32-bit figures
# their corners would fall together and open the mesh.
SLIVER_MM = 1e-3
STL_TRIANGLE = np.dtype([("normal", "<f4", 3), ("vertices", "<f4", (3, 3)), ("attribute", "<u2")])
CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = (
    f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>'
)
RELATIONSHIPS = (
    f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships">'
    '<Relationship Target="/3D/3dmodel.model" Id="model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>'
    "</Relationships>"
)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same piece gives the same bytes


def stl(part: Solid, name: str, shrinkage_percent: float) -> bytes:
    """Binary STL, larger than the finished piece by the linear shrinkage; its header says so in 80 letters."""
    vertices, triangles = without_slivers(part, SLIVER_MM)
    grown = (vertices / (1 - shrinkage_percent / 100)).astype("<f4")
    record = np.zeros(len(triangles), STL_TRIANGLE)
    record["vertices"] = grown[triangles]
    a, b, c = (record["vertices"][:, i] for i in range(3))
    normal = np.cross(b - a, c - a)
    record["normal"] = normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-30)
    header = f"mm, shrinkage {shrinkage_percent:g} % compensated; {name}".encode("ascii", "replace")[:80].ljust(80)
    return header + np.uint32(len(triangles)).tobytes() + record.tobytes()


def three_mf(parts: list[tuple[str, Solid, float]], name: str, about: dict[str, str]) -> bytes:
    """3MF with units, an object for each part, each grown by its own shrinkage in percent; `about` adds metadata."""
    objects = "".join(_object(number, *part) for number, part in enumerate(parts, 1))
    items = "".join(f'<item objectid="{number}"/>' for number in range(1, len(parts) + 1))
    grown = ", ".join(dict.fromkeys(f"{percent:g}" for _, _, percent in parts))
    stated = {"Title": name, "Description": f"Shrinkage of {grown} % compensated: print as it is.", **about}
    metadata = "".join(f"<metadata name={quoteattr(key)}>{_escape(value)}</metadata>" for key, value in stated.items())
    model = (
        f'<?xml version="1.0" encoding="UTF-8"?><model unit="millimeter" xml:lang="en-GB" xmlns="{CORE}">{metadata}'
        f"<resources>{objects}</resources><build>{items}</build></model>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for path, text in (("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONSHIPS), ("3D/3dmodel.model", model)):
            archive.writestr(zipfile.ZipInfo(path, EPOCH), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _object(number: int, name: str, part: Solid, shrinkage_percent: float) -> str:
    vertices, triangles = without_slivers(part, SLIVER_MM)
    vertices = vertices / (1 - shrinkage_percent / 100)
    rows = ('<vertex x="%.5f" y="%.5f" z="%.5f"/>' * len(vertices)) % tuple(vertices.ravel().tolist())
    faces = ('<triangle v1="%d" v2="%d" v3="%d"/>' * len(triangles)) % tuple(triangles.ravel().tolist())
    return (
        f'<object id="{number}" type="model" name={quoteattr(name)}><mesh><vertices>{rows}</vertices>'
        f"<triangles>{faces}</triangles></mesh></object>"
    )


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
