"""The list under a heading: row number, name, and what is to be said of it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lch_desktop.domain.imports import SeenRow
from lch_desktop.ui.importing.terms import short
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.rows_view import RowsView

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, NUMBER_WIDTH, CELL_LEFT = 36, 72, 8
DETAIL = 2
LONGEST = 200  # characters of a cell that are shown
NOWHERE = QModelIndex()


class SeenModel(QAbstractTableModel):
    """The records of one heading."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[SeenRow, ...] = ()

    def set_rows(self, rows: tuple[SeenRow, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        row = self.rows[index.row()]
        return (f"{row.row:,}", short(row.name, LONGEST), short(row.detail, LONGEST))[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Row"), self.tr("Name"), self.tr("What about it"))[section]


class SeenList(RowsView):
    """Up and Down move; Enter belongs to the page."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, lambda _: CELL_LEFT, parent)
        self._rows = SeenModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Cells(look, self))
        self.setAccessibleName(self.tr("Rows"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_rows(self, rows: tuple[SeenRow, ...]) -> None:
        """Show the records of another heading; the same ones stay where they are."""
        if rows != self._rows.rows:
            self._rows.set_rows(rows)
            self.setColumnHidden(DETAIL, not any(row.detail for row in rows))
            self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _apply_look(self) -> None:
        theme = self._look.theme
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(32))
        self.setColumnWidth(0, theme.px(NUMBER_WIDTH))
        self.viewport().update()


class _Cells(QStyledItemDelegate):
    """Plain text, whatever is in it; the row that has the keyboard has a ground."""

    def __init__(self, look: ThemeHolder, view: SeenList) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.theme.px(80), self._look.theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        rect = QRect(option.rect)
        chosen = self._view.currentIndex().row() == index.row()
        if chosen:
            painter.fillRect(rect, theme.colour("selected"))
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme.colour("hair"))
        if chosen and index.column() == 0 and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.top(), theme.px(2), rect.height(), theme.colour("accent"))
        inside = rect.adjusted(theme.px(CELL_LEFT), 0, -theme.px(CELL_LEFT), 0)
        ink = theme.colour("text" if index.column() == 1 else "muted")
        paint.words(painter, inside, str(index.data()), theme.font("body"), ink)
