"""Ten years in every zone there is: one start for each planned day, worked out here without the code under test.

What is right is found by walking along the UTC offsets of a zone: an hour planned for eight begins in the first minute
in which that day's clock on the wall shows eight or later. Offsets are read twice a day; where two differ, minute
by minute. Zones whose clocks run alike in these years are walked once; the others of their kind are looked at around
each change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from lch_desktop.domain.recurrence import Start, WeekPlan, next_start, start_instant

FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)
DAYS = [date.fromordinal(n) for n in range(FIRST.toordinal(), LAST.toordinal() + 1)]
EPOCH = date(1970, 1, 1).toordinal()
DAY_MIN, HALF_DAY_MIN = 1440, 720
EIGHT, HALF_PAST_TWO = time(8), time(2, 30)

Minute = int  # since 1970, of UTC or, with an offset added, of a clock on the wall


@dataclass(frozen=True)
class Stretch:
    """A time in which an offset holds: minutes of UTC, the end not included."""

    begins: Minute
    ends: Minute
    offset_min: int


Clock = tuple[Stretch, ...]


def offset_min(zone: ZoneInfo, at: Minute) -> int:
    offset = datetime.fromtimestamp(at * 60, zone).utcoffset()
    assert offset is not None
    minutes, seconds = divmod(offset.total_seconds(), 60)
    assert not seconds
    return int(minutes)


def clock_of(name: str) -> Clock:
    """How the clocks of a zone run from two days before the ten years to two days after."""
    zone = ZoneInfo(name)
    begins = (FIRST.toordinal() - 2 - EPOCH) * DAY_MIN
    ends = (LAST.toordinal() + 3 - EPOCH) * DAY_MIN
    found, since, before = [], begins, offset_min(zone, begins)
    for half_day in range(begins + HALF_DAY_MIN, ends + 1, HALF_DAY_MIN):
        if offset_min(zone, half_day) == before:
            continue
        for minute in range(half_day - HALF_DAY_MIN, half_day + 1):
            now = offset_min(zone, minute)
            if now != before:
                found.append(Stretch(since, minute, before))
                since, before = minute, now
    return (*found, Stretch(since, ends, before))


@cache
def clocks() -> dict[Clock, list[str]]:
    """Every way a clock runs in these years, with the zones where it does."""
    found: dict[Clock, list[str]] = defaultdict(list)
    for name in sorted(available_timezones()):
        found[clock_of(name)].append(name)
    return dict(found)


def right_starts(clock: Clock, at: time) -> Iterator[tuple[date, datetime]]:
    """Each day with the first minute in which its wall clock shows `at` or later."""
    place = 0
    for day in DAYS:
        wall = (day.toordinal() - EPOCH) * DAY_MIN + at.hour * 60 + at.minute
        while clock[place].ends + clock[place].offset_min <= wall:  # this stretch never shows it
            place += 1
        stretch = clock[place]
        minute = max(stretch.begins, wall - stretch.offset_min)
        shown_on = EPOCH + (minute + stretch.offset_min) // DAY_MIN
        assert shown_on == day.toordinal(), "a date that a country skips would need a rule of its own here"
        yield day, datetime.fromtimestamp(minute * 60, UTC)


def changing_days(clock: Clock) -> list[date]:
    """Each day on which a clock changes, with the one before and the one after."""
    at = [EPOCH + stretch.begins // DAY_MIN for stretch in clock[1:]]
    found = {date.fromordinal(day + near) for day in at for near in (-1, 0, 1)}
    return sorted(day for day in found if FIRST <= day <= LAST)


def daily(zone: str, at: time) -> WeekPlan:
    return WeekPlan(zone=zone, starts={weekday: Start(at) for weekday in range(7)})


def walked(plan: WeekPlan, after: datetime, until: datetime) -> Iterator[datetime]:
    """From each start to the next, as somebody does who only ever waits for the next one."""
    at = next_start(plan, after)
    while at is not None and at <= until:
        yield at
        at = next_start(plan, at)


def test_the_clocks_are_those_of_the_world() -> None:
    names = [name for group in clocks().values() for name in group]
    assert len(names) == len(set(names)) == len(available_timezones()) > 400
    (new_york,) = (clock for clock, group in clocks().items() if "America/New_York" in group)
    assert len(new_york) == 21  # two changes a year
    assert any(len(clock) == 1 for clock in clocks())  # places whose clocks never change
    widths = {abs(one.offset_min - other.offset_min) for clock in clocks() for one, other in pairwise(clock)}
    assert {30, 60} <= widths  # Lord Howe changes by half an hour


@pytest.mark.parametrize("at", [EIGHT, HALF_PAST_TWO], ids=lambda at: f"{at:%H:%M}")
def test_every_zone_has_one_start_for_each_day(at: time) -> None:
    for clock, (zone, *alike) in clocks().items():
        plan, right = daily(zone, at), dict(right_starts(clock, at))
        assert len(right) == len(DAYS) == 3652
        starts = list(right.values())
        assert list(walked(plan, starts[0] - timedelta(minutes=1), starts[-1])) == starts, zone
        for name in (zone, *alike):
            other = daily(name, at)
            for day in changing_days(clock):
                assert start_instant(other, day) == right[day], (name, day)


@pytest.mark.parametrize("at", [EIGHT, HALF_PAST_TWO], ids=lambda at: f"{at:%H:%M}")
def test_workdays_are_the_same_starts_without_the_weekends(at: time) -> None:
    for name in ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca"):
        (clock,) = (clock for clock, group in clocks().items() if name in group)
        plan = WeekPlan(zone=name, starts={weekday: Start(at) for weekday in range(5)})
        starts = [start for day, start in right_starts(clock, at) if day.weekday() < 5]
        assert list(walked(plan, starts[0] - timedelta(minutes=1), starts[-1])) == starts


def test_the_hour_of_the_gap_and_of_the_fold_comes_once() -> None:
    """The tool itself, on nights whose answer is in every almanac."""
    (new_york,) = (clock for clock, group in clocks().items() if "America/New_York" in group)
    right = dict(right_starts(new_york, HALF_PAST_TWO))
    assert right[date(2026, 3, 8)] == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)  # 2:30 does not exist: 3:00
    assert right[date(2026, 11, 1)] == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)  # 1:30 comes twice, 2:30 once
    twice = dict(right_starts(new_york, time(1, 30)))
    assert twice[date(2026, 11, 1)] == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # the first pass
