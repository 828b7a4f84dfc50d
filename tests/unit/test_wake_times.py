"""When the system starts the program: ten minutes before each hour, on whichever clock its schedule knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from lch_desktop.domain.recurrence import Start, WeekPlan
from lch_desktop.domain.wake_times import WakeTime, wake_times, wake_times_in

CHICAGO = "America/Chicago"
NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # a Monday


def plan(*starts: tuple[int, str], zone: str = CHICAGO, off: tuple[date, ...] = ()) -> WeekPlan:
    made = {day: Start(time.fromisoformat(at)) for day, at in starts}
    return WeekPlan(zone=zone, starts=made, days_off=frozenset(off))


def times(*pairs: tuple[int, str]) -> tuple[WakeTime, ...]:
    return tuple(WakeTime(day, time.fromisoformat(at)) for day, at in pairs)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (plan((0, "08:00"), (4, "09:30")), times((0, "07:50"), (4, "09:20"))),
        (plan((2, "00:05")), times((1, "23:55"))),
        (plan((0, "00:00")), times((6, "23:50"))),
        (plan((0, "00:10")), times((0, "00:00"))),
        (plan(), ()),
    ],
)
def test_ten_minutes_before_on_the_plans_clock(given: WeekPlan, expected: tuple[WakeTime, ...]) -> None:
    assert wake_times(given) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (CHICAGO, times((0, "07:50"), (4, "07:50"))),
        ("Europe/Berlin", times((0, "14:50"), (4, "14:50"))),
        ("Asia/Kolkata", times((0, "19:20"), (4, "19:20"))),
        ("Pacific/Auckland", times((1, "02:50"), (5, "02:50"))),
    ],
)
def test_on_another_clock(zone: str, expected: tuple[WakeTime, ...]) -> None:
    assert wake_times_in(zone, plan((0, "08:00"), (4, "08:00")), NOW) == expected


def test_a_holiday_this_week_loses_no_weekday() -> None:
    given = plan((0, "08:00"), (4, "08:00"), off=(date(2026, 11, 27), date(2026, 11, 30)))
    assert wake_times_in(CHICAGO, given, NOW) == times((0, "07:50"), (4, "07:50"))


def test_while_the_two_zones_differ_otherwise_than_usual() -> None:
    # On 8 March 2027 Chicago has changed its clocks and Berlin has not.
    given = plan((1, "08:00"))
    assert wake_times_in("Europe/Berlin", given, datetime(2027, 3, 15, 12, tzinfo=UTC)) == times((1, "13:50"))
    assert wake_times_in("Europe/Berlin", given, datetime(2027, 4, 12, 12, tzinfo=UTC)) == times((1, "14:50"))
