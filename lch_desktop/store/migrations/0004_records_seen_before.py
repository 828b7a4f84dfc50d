"""What an imported record said, to know it again whatever became of its lead; an import's changes in parts."""

STATEMENTS = (
    # A fingerprint of what was read in the record. NULL: imported before this was kept.
    "ALTER TABLE import_row ADD COLUMN mark INTEGER",
    "CREATE INDEX import_row_mark ON import_row (mark) WHERE mark IS NOT NULL",
    # As `import.changes`, but some at a time: an import may change more than fits into memory.
    """
    CREATE TABLE import_change (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id INTEGER NOT NULL REFERENCES import (id),
        images TEXT NOT NULL
    )
    """,
    "CREATE INDEX import_change_import ON import_change (import_id)",
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Add the column, the table and their indexes."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
