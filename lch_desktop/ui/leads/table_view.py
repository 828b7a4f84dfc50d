"""How the table of leads is painted and moved through."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lch_desktop.ui.leads.state import LeadRow
from lch_desktop.ui.leads.table import ALTITUDE, ATTEMPTS, NAME, NEXT_CALL, ROW_ROLE, LeadTable
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint, paint_altitude_bar
from lch_desktop.ui.widgets.rows_view import RowsView

ROW_HEIGHT, HEADER_HEIGHT = 52, 44
WIDTHS = {ALTITUDE: 140, NEXT_CALL: 136, ATTEMPTS: 84}
NARROWEST_NAME = 150
STAR_ROOM = 52
CELL_LEFT = 12
DOTS = 6
Index = QModelIndex | QPersistentModelIndex


class LeadsTableView(RowsView):
    """Up and Down move, with Shift they choose more; Enter calls, F2 edits, Space or S stars, Del deletes."""

    call_requested = Signal()
    edit_requested = Signal()
    star_requested = Signal()
    snooze_requested = Signal()
    delete_requested = Signal()
    all_requested = Signal()
    menu_requested = Signal(QPoint)  # on the screen

    def __init__(self, look: ThemeHolder, model: LeadTable, parent: QWidget | None = None) -> None:
        super().__init__(look, lambda column: STAR_ROOM if column == NAME else CELL_LEFT, parent)
        self.hovered = -1
        self.setModel(model)
        self.setItemDelegate(LeadDelegate(look, self))
        self.setAccessibleName(self.tr("Leads found"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        acts = {
            Qt.Key.Key_Return: self.call_requested,
            Qt.Key.Key_Enter: self.call_requested,
            Qt.Key.Key_F2: self.edit_requested,
            Qt.Key.Key_Space: self.star_requested,
            Qt.Key.Key_S: self.star_requested,
            Qt.Key.Key_J: self.snooze_requested,
            Qt.Key.Key_Delete: self.delete_requested,
        }
        act = acts.get(Qt.Key(event.key())) if plain else None
        if act is not None:
            if not event.isAutoRepeat():
                act.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        if event.text().isprintable() and event.text() and plain:
            event.ignore()  # letters are keys of the page, not a search in rows that are not loaded
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid() and not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
                self.selectRow(index.row())
            self.menu_requested.emit(event.globalPos())
        elif self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).center()
            self.menu_requested.emit(self.viewport().mapToGlobal(place))

    def selectRow(self, row: int) -> None:
        """Choose `row` alone, whatever keys are held: Qt would add to the choice while Ctrl is down."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.model().index(row, NAME), flags.ClearAndSelect | flags.Rows)

    def selectAll(self) -> None:
        self.all_requested.emit()  # those too whose rows are still on their way

    def selected_rows(self) -> list[int]:
        """The rows that are chosen, from the top; by ranges, so that all of 100,000 are quick."""
        return sorted({row for found in self._ranges() for row in range(found.top(), found.bottom() + 1)})

    def count_selected(self) -> int:
        """How many rows are chosen."""
        return sum(found.height() for found in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: object) -> None:
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _fit_columns(self) -> None:
        """Leave out attempts, then altitude, where the names would have no room."""
        theme = self._look.theme
        room = self.viewport().width() - theme.px(WIDTHS[NEXT_CALL] + NARROWEST_NAME)
        for column in (ALTITUDE, ATTEMPTS):
            wide = theme.px(WIDTHS[column])
            self.setColumnHidden(column, room < wide)
            room -= wide

    def _apply_look(self) -> None:
        theme = self._look.theme
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(HEADER_HEIGHT))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme.px(width))
        self._fit_columns()
        self.viewport().update()


