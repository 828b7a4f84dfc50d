"""The picture of the coming two weeks: a box for each day, with its start or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from lch_desktop.ui.settings.schedule_state import DayCell
from lch_desktop.ui.widgets import Mark, paint

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder

COLUMNS = 7  # so that the same weekdays stand below each other
WIDTH, HEIGHT = 64, 76
INSET = 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class WeeksPicture(QWidget):
    """Fourteen days in two lines, today first."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("The next two weeks"))
        self._look = look
        self._boxes: list[DayBox] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setSpacing(8)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def show_cells(self, cells: tuple[DayCell, ...]) -> None:
        """Show `cells`."""
        while len(self._boxes) < len(cells):
            place = len(self._boxes)
            self._boxes.append(DayBox(self._look))
            self._grid.addWidget(self._boxes[-1], place // COLUMNS, place % COLUMNS)
        for box, cell in zip(self._boxes, cells, strict=False):
            box.show_cell(cell)


class DayBox(Mark):
    """One day: filled where an hour comes, a bare line around where none does; today has the accent's ring."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, WIDTH, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cell = DayCell("", "", "", "")

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_cell(self, cell: DayCell) -> None:
        """Show `cell`."""
        self._cell = cell
        self._tell(cell.name)
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        """In the widget's own px: fonts are scaled already."""
        painter.resetTransform()
        theme, cell = self._look.theme, self._cell
        rect = QRectF(0, 0, self.width(), self.height())
        ring = "accent" if cell.is_today else "" if cell.has_hour else "hair"
        paint.box(
            painter,
            rect,
            8,
            fill=theme.colour("raised") if cell.has_hour else None,
            ring=theme.colour(ring) if ring else None,
            width=2 if cell.is_today else 1,
        )
        inset = theme.px(INSET)
        line = QRectF(inset, theme.px(8), self.width() - 2 * inset, theme.line("caption"))
        paint.words(painter, line, cell.head, theme.font("caption"), theme.colour("muted"), _LEFT)
        line = QRectF(inset, theme.px(26), self.width() - 2 * inset, theme.line("body_medium"))
        font, ink = ("body_medium", "text") if cell.has_hour else ("body", "muted")
        paint.words(painter, line, cell.middle, theme.font(font), theme.colour(ink), _LEFT)
        line = QRectF(inset, theme.px(50), self.width() - 2 * inset, theme.line("caption"))
        paint.words(painter, line, cell.foot, theme.font("caption_plain"), theme.colour("muted"), _LEFT)
