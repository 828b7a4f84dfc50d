"""The tray, and what closing and quitting mean: with a tray, without one, and in the hour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from lch_desktop.domain.calls import Touch, TouchKind
from lch_desktop.domain.notices import Notice
from lch_desktop.services.there import Entry, Found, NoEntry, There
from lch_desktop.ui import tray as tray_module
from lch_desktop.ui.tray import Tray
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened
from tests.ui.pages_kit import person

pytestmark = pytest.mark.usefixtures("qapp")


class FakeDesk(QObject):
    """The morning's desk, which only remembers."""

    changed = Signal()
    ready_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def start_now(self) -> None:
        self.asked.append("start")

    def ask_skip(self) -> None:
        self.asked.append("skip")


class FakeIcon(QObject):
    """A tray icon on a desktop that has a tray."""

    ActivationReason = QSystemTrayIcon.ActivationReason
    activated = Signal(object)
    made: list[FakeIcon] = []  # noqa: RUF012  emptied by each test

    def __init__(self, icon: object, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tooltip, self.shown = "", False
        FakeIcon.made.append(self)

    def setContextMenu(self, menu: QMenu) -> None:
        self.menu = menu

    def setToolTip(self, text: str) -> None:
        self.tooltip = text

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False


class Room:
    """The window with its tray."""

    def __init__(self, hour: Hour, tray: Tray, desk: FakeDesk) -> None:
        self.hour, self.tray, self.desk = hour, tray, desk
        self.window = hour.window
        self.notices: list[Notice] = []
        hour.app.context.hub.notice_requested.connect(lambda notice, *_: self.notices.append(notice))

    @property
    def settings(self) -> object:
        return self.hour.services.rep.settings

    def keep(self, **changes: object) -> None:
        rep = self.hour.services.rep
        rep.save(replace(rep.settings, **changes))  # type: ignore[arg-type]
        self.hour.app.context.hub.changed.emit()

    def item(self, name: str) -> QAction:
        return next(action for action in self.tray.menu.actions() if action.text() == name)


Makes = Callable[..., Room]


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time the program was told to end."""
    ends: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ends.append(True))
    return ends


@pytest.fixture
def makes(data_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, ended: list[bool]) -> Iterator[Makes]:
    """Opens the window and its tray; `shown=False` is a start in the tray."""
    FakeIcon.made.clear()
    monkeypatch.setattr(tray_module, "QSystemTrayIcon", FakeIcon)
    trays: list[Tray] = []
    with opened(data_dir, clock) as hour:

        def make(*, tray: bool = True, shown: bool = True) -> Room:
            if shown:
                hour.window.open_home()
            desk = FakeDesk()
            made = Tray(desk, hour.window, hour.app.context, is_available=lambda: tray)  # type: ignore[arg-type]
            trays.append(made)
            return Room(hour, made, desk)

        yield make
        for each in trays:
            each.close()
            each.deleteLater()


@pytest.fixture
def room(makes: Makes) -> Room:
    return makes()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


# the menu


def test_the_menu_says_what_comes_and_what_can_be_done(room: Room) -> None:
    names = [action.text() for action in room.tray.menu.actions() if not action.isSeparator() and action.isVisible()]
    assert names == ["Next: Tue 8:00", "Start now", "Skip today", "Open", "Quit"]  # it is Monday 10:30 in Chicago
    assert not room.item("Next: Tue 8:00").isEnabled()
    (icon,) = FakeIcon.made
    assert icon.shown
    assert icon.menu is room.tray.menu
    assert icon.tooltip == room.tray.tooltip == "Lead Conversion Hour. Next: Tue 8:00"


def test_an_ampersand_in_a_name_is_one(room: Room) -> None:
    services = room.hour.services
    lead = services.store.leads.add(person("R&D Dana", "5125550160"))
    services.store.touches.add(Touch(lead_id=lead.id, kind=TouchKind.TEXT, due_at=services.rep.now()))
    room.tray.refresh()
    said = next(action.text() for action in room.tray.menu.actions() if "Dana" in action.text())
    assert said.startswith("Text to R&&D Dana")  # a menu shows two of them as one


def test_the_menu_asks_the_desk(room: Room) -> None:
    room.item("Start now").trigger()
    room.item("Skip today").trigger()
    assert room.desk.asked == ["start", "skip"]


def test_a_change_of_the_plan_is_shown_at_once(room: Room) -> None:
    room.keep(start="09:15")
    assert FakeIcon.made[0].tooltip == "Lead Conversion Hour. Next: Tue 9:15"
    room.hour.clock.advance(24 * 3600)
    room.desk.changed.emit()
    assert FakeIcon.made[0].tooltip == "Lead Conversion Hour. Next: Wed 9:15"


def test_open_and_a_press_bring_the_window_back(room: Room) -> None:
    room.window.close()
    assert not room.window.isVisible()
    room.item("Open").trigger()
    assert room.window.isVisible()
    room.window.close()
    FakeIcon.made[0].activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert not room.window.isVisible()
    FakeIcon.made[0].activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert room.window.isVisible()


# closing


def test_closing_keeps_the_tray_and_says_so_once(room: Room, ended: list[bool]) -> None:
    room.window.close()
    settle()
    assert not room.window.isVisible()
    assert ended == []
    (notice,) = room.notices
    assert notice.quiet
    assert "Quit in its menu" in notice.body
    room.window.come_forward()
    room.window.close()
    assert room.notices == [notice]
    assert room.hour.services.rep.settings.tray_told


def test_a_rep_who_does_not_want_that_closes_for_good(room: Room, ended: list[bool]) -> None:
    room.keep(close_to_tray=False)
    room.window.close()
    settle()
    assert not room.window.isVisible()
    assert ended == [True]


def test_in_the_hour_closing_is_what_it_always_was(room: Room, ended: list[bool]) -> None:
    room.hour.store.leads.add(person("Dana Ruiz", "5125550143"))
    room.hour.start()
    assert FakeIcon.made[0].tooltip == "Lead Conversion Hour. The hour is on"
    assert not room.item("Quit").isEnabled()
    QTest.keyClick(room.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert room.window.in_hour
    room.window.close()
    settle()
    assert ended == [True]
    assert room.hour.store.sessions.running() is not None  # the next start goes on with it


def test_the_program_that_ends_closes_its_window(room: Room) -> None:
    room.window.leave()
    assert room.window.close()
    assert not room.hour.services.rep.settings.tray_told


def test_closing_the_ready_page_gives_the_screen_back(room: Room) -> None:
    room.window.show_page("Ready")
    room.window.close()
    room.window.come_forward()
    assert room.window.front == "Today"
    assert not room.window.isFullScreen()


def test_the_window_comes_back_where_it_stood(room: Room) -> None:
    room.window.resize(700, 600)
    settle()
    room.window.close()
    room.window.come_forward()
    assert (room.window.width(), room.window.height()) == (700, 600)


def test_a_second_program_brings_the_hidden_window_back(room: Room) -> None:
    room.window.close()
    room.window.hear("raise")
    assert room.window.isVisible()


# without a tray


def test_without_a_tray_closing_minimises_and_says_so(makes: Makes, ended: list[bool]) -> None:
    room = makes(tray=False)
    assert not room.tray.available
    assert FakeIcon.made == []
    room.window.close()
    settle()
    assert room.window.isVisible()
    assert room.window.isMinimized()
    assert ended == []
    (notice,) = room.notices
    assert "has no tray" in notice.body
    room.window.come_forward()
    room.window.close()
    assert room.notices == [notice]


# a start in the tray


def test_a_start_in_the_tray_shows_no_window_until_it_is_asked_for(makes: Makes) -> None:
    room = makes(shown=False)
    assert room.tray.available
    assert not room.window.isVisible()
    room.window.hear("raise")
    assert room.window.isVisible()
    assert room.window.front == "Today"


def test_a_start_in_the_tray_without_one_is_minimised(makes: Makes) -> None:
    room = makes(tray=False, shown=False)
    settle()
    assert room.window.isMinimized()
    assert room.window.front == "Today"


def test_the_ready_page_comes_out_of_the_tray_and_the_place_is_kept(makes: Makes, data_dir: Path) -> None:
    room = makes(shown=False)
    room.window.show_page("Ready")
    assert room.window.isVisible()
    assert room.window.isFullScreen()
    assert not (data_dir / "window.json").exists()  # a window that was nowhere has no place to keep


# quitting


def test_quit_says_that_the_morning_will_not_come(room: Room, ended: list[bool]) -> None:
    room.window.close()
    room.item("Quit").trigger()
    sheet = room.tray.sheet
    assert room.window.isVisible()
    assert sheet.isVisible()
    assert "Tue 8:00" in sheet.line.text()
    assert "will not come by itself" in sheet.line.text()
    assert sheet.stay.accessibleName() == "Stay in the tray"
    sheet.stay.click()
    settle()
    assert not room.window.isVisible()  # it was brought out for the question only
    assert ended == []
    room.item("Quit").trigger()
    sheet.quit.click()
    settle()
    assert ended == [True]
    assert room.window.close()  # what Qt does with each window then
    assert not room.window.isVisible()


@pytest.mark.parametrize(("key", "ends"), [("Key_Escape", 0), ("Key_Return", 0), ("Key_Q", 1), ("Key_7", 0)])
def test_the_sheet_by_keyboard(key: str, ends: int, room: Room, ended: list[bool]) -> None:
    room.tray.ask_quit()
    QTest.keyClick(room.tray.sheet, getattr(Qt.Key, key))
    settle()
    assert len(ended) == ends
    assert room.tray.sheet.isVisible() == (key == "Key_7")
    assert room.window.isVisible()


def test_ctrl_q_asks_the_same(room: Room) -> None:
    room.window.activateWindow()
    settle()
    QTest.keyClick(room.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert room.tray.sheet.isVisible()


def test_without_a_tray_one_stays_open(makes: Makes) -> None:
    room = makes(tray=False)
    room.tray.ask_quit()
    assert room.tray.sheet.stay.accessibleName() == "Stay open"
    room.tray.sheet.stay.click()
    assert room.window.isVisible()
    assert not room.window.isMinimized()


def test_the_hour_puts_the_question_away(room: Room) -> None:
    room.tray.ask_quit()
    room.desk.ready_requested.emit()
    assert not room.tray.sheet.isVisible()


class Here(NoEntry):
    """An entry that is there."""

    def entry(self) -> Entry:
        return Entry(Found.HERE)


def test_the_sheet_says_what_the_system_will_do(room: Room) -> None:
    services = room.hour.services
    services.there = There(services.rep, services.planning, NoEntry(), Here())
    room.tray.ask_quit()
    assert "The system starts the program for it Tue 7:50" in room.tray.sheet.line.text()
