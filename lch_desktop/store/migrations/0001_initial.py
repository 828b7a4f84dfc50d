"""The first tables. Frozen: later changes are later files; nothing of ours is imported.

Foreign keys stand only where a row makes no sense without its owner. References of the history (the
call of a touch, the lead of an imported row) may outlive what they name, because undo takes rows away.
AUTOINCREMENT everywhere: redo brings a row back under its old id, so no id may be given out twice.
"""

LEAD = """
CREATE TABLE lead (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '',
    zip TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL DEFAULT '',
    zones TEXT NOT NULL DEFAULT '',
    value REAL,
    owner TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    do_not_call INTEGER NOT NULL DEFAULT 0,
    no_email INTEGER NOT NULL DEFAULT 0,
    not_mine INTEGER NOT NULL DEFAULT 0,
    last_activity_on TEXT,
    sample INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER,
    stage TEXT NOT NULL DEFAULT 'new',
    attempts INTEGER NOT NULL DEFAULT 0,
    voicemails INTEGER NOT NULL DEFAULT 0,
    cadence TEXT NOT NULL DEFAULT 'reconnect',
    step INTEGER NOT NULL DEFAULT 0,
    due_on TEXT,
    promise_at INTEGER,
    promise_asked INTEGER NOT NULL DEFAULT 0,
    fresh_at INTEGER,
    starred_on TEXT,
    snoozed_until TEXT,
    talk_at INTEGER,
    talk_level REAL,
    talk_lift_h REAL,
    last_call_at INTEGER,
    last_call_on TEXT,
    last_outcome TEXT NOT NULL DEFAULT '',
    goal TEXT NOT NULL DEFAULT '',
    parked INTEGER NOT NULL DEFAULT 0,
    dial_e164 TEXT NOT NULL DEFAULT '',
    dial_shown TEXT NOT NULL DEFAULT '',
    dial_extension TEXT NOT NULL DEFAULT '',
    dial_kind TEXT NOT NULL DEFAULT '',
    sort_name TEXT NOT NULL DEFAULT '',
    hours_key TEXT NOT NULL GENERATED ALWAYS AS (
        CASE WHEN zone <> '' THEN zone ELSE zones END || ';' || country || ';' || state || ';' || dial_kind
    ) STORED,
    gate TEXT NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN do_not_call THEN 'do-not-call'
            WHEN stage = 'not-a-lead' THEN 'not-a-lead'
            WHEN not_mine THEN 'not-mine'
            WHEN dial_e164 = '' THEN 'no-number'
            ELSE ''
        END
    ) STORED,
    -- long texts last: reading the columns before them never follows a row to its overflow pages
    notes TEXT NOT NULL DEFAULT '',
    personal TEXT NOT NULL DEFAULT '',
    last_talk TEXT NOT NULL DEFAULT '',
    may_need TEXT NOT NULL DEFAULT '',
    edited TEXT NOT NULL DEFAULT '[]',
    source TEXT NOT NULL DEFAULT '{}'
)
"""

NEVER_CALLED = "gate = '' AND last_call_at IS NULL AND due_on IS NULL AND promise_at IS NULL AND snoozed_until IS NULL"

LEAD_INDEXES = (
    "CREATE INDEX lead_promise ON lead (promise_at) WHERE promise_at IS NOT NULL",
    "CREATE INDEX lead_fresh ON lead (fresh_at) WHERE fresh_at IS NOT NULL",
    "CREATE INDEX lead_starred ON lead (starred_on) WHERE starred_on IS NOT NULL",
    "CREATE INDEX lead_due ON lead (due_on) WHERE due_on IS NOT NULL",
    "CREATE INDEX lead_snoozed ON lead (snoozed_until) WHERE snoozed_until IS NOT NULL",
    f"CREATE INDEX lead_new ON lead (value DESC, created_at DESC, id, hours_key) WHERE {NEVER_CALLED}",
    f"CREATE INDEX lead_new_hours ON lead (hours_key) WHERE {NEVER_CALLED}",
    "CREATE INDEX lead_gate ON lead (gate) WHERE gate <> ''",
    "CREATE INDEX lead_value ON lead (value) WHERE value IS NOT NULL",
    "CREATE INDEX lead_name ON lead (sort_name, id)",
    "CREATE INDEX lead_email ON lead (email COLLATE NOCASE) WHERE email <> ''",
    "CREATE INDEX lead_sample ON lead (sample) WHERE sample",
)