class LeadDelegate(QStyledItemDelegate):
    """Paints one cell; lead text is drawn as plain text."""

    def __init__(self, look: ThemeHolder, view: LeadsTableView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.theme.px(80), self._look.theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, index)
        if isinstance(row, LeadRow):
            paint_cell = {
                NAME: self._paint_name,
                ALTITUDE: self._paint_altitude,
                NEXT_CALL: self._paint_next,
                ATTEMPTS: self._paint_attempts,
            }[index.column()]
            inside = rect if index.column() == NAME else rect.adjusted(self._look.theme.px(CELL_LEFT), 0, 0, 0)
            paint_cell(painter, inside, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme, view = self._look.theme, self._view
        selected = view.selectionModel().isRowSelected(index.row(), QModelIndex())
        if selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif index.row() == view.hovered:
            painter.setOpacity(0.5)
            painter.fillRect(rect, theme.colour("raised"))
            painter.setOpacity(1.0)
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), theme.colour("hair"))
        if selected and index.column() == NAME:
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), theme.colour("accent"))
        if index.row() == view.currentIndex().row() and view.hasFocus():
            self._paint_focus(painter, rect, index.column())

    def _paint_focus(self, painter: QPainter, rect: QRectF, column: int) -> None:
        """The focus ring inside the row, of which this cell holds a piece."""
        accent = self._look.theme.colour("accent")
        last = max(column for column in range(ATTEMPTS + 1) if not self._view.isColumnHidden(column))
        painter.fillRect(QRectF(rect.left(), rect.top() + 1, rect.width(), 2), accent)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), accent)
        if column == last:
            painter.fillRect(QRectF(rect.right() - 2, rect.top() + 1, 2, rect.height() - 1), accent)

    def _paint_name(self, painter: QPainter, rect: QRectF, row: LeadRow) -> None:
        theme = self._look.theme
        if row.starred:
            star = self._look.icon("star", "sun", 16, self._view.devicePixelRatioF(), filled=True)
            top = round(rect.center().y() - theme.px(16) / 2)
            painter.drawPixmap(round(rect.left()) + theme.px(20), top, star)
        inner = rect.adjusted(theme.px(STAR_ROOM), theme.px(8), -theme.px(8), -theme.px(8))
        if not row.company:
            paint.words(painter, inner, row.name, theme.font("body_medium"), theme.colour("text"))
            return
        upper, lower = QRectF(inner), QRectF(inner)
        upper.setHeight(theme.line("body"))
        lower.setTop(upper.bottom())
        paint.words(painter, upper, row.name, theme.font("body_medium"), theme.colour("text"))
        paint.words(painter, lower, row.company, theme.font("caption_plain"), theme.colour("muted"))

    def _paint_altitude(self, painter: QPainter, rect: QRectF, row: LeadRow) -> None:
        theme = self._look.theme
        if row.altitude is None:
            paint.words(painter, rect, row.altitude_text, theme.font("caption_plain"), theme.colour("muted"))
            return
        wide, high = theme.px(72), 10
        bar = QRectF(rect.left(), round(rect.center().y() - high / 2), wide, high)
        paint_altitude_bar(painter, self._look, bar, row.altitude, row.tomorrow)
        figure = QRectF(bar.right() + theme.px(6), rect.top(), theme.width("100%", "body"), rect.height())
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint.words(painter, figure, row.altitude_text, theme.font("body"), theme.colour("text"), align)

    def _paint_next(self, painter: QPainter, rect: QRectF, row: LeadRow) -> None:
        theme = self._look.theme
        ink = theme.colour("text" if row.promised else "muted")
        paint.words(painter, rect, row.next_call, theme.font("body"), ink)

    def _paint_attempts(self, painter: QPainter, rect: QRectF, row: LeadRow) -> None:
        theme = self._look.theme
        size, gap = theme.px(6), theme.px(4)
        for at in range(DOTS):
            dot = QRectF(rect.left() + at * (size + gap), round(rect.center().y() - size / 2), size, size)
            if at < row.attempts:
                paint.box(painter, dot, size / 2, fill=theme.colour("muted"))
            else:
                painter.setPen(QPen(theme.colour("attempt_ahead"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))
