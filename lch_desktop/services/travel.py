"""A travel day: the date that went by on the way over the date line, offered once as a day that asks for nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.domain.streak import may_excuse

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.morning import Morning
    from lch_desktop.services.rep import Rep


class TravelDays:
    """Knows the journey that was noticed last, until the rep has answered or the program ends."""

    def __init__(self, store: Store, rep: Rep, habit: Habit, morning: Morning) -> None:
        self._store = store
        self._rep = rep
        self._habit = habit
        self._morning = morning
        self._found: date | None = None

    def follow(self, old: str) -> None:
        """The rep's days are those of this computer's zone from now on; they were those of the IANA zone `old`."""
        from lch_desktop.domain.travel import Journey, travel_day  # few ever travel so far

        rep = self._rep
        journey = Journey(old, rep.system_zone, rep.now(), rep.left_at)
        self._found = travel_day(journey, rep.rollover_h, self._habit.calendar(), self._begun_on())

    def offered(self) -> date | None:
        """The date that may have been a travel day, while the rep has not answered and it can still be one."""
        on = self._found
        if on is None or not may_excuse(on, self._rep.today()) or on in self._begun_on():
            return None
        return on if self._habit.calendar().is_required(on) else None

    def answer(self, is_one: bool) -> None:
        """Whether the date that is offered was a travel day; it is not asked about again."""
        on = self.offered()
        if on is not None and is_one:
            self.mark(on, True)
        self._found = None

    def days(self) -> frozenset[date]:
        """Every travel day so far."""
        return self._store.mornings.travelled()

    def mark(self, on: date, is_one: bool) -> None:
        """Make a day a travel day, or none any more. Raises RuleError "too-long-ago"."""
        self._morning.set_travel_day(on, is_one)

    def take_back(self, on: date) -> bool:
        """It was none after all: it is offered again. False where it is no travel day any more."""
        if on not in self.days():
            return False
        self.mark(on, False)
        self._found = on
        return True

    def _begun_on(self) -> frozenset[date]:
        """The dates of which an hour was begun, as far back as it matters."""
        since = self._rep.today().toordinal() - 14
        return frozenset(each.local_on for each in self._store.sessions.since(date.fromordinal(since)))
