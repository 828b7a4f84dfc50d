"""Where an import came from, what was chosen for files like it, and which calls went back into a CRM."""

COLUMNS = (
    # The folder it lay in and the SHA-256 of its bytes: for bringing the newer file in, and knowing the same one.
    "ALTER TABLE import ADD COLUMN folder TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE import ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE import ADD COLUMN header_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE import ADD COLUMN rows INTEGER NOT NULL DEFAULT 0",
)

CHOICES = (
    # What the rep chose for files with the same header set, whatever the order of the columns.
    """
    CREATE TABLE import_choice (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        header_key TEXT NOT NULL UNIQUE,
        choice TEXT NOT NULL,
        at INTEGER NOT NULL
    )
    """,
)

HANDED_OVER = (
    """
    CREATE TABLE handover (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        system TEXT NOT NULL,
        way TEXT NOT NULL,
        calls INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE handover_call (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        handover_id INTEGER NOT NULL REFERENCES handover (id) ON DELETE CASCADE,
        call_id INTEGER NOT NULL,
        said TEXT NOT NULL DEFAULT ''
    )
    """,  # no reference to the call: one that is undone and brought back was still handed over; `said` shows an edit
    "CREATE INDEX handover_call_handover ON handover_call (handover_id)",
    "CREATE INDEX handover_call_call ON handover_call (call_id)",
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Add the columns and tables."""
    for statement in (*COLUMNS, *CHOICES, *HANDED_OVER):
        db.execute_sql(statement)
