"""One stone in a rubbed-over setting, on a cable chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import pi

import numpy as np

from benchpin.designs.design import Choices, Design
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, stone_width_option
from benchpin.designs.options import Measure
from benchpin.smith.anatomy import Anatomy, Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.checks import require_sound
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Bezel,
    CableChain,
    Item,
    Mesh,
    Solid,
    Survey,
    bezel_probes,
    bezel_solid,
    chain_link,
    hanging,
    jump_ring,
    moved,
    plain_item,
    survey,
    unite,
    wrapped_items,
)
from benchpin.smith.making import Route, cast_route
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM, Piece, PlacedStone, metal_part, stone_set

__all__ = ["BEZEL_PENDANT"]

EYE_INNER_MM, EYE_WIRE_MM = 1.3, 0.75
BAIL_INNER_MM, BAIL_WIRE_MM = 2.6, 0.8
CHAIN_TOLERANCE_MM = 0.04  # links are small and many: shown coarser, weighed exactly
SHOWN_MM = 60.0  # of the chain's rise: more than a picture of the pendant holds
CLASP_G_PER_G_CM3 = 0.022  # a bolt ring's 22 mm³ of metal; estimate


# An elongated stone hangs upright: its length, the stone's X, is the pendant's Y.
UPRIGHT = np.array([[0.0, -1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    cut: str
    stone_width_mm: float

    @property
    def bezel(self) -> Bezel:
        return Bezel(cut=self.cut, stone_width_mm=self.stone_width_mm)

    @property
    def edge_mm(self) -> float:
        """From the stone's axis to the bezel's outside, upwards."""
        return self.bezel.stone.length_mm / 2 + self.bezel.wall_mm

    @property
    def eye_mm(self) -> float:
        """Height of the eye's middle: its wire is sunk into the bezel's wall by a third."""
        return self.edge_mm + EYE_INNER_MM / 2 + 0.62 * EYE_WIRE_MM

    @property
    def bail_mm(self) -> float:
        """Height of the bail's middle: it hangs in the eye."""
        return self.eye_mm + BAIL_INNER_MM / 2 + 0.25 * EYE_INNER_MM


@dataclass(frozen=True, eq=False)
class Shape:
    """The pendant as it is cast; as it is shown, without its chain; and what was measured on it."""

    cast: Solid
    view: tuple[Item, ...]
    survey: Survey


def rules(choices: Choices) -> Iterator[DesignError]:
    if GEMS[choices["gem"]].fragile and choices.mm("stone_width") < 5:
        name = GEMS[choices["gem"]].name.lower()
        yield DesignError(
            "stone_width", f"Rubbing metal over a small {name} may break it. Choose 5 mm or wider, or another stone."
        )


def build(choices: Choices) -> Piece:
    d = Dimensions(cut=choices["cut"], stone_width_mm=choices.mm("stone_width"))
    shape, chain = _shape(d), CableChain(length_mm=choices.mm("chain_length"))
    require_sound(shape.survey, alloy=choices["metal"], field="stone_width")
    return Piece(
        anatomy=_anatomy(choices, d, shape.cast, chain),
        cast=shape.cast,
        view=(*shape.view, _chain_item(chain, d.bail_mm + BAIL_INNER_MM / 2 - chain.wire_mm, _eye_depth(d))),
        stones=(PlacedStone(d.bezel.stone, choices["gem"], d.cut, UPRIGHT),),
        cast_name="Bezel pendant",
    )


def route(choices: Choices, anatomy: Anatomy) -> Route:
    return cast_route(anatomy)


@lru_cache(128)
def _shape(d: Dimensions) -> Shape:
    cup = bezel_solid(d.bezel, TOLERANCE_MM).transform(UPRIGHT)
    eye = jump_ring(EYE_INNER_MM, EYE_WIRE_MM, TOLERANCE_MM).translate((0.0, d.eye_mm, _eye_depth(d)))
    cast = unite([cup, eye])
    bail = (
        jump_ring(BAIL_INNER_MM, BAIL_WIRE_MM, TOLERANCE_MM).rotate((0.0, 90.0, 0.0)).translate((0.0, d.bail_mm, _eye_depth(d)))
    )
    view = (*wrapped_items("bezel", cup, 2 * pi * d.edge_mm), plain_item("eye", eye), plain_item("bail", bail))
    stone = d.bezel.stone.solid().transform(UPRIGHT)
    return Shape(cast, view, survey(cast, [stone], bezel_probes(d.bezel, UPRIGHT)))


