"""A sheet over whatever page is in front: a veil, one card, and the keyboard kept inside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.touches.key_rest import KeyRest
from lch_desktop.ui.widgets import Card
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key
from lch_desktop.ui.widgets.veil import Veil

SETTLE_S = 0.4  # the key that was meant for the page under the sheet, or for the sheet before this one
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
MARGIN = 16
BORDER = 1  # of a card, by the style sheet
RING = 4  # what a focus ring needs around its control


class OverSheet(Veil):
    """Covers its parent while it is open. `elapsed_s` is the app's clock.

    `body` is the card's column, and scrolls where the window is low; `foot` stays in sight under it.
    """

    left = Signal()  # Esc, or the page behind was chosen

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget, width: int) -> None:
        super().__init__(look, parent)
        self.setProperty("over", True)  # for a page under it that would take the keyboard when it shows itself anew
        self._elapsed_s, self._width = elapsed_s, width
        self._shown_s = elapsed_s()
        self._rest = KeyRest(elapsed_s, SETTLE_S, self)
        self.card = Card(look, padding=(24 - RING, 20 - RING), parent=self)
        self.card.body.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setObjectName("scroll_body")
        self.body, self.foot = QVBoxLayout(holder), QVBoxLayout()
        for column in (self.body, self.foot):
            column.setContentsMargins(RING, RING, RING, RING)
            column.setSpacing(8)
        self._scroll.setWidget(holder)
        self.card.body.addWidget(self._scroll, 1)
        self.card.body.addLayout(self.foot)

    def come(self) -> None:
        """Lie over the page and take the keyboard; it goes back to where it was afterwards."""
        self.settle()
        self.lie_over()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # no button: Enter is the sheet's own
        self._scroll.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self.place)  # once every part knows its width

    def go(self) -> None:
        """As a veil goes; and the second of two presses is not for the page behind."""
        if self.isVisible():
            self._rest.begin()
        super().go()

    def settle(self) -> None:
        """From now on no key counts for a moment."""
        self._shown_s = self._elapsed_s()

    def bring(self, field: QWidget) -> None:
        """Give `field` the keyboard, and have it in sight."""
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.show_stop(field)

    def show_stop(self, stop: QWidget) -> None:
        """See Veil."""
        self._scroll.ensureWidgetVisible(stop)

    @property
    def is_settling(self) -> bool:
        """Whether what is pressed was meant for what stood here before."""
        return self._elapsed_s() - self._shown_s < SETTLE_S

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing typed here is meant for the page behind
        if scroll_by_key(self._scroll, event):
            return
        if event.isAutoRepeat() or self.is_settling:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.modifiers() & _CHORDS and event.key() not in _ENTER:
            return  # a shortcut of the system or the window is no answer
        self.take_key(event)

    def take_key(self, event: QKeyEvent) -> None:
        """A key that no field took, once the sheet has settled."""

    def place(self) -> None:
        """The card in the middle, as high as it needs to be where there is room."""
        self.setGeometry(self._home.rect())
        width = max(1, min(self._look.theme.px(self._width), self.width() - 2 * MARGIN))
        edge, frame = self.card.body.contentsMargins(), 2 * BORDER
        inside = width - edge.left() - edge.right() - frame
        high = edge.top() + edge.bottom() + frame + _height_of(self.body, inside) + _height_of(self.foot, inside)
        shown = min(high, max(1, self.height() - 2 * MARGIN))
        self.card.setGeometry((self.width() - width) // 2, max(MARGIN, (self.height() - shown) // 2), width, shown)


def _height_of(column: QVBoxLayout, width: int) -> int:
    column.activate()
    wanted = column.totalHeightForWidth(width) if column.hasHeightForWidth() else -1
    return max(wanted, column.totalMinimumSize().height())
