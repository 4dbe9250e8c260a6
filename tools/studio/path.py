"""Light followed backwards, from the eye to the lamps: mirrored by metal, broken, coloured and parted by stones."""

from dataclasses import dataclass

import drjit as dr
import mitsuba as mi
import numpy as np

import studio.light as light
from studio.subject import Subject

__all__ = ["Sight", "Table", "shaded", "sight"]

DEEPEST = 15  # mirrorings and breakings of one path
SURE = 4  # of which none is left to chance
BRIGHTEST = 14.0  # of one path: what is brighter is a speck, not a sparkle
SKIN_MM = 2e-4
REST = 0.55  # of the light about, for what is left of a path that is followed no further
TABLE = (0.56, 0.552, 0.54)
TABLE_REACH_MM = 140.0
SLANT = 0.75  # of the gain of a mirror at grazing light
GLASS = 0.045
# Where a camera's eye for red, green and blue is keenest, and how wide each sees, nm.
SEEN_NM = ((602.0, 34.0), (543.0, 34.0), (457.0, 26.0))
SPECTRUM_NM = (400.0, 680.0)


class Table:
    """The scene, and what its surfaces are by row, as paths gather it. No dataclass: Dr.Jit would carry it round every loop."""

    def __init__(self, subject: Subject) -> None:
        rows, table_mm = subject.rows, subject.framing.table_mm
        self.scene = mi.load_dict({"type": "scene", "piece": _mesh(subject)})
        self.made_of = mi.UInt32(subject.made_of.astype(np.uint32))
        self.colour = _colours([row.colour for row in rows])
        self.absorb = _colours([row.absorb for row in rows])
        self.slope_u = mi.Float([row.slopes[0] for row in rows])
        self.slope_v = mi.Float([row.slopes[1] for row in rows])
        self.hammered = mi.Float([row.hammered for row in rows])
        self.girth = mi.Float([row.girth_mm for row in rows])
        self.glazed = mi.Float([row.glazed for row in rows])
        self.index = mi.Float([row.index for row in rows])
        self.dispersion = mi.Float([row.dispersion for row in rows])
        self.smooth = mi.Float([row.smooth for row in rows])
        self.has_table = table_mm is not None
        self.table_mm = table_mm or 0.0


@dataclass(frozen=True, eq=False)
class Sight:
    """What came back along each ray: light, whether it met the piece, what it met first."""

    light: mi.Color3f
    met: mi.Float
    colour: mi.Color3f
    normal: mi.Vector3f
    stone: mi.Float


def _mesh(subject: Subject) -> mi.Mesh:
    mesh = mi.Mesh("piece", len(subject.points), len(subject.triangles), has_vertex_normals=True, has_vertex_texcoords=True)
    values = mi.traverse(mesh)
    values["vertex_positions"] = mi.Float(subject.points.astype(np.float32).ravel())
    values["vertex_normals"] = mi.Float(subject.normals.astype(np.float32).ravel())
    values["vertex_texcoords"] = mi.Float(subject.uv_mm.astype(np.float32).ravel())
    values["faces"] = mi.UInt32(subject.triangles.astype(np.uint32).ravel())
    values.update()
    return mesh


def _colours(values: list[tuple[float, float, float]]) -> mi.Color3f:
    return mi.Color3f(*(mi.Float([value[k] for value in values]) for k in range(3)))


