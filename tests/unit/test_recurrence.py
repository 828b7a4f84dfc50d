"""The next start of the hour: plain weeks, days off, and the nights in which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.recurrence import Start, WeekPlan, next_start, next_starts, start_instant

WORKDAYS = range(5)
NEW_YORK, BERLIN, LORD_HOWE = "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"


def daily(zone: str, at: str, days: range = range(7)) -> WeekPlan:
    return WeekPlan(zone=zone, starts={day: Start(time.fromisoformat(at)) for day in days})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("2026-11-20 12:59:59", "2026-11-20 13:00", id="a second before"),
        pytest.param("2026-11-20 13:00", "2026-11-23 13:00", id="at the start: the next one, over the weekend"),
        pytest.param("2026-11-21 02:00", "2026-11-23 13:00", id="Friday evening there, Saturday in UTC"),
        pytest.param("2026-11-23 04:59", "2026-11-23 13:00", id="Sunday evening there, Monday in UTC"),
    ],
)
def test_workdays_at_eight_in_new_york(after: str, expected: str) -> None:
    assert next_start(daily(NEW_YORK, "08:00", WORKDAYS), utc(after)) == utc(expected)


def test_days_off_and_holidays_are_left_out() -> None:
    plan = WeekPlan(
        zone="America/New_York",
        starts={day: Start(time(8)) for day in WORKDAYS},
        days_off=frozenset({date(2026, 11, 27)}),
        holidays=frozenset({date(2026, 11, 26)}),
    )
    assert next_starts(plan, utc("2026-11-25 00:00"), 2) == (utc("2026-11-25 13:00"), utc("2026-11-30 13:00"))
    assert start_instant(plan, date(2026, 11, 26)) is None


def test_each_weekday_has_its_own_time_and_length() -> None:
    plan = WeekPlan(zone="UTC", starts={0: Start(time(8), 60), 2: Start(time(9, 30), 30)})
    assert next_starts(plan, utc("2026-11-16 08:00"), 2) == (utc("2026-11-18 09:30"), utc("2026-11-23 08:00"))
    wednesday = plan.start_on(date(2026, 11, 18))
    assert wednesday is not None
    assert wednesday.minutes == 30


@pytest.mark.parametrize(
    ("zone", "at", "after", "expected"),
    [
        # Spring: the wall clock jumps over the start; the first minute after the gap is meant.
        pytest.param(NEW_YORK, "02:30", "2026-03-08 05:00", "2026-03-08 07:00", id="NY gap 2:30 -> 3:00"),
        pytest.param(NEW_YORK, "02:00", "2026-03-08 05:00", "2026-03-08 07:00", id="NY gap at its edge"),
        pytest.param(NEW_YORK, "01:59", "2026-03-08 05:00", "2026-03-08 06:59", id="NY before the gap"),
        pytest.param(NEW_YORK, "03:00", "2026-03-08 05:00", "2026-03-08 07:00", id="NY after the gap"),
        pytest.param(BERLIN, "02:30", "2026-03-28 23:30", "2026-03-29 01:00", id="Berlin gap -> 3:00"),
        pytest.param(LORD_HOWE, "02:15", "2026-10-03 14:00", "2026-10-03 15:30", id="half-hour gap"),
        pytest.param("America/Santiago", "00:20", "2026-09-05 20:00", "2026-09-06 04:00", id="gap at midnight"),
        # Autumn: the minute comes twice; the first pass is meant.
        pytest.param(NEW_YORK, "01:30", "2026-11-01 04:30", "2026-11-01 05:30", id="NY first pass"),
        pytest.param(BERLIN, "02:30", "2026-10-24 23:00", "2026-10-25 00:30", id="Berlin first pass"),
        pytest.param(LORD_HOWE, "01:45", "2026-04-04 14:00", "2026-04-04 14:45", id="Lord Howe first"),
    ],
)
def test_nights_of_the_clock_change(zone: str, at: str, after: str, expected: str) -> None:
    assert next_start(daily(zone, at), utc(after)) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "at", "first_pass", "tomorrow"),
    [
        (NEW_YORK, "01:30", "2026-11-01 05:30", "2026-11-02 06:30"),
        (BERLIN, "02:30", "2026-10-25 00:30", "2026-10-26 01:30"),
        (LORD_HOWE, "01:45", "2026-04-04 14:45", "2026-04-05 15:15"),
    ],
)
def test_the_second_pass_starts_nothing(zone: str, at: str, first_pass: str, tomorrow: str) -> None:
    plan = daily(zone, at)
    assert next_start(plan, utc(first_pass)) == utc(tomorrow)
    assert next_start(plan, utc(first_pass) + timedelta(minutes=20)) == utc(tomorrow)


def test_the_wall_clock_stays_when_the_offset_changes() -> None:
    starts = next_starts(daily(NEW_YORK, "08:00"), utc("2026-10-31 00:00"), 3)
    assert starts == (utc("2026-10-31 12:00"), utc("2026-11-01 13:00"), utc("2026-11-02 13:00"))


@pytest.mark.parametrize(("at", "days"), [("08:00", [29, 31, 1]), ("23:30", [28, 29, 31])])
def test_a_date_that_a_country_skipped_has_no_start(at: str, days: list[int]) -> None:
    plan = daily("Pacific/Apia", at)
    assert start_instant(plan, date(2011, 12, 30)) is None
    starts = next_starts(plan, utc("2011-12-29 00:00"), 3)
    local = [start.astimezone(ZoneInfo("Pacific/Apia")).date().day for start in starts]
    assert local == days


def test_an_unplanned_week_has_no_next_start() -> None:
    assert next_start(WeekPlan(zone="America/New_York"), utc("2026-11-20 12:00")) is None
    assert next_starts(WeekPlan(zone="America/New_York"), utc("2026-11-20 12:00"), 3) == ()


def test_the_search_ends_after_four_hundred_days() -> None:
    today = date(2026, 11, 20)
    away = frozenset(today + timedelta(days=ahead) for ahead in range(401))
    plan = daily("UTC", "08:00")
    noon = utc("2026-11-20 12:00")
    assert next_start(WeekPlan(zone="UTC", starts=plan.starts, days_off=away), noon) is None
    one_less = away - {today + timedelta(days=400)}
    found = next_start(WeekPlan(zone="UTC", starts=plan.starts, days_off=one_less), noon)
    assert found == utc("2026-11-20 08:00") + timedelta(days=400)


def test_a_zone_that_does_not_exist_is_said() -> None:
    with pytest.raises(InputError, match="unknown-zone"):
        next_start(daily("Europe/Atlantis", "08:00"), utc("2026-11-20 12:00"))


@pytest.mark.parametrize("count", [0, -1])
def test_no_starts_asked_for(count: int) -> None:
    assert next_starts(daily("UTC", "08:00"), utc("2026-11-20 12:00"), count) == ()


@settings(max_examples=30)
@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),
    st.times(),
    st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago"]),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_starts_follow_each_other_one_a_planned_day(after: datetime, at: time, zone: str, weekdays: set[int]) -> None:
    plan = WeekPlan(zone=zone, starts={day: Start(at.replace(second=0, microsecond=0)) for day in weekdays})
    starts = next_starts(plan, after, 5)
    assert len(starts) == 5
    assert after < starts[0]
    local = [start.astimezone(ZoneInfo(zone)) for start in starts]
    assert len({start.date() for start in local}) == 5
    assert {start.weekday() for start in local} <= weekdays
    assert list(starts) == sorted(starts)
    assert next_start(plan, starts[0]) == starts[1]
