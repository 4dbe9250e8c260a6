"""The workshop's signing key: a file of its own, made once, readable by its owner only."""

import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from benchpin.smith.passport import SigningKey

__all__ = ["signing_key"]


def signing_key() -> SigningKey:
    return _key(Path(settings.PASSPORT_KEY_FILE))


@lru_cache
def _key(file: Path) -> SigningKey:
    if not file.exists():
        _make(file)
    return SigningKey(file.read_bytes())


def _make(file: Path) -> None:
    """Write a new key whole, then give it its name: whoever comes second at the same moment finds the first one's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}-")  # readable by its owner only
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(SigningKey.new().secret)
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        os.unlink(draft)
