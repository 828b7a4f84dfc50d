"""The wins jar: each "one thing that worked" is kept, and comes back when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.silence import RUN, silent_run
from lch_desktop.domain.streak import Mark

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.rep import Rep

JAR = 200  # how far back a win may come from
EARLY = timedelta(minutes=10)
Win = tuple[date, str]


class Known:
    """Holds whether the last day was missed, and the day on which that was asked. A worker finds it out on Ready,
    and the hour, which folds no history, asks for it."""

    def __init__(self) -> None:
        self.missed: tuple[date, bool] | None = None


class Wins:
    """Reads the jar; what goes into it is written with the debrief.

    A morning is hard when one of three is so: the last day that asked for the hour was missed (spared ones too);
    in the running hour, the last three calls were silent; or Resistance came within its first ten minutes.
    """

    def __init__(self, store: Store, rep: Rep, habit: Callable[[], Habit], known: Known | None = None) -> None:
        self._store = store
        self._rep = rep
        self._habit = habit
        self._known = known if known is not None else Known()

    def on(self, store: Store) -> Wins:
        """The same on another connection, for a worker; what it finds out of the last day is known to both."""
        return Wins(store, self._rep, lambda: self._habit().on(store), self._known)

    def newest(self, limit: int) -> list[Win]:
        """What worked, newest first, each with its day."""
        return self._store.sessions.wins(limit)

    def pick(self, today: date) -> Win | None:
        """The one for `today`: that of the last workday, else another one of the jar each day; None while empty."""
        jar = self.newest(JAR)
        if not jar:
            return None
        if self.is_recent(jar[0], today):
            return jar[0]
        return jar[today.toordinal() % len(jar)]

    def is_recent(self, win: Win, today: date) -> bool:
        """Whether it is of the last workday before `today`, or later."""
        return win[0] >= self._day_before(today)

    def of_the_day(self, today: date) -> str:
        """The words of `pick`, "" while the jar is empty."""
        found = self.pick(today)
        return found[1] if found is not None else ""

    def for_hard_morning(self) -> str:
        """A win for a hard morning; "" on any other, and while the jar is empty."""
        return self.of_the_day(self._rep.today()) if self.is_hard_morning() else ""

    def is_hard_morning(self) -> bool:
        """Whether a win is needed now. During the hour no history is folded: a key press waits for the answer."""
        hour = self._store.sessions.running()
        if hour is not None:
            return self._is_hard_hour(hour) or self._known.missed == (self._rep.today(), True)
        return self._missed_last_day()

    # inside

    def _is_hard_hour(self, hour: FocusSession) -> bool:
        visits = self._store.sessions.resistance(hour.id)
        if any(visit.at - hour.started_at <= EARLY for visit in visits):
            return True
        calls = sorted(self._store.calls.of_session(hour.id), key=lambda call: call.id, reverse=True)
        return silent_run(call.outcome for call in calls) >= RUN

    def _missed_last_day(self) -> bool:
        """Known once a day: an hour of another day may be added, which then counts from tomorrow on."""
        today = self._rep.today()
        known = self._known.missed
        if known is None or known[0] != today:
            day = self._habit().state().day(self._day_before(today))
            known = self._known.missed = (today, day is not None and day.mark in (Mark.MISSED, Mark.SPARED))
        return known[1]

    def _day_before(self, today: date) -> date:
        """The last workday before `today`; at most two weeks are looked back."""
        work_days = self._rep.work_days
        days = (today - timedelta(days=back) for back in range(1, 15))
        return next(filter(work_days.works_on, days), today - timedelta(days=1))
