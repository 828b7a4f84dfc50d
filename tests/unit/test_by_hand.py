"""An hour added by hand: how its counts are stored, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.by_hand import as_text, check_free, check_hour, check_tally, tally_of
from lch_desktop.domain.calls import Tally
from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.session import FocusSession

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
_counts = st.integers(0, 10_000)


@given(st.builds(Tally, _counts, _counts, _counts, _counts, _counts, _counts, _counts))
def test_a_tally_comes_back_as_it_was_kept(done: Tally) -> None:
    assert as_text(done) != ""
    assert tally_of(as_text(done)) == done


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "7", '{"dials": "9"}', '{"dials": -3}', '{"dials": true}', '{"x": 1}']
)
def test_what_is_no_tally_counts_nothing(text: str) -> None:
    assert tally_of(text) == Tally()


def test_an_older_text_without_a_count_keeps_the_others() -> None:
    assert tally_of('{"dials": 4, "sold": 1}') == Tally(dials=4, sold=1)


@pytest.mark.parametrize(
    ("days_back", "minutes", "ended", "code"),
    [
        (0, 60, NOON, ""),
        (7, 60, NOON, ""),
        (8, 60, NOON, "past-hour-day"),
        (-1, 60, NOON, "past-hour-day"),
        (0, 60, NOON + timedelta(seconds=1), "past-hour-not-over"),
        (0, 5, NOON, ""),
        (0, 4, NOON, "past-hour-length"),
        (0, 180, NOON, ""),
        (0, 181, NOON, "past-hour-length"),
    ],
)
def test_which_hours_can_be_added(days_back: int, minutes: int, ended: datetime, code: str) -> None:
    assert _refused(lambda: check_hour(TODAY - timedelta(days=days_back), TODAY, ended, NOON, minutes)) == code


@pytest.mark.parametrize(
    ("done", "code"),
    [
        (Tally(), ""),
        (Tally(20, 6, 5, 7, 2), ""),
        (Tally(0, 0, 0, 0, 0), ""),
        (Tally(5, 6, 5, 0, 0), "past-hour-counts"),  # more answered than dialled
        (Tally(5, 2, 3, 0, 0), "past-hour-counts"),  # more talks than answers
        (Tally(5, 2, 1, 0, 3), "past-hour-counts"),  # more dates than people
        (Tally(5, 2, 1, 0, 2), ""),  # "call me at three" is a date without a talk
        (Tally(5, 0, 0, 1, 0), "past-hour-counts"),  # asked nobody
        (Tally(501, 0, 0, 0, 0), "past-hour-counts"),
        (Tally(-1, -1, -1, 0, 0), "past-hour-counts"),
        (Tally(9, 1, 1, 501, 0), "past-hour-counts"),
    ],
)
def test_which_counts_can_be_right(done: Tally, code: str) -> None:
    assert _refused(lambda: check_tally(done)) == code


@pytest.mark.parametrize(
    ("began_min", "length_min", "code"),
    [
        (-60, 60, ""),
        (60, 30, ""),
        (-60, 61, "past-hour-taken"),
        (59, 30, "past-hour-taken"),
        (10, 5, "past-hour-taken"),
    ],
)
def test_no_minute_counts_twice(began_min: int, length_min: int, code: str) -> None:
    end = NOON + timedelta(hours=1)
    other = FocusSession(
        started_at=NOON, zone="UTC", utc_offset_min=0, local_on=TODAY, planned_s=3600, ends_at=end, heartbeat_at=end,
        finished_at=end,
    )  # fmt: skip
    began = NOON + timedelta(minutes=began_min)
    assert _refused(lambda: check_free(began, began + timedelta(minutes=length_min), [other])) == code


def _refused(check: object) -> str:
    try:
        check()  # type: ignore[operator]
    except RuleError as error:
        return error.code
    return ""
