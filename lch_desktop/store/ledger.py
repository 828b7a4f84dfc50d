"""The persistent table of inverses: what each step changed, so that it can be taken back, after a crash too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from lch_desktop.domain.stored import LedgerEntry
from lch_desktop.store.fields import from_ms, to_ms
from lch_desktop.store.images import as_they_are, redo_images, undo_images
from lch_desktop.store.writes import Image, Notes, Writer

KEPT = 2000  # entries; an entry is some kilobytes, and nobody takes back last month

_ENTRY = "id, at, label, lead_id, call_id, session_id, undone_no IS NOT NULL"


class SqliteLedger:
    """The Ledger port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db
        self._recording = 0  # the entry that is being recorded
        self._call_id = 0  # the call that it is about

    @contextmanager
    def recording(self, label: str, at: datetime, *, session_id: int | None = None, lead_id: int = 0) -> Iterator[int]:
        """See the port. A recording inside another one is part of it."""
        if self._recording:
            with self._writer.transaction():
                yield self._recording
            return
        notes = Notes()
        self._writer.listen(notes)
        try:
            with self._writer.transaction():
                self._recording = self._add(label, to_ms(at), session_id, lead_id)
                yield self._recording
                self._db.execute_sql(
                    "UPDATE ledger SET call_id = ?, images = ? WHERE id = ?",
                    (self._call_id, _as_text(notes.images), self._recording),
                )
                if session_id is None:
                    self.prune()
        finally:
            self._recording = self._call_id = 0
            self._writer.unlisten(notes)

    def set_call(self, call_id: int) -> None:
        """See the port."""
        self._call_id = call_id

    def prune(self) -> None:
        """Let go of the oldest entries. During an hour only at its end: no key press waits for that."""
        self._db.execute_sql("DELETE FROM ledger WHERE id <= (SELECT max(id) FROM ledger) - ?", (KEPT,))

    def newest(self, session_id: int | None = None) -> LedgerEntry | None:
        where = "undone_no IS NULL" + (" AND session_id = ?" if session_id is not None else "")
        row = self._db.first(f"SELECT {_ENTRY} FROM ledger WHERE {where} ORDER BY id DESC LIMIT 1", _params(session_id))
        return None if row is None else _entry(row)

    def newest_undone(self, session_id: int | None = None) -> LedgerEntry | None:
        where = "undone_no IS NOT NULL" + (" AND session_id = ?" if session_id is not None else "")
        row = self._db.first(
            f"SELECT {_ENTRY}, undone_after FROM ledger WHERE {where} ORDER BY undone_no DESC LIMIT 1",
            _params(session_id),
        )
        if row is None or self._recorded_after(row[-1], session_id):
            return None
        return _entry(row[:-1])

    def undo(self, entry_id: int) -> bool:
        """See the port. An entry that is undone already is left alone."""
        with self._writer.transaction():
            images = self._images(entry_id, "undone_no IS NULL")
            if images is None:
                return False
            now = as_they_are(self._writer, images)
            stayed = undo_images(self._writer, images)
            self._db.execute_sql(
                """
                UPDATE ledger SET
                    images = ?,
                    undone_no = (SELECT coalesce(max(undone_no), 0) + 1 FROM ledger WHERE undone_no IS NOT NULL),
                    undone_after = (SELECT max(id) FROM ledger)
                WHERE id = ?
                """,
                (_as_text(now), entry_id),
            )
            return stayed

    def redo(self, entry_id: int) -> None:
        """Do an undone entry once more; one that is not undone is left alone."""
        with self._writer.transaction():
            images = self._images(entry_id, "undone_no IS NOT NULL")
            if images is None:
                return
            redo_images(self._writer, images)
            self._db.execute_sql("UPDATE ledger SET undone_no = NULL, undone_after = NULL WHERE id = ?", (entry_id,))

    def _add(self, label: str, at_ms: int, session_id: int | None, lead_id: int) -> int:
        cursor = self._db.execute_sql(
            "INSERT INTO ledger (at, label, session_id, lead_id) VALUES (?, ?, ?, ?)",
            (at_ms, label, session_id, lead_id),
        )
        return int(cursor.lastrowid or 0)

    def _images(self, entry_id: int, state: str) -> list[Image] | None:
        row = self._db.first(f"SELECT images FROM ledger WHERE id = ? AND {state}", (entry_id,))
        return None if row is None else [Image.from_json(kept) for kept in json.loads(row[0])]

    def _recorded_after(self, entry_id: int, session_id: int | None) -> bool:
        where = "id > ?" + (" AND session_id = ?" if session_id is not None else "")
        sql = f"SELECT EXISTS (SELECT 1 FROM ledger WHERE {where})"
        return bool(self._db.scalar(sql, (entry_id, *_params(session_id))))


def _params(session_id: int | None) -> tuple[int, ...]:
    return () if session_id is None else (session_id,)


def _as_text(images: Sequence[Image]) -> str:
    return json.dumps([image.as_json() for image in images], ensure_ascii=False, separators=(",", ":"))


def _entry(row: Sequence[Any]) -> LedgerEntry:
    entry_id, at, label, lead_id, call_id, session_id, undone = row
    return LedgerEntry(
        id=entry_id,
        at=from_ms(at),
        label=label,
        lead_id=lead_id,
        call_id=call_id,
        session_id=session_id,
        undone=bool(undone),
    )
