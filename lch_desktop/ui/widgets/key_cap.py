"""A key cap that stands alone, as beside the minutes left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.buttons import FLASH_MS


class KeyCap(QLabel):
    """One key's name. It labels nothing by itself, so it stands next to its word."""

    def __init__(self, look: ThemeHolder, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pressed = False
        self._timer: QTimer | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._apply_look)

    def flash(self) -> None:
        """Look pressed for a moment."""
        span = self._look.theme.ms(FLASH_MS)
        if span:
            if self._timer is None:
                self._timer = QTimer(self, singleShot=True)
                self._timer.timeout.connect(self._end_flash)
            self._pressed = True
            self._timer.start(span)
            self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(paint.cap_width(theme, self.text()), paint.cap_height(theme))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        state = "pressed" if self._pressed else "rest"
        paint.cap(painter, self._look.theme, 0, self.height() / 2, self.text(), state=state)
        painter.end()

    def _end_flash(self) -> None:
        self._pressed = False
        self.update()

    def _apply_look(self) -> None:
        self.updateGeometry()
        self.update()
