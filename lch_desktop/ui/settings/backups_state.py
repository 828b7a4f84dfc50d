"""What the card "Backups" shows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lch_desktop.words import BACKUP_KINDS, content_words, moment_words

if TYPE_CHECKING:
    from lch_desktop.services.backups import KnownBackup
    from lch_desktop.words import Style


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup in the list to choose from: its file's name, and what is said of it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class BackupsState:
    """The card. `busy` takes the place of the buttons while something is done."""

    last: str = ""
    lines: tuple[BackupLine, ...] = ()
    choosing: bool = False
    busy: str = ""


def last_words(last: KnownBackup | None, now: datetime, style: Style) -> str:
    """When the last backup was made and what it holds. `now` is on the rep's clock."""
    if last is None:
        return "None yet. The first is made when there is something to lose."
    when = moment_words(last.backup.at.astimezone(now.tzinfo), now.date(), style)
    return f"Last: {when}, {content_words(last.content)}."


def lines_of(listed: Sequence[KnownBackup], now: datetime, style: Style) -> tuple[BackupLine, ...]:
    """The backups that can be brought back, the newest first."""
    return tuple(
        BackupLine(
            known.backup.name,
            f"{moment_words(known.backup.at.astimezone(now.tzinfo), now.date(), style)}, "
            f"{content_words(known.content)} ({BACKUP_KINDS[known.backup.kind]})",
        )
        for known in listed
        if known.content is not None
    )
