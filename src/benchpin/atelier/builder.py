"""Build for servers on other machines, from the folder they share. `benchpin builder` ends here."""

import argparse
import os
import signal
import threading
from pathlib import Path

from benchpin.atelier.catalogue.building.pool import Pool
from benchpin.atelier.catalogue.building.queue import serve_next
from benchpin.atelier.catalogue.building.shelf import Shelf
from benchpin.atelier.catalogue.building.version import engine_version

__all__ = ["main"]

IDLE_SECONDS = 0.02


def main(arguments: list[str] | None = None) -> int:
    """Build what waits until told to stop; what is under way is finished. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="benchpin builder", description=__doc__)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="pieces built at a time")
    options = parser.parse_args(arguments)
    shelf = Shelf(
        root=Path(os.environ.get("BUILDS_FOLDER", Path(os.environ.get("BENCHPIN_VAR", "var")) / "builds")).resolve(),
        version=engine_version(),
        most_bytes=int(os.environ.get("BUILDS_MB", "2000")) * 1_000_000,
    )
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    pool = Pool(options.processes)
    hands = [threading.Thread(target=_serve, args=(shelf, pool, stop)) for _ in range(options.processes)]
    for hand in hands:
        hand.start()
    stop.wait()
    for hand in hands:
        hand.join()
    pool.close()
    return 0


def _serve(shelf: Shelf, pool: Pool, stop: threading.Event) -> None:
    while not stop.is_set():
        if not serve_next(shelf, pool):
            stop.wait(IDLE_SECONDS)
