"""Imports: the raw cells of every record, and the way back.

From `add` to `finish` every write is noted. What it did to leads that were there before is kept with the
import; leads that it created need no note, because taking them back is deleting them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.imports import Duplicates, ImportOptions
from lch_desktop.domain.leads import Stage
from lch_desktop.domain.stored import ImportOrigin, StoredImport
from lch_desktop.store.fields import from_ms, to_ms
from lch_desktop.store.images import undo_images
from lch_desktop.store.many_rows import insert_rows
from lch_desktop.store.record_cells import CellsWriter
from lch_desktop.store.rows import ImportRow, ImportSkippedRow
from lch_desktop.store.writes import Image, Notes, Writer

if TYPE_CHECKING:
    from lch_desktop.domain.imports import ImportedRecord, ParsedRow, SkippedRow
    from lch_desktop.store.leads import SqliteLeads

_NO_ORIGIN = ImportOrigin()

# Leads that calls were logged with stay, and those that a later import counts on.
_REMOVABLE = """
    CREATE TEMP TABLE removable AS
    SELECT DISTINCT lead_id FROM import_row AS mine
    WHERE import_id = ? AND action = 'created'
      AND EXISTS (SELECT 1 FROM lead WHERE lead.id = mine.lead_id)
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
_SEEN = """
    SELECT mark, lead_id FROM import_row JOIN import ON import.id = import_row.import_id
    WHERE mark IN (SELECT value FROM json_each(?)) AND import.undone_at IS NULL
      AND EXISTS (SELECT 1 FROM lead WHERE lead.id = lead_id)
    ORDER BY import_row.id
"""
_STANDING = """
    SELECT total(NOT do_not_call AND dial_e164 = ''), total(do_not_call) FROM lead
    WHERE gate <> '' AND EXISTS (SELECT 1 FROM import_row WHERE lead_id = lead.id AND import_id = ?)
"""
_NOTED = frozenset({"morning", "script", "repetition", "warm_up", "resistance_check"})
_ROW_COLUMNS = ("import_id", "row", "lead_id", "action", "cells", "before", "mark")


class ChangeNotes(Notes):
    """Notes of what was written to leads that were there before, those with an id below `first_new`, to mornings and
    to practice.

    Suppressed numbers are for good: not noted.
    """

    bulk = False

    def __init__(self, first_new: int) -> None:
        super().__init__()
        self._first_new = first_new

    def note(self, image: Image) -> None:
        after, before = image.after or {}, image.before or {}
        if image.table in _NOTED or (image.table == "lead" and image.row_id < self._first_new):
            self.images.append(image)
        elif image.table == "phone" and after.get("status") != "do-not-call":
            lead_id = after.get("lead_id") or before.get("lead_id") or 0
            if int(lead_id) < self._first_new:
                self.images.append(image)


