"""Builds in processes of their own, so that a request that needs a cold piece takes no time from the others."""

import atexit
import multiprocessing
import multiprocessing.process
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from types import FrameType

from benchpin.atelier.catalogue.building.shelf import Shelf
from benchpin.atelier.catalogue.building.work import Answer, Wanted, build

__all__ = ["BuildFailed", "Pool"]

BUILD_SECONDS = 30.0  # longer than any piece takes on a slow machine
PATIENCE_SECONDS = 2 * BUILD_SECONDS  # of who waits for it, for others may be before it
POLITE = 5  # how much nicer than the server's own threads: pages come first
BUILDS_OF_A_POOL = 2000  # then its processes are replaced, whatever they have gathered
ATTEMPTS = 2  # a process may be killed under us, by whoever needs memory


class BuildFailed(RuntimeError):
    """That a piece could not be worked out just now: it took too long, or its process was killed twice."""


@dataclass(slots=True)
class Pool:
    """Worker processes, started when the first build asks for them."""

    processes: int
    _executor: ProcessPoolExecutor | None = None
    _builds: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, wanted: Wanted, shelf: Shelf) -> Answer:
        """Build in a worker and wait for it. Raises BuildFailed."""
        for _ in range(ATTEMPTS):
            executor = self._ready()
            try:
                future = executor.submit(_timed, wanted, shelf)
                return future.result(PATIENCE_SECONDS)
            except BrokenProcessPool:
                self._drop(executor)
            except TimeoutError as error:
                future.cancel()
                raise BuildFailed(f"{wanted.name} was not built within {PATIENCE_SECONDS:g} s.") from error
        raise BuildFailed(f"The process that built {wanted.name} was killed, twice.")

    def warm(self) -> None:
        """Start every process and let it load the engine, without waiting for it."""
        executor = self._ready()
        for _ in range(self.processes):
            executor.submit(_load)

    def close(self) -> None:
        """Let builds under way end, and the processes with them."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown()

    def _ready(self) -> ProcessPoolExecutor:
        with self._lock:
            self._builds += 1
            if self._executor is not None and self._builds > BUILDS_OF_A_POOL:
                self._executor.shutdown(wait=False)  # what it has begun it ends
                self._executor = None
            if self._executor is None:
                self._builds = 0
                # Spawned: a fork of a server with threads inherits locks nobody will open.
                context = multiprocessing.get_context("spawn")
                self._executor = ProcessPoolExecutor(self.processes, mp_context=context, initializer=_settle_in)
            return self._executor

    def _drop(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._executor is broken:
                self._executor = None
        broken.shutdown(wait=False)


def _settle_in() -> None:
    """In a new worker: yield to the server's threads, leave Ctrl-C to the server, and end when it ends."""
    os.nice(POLITE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The kernel's binding would list every solid that is still kept as leaked; the system takes them all back anyway.
    atexit.register(os._exit, 0)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """A worker whose server was killed would wait for work for ever."""
    parent.join()
    os._exit(1)


def _timed(wanted: Wanted, shelf: Shelf) -> Answer:
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, BUILD_SECONDS)
    try:
        return build(wanted, shelf)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise BuildFailed(f"A build took more than {BUILD_SECONDS:g} s.")


def _load() -> None:
    """The engine is loaded with this module."""
