"""What a passport says of a piece, gathered from what was sold, weighed, done and measured. Nothing is typed in."""

from datetime import datetime
from typing import Any

import msgspec

from benchpin.atelier.stock.queries import metal_of
from benchpin.atelier.workshop.models import Job, Piece
from benchpin.atelier.workshop.queries import stones_on_bag
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.hallmark import hallmark_required
from benchpin.smith.materials import finish, gem, metal

__all__ = ["record_of"]


def record_of(piece: Piece, *, now: datetime) -> dict[str, Any]:
    """Everything that is signed. Figures are text, days are the workshop's."""
    job, anatomy = piece.job, msgspec.convert(piece.anatomy, Anatomy)
    workshop = piece.workshop
    alloy = metal(anatomy.alloy)
    return {
        "record": "benchpin passport 1",
        "piece": piece.serial,
        "name": piece.name,
        "description": anatomy.description,
        "made_by": {"workshop": workshop.name, "place": workshop.address, "hands": _hands(job)},
        "finished_on": now.astimezone(workshop.zone).date().isoformat(),
        "specification": {"hash": piece.specification_hash, "choices": [list(pair) for pair in piece.shown]},
        "metal": {
            "alloy": alloy.name,
            "fineness": alloy.fineness,
            "grams": f"{anatomy.metal_mass_g:.2f}",
            "finish": finish(anatomy.finish).name,
            "hallmarked": hallmark_required(anatomy.alloy, anatomy.metal_mass_g),
            "lots": _lots(job),
        },
        "stones": _stones(job),
        "engraving": anatomy.engraving.text if anatomy.engraving else "",
        "measured": _measured(job),
    }


def _hands(job: Job) -> list[dict[str, str]]:
    steps = job.operations.filter(finished_by__isnull=False).select_related("finished_by").order_by("sequence")
    return [
        {"step": step.operation["name"], "by": step.finished_by.name, "on": step.finished_at.date().isoformat()}
        for step in steps
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


def _stones(job: Job) -> list[dict[str, Any]]:
    stones = []
    for bag in stones_on_bag(job):
        stone = bag.stone
        entry: dict[str, Any] = {
            "gem": gem(stone.gem).name,
            "cut": stone.cut,
            "count": stone.count,
            "carats_each": f"{bag.single.carats if bag.single else stone.carats:.2f}",
            "disclosure": gem(stone.gem).disclosure,
        }
        if bag.single:
            entry |= {"stone": bag.single.number, "report": f"{bag.single.report_lab} {bag.single.report_number}".strip()}
        elif bag.issue:
            entry["parcel"] = bag.issue.parcel.number
        stones.append(entry)
    return stones


def _measured(job: Job) -> list[dict[str, Any]]:
    inspection = job.inspections.filter(passed=True).order_by("-made_at", "-pk").first()
    if inspection is None:
        return []
    return [{"point": value.point["label"], "found": value.says, "passes": value.passes} for value in inspection.values.all()]
