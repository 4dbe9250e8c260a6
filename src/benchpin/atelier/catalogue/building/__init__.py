"""Building pieces for the house: outside the threads that answer, each once, kept on disk until the engine changes."""

from benchpin.atelier.catalogue.building.builds import (
    BuildFailed,
    Unavailable,
    anatomy_of,
    close_pool,
    file_of,
    known_refusal,
    open_pool,
    open_queue,
    preview_gz,
)
from benchpin.atelier.catalogue.building.version import engine_version

__all__ = [
    "BuildFailed",
    "Unavailable",
    "anatomy_of",
    "close_pool",
    "engine_version",
    "file_of",
    "known_refusal",
    "open_pool",
    "open_queue",
    "preview_gz",
]
