"""The one QApplication: it says when the whole program is asked to end, before its windows are closed for that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

STYLE = "Fusion"  # looks the same on every system


class Application(QApplication):
    """Qt closes each window before it quits, and stays if one refuses. A window that is kept in the tray refuses to
    be closed: it has to know which of the two is meant. On macOS the system asks the same way at logout."""

    quit_asked = Signal()

    def __init__(self, arguments: Sequence[str]) -> None:
        # `setStyle` would do, but it returns the style, and with the style come all enums of QStyle: half a megabyte.
        super().__init__([*arguments, "-style", STYLE])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_asked.emit()
        return super().event(event)
