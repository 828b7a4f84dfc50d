"""What the card of the mornings shows: the week, its picture, days off, holidays, sick days. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.services.schedule import Why
from lch_desktop.ui.shield.work_state import Tick
from lch_desktop.words import MONTHS, WEEKDAYS, WEEKDAYS_LONG, clocks, counted, day, day_near, short_clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lch_desktop.domain.days_off import DayRange
    from lch_desktop.domain.holidays import HolidayCountry
    from lch_desktop.domain.week_choice import WeekChoice
    from lch_desktop.services.schedule import PlannedDay, Reach
    from lch_desktop.words import Style

WHY = {
    Why.FREE: "Free",
    Why.OFF: "Day off",
    Why.HOLIDAY: "Holiday",
    Why.SICK: "Sick",
    Why.SKIPPED: "Skipped",
}
NO_START = "No start comes in the coming year."


@dataclass(frozen=True, slots=True)
class DayLine:
    """One weekday with its own start."""

    weekday: int
    name: str
    at: str
    minutes: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the picture: three lines, the middle one the start or why there is none, and what is read aloud."""

    head: str
    middle: str
    foot: str
    name: str
    has_hour: bool = False
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class OffLine:
    """Days off: `key` as they are kept, and what is promised in them, "" for nothing."""

    key: str
    words: str
    promised: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the part has read for the card."""

    choice: WeekChoice
    by_day: bool  # the weekdays are shown one by one
    system_zone: str
    picture: tuple[PlannedDay, ...]
    next_at: datetime | None  # on the plan's wall clock
    days_off: tuple[tuple[DayRange, int], ...]  # with the number of calls promised in it
    country: str
    sick_days: tuple[tuple[date, bool], ...]
    travel_days: frozenset[date] = frozenset()  # those of them that went by on the way
    countries: tuple[HolidayCountry, ...] | None = None  # None: not looked up yet
    grows: bool | None = None  # whether the short hour grows; None: none is short


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleState:
    """The whole card."""

    at: str
    minutes: str
    by_day: bool
    days: tuple[int, ...]
    lines: tuple[DayLine, ...]
    zone: str
    zone_hint: str
    next_line: str
    cells: tuple[DayCell, ...]
    days_off: tuple[OffLine, ...]
    country: str
    countries: tuple[tuple[str, str], ...]  # code, name
    part: str
    parts: tuple[tuple[str, str], ...]
    sick: tuple[Tick, ...]
    grows: bool | None = None  # None: there is nothing to grow


def build_schedule(known: Known, names: Mapping[str, str], style: Style) -> ScheduleState:
    """The card. `names`: what countries are called, by code."""
    choice, today = known.choice, known.picture[0].on
    country, _, part = known.country.partition("-")
    listed = known.countries or ()
    parts = next((each.parts for each in listed if each.code == country), ())
    return ScheduleState(
        at=plain_time(choice.at),
        minutes=str(choice.minutes),
        by_day=known.by_day,
        days=choice.days,
        lines=tuple(_line(choice, weekday) for weekday in choice.days) if known.by_day else (),
        zone=choice.zone,
        zone_hint=known.system_zone,
        next_line=next_line(known.next_at, today, style),
        cells=tuple(_cell(each, today, style) for each in known.picture),
        days_off=tuple(_off_line(each, promised, today) for each, promised in known.days_off),
        country=country,
        countries=_named(listed, names, country),
        part=part,
        parts=parts or (((part, part),) if part else ()),
        sick=tuple(Tick(on.isoformat(), _sick_word(on, known, today), sick) for on, sick in known.sick_days),
        grows=known.grows,
    )


def _sick_word(on: date, known: Known, today: date) -> str:
    return f"{day_word(on, today)} (travel day)" if on in known.travel_days else day_word(on, today)


def reach_words(reaches: Sequence[Reach], style: Style) -> str:
    """ "At 7:30 you may call 38 of 412, at 8:00 371." for each start; "" without a lead."""
    return " ".join(_reach(each, style) for each in reaches)


def next_line(at: datetime | None, today: date, style: Style) -> str:
    """ "Next: tomorrow at 8:00"."""
    return f"Next: {day_near(at.date(), today)} at {short_clock(at, style)}" if at else NO_START


def plain_time(at: str) -> str:
    """ "08:00" as "8:00"."""
    return at.removeprefix("0")


def range_words(each: DayRange, today: date) -> str:
    """ "Thu 24 Dec to Sun 3 Jan 2027": the year where it is another one."""
    first, last = _with_year(each.first, today), _with_year(each.last, today)
    return first if each.first == each.last else f"{first} to {last}"


def day_word(on: date, today: date) -> str:
    """ "Today", "Yesterday", "Thu 19 Nov"."""
    away = (today - on).days
    return ("Today", "Yesterday")[away] if 0 <= away <= 1 else day(on)


def moved_words(count: int) -> str:
    """What is said when promises were moved."""
    return f"{counted(count, 'promised call', 'promised calls')} moved to the next workday."


def _line(choice: WeekChoice, weekday: int) -> DayLine:
    at, minutes = choice.on(weekday)
    return DayLine(weekday, WEEKDAYS_LONG[weekday], plain_time(at), str(minutes))


def _cell(each: PlannedDay, today: date, style: Style) -> DayCell:
    head = f"{WEEKDAYS[each.on.weekday()]} {each.on.day}"
    spoken = f"{WEEKDAYS_LONG[each.on.weekday()]} {each.on.day} {MONTHS[each.on.month - 1]}"
    if each.start is not None:
        at = short_clock(each.start, style)
        return DayCell(
            head, at, f"{each.minutes} min", f"{spoken}: {at}, {each.minutes} minutes", True, each.on == today
        )
    why = WHY[each.why or Why.FREE]
    more = f", {each.name}" if each.name else ""
    return DayCell(head, why, each.name, f"{spoken}: {why.lower()}{more}", False, each.on == today)


def _off_line(each: DayRange, promised: int, today: date) -> OffLine:
    falls = "1 promised call falls in it." if promised == 1 else f"{promised:,} promised calls fall in it."
    return OffLine(each.iso, range_words(each, today), falls if promised else "")


def _reach(reach: Reach, style: Style) -> str:
    said = clocks([at for at in (reach.at, reach.better_at) if at is not None], style)
    first = f"At {said[0]} you may call {reach.open:,} of {reach.total:,}"
    return f"{first}." if reach.better_at is None else f"{first}, at {said[1]} {reach.better_open:,}."


def _named(listed: Sequence[HolidayCountry], names: Mapping[str, str], country: str) -> tuple[tuple[str, str], ...]:
    """Code and name, by name; before they are looked up, the chosen one alone."""
    codes = [each.code for each in listed if each.code in names] or ([country] if country else [])
    return tuple(sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1]))


def _with_year(on: date, today: date) -> str:
    return day(on) if on.year == today.year else f"{day(on)} {on.year}"
