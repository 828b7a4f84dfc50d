"""Which calls were given to a CRM, when, and what it was told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.outward import OWN_FORMAT, Handover
from lch_desktop.store.fields import from_ms
from lch_desktop.store.reads import dicts_where
from lch_desktop.store.record_cells import CellsReader
from lch_desktop.store.rows import CallRow, HandoverCallRow, HandoverRow

if TYPE_CHECKING:
    from lch_desktop.domain.calls import Call
    from lch_desktop.store.writes import Writer

# Calls to the invented people never leave.
_PENDING = """
    lead_id NOT IN (SELECT id FROM lead WHERE sample)
    AND id NOT IN (
        SELECT call_id FROM handover_call JOIN handover ON handover.id = handover_call.handover_id
        WHERE handover.system = ?
    )
    ORDER BY ended_at, id
"""
_OF_HANDOVER = "id IN (SELECT call_id FROM handover_call WHERE handover_id = ?) ORDER BY ended_at, id"
_HANDOVER = """
    SELECT handover.id, at, system, way, calls,
        (SELECT count(*) FROM handover_call
         WHERE handover_id = handover.id AND call_id NOT IN (SELECT id FROM call))
    FROM handover
"""
_TOLD = """
    SELECT call_id, said, handover_id FROM handover_call JOIN handover ON handover.id = handover_call.handover_id
    WHERE handover.system = ? ORDER BY handover_call.id DESC LIMIT ?
"""
_CELLS = """
    SELECT lead_id, cells, import.format FROM import_row JOIN import ON import.id = import_row.import_id
    WHERE lead_id IN (SELECT value FROM json_each(?)) AND import.format IN (?, ?) AND import.undone_at IS NULL
    ORDER BY import_row.id
"""


class SqliteHandovers:
    """The Handovers port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def pending(self, system: str) -> list[Call]:
        """The calls that `system` was never given, in their order; none to sample leads."""
        return self._calls(_PENDING, (system,))

    def calls_of(self, handover_id: int) -> list[Call]:
        """The calls of a handover, in their order; those that were taken back since are not among them."""
        return self._calls(_OF_HANDOVER, (handover_id,))

    def add(self, at: datetime, system: str, way: str, told: Sequence[tuple[int, str]]) -> int:
        """Remember that `system` was given calls; `told` has each one's id and fingerprint."""
        with self._writer.transaction():
            values = {"at": at, "system": system, "way": way, "calls": len(told)}
            handover_id = self._writer.insert(HandoverRow, values)
            rows = ({"handover_id": handover_id, "call_id": call_id, "said": said} for call_id, said in told)
            self._writer.insert_many(HandoverCallRow, rows)
        return handover_id

    def remove(self, handover_id: int) -> None:
        """Forget a handover: its calls wait again, unless another one has them."""
        self._writer.delete(HandoverRow, handover_id)

    def get(self, handover_id: int) -> Handover | None:
        row = self._db.first(f"{_HANDOVER} WHERE handover.id = ?", (handover_id,))
        return None if row is None else _handover(row)

    def recent(self, limit: int) -> list[Handover]:
        """The newest handovers, newest first."""
        return [_handover(row) for row in self._db.rows(f"{_HANDOVER} ORDER BY handover.id DESC LIMIT ?", (limit,))]

    def told(self, system: str, limit: int) -> dict[int, tuple[str, int]]:
        """Call -> the fingerprint of what `system` was told of it last, and in which handover; newest `limit`."""
        found: dict[int, tuple[str, int]] = {}
        for call_id, said, handover_id in self._db.rows(_TOLD, (system, limit)):
            found.setdefault(call_id, (said, handover_id))
        return found

    def calls_by_id(self, call_ids: Sequence[int]) -> list[Call]:
        return self._calls("id IN (SELECT value FROM json_each(?)) ORDER BY id", (json.dumps(list(call_ids)),))

    def cells(self, lead_ids: Sequence[int], format_name: str) -> dict[int, dict[str, str]]:
        """Lead -> its raw cells in imports of `format_name`, a newer file's before an older one's.

        A document of our own holds the cells of the files that its leads once came from, by "format: header".
        """
        found: dict[int, dict[str, str]] = {}
        mark = f"{format_name}: "
        read = CellsReader(self._db).cells
        for lead_id, kept, source in self._db.rows(_CELLS, (json.dumps(list(lead_ids)), format_name, OWN_FORMAT)):
            cells = read(kept)
            if source == OWN_FORMAT:
                cells = {name[len(mark) :]: cell for name, cell in cells.items() if name.startswith(mark)}
            found.setdefault(lead_id, {}).update(cells)
        return found

    def _calls(self, where: str, params: tuple[Any, ...]) -> list[Call]:
        from lch_desktop.domain.calls import Call

        return [Call(**row) for row in dicts_where(CallRow, self._db, where, params)]


def _handover(row: Sequence[Any]) -> Handover:
    handover_id, at, system, way, calls, gone = row
    return Handover(handover_id, from_ms(at), system, way, calls, gone)
