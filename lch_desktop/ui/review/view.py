"""The review, drawn: the sentence first, the charts below, one thing to try at the end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lch_desktop.ui.charts.legend import Entry
from lch_desktop.ui.charts.shapes import Chart
from lch_desktop.ui.review.chart_card import ChartCard
from lch_desktop.ui.review.charts import HIGH
from lch_desktop.ui.review.experiment import NextLine, TriedLine
from lch_desktop.ui.review.head import ReviewHead
from lch_desktop.ui.review.state import ReviewState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import FoldBox, PlainLabel, QuietButton, SecondaryButton, WrapLabel
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key
from lch_desktop.ui.widgets.settle import settle

WEEKS_LEGEND = (
    Entry("Dials", "", "line"),
    Entry("Conversations", "conversation"),
    Entry("Appointments", "appointment"),
    Entry("Goal", "text", is_tick=True),
)
HEAT_LEGEND = (
    Entry("None", "heat0", "line"), Entry("Short", "heat1", "line", more=("heat2", "heat3")), Entry("Full", "heat4"),
)  # fmt: skip
BETWEEN_LEGEND = (Entry("Interruptions", "", "line"), Entry("Resistance", "accent"))
RATES_LEGEND = (Entry("Next step agreed", "appointment"), Entry("Asked", "conversation"))
WEEKDAYS_LEGEND = (
    Entry("Under 10 dials", "heat0"),
    Entry("10 or more", "heat1"),
    Entry("Surely over 15, 30%", "heat3", more=("heat4",)),
)
RANGES_LEGEND = (Entry("Answered", "accent"), Entry("95% range", "line", is_tick=True))
LOW, MAP = 152, 132  # px of a drawing
MORE = (
    (LOW, (), ""), (LOW, (), ""), (LOW, BETWEEN_LEGEND, ""), (LOW, (), ""), (LOW, RATES_LEGEND, ""), (LOW, (), ""),
    (HIGH, (), "Compare with a study"), (HIGH, RANGES_LEGEND, ""), (HIGH, WEEKDAYS_LEGEND, ""), (LOW, (), ""),
)  # fmt: skip
ALONE = 2  # of the cards behind "More": the last ones, each as wide as the page
WIDEST = 1136  # of the content, as on the other pages
MARGINS = (40, 32, 40, 32)


class ReviewView(QFrame):
    """Shows a ReviewState and reports what was asked for."""

    earlier_requested = Signal()
    later_requested = Signal()
    save_requested = Signal()
    past_requested = Signal(object)  # the day, None for today
    home_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Review"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._look, self._as_table = look, False
        self.head = ReviewHead(look)
        self.front = [
            ChartCard(look, HIGH), ChartCard(look, HIGH, WEEKS_LEGEND), ChartCard(look, MAP, HEAT_LEGEND),
        ]  # fmt: skip
        self.more = [ChartCard(look, height, legend, study=study) for height, legend, study in MORE]
        self.more_button = QuietButton(look, self.tr("More"), icon="chevron-down")
        self.past_button = QuietButton(look, self.tr("A past day"), icon="calendar-plus")
        self.past_button.clicked.connect(lambda: self.past_requested.emit(None))
        self._more_part = QWidget()
        self.tried, self.next = TriedLine(look), NextLine(look)
        self._body = self._make_body()
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._connect_head()
        self._order_tabs()
        look.changed.connect(self._apply_look)
        self._apply_look()
        self.show_more(False)

    def show_state(self, state: ReviewState) -> None:
        """Show the week."""
        self.head.show_state(state)
        for card, chart in zip((*self.front, *self.more), (*state.front, *state.more), strict=True):
            card.show_chart(chart)
        self.tried.show_state(state.tried)
        self.next.show_state(state.experiment)
        self._whole.setVisible(not state.is_empty)
        self._empty.setVisible(state.is_empty)

    def show_more(self, on: bool) -> None:
        """Open or close what is behind "More"."""
        if on:
            self._show_as_table(self.more)
        self._more_part.setVisible(on)
        self.more_button.set_label(self.tr("Less") if on else self.tr("More"))
        self.more_button.set_icon_name("chevron-up" if on else "chevron-down")

    def toggle_table(self) -> None:
        """T: the figures of every chart as tables, or the charts again."""
        self._as_table = not self._as_table
        self.head.show_as_table(self._as_table)
        self._show_as_table(self.front if self._more_part.isHidden() else [*self.front, *self.more])

    def _show_as_table(self, cards: Sequence[ChartCard]) -> None:
        """Those that can be seen: a table is made when it is looked at."""
        had_it = [card for card in cards if card.show_as_table(self._as_table)]
        if had_it:  # what lies above grew or shrank: where it is now is known only once that is laid out
            settle(cards, self._body)
            self._scroll.ensureWidgetVisible(had_it[0])

    @property
    def charts(self) -> list[Chart]:
        """Every chart that is shown, those behind "More" included."""
        return [card.chart for card in (*self.front, *self.more) if card.chart is not None]

    @property
    def picture(self) -> QWidget:
        """What a saved picture holds: the column, without the empty room of a wide window."""
        return self._column

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and not event.isAutoRepeat()
        acts = {Qt.Key.Key_T: self.toggle_table, Qt.Key.Key_Left: self._go_earlier, Qt.Key.Key_Right: self._go_later}
        act = acts.get(Qt.Key(event.key())) if plain else None
        if act is not None:
            act()
        elif not scroll_by_key(self._scroll, event):
            super().keyPressEvent(event)

    def _go_earlier(self) -> None:
        if self.head.earlier.isEnabled():
            self.earlier_requested.emit()

    def _go_later(self) -> None:
        if self.head.later.isEnabled():
            self.later_requested.emit()

    def _connect_head(self) -> None:
        self.head.earlier_requested.connect(self.earlier_requested)
        self.head.later_requested.connect(self.later_requested)
        self.head.table_requested.connect(self.toggle_table)
        self.head.save_requested.connect(self.save_requested)
        self.more_button.clicked.connect(lambda: self.show_more(self._more_part.isHidden()))

    def _make_body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("scroll_body")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._column = QWidget()
        self._column.setObjectName("scroll_body")
        row.addWidget(self._column, 1000)
        row.addStretch(1)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(16)
        self._whole, self._empty = QWidget(), self._make_empty()
        page = QVBoxLayout(self._whole)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(self.head)
        page.addWidget(self.tried)
        self._add_cards(page)
        column.addWidget(self._whole)
        column.addWidget(self._empty)
        column.addStretch(1)
        return body

    def _add_cards(self, column: QVBoxLayout) -> None:
        column.addWidget(_side_by_side(self._look, self.front[0], self.front[1], 2))
        column.addWidget(self.front[2])
        acts = QHBoxLayout()
        acts.setSpacing(24)
        acts.addWidget(self.more_button)
        acts.addWidget(self.past_button)
        acts.addStretch(1)
        column.addLayout(acts)
        more = QVBoxLayout(self._more_part)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(16)
        paired = self.more[:-ALONE]
        for left, right in zip(paired[::2], paired[1::2], strict=True):
            more.addWidget(_side_by_side(self._look, left, right, 1))
        for card in self.more[-ALONE:]:
            more.addWidget(card)
        column.addWidget(self._more_part)
        column.addWidget(self.next)

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        empty.hide()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(PlainLabel(self._look, self.tr("Review"), "headline"))
        words = self.tr("After your first hour this page shows how the habit grows, week by week.")
        column.addWidget(WrapLabel(self._look, words, "large", "muted"))
        home = SecondaryButton(self._look, self.tr("Go to Today"))
        home.clicked.connect(self.home_requested)
        column.addWidget(home, 0, Qt.AlignmentFlag.AlignLeft)
        return empty

    def _order_tabs(self) -> None:
        """Tab goes as the eye does, not in the order in which things were made."""
        order: list[QWidget] = [self.head.save, *self.tried.buttons, *(card.drawn for card in self.front)]
        order += [self.more_button, self.past_button]
        for card in self.more:
            order += [each for each in (card.drawn, card.study) if each is not None]
        for before, after in pairwise([*order, self.next.take, self.next.another]):
            self.setTabOrder(before, after)

    def _apply_look(self) -> None:
        self._column.setMaximumWidth(self._look.theme.px(WIDEST) + MARGINS[0] + MARGINS[2])


def _side_by_side(look: ThemeHolder, left: QWidget, right: QWidget, stretch: int) -> FoldBox:
    box = FoldBox(look, spacing=16, folded_spacing=16)
    box.add(left, 1, needs=360)
    box.add(right, stretch, needs=480)
    return box
