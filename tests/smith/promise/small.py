"""A workshop of the contract's messages that is small enough to reckon by hand: 8 to 12 and 13 to 16 h, Monday to Friday."""

from typing import Any

from benchpin.smith.promise.contract import floor_of
from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.packing import Packer

DAY = 1440.0
MORNING = 480.0
SHIFTS = {str(day): [[480, 720], [780, 960]] for day in range(5)}  # seven hours
WORKED_A_DAY = 420.0


def hand(
    key: str, *skills: str, helps: tuple[str, ...] = (), shifts: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    return {"id": key, "skills": list(skills), "helps": list(helps), "shifts": SHIFTS if shifts is None else shifts, **more}


def workshop(*hands: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Setting, polishing, casting in a kiln at 16 h for alloys of their own, an assay office that collects on Tuesdays."""
    return {
        "type": "workshop",
        "horizon_days": 400,
        "holidays": [],
        "artisans": list(hands) or [hand("ann", "set"), hand("bo", "polish")],
        "batch": [
            {
                "id": "kiln",
                "machines": 2,
                "capacity": 4,
                "key": "metal",
                "runs": {str(day): [960] for day in range(5)},
                "stated_minutes": 900,
            }
        ],
        "services": [{"id": "assay", "pickups": {"1": [900]}, "stated_days": 3}],
        "op_types": {
            "set": {"kind": "artisan", "skill": "set", "needs_stones": True},
            "polish": {"kind": "artisan", "skill": "polish", "stated_fail": 0.05, "back_to": {"polish": 1.0}},
            "mount": {"kind": "artisan", "skill": "set"},
            "cast": {"kind": "batch", "resource": "kiln"},
            "hallmark": {"kind": "service", "resource": "assay"},
            "dry": {"kind": "wait", "stated_minutes": 240},
        },
        **more,
    }


def job(key: str, *steps: str | dict[str, Any], due: float = 30 * DAY, minutes: float = 60.0, **more: Any) -> dict[str, Any]:
    route = [{"op": step, "stated_min": minutes} if isinstance(step, str) else step for step in steps]
    return {"job": key, "internal_due": due, "features": {"metal": "gold"}, "route": route, **more}


def journal(*jobs: dict[str, Any], stated: dict[str, Any] | None = None, t: float = MORNING) -> Journal:
    found = Journal(floor_of(stated or workshop()))
    for ordered in jobs:
        found.take({"type": "order", "t": t, "job": ordered})
    found.now = t
    return found


def packer(*jobs: dict[str, Any], stated: dict[str, Any] | None = None, t: float = MORNING) -> Packer:
    return Packer(journal(*jobs, stated=stated, t=t))
