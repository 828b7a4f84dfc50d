"""Makes and brings back backups, killed before each line of the code that does it.

Each attempt is a forked child on a copy of the same folder; the copying itself goes two pages at a time, so that
it is killed in its middle too. Run as a program, as `at_every_step` is: it prints, as JSON, what each killed child
left and what the next start made of that.

usage: python -m tests.crash.backups_at_every_line FOLDER
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.leads import Lead
from lch_desktop.store import backup, restoring
from lch_desktop.store.backup import SqliteBackups
from lch_desktop.store.store import open_store
from tests.fakes import FakeClock

WATCHED = frozenset({backup.__file__, restoring.__file__})
DATABASE, GOOD = "lch.db", "by-hand-20261123T163000Z.db"
BEFORE, AFTER = ["old 1", "old 2"], ["old 1", "old 2", "new"]

Act = Callable[[Path], object]


def prepare(folder: Path, *, broken: bool) -> None:
    """A database with three leads, a log that is not in it yet, and a backup from when there were two."""
    clock = FakeClock()
    store = open_store(folder / DATABASE, clock)
    for name in BEFORE:
        store.leads.add(Lead(name=name))
    SqliteBackups(folder / DATABASE, clock).make("by-hand")
    store.close()
    store = open_store(folder / DATABASE, clock)
    store.leads.add(Lead(name=AFTER[-1]))
    for name in (DATABASE, f"{DATABASE}-wal"):  # as a killed program leaves them
        shutil.copy(folder / name, folder / f"{name}.kept")
    store.close()
    for name in (DATABASE, f"{DATABASE}-wal"):
        (folder / f"{name}.kept").replace(folder / name)
    if broken:
        size = (folder / DATABASE).stat().st_size
        with (folder / DATABASE).open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (size - 4096))


def _make(folder: Path) -> object:
    return SqliteBackups(folder / DATABASE, FakeClock()).make("daily")


def _restore(folder: Path) -> object:
    clock = FakeClock()
    return SqliteBackups(folder / DATABASE, clock).restore(folder / "backups" / GOOD)


ACTS: dict[str, tuple[Act, bool]] = {
    "make": (_make, False),
    "restore": (_restore, False),
    "restore a broken one": (_restore, True),
}


def _die_before_line(number: int) -> None:
    """A line that is passed many times counts when it is passed first: a loop does the same in each round."""
    passed: set[tuple[str, int]] = set()

    def line(frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line":
            passed.add((frame.f_code.co_filename, frame.f_lineno))
            if len(passed) == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    sys.settrace(lambda frame, event, _: line if frame.f_code.co_filename in WATCHED else None)


def _attempt(folder: Path, act: Act, number: int) -> bool:
    """Do it in a child that dies before line `number` of those it comes through; returns whether it died."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            backup.PAGES_AT_ONCE = 2
            _die_before_line(number)
            act(folder)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the child failed by itself"
    return False


def names_in(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path
        return [name for (name,) in db.execute("SELECT name FROM lead ORDER BY id")]
    finally:
        db.close()


def left_behind(folder: Path) -> dict[str, object]:
    """What a kill left: the backups, all whole; the leads the next start finds, None for a broken database."""
    listed = SqliteBackups(folder / DATABASE, FakeClock()).listed()
    backups = [names_in(folder / "backups" / entry.name) for entry in listed]
    asides = [file.name for file in folder.iterdir() if ".broken-" in file.name]
    try:
        open_store(folder / DATABASE, FakeClock()).close()
        leads: list[str] | None = names_in(folder / DATABASE)
    except StoreError as error:
        leads = None if error.code == "database-corrupt" else [error.code]
    return {"backups": backups, "leads": leads, "asides": sorted(asides)}


def kill_at_every_line(folder: Path, name: str) -> list[dict[str, object]]:
    """What each killed child left, and last what one left that lived. After each, once more without a kill."""
    act, broken = ACTS[name]
    template = folder / name
    prepare(template, broken=broken)
    found, number, died = [], 0, True
    while died:
        number += 1
        copy = folder / f"{name} {number}"
        shutil.copytree(template, copy)
        died = _attempt(copy, act, number)
        left = left_behind(copy)
        if name != "make":
            act(copy)
            left["again"] = names_in(copy / DATABASE)
        found.append(left)
        shutil.rmtree(copy)
    return found


def main(folder: Path) -> None:
    print(json.dumps({name: kill_at_every_line(folder, name) for name in ACTS}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
