"""Copies of the database: whole, private, bounded in number, and brought back."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.backups import Content
from lch_desktop.domain.errors import InputError, LchError, StoreError
from lch_desktop.domain.leads import Lead
from lch_desktop.services.backups import Backups
from lch_desktop.store import backup as backing
from lch_desktop.store import upgrade as upgrading
from lch_desktop.store.backup import SqliteBackups
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import FakeClock

DAY_S = 24 * 3600


class Place:
    """A data folder with its store and its backups."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.clock, self.folder, self.path = clock, folder, folder / "lch.db"
        self.store: SqliteStore = open_store(self.path, clock)
        self.files = SqliteBackups(self.path, clock)
        self.backups = Backups(self.files, self.day_of)

    def day_of(self, at: datetime | None) -> date:
        return (at or self.clock.now()).date()

    def add(self, *names: str) -> None:
        for name in names:
            self.store.leads.add(Lead(name=name))

    def names(self) -> list[str]:
        return leads_in(self.path)

    def copies(self) -> list[str]:
        """Every file in the folder of the backups, hidden ones too."""
        folder = self.path.parent / "backups"
        return sorted(file.name for file in folder.iterdir()) if folder.exists() else []

    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.path, self.clock)


@pytest.fixture
def place(data_dir: Path, clock: FakeClock) -> Iterator[Place]:
    made = Place(data_dir, clock)
    made.add("Dana", "Kim")
    yield made
    made.store.close()


def leads_in(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    try:
        return [name for (name,) in db.execute("SELECT name FROM lead ORDER BY id")]
    finally:
        db.close()


def code_of(act: object, *given: object, **more: object) -> str:
    with pytest.raises(LchError) as caught:
        act(*given, **more)  # type: ignore[operator]
    return caught.value.code


# making


def test_a_copy_is_whole_private_and_one_file(place: Place) -> None:
    made = place.backups.daily()
    assert made is not None
    assert made.name == "daily-20261123T163000Z.db"
    copy = place.files.path_of(made)
    assert leads_in(copy) == ["Dana", "Kim"]
    assert place.copies() == [made.name]
    assert copy.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log is wanted beside it
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_what_is_written_but_not_yet_in_the_main_file_is_in_the_copy(place: Place) -> None:
    assert place.path.with_name("lch.db-wal").stat().st_size
    place.add("only in the log so far")
    assert leads_in(place.files.path_of(place.backups.now()))[-1] == "only in the log so far"


def test_one_a_day(place: Place) -> None:
    assert place.backups.daily() is not None
    place.add("Jun")
    assert place.backups.daily() is None
    place.clock.advance(DAY_S)
    assert place.backups.daily() is not None
    assert len(place.copies()) == 2


def test_an_empty_database_needs_no_backup(data_dir: Path, clock: FakeClock) -> None:
    empty = Place(data_dir, clock)
    assert empty.backups.daily() is None
    assert empty.backups.before("import") is None
    empty.store.close()
    assert empty.copies() == []


def test_a_hundred_days_leave_22_at_most(place: Place) -> None:
    for _ in range(100):
        place.clock.advance(DAY_S)
        assert place.backups.daily() is not None
    kept = [backup.at.date() for backup in place.files.listed()]
    today = place.clock.now().date()
    assert kept[:14] == [today - timedelta(days=ago) for ago in range(14)]
    assert len(kept) == 14 + 8 - 3  # three weeks end within the 14 days
    assert all(day.weekday() == 6 for day in kept[14:])


def test_a_clock_that_was_ahead_does_not_cost_the_backup_just_made(place: Place) -> None:
    place.clock.jump(3650 * DAY_S)
    for _ in range(20):
        place.clock.advance(DAY_S)
        place.backups.daily()
    place.clock.jump(-3670 * DAY_S)
    made = place.backups.daily()
    assert made is not None
    assert made.name in place.copies()


def test_before_an_import_the_last_one_serves_if_nothing_was_written_since(place: Place) -> None:
    first = place.backups.before("import")
    assert first is not None
    assert first.name.startswith("before-import-")
    place.clock.advance(60)
    assert place.backups.before("import") == first
    place.add("Jun")
    second = place.backups.before("import")
    assert second is not None
    assert second != first
    assert leads_in(place.files.path_of(second))[-1] == "Jun"


def test_closing_and_opening_writes_nothing(place: Place) -> None:
    first = place.backups.before("import")
    place.reopen()
    place.clock.advance(60)
    assert place.backups.before("import") == first
    assert place.backups.unsaved_days() == 0
    place.clock.advance(3 * DAY_S)
    assert place.backups.unsaved_days() == 0
    place.add("Jun")
    assert place.backups.unsaved_days() == 3


def test_two_in_one_second_are_two(place: Place) -> None:
    assert {place.backups.now().name, place.backups.now().name} == set(place.copies())
    assert len(place.copies()) == 2


def test_to_a_place_of_ones_own(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "lch ümlaut.db"
    place.backups.to_file(target)
    place.add("Jun")
    place.backups.to_file(target)  # an older backup is replaced
    assert leads_in(target) == ["Dana", "Kim", "Jun"]
    assert [file.name for file in target.parent.iterdir()] == [target.name]
    other = tmp_path / "letter.txt"
    other.write_text("mine, and long enough to be looked at")
    assert code_of(place.backups.to_file, other) == "backup-target"
    assert code_of(place.backups.to_file, place.path) == "backup-target"
    assert code_of(place.backups.to_file, tmp_path) == "backup-target"
    assert other.read_text().startswith("mine")
    assert place.names() == ["Dana", "Kim", "Jun"]


def test_a_damaged_database_makes_no_backup_and_costs_none(place: Place) -> None:
    good = place.backups.now()
    place.store.close()
    damage(place.path)
    assert code_of(place.backups.now) == "database-corrupt"
    assert place.copies() == [good.name]


def test_a_full_disk_is_said_and_leaves_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(place.folder)
    with monkeypatch.context() as patch:
        patch.setattr(backing.shutil, "disk_usage", lambda _: usage._replace(free=1000))
        assert code_of(place.backups.now) == "disk-full"
    assert place.copies() == []

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backing.os, "fsync", full)
    assert code_of(place.backups.now) == "disk-full"
    assert place.copies() == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_folder_that_cannot_be_written_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(backing, "create_private", refused)
    with pytest.raises(StoreError) as caught:
        place.backups.now()
    assert (caught.value.code, caught.value.values["why"]) == ("backup-not-written", "Permission denied")


def test_a_file_in_the_way_is_said(place: Place) -> None:
    (place.folder / "backups").write_text("in the way")
    assert code_of(place.backups.now) == "backup-not-written"
    assert place.backups.listed() == []


def test_what_a_killed_copy_left_is_cleared_away_an_hour_later(place: Place) -> None:
    made = place.files.path_of(place.backups.now())
    left, running = made.with_name(".daily-x.db.7.part"), made.with_name(".daily-y.db.8.part")
    for part in (left, running):
        part.write_bytes(b"half")
    old = made.stat().st_mtime - 2 * 3600
    os.utime(left, (old, old))
    place.backups.now()
    assert not left.exists()
    assert running.exists()


def test_a_backup_tells_what_it_holds(place: Place) -> None:
    place.backups.now()
    (place.folder / "backups" / "by-hand-20261122T000000Z.db").write_bytes(b"no database" * 500)
    told = place.backups.listed()
    assert [known.content for known in told] == [Content(2, 0), None]
    good = place.backups.newest_good()
    assert good == told[0]


# bringing back


def damage(path: Path) -> None:
    """Overwrite the middle of a database; its first page stays."""
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))


