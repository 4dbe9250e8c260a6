"""The rival of benchmarks/geometry.py: the same solitaire in build123d, a kernel of exact boundaries. Needs build123d.

US 6: a D shank lofted from 2.1 x 1.5 to 1.8 x 1.7 mm, six tapered claws, two rails, the seat of a 6.5 mm round, words inside.
"""

import tempfile
from math import cos, pi, sin
from pathlib import Path

import build123d as b3d

BORE_MM = 16.5068
INNER, STONE, WIRE, DEPTH, CROWN = BORE_MM / 2, 3.25, 1.0, 2.88, 1.04
FONT = "DejaVu Serif"


def solitaire_glb(words: str) -> bytes:
    """From options to GLB bytes, nothing kept from before."""
    band, head = _shank(), _head()
    lift = INNER + 1.7 + 0.35 + DEPTH
    head = b3d.Plane(origin=(0, lift, 0), x_dir=(1, 0, 0), z_dir=(0, 1, 0)) * head
    if words:
        band = band - _letters(words)
    whole = band + head
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ring.glb"
        b3d.export_gltf(whole, str(path), binary=True, linear_deflection=0.01, angular_deflection=0.3)
        return path.read_bytes()


def _section(turn: float) -> b3d.Face:
    top = 0.5 + 0.5 * cos(turn)
    top = top * top * (3 - 2 * top)
    width, thick, flank, rise = 2.1 - 0.3 * top, 1.5 + 0.2 * top, 0.75, 0.12
    out = (sin(turn), cos(turn), 0)

    def at(z: float, u: float) -> b3d.Vector:
        return b3d.Vector((INNER + u) * out[0], (INNER + u) * out[1], z)

    half, slant = width / 2, 0.7071
    inner = b3d.ThreePointArc(at(-half, rise), at(0, 0), at(half, rise))
    sides = (b3d.Line(at(half, rise), at(half, flank)), b3d.Line(at(-half, flank), at(-half, rise)))
    high = flank + (thick - flank) * slant
    dome = b3d.Spline(
        at(half, flank),
        at(half * slant, high),
        at(0, thick),
        at(-half * slant, high),
        at(-half, flank),
        tangents=[b3d.Vector(*out), b3d.Vector(*out) * -1],
    )
    return b3d.Face(b3d.Wire([inner, sides[0], dome, sides[1]]))


def _shank() -> b3d.Solid:
    """A sweep through seven sections: a loft of them is said to be valid and has a negative volume."""
    way = b3d.ThreePointArc((0, INNER, 0), (INNER, 0, 0), (0, -INNER, 0))
    half = b3d.sweep([_section(pi * k / 6) for k in range(7)], path=b3d.Wire(way.edges()), multisection=True)
    return half.fuse(half.mirror(b3d.Plane.YZ))


def _head() -> b3d.Solid:
    claw = _claw() - _bur()
    claws = [b3d.Rot(0, 0, 60 * k) * claw for k in range(6)]
    rails = [
        b3d.Pos(0, 0, -0.5 * DEPTH) * b3d.Torus(0.7 * STONE, 0.36),
        b3d.Pos(0, 0, -0.9 * DEPTH) * b3d.Torus(0.41 * STONE, 0.42),
    ]
    return claws[0].fuse(*claws[1:], *rails)


def _claw() -> b3d.Solid:
    r, foot = WIRE / 2, -DEPTH - 1.1
    way = b3d.Spline(
        (0.30 * STONE, 0, foot),
        (0.42 * STONE, 0, -0.86 * DEPTH),
        (0.70 * STONE, 0, -0.52 * DEPTH),
        (STONE + 0.10 * r, 0, -0.25 * DEPTH),
        (STONE + 0.55 * r, 0, 0),
        (STONE + 0.50 * r, 0, 0.45 * CROWN),
        (STONE + 0.05 * r, 0, 0.84 * CROWN),
        (STONE - 0.75 * r, 0, CROWN),
    )
    sections = [
        b3d.Plane(origin=way @ u, z_dir=way % u) * b3d.Circle(s * r) for u, s in ((0, 0.85), (0.5, 0.92), (0.72, 1), (1, 0.82))
    ]
    return b3d.sweep(sections, path=way.edge(), multisection=True) + b3d.Pos(*(way @ 1)) * b3d.Sphere(0.82 * r)


def _bur() -> b3d.Solid:
    g = 0.02
    corners = [(0, -DEPTH - g), (STONE + g, -0.08), (STONE + g, 0.08), (0.57 * STONE + g, CROWN + g), (0, CROWN + g)]
    edges = [b3d.Line((a[0], 0, a[1]), (b[0], 0, b[1])) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    return b3d.revolve(b3d.Face(b3d.Wire(edges)), b3d.Axis.Z)


def _letters(words: str) -> list[b3d.Part]:
    cut = []
    for number, letter in enumerate(words):
        if letter == " ":
            continue
        turn = pi - (number - (len(words) - 1) / 2) * 1.05 / INNER
        out = b3d.Vector(sin(turn), cos(turn), 0)
        plane = b3d.Plane(origin=out * (INNER - 0.3), x_dir=(-cos(turn), sin(turn), 0), z_dir=out)
        text = b3d.Text(letter, font_size=1.65, font=FONT, align=(b3d.Align.CENTER, b3d.Align.CENTER))
        cut.append(plane * b3d.extrude(text, 0.55))
    return cut
