"""The lamps and cards of the studio as formulas of a direction: the light of static/js/viewer/studio.js, in the same places."""

import drjit as dr
import mitsuba as mi

__all__ = ["for_metal", "for_stones"]


def for_metal(d: mi.Vector3f) -> mi.Color3f:
    """Return what comes from direction d: softboxes, a white floor, and black flags that draw the edges of a polish."""
    up = _ramp(-0.05, 0.5, d.y)
    c = dr.lerp(mi.Color3f(0.215, 0.192, 0.170), mi.Color3f(0.126, 0.109, 0.096), up)
    c = dr.lerp(c, mi.Color3f(0.74, 0.73, 0.715), _ramp(0.0, -0.42, d.y))
    c += mi.Color3f(4.6, 4.55, 4.45) * _softbox(d, (-0.12, 1, -0.22), (1, 0.12, 0), (0.62, 0.40), 0.10)  # overhead
    c += mi.Color3f(3.2, 3.14, 3.02) * _softbox(d, (-0.92, 0.42, 0.42), (0.42, 0, 0.92), (0.40, 0.72), 0.08)  # key, left
    c += mi.Color3f(1.55, 1.58, 1.64) * _softbox(d, (0.95, 0.25, 0.25), (-0.25, 0, 0.95), (0.34, 0.85), 0.10)  # fill, right
    c += mi.Color3f(3.4) * _softbox(d, (0.62, 0.30, -0.80), (0.80, 0, 0.62), (0.10, 0.62), 0.05)  # two strips behind
    c += mi.Color3f(2.6, 2.62, 2.7) * _softbox(d, (-0.55, 0.22, -0.85), (0.85, 0, -0.55), (0.09, 0.55), 0.05)
    c += mi.Color3f(0.50, 0.495, 0.485) * _softbox(d, (0.15, -0.10, 1), (1, 0, -0.15), (0.55, 0.22), 0.2)  # a bounce card
    c += mi.Color3f(0.95, 0.93, 0.90) * _softbox(d, (-0.30, 0.42, 1), (1, 0, 0.30), (0.70, 0.20), 0.38)  # a veil before it
    c += mi.Color3f(0.85, 0.85, 0.85) * _softbox(d, (0.05, 0.36, -1), (1, 0, 0.05), (0.55, 0.16), 0.30)  # and one behind
    azimuth = dr.atan2(d.x, d.z)
    flag = _ramp(0.16, 0.05, dr.abs(azimuth - 0.62)) + _ramp(0.13, 0.04, dr.abs(azimuth + 0.55))
    return c * (1 - 0.82 * dr.clip(flag, 0, 1) * _ramp(0.75, 0.35, dr.abs(d.y)))


def for_stones(d: mi.Vector3f, to_eye: mi.Vector3f) -> mi.Color3f:
    """Return what a stone sees: a darker tent with panels for contrast, small hard lamps for fire, and the one who looks."""
    c = 1.02 * (1 - dr.exp(-0.52 * for_metal(d)))  # softboxes below clipping
    panels = _ramp(-0.35, 0.35, dr.sin(5 * dr.atan2(d.z, d.x) + 0.7)) * _ramp(0.98, 0.80, dr.abs(d.y))
    c *= dr.lerp(1.0, 0.46, 0.75 * panels)
    c *= dr.lerp(1.0, 0.48, _ramp(0.78, 0.94, d.y))
    c = c * mi.Color3f(0.985, 1.0, 1.025) * 1.95 + _lamps(d) * 1.1
    return c * (1 - 0.6 * _ramp(0.955, 0.985, dr.dot(d, to_eye)))


def _lamps(d: mi.Vector3f) -> mi.Float:
    found = mi.Float(0)
    for i in range(7):
        a, e = i * 0.8976 + 0.3, 0.62 + 0.22 * float(dr.sin(i * 2.1))
        at = (float(dr.cos(a) * dr.cos(e)), float(dr.sin(e)), float(dr.sin(a) * dr.cos(e)))
        found += 26 * _ramp(0.9945, 0.9985, dr.dot(d, mi.Vector3f(*at)))
    for i in range(5):
        a = i * 1.2566 + 1.0
        found += 20 * _ramp(0.9972, 0.9992, dr.dot(d, mi.Vector3f(float(dr.cos(a)) * 0.5, 0.866, float(dr.sin(a)) * 0.5)))
    return found


def _softbox(
    d: mi.Vector3f, at: tuple[float, ...], edge: tuple[float, ...], half: tuple[float, float], soft: float
) -> mi.Float:
    """One softbox, standing towards `at`, its upper edge along `edge`, with soft edges."""
    towards, along = dr.normalize(mi.ScalarVector3f(*at)), dr.normalize(mi.ScalarVector3f(*edge))
    c = dr.dot(d, mi.Vector3f(towards))
    safe = dr.select(c > 1e-3, c, 1.0)
    x = dr.abs(dr.dot(d, mi.Vector3f(along))) / safe
    y = dr.abs(dr.dot(d, mi.Vector3f(dr.cross(towards, along)))) / safe
    seen = _ramp(half[0] + soft, half[0] - soft, x) * _ramp(half[1] + soft, half[1] - soft, y) * _ramp(0.0, 0.12, c)
    return dr.select(c > 1e-3, seen, 0.0)


def _ramp(low: float, high: float, x: mi.Float) -> mi.Float:
    t = dr.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
