"""The habit so far: day results from the stored hours, folded into streak, spare days and strength."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.days import DayInput, DayResult, monday_of, result_of_sessions
from lch_desktop.domain.streak import DAYS_BACK, Calendar, FoldedDay, HabitState, Mark, fold_on

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.services.rep import Rep

RECENT = timedelta(days=DAYS_BACK)  # what is edited is mostly of these days


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The results of the days, what they were worked out from, and the states that they were folded into.

    `earlier` is the stamp of the days before `since`: while it stays, only the days from `since` on are read again.
    `bases` holds, for a calendar, a state of earlier results and the first day on which they were others.
    """

    stamp: tuple[float, ...] = ()
    since: date = date.min
    earlier: tuple[float, ...] = ()
    results: dict[date, DayResult] = field(default_factory=dict)
    states: dict[tuple[Calendar, date], HabitState] = field(default_factory=dict)
    bases: dict[Calendar, tuple[HabitState, date]] = field(default_factory=dict)

    def state(self, calendar: Calendar, today: date) -> HabitState:
        """The results folded up to `today`."""
        state = self.states.get((calendar, today))
        if state is None:
            base, changed = self.bases.get(calendar, (HabitState(), date.min))
            last = base.days[-1].on if base.days else date.min
            state = fold_on(base, self.results, calendar, today, min(changed, last, today))
            self.states[calendar, today] = state
        return state

    def bases_since(self, changed: date) -> dict[Calendar, tuple[HabitState, date]]:
        """What results that differ from `changed` on can be folded from."""
        newest = {calendar: (state, changed) for (calendar, _), state in self.states.items()}
        return newest or {calendar: (state, min(since, changed)) for calendar, (state, since) in self.bases.items()}


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
        if since == date.min:
            return self._worked_out().results
        if not self._known.newest.stamp:  # the morning asks for a week long before anybody asks for the years
            return self._read(since)
        return {day: result for day, result in self._worked_out().results.items() if day >= since}

    def state_on(self, day: date) -> HabitState:
        """The habit as it stood at the end of `day`, or stands now."""
        worked = self._worked_out()
        return worked.state(self.calendar(), self._rep.today()).until(day)

    def _worked_out(self) -> WorkedOut:
        history, worked = self._store.history, self._known.newest
        stamp = history.stamp()
        if worked.stamp == stamp:
            return worked
        if worked.stamp and history.is_beside(worked.stamp, stamp):
            worked = replace(worked, stamp=stamp)
        else:
            worked = self._worked_on(worked, stamp)
        self._known.newest = worked
        return worked

    def _worked_on(self, known: WorkedOut, stamp: tuple[float, ...]) -> WorkedOut:
        """What is known, with the days that may have changed read again; all where an earlier one has."""
        since = known.since if known.stamp else self._rep.today() - RECENT
        earlier = self._store.history.stamp_before(since)  # first: what changes while the days are read is seen later
        if not known.stamp or earlier != known.earlier:
            since = self._rep.today() - RECENT
            earlier = self._store.history.stamp_before(since)
            return WorkedOut(stamp, since, earlier, self._read(date.min))
        late = self._read(since)
        before = {day: result for day, result in known.results.items() if day >= since}
        changed = min(
            (day for day in late.keys() | before.keys() if late.get(day) != before.get(day)), default=date.max
        )
        kept = {day: result for day, result in known.results.items() if day < since}
        return WorkedOut(stamp, since, earlier, kept | late, bases=known.bases_since(changed))

    def _read(self, since: date) -> dict[date, DayResult]:
        found = {day: result_of_sessions(hours) for day, hours in self._store.history.worked(since).items()}
        return {day: result for day, result in found.items() if result is not None}

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
        today, worked = self._rep.today(), self._worked_out()
        calendar = self.calendar()
        state = worked.state(calendar, today)
        if today not in worked.results:
            return state
        results = {day: result for day, result in worked.results.items() if day < today}
        return fold_on(state, results, calendar, today, today)

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
