"""When to call next: proposed slots, and times typed in a hurry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lch_desktop.domain.errors import InputError

if TYPE_CHECKING:
    from lch_desktop.domain.cadence import WorkDays

STEP = timedelta(minutes=10)
PROPOSED_DAYS = (1, 3)  # the first and the third business day from today
AFTERNOON = time(14)

IsOpen = Callable[[datetime], bool]


def propose(
    now: datetime, hour_from: time, minutes: int, work_days: WorkDays, is_free: IsOpen
) -> tuple[datetime, datetime]:
    """Two next calls, on the first and the third business day after `now` (a local, zoned instant).

    Each lies inside the hour, as near as it can to the present time of day (they were there then), at a
    ten-minute mark where `is_free` holds: the lead may be called and no minute is promised twice. Where
    the hour has no such minute, the nearest free one of that day is proposed.
    """
    first, second = (
        _free_on(work_days.after(now.date(), count), now, hour_from, minutes, is_free) for count in PROPOSED_DAYS
    )
    return first, second


def _free_on(day: date, now: datetime, hour_from: time, minutes: int, is_free: IsOpen) -> datetime:
    zone = now.tzinfo
    begins = datetime.combine(day, hour_from, zone)
    inside = [begins + STEP * n for n in range(max(1, -(-minutes // 10)))]
    wished = datetime.combine(day, now.time().replace(second=0, microsecond=0), zone)
    inside.sort(key=lambda at: (abs(at - wished), at))
    return next((at for at in chain(inside, _whole(day, begins)) if is_free(at)), begins)


def _whole(day: date, begins: datetime) -> Iterator[datetime]:
    """Every ten-minute mark of `day`, the nearest to `begins` first; worked out only where the hour has none free."""
    midnight = datetime.combine(day, time(0), begins.tzinfo)
    yield from sorted((midnight + STEP * n for n in range(144)), key=lambda at: (abs(at - begins), at))


_DAYS = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = {
    name: n + 1
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
}
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*(a|am|p|pm)?$")
_IN = re.compile(r"^in\s+(\d{1,3}|an?)\s*(m|min|mins|minutes?|h|hours?|d|days?|w|weeks?)?$")


def parse_time(text: str, now: datetime, default: time) -> datetime:
    """The instant that `text` means to somebody at `now` (a local, zoned instant), always in the future.

    Understands "in 20" (minutes), "in 2 h", "in 3 days", "2p", "14:30", "tomorrow 9", "tue 2p", "monday",
    "this afternoon", "24 nov 8:40", "nov 24", "2026-11-24 8:40". A day without a time means `default`.
    A clock time without a day is today, or tomorrow if it has passed. Raises InputError "bad-time".
    """
    words = _plain(text)
    found = _in_span(words, now) or _day_and_clock(words, now, default)
    if found is None:
        raise InputError("bad-time", text=text.strip())
    if found.astimezone(UTC) <= now.astimezone(UTC):  # in one zone, Python compares wall clocks only
        raise InputError("next-call-in-the-past", at=text.strip())
    return found


def _plain(text: str) -> str:
    """The words in one form: lower case, no commas, no "at", "p.m." as "pm", an ISO "T" as a space."""
    words = re.sub(r"\b([ap])\.m\b\.?", r"\1m", text.lower().replace(",", " "))
    words = re.sub(r"(?<=\d)t(?=\d)", " ", words)
    return " ".join(re.sub(r"\bat\b", " ", words).split())


def _in_span(words: str, now: datetime) -> datetime | None:
    match = _IN.match(words)
    if not match:
        return None
    count = int(match[1]) if match[1].isdigit() else 1
    unit = (match[2] or "m")[0]
    minute = now.replace(second=0, microsecond=0)
    if unit in "dw":
        day = now.date() + timedelta(days=count * (7 if unit == "w" else 1))
        return datetime.combine(day, minute.time(), now.tzinfo)
    spans = {"m": timedelta(minutes=count), "h": timedelta(hours=count)}
    # Over UTC, so that an hour stays an hour in the night when the clocks change.
    zone = now.tzinfo if isinstance(now.tzinfo, ZoneInfo) else None
    later = minute.astimezone(UTC) + spans[unit]
    return later.astimezone(zone) if zone else minute + spans[unit]


def _day_and_clock(words: str, now: datetime, default: time) -> datetime | None:
    for day_words, clock_words in _splits(words):
        day = _day(day_words, now.date())
        clock = _clock(clock_words, afternoon_if=day is None and now.hour >= 12)
        if (day_words and day is None) or (clock_words and clock is None):
            continue
        if day is None and clock is None:
            continue
        if day is not None:
            # Not `clock or default`: midnight is a time as well.
            at = clock if clock is not None else (AFTERNOON if day_words == "this afternoon" else default)
            return _passed_on(datetime.combine(day, at, now.tzinfo), day_words, now)
        assert clock is not None
        today = datetime.combine(now.date(), clock, now.tzinfo)
        return today if today > now else today + timedelta(days=1)
    return None


def _passed_on(at: datetime, day_words: str, now: datetime) -> datetime:
    """A weekday that is today and whose time has passed means next week."""
    if at <= now and day_words[:3] in _DAYS:
        return at + timedelta(days=7)
    return at


def _splits(words: str) -> Iterator[tuple[str, str]]:
    parts = words.split(" ")
    for cut in range(len(parts), -1, -1):
        yield " ".join(parts[:cut]), " ".join(parts[cut:])


def _clock(words: str, afternoon_if: bool) -> time | None:
    if words == "noon":
        return time(12)
    match = _CLOCK.match(words)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half == "p":
        hour = hour % 12 + 12
    elif half == "a":
        hour %= 12
    elif not half and not match[1].startswith("0") and hour < (8 if afternoon_if else 7):
        hour += 12  # "try at 3" is three in the afternoon, whenever it is said
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(words: str, today: date) -> date | None:
    simple = {"today": 0, "this afternoon": 0, "tomorrow": 1, "tmrw": 1, "tom": 1}
    if words in simple:
        return today + timedelta(days=simple[words])
    if words == "next week":
        return today + timedelta(days=7 - today.weekday())
    is_next = words.startswith("next ")
    word = words.removeprefix("next ")
    weekday, _, date_words = word.partition(" ")
    if date_words and weekday[:3] in _DAYS:  # "tue 24 nov", as the slots are named
        found = _calendar_day(date_words, today)
        return found if found and found.weekday() == _DAYS[weekday[:3]] else None
    if word[:3] in _DAYS and word in _weekday_names(word[:3]):
        ahead = (_DAYS[word[:3]] - today.weekday()) % 7
        return today + timedelta(days=ahead + (7 if is_next and ahead == 0 else 0))
    return _calendar_day(words, today)


def _weekday_names(short: str) -> tuple[str, ...]:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[_DAYS[short]]
    return tuple(full[:n] for n in range(3, len(full) + 1))


def _calendar_day(words: str, today: date) -> date | None:
    iso = re.match(r"^(\d{4})-(\d{2})-(\d{2})$", words)
    named = re.match(r"^(\d{1,2})\.?\s*([a-z]{3,9})$", words) or re.match(r"^([a-z]{3,9})\s*(\d{1,2})$", words)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if not named:
            return None
        number, name = (named[1], named[2]) if named[1].isdigit() else (named[2], named[1])
        month = _MONTHS.get(name[:3])
        if month is None:
            return None
        this_year = date(today.year, month, int(number))
        return this_year if this_year >= today else date(today.year + 1, month, int(number))
    except ValueError:
        return None
