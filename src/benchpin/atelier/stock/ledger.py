"""Lift the metal ledger's triggers while the tables are emptied.

Only for throw-away databases: a test run flushes the tables between tests, which the triggers rightly refuse.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["lifted"]

TRANSFERS = "stock_metaltransfer"


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the triggers away, and put the same ones back afterwards."""
    lift, restore = _on_sqlite(connection) if connection.vendor == "sqlite" else _on_postgresql()
    _execute(connection, lift)
    try:
        yield
    finally:
        _execute(connection, restore)


def _on_sqlite(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TRANSFERS])
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]


def _on_postgresql() -> tuple[list[str], list[str]]:
    return [f"ALTER TABLE {TRANSFERS} DISABLE TRIGGER USER"], [f"ALTER TABLE {TRANSFERS} ENABLE TRIGGER USER"]


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
