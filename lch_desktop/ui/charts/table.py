"""The figures of a chart as a table, for whoever reads numbers rather than shapes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from lch_desktop.ui.charts.shapes import Table
from lch_desktop.ui.theme import ThemeHolder

ROW, MOST_ROWS = 28, 14


class ChartTable(QTableWidget):
    """Shows a `Table`, the newest rows first; higher than fourteen rows it scrolls."""

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
        self.setColumnCount(len(table.heads))
        self.setRowCount(len(table.rows))
        self.setHorizontalHeaderLabels(table.heads)
        for at, row in enumerate(reversed(table.rows)):
            for column, text in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(text))
        self._apply_look()

    def _apply_look(self) -> None:
        theme = self._look.theme
        row = theme.px(ROW)
        self.verticalHeader().setDefaultSectionSize(row)
        for at in range(self.rowCount()):
            self.setRowHeight(at, row)
        self.setFixedHeight(row * (min(MOST_ROWS, max(1, self.rowCount())) + 1) + 4)
