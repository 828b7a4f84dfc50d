"""Sees to it that the calendar file says what the plan and the promises say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lch_desktop.domain.errors import LchError

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.ui.context import UiContext

SETTLE_MS = 2000  # several changes come together: an outcome, a promise, a toast taken back


class CalendarKeeper(QObject):
    """Looks after a change, and once when it is made: the command line may have written while no window was open.

    One look at a time, on the quiet worker. A failure is told once; it is tried again at the next change, and told
    again only after it has worked in between or where it fails for another reason.
    """

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._running = False
        self._again = False
        self._told = ""
        self._wait = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._wait.timeout.connect(self.look)
        context.hub.changed.connect(self._settle)
        self._settle()

    def look(self) -> None:
        """Put the file in order on the worker, if one is kept."""
        path = self._context.services.rep.settings.calendar_path
        if not path:
            self._told = ""
            return
        if self._running:
            self._again = True
            return
        calendar = self._context.services.calendar
        try:
            calendar.prepare()
        except LchError as error:
            self._tell(error)
            return
        self._running = True

        def work(store: Store) -> bool:
            return calendar.on(store).write_if_changed(Path(path))

        self._context.background.run(work, self._done, self._tell, finished=self._finish)

    def _settle(self) -> None:
        """Wait a moment; what changes meanwhile is part of the same look."""
        if not self._wait.isActive():
            self._wait.start()

    def _done(self, _: bool) -> None:
        self._told = ""

    def _finish(self) -> None:
        """However it ended: the next change is looked at."""
        self._running = False
        if self._again:
            self._again = False
            self._settle()

    def _tell(self, error: LchError) -> None:
        if self._told != str(error):
            self._told = str(error)
            self._context.hub.failed.emit(error)
