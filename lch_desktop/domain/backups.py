"""Backups: what a copy is called, and which copies are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

DAILY, BY_HAND = "daily", "by-hand"
BEFORE_IMPORT, BEFORE_RESTORE, BEFORE_UPGRADE = "before-import", "before-restore", "before-upgrade"
DAYS_KEPT, WEEKS_KEPT = 14, 8
KEPT_OF_KIND = {BY_HAND: 14, BEFORE_IMPORT: 5, BEFORE_RESTORE: 3, BEFORE_UPGRADE: 3}  # of these, the newest
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(daily|by-hand|before-(?:import|restore|\d{4}))-(\d{8}T\d{6}Z)(?:-(\d+))?\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the database. `label` is its kind, or names the step of an upgrade ("before-0002")."""

    name: str
    label: str
    at: datetime
    size: int = 0
    number: int = 1  # of those made in the same second

    @property
    def kind(self) -> str:
        """daily, by-hand, before-import, before-restore or before-upgrade."""
        return self.label if self.label in (DAILY, *KEPT_OF_KIND) else BEFORE_UPGRADE


@dataclass(frozen=True, slots=True)
class Content:
    """What a database holds."""

    leads: int
    calls: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to. The database that was there before is `kept` as a backup, or, broken, `aside`."""

    content: Content
    kept: Backup | None = None
    aside: str = ""


def name_of(label: str, at: datetime, number: int = 1) -> str:
    """The file name of the copy `number` made at `at`."""
    again = f"-{number}" if number > 1 else ""
    return f"{label}-{at.astimezone(UTC):{_STAMP}}{again}.db"


def named(name: str, size: int = 0) -> Backup | None:
    """The backup that a file name speaks of; None for any other file."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(name, found[1], at, size, int(found[3] or 1))


def newest_first(backups: Iterable[Backup]) -> list[Backup]:
    """The backups in order; of one second, the last made first."""
    return sorted(backups, key=lambda backup: (backup.at, backup.number, backup.name), reverse=True)


def to_keep(dates: Iterable[date], days: int = DAYS_KEPT, weeks: int = WEEKS_KEPT) -> frozenset[date]:
    """Which of the days that have a backup keep it: the newest `days`, and the last of each of the newest `weeks`.

    A week runs from Monday to Sunday. The last day of a week stays its last, so that what is kept today is never
    missing tomorrow but for its age.
    """
    newest = sorted(set(dates), reverse=True)
    last_of_week: dict[date, date] = {}
    for day in newest:
        last_of_week.setdefault(day - timedelta(days=day.weekday()), day)
    return frozenset([*newest[:days], *list(last_of_week.values())[:weeks]])


def surplus(backups: Iterable[Backup], day_of: Callable[[datetime], date]) -> list[Backup]:
    """The backups that may go. `day_of` tells on which day of the rep an instant lies."""
    ordered = newest_first(backups)
    last_of_day: dict[date, Backup] = {}
    for backup in ordered:
        if backup.kind == DAILY:
            last_of_day.setdefault(day_of(backup.at), backup)
    kept = {last_of_day[day].name for day in to_keep(last_of_day)}
    for kind, count in KEPT_OF_KIND.items():
        kept.update(backup.name for backup in [one for one in ordered if one.kind == kind][:count])
    return [backup for backup in ordered if backup.name not in kept]


class BackupFiles(Protocol):
    """The copies of the database, in a folder beside it. Each call stands for itself: any thread may make it."""

    @property
    def folder(self) -> Path: ...
    def listed(self) -> list[Backup]:
        """Every copy, the newest first."""
        ...

    def path_of(self, backup: Backup) -> Path: ...
    def make(self, label: str, *, thorough: bool = True) -> Backup: ...
    def make_at(self, target: Path) -> None: ...
    def is_newest(self, backup: Backup) -> bool:
        """Whether nothing was written since `backup` was made."""
        ...

    def has_content(self) -> bool: ...
    def content(self, path: Path | None = None) -> Content | None: ...
    def is_whole(self, backup: Backup) -> bool: ...
    def remove(self, backup: Backup) -> None: ...
    def restore(self, file: Path, *, is_open: bool = False) -> Restored: ...
