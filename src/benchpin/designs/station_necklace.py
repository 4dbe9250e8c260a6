"""Small stones in rubbed-over settings along a fine chain, evenly apart."""

from collections.abc import Iterator

import numpy as np

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import ASLANT_MM, chain_length_option, chain_measure
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, stone_width_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.options import Measure as Length
from benchpin.designs.strand import row_parts
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft, Part, Stones
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Bezel,
    Chain,
    Clasp,
    Floats,
    Member,
    Solid,
    bezel_probes,
    bezel_solid,
    centring_mm,
    hanging_way,
    jump_ring,
    kept,
    laid,
    moved_by,
    stationed_row,
    then,
    unite,
)
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["STATION_NECKLACE"]

CHAIN = Chain(kind="cable", width_mm=1.4)
CLASP = Clasp(kind="bolt_ring", chain_width_mm=CHAIN.width_mm)
EYE_INNER_MM, EYE_WIRE_MM = 1.1, 0.7
FRONT_SHARE = 0.75  # of the whole length: what stations may take, the back of the neck stays bare
WORDS = {"3": "three", "5": "five", "7": "seven", "9": "nine", "11": "eleven"}


def rules(choices: Choices) -> Iterator[DesignError]:
    front_mm = (choices.whole("stations") - 1) * (choices.mm("apart") + choices.mm("stone_width"))
    most_mm = FRONT_SHARE * choices.mm("chain_length")
    if front_mm > most_mm:
        fits = int(most_mm / (choices.whole("stations") - 1) - choices.mm("stone_width")) // 5 * 5
        yield DesignError(
            "apart",
            f"These stones would take {front_mm:.0f} mm of the chain; {most_mm:.0f} mm lie in front. Choose {fits:g} mm between"
            " them, fewer stones or a longer chain.",
        )
    if GEMS[choices["gem"]].fragile:
        name = GEMS[choices["gem"]].name.lower()
        yield DesignError("gem", f"Rubbing metal over so small a stone may break {name}. Choose another stone.")


def draft(choices: Choices) -> Draft:
    metal, count = METALS[choices["metal"]], choices.whole("stations")
    bezel = Bezel(cut=choices["cut"], stone_width_mm=choices.mm("stone_width"))
    reach_mm = _eye_mm(bezel) + EYE_INNER_MM / 2 - ASLANT_MM
    station = Member(key="station", left_mm=reach_mm, right_mm=reach_mm)
    row = stationed_row(CHAIN, CLASP, [station] * count, choices.mm("apart"), choices.mm("chain_length"))
    frames = laid(row, hanging_way, centring_mm(row, "station"))
    in_line = moved_by(0, 0, -_eye_depth_mm(bezel))
    stand = tuple(then(frame, in_line) for frame in frames.pop("station"))
    gem, cut = GEMS[choices["gem"]].name.lower(), CUTS[bezel.cut].name.lower()
    return Draft(
        cast_name=f"Stations, cast {count}",
        blames="stone_width",
        parts=(
            Part(key="station", name="Station", solid=_station(bezel), frames=stand, loose=True, surface="round"),
            *row_parts(CHAIN, CLASP, frames, metal, choices.mm("chain_length")),
        ),
        stones=(
            Stones(
                key="stations",
                name="Stones",
                stone=bezel.stone,
                gem=choices["gem"],
                cut=bezel.cut,
                setting="bezel",
                frames=stand,
            ),
        ),
        probes=bezel_probes(bezel, stand[0])[1:],
        measures=(
            Measure(key="apart", label="Middle to middle of two stones", value=_pitch_mm(stand), unit="mm", tolerance=1.0),
            chain_measure(choices),
        ),
        view="chain",
        description=(
            f"A {choices.mm('chain_length') / 10:g} cm cable chain of {metal.name} with {WORDS[choices['stations']]}"
            f" {bezel.stone_width_mm:g} mm {cut} {gem} stones in rubbed-over settings along its front."
        ),
    )


def _eye_depth_mm(bezel: Bezel) -> float:
    """Behind the rim, where the wall is full."""
    return -0.25 * bezel.stone.depth_below_mm


def _eye_mm(bezel: Bezel) -> float:
    return bezel.stone.length_mm / 2 + bezel.wall_mm + EYE_INNER_MM / 2 + 0.55 * EYE_WIRE_MM


@kept
def _station(bezel: Bezel) -> Solid:
    """The setting with an eye at each side."""
    eye, at, z = jump_ring(EYE_INNER_MM, EYE_WIRE_MM, TOLERANCE_MM), _eye_mm(bezel), _eye_depth_mm(bezel)
    cup = bezel_solid(bezel, TOLERANCE_MM)
    return unite([cup, eye.translate((-at, 0.0, z)), eye.translate((at, 0.0, z))])


def _pitch_mm(stand: tuple[Floats, ...]) -> float:
    return round(float(np.linalg.norm(stand[1][:, 3] - stand[0][:, 3])), 1)


STATION_NECKLACE = drafted(
    key="station_necklace",
    name="Station necklace",
    kind="necklace",
    summary="Small stones, evenly apart along a fine chain.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option("round", "oval", "cushion"),
        stone_width_option("2.0", "4.0", "3.0"),
        Choice(
            key="stations",
            label="Stones",
            default="5",
            freezes_at="print_wax",
            values=tuple(Value(key=key, label=word.capitalize()) for key, word in WORDS.items()),
        ),
        Length(
            key="apart",
            label="Chain between stones",
            default="25",
            freezes_at="assemble",
            least="10",
            most="50",
            step="5",
        ),
        chain_length_option(),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
