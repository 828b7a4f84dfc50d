"""The presenter's hands on the widgets: every change of the hour's screen in the presenter's words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.new_value import soft_question
from lch_desktop.domain.session import HourTimer
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.focus.after_frame import AfterFrame
from lch_desktop.ui.focus.choice import ChoicePanel, Question
from lch_desktop.ui.focus.dial_codes import DialCodes
from lch_desktop.ui.focus.facts import facts_of, moment_words, why_now
from lch_desktop.ui.focus.promises import Promises
from lch_desktop.ui.focus.resistance import ResistancePage
from lch_desktop.ui.focus.saying import Saying
from lch_desktop.ui.focus.spoken import Spoken
from lch_desktop.ui.focus.state import (
    CardState,
    GoalCount,
    build_card,
    goal_counts,
    lifted,
    minutes_left,
    next_names,
    place_line,
)
from lch_desktop.ui.focus.strip_model import Missing
from lch_desktop.ui.focus.view import FocusPage
from lch_desktop.words import short_clock, span

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter

KEYS_GO_ELSEWHERE = "Keys go to your dialer. Click to come back."


class Screen:
    """Knows the page and the Resistance moment; holds no rule."""

    def __init__(self, context: UiContext, page: FocusPage, moment: ResistancePage) -> None:
        self._context = context
        self.page = page
        self.moment = moment
        self.after_frame = AfterFrame(page)
        self.saying = Saying(page, context.focus_look, self.after_frame)
        self.promises = Promises(context, page)
        self.presenter: FocusPresenter | None = None
        self._state: CardState | None = None
        self.spoken = Spoken(context, page)
        self.codes = DialCodes(context, page.card)
        self._bar_shown = False
        self._active = True
        self._counts: tuple[GoalCount, ...] = ()

    # the card

    def begin(self) -> None:
        """An hour begins or goes on: nothing is left of the one before."""
        self.page.pause.hide()
        self.page.sheet.hide()
        self.spoken.begin()
        self.set_bar(False)
        self.page.show_panel(self.page.outcomes)
        self.page.setFocus()

    def show_card(self, p: FocusPresenter) -> None:
        """One lead, as it stands now."""
        if p.lead is None:
            return
        self._state = build_card(p.lead, p.phone(), facts_of(p, p.lead))
        page = self.page
        with page.card.fitted_once():
            page.card.show_state(self._state)
            page.card.ring_words.set_standing(p.silences.says)
            self.codes.show_card(p)
            self.spoken.show_card(self._state)
            self._put_note(p.card.note)
            self.show_live(p)
        page.card.show()
        if self._bar_shown:
            page.bar.show_state(self._state)
        self.promises.show_card(p)
        self.after_frame.do(lambda: self.show_counts(p))
        self.after_frame.do_soon(lambda: self.promises.read_holidays(p))
        self.after_frame.do_soon(lambda: self.codes.make_ahead(p))
        if p.mode == "card":
            page.show_panel(page.outcomes)
            page.setFocus()

    def clear_card(self, p: FocusPresenter) -> None:
        """Nobody can be called at the moment: no card, nobody's name."""
        self._state = None
        self.page.card.hide()
        self.promises.clear()
        self.show_counts(p)

    def show_live(self, p: FocusPresenter) -> None:
        """Before or during the call."""
        live = p.live
        note_open = live or bool(p.card.note)
        self.page.card.set_live(live, note_open=note_open and p.mode != "strip", reached=False)
        self._show_advice(live=live or p.mode == "strip")
        if not live and p.mode == "card":
            p.bar_requested.emit(False)
        if not self.page.typing:
            self.page.setFocus()
        self._show_call_time(p)

    def _show_advice(self, *, live: bool) -> None:
        """Above the keys: the voicemail advice before a call; whose the keys are, while another window has them."""
        advice = self._state.voicemail if self._state else ""
        if not self._active:
            advice, live = KEYS_GO_ELSEWHERE, False
        self.page.outcomes.show_advice(advice, live=live)
        self.page.card.show_advice(advice, live=live)

    def show_mode(self, p: FocusPresenter) -> None:
        """Keys, strip or question, whichever is in front."""
        if p.mode == "strip":
            self.show_strip(p)
            return
        if p.mode == "card":
            self.page.show_panel(self.page.outcomes)
            self.page.card.set_live(p.live, note_open=p.live or bool(p.card.note), reached=False)
            self._show_advice(live=p.live)
            self.page.setFocus()

    def show_counts(self, p: FocusPresenter) -> None:
        """Goals so far, the ask of the open call counted in."""
        if p.hour.timer is None:  # asked for by the last card
            return
        done = p.hour.tally()
        done = replace(done, asks=done.asks + p.card.asks)
        self._counts = goal_counts(p.hour.session.goals, done)
        self.show_ahead(p)

    def show_ahead(self, p: FocusPresenter) -> None:
        """The next names."""
        if self._counts:
            self.page.show_counts(self._counts, next_names(p.deck.ahead(p.card.lead_id)), self.promises.listed(p))

    def show_list(self, p: FocusPresenter) -> None:
        """The list was worked out again behind the card."""
        self.show_ahead(p)
        if self._state is not None and not self._state.why:
            self.page.card.side.set_why(why_now(p))

    def show_time(self, timer: HourTimer | None, p: FocusPresenter) -> None:
        """The sun, the minutes, the wall clock, the lead's clock, the ring and the call's timer.

        Not part of a press: the sun may bring a new sky, which is the whole window to paint.
        """
        if timer is None:
            return
        rep, style = self._context.services.rep, self._context.style
        self.page.sky.set_fraction(timer.fraction)
        self.moment.sky.set_fraction(timer.fraction)
        hidden = rep.settings.hide_minutes
        self.page.show_left(minutes_left(timer.left_s), hidden=hidden)
        until = short_clock(rep.local(timer.session.ends_at), style)
        self.page.ends.show_clock(f"{short_clock(rep.local(), style)}, until {until}")
        self.moment.time_left.show_left(minutes_left(timer.left_s), hidden=hidden)
        if p.lead is not None and self._state is not None:
            self.page.card.set_place(self._state.about, place_line(p.lead, rep.now(), rep.zone_name, style))
        self.promises.show_late(p)
        if self.promises.is_listed_anew(p):
            self.show_ahead(p)
        self._show_call_time(p)

    def _show_call_time(self, p: FocusPresenter) -> None:
        """The ring before a call, its timer during it."""
        now = self._context.services.rep.now()
        if p.card.dialled_at is not None:
            said = span(max(0.0, (now - p.card.dialled_at).total_seconds()))
            self.page.card.set_timer(f"{'Connected' if p.mode == 'strip' else 'On the call'}  {said}")
            self.page.bar.show_timer(said, live=True)
            return
        self.page.bar.show_timer("", live=False)
        if p.mode == "strip":  # saved without Call: there is nothing to count from
            self.page.card.set_timer("Connected")
        if p.card.opened_at is not None:
            prep_s = self._context.services.rep.settings.prep_s
            self.page.card.set_prep(max(0, prep_s - int((now - p.card.opened_at).total_seconds())), prep_s)

    def _put_note(self, text: str) -> None:
        for note in (self.page.card.note, self.page.bar.note):
            note.blockSignals(True)
            note.set_text(text)
            note.blockSignals(False)

    # the strip

    def show_strip(self, p: FocusPresenter) -> None:
        """Somebody was spoken with."""
        if p.strip is None or p.lead is None:
            return
        rep = self._context.services.rep
        risen = lifted(p.lead.follow.talk, rep.model, rep.now(), 0.8)
        card = self.page.card
        card.side.set_altitude(risen.curve, risen.altitude, risen.more)
        card.set_live(True, note_open=False, reached=False)
        self._show_advice(live=True)
        self.page.strip.show_state(p.strip.state)
        self.page.show_panel(self.page.strip)
        self.page.strip.focus_slots()
        self.promises.show_late(p)
        self._show_call_time(p)

    def refresh_strip(self, p: FocusPresenter) -> None:
        """The strip after a choice; the keyboard stays where it is."""
        if p.strip is not None:
            self.page.strip.show_state(p.strip.state)

    def focus_typed_time(self) -> None:
        """Key 3."""
        self.page.strip.typed.setFocus()

    def focus_slots(self, *, reasons: bool) -> None:
        """Key 4: on to the reasons, or back to the slots."""
        shown = self.page.strip.reasons if reasons else self.page.strip.slots
        shown[0].setFocus()

    def toggle_strip_tick(self, key: str) -> None:
        """G, A, T, V or S in the strip."""
        strip = self.page.strip
        ticks = {"G": strip.reached, "A": strip.asked, "T": strip.text_ready, "V": strip.video, "S": strip.now}
        if ticks[key].isVisibleTo(strip):
            ticks[key].toggle()

    def say_missing(self, missing: Missing) -> None:
        """What the strip still needs; the keyboard goes there."""
        self.tell(missing.words)
        if missing.line:
            self.page.strip.note.setFocus()
        else:
            self.page.strip.focus_slots()

    def say_change(self) -> None:
        """Which keys change the outcome of the strip."""
        self.tell("Ctrl 5 not interested, Ctrl 7 sold, Ctrl 8 do not call, Ctrl 9 someone else")

    # questions

    @property
    def choice(self) -> ChoicePanel:
        """Where questions are asked and answered."""
        return self.page.choice

    @property
    def question(self) -> Question | None:
        return self.page.choice.question

    def ask(self, question: Question) -> None:
        """A question takes the place of the keys."""
        if self._bar_shown and self.presenter is not None:
            self.presenter.bar_requested.emit(False)  # there is no room for a question in it
        self.page.choice.ask(question)
        self.page.show_panel(self.page.choice)
        if question.type_first:
            self.page.choice.field.setFocus()
        else:
            self.page.setFocus()

    # keys

    def focus_note(self) -> None:
        """N: the open note, in the strip, on the card or in the bar."""
        page, p = self.page, self.presenter
        if p is not None and p.mode == "strip":
            page.strip.note.setFocus()
        elif self._bar_shown:
            page.bar.note.setFocus()
        else:
            live = p is not None and p.live
            page.card.set_live(live, note_open=True, reached=False)
            page.card.note.setFocus()

    def edit_goal(self) -> None:
        self.page.card.edit_goal()

    def keep_goal(self, text: str) -> None:
        """The goal was edited on the card."""
        p = self.presenter
        if p is None or p.lead is None or self._state is None or self._state.lead_id != p.lead.id:
            return
        if text == goal_of(p.lead, p.services.rep.own_goals):
            return
        p.hour.set_goal(p.lead.id, text)
        self.refresh_card(p)
        if soft_question(text):
            self.tell(soft_question(text))

    def refresh_card(self, p: FocusPresenter) -> None:
        """The same card once one of its lines is written; a call goes on."""
        if p.lead is None:
            return
        p.lead = p.services.log.lead(p.lead.id)
        self._state = build_card(p.lead, p.phone(), facts_of(p, p.lead))
        self.page.card.show_state(self._state)
        self.page.bar.show_state(self._state)
        self.spoken.show_card(self._state)

    def ask_again(self, outcome: Outcome) -> None:
        """ "Press 8 again"."""
        self.page.outcomes.keys.ask_again(outcome.value)
        self.page.bar.keys.ask_again(outcome.value)
        if self.presenter is not None and self.presenter.mode == "strip":
            self.tell("Press Ctrl 8 again: do not call.")

    def settle(self) -> None:
        """Take the question back."""
        self.page.outcomes.keys.settle()
        self.page.bar.keys.settle()

    # covers

    def meet_resistance(self, p: FocusPresenter) -> None:
        """The face, the plank, the rep's own line."""
        back = f"Back to {p.lead.greeting_name}" if p.lead else "Back"
        self.moment.meet(moment_words(p), back)

    def show_pause(self) -> None:
        self.saying.stop()
        self._cover_lead(covered=True)
        self.page.pause.show_pause()
        self.page.setFocus()

    def ask_pause_reason(self) -> None:
        self.page.pause.ask_reason()
        self.page.setFocus()

    @property
    def asks_pause_reason(self) -> bool:
        return self.page.pause.asking

    def hide_pause(self) -> None:
        self.page.pause.hide()
        self._cover_lead(covered=False)

    def _cover_lead(self, *, covered: bool) -> None:
        """Under the pause no lead is left, for a screen reader neither: what is merely covered is still read."""
        self.page.sky.setVisible(not covered and not self._bar_shown)
        self.page.bar.setVisible(not covered and self._bar_shown)

    @property
    def sheet_shown(self) -> bool:
        return not self.page.sheet.isHidden()

    def show_sheet(self) -> None:
        self.page.sheet.show()
        self.page.sheet.raise_()
        self.page.setFocus()

    def hide_sheet(self) -> None:
        self.page.sheet.hide()

    def set_bar(self, shown: bool) -> None:
        """The page as the call bar, or whole."""
        self._bar_shown = shown
        if self.presenter is not None:
            self._put_note(self.presenter.card.note)  # typed in the one, it stands in the other
        if shown and self._state is not None:
            self.page.bar.show_state(self._state)
        self.page.set_bar(shown)

    def toggle_bar(self) -> None:
        """F11."""
        if self.presenter is not None:
            self.presenter.bar_requested.emit(not self._bar_shown)

    def one_monitor(self) -> bool:
        """Whether the dialer has to share this screen."""
        return len(QGuiApplication.screens()) == 1

    def tell(self, words: str, *, undo: bool = False, redo: bool = False) -> None:
        """One line at the foot of the page; it takes no focus."""
        self.saying.say(words, undo=undo, redo=redo)

    def set_typing(self, typing: bool) -> None:
        """A text field has the keyboard, or has it no more."""
        self.page.outcomes.set_typing(typing)
        self.page.choice.set_typing(typing)
        self.page.strip.set_typing(typing)
        self.page.bar.keys.set_typing(typing)
        if self.presenter is not None and self._state is not None:
            self.promises.show_late(self.presenter)

    def set_active(self, active: bool) -> None:
        """The window has the keys, or another one has."""
        self.page.outcomes.keys.set_active(active)
        self.page.bar.set_active(active)
        self._active = active
        p = self.presenter
        self._show_advice(live=p is not None and (p.live or p.mode == "strip"))
