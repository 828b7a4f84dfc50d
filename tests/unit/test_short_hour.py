"""The short hour that grows: 5 minutes for each kept week, once a week, to at most 60."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.settings import RANGES, Settings
from lch_desktop.domain.short_hour import Growth, can_grow, growing, grown, growth, lengths, shortened, stayed
from lch_desktop.domain.streak import Mark

TODAY = date(2026, 11, 23)  # a Monday
THIS, LAST = "2026-11-23", "2026-11-16"
SHORT = Settings(minutes=15, calls=3, growing_since=LAST)
NAMES = {
    "F": Mark.FULL, "S": Mark.SHORT, "x": Mark.MISSED, "*": Mark.SPARED, "-": Mark.OFF, "h": Mark.HOLIDAY,
    "e": Mark.EXCUSED, "B": Mark.BONUS, ".": Mark.PENDING, " ": Mark.FUTURE,
}  # fmt: skip


def marks(text: str) -> list[Mark]:
    return [NAMES[each] for each in text]


@pytest.mark.parametrize(
    ("last_week", "offered"),
    [
        ("SSSSS--", True),
        ("FFFFF--", True),
        ("SSSS--", True),  # the first week, begun on Tuesday
        ("ShSSS--", True),
        ("SSeSS--", True),
        ("SSS----", True),
        ("SSSSSB-", True),
        ("SSSSx--", False),
        ("SSSS*--", False),
        ("xxxxx--", False),
        ("-------", False),  # a week off
        ("eeeee--", False),
        ("-----B-", False),
        ("", False),  # before the first hour
    ],
)
def test_a_kept_week_is_one_whose_every_required_day_was_kept(last_week: str, offered: bool) -> None:
    assert growth(SHORT, TODAY, marks(last_week), marks(".")) == (Growth(15, 20) if offered else None)


@pytest.mark.parametrize(
    ("this_week", "offered"),
    [
        (".      ", True),
        ("x.     ", True),
        ("*.     ", True),
        ("S.     ", False),
        ("F      ", False),
        ("x-   B ", False),
    ],
)
def test_it_is_offered_at_the_first_start_of_the_week(this_week: str, offered: bool) -> None:
    assert (growth(SHORT, TODAY, marks("SSSSS--"), marks(this_week)) is not None) is offered


@pytest.mark.parametrize(
    ("since", "today", "offered"),
    [
        (LAST, TODAY, True),
        (LAST, TODAY + timedelta(days=6), True),
        ("2026-10-05", TODAY, True),
        (THIS, TODAY, False),
        (THIS, TODAY + timedelta(days=6), False),
        (THIS, TODAY + timedelta(days=7), True),
        ("2026-12-07", TODAY, False),  # the clock was ahead
        ("", TODAY, False),
    ],
)
def test_once_a_week_and_never_where_it_does_not_grow(since: str, today: date, offered: bool) -> None:
    settings = replace(SHORT, growing_since=since)
    assert (growth(settings, today, marks("SSSSS--"), marks(".")) is not None) is offered
    assert (grown(settings, today) != settings) is offered
    assert (stayed(settings, today) != settings) is offered


def test_week_after_week_the_calls_grow_in_proportion_and_end_at_sixty() -> None:
    settings, day, seen = SHORT, TODAY, []
    while settings.growing_since:
        settings = grown(settings, day)
        seen.append((settings.minutes, settings.calls))
        day += timedelta(days=7)
    assert seen == [(20, 4), (25, 5), (30, 6), (35, 7), (40, 8), (45, 9), (50, 10), (55, 11), (60, 12)]
    assert growth(settings, day, marks("FFFFF--"), marks(".")) is None


@pytest.mark.parametrize(
    ("minutes", "calls", "after"),
    [(15, 0, (20, 0)), (15, 4, (20, 6)), (20, 5, (25, 7)), (58, 10, (60, 11)), (15, 200, (20, 200))],
)
def test_calls_are_rounded_up_and_proposed_ones_stay_proposed(minutes: int, calls: int, after: tuple[int, int]) -> None:
    changed = grown(replace(SHORT, minutes=minutes, calls=calls), TODAY)
    assert (changed.minutes, changed.calls) == after


def test_days_of_their_own_length_each_grow_and_a_long_one_stays() -> None:
    settings = replace(SHORT, starts=((1, "09:00", 30), (4, "10:00", 90)))
    assert growth(settings, TODAY, marks("SSSSS--"), marks(".")) == Growth(0, 0)
    changed = grown(settings, TODAY)
    assert (changed.minutes, changed.starts) == (20, ((1, "09:00", 35), (4, "10:00", 90)))
    assert changed.growing_since == THIS


def test_staying_asks_again_after_the_next_kept_week() -> None:
    settings = stayed(SHORT, TODAY)
    assert settings == replace(SHORT, growing_since=THIS)
    assert growth(settings, TODAY + timedelta(days=7), marks("SSSSS--"), marks(".")) == Growth(15, 20)


@given(
    st.builds(
        Settings,
        minutes=st.integers(15, 180),
        calls=st.integers(0, 200),
        sets=st.integers(1, 4),
        starts=st.lists(st.tuples(st.integers(0, 6), st.just("08:00"), st.integers(15, 180)), max_size=3).map(tuple),
    ),
    st.integers(1, 40),
)
def test_no_hour_ever_gets_shorter_nor_longer_than_sixty_by_growing(settings: Settings, weeks: int) -> None:
    before, now = lengths(settings), growing(settings, TODAY)
    for week in range(1, weeks + 1):
        now = grown(now, TODAY + timedelta(days=7 * week))
    assert min(lengths(now)) >= min(before)
    assert max(lengths(now)) <= max(60, *before)
    assert RANGES["calls"][0] <= now.calls <= RANGES["calls"][1]
    if weeks >= 9:
        assert not can_grow(now)
        assert now.growing_since == ""


def test_it_begins_with_the_week_in_which_it_is_accepted() -> None:
    assert shortened(Settings(), TODAY + timedelta(days=4)).growing_since == THIS