@dr.syntax
def sight(table: Table, ray: mi.Ray3f, spectrum: mi.Float, chance: mi.PCG32) -> Sight:
    """Follow rays. `spectrum`: 0 to 1, the place in the spectrum a path is seen at, should a stone part its colours."""
    nm = dr.lerp(SPECTRUM_NM[0], SPECTRUM_NM[1], spectrum)
    path = _Path(ray)
    to_eye = -ray.d
    rest, escaped = mi.Color3f(0), mi.Bool(False)
    met, stone = mi.Float(0), mi.Float(0)
    colour, normal = mi.Color3f(0), mi.Vector3f(0)
    depth, alive = mi.UInt32(0), mi.Bool(True)
    while alive:
        si = table.scene.ray_intersect(mi.Ray3f(mi.Point3f(path.o), path.d), ray_flags=mi.RayFlags.All, coherent=depth == 0)
        floor, onto, fall = _meets_table(table, path.o, path.d)
        floor &= (fall < si.t) & (path.inside == 0) & (depth > 0)
        if floor:
            _off_table(path, onto, chance)
        elif si.is_valid():
            row = dr.gather(mi.UInt32, table.made_of, si.prim_index)
            index = dr.gather(mi.Float, table.index, row)
            if depth == 0:
                met = mi.Float(1)
                stone = dr.select(index > 0, 1.0, 0.0)
                colour = dr.gather(mi.Color3f, table.colour, row)
                normal = mi.Vector3f(si.sh_frame.n)
            if index > 0:
                _through_stone(table, row, path, si, nm, chance)
            else:
                _off_metal(table, row, path, si, chance)
        else:
            alive = mi.Bool(False)
            escaped = depth > 0
        depth += 1
        if alive & (depth == DEEPEST):
            rest = path.left * REST
            alive = mi.Bool(False)
        if alive & (depth > SURE):
            stay = dr.minimum(0.97, dr.max(path.left))
            alive &= chance.next_float32() < stay
            path.left /= stay
    arriving = dr.select(path.stony, light.for_stones(path.d, to_eye), light.for_metal(path.d))
    found = dr.select(escaped, path.left * arriving, rest)
    brightest = dr.max(found)
    found *= dr.select(brightest > BRIGHTEST, BRIGHTEST / brightest, 1.0)
    return Sight(dr.select(dr.isfinite(brightest), found, 0.0), met, colour, normal, stone)


class _Path:
    """Where a path is and what of its light is left. inside: 1 + row of the stone it is in; stony: lit as stones are."""

    DRJIT_STRUCT = {
        "o": mi.Vector3f,
        "d": mi.Vector3f,
        "left": mi.Color3f,
        "inside": mi.UInt32,
        "parted": mi.Bool,
        "stony": mi.Bool,
    }

    def __init__(self, ray: mi.Ray3f | None = None) -> None:
        if ray is not None:
            self.o, self.d, self.left = mi.Vector3f(ray.o), mi.Vector3f(ray.d), mi.Color3f(1)
            self.inside, self.parted, self.stony = mi.UInt32(0), mi.Bool(False), mi.Bool(False)


def _meets_table(table: Table, o: mi.Vector3f, d: mi.Vector3f) -> tuple[mi.Bool, mi.Vector3f, mi.Float]:
    fall = (table.table_mm - o.y) / d.y
    onto = o + d * fall
    near = dr.square(onto.x) + dr.square(onto.z) < TABLE_REACH_MM**2
    return table.has_table & (d.y < -1e-4) & (fall > 1e-3) & near, onto, fall


def _off_table(path: _Path, onto: mi.Vector3f, chance: mi.PCG32) -> None:
    """White paper: light from all over the tent."""
    path.left *= mi.Color3f(*TABLE)
    path.o = onto + mi.Vector3f(0, SKIN_MM, 0)
    path.d = _skyward(chance)
    path.stony = mi.Bool(False)


def _skyward(chance: mi.PCG32) -> mi.Vector3f:
    local = mi.warp.square_to_cosine_hemisphere(mi.Point2f(chance.next_float32(), chance.next_float32()))
    return mi.Vector3f(local.x, local.z, local.y)


