"""What lies over a page: it dims what is behind, keeps the keyboard while it is there, and gives it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget
from shiboken6 import isValid

from lch_desktop.ui.theme import ThemeHolder

DIM = 0.6


class Veil(QFrame):
    """Covers `home` while it is shown. A sheet of its own kind says where its card stands and where Tab goes."""

    def __init__(self, look: ThemeHolder, home: QWidget) -> None:
        super().__init__(home)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look, self._home = look, home
        self._before: QWidget | None = None  # who had the keyboard
        home.installEventFilter(self)
        look.changed.connect(self.place)
        self.hide()

    def lie_over(self) -> None:
        """Come up over everything in `home`; whoever had the keyboard gets it back."""
        if not self.isVisible():
            self._before = self._home.window().focusWidget()
        self.place()
        self.show()
        self.raise_()

    def go(self) -> None:
        """Go away without a word. The keyboard is handed back first: hidden, a field would keep it."""
        if self.isVisible():
            behind = self._behind()
            if behind is not None:
                behind.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._before = None

    def place(self) -> None:
        """Lay the card out for the size of `home`."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order."""
        raise NotImplementedError

    def show_stop(self, stop: QWidget) -> None:
        """Have `stop` in sight; for a card that scrolls."""

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab stays in the sheet."""
        if not self.isVisible():  # what is hidden lets go of the keyboard
            return super().focusNextPrevChild(next_)
        order = [stop for stop in self.stops() if stop.isVisibleTo(self) and stop.isEnabled()]
        if not order:
            return True
        now = self._home.window().focusWidget()
        place = order.index(now) if now in order else (-1 if next_ else 0)
        reason = Qt.FocusReason.TabFocusReason if next_ else Qt.FocusReason.BacktabFocusReason
        stop = order[(place + (1 if next_ else -1)) % len(order)]
        stop.setFocus(reason)
        self.show_stop(stop)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._home and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(self._look.theme.colour("bg"))  # the token's own is shared
        veil.setAlphaF(DIM)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def _behind(self) -> QWidget | None:
        """Who had the keyboard before, where that is still to be seen; else the page in front."""
        before = self._before
        if before is not None and isValid(before) and before.isVisible() and not self.isAncestorOf(before):
            return before
        stack = self._home.findChild(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return stack.currentWidget() if isinstance(stack, QStackedWidget) else None
