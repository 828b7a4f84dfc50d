"""? shows every key, each as a button that does the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lch_desktop.ui.hotkeys import ACTIONS, KeyMap
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import HintButton, PlainLabel, QuietButton

ROWS = 17


class KeysSheet(QWidget):
    """Two columns of key cap and word over the dimmed card."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: ThemeHolder, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("All keys sheet"))
        self.head = PlainLabel(look, self.tr("All keys"), "headline")
        grid = QGridLayout()
        grid.setHorizontalSpacing(64)
        grid.setVerticalSpacing(0)
        for place, action in enumerate(ACTIONS):
            button = HintButton(look, keys.key(action.name), self.tr(action.label))
            button.set_cap_room(64)
            button.clicked.connect(lambda _=False, name=action.name: self.chosen.emit(name))
            grid.addWidget(button, place % ROWS, place // ROWS, Qt.AlignmentFlag.AlignLeft)
        self.back = QuietButton(look, self.tr("Back to the card"), "Esc", tone="muted")
        self.back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(grid)
        column.setAlignment(grid, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(self._look.theme.colour("plain"))
        veil.setAlphaF(0.98)
        painter.fillRect(self.rect(), veil)
        painter.end()
