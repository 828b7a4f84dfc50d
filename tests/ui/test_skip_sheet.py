"""Skip today: the reason in one key, over whatever page is in front."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.services.morning import SKIP_REASONS
from lch_desktop.ui.morning.skip_sheet import SkipSheet
from lch_desktop.ui.morning.words import REASONS, skipped
from lch_desktop.ui.theme import ThemeHolder, make_theme
from tests.fakes import FakeClock

NAMES = ["Sick", "Travel", "Meeting", "Other", "15 minutes and 3 calls count too: start them", "Back"]


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    """A window with a line that has the keyboard."""
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    line = window.findChild(QLineEdit)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    return window


@pytest.fixture
def sheet(home: QWidget, clock: FakeClock) -> SkipSheet:
    made = SkipSheet(ThemeHolder(make_theme("dark")), clock.elapsed_s, home)
    made.ask()
    clock.advance(0.4)
    return made


def chosen(sheet: SkipSheet) -> list[str]:
    kept: list[str] = []
    sheet.chosen.connect(kept.append)
    return kept


def press(qtbot: QtBot, sheet: SkipSheet, key: Qt.Key) -> None:
    """`key`, where the keyboard is."""
    qtbot.keyClick(sheet.window().focusWidget() or sheet, key)


def test_every_reason_of_the_rules_has_a_name() -> None:
    assert tuple(REASONS) == SKIP_REASONS


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (Qt.Key.Key_1, "sick"),
        (Qt.Key.Key_2, "travel"),
        (Qt.Key.Key_3, "meeting"),
        (Qt.Key.Key_4, "other"),
        (Qt.Key.Key_S, "sick"),
        (Qt.Key.Key_T, "travel"),
        (Qt.Key.Key_M, "meeting"),
        (Qt.Key.Key_O, "other"),
    ],
)
def test_one_key_is_the_reason(qtbot: QtBot, sheet: SkipSheet, home: QWidget, key: Qt.Key, reason: str) -> None:
    kept = chosen(sheet)
    press(qtbot, sheet, key)
    assert kept == [reason]
    assert not sheet.isVisible()
    assert home.findChild(QLineEdit).hasFocus()


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_5, Qt.Key.Key_0, Qt.Key.Key_X, Qt.Key.Key_Shift, Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Space],
)
def test_another_key_is_none_and_reaches_nothing(qtbot: QtBot, sheet: SkipSheet, home: QWidget, key: Qt.Key) -> None:
    kept = chosen(sheet)
    press(qtbot, sheet, key)
    assert kept == []
    assert sheet.isVisible()
    assert home.findChild(QLineEdit).text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_M, Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_key_meant_for_the_page_under_it_counts_for_nothing(
    qtbot: QtBot, sheet: SkipSheet, clock: FakeClock, key: Qt.Key
) -> None:
    kept = chosen(sheet)
    sheet.ask()
    clock.advance(0.39)
    press(qtbot, sheet, key)
    assert kept == []
    assert sheet.isVisible()


def test_escape_goes_back_without_an_answer(qtbot: QtBot, sheet: SkipSheet, home: QWidget) -> None:
    kept = chosen(sheet)
    with qtbot.waitSignal(sheet.left):
        press(qtbot, sheet, Qt.Key.Key_Escape)
    assert kept == []
    assert not sheet.isVisible()
    assert home.findChild(QLineEdit).hasFocus()


def test_it_works_by_mouse_and_says_what_it_is(qtbot: QtBot, sheet: SkipSheet) -> None:
    buttons = {button.accessibleName(): button for button in sheet.findChildren(QAbstractButton)}
    assert list(buttons) == NAMES
    assert sheet.accessibleName() == "Skip today"
    kept = chosen(sheet)
    qtbot.mouseClick(buttons["Travel"], Qt.MouseButton.LeftButton)
    assert kept == ["travel"]


def test_tab_stays_in_the_sheet(qtbot: QtBot, sheet: SkipSheet) -> None:
    seen = []
    for _ in range(len(NAMES) + 2):
        focused = sheet.window().focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        press(qtbot, sheet, Qt.Key.Key_Tab)
    assert seen == ["Skip today", *NAMES, "Sick"]  # the sheet itself first: Enter is no answer


def test_its_veil_leaves_the_colour_that_others_share_alone(sheet: SkipSheet) -> None:
    sheet.grab()
    assert sheet._look.theme.colour("bg").alphaF() == 1.0


def test_a_short_hour_is_offered_instead(qtbot: QtBot, sheet: SkipSheet) -> None:
    kept = chosen(sheet)
    with qtbot.waitSignal(sheet.short_requested):
        sheet._short.click()
    assert kept == []
    assert not sheet.isVisible()


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("size", [(480, 480), (1280, 720), (1920, 1080)])
def test_it_fits(qtbot: QtBot, home: QWidget, clock: FakeClock, size: tuple[int, int], scale: int) -> None:
    sheet = SkipSheet(ThemeHolder(make_theme("light", scale=scale)), clock.elapsed_s, home)
    sheet.ask()
    home.resize(*size)
    assert sheet.size() == home.size()
    for part in (*sheet.findChildren(QAbstractButton), *sheet.findChildren(QLabel)):
        if part.isVisibleTo(sheet):
            corner = part.mapTo(sheet, part.rect().bottomRight())
            assert sheet.rect().contains(corner), (part, corner)


@pytest.mark.parametrize("reason", SKIP_REASONS)
def test_the_toast_says_the_reason(reason: str) -> None:
    assert skipped(reason).startswith(f"Skipped today: {reason}.")
