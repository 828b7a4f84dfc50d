"""The week of mornings as the rep chooses it: one usual start, and weekdays that have one of their own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from itertools import groupby

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.recurrence import Start
from lch_desktop.domain.settings import RANGES
from lch_desktop.domain.zones import is_zone

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a|p)?$")
_SHORTEST_RUN = 3  # "mon,tue" reads better than "mon-tue"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekChoice:
    """What is chosen. `own`: weekday (Monday 0), "HH:MM", minutes; a day of the week without one has the usual."""

    at: str = "08:00"
    minutes: int = 60
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    own: tuple[tuple[int, str, int], ...] = ()
    zone: str = ""  # IANA; "" follows this computer

    @property
    def is_same_every_day(self) -> bool:
        """Whether no day has a start of its own."""
        return not self.own

    def on(self, weekday: int) -> tuple[str, int]:
        """The start and the minutes of `weekday`, whether it is planned or not."""
        return next(((at, minutes) for day, at, minutes in self.own if day == weekday), (self.at, self.minutes))

    def starts(self) -> dict[int, Start]:
        """Weekday to start, of the planned days."""
        return {day: Start(time.fromisoformat(at), minutes) for day in self.days for at, minutes in [self.on(day)]}

    def with_usual(self, *, at: str | None = None, minutes: int | None = None) -> WeekChoice:
        """The same start or length every day; what is None stays as each day has it."""

        def changed(one: str, length: int) -> tuple[str, int]:
            return (one if at is None else at), (length if minutes is None else minutes)

        usual = changed(self.at, self.minutes)
        own = tuple((day, *changed(own_at, own_minutes)) for day, own_at, own_minutes in self.own)
        return replace(self, at=usual[0], minutes=usual[1], own=own).tidy()

    def with_day(self, weekday: int, at: str, minutes: int) -> WeekChoice:
        """`weekday` with a start of its own."""
        others = tuple(each for each in self.own if each[0] != weekday)
        return replace(self, own=(*others, (weekday, at, minutes))).tidy()

    def tidy(self) -> WeekChoice:
        """Without own starts that are the usual one, days in order."""
        own = tuple(sorted(each for each in self.own if each[1:] != (self.at, self.minutes)))
        return replace(self, days=tuple(sorted(set(self.days))), own=own)

    def check(self) -> None:
        """Raise InputError where this is no plan: "plan-no-day", "not-a-time", "bad-minutes", "unknown-zone"."""
        if not self.days or not set(self.days) <= set(range(7)):
            raise InputError("plan-no-day")
        for at, minutes in ((self.at, self.minutes), *(each[1:] for each in self.own)):
            check_minutes(minutes)
            read_time(at)
        if self.zone and not is_zone(self.zone):
            raise InputError("unknown-zone", zone=self.zone)


def check_minutes(minutes: int) -> None:
    """Raise InputError "bad-minutes" out of 15..180."""
    low, high = RANGES["minutes"]
    if not low <= minutes <= high:
        raise InputError("bad-minutes", minutes=minutes)


def read_time(text: str) -> str:
    """ "8", "8:00", "08.00" and "8 am" as "08:00". Raises InputError "not-a-time"."""
    found = _TIME.match(text.strip().lower())
    if found is None:
        raise InputError("not-a-time", text=text.strip())
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        hour = 99
    if hour > 23 or minute > 59:
        raise InputError("not-a-time", text=text.strip())
    return f"{hour:02d}:{minute:02d}"


def read_days(text: str) -> tuple[int, ...]:
    """ "mon-fri", "mon,wed,fri", "sat-tue", "monday" as weekdays. Raises InputError "not-weekdays", "plan-no-day"."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[\s,;]+", re.sub(r"\s*-\s*", "-", text.strip().lower()))):
        ends = [_weekday(word, text) for word in part.split("-")]
        if len(ends) > 2:
            raise InputError("not-weekdays", text=text.strip())
        found |= {(ends[0] + n) % 7 for n in range((ends[-1] - ends[0]) % 7 + 1)}
    if not found:
        raise InputError("plan-no-day")
    return tuple(sorted(found))


def days_text(days: Iterable[int]) -> str:
    """Weekdays as `read_days` takes them: "mon-fri", "mon,wed,fri", "mon-thu,sat"."""
    runs = groupby(enumerate(sorted(set(days))), lambda pair: pair[1] - pair[0])
    parts: list[str] = []
    for _, run in runs:
        names = [DAY_NAMES[day] for _, day in run]
        parts += [f"{names[0]}-{names[-1]}"] if len(names) >= _SHORTEST_RUN else names
    return ",".join(parts)


def _weekday(word: str, text: str) -> int:
    for number, name in enumerate(DAY_NAMES):
        if len(word) >= len(name) and word.startswith(name):
            return number
    raise InputError("not-weekdays", text=text.strip())
