"""What Ready finds in its place at its minute: a plan, a debrief, a sheet, or itself from yesterday."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.leads import FollowUp
from lch_desktop.domain.session import Goals
from lch_desktop.ui.plan import PlanPage
from tests.fakes import FakeClock
from tests.ui import test_morning_room
from tests.ui.test_morning_room import MIN, PLANNED, Room, ready

DAY = timedelta(days=1)
clock, room = test_morning_room.clock, test_morning_room.room  # the fixtures


def said(room: Room) -> list[str]:
    """The words on the Ready page."""
    return [label.text() for label in ready(room).findChildren(QLabel) if label.isVisibleTo(ready(room))]


def test_what_was_typed_in_that_debrief_is_kept_and_its_hour_closed(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED)
    room.window.start_by_command(15)
    room.clock.advance(300)
    room.window.room.presenter.end("meeting")
    field = next(
        one
        for one in room.window.page("Debrief").findChildren(QLineEdit)
        if one.accessibleName() == "One thing that worked"
    )
    field.setText("Asked for the date first")
    room.at(PLANNED + DAY)
    assert room.window.front == "Ready"
    last = room.app.context.services.store.sessions.last()
    assert last is not None
    assert (last.worked, last.debriefed_at) == ("Asked for the date first", room.clock.now())
    assert "Asked for the date first" in said(room)


@pytest.mark.parametrize("minimised", [False, True])
def test_a_page_left_in_front_is_todays_at_its_minute(qtbot: QtBot, room: Room, minimised: bool) -> None:
    room.at(PLANNED)
    qtbot.waitUntil(lambda: room.day.opened_at is not None)
    assert "Dana Ruiz" in said(room)
    mornings, leads = room.app.context.services.store.mornings, room.app.context.services.store.leads
    leads.save_follow(1, FollowUp(promise_at=PLANNED + 5 * DAY))
    if minimised:
        room.window.showMinimized()
    room.at(PLANNED + DAY)
    qtbot.waitUntil(lambda: (kept := mornings.get(PLANNED.date() + DAY)) is not None and kept.opened_at is not None)
    assert room.window.isFullScreen()
    assert not room.window.isMinimized()
    assert "Ann Lee" in said(room)
    assert "Dana Ruiz" not in said(room)
    QTest.keyClick(ready(room), Qt.Key.Key_Return)
    assert not room.window.in_hour  # its keys wait as on any morning


def test_the_first_call_is_looked_for_at_each_change(room: Room) -> None:
    room.at(PLANNED)
    assert "Dana Ruiz" in said(room)
    room.app.context.services.store.leads.save_follow(1, FollowUp(promise_at=PLANNED + 5 * DAY))
    room.app.context.hub.changed.emit()
    assert "Ann Lee" in said(room)


@pytest.mark.parametrize(
    ("promise_at", "why"), [(PLANNED, "2 snoozed"), (PLANNED + 9 * DAY, "all calls are for later")]
)
def test_with_nobody_to_call_the_page_says_why(room: Room, promise_at: datetime, why: str) -> None:
    follow = FollowUp(promise_at=promise_at, snoozed_until=PLANNED.date() + 9 * DAY)
    for lead in (1, 2):
        room.app.context.services.store.leads.save_follow(lead, follow)
    room.at(PLANNED)
    assert room.window.front == "Ready"
    assert f"Nobody can be called right now: {why}." in said(room)


def test_ready_takes_over_what_was_planned_and_leads_back(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED - 3 * MIN)
    room.window.show_page("Plan")
    page = room.window.page("Plan")
    assert isinstance(page, PlanPage)
    plan = page._presenter
    plan.move_by(2, -1)
    plan.set_number("calls", 3)
    plan.set_minutes(30)
    room.at(PLANNED)
    assert room.window.front == "Ready"
    assert {"30", "3"} <= set(said(room))
    room.press("Not now")
    assert room.window.front == "Plan"
    assert plan._order == [2, 1]
    assert (plan._plan().minutes, plan._plan().goals.calls) == (30, 3)


@pytest.mark.parametrize("at_once", [False, True])
def test_the_hour_is_the_one_that_was_planned(qtbot: QtBot, room: Room, at_once: bool) -> None:
    services = room.app.context.services
    services.rep.save(replace(services.rep.settings, start_at_once=at_once))
    room.at(PLANNED - 3 * MIN)
    room.window.show_page("Plan")
    page = room.window.page("Plan")
    assert isinstance(page, PlanPage)
    page._presenter.move_by(2, -1)
    page._presenter.set_number("calls", 3)
    room.at(PLANNED)
    if not at_once:
        room.app.context.hub.changed.emit()
        room.press("Start the hour")
    assert room.window.in_hour
    session = services.hour.session
    assert session.goals == Goals(3, 4, 2, 2)
    assert services.store.sessions.pinned(session.id) == (2, 1)
    assert page._presenter._order == []  # tomorrow's list is in its own order


def test_no_sheet_lies_over_ready(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED - 5 * MIN)
    room.window.put_away(minimise=False)
    room.notices.answer("skip")
    sheets = list(room.room._sheets.values())
    assert [sheet.isVisible() for sheet in sheets] == [True]
    room.room._tray.ask_quit()
    room.at(PLANNED)
    assert room.window.front == "Ready"
    assert [sheet.isVisible() for sheet in (*sheets, room.room._tray.sheet)] == [False, False]
    room.press("In 5 minutes")
    assert not room.window.isVisible()  # the sheet had brought it out of the tray


def test_quitting_by_key_is_guarded_over_ready(qtbot: QtBot, room: Room, clock: FakeClock) -> None:
    room.at(PLANNED)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    sheet, ctrl = room.room._tray.sheet, Qt.KeyboardModifier.ControlModifier
    ended: list[int] = []
    sheet.quit_chosen.disconnect()
    sheet.quit_chosen.connect(lambda: ended.append(1))
    QTest.keyClick(ready(room), Qt.Key.Key_Q, ctrl)
    assert not sheet.isVisible()
    clock.advance(3)
    QTest.keyClick(ready(room), Qt.Key.Key_Q, ctrl)
    assert sheet.isVisible()
    for _ in range(2):  # an e-mail goes on
        clock.advance(1)
        QTest.keyClick(sheet, Qt.Key.Key_E)
    clock.advance(0.5)
    QTest.keyClick(sheet, Qt.Key.Key_Q)
    assert (ended, sheet.isVisible()) == ([], True)
    clock.advance(1.5)
    QTest.keyClick(sheet, Qt.Key.Key_Q)
    assert ended == [1]


def test_the_tray_names_no_hour_that_will_not_come(room: Room) -> None:
    room.at(PLANNED)
    ready(room).came_up.emit()
    room.press("Not now")
    services = room.app.context.services
    room.at(PLANNED + 10 * MIN)
    services.rep.save(replace(services.rep.settings, start="09:00"))
    assert room.room._tray.tooltip == "Lead Conversion Hour. Next: Wed 9:00"


def test_what_is_typed_elsewhere_at_its_minute_logs_no_call(qtbot: QtBot, room: Room) -> None:
    rep = room.app.context.services.rep
    rep.save(replace(rep.settings, start_at_once=True))
    room.at(PLANNED)
    qtbot.waitUntil(lambda: room.window.in_hour)
    hour = room.window.room.presenter
    hour.on_key("4")
    assert room.app.context.services.hour.tally().dials == 0
    room.clock.advance(2.5)
    hour.on_key("4")
    assert room.app.context.services.hour.tally().dials == 1


def test_the_morning_comes_though_the_disk_was_busy_at_the_start(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise StoreError("database-busy")

    monkeypatch.setattr("lch_desktop.morning_room._load", refuse)
    late: Room = request.getfixturevalue("room")
    late.at(PLANNED - MIN)
    assert [notice.title for notice in late.notices.shown] == ["Lead Conversion Hour in 10 minutes"]
