"""One script in front of the rep, its words fading with each repetition."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.ui.practice.drill_state import DrillState
from lch_desktop.ui.practice.drill_words import FadingWords
from lch_desktop.ui.practice.words_room import RING, WordsRoom
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    TALL,
    Card,
    FoldBox,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    WrapLabel,
)
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key

WORDS_WIDE = 760
AIR = 40


class DrillView(Card):
    """Shows a DrillState and reports "said it", "had to look" and "leave". Holds no rule and no clock."""

    said_requested = Signal()
    looked_requested = Signal()
    leave_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, " ", padding=(40, 32), parent=parent)
        self._look = look
        self.words = FadingWords(look, "sub")
        self.words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.room = WordsRoom(look, self.words, self)
        self._title = WrapLabel(look, "", "body_medium", "muted")
        self._ask = PlainLabel(look, "", "large_medium")
        self._step = PlainLabel(look, "", "body", "muted")
        self.said = PrimaryButton(look, self.tr("Said it"), self.tr("Space"), form=TALL)
        self.looked = SecondaryButton(look, self.tr("I had to look"), "L", form=TALL)
        self.leave = QuietButton(look, self.tr("Leave"), self.tr("Esc"), tone="muted")
        self.said.clicked.connect(self.said_requested)
        self.looked.clicked.connect(self.looked_requested)
        self.leave.clicked.connect(self.leave_requested)
        self._lay_out()
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_state(self, state: DrillState) -> None:
        """Show one step."""
        self.set_heading(state.place)
        self.set_remark(state.said)
        self._title.setText(state.title)
        self._title.setVisible(bool(state.title))
        self._ask.setText(state.ask)
        self._step.setText(state.step)
        self.words.setAccessibleDescription(f"{state.ask} {state.step}")
        self.words.show_pieces(state.pieces)
        self.room.fit()
        if not state.can_look and self.looked.hasFocus():
            self.take_keyboard()
        self.looked.setEnabled(state.can_look)

    def take_keyboard(self) -> None:
        """The keyboard goes to the words: a screen reader says them, and every key of this page works."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event) and not self._scroll_words(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether `event` is one of the keys of practice; a key that is held down counts once."""
        act = _ACTS.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        event.accept()
        button = {"said": self.said, "looked": self.looked, "leave": self.leave}[act]
        if not event.isAutoRepeat() and button.isEnabled():
            button.flash()
            button.click()
        return True

    def _scroll_words(self, event: QKeyEvent) -> bool:
        """Whether `event` moves words that are higher than their room."""
        return self.room.verticalScrollBar().maximum() > 0 and scroll_by_key(self.room, event)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(-RING, 0, 0, 0)  # the words begin where the lines above them do
        middle.addWidget(self.room)
        acts = FoldBox(self._look, spacing=16)
        for button in (self.said, self.looked):
            acts.add(button)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(acts, 1, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self.leave)
        asked = QHBoxLayout()
        asked.setSpacing(12)
        asked.addWidget(self._ask)
        asked.addWidget(self._step, 1)
        self.body.addWidget(self._title)
        self.body.addSpacing(AIR)
        self.body.addLayout(middle)
        self.body.addSpacing(AIR)
        self.body.addLayout(asked)
        self.body.addSpacing(8)
        self.body.addLayout(line)

    def _apply_look(self) -> None:
        self.words.setMaximumWidth(self._look.theme.px(WORDS_WIDE))
        self.room.fit()


_ACTS = {
    Qt.Key.Key_Space: "said",
    Qt.Key.Key_Return: "said",
    Qt.Key.Key_Enter: "said",
    Qt.Key.Key_L: "looked",
    Qt.Key.Key_Backspace: "looked",
    Qt.Key.Key_Left: "looked",
    Qt.Key.Key_Escape: "leave",
}
