"""What Today says at which moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from lch_desktop.domain.days import DayKind, DayResult
from lch_desktop.domain.queue import Gate
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.streak import Calendar, HabitState, fold
from lch_desktop.services.calling import BY_HAND
from lch_desktop.ui.dates import long_date
from lch_desktop.ui.today.presenter import weekday_letters
from lch_desktop.ui.today.rows import shares
from lch_desktop.ui.today.sentences import (
    Moment,
    countdown,
    greeting,
    hour_text,
    short_hour_offer,
    spare_remark,
    streak_figure,
    why_nobody,
)
from lch_desktop.ui.today.set_up_state import Test, build_set_up, own_number
from lch_desktop.words import Style, due_words

CHICAGO = ZoneInfo("America/Chicago")
US, EU = Style(twelve_hour=True), Style(twelve_hour=False)


def at(hour: int, minute: int = 0, *, day: int = 23, second: int = 0) -> datetime:
    """A moment of November 2026 in Chicago; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("now", "name", "said"),
    [
        (at(7), "Sam Rivera", "Good morning, Sam"),
        (at(7), "", "Good morning"),
        (at(7), "   ", "Good morning"),
        (at(3), "Sam", "Good morning, Sam"),
        (at(11, 59), "", "Good morning"),
        (at(12), "", "Good afternoon"),
        (at(18), "", "Good evening"),
        (at(2), "", "Good evening"),
    ],
)
def test_the_greeting_follows_the_clock(now: datetime, name: str, said: str) -> None:
    assert greeting(now, name) == said


@pytest.mark.parametrize(
    ("now", "starts", "following", "kept", "said"),
    [
        (at(7, 46), at(8), at(8), False, "starts in 14 min"),
        (at(7, 46, second=30), at(8), at(8), False, "starts in 14 min"),
        (at(5), at(8), at(8), False, "starts in 3 h"),
        (at(8), at(8), at(8, day=24), False, "starts now"),
        (at(8, 12), at(8), at(8, day=24), False, "8:00 has passed. Now works too."),
        (at(9, 30), at(8), at(8, day=24), True, "Done for today. Next: tomorrow at 8:00"),
        (at(9, day=21), None, at(8), False, "Monday at 8:00"),
        (at(9, day=22), None, at(8), False, "tomorrow at 8:00"),
        (at(9), None, at(8, day=30), False, "30 Nov at 8:00"),
        (at(9), None, None, False, "No start is planned. Any time is a good one."),
    ],
)
def test_the_countdown_in_words(
    now: datetime, starts: datetime | None, following: datetime | None, kept: bool, said: str
) -> None:
    moment = Moment(now=now, starts_at=starts, next_at=following, kept=kept)
    assert countdown(moment, US) == said


@pytest.mark.parametrize(
    ("now", "kept", "late"), [(at(7), False, False), (at(8, 1), False, True), (at(8, 1), True, False)]
)
def test_late_is_past_the_start_without_an_hour(now: datetime, kept: bool, late: bool) -> None:
    assert Moment(now=now, starts_at=at(8), kept=kept).late is late


def test_a_free_day_is_never_late() -> None:
    assert not Moment(now=at(9), next_at=at(8, day=24)).late


@pytest.mark.parametrize(
    ("start", "minutes", "style", "said"),
    [
        (at(8), 60, US, "8:00 to 9:00"),
        (at(11, 30), 60, US, "11:30 to 12:30 pm"),
        (at(13), 30, EU, "13:00 to 13:30"),
        (None, 45, US, "45 minutes"),
    ],
)
def test_the_hour(start: datetime | None, minutes: int, style: Style, said: str) -> None:
    assert hour_text(start, minutes, style) == said


def test_nobody_callable_is_said_with_counts_and_the_next_minute() -> None:
    hidden = ((Gate.CLOSED, 1200), (Gate.CALLED_TODAY, 3), (Gate.SNOOZED, 0))
    assert why_nobody(hidden, at(8), at(6), US) == (
        "Nobody can be called right now: 1,200 outside their calling hours, 3 called today already. "
        "The next opens at 8:00 am."
    )
    assert why_nobody(hidden[1:], at(8, day=24), at(22), US).endswith("The next opens tomorrow at 8:00 am.")
    assert why_nobody((), None, at(6), US) == (
        "Nobody is due right now. Under Leads you can star somebody for today, add a lead or import a file."
    )


