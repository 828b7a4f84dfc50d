"""A short message at the bottom of the window. It never takes the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.announce import alert
from lch_desktop.ui.widgets.buttons import QuietButton
from lch_desktop.ui.widgets.labels import WrapLabel

SHOWN_MS = 6000
BELOW = 32
_WIDEST = 640


class Toast(QWidget):
    """One message, bottom centre of its parent, gone by itself; a new one takes the old one's place."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget, look: ThemeHolder) -> None:
        super().__init__(parent)
        self._look, self._home = look, parent
        self._below = BELOW
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self._text = WrapLabel(look, "", "body")
        self._undo = QuietButton(look, "")
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self._ask_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 20, 4)
        row.setSpacing(20)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("toast")
        self.hide()
        parent.installEventFilter(self)
        look.changed.connect(self._place)

    def text(self) -> str:
        """The message."""
        return self._text.text()

    def show_message(self, text: str, undo_text: str = "", key_cap: str = "", ms: int = SHOWN_MS) -> None:
        """Say `text` for `ms`; with `undo_text` a button of that name emits `undo_requested`."""
        self._text.setText(text)
        self._undo.set_label(undo_text)
        self._undo.set_cap_text(key_cap if undo_text else "")
        self._undo.setVisible(bool(undo_text))
        self.setAccessibleName(text)
        self._place()
        self.setVisible(True)
        self.raise_()
        self._timer.start(ms)
        alert(self)

    def set_below(self, below: int) -> None:
        """Keep so many px free under it: what stands there must stay readable."""
        if below != self._below:
            self._below = below
            self._place()

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        undo = self._undo.sizeHint().width() + 20 if self._undo.label else 0
        words = self._text.sizeHint().width() + undo + 40
        room = self._home.width() - 2 * BELOW
        width = max(1, min(words, theme.px(_WIDEST), room))
        height = max(theme.px(40), self._text.heightForWidth(max(1, width - undo - 40)))
        return QSize(width, height + 8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = paint.begin(self)
        ring = theme.colour("edge")
        paint.box(painter, QRectF(self.rect()), 10, fill=theme.colour("popup"), ring=ring)
        painter.end()

    def _place(self) -> None:
        size, room = self.sizeHint(), self._home.size()
        left = (room.width() - size.width()) // 2
        self.setGeometry(left, room.height() - size.height() - self._below, size.width(), size.height())

    def _ask_undo(self) -> None:
        self.dismiss()
        self.undo_requested.emit()