@dr.syntax
def _through_stone(
    table: Table, row: mi.UInt32, path: _Path, si: mi.SurfaceInteraction3f, nm: mi.Float, chance: mi.PCG32
) -> None:
    """Into a stone, out of it, or mirrored by it, by Fresnel's chances; coloured by the way gone inside."""
    n = _index(dr.gather(mi.Float, table.index, row), dr.gather(mi.Float, table.dispersion, row), nm)
    way = dr.select(path.inside > 0, si.t, 0.0)
    path.left *= dr.exp(-dr.gather(mi.Color3f, table.absorb, dr.maximum(path.inside, 1) - 1) * way)
    out = mi.Vector3f(si.n)
    entering = dr.dot(path.d, out) < 0
    out = dr.select(entering, out, -out)
    facing = dr.select(dr.gather(mi.Float, table.smooth, row) > 0, mi.Vector3f(si.sh_frame.n), mi.Vector3f(si.n))
    facing = dr.select(entering, facing, -facing)
    cos_i = dr.clip(-dr.dot(path.d, facing), 1e-4, 1.0)
    eta = dr.select(entering, 1 / n, n)
    sin2_t = dr.square(eta) * (1 - dr.square(cos_i))
    cos_t = dr.sqrt(dr.maximum(0.0, 1 - sin2_t))
    a, b = (eta * cos_i - cos_t) / (eta * cos_i + cos_t), (cos_i - eta * cos_t) / (cos_i + eta * cos_t)
    share = dr.select(sin2_t >= 1, 1.0, 0.5 * (dr.square(a) + dr.square(b)))
    mirrored = chance.next_float32() < share
    back = dr.normalize(path.d + 2 * cos_i * facing)
    on = dr.normalize(eta * path.d + (eta * cos_i - cos_t) * facing)
    path.o = mi.Vector3f(si.p) + dr.select(mirrored, SKIN_MM, -SKIN_MM) * out
    path.d = dr.select(mirrored, back, on)
    path.left *= dr.select(~mirrored & entering & ~path.parted, _seen(nm), mi.Color3f(1))
    path.parted |= ~mirrored & entering
    path.inside = dr.select(mirrored == entering, 0, row + 1)
    path.stony = mi.Bool(True)


def _off_metal(table: Table, row: mi.UInt32, path: _Path, si: mi.SurfaceInteraction3f, chance: mi.PCG32) -> None:
    """Mirrored by metal or by a glaze, or scattered by the colour below the glaze."""
    out = mi.Vector3f(si.n)
    out = dr.select(dr.dot(path.d, out) < 0, out, -out)
    facing = mi.Vector3f(si.sh_frame.n)
    facing = _worked(table, row, si, dr.select(dr.dot(facing, out) < 0, -facing, facing), chance)
    cos_i = dr.clip(-dr.dot(path.d, facing), 0.0, 1.0)
    slant = (1 - cos_i) ** 5
    colour = dr.gather(mi.Color3f, table.colour, row)
    glazed = dr.gather(mi.Float, table.glazed, row) > 0
    below = glazed & (chance.next_float32() > GLASS + (1 - GLASS) * slant)
    local = mi.warp.square_to_cosine_hemisphere(mi.Point2f(chance.next_float32(), chance.next_float32()))
    scattered = mi.Vector3f(mi.Frame3f(out).to_world(local))
    mirrored = dr.normalize(path.d + 2 * cos_i * facing)
    dip = dr.dot(mirrored, out)
    mirrored = dr.normalize(dr.select(dip < 0.01, mirrored + (0.02 - 2 * dip) * out, mirrored))
    gain = dr.select(glazed, mi.Color3f(1), dr.lerp(colour, mi.Color3f(1), SLANT * slant))
    path.left *= dr.select(below, colour, gain)
    path.d = dr.select(below, scattered, mirrored)
    path.o = mi.Vector3f(si.p) + SKIN_MM * 5 * out
    path.inside = mi.UInt32(0)
    path.stony = mi.Bool(False)


@dr.syntax
def shaded(table: Table, ray: mi.Ray3f, chance: mi.PCG32) -> tuple[mi.Float, mi.Float, mi.Float]:
    """Of rays to the table: the light that would reach it there, the light that does, and whether they met it."""
    meets, onto, _ = _meets_table(table, mi.Vector3f(ray.o), mi.Vector3f(ray.d))
    d = _skyward(chance)
    comes = mi.luminance(light.for_metal(d)) * dr.select(meets, 1.0, 0.0)
    si = table.scene.ray_intersect(
        mi.Ray3f(mi.Point3f(onto + mi.Vector3f(0, SKIN_MM, 0)), d), ray_flags=mi.RayFlags.Minimal, coherent=False
    )
    through = mi.Float(1)
    if si.is_valid():
        row = dr.gather(mi.UInt32, table.made_of, si.prim_index)
        through = dr.select(dr.gather(mi.Float, table.index, row) > 0, 0.45, 0.0)
        # What is far above throws little shade: light comes round it from walls that are not drawn.
        through = 1 - (1 - through) * dr.exp(-si.t / 26.0)
    return comes, comes * through, dr.select(meets, 1.0, 0.0)


