"""The card of questions: each changed where it stands, taken out, added; and ours again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.widgets import Card, EditLine, Field, IconButton, QuietButton

if TYPE_CHECKING:
    from lch_desktop.ui.practice.serve_state import QuestionsState
    from lch_desktop.ui.theme import ThemeHolder

LONGEST = 200  # letters of a question


class QuestionsCard(Card):
    """Reports the whole list after each change; with what is to be said where there is a way back."""

    kept = Signal(tuple, str)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("The questions"))
        self._look = look
        self._questions: tuple[str, ...] = ()
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.ours = QuietButton(look, self.tr("Ours again"))
        self.add = Field(look, self.tr("Add a question"), self.tr("Add a question"))
        self.add.setMaxLength(LONGEST)
        self.add_to_head(self.ours)
        self.body.addLayout(self._list)
        self.body.addWidget(self.add)
        self.add.returnPressed.connect(self._add)
        self.add.left.connect(self.add.clearFocus)
        self.ours.clicked.connect(lambda: self.kept.emit((), self.tr("Our questions are back.")))

    def show_state(self, state: QuestionsState) -> None:
        """Show `state`."""
        self.set_remark(state.remark)
        if self.ours.hasFocus() and not state.is_own:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ours.setVisible(state.is_own)
        self._questions = state.questions
        while len(self._rows) > len(state.questions):
            row = self._rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, question in enumerate(state.questions):
            if place == len(self._rows):
                self._rows.append(self._make_row(place))
                self._list.addWidget(self._rows[place])
            self._rows[place].show_question(question)
            self._rows[place].remove.setEnabled(len(state.questions) > 1)

    def _make_row(self, place: int) -> _Row:
        row = _Row(self._look, place + 1)
        row.line.committed.connect(lambda text: self._change(place, text))
        row.remove.clicked.connect(lambda: self._change(place, ""))
        return row

    def _change(self, place: int, text: str) -> None:
        """Another question in its place; without a word it is taken out, and the last one is not."""
        words = " ".join(text.split())
        if not words and len(self._questions) == 1:
            self._rows[place].show_question(self._questions[0])
            return
        rest = (*self._questions[:place], *((words,) if words else ()), *self._questions[place + 1 :])
        self.kept.emit(rest, self.tr("Question changed.") if words else self.tr("Question taken out."))

    def _add(self) -> None:
        words = " ".join(self.add.text().split())
        if words:
            self.add.clear()
            self.kept.emit((*self._questions, words), "")


class _Row(QWidget):
    """One question."""

    def __init__(self, look: ThemeHolder, number: int) -> None:
        super().__init__()
        self.line = EditLine(look, self.tr("Question {number}").format(number=number))
        self.line.left.connect(self.line.clearFocus)
        name = self.tr("Take out question {number}").format(number=number)
        self.remove = IconButton(look, "trash-2", name, size=32)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(self.line, 1, top)
        row.addWidget(self.remove, 0, top)

    def show_question(self, question: str) -> None:
        """Show `question`; words being typed stay."""
        self.line.show_text(question)
