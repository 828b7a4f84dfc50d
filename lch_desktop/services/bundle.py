"""All use cases of one data folder, as the window and the command line share them.

A use case is made, and its module read, when it is first asked for: neither `lch status` nor the first
look at Today waits for the importer or the debrief.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.holidays import HolidayBook
    from lch_desktop.domain.imports import Inward
    from lch_desktop.domain.outward import Outward
    from lch_desktop.domain.ports import Dialer, Store
    from lch_desktop.services.backups import Backups
    from lch_desktop.services.calendar import CalendarFile
    from lch_desktop.services.call_log import CallLog
    from lch_desktop.services.callers import Callers
    from lch_desktop.services.calling import Calling
    from lch_desktop.services.check import Check
    from lch_desktop.services.debrief import Debrief
    from lch_desktop.services.experiments import Experiments
    from lch_desktop.services.exporting import Exporting
    from lch_desktop.services.follow_through import FollowThrough
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.handing_back import HandingBack
    from lch_desktop.services.importing import Importing
    from lch_desktop.services.lead_book import LeadBook
    from lch_desktop.services.lead_links import LeadLinks
    from lch_desktop.services.morning import Morning
    from lch_desktop.services.newer_files import Folders, NewerFiles
    from lch_desktop.services.openings import Openings
    from lch_desktop.services.past_session import PastSession
    from lch_desktop.services.persons import Persons
    from lch_desktop.services.planning import Planning
    from lch_desktop.services.queueing import Queueing
    from lch_desktop.services.rep import Rep
    from lch_desktop.services.resistance import Resistance
    from lch_desktop.services.review import Review
    from lch_desktop.services.run_session import RunSession
    from lch_desktop.services.samples import Samples
    from lch_desktop.services.schedule import Schedule
    from lch_desktop.services.scripts import ScriptBook
    from lch_desktop.services.serve import Serve
    from lch_desktop.services.shield import Shield
    from lch_desktop.services.short_hour import ShortHour
    from lch_desktop.services.status import Status
    from lch_desktop.services.there import LoginStart, OsStarter, There
    from lch_desktop.services.warm_ups import DailyWarmUps
    from lch_desktop.services.wins import Wins
    from lch_desktop.services.wins_jar import WinsJar


class Services:
    """One of each, on one store and one clock."""

    def __init__(
        self,
        store: Store,
        rep: Rep,
        inward: Inward,
        dialer: Dialer,
        sample_text: Callable[[], str],
        outward: Outward,
        folders: Callable[[], Folders] | None = None,
        shield: Callable[[], Shield] | None = None,
        open_page: Callable[[str], bool] | None = None,
        holiday_book: Callable[[], HolidayBook] | None = None,
        entries: Callable[[], tuple[LoginStart, OsStarter]] | None = None,
    ) -> None:
        self.store = store
        self.rep = rep
        self._inward = inward
        self._dialer = dialer
        self._sample_text = sample_text
        self._outward = outward
        self._folders = folders
        self._shield = shield
        self._open_page = open_page
        self._holiday_book = holiday_book
        self._entries = entries

    @cached_property
    def queueing(self) -> Queueing:
        from lch_desktop.services.queueing import Queueing

        return Queueing(self.store, self.rep)

    @cached_property
    def log(self) -> CallLog:
        from lch_desktop.services.call_log import CallLog

        return CallLog(self.store, self.rep)

    @cached_property
    def hour(self) -> RunSession:
        from lch_desktop.services.run_session import RunSession

        return RunSession(self.store, self.rep, self.log)

    @cached_property
    def planning(self) -> Planning:
        from lch_desktop.services.planning import Planning

        return Planning(self.store, self.rep)

    @cached_property
    def morning(self) -> Morning:
        from lch_desktop.services.morning import Morning

        return Morning(self.store, self.rep, self.planning)

    @cached_property
    def openings(self) -> Openings:
        from lch_desktop.domain.holidays import NoHolidays
        from lch_desktop.services.openings import Openings

        return Openings(self.store, self.rep, self.queueing, self._holiday_book or NoHolidays)

    @cached_property
    def schedule(self) -> Schedule:
        from lch_desktop.domain.holidays import NoHolidays
        from lch_desktop.services.schedule import Schedule

        book = self._holiday_book or NoHolidays
        return Schedule(self.store, self.rep, self.planning, self.morning, self.habit, self.queueing, book)

    @cached_property
    def habit(self) -> Habit:
        from lch_desktop.services.habit import Habit

        return Habit(self.store, self.rep)

    @cached_property
    def callers(self) -> Callers:
        from lch_desktop.services.callers import Callers

        return Callers(self.store, self.rep)

    @cached_property
    def serve(self) -> Serve:
        from lch_desktop.services.serve import Serve

        return Serve(self.store, self.rep)

    @cached_property
    def wins(self) -> Wins:
        from lch_desktop.services.wins import Wins

        return Wins(self.store, self.rep, lambda: self.habit)

    @cached_property
    def resistance(self) -> Resistance:
        from lch_desktop.services.resistance import Resistance

        return Resistance(self.rep)

    @cached_property
    def check(self) -> Check:
        from lch_desktop.services.check import Check

        return Check(self.store, self.rep, lambda: self.morning)

    @cached_property
    def short_hour(self) -> ShortHour:
        from lch_desktop.services.short_hour import ShortHour

        return ShortHour(self.rep)

    @cached_property
    def review(self) -> Review:
        from lch_desktop.services.review import Review

        return Review(self.store, self.rep, self.habit)

    @cached_property
    def follow_through(self) -> FollowThrough:
        from lch_desktop.services.follow_through import FollowThrough

        return FollowThrough(self.store, self.rep, self.queueing)

    @cached_property
    def experiments(self) -> Experiments:
        from lch_desktop.services.experiments import Experiments

        return Experiments(self.rep)

    @cached_property
    def past_session(self) -> PastSession:
        from lch_desktop.services.past_session import PastSession

        return PastSession(self.store, self.rep, self.planning)

    @cached_property
    def debrief(self) -> Debrief:
        from lch_desktop.services.debrief import Debrief

        return Debrief(self.store, self.rep, self.habit)

    @cached_property
    def backups(self) -> Backups:
        from lch_desktop.services.backups import Backups

        return Backups(self.store.backups, self.rep.today)

    @cached_property
    def importing(self) -> Importing:
        from lch_desktop.services.importing import Importing

        return Importing(self.store, self.rep, self._inward, lambda: self.backups.before("import"))

    @cached_property
    def newer_files(self) -> NewerFiles:
        from lch_desktop.services.newer_files import NewerFiles, NoFolders

        folders = self._folders() if self._folders is not None else NoFolders()
        return NewerFiles(self.store, self.rep, self.importing, folders)

    @cached_property
    def exporting(self) -> Exporting:
        from lch_desktop.services.exporting import Exporting

        return Exporting(self.store, self.rep, self._outward)

    @cached_property
    def calendar(self) -> CalendarFile:
        from lch_desktop.services.calendar import CalendarFile

        return CalendarFile(self.store, self.rep, self._outward)

    @cached_property
    def handing_back(self) -> HandingBack:
        from lch_desktop.services.handing_back import HandingBack

        return HandingBack(self.store, self.rep, self._outward)

    @cached_property
    def book(self) -> LeadBook:
        from lch_desktop.services.lead_book import LeadBook

        return LeadBook(self.store, self.rep)

    @cached_property
    def persons(self) -> Persons:
        from lch_desktop.services.persons import Persons

        return Persons(self.store, self.rep)

    @cached_property
    def shield(self) -> Shield:
        from lch_desktop.services.shield import no_shield

        return self._shield() if self._shield is not None else no_shield(self.rep.now)

    @cached_property
    def links(self) -> LeadLinks:
        from lch_desktop.services.lead_links import LeadLinks

        return LeadLinks(self.store, self._open_page or (lambda _: False))

    @cached_property
    def samples(self) -> Samples:
        from lch_desktop.services.samples import Samples

        return Samples(self.store, self.rep, self._sample_text)

    @cached_property
    def there(self) -> There:
        from lch_desktop.services.there import NoEntry, There

        login, starter = self._entries() if self._entries is not None else (NoEntry(), NoEntry())
        return There(self.rep, self.planning, login, starter)

    @cached_property
    def status(self) -> Status:
        from lch_desktop.services.status import Status

        return Status(self.store, self.rep, self.habit, self.planning, self.shield)

    @cached_property
    def warm_ups(self) -> DailyWarmUps:
        from lch_desktop.services.warm_ups import DailyWarmUps

        return DailyWarmUps(self.store, self.rep)

    @cached_property
    def wins_jar(self) -> WinsJar:
        from lch_desktop.services.wins_jar import WinsJar

        return WinsJar(self.store, self.rep)

    @cached_property
    def scripts(self) -> ScriptBook:
        from lch_desktop.services.scripts import ScriptBook

        return ScriptBook(self.store, self.rep)

    @cached_property
    def calling(self) -> Calling:
        from lch_desktop.services.calling import Calling

        return Calling(self.rep, self._dialer)
