"""A chain by itself: seven kinds, to length, with its clasp."""

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import chain_measure
from benchpin.designs.offer import metal_option
from benchpin.designs.options import Measure
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
from benchpin.smith.draft import Draft
from benchpin.smith.geometry import closed_row, hanging_way, laid
from benchpin.smith.materials import METALS

__all__ = ["CHAIN"]


def draft(choices: Choices) -> Draft:
    chain, clasp, length_mm = chain_of(choices), clasp_of(choices), choices.mm("chain_length")
    metal = METALS[choices["metal"]]
    frames = laid(closed_row(chain, clasp, length_mm), hanging_way)
    return Draft(
        cast_name=f"{CHAIN_NAMES[chain.kind]} chain",
        blames="chain_width",
        parts=row_parts(chain, clasp, frames, metal, length_mm),
        measures=(chain_measure(choices), chain_width_measure(chain)),
        view="chain",
        description=(
            f"A {length_mm / 10:g} cm {CHAIN_NAMES[chain.kind].lower()} chain of {metal.name}, {chain.width_mm:g} mm wide,"
            f" closed by a {CLASP_NAMES[clasp.kind].lower()}."
        ),
    )


CHAIN = drafted(
    key="chain",
    name="Chain",
    kind="necklace",
    summary="Links to your length, from a fine cable to a heavy curb.",
    options=(
        metal_option(),
        chain_option("curb"),
        chain_width_option("1.2", "6.0", "3.0"),
        Measure(
            key="chain_length",
            label="Chain length",
            default="450",
            freezes_at="cut_chain",
            least="350",
            most="900",
            step="10",
            help="Clasp included. 450 mm lies just below the collarbone.",
            needs=("findings",),
        ),
        clasp_option("lobster"),
    ),
    rules=chain_rules,
    draft=draft,
)
