"""The hour's presenter: which card is open, what each key does to it, and when the hour is over.

The way of a key press: `on_key` -> the mode it lands in -> an outcome -> `_log`, which commits the call
together with the card that comes next -> `show_card`. Nothing is painted before it is on disk.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.deck import Deck, Served
from lch_desktop.services.queueing import Snapshot
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.focus import wiring
from lch_desktop.ui.focus.answers import Answers
from lch_desktop.ui.focus.breath import Breath
from lch_desktop.ui.focus.day_list import DayList
from lch_desktop.ui.focus.deeds import Deeds
from lch_desktop.ui.focus.dial_next import DialNext
from lch_desktop.ui.focus.fears import Fears
from lch_desktop.ui.focus.guards import KeyGuards
from lch_desktop.ui.focus.half_typed import HalfTyped
from lch_desktop.ui.focus.open_cards import OpenCards
from lch_desktop.ui.focus.outside import Outside
from lch_desktop.ui.focus.screen import Screen
from lch_desktop.ui.focus.silences import Silences
from lch_desktop.ui.focus.strip_keys import StripKeys
from lch_desktop.ui.focus.strip_model import StripModel
from lch_desktop.ui.focus.strip_send import get_ready
from lch_desktop.ui.focus.taking_back import TakingBack
from lch_desktop.ui.hotkeys import KeyMap
from lch_desktop.words import OUTCOMES

CARD, STRIP, QUESTION, PAUSED, RESISTANCE, OVER = "card", "strip", "question", "paused", "resistance", "over"
CTRL_TOO = frozenset({"Enter", "Z", "Shift+Z"})  # of the other keys with Ctrl, a text field lets some through
TICK_MS = 1000


class FocusPresenter(QObject):
    """Runs one hour on its page."""

    finished = Signal(object)  # the FocusSession whose debrief is due
    resistance_met, resistance_left = Signal(), Signal()
    bar_requested, shield_asked = Signal(bool), Signal()
    page_opened = Signal(int, str)  # a lead's own page, at this address

    def __init__(self, context: UiContext, screen: Screen, keys: KeyMap) -> None:
        super().__init__()
        self.context, self.services = context, context.services
        self.hour = context.services.hour
        self.screen = screen
        self.keys = keys
        self.deck = Deck(self.services.queueing, self.services.rep)
        self.guards = KeyGuards(self.services.rep.clock.elapsed_s)
        self.card = OpenCard()
        self.lead: Lead | None = None
        self.strip: StripModel | None = None
        self.mode = OVER
        self.cards = OpenCards(self)
        self.outside = Outside(self)
        self.silences = Silences(self)
        self.list = DayList(self.deck, self.hour, context.tasks, lambda: screen.show_list(self))
        self.typed = HalfTyped(self)
        self.back = TakingBack(self)
        self.answers = Answers(self)
        self.deeds = Deeds(self)
        self.breath = Breath(self)
        self.dial_next = DialNext(self)
        self.fears = Fears(self)
        self.strip_keys = StripKeys(self)
        self._tick_timer = QTimer(self, interval=TICK_MS)
        self._tick_timer.timeout.connect(self.tick)
        wiring.connect(screen, self)

    # begin and end

    def begin(self, snapshot: Snapshot | None = None) -> None:
        """Go on with the running hour: the card that was open, else the first of the list."""
        self.mode = CARD
        self.card = self.hour.card()
        self.typed.begin()
        self.outside.begin()
        self.silences.read()
        self.breath.begin()
        self.dial_next.begin()
        self.fears.begin()
        self._tick_timer.start()
        self.screen.begin()
        if self.hour.session.paused_at is not None:
            self.mode = PAUSED
            self.screen.show_pause()
            self.breath.show()
        if self.card.lead_id:
            self.show_card()
            self.list.refresh()
        elif snapshot is not None:
            self.deck.put(snapshot)
            self.open_next(self.deck.next())
        else:
            self.list.first(lambda: self.open_next(self.deck.next()))
        self.tick()
        self.screen.after_frame.do_soon(self.services.log.get_ready)

    def stop(self) -> None:
        """The window closes: keep what is half typed."""
        self._tick_timer.stop()
        self.typed.stop(save=True)
        if self.hour.timer is not None:
            self.hour.save()

    def end(self, reason: str, *, queue_emptied: bool = False) -> None:
        """The hour is over; its debrief follows."""
        if self.mode != OVER:
            self.typed.to_leads()
        self._tick_timer.stop()
        self.typed.stop()
        session: FocusSession = self.hour.finish(reason, queue_emptied=queue_emptied)
        self.mode = OVER
        self.bar_requested.emit(False)
        self.finished.emit(session)

    def tick(self) -> None:
        """Once a second: both clocks, the sun, the timers; and the end, unless a call is live."""
        if self.hour.timer is None:
            return
        timer = self.hour.tick(self.live)
        self.screen.show_time(timer, self)
        waiting = self.mode == QUESTION and self.answers.waits_for_promise
        if timer.over and not self.live and (waiting or self.mode == CARD):
            self.end("time")
        elif waiting and self.answers.promise_has_come:
            served = self.deck.next()  # a promise; calling hours that have begun only a new list knows
            self.open_next(served if served.entry is not None else self.list.rebuilt_next())
        else:
            self.breath.look()
            self.dial_next.look()

    @property
    def live(self) -> bool:
        """Whether a call is on: between Call and its outcome."""
        return self.card.dialled_at is not None and self.mode != OVER

    @property
    def asks(self) -> int:
        """How often the order was asked for in the open call, the strip's tick counted in."""
        return self.strip.asks(self.card.asks) if self.strip is not None else self.card.asks

    # the card

    def open_lead(self, lead_id: int, *, live: bool = False) -> None:
        """Put one lead on the card."""
        lead = self.services.log.lead(lead_id)
        self.card = self.cards.of(lead, lead.phone)
        if live:
            self.card = replace(self.card, dialled_at=self.services.rep.now())
        self.hour.save_card(self.card)
        self.show_card(lead)

    def phone(self) -> Phone | None:
        """The number on the card."""
        if self.lead is None:
            return None
        found = next((p for p in self.lead.phones if p.id == self.card.phone_id), None)
        return found or self.lead.phone

    def show_card(self, lead: Lead | None = None) -> None:
        """Show the open card; one whose lead is gone makes room for the next. `lead`: as it was just read."""
        self.lead = lead or self.services.store.leads.get(self.card.lead_id)
        if self.lead is None:  # deleted meanwhile
            self.open_next(self.deck.next(self.card.lead_id))
            return
        if self.mode != PAUSED:
            self.mode = CARD
        self.strip = None
        self.guards.card_shown()
        self.screen.show_card(self)
        self.dial_next.card_shown()
        if self.card.strip == Outcome.CONNECTED.value:
            self.open_strip(self.card.follow_on)

    def open_next(self, served: Served) -> None:
        """Show what `Deck.next` served, or say that there is nothing more."""
        if served == Served(None):  # dry, or the list is not there yet: a rep may be quick after a restart
            served = self.list.rebuilt_next()  # the card in hand counts again: skipped, it may be all that is left
        if served.entry is not None:
            self.open_lead(served.entry.lead_id)
        elif served.waiting is not None:
            self._wait_for(served)
        else:
            self.end("dry", queue_emptied=True)

    def _wait_for(self, served: Served) -> None:
        self.card, self.lead = OpenCard(), None
        self.hour.save_card(self.card)
        self.mode = QUESTION
        self.screen.clear_card(self)
        self.answers.ask_waiting(served)

    # keys

    def on_key(self, key: str, pressed_s: float = 0.0) -> None:
        """One real key press, named as on its cap. `pressed_s`: when it went down (`hotkeys.pressed_s`)."""
        self.guards.key_pressed(pressed_s)
        if self.guards.is_wary():
            return  # typed into another window a moment ago
        if self.guards.armed and key.removeprefix("Ctrl+") != self.keys.key(Outcome.DO_NOT_CALL):
            self.disarm()
            if self.keys.action(key) == "call":
                return  # nobody is rung by the Enter that was to confirm "do not call"
        if self.mode == PAUSED:
            self.deeds.pause_key(key)
        elif self.screen.sheet_shown:
            self.screen.hide_sheet()
            if key not in ("Esc", self.keys.key("keys")):
                self.on_key(key, pressed_s)
        elif self.mode == QUESTION:
            self.answers.key(key)
        elif self.mode == STRIP:
            self.strip_keys.key(key)
        elif self.mode == CARD:
            self._card_key(key)

    def on_key_released(self, key: str) -> None:
        """Only the confirmation of key 8 waits for this."""
        if key == self.keys.key(Outcome.DO_NOT_CALL):
            self.guards.key_released()

    def _card_key(self, key: str) -> None:
        if key == "Esc":
            if self.guards.is_second_esc():
                self.act("end")
            return
        plain = key.removeprefix("Ctrl+")
        if plain == key or plain.isdigit() or plain in CTRL_TOO:
            self.act(self.keys.action(plain), by_key=True)

    def act(self, action: str, *, by_key: bool = False) -> None:
        """Do what a key or its button stands for."""
        self.screen.hide_sheet()
        if action in OUTCOMES:
            self.outcome(Outcome(action), by_key=by_key)
            return
        self.disarm()
        self.context.hub.tried(lambda: self.deeds.do(action))

    def call(self) -> None:
        """Enter: begin the call and hand the number to the dialer."""
        phone = self.phone()
        if self.live or self.lead is None or not self.guards.allows_call():
            return
        if phone is None:
            self.context.hub.told.emit(self.tr("{0} needs a number. S skips.").format(self.lead.shown_name))
            return
        self.dial_next.leave(self.card)
        self.card = self.hour.dialled(self.card)
        try:
            handed = self.services.calling.call(phone)
        finally:  # also where the dialer fails: the call counts as begun, and the card says so
            self.screen.show_live(self)
        if handed and self.services.rep.settings.call_bar and self.screen.one_monitor():
            self.bar_requested.emit(True)

    def outcome(self, outcome: Outcome, *, by_key: bool = False) -> None:
        """One of the nine. It works whether or not Call was pressed."""
        if self.mode not in (CARD, STRIP) or self.lead is None:
            return
        if by_key and not self.guards.allows_outcome(outcome.value):
            return
        if self.outside.took_the_card():
            return
        if outcome is Outcome.DO_NOT_CALL and not self.guards.confirms(by_key):
            self.screen.ask_again(outcome)
            return
        if outcome is not Outcome.DO_NOT_CALL:
            self.disarm()
        if outcome is Outcome.CONNECTED:
            self.open_strip()
        elif not self.answers.asks_about(outcome):
            goal_hit = self.strip.state.goal_hit if self.strip is not None else None
            self.log(Report(outcome=outcome, note=self.card.note.strip(), asks=self.asks, goal_hit=goal_hit))

    def open_strip(self, kept: str = "") -> None:
        """Somebody was spoken with: the slots and the line take the place of the keys."""
        if self.lead is None:
            return
        self.strip = StripModel(self.services, self.context.style, self.lead, self.card.note, self.card.asks > 0)
        self.strip.take_back(kept)
        if self.strip.state.send_now:  # after a crash: nobody ticks it again
            get_ready(self.context)
        if self.mode != PAUSED:
            self.mode = STRIP
        self.guards.strip_shown()
        self.card = replace(self.card, strip=Outcome.CONNECTED.value, follow_on=self.strip.keep())
        self.hour.save_card(self.card)
        self.bar_requested.emit(False)
        self.fears.show(self.screen.page.strip.fear)
        self.screen.show_strip(self)

    def log(self, report: Report, words: str = "") -> None:
        """Commit the call and the card after it, then show that card."""
        if self.lead is None:
            return
        lead, card = self.lead, self.card
        self.typed.stop()
        try:
            self.hour.log(card, report, goal_of(lead, self.services.rep.own_goals), self.cards.after, words)
        except LchError as error:  # nothing was written: the card stays as it was
            self.card = card
            if self.mode == CARD:
                self.screen.show_mode(self)
            self.context.hub.failed.emit(error)
            return
        self.silences.count(report.outcome)
        self.fears.logged(lead.id, report.outcome)
        self._say_logged(lead, card, report)
        timer = self.hour.timer
        if timer is not None and timer.over and not self.card.parked_lead_id:
            self.end("time")
            return
        if self.card.lead_id:
            self.show_card(self.cards.coming)
            self.screen.after_frame.do_soon(self.list.refresh)
        else:
            self.open_next(self.deck.next())
        self.screen.after_frame.do_soon(self.context.hub.changed.emit)
        self.breath.look_soon()

    def _say_logged(self, lead: Lead, card: OpenCard, report: Report) -> None:
        said = OUTCOMES[report.outcome]
        if self.card.lead_id == lead.id and report.outcome is Outcome.WRONG_NUMBER:
            words = self.tr("That number is retired. Here is the next one.")
        elif card.dialled_at is None:
            words = self.tr("Logged without a call: {0}, {1}").format(lead.shown_name, said.lower())
        else:
            words = f"{lead.shown_name}: {said.lower()}"
        self.screen.saying.say_after_frame(words)

    def disarm(self) -> None:
        """Another key was pressed: key 8 has to be asked for anew."""
        self.guards.disarm()
        self.screen.settle()

    def on_changed_outside(self) -> None:
        """The command line wrote."""
        self.outside.look()
