"""Links of a tennis bracelet: a stone in claws or a rim, a tube at the left, lugs at the right.

Built about the stone: its axis is +Z, its girdle lies at z = 0, the bracelet runs along X.
"""

from dataclasses import dataclass
from typing import Literal

from benchpin.smith.geometry.bezel import Bezel, bezel_solid, bezel_wall_mm
from benchpin.smith.geometry.claws import Head, head_parts
from benchpin.smith.geometry.gems import CutStone, cut_stone
from benchpin.smith.geometry.hinge import Hinge, hinged
from benchpin.smith.geometry.kept import kept
from benchpin.smith.geometry.placing import together
from benchpin.smith.geometry.plate import bar_outline, plate_solid
from benchpin.smith.geometry.surface import Solid, lathe, segments, subtract, unite

__all__ = ["SetLink", "set_link_clasp", "set_link_clasp_mm", "set_link_solid"]

PIN_MM, WALL_MM = 0.6, 0.3
STONE_GAP_MM = 0.3  # between the girdles of stones in claws: room for the claws
RIM_GAP_MM = 0.25  # between two rims
UNDER_GIRDLE_MM = 0.2  # how far the hinge stays under it
SEAT_GAP_MM = 0.04
CLASP_LENGTHS = 2.0  # a clasp is as long as so many links


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLink:
    setting: Literal["claw", "bezel"]
    cut: str
    stone_width_mm: float
    least_wire_mm: float  # what the metal asks of a claw

    @property
    def stone(self) -> CutStone:
        return cut_stone(self.cut, self.stone_width_mm)

    @property
    def pitch_mm(self) -> float:
        """From a stone's middle to the next one's."""
        if self.setting == "bezel":
            return self.stone.length_mm + 2 * bezel_wall_mm(self.stone_width_mm) + RIM_GAP_MM
        return self.stone.length_mm + STONE_GAP_MM

    @property
    def hinge(self) -> Hinge:
        return Hinge(pin_mm=PIN_MM, wall_mm=WALL_MM, length_mm=max(1.8, 0.72 * self.stone_width_mm))

    @property
    def hinge_z_mm(self) -> float:
        return -UNDER_GIRDLE_MM - self.hinge.radius_mm

    @property
    def head(self) -> Head:
        return Head(
            cut=self.cut,
            stone_width_mm=self.stone_width_mm,
            claws=4,
            foot_mm=0.2 * self.stone_width_mm,
            below_culet_mm=0.2,
            least_wire_mm=self.least_wire_mm,
        )


@kept
def set_link_solid(link: SetLink, tolerance_mm: float) -> Solid:
    z, half = link.hinge_z_mm, link.pitch_mm / 2
    low, out = z - link.hinge.radius_mm, 0.4 * link.stone_width_mm
    base = lathe(
        [(0, low), (out - 0.15, low), (out, low + 0.15), (out, z + 0.3), (0, z + 0.3)], segments(out, tolerance_mm, 32), 30
    )
    if link.setting == "claw":
        held = unite([base, together(head_parts(link.head, tolerance_mm))])
    else:
        held = unite([base, bezel_solid(Bezel(cut=link.cut, stone_width_mm=link.stone_width_mm), tolerance_mm)])
    body = hinged(held, link.hinge, "lugs", (half, z), (0.2 * link.stone_width_mm - half, 0.0), tolerance_mm)
    body = hinged(body, link.hinge, "tube", (-half, z), (half - 0.2 * link.stone_width_mm, 0.0), tolerance_mm)
    window = lathe([(0, low - 1), (0.45 * out, low - 1), (0.45 * out, z), (0, z)], segments(out, tolerance_mm, 24), 30)
    return subtract(body, link.stone.solid(SEAT_GAP_MM / 2), window)


def set_link_clasp_mm(link: SetLink) -> float:
    return CLASP_LENGTHS * link.pitch_mm


@kept
def set_link_clasp(link: SetLink, tolerance_mm: float) -> Solid:
    """A box clasp that closes such a bracelet: a case with its tongue and a thumb-piece, a hinge at each end."""
    length, hinge = set_link_clasp_mm(link), link.hinge
    half, radius = length / 2, hinge.radius_mm
    long = length - 2 * radius - 0.3
    case = plate_solid(bar_outline(0.64 * long, hinge.length_mm + 0.4, 0.4, tolerance_mm), 2 * radius, 0.25)
    tongue = plate_solid(bar_outline(0.34 * long, hinge.length_mm + 0.4, 0.4, tolerance_mm), 2 * radius, 0.25)
    core = plate_solid(bar_outline(0.5 * long, hinge.length_mm, 0.2, tolerance_mm), 1.5 * radius, 0.1)
    thumb = plate_solid(bar_outline(0.1 * long, 0.6 * hinge.length_mm, 0.1, tolerance_mm), 0.5, 0.12)
    body = unite(
        [
            case.translate((-0.18 * long, 0.0, 0.0)),
            tongue.translate((0.33 * long, 0.0, 0.0)),
            core.translate((0.1 * long, 0.0, 0.0)),
            thumb.translate((0.33 * long, 0.0, radius + 0.15)),
        ]
    )
    body = hinged(body, hinge, "lugs", (half, 0.0), (-2 * radius, 0.0), tolerance_mm)
    return hinged(body, hinge, "tube", (-half, 0.0), (2 * radius, 0.0), tolerance_mm)
