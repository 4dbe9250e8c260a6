"""What a passport says of a piece, gathered from what was sold, weighed, done and measured. Nothing is typed in."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from benchpin.atelier.stock.queries import metal_of
from benchpin.atelier.workshop.models import Inspection, Job, Piece
from benchpin.atelier.workshop.queries import StoneOnBag, stones_on_bag
from benchpin.smith.anatomy import Anatomy, Engraving, read_anatomy
from benchpin.smith.hallmark import hallmark_required
from benchpin.smith.materials import coat, cut, finish, gem, metal

__all__ = ["record_of"]


def record_of(piece: Piece, inspection: Inspection, *, now: datetime) -> dict[str, Any]:
    """Everything that is signed. Figures are text, days are the workshop's.

    Args:
        inspection: the one the piece has passed.
    """
    job, anatomy = piece.job, read_anatomy(piece.anatomy)
    workshop = piece.workshop
    alloy = metal(anatomy.alloy)
    return {
        "record": "benchpin passport 1",
        "piece": piece.serial,
        "name": piece.name,
        "description": anatomy.description,
        "made_by": {"workshop": workshop.name, "place": workshop.address, "hands": _hands(job, workshop.zone)},
        "finished_on": _day(inspection.made_at, workshop.zone),
        "issued_on": _day(now, workshop.zone),
        "specification": {"hash": piece.specification_hash, "choices": [list(pair) for pair in piece.shown]},
        "metal": {
            "alloy": alloy.name,
            "fineness": alloy.fineness,
            "grams": f"{anatomy.metal_mass_g - sum(mass for _, mass in _others(anatomy)):.2f}",
            "finish": finish(anatomy.finish).name,
            "hallmarked": hallmark_required(anatomy.alloy, anatomy.metal_mass_g),
            "lots": _lots(job),
        },
        "stones": [_stone(bag) for bag in stones_on_bag(job)],
        "other_metals": _other_metals(anatomy),
        "coatings": [{"place": coating.name, "coat": coat(coating.coat).name} for coating in anatomy.coatings],
        "engravings": [_engraving(engraving) for engraving in anatomy.engravings],
        "measured": [
            {"point": value.point["label"], "found": value.says, "passes": value.passes} for value in inspection.values.all()
        ],
    }


def _hands(job: Job, zone: ZoneInfo) -> list[dict[str, str]]:
    steps = job.operations.filter(finished_by__isnull=False).select_related("finished_by").order_by("sequence")
    return [
        {"step": step.operation["name"], "by": str(step.finished_by), "on": _day(step.finished_at, zone)}
        for step in steps
        if step.finished_at is not None
    ]


def _lots(job: Job) -> list[dict[str, str]]:
    """Lots in the piece; where the metal came from is claimed only with the paper that says so."""
    lots = []
    for part in metal_of(job.workshop_id, job.number):
        if not part.in_piece_mg:
            continue
        entry = {"lot": part.lot.number, "grams": f"{part.in_piece_mg / 1000:.2f}"}
        if part.lot.provenance and part.lot.document:
            entry |= {"origin": part.lot.provenance, "document": part.lot.document}
        lots.append(entry)
    return lots


def _stone(bag: StoneOnBag) -> dict[str, Any]:
    """One set of stones. Of a single one its laboratory's report says where it is from and what was done to it; without
    a report it says nothing of the first, and of the second what is usual for its kind."""
    stone, single = bag.stone, bag.single
    entry: dict[str, Any] = {
        "gem": gem(stone.gem).name,
        "cut": cut(stone.cut).name,
        "count": stone.count,
        "carats_each": f"{single.carats if single else stone.carats:.2f}",
        "disclosure": gem(stone.gem).disclosure,
    }
    if single:
        report = f"{single.report_lab} {single.report_number}".strip()
        said = {"stone": single.number, "report": report, "colour": single.colour, "clarity": single.clarity}
        if report:
            said |= {"origin": single.origin, "treatment": single.treatment}
        entry |= {key: value for key, value in said.items() if value}
        if "treatment" in entry:
            del entry["disclosure"]
    elif bag.issue:
        entry["parcel"] = bag.issue.parcel.number
    return entry


def _engraving(engraving: Engraving) -> dict[str, str]:
    return {"text": engraving.text, "place": engraving.place, "typeface": engraving.typeface}


def _other_metals(anatomy: Anatomy) -> list[dict[str, Any]]:
    return [
        {"alloy": metal(key).name, "fineness": metal(key).fineness, "grams": f"{mass:.2f}"} for key, mass in _others(anatomy)
    ]


def _others(anatomy: Anatomy) -> list[tuple[str, float]]:
    """The alloys besides the piece's own, with their grams in it."""
    masses: dict[str, float] = {}
    weighed = [(part.alloy, part.mass_g * part.count) for part in anatomy.parts]
    weighed += [(finding.alloy, finding.mass_g * finding.count) for finding in anatomy.findings]
    for alloy, mass_g in weighed:
        if alloy != anatomy.alloy:
            masses[alloy] = masses.get(alloy, 0.0) + mass_g
    return list(masses.items())


def _day(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat()
