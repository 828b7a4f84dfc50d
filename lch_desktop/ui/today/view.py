"""Today, drawn: shows a TodayState and reports what is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lch_desktop.ui.today.band import HourBand
from lch_desktop.ui.today.cards import CallBacksCard, HabitCard, LeadsCard, PromisesCard, TouchesCard
from lch_desktop.ui.today.set_up_card import SetUpCard
from lch_desktop.ui.widgets import ElidedLabel, FoldBox, PlainLabel, QuietButton
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder
    from lch_desktop.ui.today.state import Lists, TodayState

WIDEST = 1136
SIDE_WIDTH = 400
LEADS_WIDTH = 520


class TodayView(QFrame):
    """The home page. Holds no rule and no clock."""

    samples_out_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Today"))
        self._look = look
        self.band = HourBand(look)
        self.set_up = SetUpCard(look)
        self.leads = LeadsCard(look)
        self._greeting = ElidedLabel(look, "", "headline")
        self._date = ElidedLabel(look, "", "large", "muted")
        self._habit = HabitCard(look)
        self._promises = PromisesCard(look)
        self._touches = TouchesCard(look)
        self._call_backs = CallBacksCard(look)
        self._samples = self._make_samples_line()
        self._side = self._make_side()
        self._lists = FoldBox(look, spacing=16, folded_spacing=16)
        self._lists.add(self.leads, 1, needs=LEADS_WIDTH)
        self._lists.add(self._side)
        self._lay_out()
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_state(self, state: TodayState) -> None:
        """Show the whole page."""
        self._greeting.setText(state.greeting)
        self._date.setText(state.date_line)
        self.band.show_state(state.band)
        self._habit.setVisible(bool(state.habit.days))
        self._habit.show_state(state.habit)
        self.set_up.show_state(state.set_up)
        self._show_lists(state.lists)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if scroll_by_key(self._scroll, event):
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        event.accept()
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QComboBox):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # typed: the next Enter starts
        elif isinstance(focused, QAbstractButton) and focused.isEnabled():
            focused.click()
        else:
            self.band.primary.flash()
            self.band.primary.click()

    def _show_lists(self, lists: Lists) -> None:
        self._lists.setVisible(lists.known)
        self._samples.setVisible(bool(lists.samples))
        self._samples_text.setText(lists.samples)
        self._head.refold()
        if not lists.known:
            return
        self.leads.show_state(lists)
        for card in (self._promises, self._touches, self._call_backs):
            card.show_state(lists)
        self._lists.refold()

    def _make_samples_line(self) -> QWidget:
        self._samples_text = PlainLabel(self._look, "", "body", "muted")
        remove = QuietButton(self._look, self.tr("Remove them"))
        remove.clicked.connect(self.samples_out_requested)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._samples_text)
        row.addWidget(remove)
        return line

    def _make_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._promises)
        column.addWidget(self._touches)
        column.addWidget(self._call_backs)
        column.addStretch(1)
        return side

    def _make_head(self) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self._greeting)
        column.addWidget(self._date)
        self._head = FoldBox(self._look, spacing=24, folded_spacing=0)
        self._head.add(words, 1)
        self._head.add(self._samples)
        return self._head

    def _lay_out(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_head())
        for part in (self.band, self._habit, self.set_up, self._lists):
            column.addWidget(part)
        column.addStretch(1)
        body = QWidget()
        body.setObjectName("scroll_body")
        row = QHBoxLayout(body)
        row.setContentsMargins(40, 32, 40, 32)
        row.setSpacing(0)
        row.addWidget(self._column, 1000)
        row.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _apply_look(self) -> None:
        theme = self._look.theme
        self._column.setMaximumWidth(theme.px(WIDEST))
        self._side.setFixedWidth(theme.px(SIDE_WIDTH))
