"""The morning joined to a real window: what comes up, what goes away, and that nothing of it is left at the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.app import App, build
from lch_desktop.domain.leads import FollowUp
from lch_desktop.domain.morning import MorningDay
from lch_desktop.domain.notices import Delivery, Notice, Way
from lch_desktop.domain.shield import Standing, State
from lch_desktop.morning_room import MorningRoom
from lch_desktop.ui.ready import ReadyPage
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, person
from tests.ui.shield_kit import FakeDesk
from tests.ui.test_morning_desk import FakeNotices, FakePresence

PLANNED = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)  # a Tuesday, 8:00 in Chicago
ZONE = "America/Chicago"
MIN = timedelta(minutes=1)


class QuietPresence(FakePresence):
    """As the real one, which has limits too."""

    limits = ""


class Room:
    """The window with its morning, and its clock."""

    def __init__(self, data_dir: Path, clock: FakeClock, notices: FakeNotices, presence: FakePresence) -> None:
        self.clock, self.notices, self.presence = clock, notices, presence
        self.app: App = build(data_dir, clock, ZONE, direct=True)
        self.window = self.app.window
        people = [
            person("Dana Ruiz", "5125550143", follow=FollowUp(promise_at=PLANNED)),
            person("Ann Lee", "5125550146"),
        ]
        if not self.app.context.services.store.leads.count():
            add_all(self.app.context.services, people)
        self.room = MorningRoom(self.app.context, self.window, data_dir, self.app.closers)

    def begin(self) -> Room:
        self.room.follow()
        return self

    def at(self, instant: datetime) -> None:
        """Time goes by, second by second where it counts, as the scheduler's looks would find it."""
        scheduler = self.room.scheduler
        while self.clock.now() < instant:
            due = min((at for at in scheduler.plans.values() if at > self.clock.now()), default=instant)
            self.clock.advance((min(due, instant) - self.clock.now()).total_seconds())
            for _ in range(3):
                scheduler.look()
                QApplication.processEvents()

    @property
    def day(self) -> MorningDay:
        kept = self.app.context.services.store.mornings.get(PLANNED.date())
        assert kept is not None
        return kept

    def press(self, name: str) -> None:
        """The button `name` of the page or sheet in front."""
        found = [
            each
            for each in self.window.findChildren(QAbstractButton)
            if each.accessibleName() == name and each.isVisible()
        ]
        assert found, name
        found[0].click()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(PLANNED - timedelta(hours=12))


