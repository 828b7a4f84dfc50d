"""The raw cells of records come back as they were, however they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.imports import RecordCells
from lch_desktop.store.connection import Database
from lch_desktop.store.record_cells import CellsReader, CellsWriter
from lch_desktop.store.store import open_store
from tests.fakes import FakeClock

HEADERS = ("Name", "Tel", "Tel", 'Note, "long"', "Ünï")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    store = open_store(Path(tmp_path_factory.mktemp("cells")) / "lch.db", FakeClock())
    yield store._db
    store.close()


@given(record=st.lists(st.text(), min_size=1, max_size=len(HEADERS)))
def test_every_text_comes_back_and_empty_cells_do_not(db: Database, record: list[str]) -> None:
    cells = RecordCells(HEADERS, record)
    kept = CellsWriter(db).text(cells)
    assert kept.startswith("[")
    assert CellsReader(db).cells(kept) == {header: cell for header, cell in zip(HEADERS, record, strict=False) if cell}


def test_headers_are_kept_once_for_files_alike(db: Database) -> None:
    texts = [CellsWriter(db).text(RecordCells(["Who", "Mail"], ["Ana", "a@example.com"])) for _ in range(2)]
    assert texts[0] == texts[1]
    assert db.scalar("SELECT count(*) FROM import_header WHERE names = ?", ('["Who", "Mail"]',)) == 1


def test_a_record_of_another_shape_keeps_its_own_headers(db: Database) -> None:
    writer = CellsWriter(db)
    assert writer.text(RecordCells(HEADERS, ["Ana"])).startswith("[")
    wide = RecordCells((*HEADERS, "Column 6"), ["Ana", "", "", "", "", "beyond"])
    assert CellsReader(db).cells(writer.text(wide)) == {"Name": "Ana", "Column 6": "beyond"}
    assert writer.text({"name": 'Bo "B"', "note": ""}) == '{"name":"Bo \\"B\\""}'
