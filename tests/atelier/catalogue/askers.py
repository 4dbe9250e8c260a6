"""Many who ask for one cold piece at once, in processes of their own: what test_building.py sets loose."""

import hashlib
import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Barrier as ThreadBarrier
from unittest import mock

from django.conf import settings

from benchpin import designs
from benchpin.atelier.catalogue.building import open_pool, preview_gz
from benchpin.atelier.catalogue.building.shelf import Shelf
from benchpin.designs import STUD_EARRINGS, Choices, Design, specify
from benchpin.smith.errors import DesignError, DesignRefused
from benchpin.smith.piece import Piece

SLOW_SECONDS = 0.4


@contextmanager
def counted_studs(journal: Path, seconds: float = 0.0, refusal: DesignError | None = None) -> Iterator[Design]:
    """Ear studs that take their time and leave a line in `journal` whenever they are built."""

    def build(choices: Choices) -> Piece:
        with journal.open("a") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(seconds)
        if refusal is not None:
            raise DesignRefused([refusal])
        return STUD_EARRINGS.build(choices)

    counted = replace(STUD_EARRINGS, build=build)
    with mock.patch.object(designs, "by_key", return_value=counted):
        yield counted


def ask_at_once(builds: Path, journal: Path, said: Path, everyone: Barrier, threads: int) -> None:
    """Ask from `threads` threads at the moment the other processes do; write what each was given, as a hash."""
    settings.BUILDS_ROOT = builds
    together = ThreadBarrier(threads, action=everyone.wait)

    def ask(_: int) -> str:
        together.wait()
        return hashlib.sha256(preview_gz(specify(STUD_EARRINGS, {}))).hexdigest()

    with counted_studs(journal, SLOW_SECONDS), ThreadPoolExecutor(threads) as people:
        given = list(people.map(ask, range(threads)))
    (said / str(os.getpid())).write_text("\n".join(given))


def build_and_wait(builds: Path, pids: Path) -> None:
    """A server with builders, that never ends by itself."""
    settings.BUILDS_ROOT = builds
    open_pool(2)
    preview_gz(specify(STUD_EARRINGS, {}))
    part = pids.with_suffix(".part")
    part.write_text("\n".join(str(child.pid) for child in multiprocessing.active_children()))
    part.rename(pids)
    time.sleep(600)


def hold_for_ever(builds: Path, name: str, held: Path) -> None:
    with Shelf(root=builds, version="now", most_bytes=1).locked(name):
        held.touch()
        time.sleep(600)