LEAD_TEXT = (
    """
    CREATE VIRTUAL TABLE lead_text USING fts5(
        name, company, email, notes,
        content='lead', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
    )
    """,
    """
    CREATE TRIGGER lead_text_insert AFTER INSERT ON lead BEGIN
        INSERT INTO lead_text (rowid, name, company, email, notes)
        VALUES (new.id, new.name, new.company, new.email, new.notes);
    END
    """,
    """
    CREATE TRIGGER lead_text_delete AFTER DELETE ON lead BEGIN
        INSERT INTO lead_text (lead_text, rowid, name, company, email, notes)
        VALUES ('delete', old.id, old.name, old.company, old.email, old.notes);
    END
    """,
    """
    CREATE TRIGGER lead_text_update AFTER UPDATE OF name, company, email, notes ON lead BEGIN
        INSERT INTO lead_text (lead_text, rowid, name, company, email, notes)
        VALUES ('delete', old.id, old.name, old.company, old.email, old.notes);
        INSERT INTO lead_text (rowid, name, company, email, notes)
        VALUES (new.id, new.name, new.company, new.email, new.notes);
    END
    """,
)

PHONES = (
    """
    CREATE TABLE phone (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        lead_id INTEGER NOT NULL REFERENCES lead (id),
        e164 TEXT NOT NULL DEFAULT '',
        raw_text TEXT NOT NULL DEFAULT '',
        extension TEXT NOT NULL DEFAULT '',
        shown TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL DEFAULT '',
        region TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '',
        certain INTEGER NOT NULL DEFAULT 1,
        status TEXT NOT NULL DEFAULT 'ok',
        digits TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX phone_lead ON phone (lead_id)",
    "CREATE INDEX phone_e164 ON phone (e164) WHERE e164 <> ''",
    "CREATE INDEX phone_digits ON phone (digits, lead_id)",
    """
    CREATE TABLE suppression (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        e164 TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL,
        source TEXT NOT NULL DEFAULT ''
    )
    """,
)

SESSIONS = (
    """
    CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started_at INTEGER NOT NULL,
        zone TEXT NOT NULL,
        utc_offset_min INTEGER NOT NULL,
        local_on TEXT NOT NULL,
        planned_s INTEGER NOT NULL,
        paused_s REAL NOT NULL DEFAULT 0,
        focus_s REAL NOT NULL DEFAULT 0,
        ends_at INTEGER NOT NULL,
        heartbeat_at INTEGER NOT NULL,
        paused_at INTEGER,
        finished_at INTEGER,
        end_reason TEXT NOT NULL DEFAULT '',
        goal_calls INTEGER NOT NULL DEFAULT 0,
        goal_people INTEGER NOT NULL DEFAULT 0,
        goal_asks INTEGER NOT NULL DEFAULT 0,
        goal_appointments INTEGER NOT NULL DEFAULT 0,
        day_calls INTEGER NOT NULL DEFAULT 3,
        queue_emptied INTEGER NOT NULL DEFAULT 0,
        worked TEXT NOT NULL DEFAULT '',
        debriefed_at INTEGER,
        open_card TEXT NOT NULL DEFAULT '{}',
        pinned TEXT NOT NULL DEFAULT '[]',
        skipped TEXT NOT NULL DEFAULT '[]'
    )
    """,
    "CREATE INDEX session_day ON session (local_on)",
    "CREATE INDEX session_running ON session (id) WHERE finished_at IS NULL",
    "CREATE INDEX session_started ON session (started_at)",
    """
    CREATE TABLE resistance (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER NOT NULL REFERENCES session (id),
        lead_id INTEGER NOT NULL DEFAULT 0,
        at INTEGER NOT NULL,
        recovery_s REAL
    )
    """,
    "CREATE INDEX resistance_session ON resistance (session_id)",
    """
    CREATE TABLE interruption (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER NOT NULL REFERENCES session (id),
        kind TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        reason TEXT NOT NULL DEFAULT '',
        lead_id INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX interruption_session ON interruption (session_id)",
    """
    CREATE TABLE later (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER REFERENCES session (id),
        at INTEGER NOT NULL,
        text TEXT NOT NULL,
        done INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX later_session ON later (session_id)",
)

CALLS = (
    """
    CREATE TABLE call (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        lead_id INTEGER NOT NULL REFERENCES lead (id),
        session_id INTEGER REFERENCES session (id),
        phone_id INTEGER NOT NULL DEFAULT 0,
        e164 TEXT NOT NULL DEFAULT '',
        outcome TEXT NOT NULL,
        person INTEGER NOT NULL DEFAULT 0,
        attempt INTEGER NOT NULL DEFAULT 1,
        voicemail INTEGER NOT NULL DEFAULT 0,
        asks INTEGER NOT NULL DEFAULT 0,
        goal TEXT NOT NULL DEFAULT '',
        goal_hit INTEGER,
        note TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        next_call_at INTEGER,
        started_at INTEGER,
        ended_at INTEGER NOT NULL,
        talk_s INTEGER NOT NULL DEFAULT 0,
        local_on TEXT NOT NULL
    )
    """,
    "CREATE INDEX call_lead ON call (lead_id)",
    "CREATE INDEX call_session ON call (session_id) WHERE session_id IS NOT NULL",
    "CREATE INDEX call_day ON call (local_on)",
    """
    CREATE TABLE touch (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        lead_id INTEGER NOT NULL REFERENCES lead (id),
        call_id INTEGER NOT NULL DEFAULT 0,
        kind TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        words TEXT NOT NULL DEFAULT '',
        status TEXT NOT NULL DEFAULT 'open',
        done_at INTEGER
    )
    """,
    "CREATE INDEX touch_open ON touch (due_at) WHERE status = 'open'",
    "CREATE INDEX touch_lead ON touch (lead_id)",
    "CREATE INDEX touch_call ON touch (call_id)",
)

BOOKS = (
    """
    CREATE TABLE import (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        file_name TEXT NOT NULL,
        format TEXT NOT NULL,
        mapping TEXT NOT NULL DEFAULT '{}',
        created INTEGER NOT NULL DEFAULT 0,
        merged INTEGER NOT NULL DEFAULT 0,
        counts TEXT NOT NULL DEFAULT '{}',
        changes TEXT NOT NULL DEFAULT '[]',
        undone_at INTEGER
    )
    """,
    """
    CREATE TABLE import_row (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id INTEGER NOT NULL REFERENCES import (id),
        row INTEGER NOT NULL,
        lead_id INTEGER NOT NULL,
        action TEXT NOT NULL,
        cells TEXT NOT NULL DEFAULT '{}',
        before TEXT NOT NULL DEFAULT '{}'
    )
    """,
    "CREATE INDEX import_row_import ON import_row (import_id)",
    "CREATE INDEX import_row_lead ON import_row (lead_id)",
    """
    CREATE TABLE import_skipped (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id INTEGER NOT NULL REFERENCES import (id),
        row INTEGER NOT NULL,
        reason TEXT NOT NULL
    )
    """,
    "CREATE INDEX import_skipped_import ON import_skipped (import_id)",
    """
    CREATE TABLE ledger (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        label TEXT NOT NULL,
        lead_id INTEGER NOT NULL DEFAULT 0,
        call_id INTEGER NOT NULL DEFAULT 0,
        session_id INTEGER,
        undone_no INTEGER,
        undone_after INTEGER,
        images TEXT NOT NULL DEFAULT '[]'
    )
    """,
    "CREATE INDEX ledger_session ON ledger (session_id)",
    "CREATE INDEX ledger_undone ON ledger (undone_no) WHERE undone_no IS NOT NULL",
    """
    CREATE TABLE setting (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL
    )
    """,
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Create everything."""
    for statement in (LEAD, *LEAD_INDEXES, *LEAD_TEXT, *PHONES, *SESSIONS, *CALLS, *BOOKS):
        db.execute_sql(statement)
