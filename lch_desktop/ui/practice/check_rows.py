"""The twelve statements, each answered by one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.domain.resistance_check import LEAST, MOST, STATEMENTS, Statement
from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.practice.check_state import ANSWERS
from lch_desktop.ui.widgets import FoldBox, PlainLabel, WrapLabel, paint
from lch_desktop.ui.widgets.buttons import Button, Form

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder

AIR = 6  # px between two statements, so that the ring around one keeps off its neighbours
WORD_WIDTH = 104  # "Almost always" fits
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
_CLEAR = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class AnswerButton(Button):
    """One of the five. The keyboard is with the row, so a row is one Tab stop."""

    form = Form(40, "body_medium", 8, 0, 0, 0)

    def __init__(self, look: ThemeHolder, answer: int) -> None:
        super().__init__(look, str(answer))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(ANSWERS[answer - 1])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(44), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ink(self) -> str:
        return "on_primary" if self.isChecked() else "text"

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        if self.isChecked():
            paint.box(painter, self.rect(), 8, fill=theme.colour("primary"))
        else:
            fill = theme.colour("raised") if self.underMouse() else None
            paint.box(painter, self.rect(), 8, fill=fill, ring=theme.colour("line"))


class StatementRow(QFrame):
    """1 to 5 answer and go on, Left and Right change, Delete takes the answer away."""

    answered = Signal(int)  # the answer, 0 for none
    move_requested = Signal(int)  # rows down

    def __init__(self, look: ThemeHolder, statement: Statement) -> None:
        super().__init__()
        self._look, self._statement = look, statement
        self._answer = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._buttons = [AnswerButton(look, answer) for answer in range(LEAST, MOST + 1)]
        self._word = PlainLabel(look, "", "body", "muted")
        answers = QWidget()
        line = QHBoxLayout(answers)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for answer, button in enumerate(self._buttons, start=LEAST):
            button.setAccessibleDescription(f"{ANSWERS[answer - 1]}: {statement.text}")
            button.clicked.connect(partial(self._click, answer))
            line.addWidget(button)
        line.addSpacing(8)
        line.addWidget(self._word)
        text = WrapLabel(look, f"{statement.number}. {statement.text}")
        fold = FoldBox(look, spacing=24, folded_spacing=4)
        fold.add(text, 1, needs=320)
        fold.add(answers, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 5)
        column.addWidget(fold)
        look.changed.connect(self._apply_look)
        self._apply_look()
        self.set_answer(0)

    @property
    def answer(self) -> int:
        """1 to 5, 0 for none."""
        return self._answer

    def set_answer(self, answer: int) -> None:
        """Show an answer; 0 takes it away."""
        self._answer = answer
        for place, button in enumerate(self._buttons, start=LEAST):
            button.setChecked(place == answer)
        word = ANSWERS[answer - 1] if answer else ""
        self._word.setText(word)
        self.setAccessibleName(f"{self._statement.number}. {self._statement.text}")
        self.setAccessibleDescription(word or self.tr("No answer yet"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
            return
        key, name = Qt.Key(event.key()), key_name(event)
        if len(name) == 1 and name.isdecimal() and LEAST <= int(name) <= MOST:
            if not event.isAutoRepeat():
                self._give(int(name))
                self.move_requested.emit(1)
        elif key in _STEPS:
            first = LEAST if _STEPS[key] > 0 else MOST
            self._give(min(MOST, max(LEAST, self._answer + _STEPS[key])) if self._answer else first)
        elif key in _ROWS:
            self.move_requested.emit(_ROWS[key])
        elif key in _CLEAR:
            self._give(0)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._look.show_ring(self, 8)
        show_whole(self, self._look.theme.px(72))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look.hide_ring(self)

    def _click(self, answer: int, _checked: bool = False) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._give(answer)

    def _give(self, answer: int) -> None:
        self.set_answer(answer)
        self.answered.emit(answer)

    def _apply_look(self) -> None:
        self._word.setFixedWidth(self._look.theme.px(WORD_WIDTH))


class Statements(QWidget):
    """All twelve, one under the other."""

    changed = Signal()
    finished = Signal()  # the keyboard went on from the last one

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(AIR)
        self.rows = [StatementRow(look, statement) for statement in STATEMENTS]
        for place, row in enumerate(self.rows):
            row.answered.connect(lambda _answer: self.changed.emit())
            row.move_requested.connect(partial(self._move, place))
            column.addWidget(row)

    def answers(self) -> dict[int, int]:
        """Statement -> answer, without those left out."""
        return {
            statement.number: row.answer for statement, row in zip(STATEMENTS, self.rows, strict=True) if row.answer
        }

    def clear(self) -> None:
        """Take every answer away."""
        for row in self.rows:
            row.set_answer(0)

    def focus_open(self) -> None:
        """The keyboard to the first statement without an answer, else to the first."""
        row = next((each for each in self.rows if not each.answer), self.rows[0])
        row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, place: int, by: int) -> None:
        to = place + by
        if to >= len(self.rows):
            self.finished.emit()
        elif to >= 0:
            self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)


def show_whole(widget: QWidget, margin: int = 0) -> None:
    """Scroll the page that holds `widget` so that it is seen; once more when what was just opened is laid out."""
    _scroll_to(widget, margin)
    QTimer.singleShot(0, widget, partial(_scroll_to, widget, margin))


def show_top(widget: QWidget) -> None:
    """Scroll the page that holds `widget` to its begin, so that its title stands above what is new."""
    page = _page_of(widget)
    if page is not None:
        page.verticalScrollBar().setValue(0)


def _page_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _scroll_to(widget: QWidget, margin: int) -> None:
    page = _page_of(widget)
    if page is not None:
        page.ensureWidgetVisible(widget, 0, margin)
