"""Proposed slots and typed times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.domain.cadence import WorkDays
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.slots import Promised, next_free, parse_time, propose

CHICAGO = ZoneInfo("America/Chicago")
MONDAY = datetime(2026, 11, 23, 10, 34, tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in 20", "2026-11-23 10:54"),
        ("in 2 h", "2026-11-23 12:34"),
        ("in an hour", "2026-11-23 11:34"),
        ("in 3 days", "2026-11-26 10:34"),
        ("tue 2p", "2026-11-24 14:00"),
        ("Tuesday 2 pm", "2026-11-24 14:00"),
        ("tue", "2026-11-24 08:40"),
        ("mon 9", "2026-11-30 09:00"),
        ("monday 11:15", "2026-11-23 11:15"),
        ("next monday", "2026-11-30 08:40"),
        ("tomorrow 9", "2026-11-24 09:00"),
        ("tomorrow at 9:05", "2026-11-24 09:05"),
        ("24 nov 8:40", "2026-11-24 08:40"),
        ("nov 24 8:40 am", "2026-11-24 08:40"),
        ("3 jan", "2027-01-03 08:40"),
        ("2026-12-01 14:30", "2026-12-01 14:30"),
        ("14:30", "2026-11-23 14:30"),
        ("8:00", "2026-11-24 08:00"),
        ("12a", "2026-11-24 00:00"),
        ("this afternoon", "2026-11-23 14:00"),
    ],
)
def test_a_typed_time_is_understood(text: str, wanted: str) -> None:
    found = parse_time(text, MONDAY, time(8, 40))
    assert found.strftime("%Y-%m-%d %H:%M") == wanted


@pytest.mark.parametrize("text", ["", "soon", "25:00", "tue 13p", "31 feb", "in", "2026-13-01", "; drop table"])
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_time(text, MONDAY, time(8, 40))
    assert caught.value.code == "bad-time"


def test_the_past_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse_time("today 9:00", MONDAY, time(8, 40))
    assert caught.value.code == "next-call-in-the-past"


def test_a_plain_hour_said_after_noon_is_the_afternoon() -> None:
    afternoon = MONDAY.replace(hour=13)
    assert parse_time("3", afternoon, time(8)).hour == 15


def test_in_an_hour_is_an_hour_when_the_clocks_go_back() -> None:
    night = datetime(2026, 11, 1, 1, 30, tzinfo=CHICAGO)
    later = parse_time("in 1 h", night, time(8))
    assert (later.astimezone(ZoneInfo("UTC")) - night.astimezone(ZoneInfo("UTC"))).total_seconds() == 3600


def eight(day: date) -> tuple[datetime, int]:
    """An hour from eight to nine, each day."""
    return datetime.combine(day, time(8), CHICAGO), 60


def always(_: object) -> bool:
    return True


def test_slots_fall_on_the_first_and_third_business_day_inside_the_hour() -> None:
    first, second = propose(MONDAY, eight, WorkDays().works_on, always, always)
    assert (first.date(), second.date()) == (date(2026, 11, 24), date(2026, 11, 26))
    assert first.time() == time(8, 50)  # the ten-minute mark of the hour nearest to now


def test_slots_skip_days_off_promised_minutes_and_closed_hours() -> None:
    thanksgiving = WorkDays(off=frozenset({date(2026, 11, 26)}))
    promised = Promised([datetime(2026, 11, 24, 8, 50, tzinfo=CHICAGO)])
    first, second = propose(MONDAY, eight, thanksgiving.works_on, lambda at: at.hour >= 8, promised.has_room)
    assert first.strftime("%d %H:%M") == "24 08:40"
    assert second.strftime("%d") == "27"


def test_a_lead_closed_during_the_hour_gets_the_nearest_open_time() -> None:
    first, _ = propose(MONDAY, eight, WorkDays().works_on, lambda at: at.hour >= 10, always)
    assert first.strftime("%d %H:%M") == "24 10:00"


def test_each_day_has_an_hour_of_its_own() -> None:
    def opens(day: date) -> tuple[datetime, int]:
        return datetime.combine(day, time(13 if day.weekday() == 3 else 7), CHICAGO), 30

    first, second = propose(MONDAY, opens, WorkDays().works_on, always, always)
    assert [at.strftime("%a %H:%M") for at in (first, second)] == ["Tue 07:20", "Thu 13:00"]


def test_an_hour_with_four_promises_hands_on_to_the_next_day() -> None:
    full = [datetime(2026, 11, 24, 8, minute, tzinfo=CHICAGO) for minute in (0, 10, 20, 30)]
    first, second = propose(MONDAY, eight, WorkDays().works_on, always, Promised(full).has_room)
    assert [at.strftime("%d") for at in (first, second)] == ["25", "26"]
    beyond = [at + timedelta(days=days) for at in full for days in (1, 2)]
    first, second = propose(MONDAY, eight, WorkDays().works_on, always, Promised([*full, *beyond]).has_room)
    assert [at.strftime("%d") for at in (first, second)] == ["27", "30"], "two slots are never on one day"


@pytest.mark.parametrize(
    ("taken", "asked", "room"),
    [
        ((), "08:40", True),
        (("08:40",), "08:40", False),
        (("08:40",), "08:50", True),
        (("08:00", "08:10", "08:20"), "08:40", True),
        (("08:00", "08:10", "08:20", "08:30"), "08:40", False),
        (("08:00", "08:10", "08:20", "08:30"), "09:00", True),
        (("08:00", "08:10", "08:50", "09:10"), "08:30", True),  # never more than four within sixty minutes
        (("08:05", "08:15", "08:25", "08:35"), "08:50", False),
    ],
)
def test_no_minute_twice_and_four_in_any_hour(taken: tuple[str, ...], asked: str, room: bool) -> None:
    def at(clock: str) -> datetime:
        return datetime.combine(MONDAY.date(), time.fromisoformat(clock), CHICAGO)

    with_seconds = [at(clock) + timedelta(seconds=12) for clock in taken]
    assert Promised(with_seconds).has_room(at(asked)) is room


def test_next_free_goes_on_in_steps_of_ten() -> None:
    promised = Promised([MONDAY, MONDAY + timedelta(minutes=10)])
    assert next_free(MONDAY, promised.has_room) == MONDAY + timedelta(minutes=20)
    assert next_free(MONDAY, lambda _: False) == MONDAY, "a day without a free minute keeps the wish"
