"""One connection to the database file, private to its user, with failures named for people."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from peewee import DatabaseError, PeeweeException, SqliteDatabase

from lch_desktop.domain.errors import StoreError

Sql = str | int | float | None

# The log is brought into the file by `tidy`, on a worker in a quiet moment: SQLite's own way, every 1000 pages,
# would make one key press in fifty wait for it. Only a log that nobody tidied comes to this.
MOST_LOG_PAGES = 4_000
TIDY_AFTER = 120  # rows, some 30 calls: the first commit after a tidying syncs the log twice, so not after each call
LOG_KEPT = 16 << 20  # bytes: a log is written over from its beginning and keeps its size, which spares each commit
# the file's growth; one that an import made larger is cut back to this

_PRAGMAS = (
    ("busy_timeout", 5000),
    ("journal_mode", "wal"),
    ("wal_autocheckpoint", MOST_LOG_PAGES),
    ("journal_size_limit", LOG_KEPT),
    ("synchronous", "full"),  # in WAL, only "full" has each commit on disk when it returns
    ("foreign_keys", "on"),
    ("temp_store", "memory"),
    ("cache_size", -8_000),  # KiB: the hot indexes of 100,000 leads; the system caches the rest
)
READER_CACHE_KIB = 2_000  # a worker asks one question and closes; what it had cached is gone then

# SQLite's own words (https://www.sqlite.org/rescode.html), and what we call them.
_FAILURES = (
    ("database or disk is full", "disk-full"),
    ("file is not a database", "database-corrupt"),
    ("database disk image is malformed", "database-corrupt"),
    ("attempt to write a readonly database", "folder-read-only"),
    ("unable to open database file", "folder-read-only"),
    ("database is locked", "database-busy"),
    ("disk I/O error", "disk-failing"),
)


class Database(SqliteDatabase):
    """SQLite in WAL. Failures that a user can do something about are raised as StoreError.

    A connection belongs to the thread that opened it; another thread takes `SqliteStore.reader`.
    """

    def __init__(self, path: Path, cache_kib: int | None = None) -> None:
        pragmas = dict(_PRAGMAS) | ({"cache_size": -cache_kib} if cache_kib else {})
        super().__init__(str(path), pragmas=pragmas, timeout=5, autoconnect=False)
        self.path = path

    def execute_sql(self, sql: str, params: Sequence[Sql] | None = None) -> sqlite3.Cursor:
        """Run one statement; returns its cursor. Raises StoreError or, for a bug of ours, peewee's error."""
        try:
            cursor: sqlite3.Cursor = super().execute_sql(sql, params)  # type: ignore[no-untyped-call]
        except DatabaseError as error:
            raise self.named(error) from error
        return cursor

    def rows(self, sql: str, params: Sequence[Sql] = ()) -> list[Any]:
        """Every row of a query, as tuples."""
        try:
            return self.execute_sql(sql, params).fetchall()
        except sqlite3.DatabaseError as error:  # found while stepping: peewee does not see it
            raise self.named(error) from error

    def named_rows(self, sql: str, params: Mapping[str, Sql]) -> list[Any]:
        """Every row of a query whose parameters are written `:name`."""
        return self.rows(sql, cast(Any, params))  # sqlite3 takes both

    def first(self, sql: str, params: Sequence[Sql] = ()) -> Any | None:
        """The first row of a query as a tuple, or None."""
        return self.execute_sql(sql, params).fetchone()

    def scalar(self, sql: str, params: Sequence[Sql] = ()) -> Any:
        """The first column of the first row of a query that always has one."""
        return self.rows(sql, params)[0][0]

    def run_many(self, sql: str, params: Iterable[Sequence[Sql]]) -> None:
        """One statement for many rows: peewee has no executemany."""
        try:
            self.cursor().executemany(sql, params)  # type: ignore[no-untyped-call]
        except sqlite3.DatabaseError as error:
            raise self.named(error) from error

    def begin(self, lock_type: str | None = None) -> None:
        try:
            super().begin(lock_type)
        except DatabaseError as error:
            raise self.named(error) from error

    def commit(self) -> None:
        try:
            super().commit()
        except DatabaseError as error:
            raise self.named(error) from error

    def rollback(self) -> None:
        """Roll back, unless SQLite has done so itself, as it may where a disk fails."""
        if self.connection().in_transaction:  # type: ignore[no-untyped-call]
            super().rollback()

    @contextmanager
    def step(self) -> Iterator[None]:
        """A transaction of its own, or within one a part that is undone alone. peewee names each such part anew,
        and SQLite would prepare the statement each time; it allows one name for all."""
        if not self.in_transaction():
            with self.atomic("IMMEDIATE"):  # the lock is taken at once: no transaction fails half-way for it
                yield
            return
        self.execute_sql("SAVEPOINT inner_step")
        try:
            yield
        except BaseException:
            if self.connection().in_transaction:  # type: ignore[no-untyped-call]
                self.execute_sql("ROLLBACK TO inner_step")
                self.execute_sql("RELEASE inner_step")
            raise
        self.execute_sql("RELEASE inner_step")

    def tidy(self) -> None:
        """Bring what is in the log into the file, so that the log is written over from its beginning. Waits for
        nobody and holds nobody up; what is still being read stays for the next time, as all of it where it fails."""
        with suppress(StoreError, DatabaseError):
            self.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def forget_pages(self) -> None:
        """Give the memory of the page cache back; what is in use stays, as all of it does where it fails."""
        with suppress(StoreError, PeeweeException):
            self.execute_sql("PRAGMA shrink_memory")

    def named(self, error: Exception) -> Exception:
        """`error` as a StoreError where it is one of those a user can do something about."""
        text = str(error)
        code = next((code for words, code in _FAILURES if words in text), None)
        return StoreError(code, path=str(self.path)) if code else error


def connect(path: Path, cache_kib: int | None = None) -> Database:
    """An open connection to the database at `path`, which must exist (`make_private`)."""
    database = Database(path, cache_kib)
    try:
        database.connect()
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise database.named(error) from error
    return database


def make_private(path: Path) -> None:
    """Create the folder and an empty file at `path` where missing, readable for this user alone.

    SQLite gives `-wal` and `-shm` the mode of the database file, so the umask never matters.
    Raises StoreError "folder-is-file" or "folder-read-only".
    """
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        raise StoreError("folder-is-file", path=str(folder))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _restrict(folder, 0o700)
        create_private(path)
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreError("folder-is-file", path=str(folder)) from error
    except OSError as error:
        raise StoreError("folder-read-only", path=str(folder)) from error
    if not (os.access(folder, os.W_OK | os.X_OK) and os.access(path, os.R_OK | os.W_OK)):
        raise StoreError("folder-read-only", path=str(folder))


def create_private(path: Path) -> None:
    """An empty file of mode 0600, from its first moment; an existing one is restricted to that."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        _restrict(path, 0o600)


def _restrict(path: Path, mode: int) -> None:
    """Take every right beyond `mode` away, where the path is ours; the home folder itself is left alone."""
    if os.name != "posix" or path == Path.home():
        return
    found = path.stat()
    if found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) & ~mode:
        path.chmod(stat.S_IMODE(found.st_mode) & mode)
