"""The ring test on the shield's card: what to do, and the answer in one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.widgets import SMALL, QuietButton, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.shield.ring import RingState
    from lch_desktop.ui.theme import ThemeHolder


class RingRow(QWidget):
    """Shows a RingState."""

    begin_requested = Signal()
    answered = Signal(bool)
    left = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._words = WrapLabel(look, "", "caption_plain", "muted")
        self._begin = SecondaryButton(look, self.tr("Ring yourself"), form=SMALL)
        self._begin.clicked.connect(self.begin_requested)
        rings = SecondaryButton(look, self.tr("It rings"), form=SMALL)
        rings.clicked.connect(lambda: self.answered.emit(True))
        silent = SecondaryButton(look, self.tr("It stays silent"), form=SMALL)
        silent.clicked.connect(lambda: self.answered.emit(False))
        later = QuietButton(look, self.tr("Not now"), tone="muted")
        later.clicked.connect(self.left)
        self._answers = (rings, silent, later)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._begin, *self._answers):
            button.hide()
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(WrapLabel(look, self.tr("Phone calls keep ringing")))
        column.addWidget(self._words)
        column.addLayout(buttons)

    def show_state(self, state: RingState) -> None:
        """Show `state`."""
        self._words.setText(state.words)
        self._begin.setVisible(state.can_begin)
        for button in self._answers:
            button.setVisible(state.asking)
