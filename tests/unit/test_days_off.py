"""Days off: what may be typed, what is refused, and how days become ranges again."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.days_off import LONGEST, DayRange, check_range, ranges, read_range
from lch_desktop.domain.errors import LchError

TODAY = date(2026, 11, 23)


def span(first: str, last: str = "") -> DayRange:
    return DayRange(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-24", span("2026-12-24")),
        ("2026-12-24..2027-01-02", span("2026-12-24", "2027-01-02")),
        ("2026-12-24 .. 2027-01-02", span("2026-12-24", "2027-01-02")),
        ("2026-12-24 to 2026-12-31", span("2026-12-24", "2026-12-31")),
        ("2026-12-24 – 2026-12-31", span("2026-12-24", "2026-12-31")),
        ("24 Dec", span("2026-12-24")),
        ("24 December to 2 Jan", span("2026-12-24", "2027-01-02")),
        ("Dec 24 - Jan 2", span("2026-12-24", "2027-01-02")),
        ("dec 24, 2027", span("2027-12-24")),
        ("24. Dec. 2027", span("2027-12-24")),
        ("1 Feb to 3 Feb", span("2027-02-01", "2027-02-03")),
        ("23 nov", span("2026-11-23")),
        ("29 feb", span("2028-02-29")),
    ],
)
def test_what_is_typed_is_read(typed: str, meant: DayRange) -> None:
    assert read_range(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "not-a-day"),
        ("soon", "not-a-day"),
        ("2026-13-01", "not-a-day"),
        ("2026-02-30", "not-a-day"),
        ("31 feb", "not-a-day"),
        ("24 dez", "not-a-day"),
        ("..", "not-a-day"),
        ("2026-12-24..", "not-a-day"),
        ("2026-12-24..2026-12-25..2026-12-26", "not-a-day"),
        ("2026-12-24..2026-12-20", "range-backwards"),
    ],
)
def test_what_is_no_range_is_refused(typed: str, code: str) -> None:
    with pytest.raises(LchError) as refused:
        read_range(typed, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (span("2026-11-23"), "day-off-begun"),
        (span("2026-11-20", "2026-12-01"), "day-off-begun"),
        (span("2026-11-24", "2027-11-25"), "range-too-long"),
        (span("2026-11-24", "2036-11-24"), "range-too-long"),
        (span("2026-12-24", "2026-12-23"), "range-backwards"),
    ],
)
def test_what_may_not_be_planned_off(wanted: DayRange, code: str) -> None:
    with pytest.raises(LchError) as refused:
        check_range(wanted, TODAY)
    assert refused.value.code == code


def test_a_year_off_is_the_most() -> None:
    longest = span("2026-11-24", "2027-11-24")
    assert len(longest.days) == LONGEST
    check_range(longest, TODAY)
    check_range(span("2026-11-24"), TODAY)


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=40))
def test_days_become_the_fewest_ranges(days: set[date]) -> None:
    found = ranges(days)
    assert {day for each in found for day in each.days} == days
    assert list(found) == sorted(found)
    assert all((after.first - before.last).days > 1 for before, after in pairwise(found))
