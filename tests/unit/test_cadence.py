"""Steps, gaps and business days: product.md section 5."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.cadence import Cadences, WorkDays

FRIDAY = date(2026, 11, 20)
THANKSGIVING = date(2026, 11, 26)
MON_TO_FRI = WorkDays(off=frozenset({THANKSGIVING}))
SUN_TO_THU = WorkDays(frozenset({6, 0, 1, 2, 3}))


@pytest.mark.parametrize(
    ("attempt", "voicemail", "touches"),
    [
        (1, True, ["text"]),
        (2, True, ["video"]),
        (3, False, ["email"]),
        (4, False, ["note"]),
        (5, False, ["text"]),
        (6, True, []),
        (7, False, []),
        (0, False, []),
    ],
)
def test_what_goes_with_an_attempt(attempt: int, voicemail: bool, touches: list[str]) -> None:
    step = Cadences().step(attempt)
    assert (step.voicemail, [kind.value for kind in step.touches]) == (voicemail, touches)


def test_the_gaps_and_the_number_of_attempts() -> None:
    assert (Cadences().gaps, Cadences().attempts, Cadences().voicemail_limit) == ((1, 2, 3, 3, 5), 6, 2)


@pytest.mark.parametrize(
    ("week", "day", "count", "wanted"),
    [
        (MON_TO_FRI, FRIDAY, 1, date(2026, 11, 23)),
        (MON_TO_FRI, FRIDAY, 4, date(2026, 11, 27)),  # Thanksgiving is skipped
        (MON_TO_FRI, FRIDAY, 5, date(2026, 11, 30)),
        (MON_TO_FRI, date(2026, 11, 21), 1, date(2026, 11, 23)),
        (MON_TO_FRI, FRIDAY, 0, FRIDAY),
        (SUN_TO_THU, date(2026, 11, 19), 1, date(2026, 11, 22)),
        (WorkDays(frozenset()), FRIDAY, 2, date(2026, 11, 22)),
    ],
)
def test_business_days(week: WorkDays, day: date, count: int, wanted: date) -> None:
    assert week.after(day, count) == wanted


def test_years_of_days_off_still_give_a_day() -> None:
    off = frozenset(FRIDAY + timedelta(days=n) for n in range(1000))
    assert WorkDays(off=off).after(FRIDAY, 1) > FRIDAY


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 10))
def test_a_business_day_is_one_and_lies_ahead(day: date, count: int) -> None:
    found = MON_TO_FRI.after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(MON_TO_FRI.works_on(each) for each in between) == count
    assert MON_TO_FRI.works_on(found)


def test_nurture_days_count_from_its_beginning() -> None:
    cadences, day, ages = Cadences(), FRIDAY, []
    for step in range(5):
        day = cadences.nurture_on(day, step)
        ages.append((day - FRIDAY).days)
    assert ages[:2] == [30, 90]
    assert {later - earlier for earlier, later in pairwise(ages[1:])} <= set(range(89, 93))
