"""When to call next: proposed slots, and times typed in a hurry."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.queue import PROMISES_IN_AN_HOUR

STEP = timedelta(minutes=10)
HOUR = timedelta(hours=1)
PROPOSED_DAYS = (1, 3)  # the first and the third business day from today
AFTERNOON = time(14)
SEARCH_DAYS = 730
SEARCHED_HOURS = 20
"""How many full hours are passed over: twenty hours with four promises each are eighty that wait."""

IsOpen = Callable[[datetime], bool]
WorksOn = Callable[[date], bool]
Opens = Callable[[date], tuple[datetime, int]]


class Promised:
    """The minutes that are promised already: none is promised twice, and no hour holds more than four."""

    def __init__(self, taken: Iterable[datetime]) -> None:
        self._minutes = sorted(_minute(at) for at in taken)

    def has_room(self, at: datetime) -> bool:
        """Whether one more call may be promised for `at`, an aware instant."""
        minute = _minute(at)
        near = self._minutes[bisect_right(self._minutes, minute - HOUR) : bisect_left(self._minutes, minute + HOUR)]
        if minute in near:
            return False
        begins = [*(other for other in near if other < minute), minute]
        fullest = max(sum(begin <= other < begin + HOUR for other in near) for begin in begins)
        return fullest < PROMISES_IN_AN_HOUR

    def add(self, at: datetime) -> None:
        """One more is promised."""
        insort(self._minutes, _minute(at))


def _minute(at: datetime) -> datetime:
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).replace(second=0, microsecond=0)


def propose(
    now: datetime, opens: Opens, works_on: WorksOn, may_call: IsOpen, has_room: IsOpen
) -> tuple[datetime, datetime]:
    """Two next calls, on the first and the third business day after `now` (a local, zoned instant).

    `opens` tells when the hour of a day begins (local) and how many minutes it has, `works_on` whether both sides
    work on a day. Each call lies inside the hour, as near as it can to the present time of day (they were there
    then), at a ten-minute mark that is within the lead's hours (`may_call`) and not promised yet (`has_room`). An
    hour that is full hands on to the next business day. Where the lead is closed during the hour, it is the nearest
    minute of that day that they may be called.
    """
    found: list[datetime] = []
    for count in PROPOSED_DAYS:
        days = [day for day in _days(now.date(), count, works_on) if not found or day > found[-1].date()]
        inside = (_inside(day, now, opens, may_call, has_room) for day in days)
        at = next((at for at in inside if at is not None), None)
        found.append(at or _outside(days[0], opens, may_call, has_room))
    return found[0], found[1]


def _days(after: date, count: int, works_on: WorksOn) -> list[date]:
    """From the `count`-th business day later than `after` on; where there are none, the days as they come."""
    ahead = (after + timedelta(days=n) for n in range(1, SEARCH_DAYS))
    found = list(islice(filter(works_on, ahead), count - 1, count - 1 + SEARCHED_HOURS))
    return found or [after + timedelta(days=count)]


def _inside(day: date, now: datetime, opens: Opens, may_call: IsOpen, has_room: IsOpen) -> datetime | None:
    """The best minute of the hour of `day`, None where the hour is full; outside it where the lead is closed then."""
    begins, minutes = opens(day)
    wished = datetime.combine(day, now.time().replace(second=0, microsecond=0), now.tzinfo)
    marks = sorted(marks_of(begins, minutes), key=lambda at: (abs(at - wished), at))
    free = next((at for at in marks if has_room(at) and may_call(at)), None)
    if free is None and not any(may_call(at) for at in marks):
        return _outside(day, opens, may_call, has_room)
    return free


def marks_of(begins: datetime, minutes: int) -> list[datetime]:
    """The ten-minute marks of an hour that begins at `begins`."""
    return [begins + STEP * n for n in range(max(1, -(-minutes // 10)))]


def _outside(day: date, opens: Opens, may_call: IsOpen, has_room: IsOpen) -> datetime:
    """The nearest minute of `day` to its hour that may be called and is not promised; the hour's first for none."""
    begins, _ = opens(day)
    return next((at for at in _whole(day, begins) if has_room(at) and may_call(at)), begins)


def _whole(day: date, begins: datetime) -> Iterator[datetime]:
    """Every ten-minute mark of `day`, the nearest to `begins` first; worked out only where the hour has none free."""
    midnight = datetime.combine(day, time(0), begins.tzinfo)
    yield from sorted((midnight + STEP * n for n in range(144)), key=lambda at: (abs(at - begins), at))


def next_free(at: datetime, has_room: IsOpen) -> datetime:
    """`at`, or the first minute within an hour after it, in steps of ten, that `has_room`; `at` where none has."""
    return next((at + STEP * n for n in range(7) if has_room(at + STEP * n)), at)


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
