"""Each step of the database, started from a saved older one: nothing is lost, and what was undoable still is."""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from lch_desktop.domain.leads import Stage
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.store.store import SqliteStore, open_store
from lch_desktop.store.upgrade import STEPS
from tests.fakes import FakeClock

SAVED = {1: "store-0001.sql"}  # the rows that a version wrote whose newest step was this one
DATA = Path(__file__).parents[1] / "data"


def make_older(path: Path, last_step: int) -> None:
    """A database as the version wrote it that knew the steps up to `last_step`."""
    db = SqliteDatabase(str(path))
    db.execute_sql("CREATE TABLE schema_migration (id INTEGER PRIMARY KEY, name TEXT, applied TEXT)")
    for step in sorted(STEPS.glob("[0-9]*.py"))[:last_step]:
        spec = importlib.util.spec_from_file_location(step.stem, step)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.up(None, db)
        db.execute_sql("INSERT INTO schema_migration (name, applied) VALUES (?, '2026-11-20')", (step.stem,))
    db.connection().executescript((DATA / SAVED[last_step]).read_text("utf-8"))
    db.close()


@pytest.fixture(params=sorted(SAVED))
def path(request: pytest.FixtureRequest, data_dir: Path) -> Path:
    data_dir.mkdir(parents=True, exist_ok=True)
    make_older(data_dir / "lch.db", request.param)
    return data_dir / "lch.db"


@pytest.fixture
def store(path: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    opened = open_store(path, clock)
    yield opened
    opened.close()


def test_every_step_has_run_and_the_file_is_whole(path: Path, store: SqliteStore) -> None:
    done = {name for (name,) in store._db.rows("SELECT name FROM schema_migration")}
    assert done == {step.stem for step in STEPS.glob("[0-9]*.py")}
    assert store.integrity() == "ok"


def test_leads_and_calls_are_as_they_were(store: SqliteStore) -> None:
    assert (store.leads.count(), store.calls.count()) == (8, 3)
    dennis = store.leads.get(1)
    assert dennis is not None
    assert (dennis.shown_name, dennis.follow.stage, dennis.last_talk) == (
        "Dennis Boone",
        Stage.TALKING,
        "Wants a walk-through",
    )
    assert [phone.e164 for phone in dennis.phones] == ["+12125550132", "+12125550197"]
    assert store.suppressions.among(["+15125550103", "+12125550132"]) == {"+15125550103"}


def test_the_search_finds_what_was_there(store: SqliteStore) -> None:
    assert [lead.id for lead in store.leads.find(LeadFilter(search="scott group"), 5)] == [1]
    assert [lead.id for lead in store.leads.find(LeadFilter(search="2125550197"), 5)] == [1]


def test_the_import_can_still_be_undone(store: SqliteStore, clock: FakeClock) -> None:
    found = store.imports.last()
    assert found is not None
    assert found.file_name == "h9.csv"
    assert store.imports.undo(found.id, clock.now()) == (5, 3)  # three were called since


def test_the_last_call_can_still_be_undone(store: SqliteStore) -> None:
    entry = store.ledger.newest()
    assert entry is not None
    assert entry.label == "do-not-call"
    store.ledger.undo(entry.id)
    assert store.calls.count() == 2


def test_a_copy_of_the_older_file_is_kept(path: Path, store: SqliteStore) -> None:
    (copy,) = (path.parent / "backups").glob("*.db")
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT count(*) FROM schema_migration").fetchone() == (1,)
    assert kept.execute("SELECT count(*) FROM lead").fetchone() == (8,)
    kept.close()
