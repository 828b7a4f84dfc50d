"""What the keys beside the outcomes do, and what the answers to the questions mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.queue import PROMISE_LEAD, Entry, Tier
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.callers import LEAST_LETTERS
from lch_desktop.services.deck import Served
from lch_desktop.ui.focus import questions
from lch_desktop.ui.focus.choice import Option, Question
from lch_desktop.ui.focus.fears import ANSWERED
from lch_desktop.words import OUTCOMES, short_clock

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter

FOUND_AT_MOST = 5
WHILE_WAITING = frozenset({"undo", "redo", "pause", "later", "called-back", "hide-minutes", "keys", "edit-last"})


class Answers:
    """The presenter's second hand: one question at a time."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self._found: list[Lead] = []
        self._last_call: Call | None = None
        self._times: questions.Times = ()
        self._waiting: Entry | None = None
        self._served = Served(None)
        self._back_to = "card"
        self._options: dict[str, Callable[[int], None]] = {
            "call-back-later": self._call_back_at,
            "someone-else": self._try_again_at,
            "not-interested": self._not_interested,
            "snooze": self._snooze_until,
            "called-back": self._take_call,
            "use-note": self._use_note,
            "end": self._end,
            "only-waiting": self._waiting_answer,
        }
        self._lines: dict[str, Callable[[str], None]] = {
            "call-back-later": lambda text: self._log_at(Outcome.CALL_BACK_LATER, self._time(text)),
            "someone-else": self._line_of_other,
            "snooze": lambda text: self._snooze_to(self._time(text).date()),
            "later": self._keep_later,
            "may-need": lambda text: self._p.deeds.keep_may_need(text),
            "called-back": lambda text: self._take_call(0) if text.strip() else None,
            "edit-last": self._keep_edit,
        }

    # asking

    def asks_about(self, outcome: Outcome) -> bool:
        """Ask what `outcome` needs; False where one key is all."""
        lead = self._p.lead
        if lead is None:
            return True
        if outcome not in (Outcome.CALL_BACK_LATER, Outcome.SOMEONE_ELSE, Outcome.NOT_INTERESTED):
            return False
        style = self._p.context.style
        # Kept with the question: minutes later "In 1 h" must still mean the time that stands on the key.
        times = self._times = questions.later_times(self._p.services.rep, self._p.services.openings.free_after())
        asked: dict[Outcome, Callable[[], Question]] = {
            Outcome.CALL_BACK_LATER: lambda: questions.call_back(times, style, lead),
            Outcome.SOMEONE_ELSE: lambda: questions.someone_else(times, style, lead),
            Outcome.NOT_INTERESTED: lambda: questions.not_interested(lead),
        }
        self.ask(asked[outcome]())
        return True

    def ask(self, question: Question) -> None:
        """Put `question` on the ground; Esc goes back to where it came from, past a question before it."""
        if self._p.mode != "question":
            self._back_to = self._p.mode
        self._p.mode = "question"
        self._p.guards.strip_shown()
        self._p.screen.ask(question)
        if question.name in ANSWERED:
            self._p.fears.show(self._p.screen.choice.fear)

    def ask_waiting(self, served: Served) -> None:
        """Nothing is left but what waits for its minute."""
        waiting = served.waiting
        if waiting is None or waiting.waits_until is None:
            return
        when = short_clock(self._p.services.rep.local(waiting.waits_until), self._p.context.style)
        self._waiting, self._served = waiting, served
        question = questions.only_waiting(waiting.candidate.name, when, more=served.more, may_call=served.may_call)
        self.ask(question)

    def wait_on(self) -> None:
        """Back to the question what to do until then."""
        self._p.mode = "question"
        self.ask_waiting(self._served)

    @property
    def waits_for_promise(self) -> bool:
        """Whether there is no card but the question what to do until the next promise."""
        return self._waiting is not None and self._p.lead is None

    @property
    def promise_has_come(self) -> bool:
        """Whether the minute that is waited for is there: of a promise a little before, of calling hours sharp."""
        waiting = self._waiting
        if waiting is None or waiting.waits_until is None:
            return False
        early = PROMISE_LEAD if waiting.tier is Tier.PROMISED else timedelta()
        return waiting.waits_until - early <= self._p.services.rep.now()

    def back(self) -> None:
        """Esc: no answer."""
        if self._waiting is not None and self._p.lead is None:
            if self._p.screen.question is not None and self._p.screen.question.name != "only-waiting":
                self.wait_on()
            return
        self._p.mode = self._back_to
        self._p.screen.show_mode(self._p)

    def key(self, key: str) -> None:
        """A key while a question is up."""
        question = self._p.screen.question
        plain = key.removeprefix("Ctrl+")
        if question is None or key == "Esc":
            self.back()
        elif plain.isdigit() and self._p.guards.allows_slot():
            if int(plain) <= self._p.screen.choice.option_count:
                self.choose(int(plain) - 1)
        elif plain == "Enter":
            self.save(self._p.screen.choice.answer)
        elif key == "Y" and question.tick:
            self._p.screen.choice.tick.toggle()
        elif key == self._p.keys.key("note") and question.field:
            self._p.screen.choice.field.setFocus()
        elif question.name == "only-waiting" and self._p.keys.action(key) in WHILE_WAITING:
            self._p.act(self._p.keys.action(key))

    def choose(self, place: int) -> None:
        """One of the options, by key or by click."""
        question = self._p.screen.question
        if question is not None and question.name in self._options:
            self._guarded(lambda: self._options[question.name](place))

    def save(self, text: str) -> None:
        """Enter in the line, or the button."""
        question = self._p.screen.question
        if question is not None and question.name in self._lines:
            self._guarded(lambda: self._lines[question.name](text))

    def typed(self, text: str) -> None:
        """Letters arrive in the line: who rings is looked up, a time is read back."""
        question = self._p.screen.question
        if question is None:
            return
        if question.name == "called-back":
            enough = len(text.strip()) >= LEAST_LETTERS
            self._found = self._p.services.callers.found(text, FOUND_AT_MOST)
            options = tuple(Option(lead.shown_name, lead.company) for lead in self._found)
            self._p.screen.choice.set_options(options)
            nobody = "Nobody by that." if enough and not self._found else ""
            tried = "Called today, nobody answered." if not enough and self._found else ""
            self._p.screen.choice.set_remark(nobody or tried)
        elif question.name in ("call-back-later", "someone-else", "snooze"):
            style = self._p.context.style
            self._p.screen.choice.set_remark(questions.read_back(text, self._p.services.rep, style))

    # outcomes

    def _call_back_at(self, place: int) -> None:
        self._log_at(Outcome.CALL_BACK_LATER, self._times[place][1])

    def _try_again_at(self, place: int) -> None:
        self._log_at(Outcome.SOMEONE_ELSE, self._times[place][1])

    def _line_of_other(self, text: str) -> None:
        """ "try at 3" holds the time; a line without one still needs a key."""
        self._log_at(Outcome.SOMEONE_ELSE, questions.time_within(text, self._p.services.rep), line=text)

    def _log_at(self, outcome: Outcome, at: datetime, line: str = "") -> None:
        card = self._p.card
        said = line or (self._p.screen.choice.answer if outcome is Outcome.SOMEONE_ELSE else "")
        note = "\n".join(part for part in (card.note.strip(), said.strip()) if part)
        self._log(
            Report(outcome=outcome, next_call_at=at, person=self._p.screen.choice.ticked, note=note, asks=self._p.asks)
        )

    def _not_interested(self, place: int) -> None:
        reason = questions.NOT_INTERESTED[place][0]
        card = self._p.card
        self._log(Report(outcome=Outcome.NOT_INTERESTED, reason=reason, note=card.note.strip(), asks=self._p.asks))

    def _log(self, report: Report) -> None:
        self._p.mode = self._back_to
        self._p.log(report)

    def ask_called_back(self) -> None:
        """B: who rings. Whoever was called today in vain is offered before a letter is typed."""
        self.ask(questions.called_back())
        self.typed("")

    def ask_use_note(self) -> None:
        """U: the newest note, to be made a line of the card."""
        lead = self._p.lead
        if lead is not None and lead.notes.strip():
            self.ask(questions.use_note())
            self._p.screen.choice.field.setText(lead.notes.strip().splitlines()[0])

    def _use_note(self, place: int) -> None:
        """The line is the rep's own from now on: a later import leaves it alone."""
        lead, text = self._p.lead, self._p.screen.choice.answer.strip()
        if lead is not None and text:
            self._p.hour.set_line(lead.id, questions.NOTE_LINES[place][0], text)
            self._p.mode = self._back_to
            self._p.show_card()

    def ask_snooze(self) -> None:
        """J: until when."""
        if self._p.lead is not None and not self._p.live:
            self.ask(questions.snooze(self._p.services.rep, self._p.lead))

    def _snooze_until(self, place: int) -> None:
        self._snooze_to(questions.snooze_days(self._p.services.rep)[place][1])

    def _snooze_to(self, until: date) -> None:
        p = self._p
        if p.lead is None:
            return
        p.hour.snooze(p.lead.id, until)
        p.mode = "card"
        p.screen.tell(f"{p.lead.shown_name} comes back on {until:%d %b}.", undo=True)
        self._p.deeds.go_on_after(p.lead.id)

    def ask_edit(self) -> None:
        """Left: the note of the last call."""
        p = self._p
        calls = p.services.store.calls.of_session(p.hour.session.id)
        if not calls:
            raise RuleError("nothing-to-edit")
        self._last_call = max(calls, key=lambda call: call.id)
        name = p.services.log.lead(self._last_call.lead_id).shown_name
        self.ask(questions.last_call(name, OUTCOMES[self._last_call.outcome]))
        p.screen.choice.field.setText(self._last_call.note)

    def _keep_edit(self, text: str) -> None:
        call = self._last_call
        if call is not None:
            log = self._p.services.log
            log.edit(call, note=text.strip(), asks=call.asks, goal_hit=call.goal_hit)
        self.back()

    def _keep_later(self, text: str) -> None:
        if text.strip():
            self._p.hour.later(text)
            self._p.screen.tell("Kept for later.")
        self.back()

    def _take_call(self, place: int) -> None:
        """Somebody rings: during a live call they come next; else their card is live at once."""
        p = self._p
        if place >= len(self._found):
            return
        lead, current = self._found[place], p.card
        p.hour.called_back(lead.id)
        if p.live and current.lead_id != lead.id:
            p.screen.tell(f"{lead.shown_name} comes next.")
            p.list.rebuild()
            self.back()
            return
        p.typed.keep()
        if current.lead_id != lead.id:
            p.card = OpenCard(
                parked_lead_id=current.lead_id,
                parked_note=current.note,
                parked_dialled_at=current.dialled_at,
            )
        p.mode = "card"
        p.open_lead(lead.id, live=True)

    def _end(self, place: int) -> None:
        self._p.end(questions.END_REASONS[place][0])

    def _waiting_answer(self, place: int) -> None:
        waiting, self._waiting = self._waiting, None
        if place == 0 and waiting is not None and self._served.may_call:
            self._p.mode = "card"
            self._p.open_lead(waiting.lead_id)
        else:
            self._p.end("dry", queue_emptied=True)

    # times

    def _time(self, text: str) -> datetime:
        return questions.typed_time(text, self._p.services.rep)

    def _guarded(self, doing: Callable[[], None]) -> None:
        self._p.context.hub.tried(doing)
