"""What earrings have in common: posts, backs, and how a pair is shown."""

from math import pi, radians

from benchpin.smith.anatomy import Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Part
from benchpin.smith.geometry import Floats, Solid, lathe, moved_by, segments, then, turned
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["POST_MEASURES", "post", "scrolls", "side_by_side"]

POST_WIRE_MM, POST_LENGTH_MM = 0.8, 10.0  # misterjewel.com: posts of 0.8 mm
SCROLL_VOLUME_MM3 = 9.5  # a butterfly back, 6 mm wide; estimate
TILT_DEG, TURN_DEG = 28.0, 14.0  # how a pair is shown: looking up and a little apart

POST_MEASURES = (
    AnatomyMeasure(key="post_length", label="Post length", value=POST_LENGTH_MM, unit="mm", tolerance=0.3),
    AnatomyMeasure(key="post_wire", label="Post wire", value=POST_WIRE_MM, unit="mm", tolerance=0.05),
)


def post(alloy: str, frame: Floats) -> Part:
    """An ear post whose soldered end is the frame's origin and which runs along the frame's -Z."""
    volume = pi * (POST_WIRE_MM / 2) ** 2 * POST_LENGTH_MM
    finding = Finding(
        key="post",
        name="Ear posts",
        alloy=alloy,
        mass_g=round(METALS[alloy].mass_g(volume), 3),
        count=2,
        length_mm=POST_LENGTH_MM,
    )
    return Part(key="post", name="Ear post", solid=_post_solid(), frames=(frame,), bought=finding)


def scrolls(alloy: str) -> Finding:
    mass_g = round(METALS[alloy].mass_g(SCROLL_VOLUME_MM3), 3)
    return Finding(key="scroll", name="Butterfly backs", alloy=alloy, mass_g=mass_g, count=2, joined=False)


def side_by_side(apart_mm: float) -> tuple[Floats, Floats]:
    """The two frames of a pair of studs, each `apart_mm` from the middle."""
    return (_shown(-apart_mm, -TURN_DEG), _shown(apart_mm, TURN_DEG))


def _shown(x_mm: float, turn_deg: float) -> Floats:
    return then(moved_by(x_mm, 0, 0), turned("y", radians(turn_deg)), turned("x", -radians(TILT_DEG)))


def _post_solid() -> Solid:
    wire, low = POST_WIRE_MM / 2, -POST_LENGTH_MM
    profile = [(0, low), (0.6 * wire, low), (wire, low + 0.5), (wire, 0.0), (0, 0.0)]
    return lathe(profile, segments(wire, TOLERANCE_MM, 16), 30)
