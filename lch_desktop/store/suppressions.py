"""Numbers that are never dialled again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import PhoneStatus
from lch_desktop.store.derived import refresh
from lch_desktop.store.rows import LeadRow, PhoneRow, SuppressionRow

if TYPE_CHECKING:
    from lch_desktop.store.writes import Writer


_WITH_NUMBER = """
    SELECT id, lead_id, status FROM phone WHERE e164 <> '' AND e164 IN (SELECT value FROM json_each(?))
"""


class SqliteSuppressions:
    """The Suppressions port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def add(self, e164: str, at: datetime, source: str) -> None:
        """Suppress a number, and mark it with every lead that has it. A suppressed one stays as it is."""
        if not e164:
            return
        with self._writer.transaction():
            if not self.among((e164,)):
                self._writer.insert(SuppressionRow, {"e164": e164, "at": at, "source": source})
            sql = "SELECT id, lead_id FROM phone WHERE e164 <> '' AND e164 = ? AND status <> 'do-not-call'"
            for phone_id, lead_id in self._db.rows(sql, (e164,)):
                self._writer.update(PhoneRow, phone_id, {"status": PhoneStatus.DO_NOT_CALL})
                refresh(self._writer, (lead_id,))

    def add_many(self, e164s: Iterable[str], at: datetime, source: str) -> tuple[frozenset[str], frozenset[int]]:
        """See the port."""
        listed = list(dict.fromkeys(e164 for e164 in e164s if e164))
        with self._writer.transaction():
            known = self.among(listed)
            new = [e164 for e164 in listed if e164 not in known]
            self._writer.insert_many(SuppressionRow, ({"e164": e164, "at": at, "source": source} for e164 in new))
            found = self._db.rows(_WITH_NUMBER, (json.dumps(listed),))
            for phone_id, _, status in found:
                if status != PhoneStatus.DO_NOT_CALL:
                    self._writer.update(PhoneRow, phone_id, {"status": PhoneStatus.DO_NOT_CALL})
            lead_ids = frozenset(lead_id for _, lead_id, _ in found)
            refresh(self._writer, lead_ids)
            self._forbid(lead_ids)
        return frozenset(new), lead_ids

    def _forbid(self, lead_ids: Iterable[int]) -> None:
        """Those who cannot be called on any number do not need one: they are not to be called."""
        sql = "SELECT id FROM lead WHERE id IN (SELECT value FROM json_each(?)) AND dial_e164 = ''"
        for (lead_id,) in self._db.rows(sql, (json.dumps(list(lead_ids)),)):
            self._writer.update(LeadRow, lead_id, {"do_not_call": True})

    def among(self, e164s: Iterable[str]) -> frozenset[str]:
        """Those of `e164s` that are suppressed."""
        sql = "SELECT e164 FROM suppression WHERE e164 IN (SELECT value FROM json_each(?))"
        return frozenset(e164 for (e164,) in self._db.rows(sql, (json.dumps(list(e164s)),)))

    def count(self) -> int:
        return int(self._db.scalar("SELECT count(*) FROM suppression"))