def _eye_depth(d: Dimensions) -> float:
    """The eye sits behind the rim, at the girdle, where the wall is full."""
    return -0.2 * d.bezel.stone.depth_below_mm


@lru_cache(32)
def _chain_item(chain: CableChain, lowest_mm: float, depth_mm: float) -> Item:
    """The strands as far up as a picture of the pendant shows them."""
    link = plain_item("link", chain_link(chain, CHAIN_TOLERANCE_MM)).mesh
    lowest = np.array([0.0, lowest_mm, depth_mm])
    links = [moved(link, frame) for frame in hanging(chain, lowest) if frame[1, 3] < lowest_mm + SHOWN_MM]
    count = len(link.positions)
    mesh = Mesh(
        np.concatenate([m.positions for m in links]),
        np.concatenate([m.normals for m in links]),
        np.concatenate([m.triangles + k * count for k, m in enumerate(links)]),
    )
    return Item("chain", "metal_polished", mesh)


def _anatomy(choices: Choices, d: Dimensions, cast: Solid, chain: CableChain) -> Anatomy:
    alloy = choices["metal"]
    density = METALS[alloy].density_g_cm3
    bail_volume = 2 * pi**2 * (BAIL_INNER_MM + BAIL_WIRE_MM) / 2 * (BAIL_WIRE_MM / 2) ** 2
    stone = d.bezel.stone
    return Anatomy(
        design="bezel_pendant",
        kind="necklace",
        alloy=alloy,
        finish=choices["finish"],
        parts=(metal_part("pendant", "Pendant", alloy, cast),),
        stones=(stone_set(stone, gem_id=choices["gem"], cut_id=d.cut, setting="bezel"),),
        findings=(
            Finding(
                key="chain",
                name="Cable chain with bolt ring",
                alloy=alloy,
                mass_g=round(chain.links * chain.link_volume_mm3 * density / 1000 + CLASP_G_PER_G_CM3 * density, 3),
                length_mm=chain.length_mm,
                joined=False,
            ),
            Finding(key="bail", name="Bail", alloy=alloy, mass_g=round(bail_volume * density / 1000, 3)),
        ),
        measures=(
            AnatomyMeasure(
                key="width",
                label="Pendant width",
                value=round(stone.width_mm + 2 * d.bezel.wall_mm, 2),
                unit="mm",
                tolerance=0.15,
            ),
            AnatomyMeasure(
                key="depth", label="Depth of the setting", value=round(d.bezel.height_mm, 2), unit="mm", tolerance=0.15
            ),
            AnatomyMeasure(
                key="chain_length", label="Chain length, clasp included", value=chain.length_mm, unit="mm", tolerance=5.0
            ),
        ),
        description=(
            f"A pendant of {METALS[alloy].name}: a {d.stone_width_mm:g} mm {CUTS[d.cut].name.lower()}"
            f" {GEMS[choices['gem']].name.lower()} in a rubbed-over setting on a {chain.length_mm / 10:g} cm cable chain."
        ),
    )


BEZEL_PENDANT = Design(
    key="bezel_pendant",
    name="Bezel pendant",
    kind="necklace",
    summary="A stone rimmed in metal, on a fine chain.",
    options=(
        metal_option(),
        gem_option("sapphire"),
        cut_option("round", "oval"),
        stone_width_option("4.0", "8.0", "6.0"),
        Measure(
            key="chain_length",
            label="Chain length",
            default="450",
            freezes_at="assemble",
            least="400",
            most="600",
            step="50",
            help="450 mm lies just below the collarbone.",
        ),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    build=build,
    route=route,
)
