"""The headers of a file once, and not in each of its records."""

STATEMENTS = (
    # `names`: a JSON array. The cells of a record may refer to it: [id, cell, cell, ...], empty ones included;
    # {header: cell, ...} stays what it was, for records of another shape.
    """
    CREATE TABLE import_header (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        names TEXT NOT NULL UNIQUE
    )
    """,
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Add the table."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
