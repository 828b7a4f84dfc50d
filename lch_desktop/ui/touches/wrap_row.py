"""Buttons beside each other, on as many rows as the width asks for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 12


class WrapRow(QWidget):
    """Holds parts in their order; hidden ones take no room."""

    def __init__(self, parts: list[QWidget], gap: int = GAP, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._gap = parts, gap
        for part in parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = sum(part.sizeHint().width() + self._gap for part in self._shown()) - self._gap
        return QSize(max(0, width), self._lay_out(max(1, width)))

    def minimumSizeHint(self) -> QSize:
        widest = max((part.minimumSizeHint().width() for part in self._shown()), default=0)
        return QSize(widest, self._lay_out(max(1, self.width())))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(width)

    def refold(self) -> None:
        """Place the parts anew: some were hidden, shown, or say something else."""
        self._lay_out(self.width(), place=True)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self.width(), place=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part wants another size
            self.refold()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _lay_out(self, width: int, *, place: bool = False) -> int:
        """The height that `width` takes; with `place` the parts go there."""
        left, top, row = 0, 0, 0
        for part in self._shown():
            wish = part.sizeHint().boundedTo(QSize(max(1, width), 1_000))
            if left and left + wish.width() > width:
                left, top, row = 0, top + row + min(GAP, self._gap), 0
            if place:
                part.setGeometry(QRect(left, top, wish.width(), wish.height()))
            left, row = left + wish.width() + self._gap, max(row, wish.height())
        return top + row
