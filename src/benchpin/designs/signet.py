"""A signet: a table to engrave with a monogram, or to cut in reverse as a seal."""

from collections.abc import Iterator
from typing import cast

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.lettering import Place
from benchpin.designs.offer import fill_of, fill_option, finish_option, metal_option, ring_size_option
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Flat, Probe, Signet, SignetShape, Table, facing, signet_solid
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["SIGNET"]

MONOGRAM = Place(
    key="monogram",
    where="on the table",
    label="Monogram",
    methods=("hand", "laser"),
    monogram=True,
    seal=True,
    larger=("table", "a table"),
    largest_mm=16.0,
)
WRITTEN_SHARE = 0.84  # of the table: the rest is its border
SHAPES = (
    Value(key="oval", label="Oval", note="the classic"),
    Value(key="round", label="Round"),
    Value(key="cushion", label="Cushion", note="a softened square"),
)
BAND_THICKNESS_MM = 1.8


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from MONOGRAM.rules(choices, _face(_signet(choices)), metal_mm=2.3)


def draft(choices: Choices) -> Draft:
    signet, size = _signet(choices), choices.ring_size("size")
    face = _face(signet)
    # Who reads it looks down on the hand: across to the right, upwards to the fingertip.
    table = Flat(facing((0, 1, 0), (1, 0, 0), (0, signet.level_mm, 0)))
    solid, letters = MONOGRAM.applied(choices, face, signet_solid(signet, TOLERANCE_MM), table, fill_of(choices))
    engraving = MONOGRAM.engraving(choices, face)
    far, r = signet.level_mm + 3, signet.bore_mm / 2
    side = signet.band_width_mm + 2
    shape = next(value.label for value in SHAPES if value.key == signet.shape)
    cut = "cut in reverse to seal with" if engraving is not None and engraving.reverse else "engraved"
    words = f", {cut}: {engraving.text}" if engraving is not None else ", its table plain"
    return Draft(
        cast_name=f"Signet, {size}",
        blames="table",
        parts=(Part(key="signet", name="Signet", solid=solid, surface="round", letters=letters),),
        probes=(
            Probe(rule="seal_table", field="table", start_mm=(0.0, far, 0.0), end_mm=(0.0, 0.0, 0.0)),
            Probe(rule="plain_band", field="band_width", start_mm=(0.0, -far, 0.0), end_mm=(0.0, 0.0, 0.0)),
            Probe(rule="shank_width", field="band_width", start_mm=(0.0, -r - 0.9, -side), end_mm=(0.0, -r - 0.9, side)),
        ),
        measures=(
            AnatomyMeasure(key="table_length", label="Table along the finger", value=signet.table_mm, unit="mm", tolerance=0.2),
            AnatomyMeasure(
                key="table_width", label="Table across the finger", value=round(signet.across_mm, 2), unit="mm", tolerance=0.2
            ),
            AnatomyMeasure(
                key="band_width", label="Band width, at the base", value=signet.band_width_mm, unit="mm", tolerance=0.15
            ),
        ),
        engravings=() if engraving is None else (engraving,),
        view="ring",
        resizing="plain",
        inner_radius_mm=r,
        ring_size=size.canonical,
        description=(
            f"A signet ring of {METALS[choices['metal']].name} with a {shape.lower()} table of"
            f" {signet.table_mm:g} by {signet.across_mm:.1f} mm{words}, size {size}."
        ),
    )


def _signet(choices: Choices) -> Signet:
    return Signet(
        bore_mm=choices.ring_size("size").diameter_mm,
        shape=cast(SignetShape, choices["shape"]),
        table_mm=choices.mm("table"),
        band_width_mm=choices.mm("band_width"),
        band_thickness_mm=BAND_THICKNESS_MM,
    )


def _face(signet: Signet) -> Table:
    return Table(
        shape=signet.shape,
        width_mm=round(WRITTEN_SHARE * signet.across_mm, 2),
        height_mm=round(WRITTEN_SHARE * signet.table_mm, 2),
    )


SIGNET = drafted(
    key="signet",
    name="Signet ring",
    kind="ring",
    summary="A table for your letters, or your seal.",
    options=(
        metal_option(),
        Choice(key="shape", label="Table", default="oval", freezes_at="print_wax", values=SHAPES),
        Measure(key="table", label="Length of the table", default="12", freezes_at="print_wax", least="9", most="16", step="1"),
        Measure(
            key="band_width", label="Band width", default="3.0", freezes_at="print_wax", least="2.5", most="5.0", step="0.5"
        ),
        ring_size_option(),
        finish_option("polished", "satin", "matte"),
        *MONOGRAM.options(),
        fill_option("monogram"),
    ),
    rules=rules,
    draft=draft,
)
