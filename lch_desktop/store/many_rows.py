"""Rows by the hundred in one statement: one step of SQLite, in which no other thread waits for the interpreter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.store.connection import Database, Sql

_MOST_PARAMETERS = 30_000  # SQLite's own limit is 32,766 (https://www.sqlite.org/limits.html)


def insert_rows(db: Database, table: str, columns: Sequence[str], rows: Iterable[Sequence[Sql]]) -> None:
    """Insert `rows`. It needs a transaction, which is to fail if it fails: the rows before the bad one are in.

    For "or fail" SQLite keeps no copy of each page that it touches, as it does to take one statement back.
    """
    names, listed = tuple(columns), list(rows)
    at_once = _MOST_PARAMETERS // len(names)
    for start in range(0, len(listed), at_once):
        part = listed[start : start + at_once]
        db.execute_sql(_statement(table, names, len(part)), list(chain.from_iterable(part)))


@lru_cache(maxsize=16)
def _statement(table: str, columns: tuple[str, ...], rows: int) -> str:
    places = f"({', '.join('?' * len(columns))})"
    return f"INSERT OR FAIL INTO {table} ({', '.join(columns)}) VALUES {', '.join([places] * rows)}"
