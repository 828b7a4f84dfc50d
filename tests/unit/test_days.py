"""The day's result and the date a session belongs to: the tables of habit.md section 1."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lch_desktop.domain.days import (
    DayInput,
    DayKind,
    day_ends_at,
    day_result,
    local_date,
    result_of_sessions,
    sum_sessions,
)
from lch_desktop.domain.errors import InputError


def work(focus: float, planned: float, dials: int, goal: int, **more: object) -> DayInput:
    base = DayInput(focus_min=focus, planned_min=planned, dials=dials, planned_calls=goal)
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "kind", "value"),
    [
        (work(60, 60, 20, 20), DayKind.FULL, 1.0),
        (work(48, 60, 10, 20), DayKind.FULL, 1.0),
        (work(47.9, 60, 10, 20), DayKind.SHORT, 0.8992),
        (work(48, 60, 9, 20), DayKind.SHORT, 0.85),
        (work(15, 60, 3, 20), DayKind.SHORT, 0.275),
        (work(14, 60, 12, 20), DayKind.MISS, 0.0),
        (work(40, 60, 2, 20), DayKind.MISS, 0.0),
        (work(25, 60, 4, 20, queue_emptied=True), DayKind.SHORT, 0.7083),
        (work(30, 30, 10, 20), DayKind.FULL, 1.0),
        (work(60, 60, 0, 20), DayKind.MISS, 0.0),
        (work(40, 60, 2, 20, talk_min=35), DayKind.SHORT, 0.8333),
        (work(20, 60, 1, 20, talk_min=12, sold=True), DayKind.FULL, 1.0),
        (work(55, 60, 4, 20, talk_min=48), DayKind.FULL, 1.0),
        (work(14, 60, 1, 20, sold=True), DayKind.MISS, 0.0),
        (work(41, 60, 12, 20), DayKind.SHORT, 0.8417),  # Tuesday of the week fixture
    ],
)
def test_day_results_of_the_design(day: DayInput, kind: DayKind, value: float) -> None:
    result = day_result(day)
    assert result.kind is kind
    assert round(result.value, 4) == value
    assert result.kept is (kind is not DayKind.MISS)


@pytest.mark.parametrize(
    ("day", "kind", "value"),
    [
        pytest.param(work(28, 35, 10, 20), DayKind.FULL, 1.0, id="exactly 80 % of 35, no float dust"),
        pytest.param(work(15, 15, 20, 20), DayKind.SHORT, 0.9, id="a 15 minute plan is never full, cap .9"),
        pytest.param(work(60, 60, 11, 21), DayKind.FULL, 1.0, id="half of 21 rounds up to 11"),
        pytest.param(work(60, 60, 10, 21), DayKind.SHORT, 0.9, id="10 of 11 with full focus meets the cap"),
        pytest.param(work(60, 60, 2, 1), DayKind.FULL, 1.0, id="a goal under 3 counts as 3"),
        pytest.param(work(60, 60, 0, 20, queue_emptied=True), DayKind.FULL, 1.0, id="emptied needs no dial"),
        pytest.param(work(20, 60, 2, 20, talk_min=2.9), DayKind.MISS, 0.0, id="talk counts by whole threes"),
        pytest.param(work(20, 60, 2, 20, talk_min=3), DayKind.SHORT, 0.3167, id="three minutes are a dial"),
    ],
)
def test_edges_of_the_formula(day: DayInput, kind: DayKind, value: float) -> None:
    result = day_result(day)
    assert (result.kind, round(result.value, 4)) == (kind, value)


def test_sessions_of_a_day_add_up_under_the_longest_plan() -> None:
    first = work(20, 30, 4, 8, talk_min=5)
    second = work(40, 60, 9, 20, talk_min=4, sold=True)
    third = work(2, 15, 0, 3, queue_emptied=True)
    summed = sum_sessions([first, second, third])
    assert summed == work(62, 60, 13, 20, talk_min=9, sold=True, queue_emptied=True)
    assert summed == sum_sessions([third, second, first])


def test_no_sessions_make_no_day() -> None:
    assert sum_sessions([]) is None
    assert result_of_sessions([]) is None


@pytest.mark.parametrize(
    ("sessions", "kind", "full_sessions"),
    [
        ([work(60, 60, 20, 20), work(30, 30, 4, 8)], DayKind.FULL, 2),
        ([work(60, 60, 20, 20), work(29, 30, 1, 8)], DayKind.FULL, 1),
        ([work(24, 30, 3, 8), work(24, 30, 1, 8)], DayKind.FULL, 0),
    ],
)
def test_full_sessions_are_counted_each_on_its_own(sessions: list[DayInput], kind: DayKind, full_sessions: int) -> None:
    result = result_of_sessions(sessions)
    assert result is not None
    assert (result.kind, result.full_sessions) == (kind, full_sessions)


_works = st.builds(
    DayInput,
    focus_min=st.floats(0, 240),
    planned_min=st.integers(15, 180),
    dials=st.integers(0, 60),
    planned_calls=st.integers(3, 80),
    talk_min=st.floats(0, 120),
    sold=st.booleans(),
    queue_emptied=st.booleans(),
)


@given(_works, st.floats(0, 60), st.integers(0, 20), st.floats(0, 60), st.booleans(), st.booleans())
def test_more_effort_never_lowers_the_value(
    day: DayInput, focus: float, dials: int, talk: float, sold: bool, emptied: bool
) -> None:
    more = replace(
        day,
        focus_min=day.focus_min + focus,
        dials=day.dials + dials,
        talk_min=day.talk_min + talk,
        sold=day.sold or sold,
        queue_emptied=day.queue_emptied or emptied,
    )
    before, after = day_result(day), day_result(more)
    assert after.value >= before.value
    assert after.kept or not before.kept


def test_a_longer_session_that_broke_off_leaves_the_hour_that_was_kept() -> None:
    kept, broken_off = work(30, 30, 10, 20), work(5, 180, 0, 60)
    assert result_of_sessions([kept, broken_off]) == result_of_sessions([kept])
    three = [work(20, 30, 3, 8), work(20, 30, 3, 8), broken_off]
    assert result_of_sessions(three) == result_of_sessions(three[:2])  # two of three are the best


@example([work(30, 30, 10, 20)], work(5, 180, 0, 60))
@example([work(20, 30, 3, 8), work(20, 30, 3, 8)], work(5, 180, 0, 60))
@given(st.lists(_works, min_size=1, max_size=4), _works)
def test_a_session_more_never_lowers_the_day(sessions: list[DayInput], more: DayInput) -> None:
    before, after = result_of_sessions(sessions), result_of_sessions([*sessions, more])
    assert before is not None
    assert after is not None
    assert (after.kept, after.value) >= (before.kept, before.value)
    assert after.full_sessions >= before.full_sessions


@given(_works)
def test_value_and_kind_agree(day: DayInput) -> None:
    result = day_result(day)
    bounds = {DayKind.FULL: (1.0, 1.0), DayKind.SHORT: (0.0, 0.9), DayKind.MISS: (0.0, 0.0)}
    low, high = bounds[result.kind]
    assert low <= result.value <= high
    assert result.full_sessions == (1 if result.kind is DayKind.FULL else 0)


@pytest.mark.parametrize(
    ("zone", "started_at", "expected"),
    [
        ("America/New_York", datetime(2026, 11, 20, 12, 30, tzinfo=UTC), date(2026, 11, 20)),
        ("America/New_York", datetime(2026, 11, 20, 7, 30, tzinfo=UTC), date(2026, 11, 19)),
        ("Europe/Berlin", datetime(2026, 3, 29, 5, 30, tzinfo=UTC), date(2026, 3, 29)),
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Pacific/Auckland", datetime(2026, 11, 19, 18, 30, tzinfo=UTC), date(2026, 11, 20)),
        ("Asia/Kathmandu", datetime(2026, 11, 20, 0, 15, tzinfo=UTC), date(2026, 11, 20)),
    ],
)
def test_local_dates_of_the_design(zone: str, started_at: datetime, expected: date) -> None:
    assert local_date(started_at, zone) == expected


@pytest.mark.parametrize(("rollover_h", "expected"), [(0, 20), (2, 20), (3, 19), (5, 19)])
def test_rollover_is_a_setting(rollover_h: int, expected: int) -> None:
    started_at = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # 2:30 in New York
    assert local_date(started_at, "America/New_York", rollover_h).day == expected


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "America", "../etc/passwd"])
def test_unknown_zone_is_said(zone: str) -> None:
    with pytest.raises(InputError) as caught:
        local_date(datetime(2026, 11, 20, tzinfo=UTC), zone)
    assert caught.value.code == "unknown-zone"


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.integers(0, 5),
)
def test_a_day_ends_where_the_next_begins(instant: datetime, zone: str, rollover_h: int) -> None:
    day = local_date(instant, zone, rollover_h)
    end = day_ends_at(day, zone, rollover_h)
    assert instant < end
    assert local_date(end, zone, rollover_h) == day + timedelta(days=1)
    assert local_date(end - timedelta(microseconds=1), zone, rollover_h) == day
