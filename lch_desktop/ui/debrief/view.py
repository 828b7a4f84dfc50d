"""The debrief as the rep sees it: a band of morning sky, two columns of cards, and Finish."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.debrief.follow import FollowCard, LaterCard, PeopleCard
from lch_desktop.ui.debrief.pack import PackCard, WorkedCard
from lch_desktop.ui.debrief.parts import FigureCard, GoalsCard, ResistanceCard
from lch_desktop.ui.debrief.state import DebriefState, NextDay
from lch_desktop.ui.exporting import CrmCard
from lch_desktop.ui.hotkeys import KeyMap, key_name
from lch_desktop.ui.sky import DEBRIEF_BAND, SkyBand
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import TALL, PlainLabel, PrimaryButton, QuietButton, Rule, WrapLabel
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key

WIDEST = 1200
SIDES = 40
TWO_COLUMNS_FROM = 900
BAND = 216
LOW_BAND = 160  # in a window lower than 800


class DebriefView(QFrame):
    """Shows a DebriefState and reports what the rep asks for."""

    finish_requested = Signal(str, bool)  # the one thing that worked; whether by key
    undo_requested = Signal()
    redo_requested = Signal()
    touch_ticked = Signal(int, bool)
    touch_pressed = Signal(int)
    texts_pressed = Signal()
    who_pressed = Signal()
    later_ticked = Signal(int, bool)
    pack_requested = Signal(int, bool)
    copy_pressed = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._keys = KeyMap()
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Debrief"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._make_cards()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._make_body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule())
        column.addWidget(self._make_footer())
        self._scroll.verticalScrollBar().rangeChanged.connect(self._align_footer)
        self._connect()

    def set_keys(self, keys: KeyMap) -> None:
        """Use the rep's own keys."""
        self._keys = keys
        self._undo.set_cap_text(keys.key("undo"))
        self._redo.set_cap_text(keys.key("redo"))
        self._who.set_cap_text(keys.key("called-back"))

    def begin(self, worked: str) -> None:
        """Start at the top, with the line that was kept so far."""
        self._worked.field.setText(worked)
        self._follow.show_few()
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus()

    @property
    def worked(self) -> str:
        """The rep's own line as it stands."""
        return self._worked.field.text()

    def show_state(self, state: DebriefState) -> None:
        """Show everything but the rep's own line."""
        self._headline.setText(state.headline)
        self._facts.setText(state.facts)
        self._goals.show_goals(state.goals, state.day)
        self._streak.setVisible(state.streak is not None)
        if state.streak is not None:
            self._streak.show_figure(state.streak)
        self._strength.show_figure(state.strength)
        self._resistance.show_visits(state)
        self._follow.show_touches(state)
        self._open_ends.show_people(state.open_ends)
        self._call_back.show_people(state.may_call_back)
        self._later.show_lines(state.later)

    def show_next_day(self, day: NextDay) -> None:
        """Show tomorrow's list."""
        self._pack.show_next_day(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if scroll_by_key(self._scroll, event) or event.isAutoRepeat():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish.flash()
            self._ask_finish(by_key=True)
            return
        action = self._keys.action(key_name(event))
        if action == "undo" and getattr(self.window(), "offers_undo", False):
            super().keyPressEvent(event)  # the toast speaks of something newer than the calls: Z is its own
        elif action == "undo":
            self._undo.flash()
            self.undo_requested.emit()
        elif action == "redo":
            self._redo.flash()
            self.redo_requested.emit()
        elif action == "called-back":
            self.who_pressed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self._look.theme
        wide = self.width() >= theme.px(TWO_COLUMNS_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if wide else down)
        self._band.setFixedHeight(theme.px(BAND if self.height() >= theme.px(800) else LOW_BAND))

    def _make_cards(self) -> None:
        look = self._look
        self._headline = WrapLabel(look, role="hour", tone="sky_text")
        self._facts = WrapLabel(look, role="sub", tone="sky_text")
        self._goals = GoalsCard(look)
        self._streak = FigureCard(look, self.tr("Streak"))
        self._strength = FigureCard(look, self.tr("Strength"))
        self._resistance = ResistanceCard(look)
        self._follow = FollowCard(look)
        self._open_ends = PeopleCard(look, self.tr("Open ends"))
        self._call_back = PeopleCard(look, self.tr("May call back"))
        self._who = QuietButton(look, self.tr("Who is calling?"), "B")
        self._call_back.add_to_head(self._who)
        self._later = LaterCard(look)
        self.crm = CrmCard(look)
        self.crm.hide()
        self._worked = WorkedCard(look)
        self._pack = PackCard(look)
        self._undo = QuietButton(look, self.tr("Undo"), "Z", tone="text")
        self._redo = QuietButton(look, self.tr("Redo"), "Shift+Z", tone="text")
        self._finish = PrimaryButton(look, self.tr("Finish"), self.tr("Enter"), form=TALL)

    def _make_body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("scroll_body")
        self._band = SkyBand(self._look, DEBRIEF_BAND, f=1.0)
        told = QVBoxLayout()
        told.addStretch(1)
        told.addWidget(self._headline)
        told.addWidget(self._facts)
        told.addStretch(1)
        head = QHBoxLayout(self._band)
        head.setContentsMargins(SIDES, 0, SIDES, 0)
        head.addWidget(self._held(told))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(_half(self._left_column()), 1)
        self._columns.addWidget(_half(self._right_column()), 1)
        cards = QHBoxLayout()
        cards.setContentsMargins(SIDES, 32, SIDES, 32)
        cards.addWidget(self._held(self._columns))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._band)
        column.addLayout(cards)
        column.addStretch(1)
        return body

    def _left_column(self) -> QVBoxLayout:
        figures = QHBoxLayout()
        figures.setSpacing(16)
        figures.addWidget(self._streak, 1)
        figures.addWidget(self._strength, 1)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(self._goals)
        column.addLayout(figures)
        for card in (self._resistance, self.crm, self._call_back, self._later):
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _right_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(16)
        for card in (self._follow, self._open_ends, self._worked, self._pack):
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _make_footer(self) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(PlainLabel(self._look, self.tr("until you finish"), tone="muted"))
        row.addStretch(1)
        row.addWidget(self._finish)
        footer = QWidget()
        self._footer = QHBoxLayout(footer)
        self._footer.addWidget(self._held(row))
        self._align_footer()
        return footer

    def _align_footer(self) -> None:
        """Keep the footer in line with the cards, which stand beside the scroll bar where there is one."""
        bar = self._scroll.verticalScrollBar()
        room = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        self._footer.setContentsMargins(SIDES, 12, SIDES + room, 16)

    def _held(self, layout: QBoxLayout) -> QWidget:
        """`layout` in a column that is centred and at most 1200 wide."""
        holder = QWidget()
        holder.setMaximumWidth(WIDEST)
        layout.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(layout)
        return holder

    def _connect(self) -> None:
        self._follow.touch_ticked.connect(self.touch_ticked)
        self._follow.touch_pressed.connect(self.touch_pressed)
        self._follow.texts_pressed.connect(self.texts_pressed)
        self._follow.copy_pressed.connect(self.copy_pressed)
        self._who.clicked.connect(self.who_pressed)
        self._later.line_ticked.connect(self.later_ticked)
        self._pack.pack_requested.connect(self.pack_requested)
        self._undo.clicked.connect(self.undo_requested)
        self._redo.clicked.connect(self.redo_requested)
        self._finish.clicked.connect(lambda: self._ask_finish(by_key=False))

    def _ask_finish(self, *, by_key: bool) -> None:
        self.finish_requested.emit(self.worked, by_key)


def _half(column: QVBoxLayout) -> QWidget:
    """`column` as wide as the one beside it, whatever the words in either of them."""
    holder = QWidget()
    holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    column.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(column)
    return holder