class SqliteImports:
    """The Imports port on SQLite."""

    def __init__(self, writer: Writer, leads: SqliteLeads) -> None:
        self._writer = writer
        self._db = writer.db
        self._leads = leads
        self._running: tuple[int, ChangeNotes] | None = None
        self._cells = CellsWriter(writer.db)

    def add(
        self,
        at: datetime,
        file_name: str,
        format_name: str,
        mapping: dict[str, str],
        origin: ImportOrigin = _NO_ORIGIN,
    ) -> int:
        """Begin an import; what is written to leads from now on until `finish` belongs to it."""
        self._stop_listening()
        values = {
            "at": at,
            "file_name": file_name,
            "format": format_name,
            "mapping": mapping,
            "folder": origin.folder,
            "digest": origin.digest,
            "header_key": origin.header_key,
        }
        import_id = self._writer.insert(ImportRow, values)
        notes = ChangeNotes(self._leads.next_id())
        self._writer.listen(notes)
        self._running = (import_id, notes)
        self._cells = CellsWriter(self._db)
        return import_id

    def add_row(self, import_id: int, row: ParsedRow, lead_id: int, action: str, before: dict[str, object]) -> None:
        """Keep a record's cells and what became of it: created, merged or unchanged."""
        kept = (import_id, row.row, lead_id, action, self._cells.text(row.cells), _json(before), None)
        insert_rows(self._db, "import_row", _ROW_COLUMNS, [kept])

    def add_records(self, import_id: int, records: Sequence[ImportedRecord]) -> None:
        """As `add_row`, many at once; what was changed meanwhile is put on disk with them."""
        text = self._cells.text
        rows = [
            (import_id, row, lead_id, action, text(cells), _json(before) if before else "{}", mark)
            for row, lead_id, action, cells, before, mark in records
        ]
        insert_rows(self._db, "import_row", _ROW_COLUMNS, rows)
        self._keep_changes(import_id)

    def add_skipped(self, import_id: int, skipped: Sequence[SkippedRow]) -> None:
        rows = [{"import_id": import_id, "row": line.row, "reason": line.reason} for line in skipped]
        self._writer.insert_many(ImportSkippedRow, rows)

    def finish(self, import_id: int, counts: dict[str, int]) -> None:
        """Close the import with its counts ("created", "merged" and "rows" among them)."""
        self._keep_changes(import_id)
        self._stop_listening()
        values = {
            "counts": counts,
            "created": counts.get("created", 0),
            "merged": counts.get("merged", 0),
            "rows": counts.get("rows", 0),
        }
        self._writer.update(ImportRow, import_id, values)

    def get(self, import_id: int) -> StoredImport | None:
        return self._first("WHERE id = ?", (import_id,))

    def last(self) -> StoredImport | None:
        """The newest import that is not undone."""
        return self._first("WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1", ())

    def newest_of_each(self) -> list[StoredImport]:
        """The newest import of each set of headers that is not undone, the newest first."""
        newest = "SELECT max(id) FROM import WHERE undone_at IS NULL GROUP BY header_key"
        ids = self._db.rows(f"{newest} ORDER BY max(id) DESC")
        found = [self.get(import_id) for (import_id,) in ids]
        return [one for one in found if one is not None]

    def of_digest(self, digest: str) -> int:
        """The newest import of these very bytes that is not undone, 0 for none."""
        sql = "SELECT id FROM import WHERE digest <> '' AND digest = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
        row = self._db.first(sql, (digest,))
        return int(row[0]) if row else 0

    def seen(self, marks: Sequence[int]) -> dict[int, int]:
        """Mark -> lead, for those of `marks` whose record came in before and whose lead is still here."""
        return {int(mark): int(lead_id) for mark, lead_id in self._db.rows(_SEEN, (json.dumps(list(marks)),))}

    def marks(self) -> Iterator[int]:
        """The marks of all records that came in before."""
        for (mark,) in self._db.execute_sql("SELECT mark FROM import_row WHERE mark IS NOT NULL"):
            yield mark

    def standing(self, import_id: int) -> tuple[int, int]:
        """How many of the import's leads need a number, and how many are never to be called."""
        needs_number, do_not_call = self._db.rows(_STANDING, (import_id,))[0]
        return int(needs_number), int(do_not_call)

    def choice(self, header_key: str) -> ImportOptions | None:
        """What was chosen for the last file with these headers."""
        row = self._db.first("SELECT choice FROM import_choice WHERE header_key = ?", (header_key,))
        return None if row is None else _choice_of(json.loads(row[0]))

    def save_choice(self, header_key: str, options: ImportOptions, at: datetime) -> None:
        """Remember what was chosen for files with these headers."""
        sql = """
            INSERT INTO import_choice (header_key, choice, at) VALUES (?, ?, ?)
            ON CONFLICT (header_key) DO UPDATE SET choice = excluded.choice, at = excluded.at
        """
        self._db.execute_sql(sql, (header_key, _json(_choice_values(options)), to_ms(at)))

    def undo(self, import_id: int, at: datetime) -> tuple[int, int]:
        """See the port. Suppressed numbers stay suppressed; an import that is undone already is left alone."""
        with self._writer.transaction():
            row = self._db.first("SELECT changes FROM import WHERE id = ? AND undone_at IS NULL", (import_id,))
            if row is None:
                return 0, 0
            for images in self._changes(import_id, row[0]):
                undo_images(self._writer, images)
            created = int(self._db.scalar(_CREATED, (import_id,)))
            self._db.execute_sql(_REMOVABLE, (import_id,))
            removed = int(self._db.scalar("SELECT count(*) FROM removable"))
            self._leads.delete_listed("removable")
            self._db.execute_sql("DROP TABLE removable")
            self._db.execute_sql("UPDATE import SET undone_at = ? WHERE id = ?", (to_ms(at), import_id))
        return removed, created - removed

    def _changes(self, import_id: int, changes: str) -> Iterator[list[Image]]:
        """The images of an import, the last first; `changes` are those of one that kept them in one piece."""
        sql = "SELECT id FROM import_change WHERE import_id = ? ORDER BY id DESC"
        for (part_id,) in self._db.rows(sql, (import_id,)):
            part = str(self._db.scalar("SELECT images FROM import_change WHERE id = ?", (part_id,)))
            yield [Image.from_json(kept) for kept in json.loads(part)]
        yield [Image.from_json(kept) for kept in json.loads(changes)]

    def _keep_changes(self, import_id: int) -> None:
        """Write down the images that were noted since the last time."""
        if self._running is None or self._running[0] != import_id or not self._running[1].images:
            return
        images = self._running[1].images
        sql = "INSERT INTO import_change (import_id, images) VALUES (?, ?)"
        self._db.execute_sql(sql, (import_id, _json([image.as_json() for image in images])))
        images.clear()

    def _stop_listening(self) -> None:
        if self._running is not None:
            self._writer.unlisten(self._running[1])
            self._running = None

    def _first(self, where: str, params: tuple[int, ...]) -> StoredImport | None:
        columns = "id, at, file_name, format, created, merged, undone_at IS NOT NULL, folder, digest, header_key, rows"
        row = self._db.first(f"SELECT {columns} FROM import {where}", params)
        if row is None:
            return None
        import_id, at, file_name, format_name, created, merged, undone, *origin, rows = row
        return StoredImport(
            import_id, from_ms(at), file_name, format_name, created, merged, bool(undone), ImportOrigin(*origin), rows
        )


def _choice_values(options: ImportOptions) -> dict[str, object]:
    return {
        "format": options.format,
        "mapping": dict(options.mapping),
        "region": options.region,
        "owner": options.owner,
        "statuses": {word: stage and stage.value for word, stage in options.statuses.items()},
        "duplicates": options.duplicates.value,
    }


def _choice_of(kept: dict[str, object]) -> ImportOptions:
    statuses, mapping = kept["statuses"], kept["mapping"]
    assert isinstance(statuses, dict)
    assert isinstance(mapping, dict)
    return ImportOptions(
        format=str(kept["format"]),
        mapping=mapping,
        region=str(kept["region"]),
        owner=str(kept["owner"]),
        statuses={word: Stage(stage) if stage else None for word, stage in statuses.items()},
        duplicates=Duplicates(str(kept["duplicates"])),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    """What JSON has no form for: days and instants as ISO text, the rest by its words."""
    return value.isoformat() if isinstance(value, date) else str(value)
