"""Pace and follow-up, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lch_desktop.domain.follow_figures import Dialled, FollowCounts, Pace, Talked, follow_ups, pace_of

AT = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
NOW = AT + timedelta(days=3)


def at(seconds: float | None) -> datetime:
    return AT + timedelta(seconds=seconds or 0)


def calls(session: int, *spans: tuple[float | None, float]) -> list[Dialled]:
    """Calls of an hour that began at AT: seconds from then to the dial (None: without Call) and to the end."""
    return [Dialled(session, AT, None if dialled is None else at(dialled), at(ended)) for dialled, ended in spans]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], Pace()),
        (calls(1, (30, 60)), Pace(30.0, None)),
        (calls(1, (30, 60), (90, 100)), Pace(30.0, 30.0)),
        (calls(1, (30, 60), (90, 100), (200, 210)), Pace(30.0, 65.0)),
        (calls(1, (30, 60)) + calls(2, (90, 100), (110, 120)), Pace(60.0, 10.0)),  # of two hours, no gap between them
        (calls(1, (None, 60), (90, 100)), Pace(None, 30.0)),  # logged without Call: its dial is not known
        (calls(1, (30, 60), (None, 100), (130, 140)), Pace(30.0, 30.0)),
        (calls(1, (30, 60), (50, 70)), Pace(30.0, None)),  # the clock was set back: no gap is negative
    ],
)
def test_pace(made: list[Dialled], expected: Pace) -> None:
    assert pace_of(made) == expected


@pytest.mark.parametrize(
    ("waits_h", "in_time", "talks", "wait_h"),
    [
        ([], 0, 0, None),
        ([2.0], 1, 1, 2.0),
        ([24.0], 1, 1, 24.0),
        ([24.1], 0, 1, 24.1),
        ([1.0, 3.0, 30.0], 2, 3, 3.0),
        ([None], 0, 1, None),  # three days ago, and nothing was sent
        ([2.0, None], 1, 2, 2.0),
    ],
)
def test_speed_to_the_first_follow_up(
    waits_h: list[float | None], in_time: int, talks: int, wait_h: float | None
) -> None:
    had = [Talked(AT, None if wait is None else AT + timedelta(hours=wait)) for wait in waits_h]
    found = follow_ups(had, NOW, FollowCounts())
    assert (found.in_time, found.talks) == (in_time, talks)
    assert found.wait_h == pytest.approx(wait_h)


def test_a_talk_of_today_that_waits_counts_neither_way() -> None:
    found = follow_ups([Talked(NOW - timedelta(hours=23), None)], NOW, FollowCounts())
    assert (found.in_time, found.talks, found.in_time_rate) == (0, 0, None)


def test_rates_of_nobody_are_none() -> None:
    nobody = follow_ups([], NOW, FollowCounts())
    assert (nobody.swap_rate, nobody.one_and_done) == (None, None)
    some = follow_ups([], NOW, FollowCounts(swapped=1, worked=4, left=3, tried=4))
    assert (some.swap_rate, some.one_and_done) == (0.25, 0.75)
