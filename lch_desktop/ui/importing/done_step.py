"""Step 4: what came in, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.importing.parts import Sign
from lch_desktop.ui.importing.state import DoneState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, SecondaryButton, WrapLabel


class DoneStep(QWidget):
    """One card: the sentence, the facts under it, Undo."""

    undo_requested = Signal()
    repeat_requested = Signal()
    other_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = WrapLabel(look, role="title")
        self._lines = WrapLabel(look, role="large")
        self._note = WrapLabel(look, tone="muted")
        self._undo = SecondaryButton(look, self.tr("Undo"), icon="undo-2")
        self._undo.clicked.connect(self.undo_requested)
        self._repeat = SecondaryButton(look, self.tr("Bring it in again"), icon="redo-2")
        self._repeat.clicked.connect(self.repeat_requested)
        other = SecondaryButton(look, self.tr("Other file"))
        other.clicked.connect(self.other_requested)
        words = QVBoxLayout()
        words.setSpacing(12)
        for label in (self._headline, self._lines, self._note):
            words.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self._undo, self._repeat, other):
            buttons.addWidget(button)
        buttons.addStretch(1)
        words.addSpacing(8)
        words.addLayout(buttons)
        card = Card(look, padding=(32, 28))
        row = QHBoxLayout()
        row.setSpacing(20)
        sign = QVBoxLayout()
        self._sign = Sign(look, "circle-check", "ok", 24)
        sign.addSpacing(2)
        sign.addWidget(self._sign)
        sign.addStretch(1)
        row.addLayout(sign)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_state(self, state: DoneState) -> None:
        """Show what the import came to."""
        self._headline.setText(state.headline)
        self._lines.setText("\n".join(state.lines))
        self._lines.setVisible(bool(state.lines))
        self._note.setText(state.note)
        self._note.setVisible(bool(state.note))
        self._undo.setVisible(state.can_undo)
        self._repeat.setVisible(state.can_repeat)
        self._sign.set_sign("undo-2" if state.can_repeat else "circle-check", "muted" if state.can_repeat else "ok", "")
