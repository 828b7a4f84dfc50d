"""Copies of the database, and the way back: by SQLite's online backup, checked, all of it or nothing.

A copy is written under another name, checked, brought to the disk and only then given its own. It is one file
without a log beside it, so it can be carried anywhere. Nothing here needs the store to be open, or sound.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.backups import BEFORE_RESTORE, Backup, Content, Restored, name_of, named, newest_first
from lch_desktop.domain.errors import InputError, StoreError
from lch_desktop.store.connection import Database, create_private

if TYPE_CHECKING:
    from lch_desktop.domain.clock import Clock

FOLDER = "backups"
PART = ".part"
SPARE_BYTES = 5_000_000  # left free beside a copy: the hour itself must go on
PAGES_AT_ONCE = -1  # all of them: a copy is of one moment, and nobody who writes makes it begin anew
BUSY_ROUNDS = 20  # of a quarter of a second each
ABANDONED_NS = 3600 * 10**9
_FULL = (errno.ENOSPC, errno.EDQUOT)


class SqliteBackups:
    """The BackupFiles port: the copies in the folder beside the database `path`. Any thread may use it."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._folder = path.parent / FOLDER

    @property
    def folder(self) -> Path:
        return self._folder

    def listed(self) -> list[Backup]:
        """Every copy in the folder, the newest first; none where it cannot be read."""
        found: list[Backup] = []
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    backup = named(entry.name, entry.stat().st_size) if entry.is_file() else None
                    if backup is not None:
                        found.append(backup)
        except OSError:
            return newest_first(found)
        return newest_first(found)

    def path_of(self, backup: Backup) -> Path:
        return self._folder / backup.name

    def make(self, label: str, *, thorough: bool = True) -> Backup:
        """Copy the database as it is now. Without `thorough` the indexes are not compared with their tables.

        Raises StoreError: "database-corrupt" where the database is not whole, "disk-full", "backup-not-written".
        """
        target = self._free_name(label)
        if label != BEFORE_RESTORE:  # what is to be replaced may be damaged, and is not touched
            _settle(self._path)
        copy_whole(self._path, target, thorough=thorough)
        made = named(target.name, target.stat().st_size)
        assert made is not None
        return made

    def make_at(self, target: Path) -> None:
        """Copy the database to `target`. A database that is there is replaced, any other file is not.

        Raises what `make` raises, and InputError "backup-target".
        """
        try:
            taken = target.exists() and (not _is_database(target) or target.samefile(self._path))
        except OSError as error:
            raise not_written(error, target) from error
        if taken:
            raise InputError("backup-target", name=str(target))
        copy_whole(self._path, target, thorough=True)

    def is_newest(self, backup: Backup) -> bool:
        """Whether nothing was written since `backup` was made: it carries the time of what it is a copy of."""
        try:
            return self.path_of(backup).stat().st_mtime_ns == written_ns(self._path)
        except OSError:
            return False

    def has_content(self) -> bool:
        """Whether the database holds anything that would be missed."""
        if not self._path.exists():
            return False
        try:
            with _reading(self._path, live=True) as db:
                return bool(db.execute(_ANYTHING).fetchone()[0])
        except sqlite3.DatabaseError:
            return True  # whatever it is, it is something

    def content(self, path: Path | None = None) -> Content | None:
        """What the database (or the copy at `path`) holds; None where it cannot be counted."""
        try:
            with _reading(path or self._path, live=path is None) as db:
                leads, calls = (int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in _COUNTED)
        except (sqlite3.Error, OSError):
            return None
        return Content(leads, calls)

    def is_whole(self, backup: Backup) -> bool:
        """Whether a copy could be brought back as it is."""
        path = self.path_of(backup)
        try:
            check_ours(path, known_steps=None)
        except InputError:
            return False
        return is_sound(path, thorough=True)

    def remove(self, backup: Backup) -> None:
        """Delete a copy. One that cannot be deleted stays."""
        try:
            self.path_of(backup).unlink(missing_ok=True)
        except OSError:
            return

    def restore(self, file: Path, *, is_open: bool = False) -> Restored:
        """See `lch_desktop.store.restoring`."""
        from lch_desktop.store.restoring import restore

        return restore(self._path, file, self._clock, is_open=is_open)

    def _free_name(self, label: str) -> Path:
        number, at = 1, self._clock.now()
        while (target := self._folder / name_of(label, at, number)).exists():
            number += 1
        return target


_COUNTED = ("lead", "call")
_ANYTHING = "SELECT EXISTS (SELECT 1 FROM lead) OR EXISTS (SELECT 1 FROM call) OR EXISTS (SELECT 1 FROM suppression)"
_OURS = {"schema_migration", "lead", "phone", "call"}