@pytest.mark.parametrize(
    ("room", "wishes", "expected"),
    [
        (400, (150, 150), (200, 200)),
        (300, (150, 150), (150, 150)),
        (300, (170, 200), (170, 130)),
        (300, (280, 200), (180, 120)),
        (300, (400, 60), (240, 60)),
        (0, (100, 100), (0, 0)),
    ],
)
def test_the_reason_gives_way_to_the_name_first(room: int, wishes: tuple[int, int], expected: tuple[int, int]) -> None:
    assert shares(room, *wishes) == expected


@pytest.mark.parametrize(
    ("habit", "figure"),
    [
        (HabitState(streak=12, best_streak=20), ("Streak", "12 workdays")),
        (HabitState(streak=1, best_streak=1), ("Streak", "1 workday")),
        (HabitState(streak=0, best_streak=20), ("Best streak", "20 workdays")),
        (HabitState(), ("", "")),
    ],
)
def test_a_broken_streak_is_never_a_nought(habit: HabitState, figure: tuple[str, str]) -> None:
    assert streak_figure(habit) == figure


@pytest.mark.parametrize(
    ("days", "remark"),
    [
        ("FFFF", ""),
        ("FFFx-.", "Thursday cost one spare day"),
        ("FFFFx--.", "Friday cost one spare day"),  # told on the Monday after
        ("FFFFx--FFF.", "Friday cost one spare day"),
        ("FFFFx--FFFF.", ""),  # a week of required days ago
        ("FFFxx--M", "Friday was made up"),  # Thursday took the spare day
    ],
)
def test_a_lost_day_is_told_calmly(days: str, remark: str) -> None:
    kept = {"F": DayResult(DayKind.FULL, 1.0, 1), "M": DayResult(DayKind.FULL, 1.0, 2)}
    monday = date(2026, 11, 9)
    results = {monday + timedelta(days=n): kept[letter] for n, letter in enumerate(days) if letter in kept}
    assert spare_remark(fold(results, Calendar(), monday + timedelta(days=len(days) - 1))) == remark


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (at(9, 10), ("in 1 h 10 min", True)),
        (at(8), ("now", True)),
        (at(7, 30), ("now", True)),
        (at(8, 2), ("in 2 min", True)),
        (at(9, 31), ("by 9:31 am", False)),
        (at(17), ("by 5:00 pm", False)),
        (at(17, day=25), ("by Wed 25 Nov", False)),
        (at(17, day=20), ("since Friday", True)),
    ],
)
def test_by_when_a_touch_is_due(due: datetime, said: tuple[str, bool]) -> None:
    assert due_words(due, at(8), US) == said


def test_a_rough_morning_becomes_a_rough_day() -> None:
    assert (short_hour_offer(at(9)), short_hour_offer(at(13))) == ("Rough morning?", "Rough day?")


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_US", "Monday, November 23"),
        ("en_GB", "Monday, 23 November"),
        ("de_DE", "Montag, 23. November"),
        ("fr_FR", "lundi 23 novembre"),
        ("es_ES", "lunes, 23 de noviembre"),
        ("ja_JP", "11月23日月曜日"),
    ],
)
def test_the_date_is_the_locales_without_the_year(locale: str, said: str) -> None:
    shown = long_date(QLocale(locale), date(2026, 11, 23))
    assert "2026" not in shown
    assert shown.replace("Monday 23", "Monday, 23") == said


def test_the_week_begins_with_monday() -> None:
    assert weekday_letters(QLocale("en_US")) == ("M", "T", "W", "T", "F", "S", "S")


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("(512) 555-0143", "US", "+15125550143"),
        ("1 512 555 0143", "US", "+15125550143"),
        ("+44 20 7946 0000", "US", "+442079460000"),
        ("020 7946 0000", "GB", "02079460000"),
        ("555 0143", "US", "5550143"),
        ("none", "US", ""),
    ],
)
def test_the_reps_own_number(typed: str, region: str, number: str) -> None:
    assert own_number(typed, region) == number


@pytest.mark.parametrize(
    ("settings", "test", "complete", "asks", "number"),
    [
        (Settings(), Test.NONE, False, False, True),
        (Settings(), Test.ASKED, False, True, True),
        (Settings(rep_name="Sam", dialer_tested=True), Test.NONE, True, False, True),
        (Settings(rep_name="Sam", dialer=BY_HAND), Test.NONE, True, False, False),
        (Settings(rep_name="Sam"), Test.SILENT, False, False, True),
    ],
)
def test_the_set_up_card(settings: Settings, test: Test, complete: bool, asks: bool, number: bool) -> None:
    state = build_set_up(settings, test)
    assert (state.shown, state.complete, state.asks_whether, state.asks_number) == (
        True,
        complete,
        asks,
        number,
    )


def test_the_set_up_card_stays_away_once_closed() -> None:
    assert not build_set_up(Settings(setup_done=True), Test.NONE).shown
