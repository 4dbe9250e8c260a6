"""Chains: their links, what closes them, and how they hang or lie."""

from benchpin.smith.geometry.chain.clasps import Clasp, ClaspKind, Ring, cap_solid, clasp_solid, ring_for
from benchpin.smith.geometry.chain.hanging import (
    Member,
    Way,
    centring_mm,
    closed_row,
    drop_way,
    ended,
    hanging_way,
    laid,
    row_length_mm,
    run,
    stationed_row,
    table_way,
)
from benchpin.smith.geometry.chain.links import PLAY_MM, Chain, ChainKind, Link, Scale, link_solid

__all__ = [
    "PLAY_MM",
    "Chain",
    "ChainKind",
    "Clasp",
    "ClaspKind",
    "Link",
    "Member",
    "Ring",
    "Scale",
    "Way",
    "cap_solid",
    "centring_mm",
    "clasp_solid",
    "closed_row",
    "drop_way",
    "ended",
    "hanging_way",
    "laid",
    "link_solid",
    "ring_for",
    "row_length_mm",
    "run",
    "stationed_row",
    "table_way",
]
