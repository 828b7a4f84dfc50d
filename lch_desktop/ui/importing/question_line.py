"""One question about the file, with a button for each answer, and what was answered so far."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.importing.parts import NarrowSelect, Sign
from lch_desktop.ui.importing.questions import CHOSEN, Question
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SMALL, PlainLabel, QuietButton, SecondaryButton, WrapLabel, paint


class QuestionLine(QWidget):
    """Asks one thing; hidden where nothing is open and nothing was answered."""

    answered = Signal(str, str)  # the question's key, the answer
    again_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._question: Question | None = None
        self._buttons: list[SecondaryButton] = []
        self._text = WrapLabel(look)
        self._remark = PlainLabel(look, role="caption_plain", tone="muted")
        self._choice = NarrowSelect(look, "")
        self._choice.set_name(self.tr("Whose leads"))
        self._asking = self._make_question()
        self._given = WrapLabel(look, tone="muted", max_lines=2)
        self._again = QuietButton(look, self.tr("Ask again"))
        self._again.clicked.connect(self.again_requested)
        self._said = QWidget()
        row = QHBoxLayout(self._said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._given, 1)
        row.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._said)
        column.addWidget(self._asking)
        self.hide()

    def show_question(self, question: Question | None, given: str) -> None:
        """Ask `question`, and tell what was answered before it."""
        self._given.setText(given)
        self._said.setVisible(bool(given))
        if question != self._question:
            had_keyboard = any(button.hasFocus() for button in self._buttons)
            self._question = question
            self._fill(question)
            if had_keyboard and self._buttons:
                self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._asking.setVisible(question is not None)
        self.setVisible(question is not None or bool(given))

    def _fill(self, question: Question | None) -> None:
        for button in self._buttons:
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        self._choice.hide()
        if question is None:
            return
        self._text.setText(question.text)
        self._remark.setText(question.remark)
        self._remark.setVisible(bool(question.remark))
        self._choice.clear()
        for value, words in question.choices:
            self._choice.addItem(words, value)
        self._choice.setVisible(bool(question.choices))
        for value, words in question.answers:
            button = SecondaryButton(self._look, words, form=SMALL)
            button.clicked.connect(lambda _=False, value=value: self._tell(value))
            self._answers.addWidget(button)
            QWidget.setTabOrder(self._buttons[-1] if self._buttons else self._choice, button)
            button.show()  # a layout shows it at the next turn only, and then the keyboard has gone elsewhere
            self._buttons.append(button)

    def _tell(self, value: str) -> None:
        if self._question is not None:
            chosen = str(self._choice.currentData()) if value == CHOSEN else value
            self.answered.emit(self._question.key, chosen)

    def _make_question(self) -> QWidget:
        box = _WarnBox(self._look)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._remark)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(12)
        self._answers.addWidget(self._choice)
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(Sign(self._look, "triangle-alert", "warn"))
        row.addLayout(words, 1)
        row.addLayout(self._answers)
        return box


class _WarnBox(QWidget):
    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        paint.box(painter, self.rect(), 8, fill=self._look.theme.colour("warn_fill"))
        painter.end()
