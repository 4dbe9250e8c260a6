"""Files for the caster and pictures of the piece, built from the specification as it was sold and kept by its hash."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from benchpin.atelier.workshop.models import Job
from benchpin.atelier.workshop.services.refusals import FileRefused
from benchpin.designs import by_key, specify
from benchpin.smith.anatomy import Anatomy, read_anatomy
from benchpin.smith.errors import DesignRefused
from benchpin.smith.materials import metal
from benchpin.smith.outputs import OUTPUTS, Output, StepUnavailable
from benchpin.smith.piece import Piece

__all__ = ["files_of", "piece_file"]

# A casting file is that of the piece that was sold, or it is not given out. A tenth of a percent is 4 mg of a ring:
# below what any balance at the bench shows, above what rounding in the meshes does.
MASS_TOLERANCE = 0.001


def files_of(anatomy: Anatomy) -> list[Output]:
    """The files a piece can be had as."""
    return [output for output in OUTPUTS.values() if output.applies(anatomy)]


def piece_file(job: Job, kind: str) -> tuple[str, bytes]:
    """Return a file's name for whoever receives it, and its content, built at most once.

    Args:
        kind: a key of OUTPUTS.
    Raises:
        FileRefused: if the design no longer makes the piece that was sold, or the piece has no such file.
    """
    output = OUTPUTS[kind]
    sold = read_anatomy(job.piece.anatomy)
    shrinkage_percent = metal(sold.alloy).shrinkage_percent
    kept_as = f"pieces/{job.piece.specification_hash}-{shrinkage_percent:g}.{kind}"
    if default_storage.exists(kept_as):
        with default_storage.open(kept_as) as file:
            return _name(job, kind), file.read()
    try:
        content = output.make(_rebuilt(job, sold), shrinkage_percent if output.grows else 0.0)
    except (LookupError, StepUnavailable) as error:
        raise FileRefused(str(error.args[0])) from error
    default_storage.save(kept_as, ContentFile(content))
    return _name(job, kind), content


def _rebuilt(job: Job, sold: Anatomy) -> Piece:
    """Build the piece again and hold its metal against what was sold."""
    specification = job.piece.specification
    try:
        piece = specify(by_key(specification["design"]), specification["choices"]).piece
    except (KeyError, DesignRefused) as error:
        raise FileRefused(
            f"Today's designs no longer make {job.piece.serial}. Cast it from the release it was sold with."
        ) from error
    now_g, then_g = piece.anatomy.worked_mass_g, sold.worked_mass_g
    if abs(now_g - then_g) > MASS_TOLERANCE * then_g:
        raise FileRefused(
            f"{job.piece.serial} was sold with {then_g:.3f} g of metal, but today's design builds it with {now_g:.3f} g. "
            "Cast it from the release it was sold with."
        )
    return piece


def _name(job: Job, kind: str) -> str:
    return f"{job.piece.serial}-{job.piece.specification['design']}.{kind}".replace("_", "-")
