"""Where builds are kept: a folder any number of processes share. Results appear whole or not at all.

No database and no clean-up at start: a lock dies with the process that holds it (the kernel sees to that, also when it is
killed), and what a killed process left half written is under a name nobody reads.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Shelf"]

LOCKS = 256  # files that are locked; two builds that share one wait for each other, once in 256 times
PRUNED_TO = 0.8  # of what it may hold, so that it need not be pruned at every build
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Files by name, kept for one version of the engine; those not asked for longest leave first when it is full."""

    root: Path
    version: str
    most_bytes: int

    def read(self, name: str) -> bytes | None:
        """Return what was kept under a name, and remember that it was asked for."""
        path = self._path(name)
        try:
            content = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return content

    def holds(self, name: str) -> bool:
        """Whether something is kept under a name; that too is asking for it."""
        try:
            os.utime(self._path(name))
        except FileNotFoundError:
            return False
        return True

    def write(self, name: str, content: bytes) -> None:
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(suffix=UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(part, path)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold a name alone, among all threads of all processes; waits for who holds it."""
        folder = self.root / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{int(_shard(name), 16) % LOCKS:02x}").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def prune(self) -> int:
        """Let the longest unasked leave, of any version, until there is room; returns how many left."""
        found = sorted(_sized(self.root / "kept"), key=lambda entry: entry[1])
        held = sum(size for _, _, size in found)
        if held <= self.most_bytes:
            return 0
        left = 0
        for path, _, size in found:
            if held <= PRUNED_TO * self.most_bytes:
                break
            path.unlink(missing_ok=True)
            held -= size
            left += 1
        return left

    def _path(self, name: str) -> Path:
        return self.root / "kept" / self.version / _shard(name) / name


def _shard(name: str) -> str:
    """The first two letters of a specification's hash."""
    return name[:2]


def _sized(folder: Path) -> Iterator[tuple[Path, float, int]]:
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # another process prunes as well
            if path.is_file():
                seen = path.stat()
                yield path, seen.st_mtime, seen.st_size
