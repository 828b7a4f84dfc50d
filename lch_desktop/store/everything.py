"""Whole tables for an export, read page by page so that memory stays flat however many rows there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Call, Touch
from lch_desktop.domain.outward import LeadRecord, ScriptRecord, SessionRecord, SourceCells, Suppression
from lch_desktop.domain.scripts import Script
from lch_desktop.store.fields import from_ms
from lch_desktop.store.practice_rows import ScriptRow
from lch_desktop.store.reads import dicts_where
from lch_desktop.store.record_cells import CellsReader
from lch_desktop.store.rows import CallRow, TouchRow

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.store.writes import Writer

PAGE = 500
_BOOKS = "SELECT id, edited, source FROM lead WHERE id IN (SELECT value FROM json_each(?))"
_IMPORTED = """
    SELECT lead_id, import_id, file_name, format, row, cells
    FROM import_row JOIN import ON import.id = import_row.import_id
    WHERE lead_id IN (SELECT value FROM json_each(?)) AND undone_at IS NULL
    ORDER BY import_row.id
"""
_MOST_PHONES = "SELECT coalesce(max(found), 0) FROM (SELECT count(*) AS found FROM phone GROUP BY lead_id)"


class SqliteEverything:
    """The WholeStore port on SQLite."""

    def __init__(self, writer: Writer, store: Store) -> None:
        self._db = writer.db
        self._store = store

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment; others may write meanwhile."""
        with self._db.atomic("DEFERRED"):
            yield

    def most_phones(self) -> int:
        """How many numbers the lead with the most of them has."""
        return int(self._db.scalar(_MOST_PHONES))

    def leads(self) -> Iterator[Lead]:
        """Every lead, by id."""
        for page in self._pages("lead"):
            yield from self._store.leads.many(page)

    def lead_records(self) -> Iterator[LeadRecord]:
        """Every lead with what the rep edited and what its sources said, by id."""
        for page in self._pages("lead"):
            yield from self._records(page)

    def calls(self) -> Iterator[Call]:
        """Every call, by id."""
        for page in self._pages("call"):
            where = "id BETWEEN ? AND ? ORDER BY id"
            yield from (Call(**row) for row in dicts_where(CallRow, self._db, where, (page[0], page[-1])))

    def touches(self) -> Iterator[Touch]:
        """Every touch, by id."""
        for page in self._pages("touch"):
            where = "id BETWEEN ? AND ? ORDER BY id"
            yield from (Touch(**row) for row in dicts_where(TouchRow, self._db, where, (page[0], page[-1])))

    def sessions(self) -> Iterator[SessionRecord]:
        """Every hour with its interruptions and visits of Resistance, by id."""
        sessions = self._store.sessions
        for page in self._pages("session"):
            for session_id in page:
                session = sessions.get(session_id)
                if session is not None:
                    yield SessionRecord(
                        session, tuple(sessions.interruptions(session_id)), tuple(sessions.resistance(session_id))
                    )

    def suppressions(self) -> Iterator[Suppression]:
        """Every number that is never dialled again, by number."""
        for e164, at, source in self._db.rows("SELECT e164, at, source FROM suppression ORDER BY e164"):
            yield Suppression(e164, from_ms(at), source)

    def scripts(self) -> Iterator[ScriptRecord]:
        """Every script with its repetitions, by id; those that were taken out of the book too."""
        for page in self._pages("script"):
            repetitions = self._store.scripts.repetitions(page)
            for row in dicts_where(ScriptRow, self._db, "id BETWEEN ? AND ? ORDER BY id", (page[0], page[-1])):
                yield ScriptRecord(Script(**row), tuple(repetitions.get(row["id"], ())))

    def _records(self, lead_ids: list[int]) -> Iterator[LeadRecord]:
        ids = json.dumps(lead_ids)
        books = {lead_id: (edited, source) for lead_id, edited, source in self._db.rows(_BOOKS, (ids,))}
        imported: dict[int, list[SourceCells]] = {}
        read = CellsReader(self._db).cells
        for lead_id, import_id, name, format_name, row, cells in self._db.rows(_IMPORTED, (ids,)):
            record = SourceCells(import_id, name, format_name, row, read(cells))
            imported.setdefault(lead_id, []).append(record)
        for lead in self._store.leads.many(lead_ids):
            edited, source = books[lead.id]
            named = tuple(sorted(json.loads(edited)))
            yield LeadRecord(lead, named, json.loads(source), tuple(imported.get(lead.id, ())))

    def _pages(self, table: str) -> Iterator[list[int]]:
        last = 0
        while True:
            sql = f"SELECT id FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
            page = self._db.rows(sql, (last, PAGE))
            if not page:
                return
            last = page[-1][0]
            yield [row_id for (row_id,) in page]
