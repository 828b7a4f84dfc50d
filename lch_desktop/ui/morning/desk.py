"""The morning's desk: asks the rules what is to be done now, and does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError, RuleError
from lch_desktop.domain.morning import LATE_READY, Decision, MorningDay, Step
from lch_desktop.domain.notices import DISMISSED, Delivery, Notice, Notices
from lch_desktop.ui.morning import words
from lch_desktop.ui.morning.finding import ANSWER_AFTER_S, AskedPresence, Found, Presence, Question, Said, find

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext

PATIENCE = timedelta(seconds=3)
"""How long a worker may take to find out what a notice says; after that it says less. The page waits no longer."""

TAKEN_LOOK = timedelta(minutes=1)  # while an hour or a debrief has the window
REOPEN = timedelta(seconds=30)  # a page that did not come up by then is opened once more
ASK_AHEAD = timedelta(seconds=2)  # presence is asked that long before its answer is needed
AFTER_FAILURE = timedelta(minutes=1)


class MorningDesk(QObject):
    """Asks the morning's rules whenever a look is due, and does what they say.

    `plan_look` has the next look come at an instant of the app's clock. `is_taken` tells whether an hour or a debrief
    has the window: nothing disturbs it then. `prepare` runs once a notice is out (the shield's pre-flight).
    """

    changed = Signal()  # what the tray and Today show may have changed
    start_requested = Signal()  # straight into the hour
    ready_requested = Signal()  # the Ready page, full screen
    skip_asked = Signal()  # the sheet of reasons
    put_off = Signal()  # "In 5 minutes": a page that is there goes away
    window_requested = Signal()  # the notice itself was pressed
    _heard = Signal(str, str)  # an answer, from whichever thread

    def __init__(
        self,
        context: UiContext,
        notices: Notices,
        presence: Presence,
        plan_look: Callable[[datetime | None], None],
        parent: QObject | None = None,
        *,
        is_taken: Callable[[], bool] = lambda: False,
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._context, self._rep = context, context.services.rep
        self._morning = context.services.morning
        self._notices, self._plan_look = notices, plan_look
        self._presence = AskedPresence(presence, self._elapsed_s)
        self._is_taken, self._prepare = is_taken, prepare
        self._question: Question | None = None
        self._opening_s: float | None = None  # when the page was asked for
        self._found = Found()
        self._said = Said()
        self._has_notice = False
        self._was_late: bool | None = None
        self._failed = ""
        self._heard.connect(self._take_answer)

    def look(self) -> None:
        """Do what is due now, and plan the next look. Any number of times is the same as once."""
        try:
            self._look()
        except Exception:
            self._plan_look(self._rep.now() + AFTER_FAILURE)  # a fault of ours is shown; the looks go on
            raise

    def _look(self) -> None:
        if self._is_taken():
            self._forget()
            self._withdraw()
            self._plan_look(self._rep.now() + TAKEN_LOOK)
            return
        decision = self._decide()
        if decision is None:
            return
        if decision.step is Step.WAIT:
            self._wait(decision)
        elif decision.step is Step.READY and self._is_opening():
            self._plan_look(self._rep.now() + REOPEN)
        elif decision.step is Step.READY and not self._presence.knows():
            self._plan_look(self._rep.now() + timedelta(seconds=ANSWER_AFTER_S))
        elif self._question is None or self._question.step is not decision.step:
            self._find_out(decision)
        elif self._elapsed_s() - self._question.at_s >= PATIENCE.total_seconds():
            self._question = None
            self._act(decision, Found(busy=self._presence.busy() if decision.step is Step.READY else ""))
        else:
            self._plan_look(self._rep.now() + PATIENCE)

    def start_now(self) -> None:
        """Into the hour, whatever was planned; with the window where one runs already."""
        if self._is_taken():
            self.window_requested.emit()
            return
        self._withdraw()
        self.start_requested.emit()

    def delay(self) -> None:
        """ "In 5 minutes", once a day; says why not where it cannot be."""
        if self._is_taken():
            return
        try:
            day = self._morning.delay()
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._forget()
        self._withdraw()
        self.put_off.emit()
        at = self._rep.local(day.again_at)
        self._context.hub.told.emit(words.put_off(at, self._context.style, is_notice=at < day.start_at))
        self._tell_changed()

    def may_delay(self) -> bool:
        """Whether "In 5 minutes" can be offered now."""
        try:
            return self._morning.decide().may_delay
        except LchError:
            return False

    def ask_skip(self) -> None:
        """Ask for the reason, where there is an hour to skip; not while one runs."""
        if self._is_taken():
            self.window_requested.emit()
        elif self._has_hour_today():
            self.skip_asked.emit()
        else:
            self._context.hub.failed.emit(RuleError("nothing-to-skip"))

    def skip(self, reason: str) -> None:
        """Not today; a toast takes it back."""
        if not self._context.hub.tried(lambda: self._morning.skip(reason)):
            return
        self._withdraw()
        self._forget()
        self._context.hub.undo_offered.emit(words.skipped(reason), self._unskip)
        self._tell_changed()

    def opened(self) -> None:
        """The Ready page, or the hour, is on the screen."""
        self._opening_s = None
        try:
            day = self._morning.decide().day
            if day is None or day.started_at is None or day.opened_at is not None:
                return
            self._morning.opened()
        except LchError as error:
            self._fail(error)
            return
        self._withdraw()
        self.changed.emit()
        self.look()

    def call_out(self) -> None:
        """The page is there and another window has the keyboard: say that it is time. Once a page."""
        decision = None if self._is_taken() else self._decide()
        if decision is None or decision.day is None or decision.is_late:
            return
        day = decision.day
        if day.opened_at is None or day.told_at is not None:
            return
        try:
            self._say_it_is_time(day, self._found, decision.may_delay)
        except LchError as error:
            self._fail(error)

    def seen(self) -> None:
        """The page has the keyboard: what a notice says is read there."""
        self._withdraw()

    # the rules

    def _decide(self) -> Decision | None:
        try:
            decision = self._morning.decide()
        except LchError as error:
            self._fail(error)
            return None
        self._failed = ""
        was_late, self._was_late = self._was_late, decision.is_late
        if was_late is not None and was_late is not decision.is_late:
            self._context.hub.changed.emit()  # Today offers it too, or no longer
        return decision

    def _wait(self, decision: Decision) -> None:
        self._forget()
        if self._has_notice and not self._is_true(decision):
            self._withdraw()
        self._plan_next(decision)

    def _plan_next(self, decision: Decision) -> None:
        """The next look; before the page opens one more, so that presence has an answer by then."""
        at = decision.look_at
        if decision.day is not None and at is not None and at == decision.day.opens_at:
            if self._rep.now() < at - ASK_AHEAD:
                at -= ASK_AHEAD
            else:
                self._presence.knows()
        self._plan_look(at)

    def _is_true(self, decision: Decision) -> bool:
        """Whether a notice that is still there may still be answered."""
        day = decision.day
        if day is None or day.skipped_at:
            return False
        return self._rep.now() < self._end(decision)

    def _end(self, decision: Decision) -> datetime:
        assert decision.day is not None
        return decision.offer_ends_at or decision.day.opens_at + LATE_READY

    def _find_out(self, decision: Decision) -> None:
        """Ask a worker what the notice will say, and whether the rep is in a call."""
        question = self._question = Question(decision.step, self._elapsed_s())
        rep, at = self._rep, max(self._rep.now(), _day(decision).opens_at)
        presence = self._presence if decision.step is Step.READY else None
        self._plan_look(rep.now() + PATIENCE)
        self._context.tasks.run(
            lambda store: find(store, rep, at, presence), lambda found: self._take_found(question, found)
        )

    def _take_found(self, question: Question, found: Found) -> None:
        if self._question is not question:  # it took too long, or was settled meanwhile
            return
        self._question = None
        decision = None if self._is_taken() else self._decide()
        if decision is not None and decision.step is question.step:
            self._act(decision, found)
        else:
            self._plan_look(self._rep.now())

    def _act(self, decision: Decision, found: Found) -> None:
        try:
            if decision.step is Step.NOTICE:
                self._announce(decision, found)
            elif decision.step is Step.READY:
                self._begin(decision, found)
            elif decision.step is Step.OFFER:
                self._offer(decision, found)
        except LchError as error:
            self._fail(error)

    def _announce(self, decision: Decision, found: Found) -> None:
        day = _day(decision)
        if self._said.is_new(day, "coming", day.again_at):
            self._show(words.coming(day.opens_at, self._rep.now(), found.facts, may_delay=decision.may_delay))
        self._morning.noticed()
        self._look_on()
        self._prepare()

    def _begin(self, decision: Decision, found: Found) -> None:
        """Open the page, or say that it is time where the rep is in a call."""
        if found.busy:
            self._hold(decision, found)
            return
        if not self._may_open(_day(decision)):
            self._plan_look(decision.look_at)
            return
        self._opening_s = self._elapsed_s()
        self._found = found
        self._withdraw()
        self._plan_look(self._rep.now() + REOPEN)
        nobody = found.facts is not None and not found.facts.calls  # the page says so, the hour would not begin
        if self._rep.settings.start_at_once and not nobody:
            self.start_requested.emit()
        else:
            self.ready_requested.emit()

    def _may_open(self, day: MorningDay) -> bool:
        """Whether the page was not opened yet; where that cannot be written down it opens all the same, once."""
        is_new = self._said.is_new(day, "page", day.opens_at)
        try:
            return self._morning.starting()
        except LchError as error:
            self._fail(error)
            return is_new

    def _hold(self, decision: Decision, found: Found) -> None:
        day = _day(decision)
        if day.told_at is None:
            self._say_it_is_time(day, found, decision.may_delay)
        self._plan_look(decision.look_at)

    def _say_it_is_time(self, day: MorningDay, found: Found, may_delay: bool) -> None:
        start, style = self._rep.local(day.opens_at), self._context.style
        if self._said.is_new(day, "time", day.opens_at):
            self._show(words.waiting(start, found.busy, found.facts, style, may_delay=may_delay))
        self._morning.told()

    def _offer(self, decision: Decision, found: Found) -> None:
        start, until = self._rep.local(_day(decision).start_at), self._rep.local(self._end(decision))
        if self._said.is_new(_day(decision), "late", _day(decision).start_at):
            self._show(words.missed(start, until, found.facts, self._context.style))
        self._morning.offered()
        self._look_on()

    def _look_on(self) -> None:
        self.changed.emit()
        decision = self._decide()
        if decision is not None:
            self._plan_next(decision)

    # notices

    def _show(self, notice: Notice) -> None:
        self._has_notice = True
        self._notices.show(notice, _ignore, self._heard.emit)

    def _withdraw(self) -> None:
        if self._has_notice:
            self._has_notice = False
            self._notices.withdraw(words.MORNING)

    def _take_answer(self, _: str, action: str) -> None:
        if action == DISMISSED:
            return
        does = {words.START: self.start_now, words.DELAY: self.delay, words.SKIP: self.ask_skip}
        does.get(action, self.window_requested.emit)()

    # the rest

    def _has_hour_today(self) -> bool:
        decision = self._decide()
        is_due = decision is not None and decision.day is not None and self._rep.now() < self._end(decision)
        return is_due or self._context.services.planning.start_on(self._rep.local().date()) is not None

    def _unskip(self) -> None:
        self._morning.unskip()
        self._tell_changed()

    def _tell_changed(self) -> None:
        self.changed.emit()
        self._context.hub.changed.emit()
        self.look()

    def _is_opening(self) -> bool:
        return self._opening_s is not None and self._elapsed_s() - self._opening_s < REOPEN.total_seconds()

    def _forget(self) -> None:
        """What was asked, or begun, no longer matters."""
        self._question = None
        self._opening_s = None

    def _fail(self, error: LchError) -> None:
        """Say it once, and try again in a minute: the morning must not end with one busy disk."""
        if error.code != self._failed:
            self._failed = error.code
            self._context.hub.failed.emit(error)
        self._plan_look(self._rep.now() + AFTER_FAILURE)

    def _elapsed_s(self) -> float:
        return self._rep.clock.elapsed_s()


def _day(decision: Decision) -> MorningDay:
    assert decision.day is not None
    return decision.day


def _ignore(_: Delivery) -> None:
    """The board records it."""
