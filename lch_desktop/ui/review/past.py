"""What the sheet "A past day" shows and does: an hour added by hand or removed, a day declared sick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.week_choice import read_time
from lch_desktop.messages import sentence
from lch_desktop.words import clock, counted, day, day_near

if TYPE_CHECKING:
    from datetime import datetime

    from lch_desktop.domain.session import FocusSession
    from lch_desktop.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class PastHour:
    """An hour that was added by hand, in words."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class PastDay:
    """One day that can be changed. `sick`: whether it is excused; None where it cannot be. `travelled`: as a travel
    day."""

    on: date
    words: str
    sick: bool | None
    hours: tuple[PastHour, ...]
    travelled: bool = False


@dataclass(frozen=True, slots=True)
class PastState:
    """The days, today first, and what a new hour begins with."""

    days: tuple[PastDay, ...]
    start: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form."""

    on: date
    start: str
    minutes: int
    done: Tally


class PastPresenter:
    """Between the sheet and the services; `changed` is called after each change."""

    def __init__(self, context: UiContext, changed: Callable[[], None]) -> None:
        self._context = context
        self._changed = changed

    def state(self) -> PastState:
        """What can be changed now."""
        services, rep = self._context.services, self._context.services.rep
        sick, travelled = dict(services.schedule.sick_days()), services.schedule.travel.days()
        hours: dict[date, list[PastHour]] = {}
        for session in services.past_session.added():
            hours.setdefault(session.local_on, []).append(PastHour(session.id, self._words(session)))
        days = tuple(
            PastDay(on, _day_words(on, rep.today()), sick.get(on), tuple(hours.get(on, ())), on in travelled)
            for on in services.past_session.days()
        )
        return PastState(days, rep.settings.start, rep.settings.minutes)

    def add(self, typed: Typed) -> str:
        """Add the hour; returns "" or the sentence why not."""
        past = self._context.services.past_session
        try:
            started = time.fromisoformat(read_time(typed.start))
            past.add(typed.on, started, typed.minutes, typed.done)
        except LchError as error:
            return sentence(error)
        self._offer_undo(f"Added by hand: {_day_words(typed.on, self._today())}, {typed.minutes} minutes.")
        return ""

    def remove(self, session_id: int) -> None:
        """Take an hour away that was added by hand."""
        if not self._context.hub.tried(lambda: self._context.services.past_session.remove(session_id)):
            return
        self._offer_undo("Removed the hour that was added by hand.")

    def set_sick(self, on: date, sick: bool) -> None:
        """Declare a day sick, or take back that it is excused: sick or travelled."""
        schedule, hub = self._context.services.schedule, self._context.hub
        travelled = on in schedule.travel.days()
        excuse = schedule.travel.mark if travelled else schedule.set_sick
        if not hub.tried(lambda: excuse(on, sick)):
            return
        said = "is excused: sick" if sick else f"is no {'travel' if travelled else 'sick'} day any more"

        def undo() -> None:
            excuse(on, not sick)
            self._tell_all()

        hub.undo_offered.emit(f"{_day_words(on, self._today())} {said}.", undo)
        self._tell_all()

    def _offer_undo(self, said: str) -> None:
        past = self._context.services.past_session
        entry = past.newest_step

        def undo() -> None:
            past.take_back(entry)
            self._tell_all()

        self._context.hub.undo_offered.emit(said, undo)
        self._tell_all()

    def _tell_all(self) -> None:
        self._context.hub.changed.emit()
        self._changed()

    def _today(self) -> date:
        return self._context.services.rep.today()

    def _words(self, session: FocusSession) -> str:
        """ "8:00 am, 60 minutes, 12 dials"."""
        services = self._context.services
        began: datetime = services.rep.local(session.started_at)
        done = services.store.calls.tally(session.id)
        length = counted(session.planned_s // 60, "minute", "minutes")
        return f"{clock(began, self._context.style)}, {length}, {counted(done.dials, 'dial', 'dials')}"


def _day_words(on: date, today: date) -> str:
    """ "Today", "Yesterday", then "Wed 18 Nov"."""
    return day_near(on, today).capitalize() if (today - on).days <= 1 else day(on)
