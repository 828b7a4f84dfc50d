"""The sheet before the program ends: without it the morning does not come by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.widgets import FoldBox, PlainLabel, PrimaryButton, SecondaryButton, WrapLabel
from lch_desktop.ui.widgets.buttons import LARGE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from lch_desktop.ui.theme import ThemeHolder

WIDEST = 640


class QuitSheet(QWidget):
    """Covers its parent. No key reaches what is under it."""

    quit_chosen = Signal()
    stay_chosen = Signal()

    def __init__(self, look: ThemeHolder, stay: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._key_counts: Callable[[], bool] = lambda: True
        self.setAccessibleName(self.tr("Quit?"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = PlainLabel(look, self.tr("Quit?"), "headline")
        self.line = WrapLabel(look, "", "large", "muted")
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.stay = PrimaryButton(look, stay, "Esc", form=LARGE)
        self.stay.clicked.connect(self._stay)
        self.quit = SecondaryButton(look, self.tr("Quit"), "Q", form=LARGE)
        self.quit.clicked.connect(self._quit)
        self._lay_out()
        self.hide()
        parent.installEventFilter(self)

    def ask(self, words: str) -> None:
        """Lay the question over the parent and take the keyboard."""
        self.tell(words)
        self._cover_parent()
        self._box.refold()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str) -> None:
        """What quitting means, as far as it is known by now."""
        self.line.setText(words)
        self.setAccessibleDescription(words)

    def set_guard(self, key_counts: Callable[[], bool]) -> None:
        """Ask `key_counts` at each key whether it is meant: over a page that opens by itself it may be typing."""
        self._key_counts = key_counts

    def give_up(self) -> None:
        """The question is settled by something else: the hour begins."""
        self.hide()

    def press(self, name: str) -> None:
        """A key by its name: Esc and Enter stay, Q quits."""
        if name in ("Esc", "Enter"):
            self._stay()
        elif name == "Q":
            self._quit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if self._key_counts() and not event.isAutoRepeat():  # a key held down is typing too
            self.press(key_name(event))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._cover_parent()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.colour("bg"))
        painter.end()

    def _stay(self) -> None:
        self.hide()
        self.stay_chosen.emit()

    def _quit(self) -> None:
        self.hide()
        self.quit_chosen.emit()

    def _cover_parent(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def _lay_out(self) -> None:
        self._box = FoldBox(self._look, spacing=16)
        for button in (self.quit, self.stay):
            self._box.add(button, 0, Qt.AlignmentFlag.AlignCenter)
        self.line.setMaximumWidth(self._look.theme.px(WIDEST))
        self._look.changed.connect(lambda: self.line.setMaximumWidth(self._look.theme.px(WIDEST)))
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(self.line, WIDEST)
        words.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(16)
        column.addStretch(3)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(words)
        column.addSpacing(8)
        column.addWidget(self._box, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
