"""Today on a real store: what it shows, starts, keeps, and takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, Touch, TouchKind
from lch_desktop.domain.leads import FollowUp, Talk
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.bundle import Services
from lch_desktop.services.calling import BY_HAND
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui import resources
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.today import TodayPage, make_page
from lch_desktop.ui.today.cards import LeadsCard, PromisesCard
from lch_desktop.ui.touches.line_button import LineButton
from lch_desktop.ui.widgets import DayMark
from tests.fakes import FakeClock
from tests.ui import pages_kit
from tests.ui.pages_kit import RememberingDialer, add_all, make_context, make_services, opener, person

QUARTER_TO_EIGHT = datetime(2026, 11, 23, 13, 46, tzinfo=UTC)  # a Monday, 7:46 in Chicago


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(QUARTER_TO_EIGHT)


@pytest.fixture
def dialer() -> RememberingDialer:
    return RememberingDialer()


@pytest.fixture
def services(
    data_dir: Path, clock: FakeClock, dialer: RememberingDialer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Services]:
    monkeypatch.setattr(pages_kit, "SAMPLES", resources.read_text("sample/leads.json"))
    made = make_services(data_dir, clock, dialer)
    yield made
    made.store.close()


@pytest.fixture
def show(qtbot: QtBot, context: UiContext) -> Callable[[], TodayPage]:
    return opener(qtbot, context, make_page)


def some_leads(services: Services) -> None:
    """Two to call, one of them talked to, and one promise within the hour."""
    now = services.rep.now()
    talked = FollowUp(talk=Talk(now - timedelta(hours=10)), due_on=services.rep.today(), last_call_at=now)
    promised = FollowUp(promise_at=now + timedelta(minutes=24), promise_asked=True, goal="Fix a date")
    add_all(
        services,
        [
            person("Dana Ruiz", "5125550143", company="Ruiz Dental", follow=talked, zone="America/New_York"),
            person("Olivia Grant", "5125550144", follow=promised, zone="America/New_York"),
            person("Kwame Osei", "5125550145", zone="America/New_York"),
        ],
    )


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def lines(page: QWidget) -> dict[str, str]:
    """The rows that can be pressed: what they say, and what stands at their right end."""
    return {row.label: row.due for row in page.findChildren(LineButton) if row.isVisibleTo(page)}


def button(page: QWidget, name: str) -> QAbstractButton:
    found = [
        one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisibleTo(page)
    ]
    assert found, f"no button {name}"
    return found[0]


def has_button(page: QWidget, name: str) -> bool:
    buttons = page.findChildren(QAbstractButton)
    return any(one.accessibleName() == name and one.isVisibleTo(page) for one in buttons)


def field(page: QWidget, name: str) -> QLineEdit:
    return next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name)


def test_the_first_day_does_not_say_that_nobody_is_due(show: Callable[[], TodayPage]) -> None:
    said = "\n".join(texts(show()))
    assert "Nobody" not in said
    assert "a CSV file from any CRM" in said


@pytest.mark.parametrize(("width", "scale"), [(1056, 100), (1056, 150), (1216, 100)])
def test_the_bands_words_and_ring_have_room(qtbot: QtBot, services: Services, width: int, scale: int) -> None:
    some_leads(services)
    page = make_page(make_context(services, "dark", scale))
    qtbot.addWidget(page)
    page.resize(width, 720)
    page.show()
    page.on_shown()
    for _ in range(3):
        QApplication.processEvents()
    start = button(page, "Start the hour")
    acts = start.parentWidget()
    assert acts is not None
    assert acts.rect().contains(start.geometry().adjusted(0, -4, 4, 4))
    for label in page.band.findChildren(QLabel):
        assert not label.isVisibleTo(page) or label.height() >= label.sizeHint().height()


def test_the_page_says_when_the_hour_is(services: Services, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    page = show()
    said = texts(page)
    assert page.accessibleName() == "Today"
    for line in ("Good morning", "Monday, November 23, 7:46 am", "8:00 to 9:00", "starts in 14 min"):
        assert line in said
    assert "3 on the list, 1 promised" in said
    assert "Day one. Three calls make it count." in said
    assert not [line for line in said if line.startswith("0")]
    assert not has_button(page, "15 minutes and 3 calls count too")


def test_enter_starts_with_the_numbers_shown(
    qtbot: QtBot, services: Services, context: UiContext, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    page = show()
    with qtbot.waitSignal(context.hub.start_requested) as started:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert started.args == [PlannedHour(60, Goals(15, 4, 2, 2))]


def test_enter_on_a_quiet_button_presses_that_button(
    qtbot: QtBot, services: Services, context: UiContext, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    page = show()
    page.activateWindow()
    plan = button(page, "Plan it first")
    plan.setFocus()
    qtbot.waitUntil(plan.hasFocus)
    with (
        qtbot.assertNotEmitted(context.hub.start_requested),
        qtbot.waitSignal(context.hub.page_requested) as asked,
    ):
        qtbot.keyClick(plan, Qt.Key.Key_Return)
    assert asked.args == ["Plan"]


@pytest.fixture
def paged(qtbot: QtBot, context: UiContext) -> QStackedWidget:
    """Today in front in a window, and another page with a button."""
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    page = make_page(context)
    pages.addWidget(page)
    pages.addWidget(QPushButton("Another page"))
    pages.resize(1216, 900)
    pages.show()
    pages.activateWindow()
    page.on_shown()
    qtbot.waitUntil(page.hasFocus)
    return pages


def test_enter_starts_the_hour_after_another_page_was_in_front(
    qtbot: QtBot, services: Services, context: UiContext, paged: QStackedWidget
) -> None:
    some_leads(services)
    services.samples.put_in()
    page, other = paged.widget(0), paged.widget(1)
    assert isinstance(page, TodayPage)
    assert other is not None
    page.on_shown()  # with "Remove them" as its first button
    paged.setCurrentWidget(other)
    other.setFocus()
    paged.setCurrentWidget(page)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused), "Qt hands it to a child of the page"
    page.on_shown()
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(services.store.leads.sample_ids()) == 25


def test_a_refresh_leaves_the_keyboard_where_it_is(services: Services, paged: QStackedWidget) -> None:
    some_leads(services)
    page = paged.widget(0)
    assert isinstance(page, TodayPage)
    page.on_shown()
    plan = button(page, "Plan it first")
    plan.setFocus()
    page.on_shown()
    assert plan.hasFocus()


def test_changed_numbers_are_started_and_kept(
    qtbot: QtBot, services: Services, context: UiContext, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    page = show()
    button(page, "More calls").click()
    button(page, "Fewer asks").click()
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args == [PlannedHour(60, Goals(16, 4, 1, 2))]
    assert services.planning.proposal().goals == Goals(16, 4, 1, 2)


def test_another_length_proposes_the_untouched_numbers_anew(services: Services, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    page = show()
    page.band.goal_changed.emit("asks", 5)
    page.band.minutes_changed.emit(30)
    shown = {name: field(page, name).text() for name in ("Minutes", "Calls", "People to reach", "Asks")}
    assert shown == {"Minutes": "30", "Calls": "8", "People to reach": "2", "Asks": "5"}


def test_the_short_hour_is_offered_late_and_not_kept(
    qtbot: QtBot, services: Services, context: UiContext, clock: FakeClock, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    clock.advance(30 * 60)
    page = show()
    assert "8:00 has passed. Now works too." in texts(page)
    button(page, "15 minutes and 3 calls count too").click()
    assert not has_button(page, "15 minutes and 3 calls count too")
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args == [PlannedHour(15, Goals(3, 1, 1, 1))]
    assert services.rep.settings.minutes == 60


@pytest.mark.parametrize(("reason", "offered"), [("sick", False), ("travel", True)])
def test_a_sick_rep_is_offered_no_short_hour(
    services: Services, clock: FakeClock, show: Callable[[], TodayPage], reason: str, offered: bool
) -> None:
    some_leads(services)
    services.morning.skip(reason)
    clock.advance(30 * 60)
    page = show()
    assert has_button(page, "15 minutes and 3 calls count too") is offered
    assert ("Rough morning?" in texts(page)) is offered


def test_after_the_hour_the_next_one_is_named(
    services: Services, clock: FakeClock, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    run_an_hour(services, clock)
    said = texts(show())
    assert "Done for today. Next: tomorrow at 8:00" in said
    assert "1 workday" in said
    assert "1 of 2" in said
    assert "Starting" in said


def run_an_hour(services: Services, clock: FakeClock) -> None:
    services.hour.start(PlannedHour(30, Goals(3, 1, 1, 1)), 3)
    for lead_id in (1, 2, 3):
        report = Report(outcome=Outcome.NO_ANSWER)
        services.hour.log(OpenCard(lead_id=lead_id), report, goal="", then=lambda _: OpenCard())
    for _ in range(120):
        clock.advance(15)
        services.hour.tick()
    services.hour.finish("time")


def test_the_streak_can_be_hidden(services: Services, clock: FakeClock, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    run_an_hour(services, clock)
    services.rep.save(replace(services.rep.settings, hide_streak=True))
    said = texts(show())
    assert "Streak" not in said
    assert "Strength" in said


def test_the_week_has_seven_named_marks(services: Services, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    names = [mark.accessibleName() for mark in show().findChildren(DayMark)]
    assert names[0] == "Monday: Still open"
    assert len(names) == 7


def test_the_lists(services: Services, clock: FakeClock, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    touch = Touch(lead_id=2, kind=TouchKind.VIDEO, due_at=clock.now() + timedelta(hours=1))
    services.store.touches.add(touch)
    page = show()
    said = texts(page)
    assert "Hottest leads" in said
    assert "Dana Ruiz" in said
    assert "8:10" in said
    assert "Fix a date" in said
    assert lines(page) == {"Video for Olivia Grant": "in 1 h"}
    assert "May call back" not in said


def test_without_a_talk_the_first_of_the_list_stand_there(services: Services, show: Callable[[], TodayPage]) -> None:
    add_all(services, [person("Kwame Osei", "5125550145", zone="America/New_York")])
    said = texts(show())
    assert "First on the list" in said
    assert "First call, not a follow-up" in said
    assert "No call is promised for today." in said
    assert "Follow through" not in said


def test_nobody_answered_may_call_back(services: Services, clock: FakeClock, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    run_an_hour(services, clock)
    page = show()
    assert "May call back" in texts(page)
    assert "(512) 555-0145" in lines(page).values()


def test_the_empty_list_says_why_and_start_stays(
    services: Services, clock: FakeClock, show: Callable[[], TodayPage]
) -> None:
    add_all(services, [person("Kwame Osei", "5125550145", zone="America/Los_Angeles")])
    page = show()
    assert any(
        line == "Nobody can be called right now: 1 outside their calling hours. The next opens at 10:00 am."
        for line in texts(page)
    )
    assert button(page, "Start the hour").isEnabled()


def test_names_with_markup_stay_words(services: Services, show: Callable[[], TodayPage]) -> None:
    add_all(services, [person("<b>Kim & Co</b>", "5125550145", zone="America/New_York")])
    assert "<b>Kim & Co</b>" in texts(show())


def test_a_star_is_set_on_today(services: Services, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    page = show()
    button(page, "Star Dana Ruiz").click()
    lead = services.store.leads.get(1)
    assert lead is not None
    assert lead.follow.starred_on == services.rep.today()
    assert "3 on the list, 1 promised, 1 starred" in texts(page)


def test_without_leads_import_and_samples_are_offered(
    qtbot: QtBot, services: Services, context: UiContext, show: Callable[[], TodayPage]
) -> None:
    page = show()
    assert not has_button(page, "Start the hour")
    with qtbot.waitSignal(context.hub.import_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert asked.args == [""]
    button(page, "Try 25 sample leads").click()
    assert services.store.leads.count() == 25
    assert has_button(page, "Start the hour")
    assert "25 sample leads are in the list." in texts(page)


def test_the_samples_go_in_one_click_and_come_back(
    qtbot: QtBot, services: Services, context: UiContext, show: Callable[[], TodayPage]
) -> None:
    services.samples.put_in()
    some_leads(services)
    page = show()
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        button(page, "Remove them").click()
    assert services.store.leads.count() == 3
    assert not has_button(page, "Remove them")
    said, undo = offered.args
    assert said == "25 sample leads removed, with their calls."
    undo()
    assert services.store.leads.count() == 28


def test_set_up_asks_for_the_name_and_can_wait(services: Services, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    page = show()
    name = field(page, "Your name")
    name.setText("Sam Rivera")
    name.editingFinished.emit()
    assert services.rep.settings.rep_name == "Sam Rivera"
    assert "Good morning, Sam" in texts(page)
    button(page, "Later").click()
    assert services.rep.settings.setup_done
    assert not page.set_up.isVisibleTo(page)


def test_the_dialer_is_tested_on_the_reps_own_number(
    services: Services, dialer: RememberingDialer, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    page = show()
    assert not button(page, "Test").isEnabled()
    field(page, "Your own number").setText("512 555 0199")
    button(page, "Test").click()
    assert dialer.dialled == ["tel:+15125550199"]
    assert "Did it ring?" in texts(page)
    assert not services.rep.settings.dialer_tested
    button(page, "Yes").click()
    assert services.rep.settings.dialer_tested
    assert not has_button(page, "Yes")


def test_a_test_without_a_program_says_so_and_asks_nothing(
    services: Services, dialer: RememberingDialer, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    dialer.opens = False
    page = show()
    field(page, "Your own number").setText("512 555 0199")
    button(page, "Test").click()
    assert dialer.dialled == []
    assert "Nothing on this computer opens tel: links. Choose another way, or dial by hand." in texts(page)
    assert not has_button(page, "Yes")


def test_the_typed_number_stays_after_no(services: Services, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    page = show()
    field(page, "Your own number").setText("512 555 0199")
    button(page, "Test").click()
    button(page, "No").click()
    assert field(page, "Your own number").text() == "512 555 0199"
    assert button(page, "Test").isEnabled()


def test_today_says_what_an_open_day_is_missing(
    services: Services, clock: FakeClock, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    services.hour.start(PlannedHour(15, Goals(3, 1, 0, 0)), 3)
    for _ in range(36):
        clock.advance(15)
        services.hour.tick()
    services.hour.finish("time")
    said = texts(show())
    assert "9 of 15 minutes and 0 of 3 calls so far. Another short hour today makes it count." in said
    assert "Day one. Three calls make it count." not in said


def test_dialling_by_hand_needs_no_test(services: Services, show: Callable[[], TodayPage]) -> None:
    some_leads(services)
    services.rep.save(replace(services.rep.settings, rep_name="Sam"))
    page = show()
    dialer = page.findChild(QComboBox)
    assert dialer is not None
    dialer.setCurrentIndex(dialer.findData(BY_HAND))
    dialer.activated.emit(dialer.currentIndex())
    assert services.rep.settings.dialer == BY_HAND
    assert not has_button(page, "Test")
    assert has_button(page, "Done")


def test_the_minute_moves_the_words_without_a_click(
    services: Services, clock: FakeClock, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    page = show()
    clock.advance(60)
    page._pass_minute()
    assert "starts in 13 min" in texts(page)


@pytest.mark.parametrize(("width", "scale"), [(1056, 100), (1056, 150), (1696, 100), (2336, 150)])
def test_nothing_is_wider_than_the_page(qtbot: QtBot, services: Services, width: int, scale: int) -> None:
    services.samples.put_in()
    page = make_page(make_context(services, "light", scale))
    qtbot.addWidget(page)
    page.resize(width, 720)
    page.show()
    page.on_shown()
    for _ in range(3):  # folding asks for another layout
        QApplication.processEvents()
    body = page.findChild(QWidget, "scroll_body")
    assert body is not None
    viewport = body.parentWidget()
    assert viewport is not None
    assert body.minimumSizeHint().width() <= viewport.width()
    for label in page.findChildren(QLabel):
        if label.isVisibleTo(page):
            right = label.mapTo(body, label.rect().topRight()).x()
            assert right <= viewport.width(), label.text()


def test_a_second_press_starts_no_short_hour_by_accident(
    qtbot: QtBot, services: Services, context: UiContext, clock: FakeClock, show: Callable[[], TodayPage]
) -> None:
    some_leads(services)
    clock.advance(30 * 60)
    page = show()
    button(page, "15 minutes and 3 calls count too").click()
    button(page, "Start the hour").click()
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args == [PlannedHour(60, Goals(15, 4, 2, 2))]


LONG = "Maximiliána Wolfeschlegelsteinhausen-Świątek of the Upper Austrian Heat Pump Company"


@pytest.mark.parametrize(("width", "scale", "side_by_side"), [(1056, 100, True), (1696, 100, True), (1056, 150, False)])
def test_one_long_name_does_not_unsettle_the_columns(
    qtbot: QtBot, services: Services, width: int, scale: int, side_by_side: bool
) -> None:
    now = services.rep.now()
    follow = FollowUp(promise_at=now + timedelta(minutes=24), promise_asked=True, goal="Fix a date " * 9)
    add_all(services, [person(LONG, "5125550144", follow=follow, zone="America/New_York")])
    some_leads(services)
    page = make_page(make_context(services, "light", scale))
    qtbot.addWidget(page)
    page.resize(width, 900)
    page.show()
    page.on_shown()
    for _ in range(4):
        QApplication.processEvents()
    leads, promises = page.findChild(LeadsCard), page.findChild(PromisesCard)
    left, right = (card.mapTo(page, QPoint(0, 0)) for card in (leads, promises))
    assert (right.x() > left.x()) is side_by_side
    assert leads.height() <= leads.sizeHint().height()
    if not side_by_side:
        assert promises.width() == leads.width()


@pytest.mark.parametrize(("width", "first"), [(1056, "Plan it first"), (560, "Start the hour")])
def test_the_primary_button_stands_first_where_the_band_is_folded(
    qtbot: QtBot, services: Services, width: int, first: str
) -> None:
    some_leads(services)
    page = make_page(make_context(services, "dark", 100))
    qtbot.addWidget(page)
    page.resize(width, 720)
    page.show()
    page.on_shown()
    page.grab()
    QApplication.processEvents()
    both = [button(page, "Plan it first"), button(page, "Start the hour")]
    assert min(both, key=lambda one: one.x()).accessibleName() == first
