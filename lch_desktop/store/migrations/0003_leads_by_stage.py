"""The leads of one stage, and those that are not called, in the order of their names without a look at each row."""

INDEXES = (
    "CREATE INDEX lead_stage ON lead (stage, sort_name, id)",
    "CREATE INDEX lead_gate_name ON lead (gate, sort_name, id) WHERE gate <> ''",
    "DROP INDEX lead_gate",  # the new one answers for it
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Add the indexes."""
    for statement in INDEXES:
        db.execute_sql(statement)
