"""What every table of ours has in common: rows as wholes, no grid, heads that stand where the words begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint


class _Heads(QHeaderView):
    """The names of the columns, muted; `left_of` is where the words of a column begin, in px at 100 %."""

    def __init__(self, look: ThemeHolder, left_of: Callable[[int], int], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._left_of = look, left_of
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = self._look.theme
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        room = rect.adjusted(theme.px(self._left_of(logicalIndex)), 0, 0, 0)
        paint.words(painter, room, text, theme.font("caption"), theme.colour("muted"))


class RowsView(QTableView):
    """A table whose rows are chosen as wholes. Cells are painted by the delegate of its owner."""

    def __init__(self, look: ThemeHolder, left_of: Callable[[int], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(_Heads(look, left_of, self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
