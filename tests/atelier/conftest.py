"""A folder for files for each test. The ledger's triggers refuse what a flush does: they are lifted for it alone."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import TransactionTestCase

from benchpin.atelier.stock import ledger
from benchpin.atelier.workshop.forecasting import forget_outlooks
from benchpin.designs import own

_flush = TransactionTestCase._fixture_teardown


def _flush_with_the_ledger_open(self: TransactionTestCase) -> None:
    with ledger.lifted(connection):
        _flush(self)


TransactionTestCase._fixture_teardown = _flush_with_the_ledger_open


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run keeps what it has built: a build depends on its specification alone."""
    return tmp_path_factory.mktemp("builds")


@pytest.fixture(autouse=True)
def files_of_its_own(settings: LazySettings, tmp_path: Path, builds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_outlooks()
    settings.OWN_DESIGNS_ROOT = tmp_path / "own_designs"
    monkeypatch.setenv(own.FOLDER_VARIABLE, str(settings.OWN_DESIGNS_ROOT))
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BUILDS_ROOT = builds
