"""Behind the card of the mornings: every change is kept at once, what takes time is asked on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.domain.days_off import DayRange, read_range
from lch_desktop.domain.errors import InputError, LchError
from lch_desktop.domain.week_choice import WeekChoice, read_time
from lch_desktop.messages import sentence
from lch_desktop.ui.settings.schedule_state import Known, build_schedule, moved_words, reach_words

if TYPE_CHECKING:
    from lch_desktop.domain.holidays import HolidayCountry, Holidays
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.lead_book import Step
    from lch_desktop.services.schedule import Reach, Schedule
    from lch_desktop.ui.context import UiContext

PATIENCE_MS = 250  # after the last key, until what a start means is worked out


class SchedulePart(QObject):
    """Part of the settings' presenter. The names of fields are those of `ScheduleCard.show_problem`."""

    shown = Signal(object)  # a ScheduleState
    reach_shown = Signal(str)
    refused = Signal(str, str)  # a field, the sentence; "" takes an older one away

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._by_day = False
        self._countries: tuple[HolidayCountry, ...] | None = None
        self._names: dict[str, str] = {}
        self._is_asked = False
        self._typed: WeekChoice | None = None
        self._asked = 0  # what a start means: only the newest answer counts
        self._rest = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._rest.timeout.connect(self._ask_reach)

    @property
    def _schedule(self) -> Schedule:
        return self._context.services.schedule

    def refresh(self) -> None:
        """Show the plan as it is kept; what a start means follows."""
        self._show()
        self._typed = None
        if self._asked:
            self._rest.start()  # one change is told from several sides
        else:
            self._ask_reach()
        if not self._is_asked:
            self._is_asked = True
            schedule = self._schedule
            self._context.background.run(lambda _: schedule.countries(), self._take_countries, self._tell)

    # the week

    def set_start(self, text: str) -> None:
        """The start that is typed, for every day."""
        self._change("start", lambda choice: choice.with_usual(at=read_time(text)))

    def set_minutes(self, text: str) -> None:
        """The length that is typed, for every day."""
        self._change("minutes", lambda choice: choice.with_usual(minutes=_minutes(text)))

    def set_day(self, weekday: int, at: str, minutes: str) -> None:
        """Start and length of one weekday."""
        self._change("by_day", lambda choice: choice.with_day(weekday, read_time(at), _minutes(minutes)))

    def set_grows(self, on: bool) -> None:
        """Whether the short hour grows with each kept week."""
        self._do("minutes", lambda: self._context.services.short_hour.switch(on=on))

    def tick_days(self, days: tuple[int, ...]) -> None:
        """The weekdays of the plan."""
        self._change("days", lambda choice: replace(choice, days=days))

    def same_every_day(self, same: bool) -> None:
        """One start for all days, or each day for itself."""
        self._by_day = not same
        if same:
            self._change("by_day", lambda choice: replace(choice, own=()))
        else:
            self._show()

    def set_zone(self, text: str) -> None:
        """The zone that is typed; "" follows this computer."""
        self._change("zone", lambda choice: replace(choice, zone=text.strip()))

    def typing(self, text: str) -> None:
        """A start is being typed: what it would mean is shown while it is."""
        self._try(lambda choice: choice.with_usual(at=read_time(text)))

    def typing_day(self, weekday: int, text: str) -> None:
        """The start of one weekday is being typed."""
        self._try(lambda choice: choice.with_day(weekday, read_time(text), choice.on(weekday)[1]))

    # days off, holidays, sick days

    def add_off(self, text: str) -> None:
        """Plan the days that are typed off."""
        today = self._context.services.rep.today()
        self._do("days_off", lambda: self._schedule.add_days_off(read_range(text, today)))

    def remove_off(self, key: str) -> None:
        """Call on these days after all."""
        self._do("days_off", lambda: self._schedule.remove_days_off(_range(key)))

    def move_promises(self, key: str) -> None:
        """Promise the calls of these days for the next workday."""
        try:
            step = self._schedule.move_promises(_range(key))
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._context.hub.undo_offered.emit(moved_words(step.leads), lambda: self._undo(step))
        self._context.hub.changed.emit()
        self._show()

    def choose_country(self, country: str) -> None:
        """No hour on the holidays of `country`; "" calls on them."""
        schedule = self._schedule

        def take(coming: Holidays) -> None:
            self._do("country", lambda: schedule.set_holidays(country, coming))

        self._context.background.run(lambda _: schedule.look_up(country), take, self._tell)

    def tick_sick(self, key: str, sick: bool) -> None:
        """Declare a day sick, or take that back."""
        self._do("sick", lambda: self._schedule.set_sick(date.fromisoformat(key), sick))

    # inside

    def _show(self) -> None:
        services, schedule = self._context.services, self._schedule
        choice = schedule.choice()
        self._by_day = self._by_day or not choice.is_same_every_day
        coming = schedule.next(1)
        known = Known(
            choice=choice,
            by_day=self._by_day,
            system_zone=services.rep.system_zone,
            picture=schedule.picture(),
            next_at=coming[0] if coming else None,
            days_off=tuple((each, len(schedule.promised_in(each))) for each in schedule.days_off()),
            country=services.rep.settings.holiday_country,
            sick_days=schedule.sick_days(),
            travel_days=schedule.travel.days(),
            countries=self._countries,
            grows=services.short_hour.grows,
        )
        self.shown.emit(build_schedule(known, self._names, self._context.style))

    def _change(self, name: str, change: Callable[[WeekChoice], WeekChoice]) -> None:
        self._do(name, lambda: self._schedule.keep(change(self._schedule.choice())))

    def _try(self, change: Callable[[WeekChoice], WeekChoice]) -> None:
        """Show what a week would mean that is not kept yet; what is half typed means nothing."""
        try:
            self._typed = change(self._schedule.choice())
        except LchError:
            return
        self._rest.start()

    def _do(self, name: str, act: Callable[[], None]) -> None:
        """Do `act`, or say at the field `name` why not: then nothing is changed."""
        try:
            act()
        except LchError as error:
            self.refused.emit(name, sentence(error))
            return
        self.refused.emit(name, "")
        self.refresh()
        self._context.hub.changed.emit()

    def _ask_reach(self) -> None:
        """What the start means, that is kept or being typed: every lead is read, so on a worker."""
        self._asked += 1
        asked, schedule, choice = self._asked, self._schedule, self._typed

        def take(reaches: tuple[Reach, ...]) -> None:
            if asked == self._asked:
                self.reach_shown.emit(reach_words(reaches, self._context.style))

        def read(store: Store) -> tuple[Reach, ...]:
            return schedule.reach(choice, store)

        self._context.background.run(read, take, self._tell)

    def _take_countries(self, countries: tuple[HolidayCountry, ...]) -> None:
        from lch_desktop.ui.importing.regions import regions

        self._countries, self._names = countries, dict(regions())
        self._show()

    def _undo(self, step: Step) -> None:
        if not self._context.hub.tried(lambda: self._schedule.undo(step)):
            return
        self._context.hub.changed.emit()

    def _tell(self, error: LchError) -> None:
        self._context.hub.failed.emit(error)


def _range(key: str) -> DayRange:
    first, _, last = key.partition("..")
    return DayRange(date.fromisoformat(first), date.fromisoformat(last or first))


def _minutes(text: str) -> int:
    """The typed length; what is no number is refused as one out of range."""
    words = text.strip()
    if not (words.isascii() and words.isdecimal()):
        raise InputError("bad-minutes", minutes=f"“{words}”" if words else "none")
    return int(words)
