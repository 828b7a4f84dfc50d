"""The mornings and their notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.morning import EXCUSES, TRAVEL_DAY, MorningDay
from lch_desktop.domain.notices import Delivery, StoredDelivery, Way
from lch_desktop.store.fields import from_ms, to_ms
from lch_desktop.store.rows import MorningRow, NoticeRow
from lch_desktop.store.writes import fields_of

if TYPE_CHECKING:
    from lch_desktop.store.connection import Sql
    from lch_desktop.store.writes import Writer

_INSTANTS = tuple(field.name for field in fields(MorningDay) if field.name.endswith("_at"))
_COLUMNS = f"local_on, skip_reason, {', '.join(_INSTANTS)}"
_KEPT_NOTICES = 200


class SqliteMornings:
    """The Mornings port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def get(self, on: date) -> MorningDay | None:
        """What was done about the hour of `on`, None for nothing."""
        row = self._db.first(f"SELECT {_COLUMNS} FROM morning WHERE local_on = ?", (on.isoformat(),))
        return None if row is None else _day(row)

    def all(self) -> Iterator[MorningDay]:
        """Every record, by date."""
        yield from map(_day, self._db.rows(f"SELECT {_COLUMNS} FROM morning ORDER BY local_on"))

    def save(self, day: MorningDay) -> None:
        """Keep `day` whole; on disk when this returns."""
        values = fields_of(MorningRow, day) | {"local_on": day.on}
        with self._writer.transaction():
            row_id = self._db.first("SELECT id FROM morning WHERE local_on = ?", (day.on.isoformat(),))
            if row_id is None:
                self._writer.insert(MorningRow, values)
            else:
                self._writer.update(MorningRow, int(row_id[0]), values)

    def add_missing(self, days: Iterable[MorningDay]) -> int:
        """Keep those of `days` whose date has no record yet; returns how many."""
        added = 0
        with self._writer.transaction():
            for day in days:
                if self.get(day.on) is None:
                    self.save(day)
                    added += 1
        return added

    def doubt_after(self, today: date, now: datetime) -> None:
        """Mark the records of dates after `today` whose page was opened for a start after `now`."""
        sql = """
            UPDATE morning SET doubted_at = ?
            WHERE local_on > ? AND start_at > ? AND opened_at > ?
        """
        with self._writer.transaction():
            self._db.execute_sql(sql, (to_ms(now), today.isoformat(), to_ms(now), to_ms(now)))

    def excused(self) -> frozenset[date]:
        """Every date that was declared sick or a travel day."""
        return self._skipped_for(*EXCUSES)

    def travelled(self) -> frozenset[date]:
        """Every date that was declared a travel day."""
        return self._skipped_for(TRAVEL_DAY)

    def _skipped_for(self, *reasons: str) -> frozenset[date]:
        some = f"skip_reason <> '' AND skip_reason IN ({', '.join('?' * len(reasons))})"  # the first for the index
        rows = self._db.rows(f"SELECT local_on FROM morning WHERE {some}", reasons)
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


def _day(row: tuple[Sql, ...]) -> MorningDay:
    on, reason, *instants = row
    values = {name: None if ms is None else from_ms(int(ms)) for name, ms in zip(_INSTANTS, instants, strict=True)}
    return MorningDay(on=date.fromisoformat(str(on)), skip_reason=str(reason), **values)  # type: ignore[arg-type]
