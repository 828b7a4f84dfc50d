"""The mornings and their notices."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.morning import MorningDay
from lch_desktop.domain.notices import Delivery, StoredDelivery, Way
from lch_desktop.store.fields import from_ms
from lch_desktop.store.rows import MorningRow, NoticeRow

if TYPE_CHECKING:
    from lch_desktop.store.writes import Writer

_INSTANTS = (
    "start_at", "noticed_at", "delayed_at", "told_at", "started_at", "opened_at", "offered_at", "skipped_at",
)  # fmt: skip
_KEPT_NOTICES = 200


class SqliteMornings:
    """The Mornings port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def get(self, on: date) -> MorningDay | None:
        """What was done about the hour of `on`, None for nothing."""
        sql = f"SELECT local_on, skip_reason, {', '.join(_INSTANTS)} FROM morning WHERE local_on = ?"
        row = self._db.first(sql, (on.isoformat(),))
        if row is None:
            return None
        local_on, reason, *instants = row
        values = {name: None if ms is None else from_ms(ms) for name, ms in zip(_INSTANTS, instants, strict=True)}
        return MorningDay(on=date.fromisoformat(local_on), skip_reason=reason, **values)  # type: ignore[arg-type]

    def save(self, day: MorningDay) -> None:
        """Keep `day` whole; on disk when this returns."""
        values: dict[str, object] = {name: getattr(day, name) for name in _INSTANTS}
        values |= {"local_on": day.on, "skip_reason": day.skip_reason}
        with self._writer.transaction():
            row = self._db.first("SELECT id FROM morning WHERE local_on = ?", (day.on.isoformat(),))
            if row is None:
                self._writer.insert(MorningRow, values)
            else:
                self._writer.update(MorningRow, int(row[0]), values)

    def excused(self) -> frozenset[date]:
        """Every date that was declared sick."""
        rows = self._db.rows("SELECT local_on FROM morning WHERE skip_reason = 'sick'")
        return frozenset(date.fromisoformat(on) for (on,) in rows)

    def add_delivery(self, at: datetime, delivery: Delivery) -> None:
        """Keep what became of a notice; the oldest of more than 200 go."""
        values = {"key": delivery.key, "title": delivery.title, "way": delivery.way.value, "detail": delivery.detail}
        with self._writer.transaction():
            self._writer.insert(NoticeRow, {"at": at, **values})
            sql = "DELETE FROM notice WHERE id <= (SELECT max(id) FROM notice) - ?"
            self._db.execute_sql(sql, (_KEPT_NOTICES,))

    def deliveries(self, limit: int) -> list[StoredDelivery]:
        """The newest notices, newest first."""
        sql = "SELECT at, key, title, way, detail FROM notice ORDER BY id DESC LIMIT ?"
        return [
            StoredDelivery(from_ms(at), Delivery(key, title, Way(way), detail))
            for at, key, title, way, detail in self._db.rows(sql, (limit,))
        ]
