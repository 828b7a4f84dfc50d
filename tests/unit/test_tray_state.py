"""What the tray says: the next start in words, what can be pressed, and what quitting means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.domain.recurrence import Start, WeekPlan
from lch_desktop.ui.tray_state import TrayFacts, build_tray, quit_words
from lch_desktop.words import Style

ZONE = "America/Chicago"
WEEK = WeekPlan(zone=ZONE, starts={day: Start(time(8)) for day in range(5)})
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=ZoneInfo(ZONE))
FACTS = TrayFacts(WEEK, MONDAY, in_hour=False, skipped=False, worked=False)
STYLE = Style(twelve_hour=True)
AWAY = frozenset(date(2026, 11, 23) + timedelta(days=n) for n in range(12))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Next: Mon 8:00"),
        ({"now": MONDAY.replace(hour=9)}, "Next: Tue 8:00"),
        ({"now": MONDAY.replace(day=27, hour=9)}, "Next: Mon 8:00"),
        ({"skipped": True}, "Skipped today. Next: Tue 8:00"),
        ({"worked": True}, "Next: Tue 8:00"),
        ({"opened": True}, "Next: Tue 8:00"),
        # half past midnight: Monday's hour was worked, Tuesday's comes
        ({"worked": True, "now": MONDAY.replace(day=24, hour=0), "today": MONDAY.date()}, "Next: Tue 8:00"),
        ({"in_hour": True}, "The hour is on"),
        ({"plan": replace(WEEK, days_off=AWAY)}, "Next: Mon 7 Dec 8:00"),
        ({"plan": WeekPlan(zone=ZONE)}, "No hour is planned"),
        ({"plan": WeekPlan(zone=ZONE, starts={0: Start(time(14, 5))})}, "Next: Mon 2:05 pm"),
    ],
)
def test_the_next_start_in_words(changes: dict[str, object], line: str) -> None:
    state = build_tray(replace(FACTS, **changes), STYLE)  # type: ignore[arg-type]
    assert state.next_line == line
    assert state.tooltip == f"Lead Conversion Hour. {line}"


@pytest.mark.parametrize(
    ("changes", "start", "skip", "leave"),
    [
        ({}, True, True, True),
        ({"in_hour": True}, False, False, False),
        ({"skipped": True}, True, False, True),
        ({"worked": True}, True, False, True),
        ({"now": MONDAY.replace(day=28)}, True, False, True),  # a Saturday
    ],
)
def test_what_can_be_pressed(changes: dict[str, object], start: bool, skip: bool, leave: bool) -> None:
    state = build_tray(replace(FACTS, **changes), STYLE)  # type: ignore[arg-type]
    assert (state.can_start, state.can_skip, state.can_quit) == (start, skip, leave)


@pytest.mark.parametrize(
    ("by_system", "at_login", "part"),
    [
        (False, False, "It will not come by itself: no notice, no Ready page, until you open the program."),
        (False, True, "It will not come by itself, unless you start the computer anew before that."),
        (True, False, "The system starts the program for it Mon 7:50; until then nothing is announced."),
        (True, True, "The system starts the program for it Mon 7:50; until then nothing is announced."),
    ],
)
def test_what_quitting_means(by_system: bool, at_login: bool, part: str) -> None:
    words = quit_words(FACTS, by_system=by_system, at_login=at_login, style=STYLE)
    assert words == f"The next hour is Mon 8:00. {part}"


def test_quitting_without_a_plan() -> None:
    facts = replace(FACTS, plan=WeekPlan(zone=ZONE))
    assert quit_words(facts, by_system=True, at_login=True, style=STYLE).startswith("No hour is planned.")
