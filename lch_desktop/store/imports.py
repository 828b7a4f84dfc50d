"""Imports: the raw cells of every record, and the way back.

From `add` to `finish` every write is noted. What it did to leads that were there before is kept with the
import; leads that it created need no note, because taking them back is deleting them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.ports import StoredImport
from lch_desktop.store.fields import from_ms, to_ms
from lch_desktop.store.images import undo_images
from lch_desktop.store.rows import ImportRow, ImportSkippedRow
from lch_desktop.store.writes import Image, Notes, Writer

if TYPE_CHECKING:
    from lch_desktop.domain.imports import ParsedRow, SkippedRow
    from lch_desktop.store.leads import SqliteLeads

CREATED = "created"

# Leads that calls were logged with stay, and those that a later import counts on.
_REMOVABLE = """
    SELECT DISTINCT lead_id FROM import_row AS mine
    WHERE import_id = ? AND action = 'created'
      AND NOT EXISTS (SELECT 1 FROM call WHERE call.lead_id = mine.lead_id)
      AND NOT EXISTS (
          SELECT 1 FROM import_row AS other JOIN import ON import.id = other.import_id
          WHERE other.lead_id = mine.lead_id AND other.import_id <> mine.import_id
            AND import.undone_at IS NULL
      )
"""
_CREATED = """
    SELECT count(DISTINCT lead_id) FROM import_row JOIN lead ON lead.id = import_row.lead_id
    WHERE import_id = ? AND action = 'created'
"""


class ChangeNotes(Notes):
    """Notes of what was written to leads that were there before. Suppressed numbers are for good: not noted."""

    bulk = False

    def __init__(self) -> None:
        super().__init__()
        self._created: set[int] = set()

    def note(self, image: Image) -> None:
        after = image.after or {}
        if image.table == "lead" and image.before is None:
            self._created.add(image.row_id)
        elif image.table == "phone" and (after.get("status") == "do-not-call" or after.get("lead_id") in self._created):
            return
        elif image.table in ("lead", "phone"):
            self.images.append(image)


class SqliteImports:
    """The Imports port on SQLite."""

    def __init__(self, writer: Writer, leads: SqliteLeads) -> None:
        self._writer = writer
        self._db = writer.db
        self._leads = leads
        self._running: tuple[int, ChangeNotes] | None = None

    def add(self, at: datetime, file_name: str, format_name: str, mapping: dict[str, str]) -> int:
        """Begin an import; what is written to leads from now on until `finish` belongs to it."""
        self._stop_listening()
        values = {"at": at, "file_name": file_name, "format": format_name, "mapping": mapping}
        import_id = self._writer.insert(ImportRow, values)
        notes = ChangeNotes()
        self._writer.listen(notes)
        self._running = (import_id, notes)
        return import_id

    def add_row(self, import_id: int, row: ParsedRow, lead_id: int, action: str, before: dict[str, object]) -> None:
        """Keep a record's cells and what became of it: created, merged or unchanged."""
        self._db.execute_sql(
            "INSERT INTO import_row (import_id, row, lead_id, action, cells, before) VALUES (?, ?, ?, ?, ?, ?)",
            (import_id, row.row, lead_id, action, _json(row.cells), _json(before)),
        )

    def add_skipped(self, import_id: int, skipped: Sequence[SkippedRow]) -> None:
        rows = [{"import_id": import_id, "row": line.row, "reason": line.reason} for line in skipped]
        self._writer.insert_many(ImportSkippedRow, rows)

    def finish(self, import_id: int, counts: dict[str, int]) -> None:
        """Close the import with its counts ("created" and "merged" among them)."""
        changes = self._changes(import_id)
        self._stop_listening()
        values = {
            "counts": counts,
            "created": counts.get("created", 0),
            "merged": counts.get("merged", 0),
            "changes": _json([image.as_json() for image in changes]),
        }
        self._writer.update(ImportRow, import_id, values)

    def get(self, import_id: int) -> StoredImport | None:
        return self._first("WHERE id = ?", (import_id,))

    def last(self) -> StoredImport | None:
        """The newest import that is not undone."""
        return self._first("WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1", ())

    def undo(self, import_id: int, at: datetime) -> tuple[int, int]:
        """See the port. Suppressed numbers stay suppressed; an import that is undone already is left alone."""
        with self._writer.transaction():
            row = self._db.first("SELECT changes FROM import WHERE id = ? AND undone_at IS NULL", (import_id,))
            if row is None:
                return 0, 0
            undo_images(self._writer, [Image.from_json(kept) for kept in json.loads(row[0])])
            created = int(self._db.scalar(_CREATED, (import_id,)))
            removable = [lead_id for (lead_id,) in self._db.rows(_REMOVABLE, (import_id,))]
            removable = [lead_id for lead_id in removable if self._leads.candidate(lead_id)]
            self._leads.delete(removable)
            self._db.execute_sql("UPDATE import SET undone_at = ? WHERE id = ?", (to_ms(at), import_id))
        return len(removable), created - len(removable)

    def _changes(self, import_id: int) -> list[Image]:
        """The noted writes to leads that the import did not create itself."""
        if self._running is None or self._running[0] != import_id:
            return []
        sql = "SELECT lead_id FROM import_row WHERE import_id = ? AND action = ?"
        created = {lead_id for (lead_id,) in self._db.rows(sql, (import_id, CREATED))}
        return [image for image in self._running[1].images if self._lead_of(image) not in created]

    def _lead_of(self, image: Image) -> int:
        if image.table == "lead":
            return image.row_id
        now = self._writer.current("phone", image.row_id, ("lead_id",)) or image.before or {}
        return int(now.get("lead_id") or 0)

    def _stop_listening(self) -> None:
        if self._running is not None:
            self._writer.unlisten(self._running[1])
            self._running = None

    def _first(self, where: str, params: tuple[int, ...]) -> StoredImport | None:
        columns = "id, at, file_name, format, created, merged, undone_at IS NOT NULL"
        row = self._db.first(f"SELECT {columns} FROM import {where}", params)
        if row is None:
            return None
        import_id, at, file_name, format_name, created, merged, undone = row
        return StoredImport(import_id, from_ms(at), file_name, format_name, created, merged, bool(undone))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    """What JSON has no form for: days and instants as ISO text, the rest by its words."""
    return value.isoformat() if isinstance(value, date) else str(value)
