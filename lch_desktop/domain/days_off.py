"""Days off as ranges: read from what was typed, kept as single days, shown as ranges again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.streak import may_plan_off

LONGEST = 366
"""Days in one range. Whoever means more has mistyped a year, or has no use for a morning that comes by itself."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BETWEEN = re.compile(r"\s*(?:\.\.+|…|–|—|\bto\b|\buntil\b|\s-\s)\s*")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?$")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$")


@dataclass(frozen=True, slots=True, order=True)
class DayRange:
    """From `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Each of its days."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def iso(self) -> str:
        """As `lch schedule --off` takes it: "2026-12-24..2026-12-31", or one date."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}..{self.last}"


def read_range(text: str, today: date) -> DayRange:
    """The range that `text` means: ISO dates, or such as "24 dec to 2 jan"; a date without a year is the next one.

    Raises InputError "not-a-day", "range-backwards".
    """
    parts = _BETWEEN.split(text.strip().lower())
    if len(parts) > 2 or not all(parts):
        raise InputError("not-a-day", text=text.strip())
    first = _read_day(parts[0], today)
    last = _read_day(parts[1], first or today) if len(parts) == 2 else first
    if first is None or last is None:
        raise InputError("not-a-day", text=text.strip())
    if last < first:
        raise InputError("range-backwards", first=first.isoformat(), last=last.isoformat())
    return DayRange(first, last)


def check_range(wanted: DayRange, today: date) -> None:
    """Whether `wanted` may be planned off. Raises InputError "range-too-long", RuleError "day-off-begun"."""
    if wanted.last < wanted.first:
        raise InputError("range-backwards", first=wanted.first.isoformat(), last=wanted.last.isoformat())
    if (wanted.last - wanted.first).days >= LONGEST:
        raise InputError("range-too-long", first=wanted.first.isoformat(), last=wanted.last.isoformat(), most=LONGEST)
    if not may_plan_off(wanted.first, today):
        raise RuleError("day-off-begun", day=wanted.first.isoformat())


def ranges(days: Iterable[date]) -> tuple[DayRange, ...]:
    """`days` as the fewest ranges, earliest first."""
    found: list[DayRange] = []
    for day in sorted(set(days)):
        if found and day - found[-1].last == timedelta(days=1):
            found[-1] = DayRange(found[-1].first, day)
        else:
            found.append(DayRange(day, day))
    return tuple(found)


def _read_day(text: str, since: date) -> date | None:
    """One date; without a year, the first of that day and month that is not before `since`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    if found := _DAY_FIRST.match(text):
        number, word, year = found.groups()
    elif found := _MONTH_FIRST.match(text):
        word, number, year = found.groups()
    else:
        return None
    month = next((n for n, name in enumerate(_MONTHS, start=1) if word.startswith(name)), 0)
    # Up to eight years: as far apart as two 29ths of February can be.
    years = [int(year)] if year else range(since.year, since.year + 9)
    days = (_date(each, month, int(number)) for each in years)
    return next((day for day in days if day is not None and (year or day >= since)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
