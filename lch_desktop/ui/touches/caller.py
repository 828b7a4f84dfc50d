"""Somebody is on the line outside the hour: what is known of them, the strip that logs the talk, and what is asked
where there was none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lch_desktop.domain.calls import Outcome
from lch_desktop.ui.focus.strip import PICKED, Strip
from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.touches.ask_panel import AskPanel
from lch_desktop.ui.touches.other_outcome import HOW
from lch_desktop.ui.touches.over import OverSheet
from lch_desktop.ui.touches.wrap_row import WrapRow
from lch_desktop.ui.widgets import PrimaryButton, Problem, QuietButton, WrapLabel
from lch_desktop.words import OUTCOMES

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.ui.focus.choice import Question
    from lch_desktop.ui.focus.state import StripState
    from lch_desktop.ui.theme import ThemeHolder

WIDTH = 1240
NARROW, FOLDED = 1300, 1000
ANSWER = 240  # of two words with its key, and its share of the margins
OTHERS = ((Outcome.CALL_BACK_LATER, "C"), (Outcome.NOT_INTERESTED, "5"), (Outcome.SOMEONE_ELSE, "9"))
"""The keys of the hour, but for 2, which is a slot here."""


def facts_of(lead: Lead) -> tuple[tuple[str, str], ...]:
    """What the rep has at hand while they speak, as on the card."""
    phone = lead.phone
    told = (
        ("", ", ".join(part for part in (lead.company if lead.name else "", phone.shown if phone else "") if part)),
        ("Back here we talked about", lead.last_talk),
        ("What they told you", lead.personal),
        ("They may need next", lead.may_need),
    )
    return tuple((caption, words.strip()) for caption, words in told if words.strip())


class CallerSheet(OverSheet):
    """The facts and the strip, or a question in its place."""

    save_requested = Signal()
    pane_requested = Signal()
    slot_chosen = Signal(int)
    time_typed = Signal(str)
    note_changed = Signal(str)
    text_changed = Signal(str)
    ticked = Signal(str, bool)
    other_requested = Signal(object)  # an Outcome that is no talk
    option_chosen = Signal(int, str, bool)  # its place, what stands in the line, the tick
    line_saved = Signal(str, bool)
    line_typed = Signal(str)

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget) -> None:
        super().__init__(look, elapsed_s, parent, WIDTH)
        self._name = WrapLabel(look, role="headline")
        self._facts = [WrapLabel(look, role="large", max_lines=2) for _ in range(4)]
        self.strip = Strip(look)
        self.strip.undo.hide()
        self.strip.save.hide()  # it stays in sight in the foot
        self._save_button = PrimaryButton(look, self.tr("Save"), self.tr("Enter"))
        self._save_button.clicked.connect(self._save)
        self._problem = Problem(look)
        self._pane = QuietButton(look, self.tr("Another outcome: open in Leads"), "L", tone="muted")
        self._back = QuietButton(look, self.tr("Back"), self.tr("Esc"), tone="muted")
        self._others = {key: QuietButton(look, OUTCOMES[outcome], key) for outcome, key in OTHERS}
        self.panel = AskPanel(look)
        for part in (self._name, *self._facts, self.strip, self.panel, self._problem):
            self.body.addWidget(part)
        self._acts = WrapRow([self._save_button, *self._others.values(), self._pane, self._back], 20)
        self.foot.addWidget(self._acts)
        self.set_form()
        self._connect()

    def show_caller(self, lead: Lead, state: StripState, heading: str) -> None:
        """Somebody else, with the keyboard on the first slot's keys."""
        self.setAccessibleName(heading)
        self._name.setText(self.accessibleName())
        facts = facts_of(lead)
        for place, label in enumerate(self._facts):
            label.setVisible(place < len(facts))
            caption, words = facts[place] if place < len(facts) else ("", "")
            label.setText(f"{caption}: {words}" if caption else words)
        self._problem.say("")
        self.strip.typed.clear()
        self.strip.show_state(state)
        self.show_question(None)
        self.come()

    def show_question(self, question: Question | None) -> None:
        """Ask in the strip's place; None brings the strip back."""
        if question is not None:
            self.panel.ask(question)
        self.panel.setVisible(question is not None)
        self.strip.setVisible(question is None)
        self._acts.setVisible(question is None)
        is_talk = question is None or question.name == HOW  # the telephone rings: what they told is wanted now
        for label in self._facts[1:]:
            label.setVisible(is_talk and bool(label.text()))
        self._problem.say("")
        self.settle()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # what had the keyboard may be gone
        self.place()

    def say_understood(self, words: str) -> None:
        """What the typed line is taken for."""
        self.panel.set_remark(words)

    def show_strip(self, state: StripState) -> None:
        """The strip after a choice."""
        self.strip.show_state(state)
        self.place()
        if state.chosen == PICKED:
            self.bring(self.strip.typed)
        elif state.chosen in (0, 1) or state.reason:
            self.bring(self.strip.note)
        else:
            self.setFocus()

    def retell(self, state: StripState) -> None:
        """The strip after what was typed or ticked there."""
        self.strip.show_state(state)
        self.place()

    def say_problem(self, words: str) -> None:
        """What is missing, or refused."""
        self._problem.say(words)
        self.place()

    def set_pane_shown(self, shown: bool) -> None:
        """Whether there is a way to the lead's pane: not from a page that nothing leads back to."""
        self._pane.setVisible(shown)
        self._acts.refold()

    def place(self) -> None:
        self.set_form()
        super().place()

    def set_form(self) -> None:
        """Closer together in a narrow window; one part under the other where they cannot stand side by side."""
        theme, width = self._look.theme, self._home.width()
        folded = width < theme.px(FOLDED)
        self.strip.set_form(narrow=width < theme.px(NARROW), small=True, folded=folded)
        self.panel.fold(max(2, width // theme.px(ANSWER)) if folded else 0)

    def stops(self) -> list[QWidget]:
        strip = self.strip
        slots = [*strip.slots, *strip.reasons, strip.no_next, strip.typed]
        words = [strip.note, strip.now, strip.text, strip.reached, strip.asked, strip.text_ready, strip.video]
        return [*slots, *words, self._save_button, *self._others.values(), self._pane, self._back, *self.panel.stops()]

    def take_key(self, event: QKeyEvent) -> None:
        key, strip = key_name(event), self.strip
        if self.panel.isVisibleTo(self):
            if key == "N" and self.panel.field.isVisibleTo(self):
                self.bring(self.panel.field)
            else:
                self.panel.take_key(event)
            return
        ticks = {"G": strip.reached, "A": strip.asked, "T": strip.text_ready, "V": strip.video, "S": strip.now}
        if key in ("1", "2", "3", "4"):
            self.slot_chosen.emit(int(key) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif key == "N":
            self.bring(strip.note)
        elif key in self._others:
            self._others[key].click()
        elif key == "L" and self._pane.isVisibleTo(self):
            self._pane.click()
        elif key in ticks and ticks[key].isVisibleTo(strip):
            ticks[key].toggle()

    def _save(self) -> None:
        if not self.is_settling:
            self.save_requested.emit()

    def _answer(self, place: int) -> None:
        if not self.is_settling:  # the second click of two was meant for what stood here before
            self.option_chosen.emit(place, self.panel.answer, self.panel.ticked)

    def _save_line(self, text: str) -> None:
        if not self.is_settling:
            self.line_saved.emit(text, self.panel.ticked)

    def _connect_panel(self) -> None:
        panel = self.panel
        panel.option_chosen.connect(self._answer)
        panel.saved.connect(self._save_line)
        panel.text_changed.connect(self.line_typed)
        panel.left.connect(self.left)
        panel.field_left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        for outcome, key in OTHERS:
            self._others[key].clicked.connect(lambda _=False, outcome=outcome: self.other_requested.emit(outcome))

    def _connect(self) -> None:
        self._connect_panel()
        strip = self.strip
        strip.slot_chosen.connect(self.slot_chosen)
        strip.reason_chosen.connect(self.slot_chosen)
        strip.time_typed.connect(self.time_typed)
        strip.note_changed.connect(self.note_changed)
        strip.text_changed.connect(self.text_changed)
        strip.goal_toggled.connect(lambda on: self.ticked.emit("goal_hit", on))
        strip.asked_toggled.connect(lambda on: self.ticked.emit("asked", on))
        strip.text_toggled.connect(lambda on: self.ticked.emit("send_text", on))
        strip.video_toggled.connect(lambda on: self.ticked.emit("send_video", on))
        strip.now_toggled.connect(lambda on: self.ticked.emit("send_now", on))
        strip.save_requested.connect(self._save)
        strip.field_left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._pane.clicked.connect(self.pane_requested)
        self._back.clicked.connect(self.left)
