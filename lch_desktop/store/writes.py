"""The one way into the tables: insert, update and delete by row id, noting images for undo.

An image is what one write did to one row: the columns before and after. Whoever wants images (the
ledger, a running import) listens for a while; without a listener nothing is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from peewee import Model

from lch_desktop.store import fields
from lch_desktop.store.connection import Database, Sql

Columns = dict[str, Sql]


@dataclass(frozen=True, slots=True)
class Image:
    """One write to one row. `before` is None for an insert, `after` for a delete; an update has only
    the columns that it changed."""

    table: str
    row_id: int
    before: Columns | None
    after: Columns | None

    def as_json(self) -> dict[str, object]:
        """The image as it is kept in a table."""
        return {"table": self.table, "id": self.row_id, "before": self.before, "after": self.after}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Image:
        """The image that `as_json` made."""
        return cls(kept["table"], kept["id"], kept["before"], kept["after"])


@cache
def columns_of(row: type[Model]) -> tuple[str, ...]:
    """The names of all columns of `row`, id first."""
    return tuple(row._meta.sorted_field_names)


@cache
def table_of(row: type[Model]) -> str:
    """The table's name."""
    return str(row._meta.table_name)


@cache
def _encoders(row: type[Model]) -> dict[str, Callable[[Any], Sql]]:
    """What makes a stored value of each column's value; peewee's own kinds are stored as they are."""
    return {
        field.name: field.db_value if type(field).__module__ == fields.__name__ else _as_it_is
        for field in row._meta.sorted_fields
    }


def _as_it_is(value: Any) -> Any:
    return value


def encoded(row: type[Model], values: Mapping[str, object]) -> Columns:
    """`values` as SQLite takes them. An unknown column is a bug and raises KeyError."""
    encoders = _encoders(row)
    return {name: encoders[name](value) for name, value in values.items()}


def fields_of(row: type[Model], value: object) -> dict[str, object]:
    """The fields of a domain value that `row` has a column for, without its id."""
    return {name: getattr(value, name) for name in columns_of(row) if name != "id" and hasattr(value, name)}


class Notes:
    """The images of a while, in order. `bulk`: whether rows that are added by the thousand matter too."""

    bulk = True

    def __init__(self) -> None:
        self.images: list[Image] = []

    def note(self, image: Image) -> None:
        """Keep `image`."""
        self.images.append(image)


