"""Where the next calls may be promised: the hour of each day, both sides' holidays, and the minutes that are taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.holidays import NoHolidays
from lch_desktop.domain.recurrence import Start, start_instant
from lch_desktop.domain.slots import Promised, next_free, propose
from lch_desktop.domain.zones import country_code, lead_zone, zone_info
from lch_desktop.services.planning import Planning, start_time

if TYPE_CHECKING:
    from lch_desktop.domain.holidays import HolidayBook
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.recurrence import WeekPlan
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.queueing import Queueing
    from lch_desktop.services.rep import Rep

PROPOSED_WITHIN = timedelta(days=60)


class Openings:
    """Proposes next calls. The book is read beforehand, on a worker: a key press waits for no calendar."""

    def __init__(
        self, store: Store, rep: Rep, queueing: Queueing, book: Callable[[], HolidayBook] = NoHolidays
    ) -> None:
        self._store = store
        self._rep = rep
        self._queueing = queueing
        self._book = book
        self._holidays: dict[str, frozenset[date]] = {}
        self._planning = Planning(store, rep)
        self._planned: tuple[Settings, WeekPlan] | None = None

    def opens(self, day: date) -> tuple[datetime, int]:
        """When the hour of `day` begins on the rep's wall clock, and its minutes; a free day has the usual one."""
        plan, chosen = self._plan(), self._rep.settings
        start = plan.starts.get(day.weekday()) or Start(start_time(chosen.start), chosen.minutes)
        begins = start_instant(plan, day)
        if begins is not None:
            return self._rep.local(begins), start.minutes
        return datetime.combine(day, start.at, self._rep.zone), start.minutes

    def slots(self, lead: Lead) -> tuple[datetime, datetime]:
        """The two next calls that keys 1 and 2 offer, on the rep's wall clock."""
        rep = self._rep
        work_days = rep.work_days
        theirs = self._holidays.get(self._country(lead), frozenset())

        def both_work(day: date) -> bool:
            return work_days.works_on(day) and not (theirs and self._their_day(lead, day) in theirs)

        def may_call(at: datetime) -> bool:
            return self._queueing.is_open_at(lead, at)

        return propose(rep.local(), self.opens, both_work, may_call, self.promised().has_room)

    def free_after(self) -> Callable[[datetime], datetime]:
        """What moves a proposed time on to the next minute that nobody is promised."""
        has_room = self.promised().has_room
        return lambda at: next_free(at, has_room)

    def promised(self) -> Promised:
        """The minutes that are promised, as far ahead as anything is proposed: a cleared deck may fill years."""
        now = self._rep.now()
        return Promised(self._store.leads.promised_from(now, now + PROPOSED_WITHIN))

    def _plan(self) -> WeekPlan:
        """The mornings, read once for the same settings: twenty days may be looked through on a key press."""
        chosen, known = self._rep.settings, self._planned
        if known is None or known[0] is not chosen:
            known = self._planned = (chosen, self._planning.week_plan())
        return known[1]

    def unread(self, lead: Lead) -> str:
        """The lead's country, if its holidays are still to be read; "" for none."""
        country = self._country(lead)
        return country if country and country not in self._holidays else ""

    def read(self, country: str) -> None:
        """Read the holidays of `country`, of this year and the next; takes up to a third of a second."""
        year = self._rep.today().year
        try:
            found = self._book().of(country, (year, year + 1))
        except InputError:  # a country that the book does not have
            found = ()
        self._holidays[country] = frozenset(on for on, _ in found)

    def _country(self, lead: Lead) -> str:
        """The lead's country, where it is not the one that the rep's own holidays are of; "" otherwise."""
        country = country_code(lead.country)
        return country if country != self._rep.settings.holiday_country.partition("-")[0] else ""

    def _their_day(self, lead: Lead, day: date) -> date:
        """The lead's date during the rep's hour: in Sydney it is tomorrow already."""
        begins, _ = self.opens(day)
        zone, _ = lead_zone(lead, begins, self._rep.zone_name)
        return begins.astimezone(zone_info(zone)).date()
