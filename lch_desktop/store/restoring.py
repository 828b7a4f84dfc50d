"""Bringing a backup back in the place of the database, so that a kill at any moment leaves one of the two whole.

What comes back is first made ready beside the database: checked, copied, brought to this program's newest step.
A database that is sound is kept as a backup and then overwritten in one transaction: whoever has it open sees it
change, as after any write of another program. One that is broken is set aside, with its log, and the ready file
takes its name; from the moment on that the ready file is complete, the next start would finish this.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.backups import BEFORE_RESTORE, Backup, Restored
from lch_desktop.domain.errors import InputError, StoreError
from lch_desktop.store.backup import (
    PART,
    SqliteBackups,
    check_ours,
    copy_pages,
    is_sound,
    need_room,
    not_written,
    to_disk,
)
from lch_desktop.store.connection import connect, create_private
from lch_desktop.store.store import READY
from lch_desktop.store.upgrade import applied, known_steps, upgrade

if TYPE_CHECKING:
    from lch_desktop.domain.clock import Clock

BROKEN = ".broken"
BESIDE = ("-wal", "-shm")


def restore(database: Path, file: Path, clock: Clock, *, is_open: bool = False) -> Restored:
    """Put what the backup `file` holds in the place of `database`. Twice is the same as once.

    `is_open`: the caller has the database open, so that a broken one cannot be set aside. Raises InputError
    "backup-missing", "backup-damaged", "backup-newer", "backup-same"; StoreError "restore-open-damaged",
    "disk-full", "backup-not-written", "database-busy". Then the database is as it was.
    """
    if file.exists() and database.exists() and file.samefile(database):
        raise InputError("backup-same", name=str(file))
    check_ours(file, known_steps())
    ready = database.with_name(f"{database.name}{READY}{PART}")
    try:
        need_room(database.parent, file)
        _make_ready(file, ready, clock)
        kept = _keep(database, clock)
        if kept is None and is_open:
            raise StoreError("restore-open-damaged", name=str(file))
        if kept is None:
            aside = _take_place(ready, database, clock.now())
        else:
            aside = ""
            copy_pages(ready, database, live=False)
    except OSError as error:
        raise not_written(error, database) from error
    finally:
        for end in ("", "-journal", *BESIDE):
            with suppress(OSError):
                ready.with_name(f"{ready.name}{end}").unlink(missing_ok=True)
    content = SqliteBackups(database, clock).content()
    assert content is not None
    return Restored(content, kept, aside)


def finish(database: Path) -> None:
    """Go on where a restore was killed: what was ready takes its place. Does nothing where none was."""
    ready = database.with_name(f"{database.name}{READY}")
    if not ready.exists():
        return
    for end in BESIDE:  # first: a log must never meet a database that is not its own
        database.with_name(f"{database.name}{end}").unlink(missing_ok=True)
    ready.replace(database)
    to_disk(database.parent)


def _make_ready(file: Path, ready: Path, clock: Clock) -> None:
    """A copy of `file` at `ready`, on the newest step, whole and on the disk."""
    ready.unlink(missing_ok=True)
    create_private(ready)
    try:
        copy_pages(file, ready, live=False)
    except StoreError as error:
        if error.code != "database-corrupt":
            raise
        raise InputError("backup-damaged", name=str(file)) from error
    db = connect(ready)  # from here on with a log
    try:
        if applied(db) != known_steps():
            upgrade(db, clock, copies=False)
        db.execute_sql("PRAGMA journal_mode = delete")
    finally:
        db.close()
    if not is_sound(ready, thorough=True):
        raise InputError("backup-damaged", name=str(file))
    to_disk(ready)


def _keep(database: Path, clock: Clock) -> Backup | None:
    """The present database as a backup; None where there is none, or none that is whole."""
    if not database.exists() or not database.stat().st_size:
        return None
    try:
        return SqliteBackups(database, clock).make(BEFORE_RESTORE)
    except StoreError as error:
        if error.code != "database-corrupt":
            raise
        return None


def _take_place(ready: Path, database: Path, at: datetime) -> str:
    """Set the broken database aside and let the ready file have its name; returns the broken one's name."""
    aside = _set_aside(database, at)
    ready.replace(database.with_name(f"{database.name}{READY}"))  # from now on a killed restore is finished
    to_disk(database.parent)
    finish(database)
    return aside


def _set_aside(database: Path, at: datetime) -> str:
    """Give the files of `database` a second name, which stays when the first is taken. Returns it; "" for no file."""
    if not database.exists() or not database.stat().st_size:
        return ""
    number, day = 1, f"{database.name}{BROKEN}-{at:%Y-%m-%d}"
    aside = database.with_name(day)
    while aside.exists() and not aside.samefile(database):
        number += 1
        aside = database.with_name(f"{day}.{number}")
    for end in ("", *BESIDE):
        there, second = database.with_name(f"{database.name}{end}"), aside.with_name(f"{aside.name}{end}")
        if there.exists() and not second.exists():
            _second_name(there, second)
    return aside.name


def _second_name(file: Path, second: Path) -> None:
    try:
        os.link(file, second)
    except OSError:  # a disk without second names: a stick, a share
        shutil.copy2(file, second)
