"""A still of a piece without a graphics card: triangles into a depth buffer, metal by what it mirrors, stones by their facets.

Plain enough to be quick (a tenth of a second), good enough to see what is crooked, floating or clumsy. Catalogue pictures
are path-traced: tools/stills.py.
"""

from math import radians

import numpy as np
from PIL import Image

from benchpin.cli.model import Model, Shape
from benchpin.smith.geometry import Floats

__all__ = ["VIEWS", "still"]

VIEWS = {"three quarters": (-32.0, 28.0), "front": (0.0, 0.0), "top": (0.0, 90.0)}  # turned about Y, then tipped, degrees
PAPER = np.array([0.955, 0.95, 0.94])
MARGIN = 0.06  # of the picture's side
FINER = 2  # times, before it is scaled down: smooth edges
BATCH = 1_500_000  # samples at once


def still(model: Model, view: str, pixels: int) -> Image.Image:
    """Draw a piece from one of VIEWS, `pixels` square."""
    turn = _turn(*VIEWS[view])
    size = FINER * pixels
    shapes = [(shape, shape.corners @ turn.T, shape.normals @ turn.T) for shape in model.shapes]
    middle, scale = _framing(model, shapes, size)
    colour = np.tile(PAPER, (size * size, 1))
    depth = np.full(size * size, -np.inf)
    for shape, corners, normals in shapes:
        onto = (corners - middle) * scale
        onto[..., :2] += size / 2
        onto[..., 1] = size - onto[..., 1]
        _draw(colour, depth, size, onto, normals, shape)
    shown = (np.clip(colour, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8).reshape(size, size, 3)
    return Image.fromarray(shown).resize((pixels, pixels), Image.Resampling.LANCZOS)


def _turn(about_y_deg: float, tipped_deg: float) -> Floats:
    a, b = radians(about_y_deg), radians(tipped_deg)
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    tipped = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    return np.array(tipped @ about_y)


def _framing(model: Model, shapes: list[tuple[Shape, Floats, Floats]], size: int) -> tuple[Floats, float]:
    """The middle of the picture and pixels a millimetre. A pendant is looked at, not its chain."""
    framed = [corners for shape, corners, _ in shapes if not shape.name.startswith("chain")]
    if model.extras.get("view") != "pendant" or not framed:
        framed = [corners for _, corners, _ in shapes]
    points = np.concatenate(framed).reshape(-1, 3)
    low, high = points.min(0), points.max(0)
    return (low + high) / 2, size * (1 - 2 * MARGIN) / float(max(high[:2] - low[:2]))


def _draw(colour: Floats, depth: Floats, size: int, corners: Floats, normals: Floats, shape: Shape) -> None:
    """Sample triangles alike in extent together: a grid as large as the largest of them, kept where it is inside."""
    area = _cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    low = np.floor(corners[..., :2].min(1)).astype(int)
    extent = np.ceil(corners[..., :2].max(1)).astype(int) - low + 1
    # Solids are closed: what turns its back is hidden. Paper counts downwards, so a face seen winds the other way there.
    seen = (area < -1e-9) & (low < size).all(1) & (low + extent > 0).all(1)
    steps = np.ceil(np.log2(np.maximum(extent.max(1), 1))).astype(int)
    for step in np.unique(steps[seen]):
        side = 2 ** int(step)
        rows = np.flatnonzero(seen & (steps == step))
        for part in np.array_split(rows, len(rows) * side * side // BATCH + 1):
            _sample(colour, depth, size, corners[part], normals[part], low[part], side, shape)


def _sample(
    colour: Floats, depth: Floats, size: int, corners: Floats, normals: Floats, low: Floats, side: int, shape: Shape
) -> None:
    across, down = np.meshgrid(np.arange(side), np.arange(side))
    x = low[:, :1] + across.ravel()  # (triangles, samples)
    y = low[:, 1:] + down.ravel()
    (ax, ay), (bx, by), (cx, cy) = (corners[:, k, :2].T[..., None] for k in range(3))
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    of_a = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area
    of_b = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area
    of_c = 1 - of_a - of_b
    inside = (of_a >= -1e-9) & (of_b >= -1e-9) & (of_c >= -1e-9) & (x >= 0) & (x < size) & (y >= 0) & (y < size)
    triangle, sample = np.nonzero(inside)
    weight = np.stack([of[triangle, sample] for of in (of_a, of_b, of_c)], 1)
    near = np.einsum("ij,ij->i", weight, corners[triangle, :, 2])
    pixel = y[triangle, sample] * size + x[triangle, sample]
    order = np.lexsort((near, pixel))
    front = order[np.append(np.diff(pixel[order]) > 0, True)[: len(order)]]  # of each pixel the nearest sample
    front = front[near[front] > depth[pixel[front]]]
    normal = np.einsum("ij,ijk->ik", weight[front], normals[triangle[front]])
    depth[pixel[front]] = near[front]
    colour[pixel[front]] = _shade(normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9), shape)


def _shade(normal: Floats, shape: Shape) -> Floats:
    """What a polished or a facetted surface sends to an eye far off in front of it."""
    normal = np.where(normal[:, 2:] < 0, -normal, normal)
    mirrored = 2 * normal[:, 2:] * normal - np.array([0.0, 0.0, 1.0])
    light = _room(mirrored)[:, None]
    about = shape.material["pbrMetallicRoughness"]
    tint = np.array(about["baseColorFactor"][:3])
    if shape.material["name"].startswith("gem"):
        inner = _room(np.stack([-mirrored[:, 1], mirrored[:, 0], mirrored[:, 2]], 1))[:, None]  # light that went round inside
        return np.asarray(0.25 * light + tint * (0.15 + 0.65 * inner))
    if about["metallicFactor"] == 0:
        return np.asarray(tint * (0.25 + 0.75 * normal[:, 2:]) + 0.06 * light)
    rough = about["roughnessFactor"]
    soft = (0.3 + 0.5 * normal[:, 1] + 0.4 * normal[:, 2])[:, None]
    return np.asarray(tint * ((1 - rough) * light + rough * soft + 0.05))


def _room(direction: Floats) -> Floats:
    """A studio: a bright ceiling, a window to the left, a strip of light to the right, a dark floor."""
    x, y, z = direction.T
    ceiling = 0.95 * _smooth(0.15, 0.75, y)
    window = 0.8 * _smooth(0.35, 0.6, -x) * _smooth(-0.4, 0.1, y)
    strip = 0.7 * _smooth(0.05, 0.0, np.abs(x - 0.72) - 0.1)
    return np.asarray(0.1 + 0.16 * (z + 1) + ceiling + window + strip)


def _smooth(low: float, high: float, value: Floats) -> Floats:
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def _cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])
