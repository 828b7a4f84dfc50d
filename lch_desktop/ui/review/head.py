"""The top of the review: the week, its sentence, its seven days, and the way to other weeks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.review.state import DayState, ReviewState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import DayMark, FoldBox, IconButton, PlainLabel, SecondaryButton, WrapLabel

DAYS = 7


class StripDay(DayMark):
    """A day of the strip. One of the last seven days can be clicked; the keyboard has the button "A past day"."""

    clicked = Signal(object)  # its date

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._on: date | None = None

    def show_day(self, day: DayState) -> None:
        self.set_mark(day.kind, day.words)
        self._on = day.on if day.can_change else None
        shape = Qt.CursorShape.PointingHandCursor if day.can_change else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on is not None and self.rect().contains(event.position().toPoint()):
            self.clicked.emit(self._on)


class ReviewHead(FoldBox):
    """Shows title, sentence and day strip; reports where to go."""

    earlier_requested = Signal()
    later_requested = Signal()
    table_requested = Signal()
    save_requested = Signal()
    day_requested = Signal(object)  # the date of a day that can be changed

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, spacing=24, folded_spacing=16, parent=parent)
        self.title = PlainLabel(look, "", "headline")
        self._sentence = WrapLabel(look, "", "large", "muted")
        self._identity = PlainLabel(look, "", "body_medium")
        self._habit = WrapLabel(look, "", "body", "muted")
        self._letters = [PlainLabel(look, "", "caption", "muted") for _ in range(DAYS)]
        self._marks = [StripDay(look) for _ in range(DAYS)]
        for mark in self._marks:
            mark.clicked.connect(self.day_requested)
        self.earlier = IconButton(look, "chevron-left", self.tr("Earlier week"))
        self.later = IconButton(look, "chevron-right", self.tr("Later week"))
        self.table = SecondaryButton(look, self.tr("Table"), "T", icon="table-2")
        self.save = IconButton(look, "download", self.tr("Save the review"))
        self.earlier.clicked.connect(self.earlier_requested)
        self.later.clicked.connect(self.later_requested)
        self.table.clicked.connect(self.table_requested)
        self.save.clicked.connect(self.save_requested)
        self.add(self._words(), 1, needs=420)
        self.add(self._acts(), 0, Qt.AlignmentFlag.AlignTop)

    def show_state(self, state: ReviewState) -> None:
        self.title.setText(state.title)
        self._sentence.setText(state.sentence)
        self._identity.setText(state.identity)
        self._identity.setVisible(bool(state.identity))
        self._habit.setText(state.habit)
        self._habit.setVisible(bool(state.habit))
        for letter, mark, day in zip(self._letters, self._marks, state.days, strict=True):
            letter.setText(day.letter)
            mark.show_day(day)
        self.earlier.setEnabled(state.has_earlier)
        self.later.setEnabled(state.has_later)

    def show_as_table(self, on: bool) -> None:
        self.table.set_label(self.tr("Charts") if on else self.tr("Table"))

    def _words(self) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label in (self.title, self._sentence):
            column.addWidget(label)
        line = FoldBox(self._look, spacing=16, folded_spacing=4)
        line.add(self._identity, 0)
        line.add(self._habit, 1)
        column.addWidget(line)
        return words

    def _acts(self) -> QWidget:
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for letter, mark in zip(self._letters, self._marks, strict=True):
            column = QVBoxLayout()
            column.setSpacing(4)
            letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(letter)
            column.addWidget(mark)
            row.addLayout(column)
        row.addSpacing(12)
        for button in (self.earlier, self.later):
            row.addWidget(button)
        row.addWidget(self.table)
        row.addWidget(self.save)
        row.addStretch(1)
        return acts
