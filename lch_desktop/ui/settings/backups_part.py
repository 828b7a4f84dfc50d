"""Behind the card "Backups": everything that reads or writes files runs on the quiet worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence
from lch_desktop.ui.settings.backups_state import BackupsState, last_words, lines_of
from lch_desktop.words import content_words

if TYPE_CHECKING:
    from lch_desktop.domain.backups import Backup, Restored
    from lch_desktop.services.backups import Backups, KnownBackup
    from lch_desktop.ui.context import UiContext
    from lch_desktop.words import Style

T = TypeVar("T")


class BackupsPart(QObject):
    """Part of the settings' presenter."""

    shown = Signal(object)  # a BackupsState
    refused = Signal(str)  # a sentence, "" takes an older one away

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state = BackupsState()

    def refresh(self) -> None:
        """Read when the last backup was."""
        self._run(lambda backups: backups.last(), self._show_last)

    def back_up(self) -> None:
        """A backup now."""
        self._busy("Backing up …")
        self._run(lambda backups: (backups.now(), backups.last()), self._backed_up)

    def choose(self) -> None:
        """List what can be brought back."""
        self.refused.emit("")
        self._run(lambda backups: backups.listed(), self._show_list)

    def leave(self) -> None:
        """Close the list."""
        self._show(replace(self._state, choosing=False))

    def restore(self, name: str) -> None:
        """Bring the backup `name` back, with the database open; the pages then show what it holds."""
        if not name:
            return
        self._busy("Bringing it back …")
        self._run(lambda backups: backups.restore(backups.folder / name, is_open=True), self._restored)

    def _run(self, work: Callable[[Backups], T], done: Callable[[T], None]) -> None:
        services = self._context.services
        self._context.background.run(lambda _: work(services.backups), done, self._failed)

    def _show_last(self, last: KnownBackup | None) -> None:
        self._show(replace(self._state, last=last_words(last, *self._moment())))

    def _backed_up(self, made: tuple[Backup, KnownBackup | None]) -> None:
        self._show(BackupsState(last=last_words(made[1], *self._moment())))
        self._context.hub.told.emit("Backed up and checked.")

    def _show_list(self, listed: list[KnownBackup]) -> None:
        self._show(replace(self._state, lines=lines_of(listed, *self._moment()), choosing=True))

    def _restored(self, restored: Restored) -> None:
        """Everything on every page may be another now."""
        self._show(BackupsState())
        hub = self._context.hub
        self._context.services.rep.reload()
        hub.look_changed.emit()
        hub.changed.emit()
        hub.restored.emit()
        said = f"Brought back: {content_words(restored.content)}."
        if restored.kept is None:
            hub.told.emit(said)
        else:
            kept = restored.kept.name
            hub.undo_offered.emit(said, lambda: self.restore(kept))
        self.refresh()

    def _failed(self, error: LchError) -> None:
        self._show(replace(self._state, busy=""))
        self.refused.emit(sentence(error))

    def _busy(self, words: str) -> None:
        self.refused.emit("")
        self._show(replace(self._state, busy=words))

    def _show(self, state: BackupsState) -> None:
        self._state = state
        self.shown.emit(state)

    def _moment(self) -> tuple[datetime, Style]:
        """Now on the rep's clock, and the locale's way to write times."""
        return self._context.services.rep.local(), self._context.style
