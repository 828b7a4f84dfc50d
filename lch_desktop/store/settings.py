"""The settings, one row for each that differs from its default."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.settings import Settings
from lch_desktop.store.rows import SettingRow

if TYPE_CHECKING:
    from lch_desktop.store.writes import Writer


class SqliteSettings:
    """The SettingsStore port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def load(self) -> Settings:
        """The settings. What this version does not know, or knows in another shape, keeps its default."""
        default = Settings()
        known = {field.name for field in fields(Settings)}
        kept: dict[str, Any] = {}
        for name, text in self._db.rows("SELECT name, value FROM setting"):
            value = _frozen(json.loads(text))
            if name in known and _fits(value, getattr(default, name)):
                kept[name] = value
        return Settings(**kept)

    def save(self, settings: Settings) -> None:
        default = Settings()
        stored = {name: row_id for row_id, name in self._db.rows("SELECT id, name FROM setting")}
        with self._writer.transaction():
            for field in fields(Settings):
                value = getattr(settings, field.name)
                row_id = stored.get(field.name)
                if row_id is not None:
                    self._writer.update(SettingRow, row_id, {"value": json.dumps(value, ensure_ascii=False)})
                elif value != getattr(default, field.name):
                    values = {"name": field.name, "value": json.dumps(value, ensure_ascii=False)}
                    self._writer.insert(SettingRow, values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def _fits(value: Any, default: Any) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
