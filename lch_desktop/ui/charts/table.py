"""The figures of a chart as a table, for whoever reads numbers rather than shapes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from lch_desktop.ui.charts.shapes import Table
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.words import day

ROW, MOST_ROWS = 28, 14
BETWEEN = 4  # px between a column's words and the next
YEAR = 4  # letters of an ISO date


class ChartTable(QTableWidget):
    """Shows every row of a `Table`, the newest first where they run in time, fourteen of them at once.

    Letters are the page's, and so is the wheel until the table has the keyboard: else a list that scrolls within a
    page is a trap.
    """

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._least: tuple[int, ...] = ()  # how wide each column must be for its words
        self._is_whole = False
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)  # a style sheet counts it in another way
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setStyleSheet("QHeaderView::section { padding: 0 3px; }")  # over their cells
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._apply_look)

    def show_table(self, name: str, table: Table) -> None:
        """Fill the rows anew."""
        self.setAccessibleName(name)
        self.clear()
        rows = table.rows[::-1] if table.in_time else table.rows
        self.setColumnCount(len(table.heads))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(table.heads)
        newest = rows[0][0][:YEAR] if rows else ""
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(_shown(text, newest)))
        self._apply_look()

    def show_whole(self, on: bool) -> None:
        """Every row at once, for a picture or a page to print; or fourteen again."""
        self._is_whole = on
        self._apply_look()

    def row_bottoms(self) -> list[int]:
        """Where its head and each of its rows end, in px from its top: between them it may be cut."""
        head, row = self.horizontalHeader().height(), self.verticalHeader().defaultSectionSize()
        return [head + n * row for n in range(self.rowCount() + 1)]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setCurrentCell(max(0, self.currentRow()), max(0, self.currentColumn()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.clearSelection()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus() or self.currentRow() < 0:
            return
        row = self.visualRect(self.currentIndex())
        row.setLeft(0)
        row.setRight(self.viewport().width() - 1)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.colour("accent"), 2))  # as the cursor of a chart
        painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # T leads back to the chart; Qt would look for a cell that begins with it
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _apply_look(self) -> None:
        theme, header = self._look.theme, self.horizontalHeader()
        row = theme.px(ROW)
        self.verticalHeader().setDefaultSectionSize(row)
        header.setFixedHeight(row)
        shown = max(1, self.rowCount())
        self.setFixedHeight(row * ((shown if self._is_whole else min(MOST_ROWS, shown)) + 1))
        self._least = tuple(
            max(self.sizeHintForColumn(n), header.sectionSizeHint(n)) + BETWEEN for n in range(self.columnCount())
        )
        self._spread()

    def _spread(self) -> None:
        """Each column as wide as its words, and what is left over or missing shared out among them."""
        room, needed, count = self.viewport().width(), sum(self._least), len(self._least)
        for column, least in enumerate(self._least):
            wide = least + (room - needed) // count if room >= needed else least * room // needed
            self.setColumnWidth(column, wide)


def _shown(text: str, newest: str) -> str:
    """A date as the rest of the page writes it, with its year where that is not the `newest`; sortable in files."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text
    return day(on) if text.startswith(newest) else f"{day(on)} {on.year}"
