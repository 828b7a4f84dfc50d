"""The section "Resistance check" of Practice: on request, twelve statements, a mirror and what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.resistance_check import STATEMENTS
from lch_desktop.ui.practice.check_cards import HistoryCard, OffersCard, ResultCard
from lch_desktop.ui.practice.check_part import CheckPart
from lch_desktop.ui.practice.check_rows import Statements, show_top, show_whole
from lch_desktop.ui.practice.check_state import ABOUT, ANSWERS, THINK, CheckState, answered_words
from lch_desktop.ui.widgets import (
    Card,
    FoldBox,
    PlainLabel,
    PrimaryButton,
    Problem,
    QuietButton,
    SecondaryButton,
    WrapLabel,
)

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.theme import ThemeHolder


class AskCard(Card):
    """The statements, and at the end one button."""

    done = Signal(object, bool)  # statement -> answer, and whether the rep is sure
    left = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr(THINK))
        legend = "   ".join(f"{place} {word}" for place, word in enumerate(ANSWERS, start=1))
        self.body.addWidget(WrapLabel(look, legend, "body", "muted"))
        self.statements = Statements(look)
        self.statements.changed.connect(self._count)
        self.statements.finished.connect(self._go_on)
        self.body.addWidget(self.statements)
        self._problem = Problem(look)
        self.body.addWidget(self._problem)
        self.question = _Question(look)
        self.question.again.connect(self._look_again)
        self.question.kept.connect(lambda: self._give(sure=True))
        self.question.hide()
        self.body.addWidget(self.question)
        self._done = PrimaryButton(look, self.tr("See where you stand"), "Ctrl Enter")
        self._done.clicked.connect(lambda: self._give())
        leave = QuietButton(look, self.tr("Leave it for now"), "Esc")
        leave.clicked.connect(self.left)
        self._counted = PlainLabel(look, "", "body", "muted")
        foot = FoldBox(look, spacing=16)
        for part in (self._done, leave, self._counted):
            foot.add(part, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(foot, 0, Qt.AlignmentFlag.AlignLeft)
        self._count()

    def begin(self) -> None:
        """The keyboard goes to the first open statement."""
        self.show()
        self._count()
        self.statements.focus_open()

    def finish(self) -> None:
        """Kept: begin anew the next time."""
        self.statements.clear()
        self.hide()

    def say_missing(self, words: str) -> None:
        """Why it cannot be kept yet."""
        self._problem.say(words)
        self.statements.focus_open()

    def ask(self, words: str) -> None:
        """A gentle question before it is kept."""
        self.question.ask(words)
        show_whole(self.question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        elif _is_done(event):
            if not event.isAutoRepeat():
                self._give()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _give(self, *, sure: bool = False) -> None:
        self._problem.say("")
        self.question.hide()
        self.done.emit(self.statements.answers(), sure)

    def _look_again(self) -> None:
        self.question.hide()
        self.statements.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        """From the last statement: to one that is open, else to the button."""
        if len(self.statements.answers()) < len(STATEMENTS):
            self.statements.focus_open()
        else:
            self._done.setFocus(Qt.FocusReason.TabFocusReason)
            show_whole(self._done)

    def _count(self) -> None:
        self._problem.say("")
        self.question.hide()
        self._counted.setText(answered_words(len(self.statements.answers())))


class _Question(QWidget):
    again = Signal()
    kept = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._words = WrapLabel(look, "")
        self._again = SecondaryButton(look, self.tr("Look again"))
        self._again.clicked.connect(self.again)
        keep = QuietButton(look, self.tr("Keep them"))
        keep.clicked.connect(self.kept)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(16)
        line.addWidget(self._words, 1)
        line.addWidget(self._again)
        line.addWidget(keep)

    def ask(self, words: str) -> None:
        self._words.setText(words)
        self.show()
        self._again.setFocus(Qt.FocusReason.TabFocusReason)


class CheckSection(QWidget):
    """Shows a CheckState, or the statements while they are answered. What was answered stays when it is left."""

    section_requested = Signal(str)  # of Practice

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        look = context.look
        self.intro = Card(look)
        self.intro.set_heading(self.tr("Resistance check"))
        self.begin = PrimaryButton(look, self.tr("Begin"))
        self._not_now = WrapLabel(look, "", "body_medium")
        self._fill_intro(look)
        self.ask, self.result = AskCard(look), ResultCard(look)
        self.again = self.result.again
        self.offers, self.history = OffersCard(look), HistoryCard(look)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in (self.intro, self.ask, self.result, self.offers, self.history):
            card.setParent(self)
            column.addWidget(card)
        column.addStretch(1)
        self.ask.hide()
        self._part = CheckPart(context, self)
        self._connect(self._part)

    def on_shown(self) -> None:
        """Read again."""
        self._part.refresh()

    def show_state(self, state: CheckState) -> None:
        """Show where the rep stands; while the statements are open, that waits."""
        asking = not self.ask.isHidden()
        self._not_now.setText(state.not_now)
        self._show_begin(state)
        if state.result is not None:
            self.result.show_result(state.result, state.not_now)
        self.offers.show_offers(state.result.offers if state.result is not None else ())
        self.history.show_history(state.history)
        self.intro.setVisible(not asking)
        self.result.setVisible(state.result is not None and not asking)
        self.offers.setVisible(state.result is not None and bool(state.result.offers) and not asking)
        self.history.setVisible(bool(state.history) and not asking)

    def _show_begin(self, state: CheckState) -> None:
        """What it is comes first only before the first check; then the result does, with a quiet way to the next."""
        begun, has_result = bool(self.ask.statements.answers()), state.result is not None
        self.begin.set_label(self.tr("Go on") if begun else self.tr("Begin"))
        self.again.set_label(self.tr("Go on") if begun else self.tr("Begin again"))
        for button in (self.begin, self.again):
            button.setEnabled(not state.not_now)
        self._not_now.setVisible(bool(state.not_now) and not has_result)
        self.begin.setVisible(not has_result)
        before = self.history if has_result else self.ask
        if self._column.indexOf(self.intro) != self._column.indexOf(before) - 1:
            self._column.removeWidget(self.intro)
            self._column.insertWidget(self._column.indexOf(before), self.intro)

    def _fill_intro(self, look: ThemeHolder) -> None:
        self.intro.body.addWidget(WrapLabel(look, self.tr(ABOUT)))
        self.intro.body.addWidget(WrapLabel(look, self.tr(THINK), "body", "muted"))
        self.intro.body.addWidget(self._not_now)
        self.intro.body.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self._not_now.hide()

    def _connect(self, part: CheckPart) -> None:
        part.shown.connect(self.show_state)
        part.opened.connect(self._open)
        part.missing.connect(self.ask.say_missing)
        part.doubted.connect(self.ask.ask)
        part.kept.connect(self._close)
        part.section_requested.connect(self.section_requested)
        self.begin.clicked.connect(part.begin)
        self.again.clicked.connect(part.begin)
        self.ask.done.connect(lambda answers, sure: part.keep(answers, sure=sure))
        self.ask.left.connect(self._leave)
        self.offers.accepted.connect(part.accept)
        self.offers.written.connect(part.write)
        self.history.remove_requested.connect(part.delete)

    def _open(self) -> None:
        for card in (self.intro, self.result, self.offers, self.history):
            card.hide()
        self.ask.begin()

    def _leave(self) -> None:
        self.ask.hide()
        self._part.refresh()
        way = self.again if self.begin.isHidden() else self.begin
        way.setFocus(Qt.FocusReason.TabFocusReason)

    def _close(self) -> None:
        self.ask.finish()
        self._part.refresh()
        self.result.setFocus(Qt.FocusReason.OtherFocusReason)
        show_top(self.result)


def _is_done(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def make_section(context: UiContext) -> CheckSection:
    """The section."""
    return CheckSection(context)
