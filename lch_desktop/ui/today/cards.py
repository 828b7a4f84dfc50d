"""The cards of Today: the week and its figures, the leads, and what was promised or is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.today.rows import CallBackRow, LeadRow, PromiseRow, Rows, TouchRow
from lch_desktop.ui.widgets import (
    Card,
    DayMark,
    FoldBox,
    PlainLabel,
    QuietButton,
    Rule,
    StrengthBar,
    WrapLabel,
    day_name,
)

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder
    from lch_desktop.ui.today.state import (
        CallBackLine,
        DayState,
        HabitLine,
        LeadLine,
        Lists,
        PromiseLine,
        TouchLine,
    )

REMARK_WIDTH = 116

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class HabitCard(Card):
    """Seven day marks, then streak, strength and spare days; on the first day one sentence instead."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=(32, 20))
        self.setAccessibleName(self.tr("This week"))
        self._week = WeekStrip(look)
        self._day_one = WrapLabel(look, "", "title")
        self._streak = Figure(look)
        self._strength = Figure(look)
        self._bar = StrengthBar(look, 100)
        self._strength.beside.addWidget(self._bar)
        self._spare = Figure(look)
        self._told = WrapLabel(look, "", "body", "muted")
        self._fit(look)
        look.changed.connect(lambda: self._fit(look))
        self._figures = self._make_figures()
        self._box = FoldBox(look, spacing=20, folded_spacing=16)
        self._box.add(self._week)
        self._box.add(self._day_one, 1)
        self._box.add(self._figures, 1)
        self.body.addWidget(self._box)

    def show_state(self, state: HabitLine) -> None:
        """Show the week and its figures."""
        self._week.show_days(state.days)
        self._day_one.setText(state.day_one)
        self._day_one.setVisible(bool(state.day_one))
        self._figures.setVisible(bool(state.strength_text))
        self._streak_box.setVisible(bool(state.streak))
        self._streak.show_figure(state.streak_caption, state.streak)
        self._strength.show_figure(self.tr("Strength"), state.strength_text, state.strength_word)
        self._bar.set_share(state.strength, self.tr("Strength {percent}").format(percent=state.strength_text))
        self._spare.show_figure(self.tr("Spare days"), state.spare_days)
        self._told.setText(state.remark)
        self._told.setVisible(bool(state.remark))
        self._box.refold()

    def _fit(self, look: ThemeHolder) -> None:
        self._told.setMaximumWidth(look.theme.px(REMARK_WIDTH))

    def _make_figures(self) -> QWidget:
        figures = QWidget()
        row = QHBoxLayout(figures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._streak_box = _ruled(self._streak)
        for part in (self._streak_box, _ruled(self._strength), _ruled(self._spare)):
            row.addWidget(part, 0, _MIDDLE)
            row.addSpacing(20)
            row.addStretch(1)
        row.addWidget(self._told, 2, _MIDDLE)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | _MIDDLE)
        return figures


class WeekStrip(QWidget):
    """The marks of Monday to Sunday under their letters."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._letters = [PlainLabel(look, "", "caption", "muted") for _ in range(7)]
        self._marks = [DayMark(look) for _ in range(7)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        for letter, mark in zip(self._letters, self._marks, strict=True):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(letter, 0, _CENTRE)
            column.addWidget(mark, 0, _CENTRE)
            row.addLayout(column)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_days(self, days: tuple[DayState, ...]) -> None:
        """Show the days; there are seven or, before the first reading, none."""
        for letter, mark, day in zip(self._letters, self._marks, days, strict=False):
            letter.setText(day.letter)
            letter.set_tone("text" if day.is_today else "muted")
            mark.set_mark(day.kind, f"{day.weekday}: {day_name(day.kind)}")


class Figure(QWidget):
    """A caption over a figure. Widgets in `beside` stand right of it."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._caption = PlainLabel(look, "", "caption", "muted")
        self._word = PlainLabel(look, "", "caption", "muted")
        self._figure = PlainLabel(look, "", "title")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._caption)
        head.addStretch(1)
        head.addWidget(self._word)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(12)
        self.beside.addWidget(self._figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self.beside)

    def show_figure(self, caption: str, figure: str, word: str = "") -> None:
        """Show a figure, with an optional word at the right end of its caption."""
        self._caption.setText(caption)
        self._figure.setText(figure)
        self._word.setText(word)


