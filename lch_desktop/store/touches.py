"""Texts, videos, e-mails and notes that are due."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from peewee import SQL, Expression

from lch_desktop.domain.calls import Touch, TouchKind, TouchStatus
from lch_desktop.store.fields import from_ms, to_ms
from lch_desktop.store.reads import dicts
from lch_desktop.store.rows import CallRow, TouchRow
from lch_desktop.store.writes import Writer, fields_of

if TYPE_CHECKING:
    from lch_desktop.store.connection import Sql

_MAY_BE = SQL("NOT EXISTS (SELECT 1 FROM lead WHERE lead.id = lead_id AND lead.do_not_call)")


class SqliteTouches:
    """The Touches port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def add(self, touch: Touch) -> Touch:
        return replace(touch, id=self._writer.insert(TouchRow, fields_of(TouchRow, touch)))

    def save(self, touch: Touch) -> None:
        self._writer.update(TouchRow, touch.id, fields_of(TouchRow, touch))

    def get(self, touch_id: int) -> Touch | None:
        """The touch, None for none."""
        return next(iter(self._where(TouchRow.id == touch_id, ())), None)

    def open_until(self, until: datetime, limit: int = 100) -> list[Touch]:
        """What is open and due at or before `until`, earliest first; nothing to those who are not to be called."""
        is_due = (TouchRow.status == TouchStatus.OPEN) & (TouchRow.due_at <= until) & _MAY_BE
        return self._where(is_due, (TouchRow.due_at, TouchRow.id), limit)

    def open_between(self, after: datetime, until: datetime, limit: int) -> list[Touch]:
        """See the port."""
        is_due = (TouchRow.status == SQL("'open'")) & (TouchRow.due_at > after) & (TouchRow.due_at <= until)
        return self._where(is_due, (TouchRow.due_at, TouchRow.id), limit)

    def next_open(self, after: datetime) -> datetime | None:
        """See the port."""
        sql = "SELECT min(due_at) FROM touch WHERE status = 'open' AND due_at > ?"
        ms = self._db.scalar(sql, (to_ms(after),))
        return None if ms is None else from_ms(ms)

    def of_lead(self, lead_id: int) -> list[Touch]:
        """All touches of the lead, earliest due first."""
        return self._where(TouchRow.lead_id == lead_id, (TouchRow.due_at, TouchRow.id))

    def of_session(self, session_id: int) -> list[Touch]:
        """What the session's calls have set in motion, in the order of the calls."""
        calls = CallRow.select(CallRow.id).where(CallRow.session_id == session_id)
        return self._where(TouchRow.call_id.in_(calls), (TouchRow.id,))

    def drop_open(self, lead_id: int) -> None:
        """Nothing more is due for the lead."""
        self._drop("lead_id = ?", (lead_id,))

    def drop_of_calls(self, lead_id: int, kinds: Sequence[TouchKind]) -> None:
        """What calls have set in motion of `kinds` is not due any more; the rep's own ones stay."""
        listed = json.dumps(list(kinds))
        self._drop("lead_id = ? AND call_id > 0 AND kind IN (SELECT value FROM json_each(?))", (lead_id, listed))

    def _drop(self, where: str, params: Sequence[Sql]) -> None:
        with self._writer.transaction():
            for (touch_id,) in self._db.rows(f"SELECT id FROM touch WHERE {where} AND status = 'open'", params):
                self._writer.update(TouchRow, touch_id, {"status": TouchStatus.DROPPED})

    def _where(self, wanted: Expression, order: tuple[Any, ...], limit: int | None = None) -> list[Touch]:
        rows = TouchRow.select().where(wanted).order_by(*order).limit(limit)
        return [Touch(**row) for row in dicts(rows, self._db)]
