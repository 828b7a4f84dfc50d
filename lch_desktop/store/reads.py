"""Queries of whole rows, typed for what they give back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from peewee import Model, ModelSelect

from lch_desktop.store import fields
from lch_desktop.store.writes import columns_of, table_of

if TYPE_CHECKING:
    from lch_desktop.store.connection import Database, Sql


def dicts(query: ModelSelect[Any], db: Database) -> list[dict[str, Any]]:
    """The rows of `query`, each a dict by column, with values of the domain."""
    return cast(list[dict[str, Any]], list(query.dicts().bind(db)))


def dicts_where(row: type[Model], db: Database, where: str, params: Sequence[Sql]) -> list[dict[str, Any]]:
    """As `dicts`, of the rows that `where` (SQL, its order and limit included) finds.

    For what is asked at every key press: peewee needs longer to write the question than SQLite to answer it.
    """
    decoders = _decoders(row)
    found = db.rows(f"SELECT {', '.join(columns_of(row))} FROM {table_of(row)} WHERE {where}", params)
    return [
        {
            name: value if decode is None or value is None else decode(value)
            for (name, decode), value in zip(decoders, values, strict=True)
        }
        for values in found
    ]


@cache
def _decoders(row: type[Model]) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """What makes a value of the domain of each stored one; peewee's own kinds are what they are."""
    return tuple(
        (field.name, field.python_value if type(field).__module__ == fields.__name__ else None)
        for field in row._meta.sorted_fields
    )
