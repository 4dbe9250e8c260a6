"""What the house asks of the geometry engine: a piece's figures, its preview, its files. Each is built once and kept.

Two who ask for one cold piece at the same moment wait for one build: in one process by its flights, among processes by the
shelf's lock.
"""

import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from django.conf import settings

from benchpin.atelier.catalogue.building.pool import BuildFailed, Pool
from benchpin.atelier.catalogue.building.queue import Queue
from benchpin.atelier.catalogue.building.shelf import Shelf
from benchpin.atelier.catalogue.building.version import engine_version
from benchpin.atelier.catalogue.building.work import ANATOMY, Answer, Wanted, build, kept_answer
from benchpin.designs.design import Specification
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.errors import DesignError, DesignRefused

__all__ = [
    "BuildFailed",
    "Unavailable",
    "anatomy_of",
    "close_pool",
    "file_of",
    "known_refusal",
    "open_pool",
    "open_queue",
    "preview_gz",
]


class Unavailable(ValueError):
    """That a piece has no such file, with the sentence why."""


def anatomy_of(specification: Specification) -> Anatomy:
    """The figures of a piece. Raises DesignRefused if it cannot be made, BuildFailed if it could not be worked out now."""
    wanted = _wanted(specification)
    return msgspec.json.decode(_kept(wanted, wanted.beside(ANATOMY)), type=Anatomy)


def preview_gz(specification: Specification) -> bytes:
    """The 3D model of a piece as the page shows it, compressed with gzip. Raises as `anatomy_of` does."""
    wanted = _wanted(specification)
    return _kept(wanted, wanted.name)


def file_of(specification: Specification, output: str, *, shrinkage_percent: float = 0.0) -> bytes:
    """A file of a piece, by its key in OUTPUTS.

    Raises:
        Unavailable: if this piece has no such file.
        DesignRefused, BuildFailed: as `anatomy_of` does.
    """
    wanted = _wanted(specification, output, shrinkage_percent)
    return _kept(wanted, wanted.name)


def known_refusal(specification: Specification) -> DesignRefused | None:
    """Why a piece cannot be made, if that was found out before; builds nothing."""
    answer = kept_answer(_wanted(specification), _shelf())
    return _refused(answer) if answer is not None and answer.refusals else None


def open_pool(processes: int) -> None:
    """From now on build in so many processes, started in the background; without this, in the thread that asks."""
    pool = Pool(processes)
    _builders.elsewhere = pool
    threading.Thread(target=pool.warm, name="warm builders", daemon=True).start()


def open_queue() -> None:
    """From now on leave builds to the builders that share this folder (`benchpin builder`)."""
    _builders.elsewhere = Queue()


def close_pool() -> None:
    """Build in the thread that asks again; returns when what was under way has ended."""
    elsewhere, _builders.elsewhere = _builders.elsewhere, None
    if isinstance(elsewhere, Pool):
        elsewhere.close()


@dataclass(slots=True)
class _Builders:
    """Who builds, and what is being built for somebody in this process."""

    elsewhere: Pool | Queue | None = None
    flights: dict[str, Future[Answer]] = field(default_factory=dict)
    boarding: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, wanted: Wanted, shelf: Shelf) -> Answer:
        """Join the flight to this build, or start it."""
        with self.boarding:
            joined = self.flights.get(wanted.name)
            own = self.flights.setdefault(wanted.name, Future())
        if joined is not None:
            return joined.result()
        try:
            own.set_result(self._answered(wanted, shelf))
        except BaseException as error:
            own.set_exception(error)  # whoever flew with us meets it too
            raise
        finally:
            with self.boarding:
                del self.flights[wanted.name]
        return own.result()

    def _answered(self, wanted: Wanted, shelf: Shelf) -> Answer:
        known = kept_answer(wanted, shelf)  # perhaps since we looked, or found impossible before
        if known is not None:
            return known
        return build(wanted, shelf) if self.elsewhere is None else self.elsewhere.run(wanted, shelf)


_builders = _Builders()


def _kept(wanted: Wanted, name: str) -> bytes:
    """Read a result, building it first if need be. It may leave the shelf between the two: then once more."""
    shelf = _shelf()
    for _ in range(2):
        content = shelf.read(name)
        if content is not None:
            return content
        answer = _builders.answer(wanted, shelf)
        if answer.refusals:
            raise _refused(answer)
        if answer.unavailable:
            raise Unavailable(answer.unavailable)
    raise BuildFailed(f"{name} does not stay on the shelf: it may hold too little (BUILDS_MB).")


def _shelf() -> Shelf:
    return Shelf(root=Path(settings.BUILDS_ROOT), version=engine_version(), most_bytes=settings.BUILDS_MB * 1_000_000)


def _wanted(specification: Specification, output: str = "", shrinkage_percent: float = 0.0) -> Wanted:
    return Wanted(
        design=specification.design.key,
        choices=tuple(sorted(specification.choices.items())),
        hash=specification.hash,
        output=output,
        shrinkage_percent=shrinkage_percent,
    )


def _refused(answer: Answer) -> DesignRefused:
    return DesignRefused(DesignError(field, message) for field, message in answer.refusals)
