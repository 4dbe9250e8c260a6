"""The workshop's signing key: a file of its own, made once, readable by its owner only."""

import os
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
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, SigningKey.new().secret)
        os.close(handle)
    return SigningKey(file.read_bytes())
