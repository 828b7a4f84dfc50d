"""What the keys beside the outcomes do at once, without a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import RuleError
from lch_desktop.ui.focus import questions

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter

PAUSE_REASONS = ("door", "urgent call", "health", "other")


class Deeds:
    """Each action by its name, as hotkeys.ACTIONS has it."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter

    def do(self, action: str) -> None:
        """Do `action`; one that is unknown, or an outcome, is not done here. Raises LchError."""
        doing = self._doings().get(action)
        if doing is not None:
            doing()

    def _doings(self) -> dict[str, Callable[[], None]]:
        p, screen, ask = self._p, self._p.screen, self._p.answers.ask
        return {
            "call": p.call,
            "ask": self._ask_for_order,
            "note": screen.focus_note,
            "opener": screen.spoken.toggle_opener,
            "voicemail-words": screen.spoken.toggle_voicemail,
            "may-need": self._ask_may_need,
            "goal": screen.edit_goal,
            "use-note": p.answers.ask_use_note,
            "redial": self._redial,
            "called-back": p.answers.ask_called_back,
            "later": lambda: ask(questions.later_line()),
            "skip": self._skip,
            "snooze": p.answers.ask_snooze,
            "undo": p.back.undo,
            "redo": p.back.redo,
            "edit-last": p.answers.ask_edit,
            "resistance": self._resistance,
            "pause": self._pause,
            "open-page": self._open_page,
            "lower-shield": self._lower_shield,
            "hide-minutes": self._hide_minutes,
            "call-bar": screen.toggle_bar,
            "keys": screen.show_sheet,
            "end": lambda: ask(questions.end_hour()),
            "late-text": lambda: screen.promises.copy_word(p),
        }

    def _ask_for_order(self) -> None:
        self._p.card = replace(self._p.card, asks=self._p.card.asks + 1)
        self._p.hour.save_card(self._p.card)
        self._p.screen.show_counts(self._p)

    def _ask_may_need(self) -> None:
        """M: what they may need next, with the card's question above the line."""
        p = self._p
        if p.lead is not None:
            p.answers.ask(questions.may_need(p.services.serve.question_for(p.lead)))
            p.screen.choice.field.setText(p.lead.may_need)

    def keep_may_need(self, text: str) -> None:
        """The answer stands on the lead from now on, and on the card at once."""
        p = self._p
        p.answers.back()
        if p.lead is not None and text.strip() != p.lead.may_need.strip():
            p.services.serve.answer(p.lead.id, text, p.hour.session.id)
            p.screen.refresh_card(p)

    def _redial(self) -> None:
        """The line dropped: the same attempt, the same note. After an outcome, the last call is taken up again."""
        p = self._p
        if not p.live and p.strip is None:
            newest = p.services.store.ledger.newest(p.hour.session.id)
            if newest is None or not newest.call_id:
                raise RuleError("nothing-to-redial")
            p.back.undo()
            if p.card.dialled_at is None:
                p.card = p.hour.dialled(p.card)
                p.screen.show_live(p)
        phone = p.phone()
        if phone is not None:
            p.services.calling.call(phone)

    def _skip(self) -> None:
        p = self._p
        if p.live or p.lead is None:
            p.context.hub.told.emit("End this call with an outcome first.")
            return
        p.typed.keep()
        p.hour.skip(p.lead.id)
        p.screen.tell(f"{p.lead.shown_name} goes to the back of the list.", undo=True)
        self.go_on_after(p.lead.id)

    def go_on_after(self, lead_id: int) -> None:
        """The lead was skipped or snoozed: the next one."""
        p = self._p
        p.deck.changed()
        served = p.deck.next(lead_id)
        p.open_next(served)
        p.screen.after_frame.do_soon(p.list.refresh)

    def _resistance(self) -> None:
        """The voice speaks; not during a live call."""
        p = self._p
        if p.live:
            return
        p.hour.resistance(p.lead.id if p.lead else 0)
        p.mode = "resistance"
        p.screen.meet_resistance(p)
        p.resistance_met.emit()

    def note_said(self, said: str) -> None:
        """What the voice said, one of the rep's own conditions; "" takes it back."""
        visits = self._p.hour.visits()
        if visits:
            self._p.hour.note_said(visits[-1].id, said)
            self._p.fears.note(visits[-1], said)

    def end_resistance(self) -> None:
        """Back to the same card."""
        self._p.mode = "card"
        self._p.resistance_left.emit()
        self._p.screen.show_mode(self._p)

    def _open_page(self) -> None:
        """The lead's profile or CRM page: this one address, for this call."""
        p = self._p
        if p.lead is None:
            return
        address = p.services.links.best(p.lead)
        if p.context.make_shield is None:
            p.services.links.open(address)
        else:
            p.page_opened.emit(p.lead.id, address)  # the shield lets it through first, then it is opened

    def _lower_shield(self) -> None:
        """Any time: the sheet asks for one reason."""
        if self._p.context.make_shield is None:
            self._p.context.hub.told.emit("There is no shield here.")
        else:
            self._p.shield_asked.emit()

    # pause and end

    def _pause(self) -> None:
        p = self._p
        p.hour.pause(p.lead.id if p.lead else 0)
        p.mode = "paused"
        p.screen.show_pause()

    def pause_key(self, key: str) -> None:
        """Enter or P comes back; then a digit names the reason and Enter skips it. Between sets nothing is asked."""
        if self._p.breath.is_on:
            self._p.breath.key(key)
        elif not self._p.screen.asks_pause_reason:
            if key in ("Enter", "Esc", self._p.keys.key("pause")):
                self._p.screen.ask_pause_reason()
        elif key.isdigit() and int(key) <= len(PAUSE_REASONS):
            self.go_on(PAUSE_REASONS[int(key) - 1])
        elif key in ("Enter", "Esc"):
            self.go_on("")

    def go_on(self, reason: str) -> None:
        """The pause is over."""
        self.come_back(lambda: self._p.hour.go_on(reason))

    def come_back(self, go_on: Callable[[], None]) -> None:
        """`go_on` ends the pause or the breath; the card is read anew, so its ring begins anew."""
        p = self._p
        go_on()
        if p.card.lead_id and not p.live:
            p.card = replace(p.card, opened_at=p.services.rep.now())
            p.hour.save_card(p.card)
        p.screen.hide_pause()
        if p.answers.waits_for_promise:
            p.answers.wait_on()
            return
        p.mode = "strip" if p.strip is not None else "card"
        p.screen.show_mode(p)
        p.tick()

    def _hide_minutes(self) -> None:
        rep = self._p.services.rep
        rep.save(replace(rep.settings, hide_minutes=not rep.settings.hide_minutes))
        self._p.tick()
