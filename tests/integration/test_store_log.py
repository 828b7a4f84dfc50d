"""SQLite's write-ahead log: no outcome waits for its tidying, and it stays small all the same."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from lch_desktop.domain.leads import Lead
from lch_desktop.store import store as storing
from lch_desktop.store.connection import LOG_KEPT, MOST_LOG_PAGES, TIDY_AFTER, Database
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

SQLITES_OWN = 1000  # pages after which SQLite would tidy by itself, within a commit
LONG = "word " * 8_000  # ten pages of text


@pytest.fixture
def store(data_dir: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    made = open_store(data_dir / "lch.db", clock)
    made.leads.add(Lead(name="Dana Ruiz"))
    made._db.tidy()  # the tables are in the file
    yield made
    made.close()


def log_of(store: SqliteStore) -> Path:
    path = store._db.path
    return path.with_name(f"{path.name}-wal")


def commit(store: SqliteStore, count: int) -> None:
    for number in range(count):
        store.sessions.add_later(None, START, f"{number} {LONG}")


def lines_in_the_file(store: SqliteStore, tmp_path: Path) -> int:
    """How many lines are in the database file itself, its log left away."""
    copy = tmp_path / "alone.db"
    shutil.copy(store._db.path, copy)
    alone = sqlite3.connect(copy)
    try:
        return int(alone.execute("SELECT count(*) FROM later").fetchone()[0])
    finally:
        alone.close()


def test_no_commit_tidies_the_log(store: SqliteStore, tmp_path: Path) -> None:
    before = store._db.path.read_bytes()
    commit(store, 150)
    assert log_of(store).stat().st_size > SQLITES_OWN * 4096
    assert store._db.path.read_bytes() == before
    assert len(store.sessions.later(None)) == 150


def worker(store: SqliteStore) -> None:
    """What reads the list after a call."""
    with store.reader() as reader:
        assert reader.leads.count() == 1


def test_a_worker_tidies_it_when_it_is_done(store: SqliteStore, tmp_path: Path) -> None:
    commit(store, TIDY_AFTER - 2)  # and the lead
    worker(store)
    assert lines_in_the_file(store, tmp_path) == 0  # not worth it yet
    commit(store, 1)
    worker(store)
    assert lines_in_the_file(store, tmp_path) == TIDY_AFTER - 1
    commit(store, 1)
    worker(store)
    assert lines_in_the_file(store, tmp_path) == TIDY_AFTER - 1


def test_a_worker_that_has_written_tidies_at_once(store: SqliteStore, tmp_path: Path) -> None:
    with store.reader() as reader:
        reader.sessions.add_later(None, START, "from a worker")
    assert lines_in_the_file(store, tmp_path) == 1


def test_a_tidied_log_is_written_over_and_does_not_grow(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "TIDY_AFTER", 4)
    sizes = []
    for _ in range(40):
        commit(store, 1)
        worker(store)
        sizes.append(log_of(store).stat().st_size)
    assert max(sizes) == max(sizes[:10]) < 200 * 4096


def test_what_somebody_still_reads_is_tidied_the_next_time(store: SqliteStore, tmp_path: Path) -> None:
    other = sqlite3.connect(store._db.path, isolation_level=None)
    other.execute("BEGIN")
    assert other.execute("SELECT count(*) FROM lead").fetchone() == (1,)
    commit(store, 2)
    store._db.tidy()
    assert lines_in_the_file(store, tmp_path) == 0
    other.close()
    store._db.tidy()
    assert lines_in_the_file(store, tmp_path) == 2


def test_a_log_that_nobody_tidies_has_an_end(store: SqliteStore, tmp_path: Path) -> None:
    commit(store, MOST_LOG_PAGES // 10 + 10)
    assert lines_in_the_file(store, tmp_path) > 0
    commit(store, 1)
    assert log_of(store).stat().st_size <= LOG_KEPT + 50 * 4096


def test_a_log_that_an_import_made_large_is_cut_back(store: SqliteStore) -> None:
    with store.transaction():
        commit(store, MOST_LOG_PAGES // 10 * 2)
    assert log_of(store).stat().st_size > LOG_KEPT
    store._db.tidy()
    commit(store, 1)
    assert log_of(store).stat().st_size <= LOG_KEPT


def test_what_cannot_be_tidied_now_is_left_for_later(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(store, 1)

    def fails(db: Database, sql: str, params: object = None) -> sqlite3.Cursor:
        raise db.named(sqlite3.OperationalError("database or disk is full"))

    with monkeypatch.context() as failing, store.reader() as reader:
        failing.setattr(Database, "execute_sql", fails)
        reader._db.tidy()  # type: ignore[attr-defined]
    assert len(store.sessions.later(None)) == 1


def test_a_step_within_a_transaction_is_undone_alone(store: SqliteStore) -> None:
    with store.transaction():
        commit(store, 1)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                _commit_and_fail(store)
        with store.transaction():
            commit(store, 1)
    assert len(store.sessions.later(None)) == 2


def _commit_and_fail(store: SqliteStore) -> None:
    with store.transaction():
        commit(store, 1)
        with store.transaction():
            commit(store, 1)
        raise ZeroDivisionError
