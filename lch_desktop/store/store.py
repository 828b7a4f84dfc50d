"""Everything that is kept, behind one handle, and how it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from peewee import DatabaseError

from lch_desktop.store.connection import READER_CACHE_KIB, TIDY_AFTER, Database, connect, make_private
from lch_desktop.store.upgrade import upgrade
from lch_desktop.store.writes import Writer

if TYPE_CHECKING:
    from lch_desktop.domain.clock import Clock
    from lch_desktop.domain.ports import Store
    from lch_desktop.store.backup import SqliteBackups
    from lch_desktop.store.calls import SqliteCalls
    from lch_desktop.store.everything import SqliteEverything
    from lch_desktop.store.handovers import SqliteHandovers
    from lch_desktop.store.history import SqliteHistory
    from lch_desktop.store.imports import SqliteImports
    from lch_desktop.store.lead_book import SqliteLeadBook
    from lch_desktop.store.lead_forget import SqliteForgetting
    from lch_desktop.store.leads import SqliteLeads
    from lch_desktop.store.ledger import SqliteLedger
    from lch_desktop.store.mornings import SqliteMornings
    from lch_desktop.store.practice import SqliteChecks, SqliteScripts, SqliteWarmUps
    from lch_desktop.store.sessions import SqliteSessions
    from lch_desktop.store.settings import SqliteSettings
    from lch_desktop.store.suppressions import SqliteSuppressions
    from lch_desktop.store.touches import SqliteTouches


READY = ".restoring"  # ends the name of a database that is about to take its place


class SqliteStore:
    """The Store port on one SQLite connection. It belongs to the thread that made it.

    A repository's module is read when it is first asked for: the first look needs few of them.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._writer = Writer(db)
        self._tidied_at = 0  # rows that had been written then

    @cached_property
    def leads(self) -> SqliteLeads:
        from lch_desktop.store.leads import SqliteLeads

        return SqliteLeads(self._writer, self._clock)

    @cached_property
    def book(self) -> SqliteLeadBook:
        from lch_desktop.store.lead_book import SqliteLeadBook

        return SqliteLeadBook(self._writer)

    @cached_property
    def forgetting(self) -> SqliteForgetting:
        from lch_desktop.store.lead_forget import SqliteForgetting

        return SqliteForgetting(self._writer, self.leads)

    @cached_property
    def suppressions(self) -> SqliteSuppressions:
        from lch_desktop.store.suppressions import SqliteSuppressions

        return SqliteSuppressions(self._writer)

    @cached_property
    def calls(self) -> SqliteCalls:
        from lch_desktop.store.calls import SqliteCalls

        return SqliteCalls(self._writer)

    @cached_property
    def touches(self) -> SqliteTouches:
        from lch_desktop.store.touches import SqliteTouches

        return SqliteTouches(self._writer)

    @cached_property
    def sessions(self) -> SqliteSessions:
        from lch_desktop.store.sessions import SqliteSessions

        return SqliteSessions(self._writer)

    @cached_property
    def ledger(self) -> SqliteLedger:
        from lch_desktop.store.ledger import SqliteLedger

        return SqliteLedger(self._writer)

    @cached_property
    def imports(self) -> SqliteImports:
        from lch_desktop.store.imports import SqliteImports

        return SqliteImports(self._writer, self.leads)

    @cached_property
    def handovers(self) -> SqliteHandovers:
        from lch_desktop.store.handovers import SqliteHandovers

        return SqliteHandovers(self._writer)

    @cached_property
    def everything(self) -> SqliteEverything:
        from lch_desktop.store.everything import SqliteEverything

        return SqliteEverything(self._writer, self)

    @cached_property
    def history(self) -> SqliteHistory:
        from lch_desktop.store.history import SqliteHistory

        return SqliteHistory(self._db)

    @cached_property
    def mornings(self) -> SqliteMornings:
        from lch_desktop.store.mornings import SqliteMornings

        return SqliteMornings(self._writer)

    @cached_property
    def scripts(self) -> SqliteScripts:
        from lch_desktop.store.practice import SqliteScripts

        return SqliteScripts(self._writer)

    @cached_property
    def checks(self) -> SqliteChecks:
        from lch_desktop.store.practice import SqliteChecks

        return SqliteChecks(self._writer)

    @cached_property
    def warm_ups(self) -> SqliteWarmUps:
        from lch_desktop.store.practice import SqliteWarmUps

        return SqliteWarmUps(self._writer)

    @cached_property
    def settings(self) -> SqliteSettings:
        from lch_desktop.store.settings import SqliteSettings

        return SqliteSettings(self._writer)

    @cached_property
    def backups(self) -> SqliteBackups:
        from lch_desktop.store.backup import SqliteBackups

        return SqliteBackups(self._db.path, self._clock)

    def transaction(self) -> AbstractContextManager[None]:
        return self._writer.transaction()

    def version(self) -> int:
        return int(self._db.scalar("PRAGMA data_version"))

    def integrity(self) -> str:
        try:
            return "\n".join(line for (line,) in self._db.rows("PRAGMA quick_check"))
        except (DatabaseError, sqlite3.DatabaseError) as error:
            return str(error)

    @contextmanager
    def reader(self) -> Iterator[Store]:
        """See the port. The file is not upgraded again."""
        db = connect(self._db.path, READER_CACHE_KIB)
        try:
            store = SqliteStore(db, self._clock)
            yield store
            written = self._writer.rows_written
            if written - self._tidied_at >= TIDY_AFTER or store._writer.rows_written:
                self._tidied_at = written
                db.tidy()
        finally:
            db.close()

    @contextmanager
    def scratch(self) -> Iterator[Store]:
        """See the port. The copy lies beside the database: that is where there is room for it, and it is private."""
        from lch_desktop.store.backup import scratch_copy

        with scratch_copy(self._db.path) as path:
            db = connect(path)
            try:
                yield SqliteStore(db, self._clock)
            finally:
                db.close()

    def forget_pages(self) -> None:
        self._db.forget_pages()

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        self._db.close()


def open_store(path: Path, clock: Clock) -> SqliteStore:
    """The store in the file `path`, created or brought up to date.

    Raises StoreError: "folder-is-file", "folder-read-only", "disk-full", "database-corrupt",
    "database-newer", "database-busy".
    """
    make_private(path)
    if path.with_name(f"{path.name}{READY}").exists():  # a restore was killed: it is finished first
        from lch_desktop.store.restoring import finish

        finish(path)
    db = connect(path)
    try:
        upgrade(db, clock)
    except BaseException:
        db.close()
        raise
    return SqliteStore(db, clock)
