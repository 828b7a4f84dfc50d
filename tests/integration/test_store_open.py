"""Opening the store: private files, migrations, refusals, two connections."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.ports import Store
from lch_desktop.store import upgrade as upgrading
from lch_desktop.store.connection import connect, make_private
from lch_desktop.store.practice_rows import PRACTICE_ROWS
from lch_desktop.store.rows import ROWS
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import FakeClock

posix = pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX thing")


@pytest.fixture
def path(data_dir: Path) -> Path:
    return data_dir / "lch.db"


def code_of(path: Path, clock: FakeClock) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(path, clock)
    assert caught.value.values["path"]
    return caught.value.code


def test_a_store_is_the_port(path: Path, clock: FakeClock) -> None:
    store = open_store(path, clock)
    port: Store = store
    assert port.integrity() == "ok"
    store.close()
    store.close()


def test_what_was_written_is_there_again(path: Path, clock: FakeClock) -> None:
    store = open_store(path, clock)
    lead = store.leads.add(Lead(name="Dana Ruiz"))
    store.close()
    again = open_store(path, clock)
    assert again.leads.get(lead.id) == lead
    again.close()


def test_the_rows_and_the_migrations_name_the_same_columns(path: Path, clock: FakeClock) -> None:
    open_store(path, clock).close()
    db = sqlite3.connect(path)
    made = {
        row._meta.table_name: {name for _, name, *_ in db.execute(f"PRAGMA table_info({row._meta.table_name})")}
        for row in (*ROWS, *PRACTICE_ROWS)
    }
    db.close()
    assert made == {row._meta.table_name: set(row._meta.sorted_field_names) for row in (*ROWS, *PRACTICE_ROWS)}


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everything_is_private_under_any_umask(tmp_path: Path, clock: FakeClock, umask: int) -> None:
    path = tmp_path / "new" / "data" / "lch.db"
    before = os.umask(umask)
    try:
        store = open_store(path, clock)
        store.leads.add(Lead(name="Dana"))
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert modes == {"lch.db": 0o600, "lch.db-wal": 0o600, "lch.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@posix
def test_an_open_folder_and_file_are_closed_to_others(path: Path, clock: FakeClock) -> None:
    open_store(path, clock).close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    open_store(path, clock).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_pragmas_are_set(path: Path, clock: FakeClock) -> None:
    open_store(path, clock).close()
    db = connect(path)
    found = {name: db.scalar(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert db.scalar("PRAGMA busy_timeout") == 5000
    db.close()


def test_an_up_to_date_file_is_opened_without_the_runner(path: Path, clock: FakeClock) -> None:
    open_store(path, clock).close()
    script = (
        "import sys; from pathlib import Path; from lch_desktop.domain.clock import SystemClock\n"
        "from lch_desktop.store.store import open_store\n"
        "open_store(Path(sys.argv[1]), SystemClock()).close()\n"
        "print('playhouse.migrations' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def _steps(folder: Path, more: str = "") -> Path:
    """A folder with our steps and one more."""
    steps = folder / "steps"
    steps.mkdir()
    for step in upgrading.STEPS.glob("[0-9]*.py"):
        (steps / step.name).write_text(step.read_text())
    (steps / "9001_more.py").write_text(more or "def up(migrator, db):\n    db.execute_sql('CREATE TABLE more (id)')\n")
    return steps


def test_a_pending_step_runs_after_a_copy(path: Path, clock: FakeClock, tmp_path: Path) -> None:
    store = open_store(path, clock)
    store.leads.add(Lead(name="Dana"))
    store.close()
    db = connect(path)
    upgrading.upgrade(db, clock, _steps(tmp_path))
    assert "9001_more" in upgrading.applied(db)
    assert db.scalar("PRAGMA foreign_keys") == 1
    db.close()
    (copy,) = (path.parent / "backups").iterdir()
    assert copy.name == "before-9001-20261123T163000Z.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600 or os.name != "posix"
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT name FROM lead").fetchall() == [("Dana",)]
    kept.close()


def test_a_fresh_file_needs_no_copy(path: Path, clock: FakeClock) -> None:
    open_store(path, clock).close()
    assert not (path.parent / "backups").exists()


def test_a_step_that_fails_changes_nothing(path: Path, clock: FakeClock, tmp_path: Path) -> None:
    open_store(path, clock).close()
    failing = "def up(migrator, db):\n    db.execute_sql('CREATE TABLE more (id)')\n    raise KeyError('no')\n"
    db = connect(path)
    with pytest.raises(KeyError):
        upgrading.upgrade(db, clock, _steps(tmp_path, failing))
    assert db.first("SELECT 1 FROM sqlite_master WHERE name = 'more'") is None
    assert "9001_more" not in upgrading.applied(db)
    db.close()


def test_a_newer_database_is_refused(path: Path, clock: FakeClock) -> None:
    open_store(path, clock).close()
    db = sqlite3.connect(path)
    db.execute("INSERT INTO schema_migration (name, applied) VALUES ('0999_future', '2030-01-01')")
    db.commit()
    db.close()
    assert code_of(path, clock) == "database-newer"


@pytest.mark.parametrize("content", [b"this is no database at all", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_corrupt_file_is_refused(path: Path, clock: FakeClock, content: bytes) -> None:
    path.write_bytes(content)
    assert code_of(path, clock) == "database-corrupt"
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(path: Path, clock: FakeClock) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE theirs (id)")
    db.close()
    assert code_of(path, clock) == "database-corrupt"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "file").write_text("")
    assert code_of(tmp_path / "file" / "lch.db", clock) == "folder-is-file"
    assert code_of(tmp_path / "file" / "below" / "lch.db", clock) == "folder-is-file"


def test_a_read_only_folder_is_refused(path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    assert code_of(path, clock) == "folder-read-only"


def test_a_full_disk_is_named_and_nothing_is_half_written(path: Path, clock: FakeClock) -> None:
    store = open_store(path, clock)
    store._db.execute_sql(f"PRAGMA max_page_count = {store._db.scalar('PRAGMA page_count') + 2}")
    many = [Lead(name=f"Lead {number}", notes="long " * 1000) for number in range(100)]
    with pytest.raises(StoreError) as caught, store.ledger.recording("edit", clock.now()), store.transaction():
        store.leads.add_many(many)
    assert caught.value.code == "disk-full"
    assert store.leads.count() == 0
    store._db.execute_sql("PRAGMA max_page_count = 100000")
    store.leads.add(Lead(name="goes on"))
    assert store.leads.count() == 1
    store.close()


def test_two_connections_see_each_others_writes(path: Path, clock: FakeClock) -> None:
    mine, theirs = open_store(path, clock), open_store(path, clock)
    version, median = mine.version(), mine.leads.median_value()
    assert (mine.version(), median) == (version, None)
    lead = theirs.leads.add(Lead(name="Dana", value=100.0))
    assert mine.version() != version
    assert mine.leads.get(lead.id) == lead
    assert mine.leads.median_value() == 100.0
    version = mine.version()
    mine.leads.add(Lead(name="own writes do not count"))
    assert mine.version() == version
    mine.close()
    theirs.close()


def test_a_reader_has_its_own_connection(path: Path, clock: FakeClock) -> None:
    store = open_store(path, clock)
    with store.transaction():
        store.leads.add(Lead(name="Dana"))
        with store.reader() as reader:
            assert isinstance(reader, SqliteStore)
            assert reader.leads.count() == 0
    with store.reader() as reader:
        assert reader.leads.count() == 1
    assert store.leads.count() == 1
    store.close()


def test_a_busy_file_is_named(path: Path, clock: FakeClock) -> None:
    store, other = open_store(path, clock), open_store(path, clock)
    other._db.execute_sql("PRAGMA busy_timeout = 1")
    with store.transaction():
        store.leads.add(Lead(name="Dana"))
        with pytest.raises(StoreError) as caught:
            other.leads.add(Lead(name="Kim"))
    assert caught.value.code == "database-busy"
    store.close()
    other.close()


def test_make_private_keeps_what_is_there(path: Path) -> None:
    path.write_bytes(b"content")
    make_private(path)
    assert path.read_bytes() == b"content"
