"""One question before what is for good: a sentence, the act, and the way out. It takes no keyboard by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import QuietButton, WrapLabel, paint


class ConfirmBox(QWidget):
    """Hidden until something is asked. Esc is no."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._act: Callable[[], None] | None = None
        self._back: QWidget | None = None
        self._words = WrapLabel(look, role="body_medium")
        self._yes = QuietButton(look, "", tone="err")
        self._no = QuietButton(look, self.tr("Cancel"), "Esc")
        self._yes.clicked.connect(self._confirm)
        self._no.clicked.connect(self.close_question)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    def ask(self, words: str, label: str, act: Callable[[], None], back: QWidget | None = None) -> None:
        """Ask `words`; `act` is done when the button `label` is pressed. The keyboard goes to `back` afterwards."""
        self._act, self._back = act, back
        self._words.setText(words)
        self._yes.set_label(label)
        self.show()
        self._yes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_question(self) -> None:
        """No."""
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        self._act = None
        self.hide()
        if self._back is not None and had_keyboard:
            self._back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self._look.theme.colour("raised"))
        painter.end()

    def _confirm(self) -> None:
        act = self._act
        self.close_question()
        if act is not None:
            act()
