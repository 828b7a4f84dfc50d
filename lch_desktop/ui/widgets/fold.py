"""Parts side by side that lie one above the other where the page is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder

_ROW = QBoxLayout.Direction.LeftToRight
_COLUMN = QBoxLayout.Direction.TopToBottom


class FoldBox(QWidget):
    """A row that becomes a column below the width its parts need; so nothing is ever cut off at the right."""

    turned = Signal(bool)  # whether the parts lie one above the other now

    def __init__(
        self, look: ThemeHolder, *, spacing: int, folded_spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._spacing, self._folded_spacing = spacing, folded_spacing
        self._parts: list[tuple[QWidget, int]] = []
        self._box = QBoxLayout(_ROW, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def add(self, part: QWidget, stretch: int = 0, align: Qt.AlignmentFlag | None = None, *, needs: int = 0) -> None:
        """Add a part at the end. `needs`: the width in px at 100 % text size that is enough for it, where
        that is less than it wishes for."""
        self._parts.append((part, needs))
        if align is None:
            self._box.addWidget(part, stretch)
        else:
            self._box.addWidget(part, stretch, align)

    @property
    def folded(self) -> bool:
        """Whether the parts lie one above the other."""
        return self._box.direction() == _COLUMN

    def sizeHint(self) -> QSize:
        return QSize(self._needed(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        widest = max((part.minimumSizeHint().width() for part, _ in self._shown()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refold()

    def refold(self) -> None:
        """Look again whether the parts fit side by side."""
        direction = _ROW if self._needed() <= self.width() else _COLUMN
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self._box.setSpacing(self._spacing if direction == _ROW else self._folded_spacing)
            self.updateGeometry()
            self.turned.emit(self.folded)

    def _needed(self) -> int:
        theme, parts = self._look.theme, self._shown()
        widths = [theme.px(needs) if needs else _wish(part) for part, needs in parts]
        return sum(widths) + self._spacing * max(0, len(parts) - 1)

    def _shown(self) -> list[tuple[QWidget, int]]:
        return [(part, needs) for part, needs in self._parts if not part.isHidden()]


def _wish(part: QWidget) -> int:
    """The width `part` would like: never more than it may have, whatever the words on it are."""
    return min(part.sizeHint().width(), part.maximumWidth())
