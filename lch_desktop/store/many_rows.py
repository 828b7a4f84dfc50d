"""Rows by the hundred in one statement: one step of SQLite, in which no other thread waits for the interpreter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.store.connection import Database, Sql

_AT_ONCE = (
    100  # rows: 31 columns of them are well below SQLite's 32,766 parameters (https://www.sqlite.org/limits.html)
)


def insert_rows(db: Database, table: str, columns: Sequence[str], rows: Sequence[Sequence[Sql]]) -> None:
    """Insert `rows`. It needs a transaction, which is to fail if it fails: the rows before the bad one are in.

    For "or fail" SQLite keeps no copy of each page that it touches, as it does to take one statement back.
    """
    names = tuple(columns)
    whole = len(rows) // _AT_ONCE * _AT_ONCE
    for start in range(0, whole, _AT_ONCE):
        db.execute_sql(_statement(table, names, _AT_ONCE), list(chain.from_iterable(rows[start : start + _AT_ONCE])))
    db.run_many(_statement(table, names, 1), rows[whole:])


@lru_cache(maxsize=16)
def _statement(table: str, columns: tuple[str, ...], rows: int) -> str:
    places = f"({', '.join('?' * len(columns))})"
    return f"INSERT OR FAIL INTO {table} ({', '.join(columns)}) VALUES {', '.join([places] * rows)}"
