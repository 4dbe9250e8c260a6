"""A curved plate with words on a chain round the wrist."""

from collections.abc import Iterator
from math import cos, sin

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import ASLANT_MM
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Measure as Length
from benchpin.designs.strand import (
    CHAIN_NAMES,
    CLASP_NAMES,
    chain_of,
    chain_option,
    chain_rules,
    chain_width_measure,
    chain_width_option,
    clasp_of,
    clasp_option,
    row_parts,
)
from benchpin.designs.tablet import Tablet, plate_probe, thickness_option
from benchpin.designs.wrist import bracelet_length_mm, wrist_option
from benchpin.smith.anatomy import Measure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    BentFace,
    Member,
    Table,
    centring_mm,
    curved_bar,
    jump_ring,
    laid,
    moved_by,
    stationed_row,
    table_way,
    then,
    turned,
)
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["ID_BRACELET"]

EDGE_MM, CORNER_SHARE = 0.25, 0.42
EYE_INNER_MM, EYE_WIRE_MM = 1.8, 0.9
BEND_SHARE = 0.19  # radius of the plate's bend, of the bracelet's length: the front of an oval wrist (0.82 flat)
WRITTEN_SHARE = (0.86, 0.8)
TABLET = Tablet(noun="plate", thickness="plate_thickness", larger="plate_width", largest_mm=12.0)


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from chain_rules(choices)
    yield from TABLET.rules(choices, _table(choices))
    most_mm = choices.mm("plate_width") + 1.0
    if choices.mm("chain_width") > most_mm:
        yield DesignError(
            "chain_width",
            f"So wide a chain would hide its plate. Choose up to {most_mm:g} mm, or a wider plate.",
        )


def draft(choices: Choices) -> Draft:
    chain, clasp, metal = chain_of(choices), clasp_of(choices), METALS[choices["metal"]]
    length, width, thick = (choices.mm(f"plate_{side}") for side in ("length", "width", "thickness"))
    round_mm, table = bracelet_length_mm(choices), _table(choices)
    bend = BEND_SHARE * round_mm
    plate = curved_bar(length, width, CORNER_SHARE * width, thick, EDGE_MM, bend)
    eye_turn = (length / 2 + EYE_INNER_MM / 2 + 0.55 * EYE_WIRE_MM) / bend
    end_turn = eye_turn + (EYE_INNER_MM / 2 - ASLANT_MM) / bend
    member = Member(key="plate", left_mm=bend * sin(end_turn), right_mm=bend * sin(end_turn))
    row = stationed_row(chain, clasp, [member], 0.0, round_mm)
    frames = laid(row, table_way, centring_mm(row, "plate"))
    stand = then(frames.pop("plate")[0], moved_by(0, 0, bend * (1 - cos(end_turn))))
    about = moved_by(0, 0, -bend)
    eyes = tuple(then(stand, about, turned("y", side * eye_turn), moved_by(0, 0, bend)) for side in (-1, 1))
    faces = (BentFace(radius_mm=bend, out_mm=thick / 2), BentFace(radius_mm=bend, out_mm=-thick / 2, looks_in=True))
    middle = stand[:, 3] + stand[:, 2] * 5, stand[:, 3] - stand[:, 2] * 5
    return Draft(
        cast_name="Plate of an ID bracelet",
        blames="plate_length",
        parts=(
            Part(
                key="plate",
                name="Plate",
                solid=plate,
                frames=(stand,),
                surface="flat",
                letters=TABLET.letters(choices, table, plate, faces),
            ),
            Part(key="eye", name="Eyes", solid=jump_ring(EYE_INNER_MM, EYE_WIRE_MM, TOLERANCE_MM), frames=eyes),
            *row_parts(chain, clasp, frames, metal, round_mm),
        ),
        probes=(plate_probe("plate_thickness", middle),),
        measures=(
            Measure(key="length", label="Length, closed", value=round_mm, unit="mm", tolerance=5.0),
            Measure(key="plate_length", label="Plate length, along its curve", value=length, unit="mm", tolerance=0.3),
            Measure(key="plate_width", label="Plate width", value=width, unit="mm", tolerance=0.15),
            Measure(key="plate_thickness", label="Plate thickness", value=thick, unit="mm", tolerance=0.1),
            chain_width_measure(chain),
        ),
        engravings=TABLET.engravings(choices, table),
        view="bracelet",
        description=(
            f"A bracelet of {metal.name} for a wrist of {choices.mm('wrist'):g} mm: a curved plate {length:g} mm long and"
            f" {width:g} mm wide between two lengths of {chain.width_mm:g} mm {CHAIN_NAMES[chain.kind].lower()} chain,"
            f" closed by a {CLASP_NAMES[clasp.kind].lower()}{TABLET.words(choices, table)}."
        ),
    )


def _table(choices: Choices) -> Table:
    along, over = WRITTEN_SHARE
    return Table(shape="rectangle", width_mm=along * choices.mm("plate_length"), height_mm=over * choices.mm("plate_width"))


def _plate_option(side: str, label: str, least: str, most: str, default: str) -> Length:
    return Length(key=f"plate_{side}", label=label, default=default, freezes_at="print_wax", least=least, most=most, step="0.5")


ID_BRACELET = drafted(
    key="id_bracelet",
    name="ID bracelet",
    kind="bracelet",
    summary="A curved plate for a name, on a chain that carries it well.",
    options=(
        metal_option(),
        wrist_option("findings"),
        _plate_option("length", "Plate length", "26.0", "46.0", "38.0"),
        _plate_option("width", "Plate width", "5.0", "12.0", "7.5"),
        thickness_option("plate_thickness", "Plate thickness", "1.0", "2.0", "1.5"),
        *TABLET.options(),
        chain_option("curb", "curb", "figaro", "belcher"),
        chain_width_option("3.0", "6.0", "5.0"),
        clasp_option("lobster", "lobster", "box"),
        finish_option("polished", "satin", "matte"),
    ),
    rules=rules,
    draft=draft,
)