class Writer:
    """Writes rows of one connection. `value_writes` counts what may have moved the leads' median value."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.value_writes = 0
        self.rows_written = 0  # one by one; tells the store when the log is worth tidying
        self._listeners: list[Notes] = []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        marks = [(notes, len(notes.images)) for notes in self._listeners]
        try:
            with self.db.step():
                yield
        except BaseException:
            self.value_writes += 1
            self._listeners = [notes for notes, _ in marks]
            for notes, length in marks:
                del notes.images[length:]
            raise

    def listen(self, notes: Notes) -> None:
        """Tell `notes` of every image from now on, until `unlisten` or the end of a transaction that failed."""
        self._listeners.append(notes)

    def unlisten(self, notes: Notes) -> None:
        """Stop; the notes keep what they have."""
        self._listeners = [listener for listener in self._listeners if listener is not notes]

    @property
    def hears_each_row(self) -> bool:
        """Whether a listener wants to know of rows that are added by the thousand, too."""
        return any(notes.bulk for notes in self._listeners)

    def insert(self, row: type[Model], values: Mapping[str, object]) -> int:
        """Add a row; returns its id, which may be given as "id"."""
        columns = encoded(row, values)
        row_id = self.insert_raw(table_of(row), columns)
        self._note(Image(table_of(row), row_id, None, columns))
        return row_id

    def insert_many(self, row: type[Model], rows: Iterable[Mapping[str, object]]) -> None:
        """Add rows that all have the same columns; all at once, unless a listener wants each of them."""
        if self.hears_each_row:
            for values in rows:
                self.insert(row, values)
            return
        coming = iter(rows)
        first = next(coming, None)
        if first is None:
            return
        encoders = [(name, _encoders(row)[name]) for name in first]
        ready = ([encode(values[name]) for name, encode in encoders] for values in chain((first,), coming))
        self.value_writes += 1
        # By way of a temporary table: FTS5 writes its index once for each statement, not for each row.
        columns = ", ".join(first)
        with self.transaction():
            self.db.execute_sql(f"CREATE TEMP TABLE staging ({columns})")
            self.db.run_many(_insert_sql("staging", tuple(first)), ready)
            self.db.execute_sql(f"INSERT INTO {table_of(row)} ({columns}) SELECT {columns} FROM staging")
            self.db.execute_sql("DROP TABLE staging")

    def update(self, row: type[Model], row_id: int, values: Mapping[str, object], *, undoable: bool = True) -> None:
        """Write those of `values` that differ from what is there. No row: nothing is done."""
        table, columns = table_of(row), encoded(row, values)
        now = self.current(table, row_id, columns)
        if now is None:
            return
        after = {name: value for name, value in columns.items() if now[name] != value}
        if not after:
            return
        self.update_raw(table, row_id, after)
        if undoable:
            self._note(Image(table, row_id, {name: now[name] for name in after}, after))

    def update_each(self, row: type[Model], changes: Iterable[tuple[int, Columns, Columns]]) -> int:
        """Write many rows at once: (id, stored values before, after), of which only what differs is written.

        All changes name the same columns. Returns how many rows were changed.
        """
        table, sql, changed = table_of(row), "", 0
        batch: list[tuple[Sql, ...]] = []
        for row_id, before, after in changes:
            new = {name: value for name, value in after.items() if before[name] != value}
            if not new:
                continue
            sql = sql or f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in after)} WHERE id = ?"
            batch.append((*after.values(), row_id))
            self._count(table, new)
            self._note(Image(table, row_id, {name: before[name] for name in new}, new))
            changed += 1
        if batch:
            self.db.run_many(sql, batch)
        return changed

    def delete(self, row: type[Model], row_id: int) -> None:
        """Take a row away. No row: nothing is done."""
        before = self.current(table_of(row), row_id, columns_of(row))
        if before is None:
            return
        self.delete_raw(table_of(row), row_id)
        self._note(Image(table_of(row), row_id, before, None))

    def current(self, table: str, row_id: int, names: Iterable[str]) -> Columns | None:
        """The columns `names` of a row as they are stored, or None."""
        listed = tuple(names)
        found = self.db.first(f"SELECT {', '.join(listed)} FROM {table} WHERE id = ?", (row_id,))
        return None if found is None else dict(zip(listed, found, strict=True))

    def insert_raw(self, table: str, columns: Columns) -> int:
        """Add a row of stored values, unnoted."""
        self._count(table, columns)
        cursor = self.db.execute_sql(_insert_sql(table, tuple(columns)), tuple(columns.values()))
        return int(cursor.lastrowid or 0)

    def update_raw(self, table: str, row_id: int, columns: Columns) -> None:
        """Write stored values into a row, unnoted."""
        self._count(table, columns)
        assignments = ", ".join(f"{name} = ?" for name in columns)
        self.db.execute_sql(f"UPDATE {table} SET {assignments} WHERE id = ?", (*columns.values(), row_id))

    def delete_raw(self, table: str, row_id: int) -> None:
        """Take a row away, unnoted."""
        self._count(table, {"value": None})
        self.db.execute_sql(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def _count(self, table: str, columns: Columns) -> None:
        self.rows_written += 1
        if table == "lead" and "value" in columns:
            self.value_writes += 1

    def _note(self, image: Image) -> None:
        for notes in self._listeners:
            notes.note(image)


def _insert_sql(table: str, names: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
