"""The habit so far: day results from the stored hours, folded into streak, spare days and strength."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.days import DayInput, DayResult, monday_of, result_of_sessions
from lch_desktop.domain.streak import Calendar, FoldedDay, HabitState, Mark, fold

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.services.rep import Rep


MOST_STATES = 8  # weeks that are leafed through


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The results of the days, what they were worked out from, and the states that they were folded into."""

    stamp: tuple[object, ...] = ()
    results: dict[date, DayResult] = field(default_factory=dict)
    states: dict[tuple[Calendar, date], HabitState] = field(default_factory=dict)


class Known:
    """Holds the newest. It takes its place whole: the window and its workers ask at the same time."""

    def __init__(self) -> None:
        self.newest = WorkedOut()


class Habit:
    """History is a fold: nothing here is stored."""

    def __init__(self, store: Store, rep: Rep, known: Known | None = None) -> None:
        self._store = store
        self._rep = rep
        self._known = known if known is not None else Known()

    def on(self, store: Store) -> Habit:
        """The same on another connection, for a worker; what was worked out is known to both."""
        return Habit(store, self._rep, self._known)

    def state(self) -> HabitState:
        """Streak, best streak, spare days, strength and the mark of every day up to today."""
        return self.state_on(self._rep.today())

    def results(self, since: date = date.min) -> dict[date, DayResult]:
        """What each day with an hour came to, from `since` on; worked out once, until it changes."""
        return self._worked_out(since).results

    def state_on(self, day: date) -> HabitState:
        """The habit as it stood, or stands, on `day`."""
        worked, key = self._worked_out(date.min), (self.calendar(), day)
        state = worked.states.get(key)
        if state is None:
            if len(worked.states) > MOST_STATES:
                worked.states.clear()
            state = worked.states[key] = fold(worked.results, *key)
        return state

    def _worked_out(self, since: date) -> WorkedOut:
        stamp = (since, *self._store.history.stamp())
        worked = self._known.newest
        if worked.stamp != stamp:
            folded = {day: result_of_sessions(hours) for day, hours in self._store.history.worked(since).items()}
            results = {day: result for day, result in folded.items() if result is not None}
            worked = self._known.newest = WorkedOut(stamp, results)
        return worked

    def calendar(self) -> Calendar:
        """Which days ask for the hour."""
        chosen = self._rep.settings
        weeks = chosen.past_weeks or ((date.min.isoformat(), chosen.work_week),)
        return Calendar(
            work_weeks=tuple((date.fromisoformat(since), frozenset(week)) for since, week in weeks),
            holidays=frozenset(date.fromisoformat(day) for day, _ in chosen.holidays),
            planned_off=frozenset(date.fromisoformat(day) for day in chosen.days_off),
            excused=self._store.mornings.excused(),
        )

    def week(self, state: HabitState) -> tuple[tuple[date, Mark], ...]:
        """The seven days of this week, Monday first, each with its mark."""
        monday = monday_of(self._rep.today())
        return tuple((day, self._mark(state, day)) for day in (monday + timedelta(days=n) for n in range(7)))

    def before_today(self) -> HabitState:
        """The state as it stood before today's hour: what "up from 12" compares with."""
        today = self._rep.today()
        results = {day: result for day, result in self.results().items() if day < today}
        return fold(results, self.calendar(), today)

    def _mark(self, state: HabitState, day: date) -> Mark:
        folded: FoldedDay | None = state.day(day)
        if folded is not None and folded.mark is not Mark.FUTURE:
            return folded.mark
        free = self.calendar().free_mark(day)
        if free is not None:
            return free
        return Mark.PENDING if day == self._rep.today() else Mark.FUTURE


def day_input(session: FocusSession, tally: Tally) -> DayInput:
    """One session as the day's formula takes it."""
    return DayInput(
        focus_min=session.focus_s / 60,
        planned_min=session.planned_s / 60,
        dials=tally.dials,
        planned_calls=session.day_calls,
        talk_min=tally.talk_s / 60,
        sold=tally.sold > 0,
        queue_emptied=session.queue_emptied,
    )
