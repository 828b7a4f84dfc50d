"""Brings a database to the newest step, or refuses one that is newer than this program.

The migration runner is imported only when there is something to run: it costs more than opening.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import StoreError
from lch_desktop.store.connection import Database

if TYPE_CHECKING:
    from lch_desktop.domain.clock import Clock

STEPS = Path(__file__).parent / "migrations"
_HISTORY = "schema_migration"  # the runner's own table


def upgrade(database: Database, clock: Clock, steps: Path = STEPS, *, copies: bool = True) -> None:
    """Run what is pending in `steps`, in one transaction, after a backup of a file that holds data (`copies`).

    Raises StoreError "database-newer" for a step that is not in `steps`, "database-corrupt" for a
    file that is no database of ours.
    """
    known = known_steps(steps)
    done = applied(database)
    if done - known:
        raise StoreError("database-newer", path=str(database.path))
    if done == known:
        return
    if done:
        if copies:
            _copy_first(database, clock, min(known - done))
    elif database.first("SELECT 1 FROM sqlite_master WHERE name <> ?", (_HISTORY,)):
        raise StoreError("database-corrupt", path=str(database.path))
    _run_pending(database, steps)


def known_steps(steps: Path = STEPS) -> frozenset[str]:
    """The names of the steps that this program knows."""
    return frozenset(step.stem for step in steps.glob("[0-9]*.py"))


def applied(database: Database) -> set[str]:
    """The names of the steps that the file has gone through."""
    if database.first("SELECT 1 FROM sqlite_master WHERE name = ?", (_HISTORY,)) is None:
        return set()
    return {name for (name,) in database.rows(f"SELECT name FROM {_HISTORY}")}


def _run_pending(database: Database, steps: Path) -> None:
    """All pending steps or none. The lock comes first: a second process finds them done.

    A step that rebuilds a table needs foreign keys off, which SQLite allows only outside a transaction.
    """
    from playhouse.migrations import Runner

    database.execute_sql("PRAGMA foreign_keys = off")
    try:
        with database.atomic("IMMEDIATE"):
            Runner(database, str(steps)).up()
            if database.rows("PRAGMA foreign_key_check"):
                raise StoreError("database-corrupt", path=str(database.path))
    finally:
        database.execute_sql("PRAGMA foreign_keys = on")


def _copy_first(database: Database, clock: Clock, step: str) -> None:
    from lch_desktop.store.backup import SqliteBackups  # most starts need none

    SqliteBackups(database.path, clock).make(f"before-{step[:4]}")
