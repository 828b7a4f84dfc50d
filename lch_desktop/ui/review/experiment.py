"""The two lines of the experiment: what is tried this week on top, what to try next week at the end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.services.experiments import Helped
from lch_desktop.ui.review.state import NextState, TriedState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SMALL, Card, FoldBox, PlainLabel, QuietButton, SecondaryButton, WrapLabel

PADDING = (24, 12)
WORDS = 420  # px that are enough for label and words beside what can be done


class _Line(Card):
    """A muted label, the words, and what can be done about them at the right; it folds on a narrow page."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=PADDING)
        self.acts = QWidget()
        self._row = QHBoxLayout(self.acts)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.label = PlainLabel(look, "", "body", "muted")
        self.words = WrapLabel(look, "", "body_medium")
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.label)
        row.addWidget(self.words, 1)
        box = FoldBox(look, spacing=16, folded_spacing=4)
        box.add(words, 1, needs=WORDS)
        box.add(self.acts, 0)
        self.body.addWidget(box)

    def say(self, label: str, words: str) -> None:
        self.label.setText(label)
        self.words.setText(words)
        self.setAccessibleName(f"{label}: {words}")


class TriedLine(_Line):
    """What is tried this week; from its Friday on it asks whether it helped."""

    answered = Signal(object)  # a Helped

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        names = {Helped.YES: self.tr("Yes"), Helped.NO: self.tr("No"), Helped.NOT_TRIED: self.tr("Not tried")}
        self._row.addWidget(PlainLabel(look, self.tr("Did it help?"), "body", "muted"))
        self.buttons: list[SecondaryButton] = []
        for helped, name in names.items():
            button = SecondaryButton(look, name, form=SMALL)
            button.setAccessibleDescription(self.tr("Did it help?"))
            button.clicked.connect(lambda _=False, helped=helped: self.answered.emit(helped))
            self._row.addWidget(button)
            self.buttons.append(button)
        self._row.addStretch(1)
        self.hide()

    def show_state(self, state: TriedState | None) -> None:
        """Show what is tried; None hides the line."""
        self.setVisible(state is not None)
        if state is not None:
            self.say(state.label, state.words)
            self.acts.setVisible(state.is_asked)


class NextLine(_Line):
    """What could be tried next week, or will be."""

    taken = Signal()
    another_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.take = SecondaryButton(look, self.tr("Try it"), form=SMALL)
        self.another = QuietButton(look, self.tr("Choose another"))
        self.take.clicked.connect(self.taken)
        self.another.clicked.connect(self.another_requested)
        self._row.addWidget(self.take)
        self._row.addWidget(self.another)
        self._row.addStretch(1)

    def show_state(self, state: NextState) -> None:
        self.say(state.label, state.words)
        had_it = self.take.hasFocus()
        self.take.setVisible(not state.is_chosen)
        if had_it and state.is_chosen:
            self.another.setFocus()