@pytest.fixture
def room(qtbot: QtBot, data_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    notices, presence = FakeNotices(), QuietPresence()
    monkeypatch.setattr("lch_desktop.platforms.notices.make_notices", lambda *_: notices)
    monkeypatch.setattr("lch_desktop.platforms.presence.make_presence", lambda *_: presence)
    monkeypatch.setattr("lch_desktop.scheduling.wake.SYSTEM_BUS", "nowhere")
    made = Room(data_dir, clock, notices, presence)
    made.window.open_home()
    yield made.begin()
    made.window.leave()
    made.window.close()
    made.app.close()
    shiboken6.delete(made.window)  # windows kept alive would be styled anew with each test


def ready(room: Room) -> ReadyPage:
    page = room.window.page("Ready")
    assert isinstance(page, ReadyPage)
    return page


def test_at_its_minute_the_page_fills_the_screen_and_is_known_to_be_there(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED - MIN)
    assert [notice.title for notice in room.notices.shown] == ["Lead Conversion Hour in 10 minutes"]
    assert room.window.front == "Today"
    room.at(PLANNED)
    qtbot.waitUntil(lambda: room.day.opened_at is not None)
    assert room.window.front == "Ready"
    assert room.window.isFullScreen()
    assert room.app.context.services.store.mornings.deliveries(9)[0].delivery.way is Way.BUTTONS


def test_out_of_the_tray_and_back_into_it(qtbot: QtBot, room: Room) -> None:
    room.window.put_away(minimise=False)
    assert not room.window.isVisible()
    room.at(PLANNED)
    qtbot.waitUntil(lambda: room.day.opened_at is not None)
    assert room.window.isVisible()
    assert room.window.isFullScreen()
    room.press("In 5 minutes")
    assert not room.window.isVisible()
    room.at(PLANNED + 5 * MIN)
    assert room.window.isVisible()
    assert room.window.front == "Ready"
    names = [each.accessibleName() for each in ready(room).findChildren(QAbstractButton) if each.isVisible()]
    assert names == ["Start the hour", "Not now", "Skip today"]


def test_skip_today_on_the_page_asks_why_and_leaves_a_way_back(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED)
    room.press("Skip today")
    assert room.window.front == "Ready"
    room.press("Meeting")
    assert room.window.front == "Today"
    assert room.day.skip_reason == "meeting"
    room.press("Undo")
    assert room.day.skipped_at is None


def test_skip_today_from_the_tray_and_escape_puts_the_window_back(qtbot: QtBot, room: Room, clock: FakeClock) -> None:
    room.at(PLANNED - 5 * MIN)
    room.window.put_away(minimise=False)
    room.notices.answer("skip")
    assert room.window.isVisible()
    clock.advance(1)
    qtbot.keyClick(room.window.focusWidget() or room.window, Qt.Key.Key_Escape)
    assert not room.window.isVisible()


def test_the_page_opened_by_hand_offers_neither(qtbot: QtBot, room: Room) -> None:
    room.window.show_page("Ready")
    names = [each.accessibleName() for each in ready(room).findChildren(QAbstractButton) if each.isVisible()]
    assert names == ["Start the hour", "Not now"]


def test_the_button_of_the_notice_starts_the_hour(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED - 10 * MIN)
    room.notices.answer("start")
    assert room.window.in_hour
    room.at(PLANNED + 30 * MIN)
    assert room.window.front != "Ready"
    assert len(room.notices.shown) == 1
    assert room.notices.withdrawn == ["morning"]


def test_an_hour_that_cannot_begin_brings_the_window_that_says_why(qtbot: QtBot, room: Room) -> None:
    services = room.app.context.services
    for lead in (1, 2):
        services.store.leads.save_follow(lead, FollowUp(snoozed_until=PLANNED.date() + timedelta(days=9)))
    room.at(PLANNED - 10 * MIN)
    room.window.put_away(minimise=False)
    room.notices.answer("start")
    assert not room.window.in_hour
    assert room.window.isVisible()


def test_straight_into_the_hour_where_that_is_chosen(qtbot: QtBot, room: Room) -> None:
    services = room.app.context.services
    services.rep.save(replace(services.rep.settings, start_at_once=True))
    room.at(PLANNED)
    assert room.window.in_hour
    assert room.day.opened_at is not None


def test_a_debrief_left_open_over_night_gives_way(qtbot: QtBot, room: Room, clock: FakeClock) -> None:
    room.window.start_by_command(15)
    assert room.window.in_hour
    room.window.room.presenter.end("meeting")
    assert room.window.front == "Debrief"
    assert room.room.is_taken()
    room.at(PLANNED)
    assert room.window.front == "Ready"


def test_without_a_notice_service_the_small_window_comes(qtbot: QtBot, room: Room) -> None:
    room.notices.way = Way.NONE
    room.at(PLANNED - 10 * MIN)
    windows = [each for each in QApplication.topLevelWidgets() if each.objectName() == "notice" and each.isVisible()]
    assert len(windows) == 1
    kept = room.app.context.services.store.mornings.deliveries(1)[0].delivery
    assert kept == Delivery("morning", "Lead Conversion Hour in 10 minutes", Way.OWN, "no service")
    room.at(PLANNED)
    assert not windows[0].isVisible()


def test_looking_again_after_a_change_is_one_look(qtbot: QtBot, room: Room) -> None:
    looks: list[int] = []
    room.room.looked.connect(lambda: looks.append(1))
    for _ in range(20):
        room.app.context.hub.changed.emit()
    qtbot.waitUntil(lambda: bool(looks))
    assert looks == [1]


def test_closed_nothing_is_left(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED - 5 * MIN)
    threads = threading.active_count()
    room.room.close()
    room.room.close()
    assert room.notices.closed == 1
    shown = len(room.notices.shown)
    room.clock.advance(3600)
    room.app.context.hub.changed.emit()
    room.room.look()
    assert len(room.notices.shown) == shown
    assert threading.active_count() <= threads


def test_a_notice_shown_by_name_only(room: Room) -> None:
    """The desk's notices carry no markup of ours: what is in a lead's name stays text."""
    room.at(PLANNED - 10 * MIN)
    assert room.notices.shown == [
        Notice(
            "morning",
            "Lead Conversion Hour in 10 minutes",
            "First: Dana Ruiz. 2 calls, 1 promised.",
            room.notices.shown[0].actions,
        )
    ]


def test_a_clock_without_a_battery_is_believed_once_it_is_right(qtbot: QtBot, room: Room, clock: FakeClock) -> None:
    years = timedelta(days=50 * 365).total_seconds()
    clock.jump(-years)
    room.at(clock.now() + MIN)
    assert room.notices.shown == []
    clock.jump(years + timedelta(hours=11, minutes=49).total_seconds())  # network time: 7:50
    room.at(clock.now() + timedelta(seconds=1))
    assert [notice.title for notice in room.notices.shown] == ["Lead Conversion Hour in 10 minutes"]


def test_asleep_over_the_minute_the_page_comes_on_waking(qtbot: QtBot, room: Room, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=12, minutes=7).total_seconds())
    room.at(clock.now() + timedelta(seconds=1))  # it wakes, and presence is asked
    room.at(clock.now() + timedelta(seconds=4))
    assert room.window.front == "Ready"
    assert room.notices.shown == []


def test_a_plan_that_is_moved_takes_the_notice_back(qtbot: QtBot, room: Room) -> None:
    room.at(PLANNED - 10 * MIN)
    services = room.app.context.services
    services.rep.save(replace(services.rep.settings, start="10:00"))
    room.app.context.hub.changed.emit()
    qtbot.waitUntil(lambda: room.notices.withdrawn == ["morning"])
    room.at(PLANNED + MIN)
    assert room.window.front == "Today"
    room.at(PLANNED + 120 * MIN)
    assert room.window.front == "Ready"


def test_a_test_notice_is_shown_once(room: Room) -> None:
    room.app.context.hub.notice_requested.emit(Notice("test", "A test"), lambda _: None, lambda *_: None)
    assert [notice.key for notice in room.notices.shown] == ["test"]


def test_what_the_shield_needs_is_said_before_the_hour(room: Room) -> None:
    told: list[str] = []
    room.app.context.hub.told.connect(told.append)
    leaking = Standing("sites-browser", State.LEAKING, "The extension does not answer.")
    desk = FakeDesk(standings=(leaking,))
    object.__setattr__(room.app.context, "make_shield", lambda: desk)
    room.room._prepare_shield()
    assert desk.asked == ["preflight"]
    assert told == ["Shield: Sites in the browser needs a look."]
    assert (room.notices.shown[-1].key, room.notices.shown[-1].quiet) == ("shield", True)


def test_a_shield_that_needs_nothing_says_nothing(room: Room) -> None:
    object.__setattr__(room.app.context, "make_shield", lambda: FakeDesk())
    room.room._prepare_shield()
    assert room.notices.shown == []
