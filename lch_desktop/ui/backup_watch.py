"""Sees to it that every day has its backup while the window is open, never during the hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer

from lch_desktop.domain.backups import Backup
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.ports import Store
from lch_desktop.ui.context import UiContext

LOOK_MS = 10 * 60_000


class BackupWatch(QObject):
    """Asks for the day's backup at once and then now and again. A failure is told once a day."""

    def __init__(self, context: UiContext, in_hour: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._in_hour = in_hour
        self._done_on: date | None = None
        self._told_on: date | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make the backup of today on a worker, unless it is there or the hour runs."""
        today = self._context.services.rep.today()
        if self._done_on == today or self._in_hour():
            return
        backups = self._context.services.backups

        def make(_: Store) -> Backup | None:
            return backups.daily()

        def done(_: Backup | None) -> None:
            self._done_on = today

        self._context.background.run(make, done, self._tell)

    def _tell(self, error: LchError) -> None:
        today = self._context.services.rep.today()
        if self._told_on != today:
            self._told_on = today
            self._context.hub.failed.emit(error)
