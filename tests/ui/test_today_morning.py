"""The quiet line of Today about the morning: late, skipped, missed, another zone; and a day without an hour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from lch_desktop.domain.days_off import DayRange
from lch_desktop.domain.errors import LchError, StoreError
from lch_desktop.domain.morning import Step
from lch_desktop.services.bundle import Services
from lch_desktop.services.schedule import ZoneQuestion
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.theme import make_theme
from lch_desktop.ui.today import TodayPage, make_page
from lch_desktop.ui.today.notice_line import NoticeLine
from lch_desktop.ui.today.notices import Act, MorningFacts, NoticeState, build_morning, place
from lch_desktop.ui.widgets import QuietButton
from lch_desktop.words import Style
from tests.fakes import FakeClock
from tests.integration.test_schedule import TwoCountries
from tests.ui.pages_kit import add_all, make_services, opener, person

MONDAY_6 = datetime(2026, 11, 23, 12, tzinfo=UTC)  # 6:00 in Chicago
MONDAY_8 = datetime(2026, 11, 23, 14, tzinfo=UTC)
TO_NEW_YORK = ZoneQuestion("America/Chicago", "America/New_York")
HOUR_S = 3600
LATE = "Your hour was planned for 8:00. Start it now, it is open until noon."
SKIPPED = "Today's hour is skipped. It can still be started."
MOVED = "Your hour is 8:00 Chicago time, 9:00 here. Move it to 8:00 here?"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute)


@pytest.mark.parametrize(
    ("facts", "sentence", "acts"),
    [
        (MorningFacts(), "", ()),
        (MorningFacts(planned_at=at(8), open_until=at(12)), LATE, (Act.START_NOW,)),
        (
            MorningFacts(planned_at=at(13), open_until=at(15)),
            "Your hour was planned for 1:00 pm. Start it now, it is open until 3:00 pm.",
            (Act.START_NOW,),
        ),
        (MorningFacts(skipped="travel"), SKIPPED, (Act.UNDO,)),
        (MorningFacts(skipped="sick"), "Today is a sick day. It costs nothing.", (Act.UNDO,)),
        (
            MorningFacts(missed=date(2026, 11, 20)),
            "Friday went by without its hour.",
            (Act.SEEN, Act.SICK),
        ),
        (MorningFacts(missed=date(2026, 11, 22)), "Yesterday went by without its hour.", (Act.SEEN, Act.SICK)),
        (
            MorningFacts(zone=TO_NEW_YORK, zone_start=MONDAY_8, skipped="travel", planned_at=at(8), open_until=at(12)),
            MOVED,
            (Act.FOLLOW, Act.KEEP),
        ),
        (
            MorningFacts(zone=ZoneQuestion("America/Chicago", "Europe/Berlin"), zone_start=MONDAY_8),
            "Your hour is 8:00 Chicago time, 3:00 pm here. Move it to 8:00 here?",
            (Act.FOLLOW, Act.KEEP),
        ),
        (  # alike in winter, apart in summer
            MorningFacts(zone=ZoneQuestion("America/Denver", "America/Phoenix"), zone_start=MONDAY_8),
            "Your hour is 7:00 Denver time, for now the same here. Move it to Phoenix time?",
            (Act.FOLLOW, Act.KEEP),
        ),
        (  # no day of the week has an hour
            MorningFacts(zone=TO_NEW_YORK),
            "Your hour is on Chicago time. Move it to New York time?",
            (Act.FOLLOW, Act.KEEP),
        ),
        (MorningFacts(skipped="other", missed=date(2026, 11, 20)), SKIPPED, (Act.UNDO,)),
        (MorningFacts(holiday="Thanksgiving Day"), "", ()),
    ],
)
def test_what_the_line_says(facts: MorningFacts, sentence: str, acts: tuple[Act, ...]) -> None:
    state = build_morning(facts, date(2026, 11, 23), Style(twelve_hour=True))
    assert (state.sentence, state.acts) == (sentence, acts)


def test_a_zone_is_called_by_its_place() -> None:
    assert [place(zone) for zone in ("America/Argentina/Buenos_Aires", "UTC")] == ["Buenos Aires", "UTC"]


# on the page


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY_6)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made._holiday_book = TwoCountries
    add_all(made, [person("Ada Moss", "5125550101")])
    made.rep.save(replace(made.rep.settings, newer_files="no", setup_done=True))
    made.morning.begin()
    yield made
    made.store.close()


@pytest.fixture
def show(qtbot: QtBot, context: UiContext) -> Callable[[], TodayPage]:
    return opener(qtbot, context, make_page)


def shown(page: TodayPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def buttons(page: TodayPage) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]


def press(page: TodayPage, name: str) -> None:
    found = [one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name]
    next(one for one in found if one.isVisibleTo(page)).click()


def test_before_its_minute_nothing_is_said(show: Callable[[], TodayPage]) -> None:
    page = show()
    assert "starts in 2 h" in shown(page)
    assert not {"Start now", "Undo", "Move it"} & set(buttons(page))


def test_late_it_may_be_started_until_noon(
    qtbot: QtBot, show: Callable[[], TodayPage], clock: FakeClock, context: UiContext, services: Services
) -> None:
    page = show()
    clock.advance(3 * HOUR_S)
    page._presenter.minute_passed()
    assert LATE in shown(page)
    assert "8:00 has passed" in shown(page)
    with qtbot.waitSignal(context.hub.start_requested) as asked:
        press(page, "Start now")
    assert asked.args[0].minutes == 60
    clock.advance(3 * HOUR_S)
    page._presenter.minute_passed()
    assert LATE not in shown(page)
    assert "8:00 has passed. Now works too." in shown(page)


def test_a_skip_is_said_and_taken_back(show: Callable[[], TodayPage], services: Services) -> None:
    services.morning.skip("travel")
    page = show()
    assert SKIPPED in shown(page)
    assert "Skipped today. Next: tomorrow at 8:00" in shown(page)
    assert "Start the hour" in buttons(page)
    press(page, "Undo")
    assert services.morning.skipped() == ""
    assert "starts in 2 h" in shown(page)
    assert SKIPPED not in shown(page)


def test_a_skip_stays_said_after_its_minute(
    show: Callable[[], TodayPage], services: Services, clock: FakeClock
) -> None:
    services.morning.skip("sick")
    clock.advance(3 * HOUR_S)
    page = show()
    assert "Sick today. Next: tomorrow at 8:00" in shown(page)
    assert LATE not in shown(page)


def test_a_missed_day_is_told_once(show: Callable[[], TodayPage], services: Services, clock: FakeClock) -> None:
    clock.advance(24 * HOUR_S)
    page = show()
    missed = "Yesterday went by without its hour."
    assert missed in shown(page)
    page.on_shown()
    assert missed in shown(page)  # it stays until it is answered
    press(page, "All right")
    assert missed not in shown(page)
    assert missed not in shown(show())  # the next window says it no more
    assert services.morning.missed_untold() is None


def test_in_the_tray_nobody_is_told(show: Callable[[], TodayPage], services: Services, clock: FakeClock) -> None:
    page = show()
    page.hide()
    clock.advance(24 * HOUR_S)
    page.on_shown()  # as after each change, whether the window is there or not
    assert services.morning.missed_untold() == date(2026, 11, 23)
    page.show()
    page.on_shown()
    assert services.morning.missed_untold() is None
    assert "Yesterday went by without its hour." in shown(page)


def test_a_missed_day_was_a_sick_one(show: Callable[[], TodayPage], services: Services, clock: FakeClock) -> None:
    clock.advance(24 * HOUR_S)
    page = show()
    press(page, "I was sick")
    assert services.store.mornings.excused() == {date(2026, 11, 23)}
    assert "Yesterday went by without its hour." not in shown(page)


def test_what_was_missed_is_not_told_on_the_day_after(
    show: Callable[[], TodayPage], services: Services, clock: FakeClock
) -> None:
    clock.advance(24 * HOUR_S)
    page = show()
    services.schedule.add_days_off(DayRange(date(2026, 11, 25), date(2026, 11, 25)))
    services.morning.skip("sick")
    clock.advance(24 * HOUR_S)
    page.on_shown()
    assert not any("without its hour" in text for text in shown(page))


@pytest.mark.parametrize(("name", "start"), [("Move it", "starts in 1 h"), ("Keep it", "starts in 2 h")])
def test_another_zone_is_asked_about_once(
    show: Callable[[], TodayPage], services: Services, name: str, start: str
) -> None:
    page = show()
    assert services.rep.settings.seen_zone == "America/Chicago"
    services.rep._system_zone = "America/New_York"  # the laptop has landed
    page.on_shown()
    assert MOVED in shown(page)
    press(page, name)
    assert MOVED not in shown(page)
    assert start in shown(page)
    assert MOVED not in shown(show())


@pytest.mark.parametrize("name", ["Move it", "Keep it"])
def test_a_late_hour_is_offered_as_soon_as_the_zone_is_settled(
    show: Callable[[], TodayPage], services: Services, clock: FakeClock, name: str
) -> None:
    page = show()
    clock.advance(3 * HOUR_S)
    services.rep.move_to("America/New_York")
    page.on_shown()
    assert MOVED in shown(page)
    assert LATE not in shown(page)
    press(page, name)
    assert LATE in shown(page)


@pytest.mark.parametrize(
    ("size", "scale", "above"), [((976, 720), 100, False), ((976, 720), 150, True), ((1216, 900), 125, False)]
)
def test_on_a_low_page_the_morning_stands_above_the_band(
    show: Callable[[], TodayPage],
    services: Services,
    context: UiContext,
    clock: FakeClock,
    size: tuple[int, int],
    scale: int,
    above: bool,
) -> None:
    clock.advance(3 * HOUR_S)
    page = show()
    page.resize(*size)
    context.look.set_theme(make_theme("dark", scale=scale))
    QApplication.processEvents()
    line = page._morning
    foot = line.mapTo(page, line.rect().bottomLeft()).y()
    assert (foot < page.band.mapTo(page, QPoint(0, 0)).y()) is above
    assert foot < page.height(), "it is seen without scrolling"


def test_all_lines_are_alike(qtbot: QtBot, context: UiContext) -> None:
    line = NoticeLine(context.look)
    qtbot.addWidget(line)
    line.resize(1000, 60)
    heights = []
    for acts in ((), (Act.UNDO,), (Act.START_NOW,), (Act.SEEN, Act.SICK), (Act.BRING_IN, Act.LOOK_OVER, Act.NOT_NOW)):
        line.show_state(NoticeState("Today is a sick day.", "calendar", acts))
        heights.append(line.sizeHint().height())
    assert heights[0] >= 48
    assert len(set(heights)) == 1
    assert not {button._tone for button in line.findChildren(QuietButton)} - {"accent"}, "one tone for all choices"


def test_a_holiday_is_named_instead_of_a_countdown(
    show: Callable[[], TodayPage], services: Services, clock: FakeClock
) -> None:
    services.schedule.set_holidays("US", services.schedule.look_up("US"))
    clock.advance(3 * 24 * HOUR_S)
    services.morning.set_sick(date(2026, 11, 25), True)
    page = show()
    assert "Thanksgiving Day. Next: tomorrow at 8:00" in shown(page)


def test_a_day_off_is_named(show: Callable[[], TodayPage], services: Services, clock: FakeClock) -> None:
    services.schedule.add_days_off(DayRange(date(2026, 11, 24), date(2026, 11, 24)))
    clock.advance(24 * HOUR_S)
    assert "Day off. Next: tomorrow at 8:00" in shown(show())


def test_holidays_that_run_out_are_looked_up_by_themselves(show: Callable[[], TodayPage], services: Services) -> None:
    services.rep.save(replace(services.rep.settings, holiday_country="US", holidays=(("2026-11-26", "Thanksgiving"),)))
    show()
    assert services.store.settings.load().holidays[-1][0] == "2029-11-26"


def test_a_store_that_is_busy_is_said_and_the_page_stands(
    show: Callable[[], TodayPage], services: Services, context: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy() -> None:
        raise StoreError("database-busy", path="lch.db")

    failures: list[LchError] = []
    context.hub.failed.connect(failures.append)
    monkeypatch.setattr(services.schedule, "settle_zone", busy)
    page = show()
    assert failures
    assert "Start the hour" in buttons(page)


def test_looking_writes_nothing_but_the_zone(show: Callable[[], TodayPage], services: Services) -> None:
    show()
    before = services.store.settings.load()
    show()
    assert services.store.settings.load() == before
    assert services.morning.decide().step is Step.WAIT
