"""Behind the quiet line about the morning: a zone that changed, a late start, a skip, a day that was missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError
from lch_desktop.ui.today.notices import Act, MorningFacts, NoticeState, build_morning
from lch_desktop.words import day

if TYPE_CHECKING:
    from lch_desktop.domain.holidays import Holidays
    from lch_desktop.ui.context import UiContext


class MorningPart:
    """Part of Today's presenter; `show` draws the page again, `start` begins the hour."""

    def __init__(self, context: UiContext, show: Callable[[], None], start: Callable[[], None]) -> None:
        self._context = context
        self._services = context.services
        self._show = show
        self._start = start
        self.is_seen: Callable[[], bool] = lambda: True  # whether the page is on the screen: in the tray nobody reads
        self._facts = MorningFacts()
        self._missed: date | None = None  # told in this window: it stays until it is answered, or the day is over
        self._missed_told_on: date | None = None
        self._fetched_on: date | None = None

    @property
    def facts(self) -> MorningFacts:
        """What is known of this morning; nothing before the first look."""
        return self._facts

    def state(self) -> NoticeState:
        """The line as it stands."""
        return build_morning(self._facts, self._services.rep.local().date(), self._context.style)

    def look(self) -> None:
        """See how the morning stands; a few rows are read. The page is drawn again where it stands otherwise."""
        try:
            self._services.schedule.settle_zone()
            facts = self._read()
            self._fetch_holidays()
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        if facts != self._facts:
            self._facts = facts
            self._show()

    def act(self, name: str) -> None:
        """One of the line's buttons was pressed."""
        acts: dict[Act, Callable[[], None]] = {
            Act.START_NOW: self._start,
            Act.UNDO: lambda: self._write(self._services.morning.unskip),
            Act.FOLLOW: lambda: self._write(lambda: self._services.schedule.answer_zone(follow=True)),
            Act.KEEP: lambda: self._write(lambda: self._services.schedule.answer_zone(follow=False)),
            Act.SICK: self._was_sick,
            Act.SEEN: self._seen,
            Act.TRAVEL: lambda: self._answer_travel(True),
            Act.NO: lambda: self._answer_travel(False),
        }
        acts[Act(name)]()

    def _read(self) -> MorningFacts:
        services, rep = self._services, self._services.rep
        decision = services.morning.decide()
        offered = decision.day.start_at if decision.day is not None and decision.is_late else None
        today, zone = services.schedule.today(), services.schedule.zone_question()
        return MorningFacts(
            zone=zone,
            zone_start=next(iter(services.schedule.next(1)), None) if zone else None,
            planned_at=rep.local(offered) if offered else None,
            open_until=rep.local(decision.offer_ends_at) if decision.offer_ends_at else None,
            skipped=services.morning.skipped(),
            travel=services.schedule.travel.offered(),
            missed=self._find_missed(),
            holiday=today.name if today.why == "holiday" else "",
            is_off=today.why == "off",
        )

    def _find_missed(self) -> date | None:
        """The day that was missed: told once, so it is noted as soon as it is seen, and kept here for today."""
        today = self._services.rep.today()
        found = self._services.morning.missed_untold()
        if found is not None and not self.is_seen():
            return found
        if found is not None:
            self._services.morning.tell_missed(found)
            self._missed, self._missed_told_on = found, today
        elif self._missed_told_on != today:
            self._missed = None
        return self._missed

    def _answer_travel(self, is_one: bool) -> None:
        """What was answered of a date is asked no more, nor whether its hour was missed."""
        on, travel = self._facts.travel, self._services.schedule.travel
        if on is None:
            return
        if self._missed == on:
            self._missed = None
        self._write(lambda: travel.answer(is_one))
        if is_one and self._facts.travel is None:
            hub = self._context.hub
            hub.offer_take_back(f"{day(on)} is a travel day.", lambda: travel.take_back(on), hub.changed.emit)

    def _was_sick(self) -> None:
        missed = self._missed
        if missed is not None:
            self._missed = None
            self._write(lambda: self._services.morning.set_sick(missed, True))

    def _seen(self) -> None:
        self._missed = None
        self._facts = replace(self._facts, missed=None)
        self._show()

    def _write(self, act: Callable[[], None]) -> None:
        if not self._context.hub.tried(act):
            return
        self.look()
        self._context.hub.changed.emit()

    def _fetch_holidays(self) -> None:
        """Look up more holidays where fewer than twelve months are kept; once a day, and nobody waits for it."""
        schedule, today = self._services.schedule, self._services.rep.today()
        country = schedule.needs_holidays()
        if not country or self._fetched_on == today:
            return
        self._fetched_on = today

        def take(coming: Holidays) -> None:
            if self._services.rep.settings.holiday_country == country:
                schedule.set_holidays(country, coming)

        # A country that the book does not know any more keeps what was known of it.
        self._context.background.run(lambda _: schedule.look_up(country), take, lambda _: None)
