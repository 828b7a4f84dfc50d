"""The card "Your mornings": each change is kept at once, and what cannot be meant is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from lch_desktop.domain.days_off import DayRange
from lch_desktop.domain.leads import FollowUp
from lch_desktop.services.bundle import Services
from lch_desktop.services.schedule import Reach
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings import SettingsPage, make_page
from lch_desktop.ui.settings.schedule_picture import DayBox
from lch_desktop.ui.settings.schedule_state import reach_words
from lch_desktop.ui.theme import make_theme
from lch_desktop.ui.widgets import Check
from lch_desktop.words import Style
from tests.fakes import FakeClock
from tests.integration.test_schedule import TwoCountries
from tests.ui.pages_kit import add_all, make_services, opener, person

NEXT_TUESDAY = "Tuesday 24 Nov"


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made._holiday_book = TwoCountries
    zones = ["America/Chicago"] * 3 + ["America/New_York"] * 2
    add_all(made, [person(f"P {n}", f"512555{n:04d}", zone=zone) for n, zone in enumerate(zones)])
    yield made
    made.store.close()


@pytest.fixture
def show(qtbot: QtBot, context: UiContext, tmp_path: Path) -> Callable[[], SettingsPage]:
    return opener(qtbot, context, lambda given: make_page(given, tmp_path))


def shown(page: SettingsPage) -> list[str]:
    card = page.schedule
    return [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card) and label.text()]


def days(page: SettingsPage) -> dict[str, str]:
    """What the picture says of each day."""
    boxes = page.schedule.findChildren(DayBox)
    return dict(box.accessibleName().split(": ", 1) for box in boxes)


def press(page: SettingsPage, name: str) -> None:
    buttons = [one for one in page.schedule.findChildren(QAbstractButton) if one.accessibleName() == name]
    next(one for one in buttons if one.isVisibleTo(page.schedule)).click()


def field(page: SettingsPage, name: str) -> QLineEdit:
    return next(one for one in page.schedule.findChildren(QLineEdit) if one.accessibleName() == name)


def type_in(qtbot: QtBot, page: SettingsPage, name: str, text: str) -> None:
    field(page, name).clear()
    qtbot.keyClicks(field(page, name), text)
    qtbot.keyClick(field(page, name), Qt.Key.Key_Return)


def choose(page: SettingsPage, name: str, text: str) -> None:
    box = next(one for one in page.schedule.findChildren(QComboBox) if one.accessibleName() == name)
    assert box.isVisibleTo(page.schedule)
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_a_short_hour_grows_or_not(qtbot: QtBot, show: Callable[[], SettingsPage], services: Services) -> None:
    page = show()
    check = next(one for one in page.schedule.findChildren(Check) if one.accessibleName().startswith("Offer 5 minutes"))
    assert not check.isVisibleTo(page.schedule), "a full hour has nothing to grow"
    type_in(qtbot, page, "Minutes", "15")
    assert check.isVisibleTo(page.schedule)
    assert not check.isChecked()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert services.rep.settings.growing_since != ""
    assert check.isChecked()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert services.rep.settings.growing_since == ""


def test_the_start_is_kept_and_seen_in_the_picture(
    qtbot: QtBot, show: Callable[[], SettingsPage], services: Services
) -> None:
    page = show()
    assert days(page)[NEXT_TUESDAY] == "8:00, 60 minutes"
    type_in(qtbot, page, "Start", "7.30")
    type_in(qtbot, page, "Minutes", "45")
    stored = services.store.settings.load()
    assert (stored.start, stored.minutes) == ("07:30", 45)
    assert days(page)[NEXT_TUESDAY] == "7:30, 45 minutes"
    assert len(days(page)) == 14
    assert "Next: tomorrow at 7:30" in shown(page)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Start", "25:00", "“25:00” is no time of day; write it as 8:00."),
        ("Start", "soon", "“soon” is no time of day; write it as 8:00."),
        ("Minutes", "14", "An hour lasts 15 to 180 minutes, not 14."),
        ("Minutes", "long", "An hour lasts 15 to 180 minutes, not “long”."),
        ("Time zone", "Mars", "“Mars” is no time zone of the IANA list, such as America/Chicago."),
        ("Days off", "soon", "“soon” is no day or range of days; write 2026-12-24, or 24 Dec to 2 Jan."),
        ("Days off", "2026-12-24 to 2026-12-20",
         "The range ends (2026-12-20) before it begins (2026-12-24); turn it round."),
        ("Days off", "2026-12-24 to 2028-12-20",
         "2026-12-24 to 2028-12-20 is more than 366 days off at once; take a shorter range."),
        ("Days off", "2026-11-20",
         "2026-11-20 has begun or is over; a day off is planned before it begins, a sick day afterwards."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_one_sentence_and_changes_nothing(
    qtbot: QtBot, show: Callable[[], SettingsPage], services: Services, name: str, text: str, said: str
) -> None:
    page = show()
    before = services.rep.settings
    type_in(qtbot, page, name, text)
    assert said in shown(page)
    assert services.store.settings.load() == before
    assert field(page, name).text() == text  # what was typed can be put right


def test_a_plan_with_no_day_is_refused(show: Callable[[], SettingsPage], services: Services) -> None:
    page = show()
    for name in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        press(page, name)
    assert services.store.settings.load().work_week == (4,)
    assert "A plan needs at least one day; name them as mon-fri or mon,wed,fri." in shown(page)


def test_days_may_have_a_start_of_their_own(qtbot: QtBot, show: Callable[[], SettingsPage], services: Services) -> None:
    page = show()
    press(page, "The same every day")
    assert not field(page, "Start").isVisibleTo(page)
    type_in(qtbot, page, "Wednesday: start", "9")
    assert services.store.settings.load().starts == ((2, "09:00", 60),)
    assert (days(page)[NEXT_TUESDAY], days(page)["Wednesday 25 Nov"]) == ("8:00, 60 minutes", "9:00, 60 minutes")
    type_in(qtbot, page, "Wednesday: minutes", "5")
    assert "An hour lasts 15 to 180 minutes, not 5." in shown(page)
    press(page, "The same every day")
    assert services.store.settings.load().starts == ()
    assert field(page, "Start").isVisibleTo(page)


def test_a_plan_by_days_opens_by_days(show: Callable[[], SettingsPage], services: Services) -> None:
    services.schedule.keep(services.schedule.choice().with_day(2, "09:00", 45))
    page = show()
    assert field(page, "Wednesday: start").text() == "9:00"
    assert not field(page, "Start").isVisibleTo(page)


def test_what_a_start_means_is_said_while_it_is_typed(
    qtbot: QtBot, show: Callable[[], SettingsPage], services: Services
) -> None:
    page = show()
    assert "At 8:00 you may call 5 of 5." in shown(page)
    field(page, "Start").clear()
    qtbot.keyClicks(field(page, "Start"), "7:30")
    qtbot.waitUntil(lambda: "At 7:30 you may call 2 of 5, at 8:00 5." in shown(page))
    assert services.rep.settings.start == "08:00"  # nothing is kept yet


def test_each_days_start_says_what_it_means(qtbot: QtBot, show: Callable[[], SettingsPage], services: Services) -> None:
    page = show()
    press(page, "The same every day")
    field(page, "Wednesday: start").clear()
    qtbot.keyClicks(field(page, "Wednesday: start"), "7:00")
    qtbot.waitUntil(lambda: any(text.startswith("At 7:00 you may call 2 of 5") for text in shown(page)))
    assert services.rep.settings.starts == ()


@pytest.mark.parametrize(
    ("hour", "better", "style", "said"),
    [
        (7, 8, Style(twelve_hour=True), "At 7:30 you may call 38 of 1,412, at 8:30 371."),
        (7, 0, Style(twelve_hour=True), "At 7:30 you may call 38 of 1,412."),
        (19, 18, Style(twelve_hour=True), "At 7:30 pm you may call 38 of 1,412, at 6:30 pm 371."),
        (19, 18, Style(twelve_hour=False), "At 19:30 you may call 38 of 1,412, at 18:30 371."),
    ],
)
def test_what_a_start_means_in_words(hour: int, better: int, style: Style, said: str) -> None:
    at = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)
    reach = Reach(at=at, open=38, total=1412)
    if better:
        reach = replace(reach, better_at=at.replace(hour=better), better_open=371)
    assert reach_words([reach], style) == said


def test_days_off_are_listed_and_taken_out(qtbot: QtBot, show: Callable[[], SettingsPage], services: Services) -> None:
    page = show()
    type_in(qtbot, page, "Days off", "24 nov to 26 nov")
    assert services.rep.settings.days_off == ("2026-11-24", "2026-11-25", "2026-11-26")
    assert field(page, "Days off").text() == ""
    assert "Tue 24 Nov to Thu 26 Nov" in shown(page)
    assert days(page)[NEXT_TUESDAY] == "day off"
    press(page, "Remove")
    assert services.rep.settings.days_off == ()
    assert days(page)[NEXT_TUESDAY] == "8:00, 60 minutes"


def test_promised_calls_in_days_off_are_moved_by_one_press(
    show: Callable[[], SettingsPage], services: Services, context: UiContext
) -> None:
    follow = FollowUp(promise_at=datetime(2026, 12, 24, 15, tzinfo=UTC))
    (lead,) = add_all(services, [person("Ada Moss", "5125550777", follow=follow)])
    services.schedule.add_days_off(DayRange(date(2026, 12, 24), date(2026, 12, 27)))
    offered: list[tuple[str, Callable[[], object]]] = []
    context.hub.undo_offered.connect(lambda words, undo: offered.append((words, undo)))
    page = show()
    assert "1 promised call falls in it." in shown(page)
    press(page, "Move them")
    assert "1 promised call falls in it." not in shown(page)
    ((words, undo),) = offered
    assert words == "1 promised call moved to the next workday."
    moved = services.store.leads.get(lead.id)
    assert moved is not None
    assert moved.follow.promise_at == datetime(2026, 12, 28, 15, tzinfo=UTC)
    undo()
    assert "1 promised call falls in it." in shown(page)


def test_holidays_of_a_country_and_its_part(show: Callable[[], SettingsPage], services: Services) -> None:
    page = show()
    choose(page, "Holidays of", "United States")
    assert services.rep.settings.holiday_country == "US"
    assert days(page)["Thursday 26 Nov"] == "holiday, Thanksgiving Day"
    choose(page, "Holidays of", "Germany")
    choose(page, "Part of the country", "Bayern")
    assert services.rep.settings.holiday_country == "DE-BY"
    assert days(page)["Tuesday 1 Dec"] == "holiday, The First"
    assert days(page)["Thursday 26 Nov"] == "8:00, 60 minutes"
    choose(page, "Holidays of", "None: I call on holidays")
    assert services.rep.settings.holidays == ()


def test_a_sick_day_back(show: Callable[[], SettingsPage], services: Services) -> None:
    page = show()
    press(page, "Thu 19 Nov")
    assert services.store.mornings.excused() == {date(2026, 11, 19)}
    press(page, "Thu 19 Nov")
    assert services.store.mornings.excused() == frozenset()
    press(page, "Today")
    assert days(page)["Monday 23 Nov"] == "sick"


def test_a_travel_day_is_called_one_and_unticked(show: Callable[[], SettingsPage], services: Services) -> None:
    services.schedule.travel.mark(date(2026, 11, 19), True)
    page = show()
    press(page, "Thu 19 Nov (travel day)")
    assert services.store.mornings.excused() == frozenset()
    press(page, "Thu 19 Nov")
    assert services.store.mornings.excused() == {date(2026, 11, 19)}
    assert services.store.mornings.travelled() == frozenset()


@pytest.mark.parametrize("scale", [100, 150])
def test_it_fits_a_small_screen(
    qtbot: QtBot, show: Callable[[], SettingsPage], services: Services, context: UiContext, scale: int
) -> None:
    services.schedule.keep(services.schedule.choice().with_day(2, "09:00", 45))
    services.schedule.set_holidays("DE-BY", services.schedule.look_up("DE-BY"))
    context.look.set_theme(make_theme("dark", scale=scale))
    page = show()
    page.resize(1056, 720)  # what the sidebar leaves of 1280
    assert page.schedule.minimumSizeHint().width() <= page.schedule.width()
    assert page.schedule.width() <= 1056 - 2 * 40
