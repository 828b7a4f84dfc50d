"""The one QApplication: it says when the whole program is asked to end, before its windows are closed for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Qt closes each window before it quits, and stays if one refuses. A window that is kept in the tray refuses to
    be closed: it has to know which of the two is meant. On macOS the system asks the same way at logout."""

    quit_asked = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_asked.emit()
        return super().event(event)