@dr.syntax
def _worked(table: Table, row: mi.UInt32, si: mi.SurfaceInteraction3f, facing: mi.Vector3f, chance: mi.PCG32) -> mi.Vector3f:
    """A facet of the surface: its slope from how it was finished; hammer marks turn it further."""
    along = mi.Vector3f(si.dp_du)
    flat = dr.squared_norm(along) < 1e-12
    along = dr.select(flat, mi.Vector3f(mi.Frame3f(facing).s), along)
    along = dr.normalize(along - facing * dr.dot(along, facing))
    across = dr.cross(facing, along)
    if dr.gather(mi.Float, table.hammered, row) > 0:
        girth = dr.gather(mi.Float, table.girth, row)
        here, e = _hammer(si.uv, girth), 0.03
        steep_u = (_hammer(si.uv + mi.Point2f(e, 0), girth) - here) / e
        steep_v = (_hammer(si.uv + mi.Point2f(0, e), girth) - here) / e
        facing = dr.normalize(facing - along * steep_u - across * steep_v)
    bell = mi.warp.square_to_std_normal(mi.Point2f(chance.next_float32(), chance.next_float32()))
    u, v = dr.gather(mi.Float, table.slope_u, row), dr.gather(mi.Float, table.slope_v, row)
    return dr.normalize(facing + along * (bell.x * u) + across * (bell.y * v))


def _hammer(mm: mi.Point2f, girth: mi.Float) -> mi.Float:
    """Height of hammer marks 1.35 mm wide, as static/js/viewer/finish.js beats them."""
    around = dr.maximum(1.0, dr.floor(girth / 1.35 + 0.5))
    px, py = mm.x / girth * around, mm.y / 1.35
    ix, iy = dr.floor(px), dr.floor(py)
    total = mi.Float(0)
    for y in (-1, 0, 1):
        for x in (-1, 0, 1):
            cx = ix + x
            cx -= around * dr.floor(cx / around)
            hx, hy = _hash(cx + 7.0, iy + y + 7.0)
            rx, ry = x + hx * 0.75 + 0.12 - (px - ix), y + hy * 0.75 + 0.12 - (py - iy)
            total += dr.exp(-9.0 * (rx * rx + ry * ry))
    return -dr.log(total) / 30.0


def _hash(x: mi.Float, y: mi.Float) -> tuple[mi.Float, mi.Float]:
    x, y = _fract(x * 0.1031), _fract(y * 0.1030)
    more = x * (y + 33.33) + y * (x + 33.33)
    x, y = x + more, y + more
    return _fract((x + y) * x), _fract(2 * x * y)


def _fract(x: mi.Float) -> mi.Float:
    return x - dr.floor(x)


def _index(middle: mi.Float, dispersion: mi.Float, nm: mi.Float) -> mi.Float:
    """Cauchy's formula through the index at 589.3 nm and the spread from B (686.7) to G (430.8)."""
    slope = dispersion / (1 / 0.4308**2 - 1 / 0.6867**2)
    return middle + slope * (1 / dr.square(nm * 1e-3) - 1 / 0.5893**2)


def _seen(nm: mi.Float) -> mi.Color3f:
    """How much red, green and blue a wavelength is, so that the whole spectrum makes white."""
    reach = SPECTRUM_NM[1] - SPECTRUM_NM[0]
    parts = []
    for middle, width in SEEN_NM:
        area = width * np.sqrt(2 * np.pi)
        parts.append(dr.exp(-0.5 * dr.square((nm - middle) / width)) * float(reach / area))
    return mi.Color3f(*parts)
