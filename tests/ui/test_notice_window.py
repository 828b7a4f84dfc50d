"""The program's own notice: what it shows, what a press says, and that it keeps out of the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.notices import Notice, NoticeAction
from lch_desktop.ui.morning.notice_window import QUIET_MS, SHOWN_MS, NoticeWindow, _corner
from lch_desktop.ui.theme import ThemeHolder, apply_theme, make_theme, prepare_app
from lch_desktop.ui.widgets import ElidedLabel, PlainLabel, WrapLabel
from tests.shield.bus_kit import ROOT, environment_in, needs, private_screen, running

ACTIONS = (
    NoticeAction("start", "Start now"),
    NoticeAction("delay", "In 5 minutes"),
    NoticeAction("skip", "Skip today"),
)
MORNING = Notice("morning", "Lead Conversion Hour in 10 minutes", "First: Dana Ruiz. 14 calls, 3 promised.", ACTIONS)
QUIET = Notice("due", "Jun Park, 7:55", "Promised", quiet=True)
Open = Callable[..., NoticeWindow]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Open:
    kept: list[NoticeWindow] = []

    def open_one(
        notice: Notice = MORNING, palette: str = "dark", scale: int = 100, sound: Callable[[], None] | None = None
    ) -> NoticeWindow:
        theme = make_theme(palette, scale=scale)
        prepare_app(qapp, theme)
        apply_theme(qapp, theme)
        made = NoticeWindow(ThemeHolder(theme), sound)
        kept.append(made)
        qtbot.addWidget(made)
        made.show_notice(notice)
        return made

    return open_one


def buttons(window: NoticeWindow) -> dict[str, QPushButton]:
    return {each.accessibleName(): each for each in window.findChildren(QPushButton) if each.isVisible()}


def heard(window: NoticeWindow) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    window.answered.connect(lambda key, action: said.append((key, action)))
    return said


@pytest.mark.parametrize("palette", ["dark", "light"])
@pytest.mark.parametrize("scale", [100, 125, 150])
def test_everything_is_there_and_nothing_is_cut(opened: Open, palette: str, scale: int) -> None:
    window = opened(palette=palette, scale=scale)
    assert window.isVisible()
    assert (window.accessibleName(), window.accessibleDescription()) == (MORNING.title, MORNING.body)
    assert list(buttons(window)) == ["Close", "Start now", "In 5 minutes", "Skip today"]
    for button in buttons(window).values():
        place = QRect(button.mapTo(window, button.rect().topLeft()), button.size())
        assert window.rect().contains(place)
        assert button.width() >= button.sizeHint().width()
    (title,) = window.findChildren(ElidedLabel)
    assert title.text() == MORNING.title
    assert title.toolTip() == ""  # all of it is shown
    (body,) = window.findChildren(WrapLabel)
    assert body.height() >= body.heightForWidth(body.width())


@pytest.mark.parametrize(("pressed", "action"), [("Start now", "start"), ("Skip today", "skip"), ("Close", "")])
def test_a_press_says_which_and_the_window_goes(qtbot: QtBot, opened: Open, pressed: str, action: str) -> None:
    window = opened()
    said = heard(window)
    qtbot.mouseClick(buttons(window)[pressed], Qt.MouseButton.LeftButton)
    assert said == [("morning", action)]
    assert not window.isVisible()


def test_the_keyboard_begins_on_no_button_and_goes_through_all(qtbot: QtBot, opened: Open) -> None:
    window = opened()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window)  # a key in flight presses nothing
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.isVisible()
    passed = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        assert at is not None
        passed.append(at.accessibleName())
    assert passed == ["Start now", "In 5 minutes", "Skip today", "Close"]
    said = heard(window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert said == [("morning", "")]


@pytest.mark.parametrize(("notice", "stays_ms"), [(MORNING, SHOWN_MS), (QUIET, QUIET_MS)])
def test_it_goes_by_itself_and_says_nothing(qtbot: QtBot, opened: Open, notice: Notice, stays_ms: int) -> None:
    window = opened(notice)
    said = heard(window)
    timer = window.findChild(QTimer)
    assert (timer.isActive(), timer.interval()) == (True, stays_ms)
    at = QPointF(5, 5)
    QApplication.sendEvent(window, QEnterEvent(at, at, at))
    assert not timer.isActive()  # somebody is about to press it
    QApplication.sendEvent(window, QEvent(QEvent.Type.Leave))
    assert timer.isActive()
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    elsewhere.show()
    elsewhere.activateWindow()
    qtbot.waitUntil(elsewhere.isActiveWindow)
    timer.timeout.emit()
    assert not window.isVisible()
    assert said == []


def test_it_stays_for_whoever_is_at_it_with_the_keyboard(qtbot: QtBot, opened: Open) -> None:
    window = opened()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.findChild(QTimer).timeout.emit()
    assert window.isVisible()


def test_a_newer_one_takes_its_place(qtbot: QtBot, opened: Open) -> None:
    window = opened()
    said = heard(window)
    window.show_notice(QUIET)
    assert list(buttons(window)) == ["Close"]
    assert window.accessibleName() == QUIET.title
    high = window.height()
    window.show_notice(MORNING)
    assert window.height() > high
    qtbot.mouseClick(buttons(window)["In 5 minutes"], Qt.MouseButton.LeftButton)
    assert said == [("morning", "delay")]


def test_the_sound_is_for_what_must_be_heard(opened: Open) -> None:
    played: list[int] = []
    window = opened(QUIET, sound=lambda: played.append(1))
    assert played == []
    window.show_notice(MORNING)
    assert played == [1]


def test_names_are_words_and_long_ones_are_cut(opened: Open) -> None:
    name = "<img src=x> & Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, 7:55"
    window = opened(Notice("due", name, "<b>Bo</b> & co. " * 40, quiet=True))
    assert {label.textFormat() for label in window.findChildren(PlainLabel)} == {Qt.TextFormat.PlainText}
    (title,) = window.findChildren(ElidedLabel)
    assert "&lt;img" in title.toolTip()
    assert window.width() == opened(MORNING).width()
    (body,) = window.findChildren(WrapLabel)
    assert body.height() < 4 * 20


def test_without_words_and_buttons_it_is_still_whole(opened: Open) -> None:
    window = opened(Notice("test", "It came"))
    assert list(buttons(window)) == ["Close"]
    assert window.height() < opened(MORNING).height()


@pytest.mark.parametrize(
    ("platform", "place"), [("linux", (1920 - 344 - 24, 30 + 24)), ("win32", (1920 - 344 - 24, 1080 - 200 - 24))]
)
def test_it_stands_in_the_corner_of_notices(platform: str, place: tuple[int, int]) -> None:
    assert _corner(QRect(0, 30, 1920, 1050), 344, 200, 24, platform) == place
    assert _corner(QRect(1920, 0, 300, 150), 344, 200, 24, platform)[0] == 1920  # a tiny screen: its first letters show


ON_X11 = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from lch_desktop.domain.notices import Notice, NoticeAction
from lch_desktop.ui.morning.notice_window import NoticeWindow
from lch_desktop.ui.theme import ThemeHolder, make_theme, prepare_app
app = QApplication([])
theme = make_theme("dark")
prepare_app(app, theme)
mail = QLineEdit()
mail.show()
mail.activateWindow()
notice = NoticeWindow(ThemeHolder(theme))
actions = (NoticeAction("start", "Start now"),)

def look():
    if not mail.isActiveWindow() and not notice.isVisible():
        return
    if not notice.isVisible():
        notice.show_notice(Notice("morning", "In 10 minutes", "", actions))
        notice.windowHandle().requestUpdate()
        return
    if not notice.windowHandle().isExposed():
        return
    look.rounds += 1
    if look.rounds == 10:  # the window manager has had its time
        print("keyboard", "mail" if mail.isActiveWindow() else "notice", flush=True)
        corner = app.primaryScreen().availableGeometry().topRight()
        print("place", notice.frameGeometry().topRight() - corner, flush=True)
        app.quit()

look.rounds = 0
ask = QTimer(interval=50)
ask.timeout.connect(look)
ask.start()
QTimer.singleShot(20000, app.quit)
app.exec()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="X11")
def test_under_a_window_manager_it_leaves_the_keyboard_where_it_is(tmp_path: Path) -> None:
    needs("Xvfb", "openbox")
    with private_screen() as display:
        environment = {**environment_in(tmp_path), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        environment |= {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
        with running(["openbox"], environment):
            command = [sys.executable, "-c", ON_X11]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == ["keyboard mail", "place PySide6.QtCore.QPoint(-24, 24)"], done.stderr


def test_children_know_their_names(opened: Open) -> None:
    for child in opened().findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert child.accessibleName()
