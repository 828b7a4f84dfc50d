"""Many leads in one step, one lead's numbers, and two leads that become one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import PhoneStatus
from lch_desktop.domain.persons import LeadImport
from lch_desktop.store.derived import DERIVED, refresh
from lch_desktop.store.fields import from_ms
from lch_desktop.store.lead_values import lead_values, phone_values
from lch_desktop.store.record_cells import CellsReader
from lch_desktop.store.rows import CallRow, ImportedRow, InterruptionRow, LeadRow, PhoneRow, ResistanceRow, TouchRow
from lch_desktop.store.writes import Columns, Writer, encoded, table_of

if TYPE_CHECKING:
    from peewee import Model

    from lch_desktop.domain.imports import Progress
    from lch_desktop.domain.joining import Joined
    from lch_desktop.domain.leads import Phone

PART = 500  # leads between two words of progress
# Whatever names a lead, and moves with it when it becomes another. Phones go one by one.
_THEIRS: tuple[type[Model], ...] = (CallRow, TouchRow, ImportedRow, ResistanceRow, InterruptionRow)
_IMPORTS = """
    SELECT import_row.id, import.id, import.at, file_name, format, row, action, cells, undone_at IS NOT NULL
    FROM import_row JOIN import ON import.id = import_row.import_id
    WHERE import_row.lead_id = ? ORDER BY import_row.id
"""


class SqliteLeadBook:
    """The LeadBook port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def set_follow(self, lead_ids: Sequence[int], values: dict[str, object], progress: Progress | None = None) -> int:
        """Write the same follow-up values to all of `lead_ids`; returns how many were changed."""
        after = encoded(LeadRow, values)
        return self._each(lead_ids, after, False, progress)

    def set_facts(self, lead_ids: Sequence[int], values: dict[str, object], progress: Progress | None = None) -> int:
        """As `set_follow`, of fields that a source also speaks of: they count as edited by the rep."""
        after = encoded(LeadRow, values)
        return self._each(lead_ids, after, True, progress)

    def mark_edited(self, lead_id: int, name: str) -> None:
        """What a source says of `name` no longer overrules the rep."""
        row = self._db.first("SELECT edited FROM lead WHERE id = ?", (lead_id,))
        if row is not None:
            edited = json.dumps(sorted({*json.loads(row[0]), name}))
            self._writer.update(LeadRow, lead_id, {"edited": edited})

    def save_phone(self, phone: Phone) -> None:
        """Write a number anew under its id."""
        row = self._db.first("SELECT lead_id FROM phone WHERE id = ?", (phone.id,))
        if row is None:
            return
        with self._writer.transaction():
            self._writer.update(PhoneRow, phone.id, phone_values(row[0], phone))
            refresh(self._writer, (row[0],))

    def delete_phone(self, lead_id: int, phone_id: int) -> None:
        """Take one number away from its lead."""
        with self._writer.transaction():
            self._writer.delete(PhoneRow, phone_id)
            refresh(self._writer, (lead_id,))

    def numbers(self, lead_ids: Sequence[int]) -> list[str]:
        """The numbers (E.164) of `lead_ids`, each once."""
        sql = "SELECT DISTINCT e164 FROM phone WHERE e164 <> '' AND lead_id IN (SELECT value FROM json_each(?))"
        return [e164 for (e164,) in self._db.rows(sql, (json.dumps(list(lead_ids)),))]

    def take_over(self, joined: Joined, other_id: int) -> None:
        """All that is kept on `other_id` becomes that of the joined lead, and the other goes."""
        lead = joined.lead
        values = {name: value for name, value in lead_values(lead).items() if name not in DERIVED}
        moved, same = [phone.id for phone in joined.phones_moved], joined.phones_same
        with self._writer.transaction():
            for phone_id in moved:
                self._writer.update(PhoneRow, phone_id, {"lead_id": lead.id})
            for kept_id, other_phone in same:
                for (call_id,) in self._db.rows("SELECT id FROM call WHERE phone_id = ?", (other_phone,)):
                    self._writer.update(CallRow, call_id, {"phone_id": kept_id})
                status = next((phone.status for phone in lead.phones if phone.id == kept_id), PhoneStatus.OK)
                self._writer.update(PhoneRow, kept_id, {"status": status})
                self._writer.delete(PhoneRow, other_phone)
            for row in _THEIRS:
                sql = f"SELECT id FROM {table_of(row)} WHERE lead_id = ?"
                for (row_id,) in self._db.rows(sql, (other_id,)):
                    self._writer.update(row, row_id, {"lead_id": lead.id})
            books = self._books(lead.id, other_id)
            self._writer.delete(LeadRow, other_id)
            self._writer.update(LeadRow, lead.id, {**values, **books})
            refresh(self._writer, (lead.id,))

    def imports_of(self, lead_id: int) -> list[LeadImport]:
        """Where the lead came from: one entry for each record of a file, oldest first."""
        read = CellsReader(self._db).cells
        return [
            LeadImport(row_id, import_id, from_ms(at), name, kind, row, action, read(cells), bool(undone))
            for row_id, import_id, at, name, kind, row, action, cells, undone in self._db.rows(_IMPORTS, (lead_id,))
        ]

    def _each(self, lead_ids: Sequence[int], after: Columns, by_rep: bool, progress: Progress | None) -> int:
        changed = 0
        with self._writer.transaction():
            for at in range(0, len(lead_ids), PART):
                if progress is not None:
                    progress(at, len(lead_ids))
                changed += self._writer.update_each(LeadRow, self._changes(lead_ids[at : at + PART], after, by_rep))
        return changed

    def _changes(self, lead_ids: Sequence[int], after: Columns, by_rep: bool) -> Iterator[tuple[int, Columns, Columns]]:
        names = (*after, "edited", "source") if by_rep else tuple(after)
        sql = f"SELECT id, {', '.join(names)} FROM lead WHERE id IN (SELECT value FROM json_each(?))"
        for lead_id, *values in self._db.rows(sql, (json.dumps(list(lead_ids)),)):
            before: Columns = dict(zip(names, values, strict=True))
            yield lead_id, before, self._as_edited(before, after) if by_rep else after

    def _as_edited(self, before: Columns, after: Columns) -> Columns:
        """`after` with the books of what the rep has changed and what the source had said, as `save_fields` keeps."""
        edited, source = set(json.loads(str(before["edited"]))), json.loads(str(before["source"]))
        for name, value in after.items():
            if before[name] != value:
                if name not in edited:
                    source[name] = str(before[name] or "")
                edited.add(name)
        books = {"edited": json.dumps(sorted(edited)), "source": json.dumps(source, ensure_ascii=False)}
        return {**after, **books}

    def _books(self, lead_id: int, other_id: int) -> dict[str, object]:
        """What was edited in either, and what the sources said of either."""
        sql = "SELECT edited, source FROM lead WHERE id = ?"
        kept, other = (self._db.first(sql, (each,)) or ("[]", "{}") for each in (lead_id, other_id))
        edited = sorted({*json.loads(kept[0]), *json.loads(other[0])})
        source = {**json.loads(other[1]), **json.loads(kept[1])}
        return {"edited": json.dumps(edited), "source": json.dumps(source, ensure_ascii=False)}
