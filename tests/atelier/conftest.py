"""A folder for files for each test. The ledger's triggers refuse what a flush does: they are lifted for it alone."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import TransactionTestCase

from benchpin.atelier.stock import ledger

_flush = TransactionTestCase._fixture_teardown


def _flush_with_the_ledger_open(self: TransactionTestCase) -> None:
    with ledger.lifted(connection):
        _flush(self)


TransactionTestCase._fixture_teardown = _flush_with_the_ledger_open


@pytest.fixture(autouse=True)
def files_of_its_own(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
