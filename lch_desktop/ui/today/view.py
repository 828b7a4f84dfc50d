"""Today, drawn: shows a TodayState and reports what is pressed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
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
from lch_desktop.ui.widgets import ElidedLabel, FoldBox, PlainLabel, QuietButton
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder
    from lch_desktop.ui.today.cards import HabitCard
    from lch_desktop.ui.today.lists import TodayLists
    from lch_desktop.ui.today.notice_line import NoticeLine
    from lch_desktop.ui.today.set_up_card import SetUpCard
    from lch_desktop.ui.today.state import Lists, TodayState

WIDEST = 1136
LOW = 640  # px: on a lower page what is asked would stand below its edge, under the band


class TodayView(QFrame):
    """The home page. Holds no rule and no clock.

    The band stands at once. Habit, set-up and lists are made when there is something to show in them: the
    first look comes before the first reading of the store.
    """

    samples_out_requested = Signal()
    star_toggled = Signal(int, bool)
    touch_pressed = Signal(int)
    touches_pressed = Signal(object)  # their ids
    lead_pressed = Signal(int)
    who_pressed = Signal()
    set_up_made = Signal(object)  # the card, once
    newer_pressed = Signal(str)  # an Act of the line about a newer file
    clear_deck_pressed = Signal()
    morning_pressed = Signal(str)  # an Act of the line about the morning
    growth_pressed = Signal(str)  # an Act of the line about a longer hour

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Today"))
        self._look = look
        self.band = HourBand(look)
        self._greeting = ElidedLabel(look, "", "headline")
        self._date = ElidedLabel(look, "", "large", "muted")
        self._samples = self._make_samples_line()
        self._above_band = QVBoxLayout()
        self._notice_places = [QVBoxLayout() for _ in range(5)]
        self._habit_place, self._set_up_place, self._lists_place = (QVBoxLayout() for _ in range(3))
        self._lay_out()
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_state(self, state: TodayState) -> None:
        """Show the whole page."""
        self._greeting.setText(state.greeting)
        self._date.setText(state.date_line)
        self.band.show_state(state.band)
        if state.habit.days or self._is_made("_habit"):
            self._habit.setVisible(bool(state.habit.days))
            self._habit.show_state(state.habit)
        if state.set_up.shown or self._is_made("set_up"):
            self.set_up.show_state(state.set_up)
        if state.morning.sentence or self._is_made("_morning"):
            self._morning.show_state(state.morning)
        if state.win.sentence or self._is_made("_win"):
            self._win.show_state(state.win)
        if state.growth.sentence or self._is_made("_growth"):
            self._growth.show_state(state.growth)
        self._place_questions()
        if state.newer.sentence or self._is_made("_newer"):
            self._newer.show_state(state.newer)
        if state.overdue.sentence or self._is_made("_overdue"):
            self._overdue.show_state(state.overdue)
        self._show_lists(state.lists)

    @cached_property
    def set_up(self) -> SetUpCard:
        """The rep's name and dialer, until they are settled."""
        from lch_desktop.ui.today.set_up_card import SetUpCard

        card = SetUpCard(self._look)
        self._set_up_place.addWidget(card)
        self.set_up_made.emit(card)
        return card

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
        self._samples.setVisible(bool(lists.samples))
        self._samples_text.setText(lists.samples)
        self._head.refold()
        if lists.known or self._is_made("_lists"):
            self._lists.setVisible(lists.known)
        if lists.known:
            self._lists.show_state(lists)

    @cached_property
    def _morning(self) -> NoticeLine:
        line = self._make_notice(0)
        line.pressed.connect(self.morning_pressed)
        return line

    @cached_property
    def _win(self) -> NoticeLine:
        return self._make_notice(1)

    @cached_property
    def _growth(self) -> NoticeLine:
        line = self._make_notice(2)
        line.pressed.connect(self.growth_pressed)
        return line

    @cached_property
    def _newer(self) -> NoticeLine:
        line = self._make_notice(3)
        line.pressed.connect(self.newer_pressed)
        return line

    @cached_property
    def _overdue(self) -> NoticeLine:
        line = self._make_notice(4)
        line.pressed.connect(lambda _: self.clear_deck_pressed.emit())
        return line

    def _make_notice(self, place: int) -> NoticeLine:
        from lch_desktop.ui.today.notice_line import NoticeLine

        line = NoticeLine(self._look)
        self._notice_places[place].addWidget(line)
        return line

    @cached_property
    def _habit(self) -> HabitCard:
        from lch_desktop.ui.today.cards import HabitCard

        card = HabitCard(self._look)
        self._habit_place.addWidget(card)
        return card

    @cached_property
    def _lists(self) -> TodayLists:
        from lch_desktop.ui.today.lists import TodayLists

        lists = TodayLists(self._look)
        lists.star_toggled.connect(self.star_toggled)
        lists.touch_pressed.connect(self.touch_pressed)
        lists.touches_pressed.connect(self.touches_pressed)
        lists.lead_pressed.connect(self.lead_pressed)
        lists.who_pressed.connect(self.who_pressed)
        self._lists_place.addWidget(lists)
        return lists

    def _is_made(self, name: str) -> bool:
        return name in vars(self)

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
        column.addLayout(self._above_band)
        column.addWidget(self.band)
        for place in (*self._notice_places, self._habit_place, self._set_up_place, self._lists_place):
            column.addLayout(place)  # takes no room while it is empty
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_questions()

    def _place_questions(self) -> None:
        """The lines of the morning and of a longer hour under the band, or above it where the page is low: what is
        asked is to be seen at once."""
        is_low = self.height() < self._look.theme.px(LOW)
        for name, own in (("_morning", 0), ("_growth", 2)):
            if self._is_made(name):
                line, place = vars(self)[name], self._above_band if is_low else self._notice_places[own]
                if place.indexOf(line) < 0:
                    place.addWidget(line)

    def _apply_look(self) -> None:
        self._column.setMaximumWidth(self._look.theme.px(WIDEST))
        self._place_questions()
