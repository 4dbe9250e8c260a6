"""Files for the caster and pictures of the piece, built from the specification as it was sold."""

import logging

from benchpin.atelier.catalogue.building import BuildFailed, Unavailable, anatomy_of, file_of
from benchpin.atelier.workshop.models import Job
from benchpin.atelier.workshop.services.refusals import FileRefused
from benchpin.designs import Specification, by_key, specify
from benchpin.smith.anatomy import Anatomy, read_anatomy
from benchpin.smith.errors import DesignRefused
from benchpin.smith.materials import metal
from benchpin.smith.outputs import OUTPUTS, Output

__all__ = ["files_of", "piece_file"]

log = logging.getLogger(__name__)

# A casting file is that of the piece that was sold, or it is not given out. A tenth of a percent is 4 mg of a ring:
# below what any balance at the bench shows, above what rounding in the meshes does.
MASS_TOLERANCE = 0.001


def files_of(anatomy: Anatomy) -> list[Output]:
    """The files a piece can be had as."""
    return [output for output in OUTPUTS.values() if output.applies(anatomy)]


def piece_file(job: Job, kind: str) -> tuple[str, bytes]:
    """Return a file's name for whoever receives it, and its content.

    Args:
        kind: a key of OUTPUTS.
    Raises:
        FileRefused: if the design no longer makes the piece that was sold, or the piece has no such file.
    """
    sold = read_anatomy(job.piece.anatomy)
    percent = metal(sold.alloy).shrinkage_percent if OUTPUTS[kind].grows else 0.0
    try:
        return _name(job, kind), file_of(_as_sold(job, sold), kind, shrinkage_percent=percent)
    except Unavailable as reason:
        raise FileRefused(str(reason)) from reason
    except BuildFailed as failed:
        log.warning("%s of %s: %s", kind, job.piece.serial, failed)
        raise FileRefused("This file takes longer to make than it should. Please ask again in a moment.") from failed


def _as_sold(job: Job, sold: Anatomy) -> Specification:
    """What was sold, if today's design still makes it: its metal is held against what was sold."""
    stored = job.piece.specification
    try:
        specification = specify(by_key(stored["design"]), stored["choices"])
        now_g, then_g = anatomy_of(specification).worked_mass_g, sold.worked_mass_g
    except (KeyError, DesignRefused) as error:
        raise FileRefused(
            f"Today's designs no longer make {job.piece.serial}. Cast it from the release it was sold with."
        ) from error
    if abs(now_g - then_g) > MASS_TOLERANCE * then_g:
        raise FileRefused(
            f"{job.piece.serial} was sold with {then_g:.3f} g of metal, but today's design builds it with {now_g:.3f} g. "
            "Cast it from the release it was sold with."
        )
    return specification


def _name(job: Job, kind: str) -> str:
    return f"{job.piece.serial}-{job.piece.specification['design']}.{kind}".replace("_", "-")
