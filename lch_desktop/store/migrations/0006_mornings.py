"""The mornings: what was done about each planned hour, and what became of the notices."""

STATEMENTS = (
    # One row for each local date (of the plan's zone) that had an hour planned; written before the window opens.
    """
    CREATE TABLE morning (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        local_on TEXT NOT NULL UNIQUE,
        start_at INTEGER NOT NULL,
        noticed_at INTEGER,
        delayed_at INTEGER,
        told_at INTEGER,
        started_at INTEGER,
        opened_at INTEGER,
        offered_at INTEGER,
        skipped_at INTEGER,
        skip_reason TEXT NOT NULL DEFAULT '',
        missed_told_at INTEGER,
        doubted_at INTEGER
    )
    """,
    # Days on which nothing is asked for, declared after the fact: sick. Planned days off are a setting.
    "CREATE INDEX morning_skipped ON morning (local_on) WHERE skip_reason <> ''",
    """
    CREATE TABLE notice (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        key TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        way TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX notice_at ON notice (at)",
    # What each hour came to is asked of every hour there ever was, at each start: the index alone answers it.
    "DROP INDEX call_session",
    "CREATE INDEX call_session ON call (session_id, outcome, talk_s) WHERE session_id IS NOT NULL",
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Add both tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