class LeadsCard(Card):
    """The warmest leads, or the first of the list."""

    star_toggled = Signal(int, bool)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=(32, 20))
        self._rows: Rows[LeadRow, LeadLine] = Rows(lambda: self._make_row(look), LeadRow.show_line)
        self._nobody = PlainLabel(look, self.tr("The next calls will stand here when they are due."), "body", "muted")
        self.body.addWidget(self._rows)
        self.body.addWidget(self._nobody)
        self.body.addStretch(1)

    def show_state(self, state: Lists) -> None:
        """Show the leads."""
        self.set_heading(state.hot_heading)
        self.set_remark(state.hot_remark)
        self._rows.show_lines(state.hot)
        self._rows.setVisible(bool(state.hot))
        self._nobody.setVisible(not state.hot)
        self._share()

    def _share(self) -> None:
        """Name and reason begin at the same place in every row."""
        wishes = [row.wishes() for row in self._rows.shown()]
        for row in self._rows.shown():
            row.share(max(who for who, _ in wishes), max(reason for _, reason in wishes))

    def _make_row(self, look: ThemeHolder) -> LeadRow:
        row = LeadRow(look)
        row.star_toggled.connect(self.star_toggled)
        return row


class PromisesCard(Card):
    """Who was promised a call today."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Promised today"))
        self._rows: Rows[PromiseRow, PromiseLine] = Rows(lambda: PromiseRow(look), PromiseRow.show_line)
        self._none = WrapLabel(look, self.tr("No call is promised for today."), "body", "muted")
        self.body.addWidget(self._rows)
        self.body.addWidget(self._none)
        self.body.addStretch(1)

    def show_state(self, state: Lists) -> None:
        """Show the promises."""
        self._rows.show_lines(state.promises)
        self._rows.setVisible(bool(state.promises))
        self._none.setVisible(not state.promises)


class TouchesCard(Card):
    """Texts, videos, e-mails and notes that are due today, soonest first; hidden when there are none."""

    touch_pressed = Signal(int)
    all_pressed = Signal(object)  # their ids

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Follow through"))
        self._ids: tuple[int, ...] = ()
        self._rows: Rows[TouchRow, TouchLine] = Rows(lambda: self._make_row(look), TouchRow.show_line)
        self._all = QuietButton(look, self.tr("Hand off one after the other"))
        self._all.clicked.connect(lambda: self.all_pressed.emit(self._ids))
        self.body.addWidget(self._rows)
        self.body.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_state(self, state: Lists) -> None:
        """Show what is due."""
        self.set_remark(self.tr("{n} more").format(n=state.more_touches) if state.more_touches else "")
        self._rows.show_lines(state.touches)
        self._ids = state.all_touches
        self._all.setVisible(len(self._ids) > 1)
        self.setVisible(bool(state.touches))

    def _make_row(self, look: ThemeHolder) -> TouchRow:
        row = TouchRow(look)
        row.pressed.connect(self.touch_pressed)
        return row


class CallBacksCard(Card):
    """Who was called today without an answer; hidden when there is nobody."""

    lead_pressed = Signal(int)
    who_pressed = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("May call back"))
        self._rows: Rows[CallBackRow, CallBackLine] = Rows(lambda: self._make_row(look), CallBackRow.show_line)
        self._who = QuietButton(look, self.tr("Who is calling?"), "B")
        self._who.clicked.connect(self.who_pressed)
        self.add_to_head(self._who)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)

    def show_state(self, state: Lists) -> None:
        """Show who may ring."""
        self._rows.show_lines(state.call_backs)
        self.setVisible(bool(state.call_backs))

    def _make_row(self, look: ThemeHolder) -> CallBackRow:
        row = CallBackRow(look)
        row.pressed.connect(self.lead_pressed)
        return row


def _ruled(part: QWidget) -> QWidget:
    """The part with an upright hairline before it."""
    rule = Rule(upright=True)
    rule.setFixedHeight(48)
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(20)
    row.addWidget(rule)
    row.addWidget(part)
    return box
