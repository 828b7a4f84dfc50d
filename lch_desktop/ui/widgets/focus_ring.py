"""The focus ring: 2 px of accent after a gap of 2, drawn outside the control that has the keyboard.

It is a sibling laid over the control, so a control's size does not change with its focus. It sits in the
nearest ancestor with room for it, because a row without margins would cut it off.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint

OUTSIDE = 4
WIDTH = 2

_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


class FocusRing(QWidget):
    """The one ring of a `ThemeHolder`, moved to whichever control has the focus."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._radius = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus_ring")

    def is_alive(self) -> bool:
        """False once the window it lay in has been deleted, and the ring with it."""
        return isValid(self)

    def surround(self, target: QWidget, radius: int) -> None:
        """Lie around `target`."""
        self._unwatch()
        self._target, self._radius = target, radius
        home = _home_of(target)
        if self.parentWidget() is not home:
            self.setParent(home)
        step: QWidget | None = target
        while step is not None and step is not home:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._follow()

    def leave(self, target: QWidget) -> None:
        """Disappear if around `target`."""
        if self._target is target:
            self._unwatch()
            self._target = None
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and self._target is not None:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        accent = self._look.theme.colour("accent")
        paint.box(painter, self.rect(), self._radius + OUTSIDE, ring=accent, width=WIDTH)
        painter.end()

    def _follow(self) -> None:
        home = self.parentWidget()
        if self._target is None or not isValid(self._target) or home is None:
            return
        corner = self._target.mapTo(home, QPoint(0, 0))
        self.setGeometry(_outside(QRect(corner, self._target.size())))
        self.setVisible(self._target.isVisible())
        self.raise_()

    def _unwatch(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()


def _home_of(target: QWidget) -> QWidget:
    """The nearest ancestor that can show the whole ring, but none outside a scroll area's viewport."""
    home = target.parentWidget() or target
    while not home.isWindow():
        above = home.parentWidget()
        corner = target.mapTo(home, QPoint(0, 0))
        fits = home.rect().contains(_outside(QRect(corner, target.size())))
        if fits or above is None or isinstance(above, QAbstractScrollArea):
            return home
        home = above
    return home


def _outside(rect: QRect) -> QRect:
    return rect.adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)
