"""One build, wherever it is done: in this thread, in a worker process, on another machine. No Django here."""

import gzip
from dataclasses import dataclass

import msgspec

from benchpin import designs
from benchpin.atelier.catalogue.building.shelf import Shelf
from benchpin.designs.design import Choices, Specification
from benchpin.smith.errors import DesignRefused
from benchpin.smith.outputs import OUTPUTS, StepUnavailable
from benchpin.smith.piece import Piece

__all__ = ["ANATOMY", "PREVIEW", "Answer", "Wanted", "build", "kept_answer"]

ANATOMY, PREVIEW, REFUSED = "anatomy.json", "preview.glb.gz", "refused.json"
UNAVAILABLE = ".none"  # after the name of a file that a piece does not have: why
PRUNE_EVERY = 16  # of the 256 first letters a hash may have, so many builds look whether the shelf is full


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be built: the figures and the preview of a piece, which come together, or one of its files.

    output: a key of OUTPUTS; empty for figures and preview.
    """

    design: str
    choices: tuple[tuple[str, str], ...]
    hash: str
    output: str = ""
    shrinkage_percent: float = 0.0

    @property
    def name(self) -> str:
        """What names the build among all others."""
        return f"{self.hash}.{self.shrinkage_percent:g}.{self.output}" if self.output else f"{self.hash}.{PREVIEW}"

    def beside(self, ending: str) -> str:
        return f"{self.hash}.{ending}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a build, and where it is kept.

    refusals: (option, sentence), if the piece cannot be made.
    unavailable: why there is no such file of it.
    """

    refusals: tuple[tuple[str, str], ...] = ()
    unavailable: str = ""


def build(wanted: Wanted, shelf: Shelf) -> Answer:
    """Build what is wanted unless it is kept already; whoever asks for the same meanwhile waits and takes that."""
    with shelf.locked(wanted.name):
        known = kept_answer(wanted, shelf)
        if known is not None:
            return known
        answer = _built(wanted, shelf)
    if int(wanted.hash[2:4], 16) % PRUNE_EVERY == 0:
        shelf.prune()
    return answer


def kept_answer(wanted: Wanted, shelf: Shelf) -> Answer | None:
    """What came of it before, if that is still kept."""
    refused = shelf.read(wanted.beside(REFUSED))
    if refused is not None:
        return Answer(refusals=msgspec.json.decode(refused, type=tuple[tuple[str, str], ...]))
    unavailable = shelf.read(wanted.name + UNAVAILABLE) if wanted.output else None
    if unavailable is not None:
        return Answer(unavailable=unavailable.decode())
    names = [wanted.name] if wanted.output else [wanted.name, wanted.beside(ANATOMY)]
    return Answer() if all(map(shelf.holds, names)) else None


def _built(wanted: Wanted, shelf: Shelf) -> Answer:
    try:
        piece = Specification(designs.by_key(wanted.design), Choices(dict(wanted.choices))).piece
        return _file(wanted, piece, shelf) if wanted.output else _figures(wanted, piece, shelf)
    except DesignRefused as refused:
        refusals = tuple((error.field, str(error)) for error in refused.errors)
        shelf.write(wanted.beside(REFUSED), msgspec.json.encode(refusals))
        return Answer(refusals=refusals)


def _figures(wanted: Wanted, piece: Piece, shelf: Shelf) -> Answer:
    shelf.write(wanted.beside(ANATOMY), msgspec.json.encode(piece.anatomy))
    shelf.write(wanted.name, gzip.compress(piece.preview_glb(), compresslevel=6, mtime=0))
    return Answer()


def _file(wanted: Wanted, piece: Piece, shelf: Shelf) -> Answer:
    try:
        shelf.write(wanted.name, OUTPUTS[wanted.output].make(piece, wanted.shrinkage_percent))
    except (LookupError, StepUnavailable) as error:
        reason = str(error.args[0])
        shelf.write(wanted.name + UNAVAILABLE, reason.encode())
        return Answer(unavailable=reason)
    return Answer()
