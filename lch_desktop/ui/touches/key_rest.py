"""A moment without keys, after a sheet has gone: the second of two presses was meant for the sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_PRESSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
WATCH_MS = 1000  # longer than the pause before a held key begins to repeat


class KeyRest(QObject):
    """Swallows Enter and Space for `rest_s`, a key that is still held until it is let go, and a second click."""

    def __init__(self, elapsed_s: Callable[[], float], rest_s: float, parent: QObject) -> None:
        super().__init__(parent)
        self._elapsed_s, self._rest_s, self._since_s = elapsed_s, rest_s, 0.0
        self._watch = QTimer(self, singleShot=True, interval=WATCH_MS)
        self._watch.timeout.connect(self.end)

    def begin(self) -> None:
        """From now on; it ends by itself."""
        self._since_s = self._elapsed_s()
        self._watch.start()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)  # only for that second: it sees every event there is

    def end(self) -> None:
        """Every key counts again."""
        self._watch.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonDblClick:
            return self._rests
        if event.type() not in _KEY_EVENTS or not isinstance(event, QKeyEvent):
            return False
        if event.isAutoRepeat():
            self._watch.start()  # for as long as it is held
            return self._swallow(event)
        return self._swallow(event) if self._rests and event.key() in _PRESSES else False

    @property
    def _rests(self) -> bool:
        return self._elapsed_s() - self._since_s < self._rest_s

    def _swallow(self, event: QKeyEvent) -> bool:
        event.accept()
        return True
