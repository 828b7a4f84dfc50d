"""The week of mornings: what may be typed, what is refused, and days with a start of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.holidays import NoHolidays, are_short, taken_over
from lch_desktop.domain.recurrence import Start
from lch_desktop.domain.week_choice import WeekChoice, days_text, read_days, read_time

USUAL = WeekChoice()
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", "08:00"),
        ("8:00", "08:00"),
        ("08.30", "08:30"),
        (" 7:45 ", "07:45"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("8 am", "08:00"),
        ("12 am", "00:00"),
        ("1:30pm", "13:30"),
        ("12p", "12:00"),
    ],
)
def test_a_time_is_read(typed: str, meant: str) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "24:00", "8:60", "25", "eight", "8:0", "-8:00", "13 pm", "0 am", "8:00:00", "noon", "8:00x"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        read_time(typed)
    assert refused.value.code == "not-a-time"


@pytest.mark.parametrize(
    ("typed", "days", "said"),
    [
        ("mon-fri", (0, 1, 2, 3, 4), "mon-fri"),
        ("Mon - Fri", (0, 1, 2, 3, 4), "mon-fri"),
        ("mon,wed,fri", (0, 2, 4), "mon,wed,fri"),
        ("mon wed; fri", (0, 2, 4), "mon,wed,fri"),
        ("monday", (0,), "mon"),
        ("mon-thu,sat", (0, 1, 2, 3, 5), "mon-thu,sat"),
        ("sat-mon", (0, 5, 6), "mon,sat,sun"),
        ("mon-sun", (0, 1, 2, 3, 4, 5, 6), "mon-sun"),
        ("tue,tue", (1,), "tue"),
    ],
)
def test_weekdays_are_read_and_said(typed: str, days: tuple[int, ...], said: str) -> None:
    assert read_days(typed) == days
    assert days_text(days) == said


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "plan-no-day"), (" , ", "plan-no-day"), ("mo", "not-weekdays"), ("funday", "not-weekdays"),
     ("mon-wed-fri", "not-weekdays"), ("1-5", "not-weekdays"), ("mon-", "not-weekdays")],
)  # fmt: skip
def test_what_are_no_weekdays_is_refused(typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_days(typed)
    assert refused.value.code == code


@given(st.sets(st.integers(0, 6), min_size=1))
def test_what_is_said_of_days_can_be_given_again(days: set[int]) -> None:
    assert read_days(days_text(days)) == tuple(sorted(days))


def test_a_day_of_its_own_goes_its_own_way() -> None:
    choice = USUAL.with_day(2, "09:00", 45)
    assert choice.on(2) == ("09:00", 45)
    assert choice.on(3) == ("08:00", 60)
    assert choice.starts()[2] == Start(time(9), 45)
    assert not choice.is_same_every_day
    assert choice.with_day(2, "08:00", 60) == USUAL  # the usual start is none of its own


def test_the_usual_start_is_given_to_every_day() -> None:
    choice = USUAL.with_day(2, "09:00", 45)
    assert choice.with_usual(at="07:30").own == ((2, "07:30", 45),)
    assert choice.with_usual(minutes=30).own == ((2, "09:00", 30),)
    assert choice.with_usual(at="07:30", minutes=30).own == ()


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (replace(USUAL, days=()), "plan-no-day"),
        (replace(USUAL, days=(7,)), "plan-no-day"),
        (replace(USUAL, minutes=14), "bad-minutes"),
        (replace(USUAL, minutes=181), "bad-minutes"),
        (replace(USUAL, own=((0, "08:00", 5),)), "bad-minutes"),
        (replace(USUAL, at="25:00"), "not-a-time"),
        (replace(USUAL, own=((0, "late", 60),)), "not-a-time"),
        (replace(USUAL, zone="Europe/Nowhere"), "unknown-zone"),
    ],
)
def test_what_is_no_plan_is_refused(choice: WeekChoice, code: str) -> None:
    with pytest.raises(InputError) as refused:
        choice.check()
    assert refused.value.code == code


def test_the_ends_of_the_ranges_are_a_plan() -> None:
    replace(USUAL, minutes=15, zone="Europe/Berlin").check()
    replace(USUAL, minutes=180, days=(6,)).check()


# holidays


def test_another_country_leaves_the_past_as_it_was() -> None:
    kept = (("2026-10-12", "Columbus Day"), ("2026-11-26", "Thanksgiving Day"))
    coming = ((date(2026, 10, 3), "Unity Day"), (TODAY, "Today"), (date(2026, 12, 25), "Christmas Day"))
    assert taken_over(kept, coming, TODAY) == (
        ("2026-10-12", "Columbus Day"),
        ("2026-11-23", "Today"),
        ("2026-12-25", "Christmas Day"),
    )


@pytest.mark.parametrize(
    ("last", "short"), [("", True), ("2026-11-01", True), ("2027-11-22", True), ("2027-11-23", False)]
)
def test_holidays_are_looked_up_again_a_year_before_they_end(last: str, short: bool) -> None:
    assert are_short(((last, "x"),) if last else (), TODAY) is short


def test_a_book_with_no_page_says_so() -> None:
    assert NoHolidays().countries() == ()
    with pytest.raises(InputError):
        NoHolidays().of("US", (2026,))