def test_restoring_brings_all_back_and_keeps_what_was_there(place: Place) -> None:
    made = place.backups.now()
    place.add("came later")
    restored = place.backups.restore(place.files.path_of(made))
    assert restored.content == Content(2, 0)
    assert restored.kept is not None
    assert leads_in(place.files.path_of(restored.kept)) == ["Dana", "Kim", "came later"]
    assert place.names() == ["Dana", "Kim"]
    assert sorted(file.name for file in place.folder.iterdir()) == ["backups", "lch.db", "lch.db-shm", "lch.db-wal"]


def test_the_store_that_is_open_sees_it_and_goes_on_writing(place: Place) -> None:
    made = place.backups.now()
    place.add("came later")
    version = place.store.version()
    place.backups.restore(place.files.path_of(made), is_open=True)
    assert place.store.version() != version
    assert place.store.leads.count() == 2
    place.add("after it")
    place.reopen()
    assert place.names() == ["Dana", "Kim", "after it"]
    assert place.store.integrity() == "ok"


def test_restoring_twice_is_the_same_as_once(place: Place) -> None:
    file = place.files.path_of(place.backups.now())
    place.add("came later")
    place.backups.restore(file)
    place.backups.restore(file)
    assert place.names() == ["Dana", "Kim"]
    assert file.exists()


def test_a_restore_can_be_restored(place: Place) -> None:
    """Also many times over: the file that is asked for is never the one that is cleared away."""
    made = place.backups.now()
    place.add("came later")
    kept = place.backups.restore(place.files.path_of(made)).kept
    assert kept is not None
    for _ in range(5):
        place.clock.advance(60)
        place.backups.restore(place.files.path_of(kept))
    assert place.names() == ["Dana", "Kim", "came later"]


def test_a_broken_database_is_set_aside_with_its_log(place: Place) -> None:
    made = place.backups.now()
    place.store.close()
    damage(place.path)
    broken = place.path.read_bytes()
    place.path.with_name("lch.db-wal").write_bytes(b"a log")
    restored = place.backups.restore(place.files.path_of(made))
    assert (restored.kept, restored.aside) == (None, "lch.db.broken-2026-11-23")
    assert (place.folder / restored.aside).read_bytes() == broken
    assert (place.folder / f"{restored.aside}-wal").read_bytes() == b"a log"
    place.reopen()
    assert place.names() == ["Dana", "Kim"]


