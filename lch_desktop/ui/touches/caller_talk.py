"""Behind the sheet of somebody on the line: what is typed is kept, and the call is logged outside any hour."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import LchError, RuleError
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.outcomes import Report
from lch_desktop.messages import sentence
from lch_desktop.services.call_log import Dial
from lch_desktop.ui.focus.strip import NO_NEXT
from lch_desktop.ui.focus.strip_model import StripModel
from lch_desktop.ui.focus.strip_send import send_text
from lch_desktop.ui.touches.half_told import HalfTold
from lch_desktop.ui.touches.other_outcome import BY_CALL, HOW, NEED_NOTHING, OtherOutcome, how_it_went
from lch_desktop.words import OUTCOMES

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.focus.choice import Question


class CallerPresenter(QObject):
    """One talk at a time. What was typed for somebody is there again when they ring again; the rest is new."""

    shown = Signal(object, object, str)  # a Lead, a StripState, the heading
    asked = Signal(object)  # a Question in the strip's place, None for none
    understood = Signal(str)  # what the typed line is taken for
    strip_changed = Signal(object)  # a StripState
    words_retold = Signal(object)  # a StripState: the keyboard stays where it is
    problem_said = Signal(str)
    closed = Signal()
    ended = Signal()  # logged, or left for good

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._typed: dict[int, tuple[str, str]] = {}  # note and own text of those who are not logged yet
        self._lines: dict[Outcome, str] = {}  # of this talk: what was typed under the questions, whichever is answered
        self._half_told = HalfTold(context, self)
        self._lead: Lead | None = None
        self._model: StripModel | None = None
        self._question: Question | None = None
        self._other: OtherOutcome | None = None
        self._dialled = ""  # what was said of a call of the rep's own; "": they rang
        self._is_talk = False  # of such a call: it came to one
        self._began_at = context.services.rep.now()

    @property
    def lead_id(self) -> int:
        """Who is on the line, 0 for nobody."""
        return self._lead.id if self._lead is not None else 0

    def open(self, lead_id: int, dialled: str = "") -> None:
        """This is who rings: the talk begins now, and the next calls are proposed from now on.

        `dialled`: the rep has called them ("Calling Dana Ruiz."), so what came of it is asked first.
        """
        services = self._context.services
        try:
            lead = services.log.lead(lead_id)
            note, text = self._typed.get(lead_id, ("", ""))
            model = StripModel(services, self._context.style, lead, note, asked=False)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        if text:
            model.write(text=text)
        self._lead, self._model, self._began_at = lead, model, services.rep.now()
        self._dialled, self._is_talk, self._other = dialled, False, None
        self._lines.clear()
        self._question = how_it_went(dialled) if dialled else None
        self.come_back()

    def leave(self) -> None:
        """Nothing is logged. The note stays in their notes, with the lines that were typed; the text until the program
        ends."""
        self._half_told.keep()
        self._lead = self._model = self._question = self._other = None
        self.closed.emit()
        self.ended.emit()

    def back(self) -> None:
        """Esc: from a question to what stood there before, then away."""
        was_asked, self._other = self._other is not None, None
        if was_asked:
            self._ask(None if self._is_talk or not self._dialled else how_it_went(self._dialled))
        elif self._is_talk:
            self._is_talk = False
            self._ask(how_it_went(self._dialled))
        else:
            self.leave()

    def step_aside(self) -> None:
        """Something else takes the window; `come_back` goes on with the same talk."""
        self._half_told.keep()
        self.closed.emit()

    def come_back(self) -> None:
        """The same talk, from where it was."""
        if self._lead is None or self._model is None:
            return
        name = self._lead.shown_name
        self.shown.emit(self._lead, self._model.state, f"Call with {name}" if self._dialled else f"{name} is calling")
        if self._question is not None:
            self._ask(self._question)

    # no talk

    def ask_about(self, outcome: Outcome) -> None:
        """It was no talk: what `outcome` needs."""
        if self._lead is None:
            return
        services, style = self._context.services, self._context.style
        self._other = OtherOutcome(services, style, self._lead, outcome, they_rang=not self._dialled)
        self._ask(self._other.question)

    def answer(self, place: int, line: str, ticked: bool) -> None:
        """One of the question's keys."""
        if self._question is not None and self._question.name == HOW:
            self._went(BY_CALL[place])
        elif self._other is not None:
            self._log(self._other.option(place, self._note, line, ticked=ticked))

    def answer_line(self, text: str, ticked: bool) -> None:
        """What was typed instead."""
        if self._other is None:
            return
        try:
            report = self._other.line(text, self._note, ticked=ticked)
        except LchError as error:
            self.problem_said.emit(sentence(error))
            return
        self._log(report)

    def type_line(self, text: str) -> None:
        """Letters arrive in the line."""
        if self._other is not None:
            self._lines[self._other.outcome] = text
            self._keep_typed()
            self.understood.emit(self._other.read_back(text))

    def _went(self, outcome: Outcome) -> None:
        """How a call of the rep's own went."""
        if outcome is Outcome.CONNECTED:
            self._is_talk = True
            self._ask(None)
        elif outcome in NEED_NOTHING:
            self._log(Report(outcome=outcome, note=self._note.strip()))
        else:
            self.ask_about(outcome)

    def _ask(self, question: Question | None) -> None:
        """Ask it, with the line that was typed there before."""
        self._question = question
        line = self._lines.get(self._other.outcome, "") if self._other is not None else ""
        if question is not None and self._other is not None and line:
            question = replace(question, line=line, remark=self._other.read_back(line))
        self.asked.emit(question)

    # the strip

    def choose(self, place: int) -> None:
        """1 and 2 take a slot, 3 a typed time, 4 asks why there is none; then 1 to 3 are the reasons."""
        model = self._model
        if model is None:
            return
        if model.state.chosen == NO_NEXT and place < NO_NEXT:
            model.give_reason(place)
        else:
            model.choose(place)
        self.problem_said.emit("")
        self.strip_changed.emit(model.state)

    def type_time(self, text: str) -> None:
        """Understood while it is typed."""
        model = self._model
        if model is not None:
            model.type_time(text)
            self.strip_changed.emit(model.state)

    def write_note(self, text: str) -> None:
        """What was talked about."""
        if self._model is not None and text != self._model.state.note:
            self._model.write(note=text)
            self._keep_typed()

    def write_text(self, text: str) -> None:
        """The rep's own words for the text."""
        if self._model is not None:
            before = self._model.state
            self._model.write(text=text)
            self._keep_typed()
            if self._model.state.tells_other_than(before):
                self.words_retold.emit(self._model.state)

    def tick(self, name: str, on: bool) -> None:
        """One of the strip's ticks; a text that is wanted after all is drafted anew."""
        if self._model is not None:
            before = self._model.state.text
            self._model.set_tick(name, on)
            if self._model.state.text != before:
                self.words_retold.emit(self._model.state)

    def save(self) -> None:
        """Log the talk, or say what is missing."""
        model = self._model
        if model is None:
            return
        missing = model.missing()
        if missing is not None:
            self.problem_said.emit(missing.words)
            return
        self._log(model.report(0), model.own_text)

    # logging

    @property
    def _note(self) -> str:
        return self._model.state.note if self._model is not None else ""

    def _log(self, report: Report, words: str = "") -> None:
        """Outside any hour, as `lch log` does."""
        model, lead, services = self._model, self._lead, self._context.services
        if model is None or lead is None:
            return
        goal = goal_of(lead, services.rep.own_goals)
        try:
            given = replace(report, asks=model.asks(0))
            logged = services.log.log(lead.id, given, Dial(started_at=self._began_at, goal=goal, words=words))
        except LchError as error:
            self.problem_said.emit(sentence(error))
            return
        self._forget_typed(lead.id, report.outcome)
        self.leave()
        sent = self._send_now(model, lead) if report.outcome is Outcome.CONNECTED else ""
        self._context.hub.changed.emit()
        said = " ".join(part for part in (f"{lead.shown_name}: {OUTCOMES[report.outcome].lower()}.", sent) if part)
        self._context.hub.undo_offered.emit(said, partial(self._undo, logged.call.id))

    def _send_now(self, model: StripModel, lead: Lead) -> str:
        """What became of the text, where it goes out with the save."""
        if not (model.state.send_now and model.state.now_label):
            return ""
        try:
            return send_text(self._context, lead.id)
        except LchError as error:
            return sentence(error)

    def _keep_typed(self) -> None:
        """Left now, it is all there again: the lines at the end of the note."""
        if self._model is not None:
            told = " ".join(part.strip() for part in (self._note, *self._lines.values()) if part.strip())
            self._typed[self.lead_id] = (told, self._model.own_text)
            self._half_told.write(self.lead_id, told)

    def _forget_typed(self, lead_id: int, outcome: Outcome) -> None:
        """The call has it; but only a talk sends the rep's own words, so else they wait for the next one."""
        _, text = self._typed.pop(lead_id, ("", ""))
        if text and outcome is not Outcome.CONNECTED:
            self._typed[lead_id] = ("", text)
        self._half_told.logged(lead_id)

    def _undo(self, call_id: int) -> None:
        """Only while nothing else was written since."""
        services = self._context.services
        newest = services.store.ledger.newest()
        try:
            if newest is None or newest.call_id != call_id:
                raise RuleError("nothing-to-undo")
            services.log.undo()
        except LchError as error:
            self._context.hub.failed.emit(error)
