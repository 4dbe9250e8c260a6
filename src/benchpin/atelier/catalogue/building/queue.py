"""Builds for whoever has time: servers leave what they want in a shared folder, builders on any machine take it up.

For houses with several servers. The folder is the shelf's own (NFS 4 or any file system with atomic renames); what is
wanted is a file in `waiting`, moved to `taken` by the one builder that gets it, and gone when the result is on the shelf.
A builder that died leaves its file in `taken`; the next to look puts it back.
"""

import logging
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import msgspec

from benchpin.atelier.catalogue.building.pool import BUILD_SECONDS, PATIENCE_SECONDS, BuildFailed, Pool
from benchpin.atelier.catalogue.building.shelf import Shelf
from benchpin.atelier.catalogue.building.work import Answer, Wanted, kept_answer

__all__ = ["Queue", "serve_next"]

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.005  # how soon a server looks again for its result
STALE_SECONDS = 3 * BUILD_SECONDS  # a builder that took longer is dead


@dataclass(frozen=True, slots=True)
class Queue:
    """Has builds done elsewhere: leaves what is wanted, and waits for the shelf to hold it."""

    def run(self, wanted: Wanted, shelf: Shelf) -> Answer:
        """Raises BuildFailed if no builder had it ready in time."""
        waiting = _folder(shelf, "waiting") / f"{wanted.name}.json"
        # Two servers that want one build leave one file: the later replaces the same content.
        part = waiting.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(msgspec.json.encode(wanted))
        os.replace(part, waiting)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if (answer := kept_answer(wanted, shelf)) is not None:
                return answer
            time.sleep(LOOK_SECONDS)
        waiting.unlink(missing_ok=True)
        raise BuildFailed(f"No builder had {wanted.name} ready within {PATIENCE_SECONDS:g} s.")


def serve_next(shelf: Shelf, pool: Pool) -> bool:
    """Take up what has waited longest and build it; returns whether there was anything.

    What cannot be built is logged and left at that: whoever asked is told that it took too long.
    """
    for waiting in _by_age(_folder(shelf, "waiting")):
        taken = _folder(shelf, "taken") / waiting.name
        try:
            os.rename(waiting, taken)
            os.utime(taken)  # taken now
        except FileNotFoundError:
            continue  # another builder was quicker
        with _Attempt(taken):
            pool.run(msgspec.json.decode(taken.read_bytes(), type=Wanted), shelf)
        return True
    return _put_back_stale(shelf)


class _Attempt:
    """One try at one build. Whatever is raised is this build's affair: the builder goes on with the next."""

    def __init__(self, taken: Path) -> None:
        self._taken = taken

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        self._taken.unlink(missing_ok=True)
        if not isinstance(error, Exception):
            return False
        log.error("%s could not be built.", self._taken.stem, exc_info=error)
        return True


def _put_back_stale(shelf: Shelf) -> bool:
    stale = [path for path in _by_age(_folder(shelf, "taken")) if _age_seconds(path) > STALE_SECONDS]
    for path in stale:
        with suppress(FileNotFoundError):
            os.rename(path, _folder(shelf, "waiting") / path.name)
    return bool(stale)


def _folder(shelf: Shelf, stage: str) -> Path:
    """Of one version of the engine: a builder of another release leaves it alone."""
    folder = shelf.root / "queue" / shelf.version / stage
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _by_age(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"), key=_age_seconds, reverse=True)


def _age_seconds(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
