"""Metal transfers are append-only, and each moves two balances of the same lot.

The database keeps the balances, so no code path and no hand-written SQL moves metal without a row that says so.
Tests that must empty the tables lift the triggers with `benchpin.atelier.stock.ledger.lifted`.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER metal_transfer_kept BEFORE UPDATE ON stock_metaltransfer
       BEGIN SELECT RAISE(ABORT, 'metal transfers are append-only'); END""",
    """CREATE TRIGGER metal_transfer_never_deleted BEFORE DELETE ON stock_metaltransfer
       BEGIN SELECT RAISE(ABORT, 'metal transfers are append-only'); END""",
    """CREATE TRIGGER metal_transfer_one_lot BEFORE INSERT ON stock_metaltransfer
       WHEN (SELECT lot_id FROM stock_metalaccount WHERE id = NEW.source_id)
         IS NOT (SELECT lot_id FROM stock_metalaccount WHERE id = NEW.target_id)
       BEGIN SELECT RAISE(ABORT, 'metal moves within one lot'); END""",
    """CREATE TRIGGER metal_transfer_moves AFTER INSERT ON stock_metaltransfer
       BEGIN
         UPDATE stock_metalaccount SET balance_mg = balance_mg - NEW.amount_mg WHERE id = NEW.source_id;
         UPDATE stock_metalaccount SET balance_mg = balance_mg + NEW.amount_mg WHERE id = NEW.target_id;
       END""",
]
SQLITE_BACK = [
    "DROP TRIGGER metal_transfer_moves",
    "DROP TRIGGER metal_transfer_one_lot",
    "DROP TRIGGER metal_transfer_never_deleted",
    "DROP TRIGGER metal_transfer_kept",
]

# 23514 is check_violation: Django reports it as IntegrityError, as it does SQLite's RAISE(ABORT).
POSTGRESQL = [
    """CREATE FUNCTION metal_transfer_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'metal transfers are append-only' USING ERRCODE = '23514'; END $$""",
    """CREATE FUNCTION metal_transfer_apply() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         -- Both rows in the order of their ids, so that two opposite transfers never wait for each other.
         PERFORM 1 FROM stock_metalaccount WHERE id IN (NEW.source_id, NEW.target_id) ORDER BY id FOR UPDATE;
         IF (SELECT lot_id FROM stock_metalaccount WHERE id = NEW.source_id)
            IS DISTINCT FROM (SELECT lot_id FROM stock_metalaccount WHERE id = NEW.target_id) THEN
           RAISE EXCEPTION 'metal moves within one lot' USING ERRCODE = '23514';
         END IF;
         UPDATE stock_metalaccount SET balance_mg = balance_mg - NEW.amount_mg WHERE id = NEW.source_id;
         UPDATE stock_metalaccount SET balance_mg = balance_mg + NEW.amount_mg WHERE id = NEW.target_id;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER metal_transfer_kept BEFORE UPDATE OR DELETE ON stock_metaltransfer
       FOR EACH ROW EXECUTE FUNCTION metal_transfer_refuse()""",
    """CREATE TRIGGER metal_transfer_never_emptied BEFORE TRUNCATE ON stock_metaltransfer
       FOR EACH STATEMENT EXECUTE FUNCTION metal_transfer_refuse()""",
    """CREATE TRIGGER metal_transfer_moves AFTER INSERT ON stock_metaltransfer
       FOR EACH ROW EXECUTE FUNCTION metal_transfer_apply()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER metal_transfer_moves ON stock_metaltransfer",
    "DROP TRIGGER metal_transfer_never_emptied ON stock_metaltransfer",
    "DROP TRIGGER metal_transfer_kept ON stock_metaltransfer",
    "DROP FUNCTION metal_transfer_apply()",
    "DROP FUNCTION metal_transfer_refuse()",
]


def run(sqlite, postgresql):
    def apply(apps, schema_editor):
        for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
            schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial")]

    operations = [migrations.RunPython(run(SQLITE, POSTGRESQL), run(SQLITE_BACK, POSTGRESQL_BACK))]
