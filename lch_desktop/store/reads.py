"""Queries of peewee, typed for what they give back."""

from __future__ import annotations

from typing import Any, cast

from peewee import ModelSelect

from lch_desktop.store.connection import Database


def dicts(query: ModelSelect[Any], db: Database) -> list[dict[str, Any]]:
    """The rows of `query`, each a dict by column, with values of the domain."""
    return cast(list[dict[str, Any]], list(query.dicts().bind(db)))
