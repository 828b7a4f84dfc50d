"""Two quiet lines of Today: the short hour that grew, and what worked on a hard morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.short_hour import Growth
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.theme import make_theme
from lch_desktop.ui.today import TodayPage, make_page
from lch_desktop.ui.today.notice_line import NoticeLine
from lch_desktop.ui.today.notices import Act, NoticeState, build_growth, build_win
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_services, opener, person

MONDAY_6 = datetime(2026, 11, 23, 12, tzinfo=UTC)  # 6:00 in Chicago
ASKED = "You kept last week. 20 minutes this week?"
WORKED = "It worked on Thu 19 Nov, and it works today: Standing up"


@pytest.mark.parametrize(
    ("growth", "said", "names"),
    [
        (Growth(15, 20), ASKED, ("20 minutes", "Stay at 15")),
        (Growth(58, 60), "You kept last week. 60 minutes this week?", ("60 minutes", "Stay at 58")),
        (
            Growth(0, 0),
            "You kept last week. 5 minutes more each day this week?",
            ("5 minutes more", "Stay as it is"),
        ),
    ],
)
def test_what_the_line_of_a_longer_hour_says(growth: Growth, said: str, names: tuple[str, ...]) -> None:
    assert build_growth(growth) == NoticeState(said, "arrow-up", (Act.GROW, Act.STAY), names)


def test_without_anything_to_say_there_is_no_line() -> None:
    assert build_growth(None) == build_win(None) == NoticeState()
    assert build_win((date(2026, 11, 19), "Standing up")) == NoticeState(WORKED, "circle-check")


# on the page


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY_6)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(made, [person("Ada Moss", "5125550101")])
    chosen = replace(made.rep.settings, newer_files="no", setup_done=True, minutes=15, calls=3)
    made.rep.save(replace(chosen, growing_since="2026-11-16"))
    made.morning.begin()
    yield made
    made.store.close()


@pytest.fixture
def show(qtbot: QtBot, context: UiContext) -> Callable[[], TodayPage]:
    return opener(qtbot, context, make_page)


def hours(services: Services, *days_ago: int, worked: str = "") -> None:
    """A short hour on each of these days before Monday the 23rd."""
    for back in days_ago:
        at = MONDAY_6 - timedelta(days=back)
        services.store.sessions.add(
            FocusSession(
                started_at=at, zone="America/Chicago", utc_offset_min=-360, local_on=at.date(), planned_s=900,
                focus_s=900.0, ends_at=at + timedelta(minutes=15), heartbeat_at=at, queue_emptied=True,
                finished_at=at + timedelta(minutes=15), end_reason="dry", worked=worked, debriefed_at=at,
            )
        )  # fmt: skip


def shown(page: TodayPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def button(page: TodayPage, name: str) -> QAbstractButton | None:
    found = (one for one in page.findChildren(QPushButton) if one.accessibleName() == name)
    return next((one for one in found if one.isVisibleTo(page)), None)


@pytest.mark.parametrize(
    ("name", "minutes", "said"),
    [("20 minutes", 20, "20 minutes from now on."), ("Stay at 15", 15, "It stays at 15 minutes.")],
)
def test_after_a_kept_week_the_hour_may_grow(
    qtbot: QtBot, show: Callable[[], TodayPage], services: Services, context: UiContext,
    name: str, minutes: int, said: str,
) -> None:  # fmt: skip
    hours(services, 7, 6, 5, 4, 3)
    page = show()
    assert ASKED in shown(page)
    pressed = button(page, name)
    assert pressed is not None
    pressed.setFocus()
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        qtbot.keyClick(pressed, Qt.Key.Key_Return)
    assert (services.rep.settings.minutes, offered.args[0]) == (minutes, said)
    assert ASKED not in shown(page)
    assert page.band.isVisible()
    offered.args[1]()
    assert services.rep.settings.minutes == 15
    assert ASKED in shown(page)


@pytest.mark.parametrize(
    ("name", "said", "lengths"),
    [("5 minutes more", "5 minutes more from now on.", {60, 20}), ("Stay as it is", "It stays as it is.", {60, 15})],
)
def test_days_of_their_own_length_are_not_told_by_todays(
    qtbot: QtBot, show: Callable[[], TodayPage], services: Services, context: UiContext,
    name: str, said: str, lengths: set[int],
) -> None:  # fmt: skip
    services.rep.save(replace(services.rep.settings, starts=((0, "08:00", 60),)))
    hours(services, 7, 6, 5, 4, 3)
    pressed = button(show(), name)
    assert pressed is not None
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        pressed.click()
    chosen = services.rep.settings
    assert {chosen.minutes, *(minutes for _, _, minutes in chosen.starts)} == lengths
    assert offered.args[0] == said


def test_a_week_with_a_hole_says_nothing(show: Callable[[], TodayPage], services: Services) -> None:
    hours(services, 7, 6, 5, 4)
    page = show()
    assert ASKED not in shown(page)
    assert button(page, "20 minutes") is None


def test_after_the_weeks_first_hour_nothing_is_asked(
    show: Callable[[], TodayPage], services: Services, clock: FakeClock
) -> None:
    hours(services, 7, 6, 5, 4, 3, 0)
    clock.advance(3600)
    assert ASKED not in shown(show())


def test_tab_goes_through_a_line_that_asks_something_else_now(qtbot: QtBot, context: UiContext) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    line, above, below = NoticeLine(context.look), QPushButton("above"), QPushButton("below")
    column.addWidget(above)
    column.addWidget(line)
    qtbot.addWidget(window)
    line.show_state(NoticeState("Missed.", "calendar", (Act.SEEN, Act.SICK)))
    column.addWidget(below)
    line.show_state(NoticeState("Late.", "clock", (Act.START_NOW,)))
    line.show_state(NoticeState("Zone.", "clock", (Act.FOLLOW, Act.KEEP)))
    window.show()
    qtbot.waitExposed(window)
    above.setFocus()
    visited = []
    for _ in range(3):
        window.focusNextChild()
        focused = window.focusWidget()
        visited.append(focused.accessibleName() or focused.property("text"))
    assert visited == ["Move it", "Keep it", "below"]


def test_one_question_at_a_time(show: Callable[[], TodayPage], services: Services, clock: FakeClock) -> None:
    hours(services, 7, 6, 5, 4, 3)
    clock.advance(24 * 3600)
    page = show()
    assert "Yesterday went by without its hour." in shown(page)
    assert ASKED not in shown(page)
    answer = button(page, "All right")
    assert answer is not None
    answer.click()
    assert ASKED in shown(page)


@pytest.mark.parametrize(("days", "hard"), [((4,), True), ((4, 3), False)], ids=["Friday missed", "Friday kept"])
def test_a_hard_morning_brings_what_worked(
    show: Callable[[], TodayPage], services: Services, days: tuple[int, ...], hard: bool
) -> None:
    hours(services, *days, worked="Standing up")
    page = show()
    assert (WORKED in shown(page)) is hard
    page.on_shown()
    assert shown(page).count(WORKED) == hard


def test_once_the_day_has_its_hour_it_is_gone(
    show: Callable[[], TodayPage], services: Services, clock: FakeClock
) -> None:
    hours(services, 4, worked="Standing up")
    page = show()
    assert WORKED in shown(page)
    hours(services, 0)
    clock.advance(3600)
    page.on_shown()
    assert WORKED not in shown(page)


@pytest.mark.parametrize("scale", [100, 150])
def test_a_long_win_is_whole_on_a_small_screen(
    show: Callable[[], TodayPage], services: Services, context: UiContext, scale: int
) -> None:
    hours(services, 4, worked="Saying the name first, then a breath, and then the one question that I prepared. " * 3)
    page = show()
    page.resize(1040, 680)
    context.look.set_theme(make_theme("dark", scale=scale))
    for _ in range(6):
        QApplication.processEvents()
    line = page._win
    words = line._words
    assert line.width() <= page.width()
    assert words.height() >= words.heightForWidth(words.width())


@pytest.mark.parametrize(("height", "above"), [(900, False), (560, True)])
def test_on_a_low_page_what_is_asked_stands_above_the_band(
    show: Callable[[], TodayPage], services: Services, height: int, above: bool
) -> None:
    hours(services, 7, 6, 5, 4, 3)
    page = show()
    page.resize(976, height)
    QApplication.processEvents()
    top = page._growth.mapTo(page, QPoint(0, 0)).y()
    assert (top < page.band.mapTo(page, QPoint(0, 0)).y()) is above
    assert top < height


def test_a_line_in_two_rows_has_the_air_of_a_card(qtbot: QtBot, context: UiContext) -> None:
    line = NoticeLine(context.look)
    qtbot.addWidget(line)
    line.show_state(NoticeState("You kept last week. 20 minutes this week?", "clock", (Act.FOLLOW, Act.KEEP)))
    airs = []
    for wide in (900, 400, 900):
        line.resize(wide, 120)
        line.show()
        QApplication.processEvents()
        margins = line.body.contentsMargins()
        airs.append((margins.top(), margins.bottom()))
    assert airs == [(4, 4), (16, 16), (4, 4)]
