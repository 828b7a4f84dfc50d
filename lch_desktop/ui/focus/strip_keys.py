"""What the keys do while the strip is up: slots, reasons, ticks, and Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Outcome
from lch_desktop.ui.focus import questions
from lch_desktop.ui.focus.strip import NO_NEXT, PICKED
from lch_desktop.ui.focus.strip_send import get_ready, hand_off_text

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter

SLOTS = ("1", "2", "3", "4")
CHANGES = frozenset({"not-interested", "sold", "do-not-call", "someone-else"})  # with Ctrl: 5, 7, 8, 9
ACTIONS = frozenset({"undo", "note", "redial", "called-back", "later", "pause", "hide-minutes"})


class StripKeys:
    """The presenter's hand on the strip."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter

    def key(self, key: str) -> None:
        """A key in the strip, outside its fields (Ctrl with a digit also inside)."""
        p = self._p
        if key.startswith("Ctrl+") and p.keys.action(key[5:]) in CHANGES:
            p.outcome(Outcome(p.keys.action(key[5:])), by_key=True)  # what was typed stays
        elif key.removeprefix("Ctrl+") in SLOTS:
            if p.guards.allows_slot():
                self.choose_slot(SLOTS.index(key[-1]))
        elif key in ("Enter", "Ctrl+Enter"):
            self.save_strip()
        elif key == "Esc":
            if p.guards.is_second_esc():
                p.answers.ask(questions.end_hour())
        elif p.strip is not None and key in ("G", "A", "T", "V", "S"):
            p.screen.toggle_strip_tick(key)
        elif p.keys.action(key) in ACTIONS:
            p.act(p.keys.action(key))

    def choose_slot(self, place: int) -> None:
        """1 and 2 take a slot and go on to the line; 3 takes a typed time; 4 asks why there is none."""
        strip = self._p.strip
        if strip is None:
            return
        giving_reason = strip.state.chosen == NO_NEXT
        if giving_reason and place < 3:
            strip.give_reason(place)
        else:
            strip.choose(place)
        self._p.typed.write_strip()
        self._p.screen.refresh_strip(self._p)
        if strip.state.chosen == PICKED:
            self._p.screen.focus_typed_time()
        elif strip.state.chosen in (0, 1) or strip.state.reason:
            self._p.screen.focus_note()
        else:  # what had the keyboard is hidden now, and Qt would hand it to "No next call"
            self._p.screen.focus_slots(reasons=strip.state.chosen == NO_NEXT)

    def save_strip(self) -> None:
        """Enter: save and go on, or say what is missing."""
        strip = self._p.strip
        if strip is None:
            return
        missing = strip.missing()
        if missing is not None:
            self._p.screen.say_missing(missing)
            return
        words = strip.own_text
        lead = self._p.lead
        self._p.log(strip.report(self._p.card.asks), words)
        is_saved = self._p.strip is not strip or self._p.mode != "strip"
        if strip.state.send_now and strip.state.now_label and lead is not None and is_saved:
            self._p.screen.after_frame.do_soon(lambda: hand_off_text(self._p.context, lead.id))

    # what is typed and ticked

    def type_time(self, text: str) -> None:
        """Key 3: understood while it is typed."""
        if self._p.strip is not None:
            self._p.strip.type_time(text)
            self._p.typed.write_strip()
            self._p.screen.refresh_strip(self._p)

    def write_text(self, text: str) -> None:
        """The rep's own words for the text."""
        if self._p.strip is not None:
            before = self._p.strip.state
            self._p.strip.write(text=text)
            self._p.typed.write_strip()
            if self._p.strip.state.tells_other_than(before):
                self._p.screen.refresh_strip(self._p)

    def tick(self, name: str, on: bool) -> None:
        """One of goal_hit, asked, send_text, send_video, send_now."""
        if self._p.strip is not None:
            self._p.strip.set_tick(name, on)
            self._p.typed.write_strip()
            if name == "send_now" and on:
                get_ready(self._p.context)
            if name in ("send_text", "send_now"):  # one brings or takes the other along
                self._p.screen.refresh_strip(self._p)
