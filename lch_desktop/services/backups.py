"""Backups: one a day by itself, one before each import, more by hand, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.backups import BEFORE_IMPORT, BY_HAND, DAILY, Backup, Content, Restored, newest_first, surplus

if TYPE_CHECKING:
    from lch_desktop.domain.backups import BackupFiles

BEFORE = {"import": BEFORE_IMPORT}
TELLING = 40  # backups that are looked into for a list


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A backup with what it holds; `content` is None where it cannot be read."""

    backup: Backup
    content: Content | None


class Backups:
    """Makes backups, clears old ones away, brings one back. Works without an open store, from any thread."""

    def __init__(self, files: BackupFiles, day_of: Callable[[datetime | None], date]) -> None:
        """`day_of` tells the rep's local day of an instant, today's for None."""
        self._files = files
        self._day_of = day_of

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return self._files.folder

    def daily(self) -> Backup | None:
        """Today's backup, if it is due: there is none of the rep's local day yet, and something to lose.

        Raises StoreError: "database-corrupt", "disk-full", "backup-not-written".
        """
        if not self.is_due() or not self._files.has_content():
            return None
        return self._make(DAILY)

    def is_due(self) -> bool:
        """Whether today has no backup yet."""
        today = self._day_of(None)
        return all(backup.kind != DAILY or self._day_of(backup.at) != today for backup in self._files.listed())

    def now(self) -> Backup:
        """A backup by hand."""
        return self._make(BY_HAND)

    def to_file(self, target: Path) -> None:
        """A backup in a place of the rep's own choice. Raises InputError "backup-target" and what `daily` raises."""
        self._files.make_at(target)

    def before(self, what: str) -> Backup | None:
        """A backup before something that writes much. None where there is nothing to lose.

        The one that was made last serves where nothing was written since. It is checked more quickly than the
        daily one: somebody waits for it.
        """
        newest = next(iter(self._files.listed()), None)
        if newest is not None and self._files.is_newest(newest):
            return newest
        return self._make(BEFORE[what], thorough=False) if self._files.has_content() else None

    def listed(self) -> list[KnownBackup]:
        """The backups with what they hold, the newest first."""
        return [
            KnownBackup(backup, self._files.content(self._files.path_of(backup)))
            for backup in self._files.listed()[:TELLING]
        ]

    def last(self) -> KnownBackup | None:
        """The newest backup with what it holds."""
        newest = next(iter(self._files.listed()), None)
        return KnownBackup(newest, self._files.content(self._files.path_of(newest))) if newest else None

    def newest_good(self) -> KnownBackup | None:
        """The newest backup that is whole."""
        for backup in self._files.listed():
            if self._files.is_whole(backup):
                return KnownBackup(backup, self._files.content(self._files.path_of(backup)))
        return None

    def unsaved_days(self) -> int:
        """How many days of writing the newest backup lacks: 0 where nothing was written since it was made."""
        newest = next(iter(self._files.listed()), None)
        if newest is None or self._files.is_newest(newest):
            return 0
        return max(0, (self._day_of(None) - self._day_of(newest.at)).days)

    def size(self) -> tuple[int, int]:
        """How many backups there are, and their bytes."""
        listed = self._files.listed()
        return len(listed), sum(backup.size for backup in listed)

    def is_whole(self, backup: Backup) -> bool:
        """Whether a backup could be brought back."""
        return self._files.is_whole(backup)

    def present(self) -> Content | None:
        """What the database holds now; None where it cannot be counted."""
        return self._files.content()

    def find(self, file: str) -> Path:
        """The file that `file` means: a path, or the name of a backup."""
        named = self.folder / file
        return named if Path(file).name == file and not Path(file).exists() and named.is_file() else Path(file)

    def restore(self, file: Path, *, is_open: bool = False) -> Restored:
        """Put what `file` holds in the place of the database. See `lch_desktop.store.restoring` for the failures."""
        restored = self._files.restore(file, is_open=is_open)
        self._clear(but=file.name)
        return restored

    def _make(self, label: str, *, thorough: bool = True) -> Backup:
        made = self._files.make(label, thorough=thorough)
        self._clear(but=made.name)
        return made

    def _clear(self, but: str) -> None:
        for backup in surplus(newest_first(self._files.listed()), self._day_of):
            if backup.name != but:
                self._files.remove(backup)
