"""The card "Texts, e-mails and notes": the rep's own words, one kind at a time, as the other person will read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from lch_desktop.ui.settings.rows import SettingRow
from lch_desktop.ui.settings.templates_state import WAYS, TemplatesState, is_one_line, is_private_to_rep
from lch_desktop.ui.widgets import Card, Check, NoteEdit, Problem, QuietButton, Segment, Select, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder

LINES = (2, 8)  # shown at once


class WordsEdit(NoteEdit):
    """Several lines; what was typed is settled when the keyboard leaves."""

    settled = Signal()

    def __init__(self, look: ThemeHolder, name: str) -> None:
        super().__init__(look, name, role="body", lines=LINES, one_line=40)
        self.enter_ends = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not self.enter_ends and not event.modifiers():
            event.accept()
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # the menu of the right mouse button
            self.settled.emit()


class TemplatesCard(Card):
    """How a text is handed off first, whether a call comes before an e-mail; which words, and how they read."""

    way_chosen = Signal(str)
    phone_first_ticked = Signal(bool)
    template_chosen = Signal(str)  # a Template's name: Qt keeps no enum of ours
    words_typed = Signal(str)
    words_settled = Signal()
    ours_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._showing = False
        self.set_heading(self.tr("Texts, e-mails and notes"))
        self._way = Segment(look, self.tr("A text goes by"), [(name, self.tr(label)) for name, label in WAYS])
        self._way.value_changed.connect(self._tell_way)
        self._phone_first = Check(look, self.tr("Before an e-mail goes, ask: called first?"))
        self._phone_first.clicked.connect(self.phone_first_ticked)
        self._select = Select(look, self.tr("Words for"))
        self._select.activated.connect(lambda: self.template_chosen.emit(self._select.currentData()))
        self._words = WordsEdit(look, self.tr("The words"))
        self._words.textChanged.connect(self._tell_words)
        self._words.settled.connect(self.words_settled)
        self._words.submitted.connect(self.words_settled)
        self._words.left.connect(self._words.clearFocus)
        self._problem = Problem(look)
        self._count = WrapLabel(look, "", "caption_plain", "muted")
        self._ours = QuietButton(look, self.tr("Use our words again"))
        self._ours.clicked.connect(self.ours_requested)
        self._holds = WrapLabel(look, "", "caption_plain", "muted")
        self._reads = WrapLabel(look, "", tone="muted")
        self._lay_out(look)

    def show_state(self, state: TemplatesState) -> None:
        """Show `state`; the caret stays where the rep types."""
        self._showing = True
        self._way.set_value(state.text_way)
        self._phone_first.setChecked(state.phone_first)
        self._show_choices(state)
        self._words.enter_ends = is_one_line(state.chosen)
        if self._words.text() != state.words:
            self._words.set_text(state.words)
        self._words.setAccessibleDescription(state.problem or state.holds)
        self._problem.say(state.problem)
        self._count.setText(state.count)
        self._count.set_tone("warn" if state.count_is_much else "muted")
        self._holds.setText(state.holds)
        whose = self.tr("You read:") if is_private_to_rep(state.chosen) else self.tr("Dana reads:")
        between = "\n" if "\n" in state.reads else " "
        self._reads.setText(f"{whose}{between}{state.reads}")
        self._reads.setVisible(bool(state.reads))
        self._ours.setEnabled(state.is_own)
        self._showing = False

    def _lay_out(self, look: ThemeHolder) -> None:
        first = self.tr("The other ways stay at hand. Nothing goes out by itself.")
        self.body.addWidget(SettingRow(look, self.tr("A text goes by"), self._way, first))
        self.body.addWidget(self._phone_first, 0, Qt.AlignmentFlag.AlignLeft)
        own = self.tr("In your own words, for each kind of touch.")
        self.body.addWidget(SettingRow(look, self.tr("Words for"), self._select, own))
        self.body.addWidget(self._words)
        self.body.addWidget(self._problem)
        under = QHBoxLayout()
        under.setSpacing(16)
        under.addWidget(self._count, 1)
        under.addWidget(self._ours)
        self.body.addLayout(under)
        self.body.addWidget(self._holds)
        self.body.addSpacing(4)
        self.body.addWidget(self._reads)

    def _show_choices(self, state: TemplatesState) -> None:
        labels = [choice.label for choice in state.choices]
        if labels != [self._select.itemText(row) for row in range(self._select.count())]:
            self._select.clear()
            for choice in state.choices:
                self._select.addItem(choice.label, choice.template.value)
        chosen = [choice.template for choice in state.choices].index(state.chosen)
        if self._select.currentIndex() != chosen:
            self._select.setCurrentIndex(chosen)

    def _tell_way(self, way: str) -> None:
        if not self._showing:
            self.way_chosen.emit(way)

    def _tell_words(self) -> None:
        if not self._showing:
            self.words_typed.emit(self._words.text())
