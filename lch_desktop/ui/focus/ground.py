"""What stands on the ground; where the window is low it may rise over the foot of the card."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lch_desktop.ui.sky import paint_ground, sky_at
from lch_desktop.ui.theme import ThemeHolder


class Ground(QWidget):
    """Holds one widget at a given place; opaque while it stands in front of the card."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._raised = False
        self._held: QWidget | None = None

    def hold(self, widget: QWidget) -> None:
        """Take `widget` in."""
        widget.setParent(self)
        self._held = widget

    @property
    def raised(self) -> bool:
        """Whether it covers part of the card."""
        return self._raised

    def set_raised(self, raised: bool) -> None:
        """Whether it covers part of the card."""
        if raised == self._raised:
            return
        self._raised = raised
        self.update()
        if raised:
            self.raise_()

    def place(self, left: int, top: int, width: int, height: int) -> None:
        """Where the held widget stands in it."""
        if self._held is not None:
            self._held.setGeometry(left, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._raised:
            painter = QPainter(self)
            theme = self._look.theme
            paint_ground(painter, self.rect().toRectF(), sky_at(0.0))
            painter.fillRect(0, 0, self.width(), 1, theme.colour("hair"))
            painter.end()