def copy_whole(source: Path, target: Path, *, thorough: bool) -> None:
    """A checked copy of the database `source` at `target`, private to its user. See `SqliteBackups.make`."""
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        need_room(target.parent, source)
        part.unlink(missing_ok=True)
        create_private(part)
        _clear_abandoned(part)
        written = written_ns(source)
        copy_pages(source, part, live=True)
        if not is_sound(part, thorough=thorough):
            raise StoreError("database-corrupt", path=str(source))
        os.utime(part, ns=(written, written))
        to_disk(part)
        part.replace(target)
        to_disk(target.parent)
    except OSError as error:
        raise not_written(error, target) from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def copy_pages(source: Path, target: Path, *, live: bool) -> None:
    """Every page of `source` as of one moment, into `target`. `live`: somebody may write to the source meanwhile.

    `target` may be a database that others have open: then it is one transaction of theirs. Raises StoreError.
    """
    rounds = 0

    def wait(status: int, _left: int, _pages: int) -> None:
        nonlocal rounds
        rounds += status not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE)
        if rounds > BUSY_ROUNDS:  # Python would wait for ever
            raise StoreError("database-busy", path=str(target))

    try:
        with _reading(source, live=live) as pages, closing(sqlite3.connect(target, isolation_level=None)) as copy:
            in_use = copy.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            copy.execute(f"PRAGMA synchronous = {'full' if in_use else 'off'}")  # a new file goes to the disk at once
            pages.backup(copy, pages=PAGES_AT_ONCE, progress=wait)
            if not in_use:
                copy.execute("PRAGMA journal_mode = delete")  # no log beside it
    except sqlite3.DatabaseError as error:
        failure = Database(target).named(error)
        if isinstance(failure, StoreError) and failure.code == "database-corrupt":
            failure = StoreError("database-corrupt", path=str(source))
        raise failure from error


@contextmanager
def scratch_copy(source: Path) -> Iterator[Path]:
    """A copy of the database `source` for a while. Raises StoreError "disk-full", "backup-not-written"."""
    scratch = source.with_name(f".{source.name}.{os.getpid()}.{threading.get_ident()}{PART}")
    try:
        need_room(source.parent, source)
        create_private(scratch)
        _clear_abandoned(scratch)
        copy_pages(source, scratch, live=True)
        yield scratch
    except OSError as error:
        raise not_written(error, scratch) from error
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                scratch.with_name(f"{scratch.name}{end}").unlink(missing_ok=True)


def is_sound(path: Path, *, thorough: bool) -> bool:
    """Whether SQLite finds nothing wrong with the database at `path`."""
    try:
        with _reading(path) as db:
            return db.execute("PRAGMA integrity_check" if thorough else "PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def check_ours(path: Path, known_steps: frozenset[str] | None) -> None:
    """Raise InputError unless `path` is a database of ours, with no step beyond `known_steps`."""
    if not path.is_file():
        raise InputError("backup-missing", name=str(path))
    try:
        with _reading(path) as db:
            names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            steps = {name for (name,) in db.execute("SELECT name FROM schema_migration")} if names >= _OURS else set()
    except (sqlite3.DatabaseError, OSError) as error:
        raise InputError("backup-damaged", name=str(path)) from error
    if not steps:
        raise InputError("backup-damaged", name=str(path))
    if known_steps is not None and not steps <= known_steps:
        raise InputError("backup-newer", name=str(path))


def need_room(folder: Path, source: Path) -> None:
    """Raise StoreError "disk-full" where a copy of `source` would not leave some room in `folder`."""
    size = sum(file.stat().st_size for file in (source, log_of(source)) if file.exists())
    if shutil.disk_usage(folder).free < size + SPARE_BYTES:
        raise StoreError("disk-full", path=str(folder))


def written_ns(path: Path) -> int:
    """When the database `path` was last written to, as its files have it. An empty log says nothing."""
    times = [path.stat().st_mtime_ns]
    log = log_of(path)
    if log.exists() and (found := log.stat()).st_size:
        times.append(found.st_mtime_ns)
    return max(times)


def log_of(path: Path) -> Path:
    """SQLite's write-ahead log of the database `path`."""
    return path.with_name(f"{path.name}-wal")


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would survive a power cut."""
    if path.is_dir() and os.name != "posix":
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def not_written(error: OSError, target: Path) -> StoreError:
    """`error` as the failure that the rep is told."""
    if error.errno in _FULL:
        return StoreError("disk-full", path=str(target.parent))
    return StoreError("backup-not-written", path=str(target), why=error.strerror or str(error))


@contextmanager
def _reading(path: Path, *, live: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing. Of a file that is not `live`, nobody writes to it meanwhile either:
    then nothing is left beside it, and it may lie where nothing can be written."""
    how = "mode=ro" if live or log_of(path).exists() else "mode=ro&immutable=1"
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    try:
        yield db
    finally:
        db.close()


def _settle(path: Path) -> None:
    """Bring what is in the log into the database, as its closing would: then that changes nothing any more, and the
    file's time tells when it was written to."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
        db.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _is_database(path: Path) -> bool:
    if path.is_dir():
        return False
    with path.open("rb") as file:
        return file.read(16) in (b"SQLite format 3\0", b"")


def _clear_abandoned(mine: Path) -> None:
    """Remove what copies that were killed long before `mine` was begun have left in its folder."""
    begun_ns = mine.stat().st_mtime_ns
    for part in mine.parent.glob(f".*{PART}*"):
        if begun_ns - part.stat().st_mtime_ns > ABANDONED_NS:
            part.unlink(missing_ok=True)
