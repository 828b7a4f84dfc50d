"""The short hour that grows: what is offered this week, and the rep's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain import short_hour
from lch_desktop.domain.days import monday_of
from lch_desktop.services.setting_step import TakeBack, take_step

if TYPE_CHECKING:
    from datetime import date

    from lch_desktop.domain.short_hour import Growth
    from lch_desktop.domain.streak import HabitState, Mark
    from lch_desktop.services.rep import Rep

WEEK = timedelta(days=7)


class ShortHour:
    """Reads the habit as it is handed in: whoever asks has it folded already."""

    def __init__(self, rep: Rep) -> None:
        self._rep = rep

    def offered(self, habit: HabitState) -> Growth | None:
        """What may be accepted now; None for nothing."""
        today = self._rep.today()
        monday = monday_of(today)
        return short_hour.growth(self._rep.settings, today, _marks(habit, monday - WEEK), _marks(habit, monday))

    def grow(self) -> TakeBack | None:
        """5 minutes more, from now on. None where this week has its answer already."""
        today = self._rep.today()
        return take_step(self._rep, lambda settings: short_hour.grown(settings, today))

    def stay(self) -> TakeBack | None:
        """As long as it is; asked again after the next kept week."""
        today = self._rep.today()
        return take_step(self._rep, lambda settings: short_hour.stayed(settings, today))

    @property
    def grows(self) -> bool | None:
        """Whether it grows; None where every planned hour is a full one, and stays."""
        chosen = self._rep.settings
        return bool(chosen.growing_since) if chosen.growing_since or short_hour.can_grow(chosen) else None

    def switch(self, *, on: bool) -> None:
        """Whether it grows at all."""
        chosen, today = self._rep.settings, self._rep.today()
        self._rep.save(short_hour.growing(chosen, today) if on else replace(chosen, growing_since=""))


def _marks(habit: HabitState, monday: date) -> list[Mark]:
    """Of the week's days, without those before the first hour and those to come."""
    days = (habit.day(monday + timedelta(days=each)) for each in range(WEEK.days))
    return [day.mark for day in days if day is not None]