def test_a_second_broken_one_of_a_day_does_not_replace_the_first(place: Place) -> None:
    made = place.backups.now()
    for name in ("lch.db.broken-2026-11-23", "lch.db.broken-2026-11-23.2"):
        place.store.close()
        damage(place.path)
        assert place.backups.restore(place.files.path_of(made)).aside == name
        place.reopen()
    assert (place.folder / "lch.db.broken-2026-11-23").exists()


def test_a_broken_database_that_is_open_is_left_alone(place: Place) -> None:
    made = place.backups.now()
    place.store.close()
    damage(place.path)
    before = place.path.read_bytes()
    assert code_of(place.backups.restore, place.files.path_of(made), is_open=True) == "restore-open-damaged"
    assert place.path.read_bytes() == before
    assert not [file.name for file in place.folder.iterdir() if "broken" in file.name or "restoring" in file.name]


def test_where_there_is_no_database_the_backup_becomes_it(place: Place) -> None:
    made = place.backups.now()
    place.store.close()
    place.path.unlink()
    restored = place.backups.restore(place.files.path_of(made))
    assert (restored.kept, restored.aside) == (None, "")
    place.reopen()
    assert place.names() == ["Dana", "Kim"]


def test_an_older_backup_is_brought_to_the_newest_step(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    made = place.files.path_of(place.backups.now())
    steps = place.folder / "steps"
    steps.mkdir()
    for step in upgrading.STEPS.glob("[0-9]*.py"):
        (steps / step.name).write_text(step.read_text(encoding="utf-8"), encoding="utf-8")
    (steps / "9001_more.py").write_text("def up(migrator, db):\n    db.execute_sql('CREATE TABLE more (id)')\n")
    with monkeypatch.context() as patch:
        patch.setattr(upgrading.upgrade, "__defaults__", (steps,))
        patch.setattr(upgrading.known_steps, "__defaults__", (steps,))
        place.reopen()
        place.backups.restore(made)
        db = sqlite3.connect(place.path)
        assert db.execute("SELECT count(*) FROM more").fetchone() == (0,)
        db.close()
    newer = place.files.path_of(place.backups.now())
    assert code_of(place.backups.restore, newer) == "backup-newer"


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "backup-missing"), (b"", "backup-damaged"), (b"Name,Phone\nAda,1\n" * 400, "backup-damaged")],
    ids=["no file", "empty", "another file"],
)
def test_what_is_no_backup_changes_nothing(place: Place, tmp_path: Path, content: bytes | None, code: str) -> None:
    file = tmp_path / "backup.db"
    if content is not None:
        file.write_bytes(content)
    assert code_of(place.backups.restore, file) == code
    assert place.names() == ["Dana", "Kim"]
    assert place.copies() == []


def test_a_damaged_backup_and_somebody_elses_database_change_nothing(place: Place, tmp_path: Path) -> None:
    damaged = place.files.path_of(place.backups.now())
    damage(damaged)
    theirs = tmp_path / "recipes.db"
    with sqlite3.connect(theirs) as db:
        db.execute("CREATE TABLE recipes (name)")
    db.close()
    for file in (damaged, theirs, tmp_path):
        assert code_of(place.backups.restore, file) in ("backup-damaged", "backup-missing")
    assert code_of(place.backups.restore, place.path) == "backup-same"
    assert place.names() == ["Dana", "Kim"]


def test_a_backup_where_nothing_can_be_written_is_read_all_the_same(place: Place, tmp_path: Path) -> None:
    made = place.files.path_of(place.backups.now())
    stick = tmp_path / "stick"
    stick.mkdir()
    file = Path(shutil.copy(made, stick / "lch.db"))
    file.chmod(0o400)
    stick.chmod(0o500)
    place.add("came later")
    try:
        place.backups.restore(file)
        assert [entry.name for entry in stick.iterdir()] == ["lch.db"]
    finally:
        stick.chmod(0o700)
    assert place.names() == ["Dana", "Kim"]


def test_a_full_disk_while_restoring_changes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    made = place.files.path_of(place.backups.now())
    place.add("came later")
    usage = shutil.disk_usage(place.folder)
    monkeypatch.setattr(backing.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    assert code_of(place.backups.restore, made) == "disk-full"
    assert place.names() == ["Dana", "Kim", "came later"]


def test_a_name_means_the_backup_of_that_name(place: Place, tmp_path: Path) -> None:
    made = place.backups.now()
    assert place.backups.find(made.name) == place.files.path_of(made)
    assert place.backups.find(str(tmp_path / made.name)) == tmp_path / made.name
    with pytest.raises(InputError):
        place.backups.restore(place.backups.find("nothing.db"))


def test_somebody_who_writes_meanwhile_is_waited_for_and_then_named(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = place.files.path_of(place.backups.now())
    monkeypatch.setattr(backing, "BUSY_ROUNDS", 1)
    with place.store.transaction():
        place.add("half-way")
        assert code_of(place.backups.restore, made) == "database-busy"
    assert place.names() == ["Dana", "Kim", "half-way"]
