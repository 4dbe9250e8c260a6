"""From an exposure to a picture: noise taken out, tones as the viewer has them, the shadow on a clear ground."""

from dataclasses import dataclass

import numpy as np
import pyoidn
from numpy.typing import NDArray
from PIL import Image as Pillow

from studio.camera import Exposure

__all__ = ["Negative", "develop"]

Image = NDArray[np.float32]

EXPOSURE = 0.86  # as static/js/viewer/viewer.js
SHADOW = np.array([0.056, 0.044, 0.035], np.float32)  # a warm black, as static/js/viewer/shadow.js
SHADOW_STRENGTH, SHADOW_DEEPEST = 1.9, 0.78
LEAST = 1 / 300  # of a pixel: less cannot be seen
SHADOW_AIR = 0.06  # of its light that the table lacks anywhere near
BLUR = (0.07, 0.24, 0.38, 0.24, 0.07)
FADE = 0.07  # of the side: a page may show ground below and beside the picture
TONED_FROM, PALER = 0.8 - 0.04, 0.15  # Khronos' neutral tones


@dataclass(frozen=True, eq=False)
class Negative:
    """A picture in layers, of which any width is printed: the piece (weighted by its cover), its cover, the shadow."""

    piece: Image
    covered: Image
    shadow: Image

    def printed(self, width: int) -> Pillow.Image:
        """A picture with a clear ground. Layers are scaled before they are laid together: a shadow keeps its one colour."""
        covered, shadow = _scaled(self.covered, width), _scaled(self.shadow, width)
        piece = np.stack([_scaled(self.piece[..., k], width) for k in range(3)], 2)
        covered = np.where(covered > LEAST, covered, 0)
        alpha = covered + (1 - covered) * shadow
        behind = ((1 - covered) * shadow)[..., None] * _shown(SHADOW)
        colour = np.where(covered[..., None] > 0, (piece + behind) / np.maximum(alpha, LEAST)[..., None], _shown(SHADOW))
        whole = np.concatenate([colour, alpha[..., None]], 2)
        return Pillow.fromarray(np.rint(np.clip(whole, 0, 1) * 255).astype(np.uint8), "RGBA")


def develop(exposure: Exposure) -> Negative:
    clean = _clean(exposure.light, exposure.colour, exposure.normal)
    covered = np.clip(exposure.covered, 0, 1)
    piece = _shown(_toned(clean / np.maximum(covered, 1e-3)[..., None] * EXPOSURE)) * covered[..., None]
    return Negative(np.asarray(piece, np.float32), covered, _shadow(exposure.shade, len(covered)))


def _scaled(layer: Image, width: int) -> Image:
    if width == len(layer):
        return layer
    return np.clip(np.asarray(Pillow.fromarray(layer).resize((width, width), Pillow.Resampling.LANCZOS)), 0, 1)


def _clean(light: Image, colour: Image, normal: Image) -> Image:
    whole = (np.ascontiguousarray(part, np.float32) for part in (light, colour, normal))
    return np.asarray(pyoidn.denoise(*whole, hdr=True, clean_aux=True))


def _shadow(shade: Image, pixels: int) -> Image:
    if not shade.any():
        return np.zeros((pixels, pixels), np.float32)
    grey = np.repeat(np.clip(shade, 0, 1)[..., None], 3, 2).astype(np.float32)
    soft = np.clip(np.asarray(pyoidn.denoise(np.ascontiguousarray(grey)))[..., 0] - SHADOW_AIR, 0, 1)
    whole = Pillow.fromarray(_blurred(soft)).resize((pixels, pixels), Pillow.Resampling.BICUBIC)
    dark = (1 - np.exp(-SHADOW_STRENGTH * np.clip(np.asarray(whole), 0, 1))) * SHADOW_DEEPEST
    ramp = np.clip((pixels - 1 - np.arange(pixels)) / (FADE * pixels), 0, 1)
    return np.asarray(dark * ramp[:, None] * ramp * ramp[::-1], np.float32)


def _blurred(layer: Image) -> Image:
    """Without the last grain: a smooth shadow is also a light file."""
    reach = len(BLUR) // 2
    for _ in range(2):  # down, then across
        wide, rows = np.pad(layer, ((reach, reach), (0, 0)), "edge"), len(layer)
        layer = np.sum([weight * wide[k : k + rows] for k, weight in enumerate(BLUR)], 0).T
    return np.asarray(layer, np.float32)


def _toned(light: Image) -> Image:
    """Khronos' PBR neutral tone mapping: colours stay what they are, only what is too bright bends towards white."""
    low = light.min(-1, keepdims=True)
    toe = np.where(low < 0.08, low - 6.25 * low * low, 0.04)
    light = light - toe
    peak = light.max(-1, keepdims=True)
    room = 1 - TONED_FROM
    bent = 1 - room * room / (np.maximum(peak, TONED_FROM) + room - TONED_FROM)
    over = light * bent / np.maximum(peak, 1e-6)
    share = 1 - 1 / (PALER * (peak - bent) + 1)
    return np.asarray(np.where(peak < TONED_FROM, light, over * (1 - share) + bent * share))


def _shown(light: Image) -> Image:
    """Linear light as sRGB."""
    light = np.clip(light, 0, 1)
    return np.asarray(np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055))
