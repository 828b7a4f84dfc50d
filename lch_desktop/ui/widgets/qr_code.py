"""A QR code for the rep's own phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import Modules

QUIET = 4  # modules of light around the code (ISO/IEC 18004)
SIDE = 232  # about so many pixels a side, with the quiet zone
SMALLEST_MODULE = 3  # pixels: finer ones blur in a phone's camera
# A camera needs dark on light, so the code keeps its own two colours in every theme.
DARK, LIGHT = QColor(0, 0, 0), QColor(255, 255, 255)


class QrCode(QWidget):
    """Paints a code in whole pixels, dark on light whatever the theme. Its owner names it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules: Modules = ()
        self._side_px = SIDE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, modules: Modules) -> None:
        """Show `modules` (without a quiet zone); () shows nothing and takes no room."""
        if modules == self._modules:
            return
        self._modules = modules
        self.setFixedSize(self.sizeHint())
        self.update()

    def set_side(self, side_px: int) -> None:
        """Be at most `side_px` a side, where whole pixels allow it."""
        if side_px != self._side_px:
            self._side_px = side_px
            self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = self._across * self._module_px if self._modules else 0
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._modules:
            return
        painter.fillRect(self.rect(), LIGHT)
        size = self._module_px
        for row, cells in enumerate(self._modules):
            for begin, end in _runs(cells):
                left, top = (begin + QUIET) * size, (row + QUIET) * size
                painter.fillRect(QRect(left, top, (end - begin) * size, size), DARK)
        painter.end()

    @property
    def _across(self) -> int:
        return len(self._modules) + 2 * QUIET

    @property
    def _module_px(self) -> int:
        return max(SMALLEST_MODULE, self._side_px // self._across)


def _runs(cells: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: [begin, end)."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(cells):
        if not dark:
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found
