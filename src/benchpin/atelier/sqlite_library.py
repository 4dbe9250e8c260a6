"""Which SQLite we run on.

Versions 3.7.0 to 3.51.2 can corrupt a WAL database (fixed in 3.51.3, and in 3.44.6 and 3.50.7);
`pysqlite3` brings a newer one where it has a wheel. Without it we keep checkpoints to one connection
at a time and the operator is told (`manage.py check`).
"""

import sys


def use_bundled_sqlite() -> None:
    """Let Django find pysqlite3 under the standard library's name, where it is installed."""
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return version >= (3, 7, 0) and not fixed
