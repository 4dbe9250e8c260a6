"""The metal ledger's triggers refuse what a flush does: they are lifted for it, and only for it."""

from django.db import connection
from django.test import TransactionTestCase

from benchpin.atelier.stock import ledger

_flush = TransactionTestCase._fixture_teardown


def _flush_with_the_ledger_open(self: TransactionTestCase) -> None:
    with ledger.lifted(connection):
        _flush(self)


TransactionTestCase._fixture_teardown = _flush_with_the_ledger_open
