"""The top of the review: the week, its sentence, its seven days, and the way to other weeks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.review.state import DayState, ReviewState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import DayMark, FoldBox, IconButton, PlainLabel, SecondaryButton, WrapLabel

DAYS = 7


class ReviewHead(FoldBox):
    """Shows title, sentence and day strip; reports where to go."""

    earlier_requested = Signal()
    later_requested = Signal()
    table_requested = Signal()
    save_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, spacing=24, folded_spacing=16, parent=parent)
        self.title = PlainLabel(look, "", "headline")
        self._sentence = WrapLabel(look, "", "large", "muted")
        self._habit = WrapLabel(look, "", "body", "muted")
        self._letters = [PlainLabel(look, "", "caption", "muted") for _ in range(DAYS)]
        self._marks = [DayMark(look) for _ in range(DAYS)]
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
        self._habit.setText(state.habit)
        self._habit.setVisible(bool(state.habit))
        for letter, mark, day in zip(self._letters, self._marks, state.days, strict=True):
            self._show_day(letter, mark, day)
        self.earlier.setEnabled(state.has_earlier)
        self.later.setEnabled(state.has_later)

    def show_as_table(self, on: bool) -> None:
        self.table.set_label(self.tr("Charts") if on else self.tr("Table"))

    def _show_day(self, letter: PlainLabel, mark: DayMark, day: DayState) -> None:
        letter.setText(day.letter)
        mark.set_mark(day.kind, day.words)

    def _words(self) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label in (self.title, self._sentence, self._habit):
            column.addWidget(label)
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
