"""Today's presenter: gathers, builds the state, and carries out what the page asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.recurrence import next_start, start_instant
from lch_desktop.services.planning import Proposal
from lch_desktop.ui.dates import long_date
from lch_desktop.ui.today.morning import MorningPart
from lch_desktop.ui.today.newer_file import NewerFilePart
from lch_desktop.ui.today.sentences import Moment
from lch_desktop.ui.today.set_up import SetUp
from lch_desktop.ui.today.state import Inputs, TodayState, build_state, kept_today
from lch_desktop.words import clock, counted

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.session import Goals
    from lch_desktop.services.setting_step import TakeBack
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.today.gather import Found

STALE_AFTER = timedelta(minutes=5)
"""The year in a locale's long date, with what joins it to the rest."""


class TodayPresenter:
    """Holds the numbers the rep has changed and the last reading of the store."""

    def __init__(self, context: UiContext, show: Callable[[TodayState], None]) -> None:
        self._context = context
        self._services = context.services
        self._show_state = show
        self._minutes = 0  # 0: as the settings have it
        self._by_hand: dict[str, int] = {}  # goals set on this page
        self._short = False
        self._found: Found | None = None
        self._has_leads = True
        self._reading = False
        self._read_again = False
        self.set_up = SetUp(context, self.show)
        self.newer_file = NewerFilePart(context, self.show)
        self.morning = MorningPart(context, self.show, self.start)

    # showing

    def refresh(self) -> None:
        """Draw what is known at once, then read everything anew."""
        self._has_leads = self._services.store.leads.count() > 0
        self.show()
        if self._found is not None:  # the first look is not kept waiting
            self.morning.look()
        self._read()
        if self._has_leads:
            self.newer_file.refresh()

    def minute_passed(self) -> None:
        """The clock went on; a reading older than some minutes is done again."""
        self.morning.look()
        self.show()
        if self._has_leads:
            self.newer_file.minute_passed()
        found = self._found
        if found is not None and self._services.rep.now() - found.snapshot.rules.now >= STALE_AFTER:
            self._read()

    def show(self) -> None:
        """Build the state from what is known and hand it to the page."""
        given = Inputs(
            rep=self._services.rep,
            style=self._context.style,
            moment=self._moment(),
            date_line=self._date_line(),
            letters=weekday_letters(self._context.locale),
            plan=self._plan(),
            short=self._short,
            has_leads=self._has_leads,
            found=self._found,
            set_up=self.set_up.state(),
            morning=self.morning.state(),
            newer=self.newer_file.state(),
        )
        self._show_state(build_state(given))

    # the plan's numbers

    def set_minutes(self, minutes: int) -> None:
        """Another length: numbers not touched by hand are proposed anew."""
        self._minutes, self._short = minutes, False
        self.show()

    def set_goal(self, name: str, value: int) -> None:
        """One of the plan's numbers (calls, people, asks), by hand."""
        self._by_hand[name] = value
        self.show()

    def take_short_hour(self) -> None:
        """15 minutes and 3 calls, for this morning only."""
        self._short = True
        self._minutes, self._by_hand = 0, {}
        self.show()

    # requests

    def start(self) -> None:
        """Commit to the numbers shown."""
        if not self._has_leads:
            self.import_file()
            return
        plan = self._plan()
        if self._keep_numbers(plan):
            self._short = False
            from lch_desktop.services.run_session import PlannedHour

            self._context.hub.start_requested.emit(PlannedHour(plan.minutes, plan.goals))

    def plan_first(self) -> None:
        """To the Plan page, with the numbers as they are."""
        if self._keep_numbers(self._plan()):
            self._context.hub.page_requested.emit("Plan")

    def import_file(self) -> None:
        """Choose a file to import."""
        self._context.hub.import_requested.emit("")

    def add_samples(self) -> None:
        """Put the sample leads in."""
        self._write(self._services.samples.put_in)

    def remove_samples(self) -> None:
        """Take the sample leads out; undo puts them back as they were at first."""
        removed = self._write(self._services.samples.take_out)
        if removed:
            said = f"{counted(removed, 'sample lead', 'sample leads')} removed, with their calls."
            self._context.hub.undo_offered.emit(said, self.add_samples)

    def star(self, lead_id: int, on: bool) -> None:
        """Make a lead one of today's highest-value targets, or not."""
        self._write(partial(self._services.planning.star, lead_id, on))

    def answer_growth(self, name: str) -> None:
        """A longer hour from now on, or as it is; the line goes at once."""
        from lch_desktop.ui.today.notices import Act, growth_words

        grows_each_day = False
        if self._found is not None:
            grows_each_day = self._found.growth is not None and not self._found.growth.grown
            self._found = replace(self._found, growth=None)
        short, hub = self._services.short_hour, self._context.hub
        taken: list[TakeBack | None] = []
        if not hub.tried(lambda: taken.append(short.grow() if name == Act.GROW else short.stay())):
            return
        hub.changed.emit()
        if taken[0] is not None:
            said = growth_words(0 if grows_each_day else self._plan().minutes, grew=name == Act.GROW)
            hub.offer_take_back(said, taken[0], hub.changed.emit)

    # inside

    def _plan(self) -> Proposal:
        if self._short:
            proposal = self._services.planning.short_hour()
        else:
            proposal = self._services.planning.proposal(self._minutes)
        return Proposal(proposal.minutes, replace(proposal.goals, **self._by_hand))

    def _keep_numbers(self, plan: Proposal) -> bool:
        """Remember the numbers for tomorrow, except a short hour's: a rough morning is no new habit."""
        goals: Goals = plan.goals
        is_chosen = not self._short and bool(self._minutes or self._by_hand)
        if is_chosen and not self._context.hub.tried(lambda: self._services.planning.keep(plan.minutes, goals)):
            return False
        self._minutes, self._by_hand = 0, {}
        return True

    def _write(self, act: Callable[[], int | None]) -> int:
        """Do `act` and tell everybody; returns its number, 0 where it failed."""
        try:
            done = act()
        except LchError as error:
            self._context.hub.failed.emit(error)
            return 0
        self._context.hub.changed.emit()
        return done or 0

    def _read(self) -> None:
        """Gather off the GUI thread; asked for again meanwhile, it is done once more at the end."""
        if self._reading:
            self._read_again = True
            return
        self._reading, self._read_again = True, False
        services = self._services

        def read(store: Store) -> Found:
            from lch_desktop.ui.today.gather import gather  # with half of the services, after the first paint

            return gather(store, services.rep, services.habit.on(store))

        self._context.tasks.run(read, self._take, self._not_read)

    def _take(self, found: Found) -> None:
        self._reading, self._found = False, found
        self.show()
        self.morning.look()
        if self._read_again:
            self._read()

    def _not_read(self, error: LchError) -> None:
        self._reading = False
        self._context.hub.failed.emit(error)

    def _moment(self) -> Moment:
        rep, planning = self._services.rep, self._services.planning
        now = rep.now()
        local = rep.local(now)
        plan, kept, facts = planning.week_plan(), self._kept_today(now), self.morning.facts
        starts_at = start_instant(plan, local.date())
        is_over = starts_at is not None and (kept or bool(facts.skipped))
        next_at = next_start(plan, max(now, starts_at) if is_over and starts_at else now)
        return Moment(
            now=local,
            starts_at=rep.local(starts_at) if starts_at else None,
            next_at=rep.local(next_at) if next_at else None,
            kept=kept,
            skipped=facts.skipped,
            day_off=facts.holiday or ("Day off" if facts.is_off else ""),
            offered=facts.open_until is not None,
        )

    def _kept_today(self, now: datetime) -> bool:
        """Whether today has its hour; before the first reading an hour of today is taken for kept."""
        rep = self._services.rep
        if self._found is not None:
            return kept_today(self._found.habit, now, rep)
        last = self._services.store.sessions.last()
        return last is not None and last.local_on == rep.today(now)

    def _date_line(self) -> str:
        local = self._services.rep.local()
        return f"{long_date(self._context.locale, local.date())}, {clock(local, self._context.style)}"


def weekday_letters(locale: QLocale) -> tuple[str, ...]:
    """One letter for each day, Monday first."""
    return tuple(locale.standaloneDayName(day, QLocale.FormatType.NarrowFormat) for day in range(1, 8))
