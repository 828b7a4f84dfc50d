"""Plan, drawn: shows a PlanState and reports what is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lch_desktop.ui.plan.cards import IfThenCard, NumbersCard
from lch_desktop.ui.plan.rows import ROW_HEIGHT, PlanList
from lch_desktop.ui.plan.state import PlanState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import TALL, Card, ElidedLabel, PlainLabel, PrimaryButton, Rule, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.shield.card import PreflightCard

WIDEST = 1136
SIDE_WIDTH = 368
LIST_WIDTH = 520
LEAST_ROWS = 6  # shown at least, however low the window
IN_SIGHT_PX = 40
LAST_CARD = 2  # of the right column, from 0
SHIELD_IN_SIGHT_PX = 240  # of its card, or all of a smaller one: so much is enough to see what is not ready
_WHOLE = 16_777_215  # px: Qt's word for no limit
_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class PlanView(QFrame):
    """Two minutes before the hour. Holds no rule and no clock."""

    start_requested = Signal()
    back_requested = Signal()
    move_requested = Signal(int, int)  # a lead, one place up (-1) or down (1)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Plan"))
        self._look = look
        self.list = PlanList(look)
        self.shield: PreflightCard | None = None  # where the program has one
        self.numbers = NumbersCard(look)
        self.if_then = IfThenCard(look)
        self._start = PrimaryButton(look, self.tr("Start the hour"), self.tr("Ctrl Enter"), form=TALL)
        self._start.clicked.connect(self.start_requested)
        self._date = WrapLabel(look, "", "large", "muted")
        self._below = PlainLabel(look, "", "body", "muted")
        self._list_card = self._make_list_card()
        self._side = self._make_side()
        self._columns = QBoxLayout(_ROW)
        self._lay_out()
        self._connect_keys()
        for left in (self.list.goal_left, self.if_then.field_left):
            left.connect(self.take_keyboard)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_state(self, state: PlanState) -> None:
        """Show the whole page."""
        on = state.date_line.replace(" ", "\N{NO-BREAK SPACE}")  # whole on the second line, where there is one
        self._date.setText(self.tr("Two minutes, then calls. {date}").format(date=on))
        self._list_card.set_heading(state.heading)
        self._list_card.set_remark(state.remark)
        self.list.show_rows(state.rows or ())
        self._give_list_room()
        self.numbers.show_plan(state.plan, state.own_length)
        self.if_then.show_lines(state.if_then, state.rehearsal)
        QTimer.singleShot(0, self, self._tell_below)  # once the rows have their places

    def add_shield(self, card: PreflightCard) -> None:
        """Put the pre-flight at the foot of the right column, with a key that unfolds it."""
        self.shield = card
        self._side_column.insertWidget(LAST_CARD, card)
        self._side_scroll.verticalScrollBar().rangeChanged.connect(self._order_side)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcut = QShortcut(QKeySequence("Alt+S"), self, context=context)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(card.fold_toggled)
        shortcut.activated.connect(lambda: QTimer.singleShot(0, self, self._bring_shield))

    def take_keyboard(self) -> None:
        """The keyboard goes to the page itself; whatever was typed in a field is kept."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            event.accept()
            self.back_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton):
            event.accept()
            if not event.isAutoRepeat():
                focused.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 96
        needed = self._look.theme.px(LIST_WIDTH + SIDE_WIDTH)
        self._columns.setDirection(_ROW if needed <= room else _COLUMN)
        self._give_list_room()
        self._give_side_room()
        self._tell_below()
        self._order_side()

    def _give_list_room(self) -> None:
        """Beside the cards the list scrolls by itself; above them it is whole, for the page scrolls."""
        rows = LEAST_ROWS if self._columns.direction() is _ROW else max(LEAST_ROWS, len(self.list.rows()))
        self._scroll.setMinimumHeight((self._look.theme.px(ROW_HEIGHT) + 1) * rows)

    def _give_side_room(self) -> None:
        """Beside the list the cards scroll by themselves; below it they are whole, for the page scrolls."""
        is_row = self._columns.direction() is _ROW
        self._side_scroll.stand(self._look.theme.px(SIDE_WIDTH) if is_row else 0)
        self._keep_edge()

    def _keep_edge(self) -> None:
        """The button above ends where the cards do, with a scroll bar beside them or without."""
        bars = (self._side_scroll.verticalScrollBar(), self._body_scroll.verticalScrollBar())
        taken = sum(bar.sizeHint().width() for bar in bars if bar.maximum() > 0)
        self._head_row.setContentsMargins(0, 0, taken, 0)

    def _order_side(self) -> None:
        """In a window so low that the shield would hardly be seen it comes before the if-then lines: it changes."""
        if self.shield is None:
            return
        high = self._side_scroll.viewport().height()
        above = sum(each.sizeHint().height() + self._side_column.spacing() for each in (self.numbers, self.if_then))
        needed = min(self.shield.sizeHint().height(), self._look.theme.px(SHIELD_IN_SIGHT_PX))
        is_low = self._columns.direction() is _ROW and high - above < needed
        place = LAST_CARD - 1 if is_low else LAST_CARD
        if self._side_column.indexOf(self.shield) != place:
            self._side_column.removeWidget(self.shield)
            self._side_column.insertWidget(place, self.shield)

    def _bring_shield(self) -> None:
        """Into sight, once its rows have their places: in a low window it lies below."""
        if self.shield is not None:
            self._side_scroll.ensureWidgetVisible(self.shield, 0, 0)
            if self._columns.direction() is _COLUMN:
                self._body_scroll.ensureWidgetVisible(self.shield, 0, 0)

    def _connect_keys(self) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=context)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._start_by_key)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=context)
            shortcut.activated.connect(lambda step=step: self._move_row(step))

    def _start_by_key(self) -> None:
        self.take_keyboard()  # a goal half typed is a goal: leaving the field keeps it
        self._start.flash()
        self.start_requested.emit()

    def _move_row(self, step: int) -> None:
        row = self.list.row_with_focus()
        if row is not None:
            self.move_requested.emit(row.lead_id, step)
            self._bring_row(row)

    def _bring_height(self, y: int) -> None:
        self._scroll.ensureVisible(0, y, 0, IN_SIGHT_PX)
        body = self._body_scroll.widget()
        if self._columns.direction() is _COLUMN and body is not None:
            on_page = self.list.mapTo(body, QPoint(0, y))
            self._body_scroll.ensureVisible(0, on_page.y(), 0, IN_SIGHT_PX)

    def _bring_row(self, row: QWidget) -> None:
        """Into sight, whichever of the two scrolls."""
        self._scroll.ensureWidgetVisible(row, 0, IN_SIGHT_PX)
        if self._columns.direction() is _COLUMN:
            self._body_scroll.ensureWidgetVisible(row, 0, IN_SIGHT_PX)

    def _tell_below(self) -> None:
        """How many rows are out of sight below."""
        bottom = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height()
        below = sum(row.y() + row.height() > bottom + 1 for row in self.list.rows())
        self._below.setText(self.tr("{n} more below").format(n=below) if below else "")
        self._foot.setVisible(bool(below))

    def _make_list_card(self) -> Card:
        card = Card(self._look, padding=(24, 20))
        self._scroll = _scroll(self.list, QScrollArea())
        self._scroll.verticalScrollBar().valueChanged.connect(self._tell_below)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._tell_below)
        self.list.reached.connect(self._bring_height)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(Rule())
        foot.addWidget(self._below, 0, Qt.AlignmentFlag.AlignRight)
        card.body.setSpacing(8)
        card.body.addWidget(self._scroll, 1)
        card.body.addWidget(self._foot)
        return card

    def _make_side(self) -> QWidget:
        side = QWidget()
        column = self._side_column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.numbers)
        column.addWidget(self.if_then)
        column.addStretch(1)  # the shield's card comes before it
        return side

    def _lay_out(self) -> None:
        self._columns.setSpacing(16)
        self._columns.addWidget(self._list_card, 1)
        self._side_scroll = _scroll(self._side, SideScroll())
        self._columns.addWidget(self._side_scroll)
        body = QWidget()
        body.setObjectName("scroll_body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._columns)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self._make_head())
        self._body_scroll = _scroll(body, QScrollArea())
        for bar in (self._side_scroll.verticalScrollBar(), self._body_scroll.verticalScrollBar()):
            bar.rangeChanged.connect(self._give_side_room)
        column.addWidget(self._body_scroll, 1)
        around = QHBoxLayout(self)
        around.setContentsMargins(40, 32, 40, 32)
        around.setSpacing(0)
        around.addWidget(self._column, 1000)
        around.addStretch(1)

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = self._head_row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(self._look, self.tr("Plan the hour"), "headline"))
        words.addWidget(self._date)
        row.addLayout(words, 1)
        row.addWidget(self._start, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _apply_look(self) -> None:
        theme = self._look.theme
        self._column.setMaximumWidth(theme.px(WIDEST))
        self._give_list_room()
        self._give_side_room()


class SideScroll(QScrollArea):
    """Scrolls a column of a given width, or is as high as what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self._wide = 0

    def stand(self, wide: int) -> None:
        """So many px wide, with room for the bar where there is one; 0: as wide as may be, and whole."""
        self._wide = wide
        bar = self.verticalScrollBar()
        beside = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self.setMinimumWidth(wide + beside if wide else 0)
        self.setMaximumWidth(wide + beside if wide else _WHOLE)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        held = self.widget()
        if self._wide or held is None:
            return QSize(self._wide, 0)
        return QSize(held.minimumSizeHint().width(), max(held.heightForWidth(self.width()), held.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


_Scroll = TypeVar("_Scroll", bound=QScrollArea)


def _scroll(content: QWidget, scroll: _Scroll) -> _Scroll:
    """Scrolls down and never sideways."""
    content.setObjectName("scroll_body")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(content)
    return scroll
