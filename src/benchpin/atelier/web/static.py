"""Static files under names that carry their own hash, and the import map that lets modules find each other."""

import base64
import hashlib
import json
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage

__all__ = ["HashedStaticFiles", "collected_files", "import_map", "integrity_of", "picture_address"]

MODULES = ("js/", "vendor/three-")  # folders whose modules import each other
BARE_NAMES = {"three": "vendor/three-0.185.1/three.module.min.js"}


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names with hashes once files have been collected; plain names before that (tests, a fresh checkout)."""

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name


def collected_files() -> dict[str, str]:
    """Plain name to hashed name of every static file that has been collected."""
    assert isinstance(staticfiles_storage, ManifestStaticFilesStorage)
    return staticfiles_storage.hashed_files


def import_map() -> str:
    """Return the import map as JSON.

    Bare names point at hashed files, and so does every plain module address: a relative import in a
    hashed file (`import "./gem.js"`) resolves to a plain address, which the map sends on to the hashed
    one. No JavaScript is rewritten. Empty but for the bare names while nothing has been collected.
    """
    return _import_map(tuple(sorted(collected_files().items())) if not settings.DEBUG else ())


def integrity_of(name: str) -> str:
    """Return the sha384 of a module, or nothing while its file has not been collected."""
    return json.loads(import_map())["integrity"].get(staticfiles_storage.url(name), "")


def picture_address(name: str) -> str:
    """Return where a picture is served, or "" if there is none: a new gem needs no picture to be sold."""
    collected = collected_files()
    known = name in collected if collected and not settings.DEBUG else _found(name)
    return staticfiles_storage.url(name) if known else ""


@lru_cache
def _found(name: str) -> bool:
    return finders.find(name) is not None


@lru_cache(maxsize=2)
def _import_map(collected: tuple[tuple[str, str], ...]) -> str:
    imports = {bare: staticfiles_storage.url(path) for bare, path in BARE_NAMES.items()}
    integrity = {}
    for name, hashed in collected:
        if name.endswith(".js") and name.startswith(MODULES):
            address = staticfiles_storage.url(name)
            imports[settings.STATIC_URL + name] = address
            with staticfiles_storage.open(hashed) as file:
                integrity[address] = "sha384-" + base64.b64encode(hashlib.sha384(file.read()).digest()).decode()
    return json.dumps({"imports": imports, "integrity": integrity}, separators=(",", ":"), sort_keys=True)
