"""The date that goes by on the way, as a table of journeys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lch_desktop.domain.streak import Calendar
from lch_desktop.domain.travel import Journey, joined, travel_day

LA, SYDNEY, TOKYO = "America/Los_Angeles", "Australia/Sydney", "Asia/Tokyo"
WEDNESDAY = date(2026, 11, 25)
THURSDAY = WEDNESDAY + timedelta(days=1)
LANDED = datetime(2026, 11, 25, 21, tzinfo=UTC)  # Thursday 8:00 in Sydney, Wednesday 13:00 in Los Angeles
LEFT = datetime(2026, 11, 25, 5, tzinfo=UTC)  # Tuesday 21:00 in Los Angeles


@pytest.mark.parametrize(
    ("journey", "found"),
    [
        (Journey(LA, SYDNEY, LANDED), WEDNESDAY),
        (Journey(LA, SYDNEY, LANDED, LEFT), WEDNESDAY),
        (Journey(SYDNEY, LA, LANDED), None),  # the same date twice
        (Journey("Europe/Berlin", "America/New_York", LANDED), None),
        (Journey("America/New_York", "Europe/Berlin", datetime(2026, 11, 25, 3, tzinfo=UTC)), None),  # over midnight
        (Journey("Europe/Berlin", TOKYO, datetime(2026, 11, 25, 20, tzinfo=UTC)), None),  # not over the date line
        (Journey(LA, LA, LANDED), None),
        # The computer was used on the way, early on Wednesday by its clock.
        (Journey(LA, SYDNEY, LANDED, datetime(2026, 11, 25, 14, tzinfo=UTC)), WEDNESDAY),
        # Noon to the next afternoon: nobody knows whether Tuesday's morning was spent on the way, so it is asked.
        (
            Journey(LA, TOKYO, datetime(2026, 11, 25, 7, tzinfo=UTC), datetime(2026, 11, 24, 20, tzinfo=UTC)),
            date(2026, 11, 24),
        ),
        # Opened again a day after landing: the date that went by is still the one that was skipped.
        (Journey(LA, SYDNEY, LANDED + timedelta(hours=22), LEFT), WEDNESDAY),
        # Last seen five days ago: from the clocks alone.
        (Journey(LA, SYDNEY, LANDED, LEFT - timedelta(days=5)), WEDNESDAY),
        (Journey(LA, SYDNEY, LANDED, LANDED + timedelta(hours=3)), WEDNESDAY),  # a clock that was ahead says nothing
        (
            Journey("Pacific/Pago_Pago", "Pacific/Kiritimati", datetime(2026, 11, 24, 21, tzinfo=UTC)),
            date(2026, 11, 24),
        ),
    ],
    ids=lambda given: f"{given.old}-{given.new}" if isinstance(given, Journey) else "",
)
def test_journeys(journey: Journey, found: date | None) -> None:
    assert travel_day(journey, 3, Calendar(), frozenset()) == found


@pytest.mark.parametrize(
    ("calendar", "worked"),
    [
        (Calendar(), {WEDNESDAY}),
        (Calendar(planned_off=frozenset({WEDNESDAY})), set()),
        (Calendar(holidays=frozenset({WEDNESDAY})), set()),
        (Calendar(excused=frozenset({WEDNESDAY})), set()),
        (Calendar(work_weeks=((date.min, frozenset({0, 1, 3, 4})),)), set()),
    ],
    ids=["an hour", "a day off", "a holiday", "sick", "no workday"],
)
def test_a_date_that_asks_for_nothing_is_no_travel_day(calendar: Calendar, worked: set[date]) -> None:
    assert travel_day(Journey(LA, SYDNEY, LANDED), 3, calendar, worked) is None


def test_of_two_dates_the_first_that_asked_for_something() -> None:
    late = Journey(LA, SYDNEY, LANDED + timedelta(hours=22), LEFT)  # Friday morning in Sydney
    assert travel_day(late, 3, Calendar(planned_off=frozenset({WEDNESDAY})), frozenset()) == THURSDAY
    assert travel_day(late, 3, Calendar(), {WEDNESDAY, THURSDAY}) is None


def test_a_date_begins_at_the_roll_over() -> None:
    # 2:30 on Wednesday in Los Angeles is still Tuesday, and 21:30 on Wednesday in Sydney is Wednesday.
    journey = Journey(LA, SYDNEY, datetime(2026, 11, 25, 10, 30, tzinfo=UTC))
    assert travel_day(journey, 3, Calendar(), frozenset()) == date(2026, 11, 24)
    assert travel_day(journey, 0, Calendar(), frozenset()) is None


@pytest.mark.parametrize(
    ("hours_between", "joins"),
    [(2, True), (30, True), (33, False), (24 * 5, False)],  # LEFT is 16 hours before LANDED
)
def test_flights_of_one_journey_are_joined(hours_between: int, joins: bool) -> None:
    first = Journey(LA, TOKYO, LANDED, LEFT)
    landed = LANDED + timedelta(hours=hours_between)
    second = Journey(TOKYO, SYDNEY, landed, LANDED)
    assert joined([first, second]) == ((Journey(LA, SYDNEY, landed, LEFT),) if joins else (first, second))
