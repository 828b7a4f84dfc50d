"""A travel day: the date that went by on the way over the date line, offered once as a day that asks for nothing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from lch_desktop.domain.streak import may_excuse
from lch_desktop.domain.travel import Journey, joined, travel_day

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.morning import Morning
    from lch_desktop.services.rep import Rep

LATELY = timedelta(days=14)


class TravelDays:
    """Knows the journey that was noticed last, until the rep has answered or the program ends."""

    def __init__(self, store: Store, rep: Rep, habit: Habit, morning: Morning) -> None:
        self._store = store
        self._rep = rep
        self._habit = habit
        self._morning = morning
        self._found: date | None = None

    def follow(self, old: str, *, was_fixed: bool) -> None:
        """The plan is in this computer's zone from now on; it was in the IANA zone `old`.

        `was_fixed`: the rep's days were those of `old` until this moment. Else they were those of the new place since
        the journey was seen, however late the rep answers.
        """
        rep, moves = self._rep, self._since(old)
        if was_fixed:
            moves = (Journey(old, rep.system_zone, rep.now(), moves[-1].left_at),)
        calendar, worked = self._habit.calendar(), self._begun_on()
        days = (travel_day(each, rep.rollover_h, calendar, worked) for each in joined(moves))
        # A second flight leaves the question of the first one open.
        self._found = next((on for on in days if on is not None), self._found)

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

    def _since(self, old: str) -> tuple[Journey, ...]:
        """How this computer came from `old` to where it is; where it was elsewhere when the program began, there it
        was since the last hours that were begun in that zone."""
        moves = self._rep.moves
        left = next((n for n in reversed(range(len(moves))) if moves[n].old == old), None)
        if left is not None:
            return moves[left:]
        hours = (hour for hour in reversed(self._lately()) if not hour.by_hand)  # those may be of before
        begun = takewhile(lambda hour: hour.zone == moves[0].new, hours)
        arrived_at = min((moves[0].now, *(hour.started_at for hour in begun)))
        return (Journey(old, moves[0].new, arrived_at), *moves[1:])

    def _begun_on(self) -> frozenset[date]:
        """The dates of which an hour was begun, as far back as it matters."""
        return frozenset(hour.local_on for hour in self._lately())

    def _lately(self) -> list[FocusSession]:
        return self._store.sessions.since(self._rep.today() - LATELY)
