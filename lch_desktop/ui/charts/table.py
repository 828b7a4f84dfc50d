"""The figures of a chart as a table, for whoever reads numbers rather than shapes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from lch_desktop.ui.charts.shapes import Table
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.words import day

ROW, MOST_ROWS = 28, 14


class ChartTable(QTableWidget):
    """Shows fourteen rows of a `Table`, the newest first where they run in time: a list that scrolls within a page
    is a trap."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setStyleSheet("QHeaderView::section { padding: 0 3px; }")  # over their cells
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._apply_look)

    def show_table(self, name: str, table: Table) -> None:
        """Fill the rows anew."""
        self.setAccessibleName(name)
        self.clear()
        rows = table.rows[: -MOST_ROWS - 1 : -1] if table.in_time else table.rows[:MOST_ROWS]
        self.setColumnCount(len(table.heads))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(table.heads)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(_shown(text)))
        self._apply_look()

    def _apply_look(self) -> None:
        theme = self._look.theme
        row = theme.px(ROW)
        self.verticalHeader().setDefaultSectionSize(row)
        for at in range(self.rowCount()):
            self.setRowHeight(at, row)
        self.setFixedHeight(row * (max(1, self.rowCount()) + 1) + 4)


def left_out(table: Table) -> str:
    """What the table on the page does not hold, in words; "" where it holds all."""
    more = len(table.rows) - MOST_ROWS
    which = "newest" if table.in_time else "first"
    return f"The {which} {MOST_ROWS} of {len(table.rows)}; a saved CSV holds them all." if more > 0 else ""


def _shown(text: str) -> str:
    """A date as the rest of the page writes it; in files it stays sortable."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
