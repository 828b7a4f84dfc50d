"""The calls of the plan: rows that are edited in place and moved by hand or with Alt and the arrows."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lch_desktop.ui.plan.state import RowState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import ElidedLabel, Field, PlainLabel, Rule, StarToggle, WrapLabel
from lch_desktop.ui.widgets.paint import begin

ROW_HEIGHT, GOAL_WIDTH = 56, 200


class Handle(QLabel):
    """Where a row is taken hold of. The keyboard has Alt+Up and Alt+Down instead."""

    dragged = Signal(QPoint)  # the pointer, on the screen
    dropped = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._held = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag to change the order, or press Alt+Up and Alt+Down"))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(16), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        pixmap = self._look.icon("grip-vertical", "line", 16, self.devicePixelRatioF())
        painter.drawPixmap(0, round((self.height() - self._look.theme.px(16)) / 2), pixmap)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.dropped.emit()


class PlanRow(QWidget):
    """One call: handle, star, who, why, and the goal."""

    star_toggled = Signal(int, bool)
    goal_given = Signal(int, str)
    goal_entered = Signal(int)  # Enter: on to the next goal
    goal_left = Signal()  # Esc: the text stays, the keyboard goes back to the page
    dragged = Signal(int, QPoint)
    dropped = Signal(int)

    def __init__(self, look: ThemeHolder, lead_id: int) -> None:
        super().__init__()
        self._look = look
        self.lead_id = lead_id
        self.handle = Handle(look)
        self.handle.dragged.connect(lambda at: self.dragged.emit(lead_id, at))
        self.handle.dropped.connect(lambda: self.dropped.emit(lead_id))
        self.star = StarToggle(look, "")
        self.star.clicked.connect(lambda on: self.star_toggled.emit(lead_id, on))
        self.goal = Field(look, "", kind="inline")
        self.goal.editingFinished.connect(lambda: self.goal_given.emit(lead_id, self.goal.text()))
        self.goal.returnPressed.connect(lambda: self.goal_entered.emit(lead_id))
        self.goal.left.connect(self.goal_left)
        self._name = ElidedLabel(look, "", "body_medium")
        self._company = ElidedLabel(look, "", "caption_plain", "muted")
        self._reason = WrapLabel(look, "", "body", "muted", max_lines=2)
        self._hint = PlainLabel(look, self.tr("What do you bring them?"), "caption", "sun_text")
        self._lay_out()
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_row(self, row: RowState) -> None:
        """Show the call; a goal that is being typed is left alone."""
        self._name.setText(row.name)
        self._company.setText(row.company)
        self._company.setVisible(bool(row.company))
        self._reason.setText(row.reason)
        self.star.setAccessibleName(self.tr("Star {name}").format(name=row.name))
        self.star.setToolTip(self.tr("One of today's highest-value targets"))
        self.star.setChecked(row.starred)
        self.goal.setAccessibleName(self.tr("Goal for {name}").format(name=row.name))
        if not self.goal.hasFocus() and self.goal.text() != row.goal:
            self.goal.setText(row.goal)
            self.goal.setCursorPosition(0)
        self._hint.setVisible(row.hint)
        self.goal.setAccessibleDescription(self._hint.text() if row.hint else "")

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addStretch(1)
        who.addWidget(self._name)
        who.addWidget(self._company)
        who.addStretch(1)
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.handle)
        row.addWidget(self.star)
        row.addLayout(who, 10)
        row.addSpacing(4)
        row.addWidget(self._reason, 9)
        row.addWidget(self.goal, 13)
        row.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addWidget(self._content)

    def _apply_look(self) -> None:
        theme = self._look.theme
        self._content.setFixedHeight(theme.px(ROW_HEIGHT))
        self.goal.setMinimumWidth(theme.px(GOAL_WIDTH))


class PlanList(QWidget):
    """The rows, one under the other, each kept for its lead so that the keyboard stays where it is."""

    star_toggled = Signal(int, bool)
    goal_given = Signal(int, str)
    goal_left = Signal()
    moved = Signal(int, int)  # a lead, and the place it is put before
    reached = Signal(int)  # a height that should be in sight while dragging

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._rows: dict[int, PlanRow] = {}
        self._place = -1
        self._line = _DropLine(look, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def show_rows(self, rows: tuple[RowState, ...]) -> None:
        """Show these calls in this order."""
        wanted = {row.lead_id for row in rows}
        for lead_id in [known for known in self._rows if known not in wanted]:
            gone = self._rows.pop(lead_id)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, state in enumerate(rows):
            row = self._rows.get(state.lead_id)
            if row is None:
                row = self._make_row(state.lead_id)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.show_row(state)
        self._rows = {state.lead_id: self._rows[state.lead_id] for state in rows}
        self._chain()

    def rows(self) -> list[PlanRow]:
        """The rows, top to bottom."""
        return list(self._rows.values())

    def row_with_focus(self) -> PlanRow | None:
        """The row that the keyboard is in."""
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next((row for row in self.rows() if row.isAncestorOf(focused)), None)

    def _make_row(self, lead_id: int) -> PlanRow:
        row = PlanRow(self._look, lead_id)
        row.star_toggled.connect(self.star_toggled)
        row.goal_given.connect(self.goal_given)
        row.goal_left.connect(self.goal_left)
        row.goal_entered.connect(self._go_to_next_goal)
        row.dragged.connect(self._drag)
        row.dropped.connect(self._drop)
        self._rows[lead_id] = row
        return row

    def _chain(self) -> None:
        """Tab goes down the rows as they stand."""
        stops = [stop for row in self.rows() for stop in (row.star, row.goal)]
        for one, next_ in pairwise(stops):
            QWidget.setTabOrder(one, next_)

    def _go_to_next_goal(self, lead_id: int) -> None:
        ids = list(self._rows)
        following = ids[ids.index(lead_id) + 1 :]
        if following:
            self._rows[following[0]].goal.setFocus(Qt.FocusReason.TabFocusReason)

    def _drag(self, lead_id: int, at: QPoint) -> None:
        y = self.mapFromGlobal(at).y()
        rows = self.rows()
        self._place = sum(row.y() + row.height() / 2 < y for row in rows)
        top = rows[self._place].y() if self._place < len(rows) else rows[-1].geometry().bottom() - 1
        self._line.setGeometry(0, top, self.width(), 2)
        self._line.show()
        self._line.raise_()
        self.reached.emit(y)

    def _drop(self, lead_id: int) -> None:
        self._line.hide()
        place, self._place = self._place, -1
        if place >= 0:
            self.moved.emit(lead_id, place)


class _DropLine(QWidget):
    """Where the row would go."""

    def __init__(self, look: ThemeHolder, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        painter.fillRect(self.rect(), self._look.theme.colour("accent"))
        painter.end()
