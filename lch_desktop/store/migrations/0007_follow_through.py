"""Following through and practising: how a touch was handed off, what Resistance said, scripts, checks and warm-ups."""

STATEMENTS = (
    "ALTER TABLE touch ADD COLUMN way TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE touch ADD COLUMN file TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE resistance ADD COLUMN said TEXT NOT NULL DEFAULT ''",
    # How they took it, whom the rep had feared: 'as-feared' or 'better'; '' where that was not said.
    "ALTER TABLE resistance ADD COLUMN reaction TEXT NOT NULL DEFAULT ''",
    # An hour that the rep added afterwards has no calls: what was done in it, as JSON of a Tally; '' is a real hour.
    "ALTER TABLE session ADD COLUMN by_hand TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX session_by_hand ON session (local_on) WHERE by_hand <> ''",
    # Who was glad of the last talk, for a good start of the hour: few of the many leads, so its upkeep costs an import
    # nothing.
    "CREATE INDEX lead_glad ON lead (talk_at DESC, id) WHERE gate = '' AND talk_level >= 0.8 AND promise_at IS NULL",
    """
    CREATE TABLE script (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        words TEXT NOT NULL,
        cue TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL DEFAULT 0,
        pinned INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        removed_at INTEGER
    )
    """,
    """
    CREATE TABLE repetition (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        script_id INTEGER NOT NULL REFERENCES script (id),
        at INTEGER NOT NULL,
        local_on TEXT NOT NULL,
        step INTEGER NOT NULL,
        knew INTEGER NOT NULL DEFAULT 1,
        whole INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX repetition_script ON repetition (script_id, id)",
    """
    CREATE TABLE resistance_check (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        local_on TEXT NOT NULL,
        answers TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE warm_up (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        local_on TEXT NOT NULL,
        kind TEXT NOT NULL,
        at INTEGER NOT NULL,
        note TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX warm_up_day ON warm_up (local_on)",
    # What is left of the calls of a person who was deleted for good: that they were made, and how they ended. `id` was
    # the call's, `whose` holds those of one person together, `at` is within a quarter of an hour.
    """
    CREATE TABLE forgotten_call (
        id INTEGER PRIMARY KEY,
        whose INTEGER NOT NULL,
        session_id INTEGER REFERENCES session (id),
        outcome TEXT NOT NULL,
        person INTEGER NOT NULL,
        asks INTEGER NOT NULL,
        next_call_at INTEGER,
        talk_s INTEGER NOT NULL,
        at INTEGER NOT NULL,
        local_on TEXT NOT NULL,
        zone TEXT NOT NULL
    )
    """,
    "CREATE INDEX forgotten_call_session ON forgotten_call (session_id)",
    "CREATE INDEX forgotten_call_whose ON forgotten_call (whose)",
    "CREATE INDEX forgotten_call_day ON forgotten_call (local_on)",
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Add the columns and the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
