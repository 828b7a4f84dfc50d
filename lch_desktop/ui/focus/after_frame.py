"""What a key press brings besides the next card: said and done once that card is on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

SOON_MS = 30  # two frames
AT_LATEST_MS = 100  # a window that is minimised is not painted


class AfterFrame(QObject):
    """Does what it is given after the next frame of the window that `page` is in, in order."""

    _painted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._waiting: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=AT_LATEST_MS)
        self._timer.timeout.connect(self._do_all)
        self._painted.connect(self._do_all, Qt.ConnectionType.QueuedConnection)

    def do(self, doing: Callable[[], None]) -> None:
        """Do `doing` after the next frame."""
        if not self._waiting:
            self._page.window().installEventFilter(self)
            self._timer.start()
        self._waiting.append(doing)

    def do_soon(self, doing: Callable[[], None]) -> None:
        """Do `doing` once the frame is on the screen, not only painted: for what takes long."""
        QTimer.singleShot(SOON_MS, self._page, doing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:  # the frame is painted while this event is delivered
            watched.removeEventFilter(self)
            self._painted.emit()
        return False

    def _do_all(self) -> None:
        self._timer.stop()
        self._page.window().removeEventFilter(self)
        waiting, self._waiting = self._waiting, []
        for doing in waiting:
            doing()
