"""Columns whose values are ours: instants, days, words of an enum, lists.

Instants are kept as whole milliseconds since 1970 in UTC: they sort, and no zone is lost or guessed.
Days are ISO text, which sorts as well and can be read by a person looking into the file.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from peewee import IntegerField, TextField

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def to_ms(at: datetime) -> int:
    """The aware instant `at` as milliseconds, rounded down. A naive one is a bug and raises TypeError."""
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """The aware UTC instant of `ms`."""
    if ms >= 0:
        return datetime.fromtimestamp(ms / 1000, UTC)  # exact to the millisecond, and twice as fast
    return _EPOCH + timedelta(milliseconds=ms)


@lru_cache(maxsize=4096)
def split_zones(text: str) -> tuple[str, ...]:
    """The zones of a comma-separated text; cached, because a hundred texts cover all leads."""
    return tuple(text.split(",")) if text else ()


class InstantField(IntegerField):
    """An aware UTC datetime, or None."""

    def db_value(self, value: datetime | int | None) -> int | None:
        return to_ms(value) if isinstance(value, datetime) else value

    def python_value(self, value: int | None) -> datetime | None:
        return None if value is None else from_ms(value)


class DayField(TextField):
    """A date, or None."""

    def db_value(self, value: date | str | None) -> str | None:
        return value.isoformat() if isinstance(value, date) else value

    def python_value(self, value: str | None) -> date | None:
        return None if value is None else date.fromisoformat(value)


class FlagField(IntegerField):
    """True or False (None where unknown is allowed), as 1 and 0."""

    def db_value(self, value: bool | None) -> int | None:
        return None if value is None else int(value)

    def python_value(self, value: int | None) -> bool | None:
        return None if value is None else bool(value)


class WordField(TextField):
    """A member of a StrEnum, as its word."""

    def __init__(self, words: type[StrEnum], **options: Any) -> None:
        self.words = words
        super().__init__(**options)

    def db_value(self, value: str | None) -> str | None:
        return None if value is None else str(value)

    def python_value(self, value: str | None) -> StrEnum | None:
        return None if value is None else self.words(value)


class ZonesField(TextField):
    """Zone names in a tuple; none of them has a comma in it."""

    def db_value(self, value: tuple[str, ...] | str) -> str:
        return value if isinstance(value, str) else ",".join(value)

    def python_value(self, value: str) -> tuple[str, ...]:
        return split_zones(value)


class JsonField(TextField):
    """Anything that JSON can hold. A list comes back as a tuple."""

    def db_value(self, value: object) -> str:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def python_value(self, value: str) -> Any:
        found = json.loads(value)
        return tuple(found) if isinstance(found, list) else found
