"""Taking the shield down early: one reason, a calm ten seconds, and a way back until the last of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import ShieldError
from lch_desktop.services.shield import Lowered
from lch_desktop.ui.shield.lowering import LoweringSheet
from lch_desktop.ui.shield.lowering_state import REASONS, Stage, down, waiting
from lch_desktop.ui.theme import ThemeHolder, make_theme
from tests.fakes import FakeClock
from tests.ui.shield_kit import FakeDesk


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(up=True)


class Keys(QWidget):
    """A page that would take keys for outcomes."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[int] = []

    def keyPressEvent(self, event: object) -> None:
        self.taken.append(event.key())  # type: ignore[attr-defined]


@pytest.fixture
def page(qtbot: QtBot) -> Keys:
    made = Keys()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


@pytest.fixture
def sheet(page: Keys, desk: FakeDesk, clock: FakeClock) -> LoweringSheet:
    return LoweringSheet(ThemeHolder(make_theme("focus")), desk, clock, page)


def names(sheet: LoweringSheet) -> list[str]:
    return [one.accessibleName() for one in sheet.findChildren(QAbstractButton) if one.isVisibleTo(sheet)]


def test_a_card_that_changes_behind_the_sheet_does_not_get_its_keys(page: Keys, sheet: LoweringSheet) -> None:
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.activateWindow()
    sheet.ask()
    page.setFocus()
    assert QApplication.focusWidget() is sheet
    sheet.press("Esc")
    page.setFocus()
    assert QApplication.focusWidget() is page


def test_five_reasons_by_key_and_by_button(sheet: LoweringSheet) -> None:
    assert sheet.isHidden()
    sheet.ask()
    assert sheet.title.text() == "Take the shield down?"
    assert names(sheet) == ["Door", "Urgent call", "Health", "Work site blocked", "Other", "Leave it as it is"]
    assert sheet.geometry() == sheet.parentWidget().rect()
    sheet.parentWidget().resize(480, 900)
    assert (sheet.width(), sheet.height()) == (480, 900)


@pytest.mark.parametrize(("key", "reason"), list(zip("12345", REASONS, strict=True)))
def test_after_ten_calm_seconds_it_is_down(
    sheet: LoweringSheet, desk: FakeDesk, clock: FakeClock, key: str, reason: str
) -> None:
    sheet.ask()
    sheet.press(key)
    assert sheet.title.text() == "Going down in 10 s"
    clock.advance(2.4)
    sheet.presenter.tick()
    assert sheet.title.text() == "Going down in 8 s"
    clock.advance(7.5)
    sheet.presenter.tick()
    assert (sheet.title.text(), desk.reasons) == ("Going down in 1 s", [])
    clock.advance(0.1)
    sheet.presenter.tick()
    assert desk.reasons == [reason]
    assert sheet.title.text() == "The machine is yours."
    assert names(sheet) == ["Back to the hour"]


def test_until_then_it_can_be_kept_up(qtbot: QtBot, sheet: LoweringSheet, desk: FakeDesk, clock: FakeClock) -> None:
    sheet.ask()
    sheet.press("1")
    clock.advance(9)
    with qtbot.waitSignal(sheet.closed) as closed:
        sheet.press("Esc")
    assert closed.args == [False]
    clock.advance(60)
    sheet.presenter.tick()
    assert desk.reasons == []
    assert sheet.isHidden()


def test_the_ten_seconds_begin_anew_each_time(sheet: LoweringSheet, desk: FakeDesk, clock: FakeClock) -> None:
    sheet.ask()
    sheet.press("1")
    clock.advance(9)
    sheet.keep.click()
    sheet.ask()
    sheet.press("2")
    clock.advance(9)
    sheet.presenter.tick()
    assert desk.reasons == []
    assert sheet.title.text() == "Going down in 1 s"


def test_a_clock_that_is_set_changes_nothing(sheet: LoweringSheet, desk: FakeDesk, clock: FakeClock) -> None:
    sheet.ask()
    sheet.press("1")
    clock.jump(3600)
    sheet.presenter.tick()
    assert desk.reasons == []
    clock.advance(10)
    sheet.presenter.tick()
    assert desk.reasons == ["Door"]


def test_while_it_comes_down_nothing_stops_it(sheet: LoweringSheet, desk: FakeDesk, clock: FakeClock) -> None:
    desk.slow = True
    sheet.ask()
    sheet.press("3")
    clock.advance(10)
    sheet.presenter.tick()
    sheet.press("Esc")
    sheet.presenter.tick()
    assert sheet.title.text() == "Going down …"
    assert desk.reasons == ["Health"]
    desk.waiting.pop()()
    assert sheet.title.text() == "The machine is yours."


def test_what_is_still_up_is_said(sheet: LoweringSheet, desk: FakeDesk, clock: FakeClock) -> None:
    desk.lowered = Lowered(("apps",), (("quiet", ShieldError("disk-full", path="/x")),))
    sheet.ask()
    sheet.press("5")
    clock.advance(10)
    sheet.presenter.tick()
    assert sheet.title.text() == "Not everything came down"
    assert "Notifications quiet: The disk of /x is full" in sheet.line.text()
    assert "lch shield restore" in sheet.line.text()


def test_no_key_reaches_the_page_below(qtbot: QtBot, page: Keys, sheet: LoweringSheet, desk: FakeDesk) -> None:
    page.activateWindow()
    sheet.ask()
    for key in (Qt.Key.Key_7, Qt.Key.Key_R, Qt.Key.Key_Return, Qt.Key.Key_9):
        qtbot.keyClick(sheet, key)
    assert page.taken == []
    assert sheet.presenter.stage is Stage.ASKING
    qtbot.keyClick(sheet, Qt.Key.Key_2)
    assert sheet.presenter.stage is Stage.WAITING
    qtbot.keyClick(sheet, Qt.Key.Key_Return)  # Enter stops nothing and hurries nothing
    assert sheet.presenter.stage is Stage.WAITING


def test_enter_goes_back_once_it_is_down(qtbot: QtBot, sheet: LoweringSheet, clock: FakeClock) -> None:
    sheet.ask()
    sheet.press("1")
    clock.advance(11)
    sheet.presenter.tick()
    with qtbot.waitSignal(sheet.closed) as closed:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert closed.args == [True]


def test_an_hour_that_ends_takes_the_sheet_with_it(sheet: LoweringSheet, desk: FakeDesk, clock: FakeClock) -> None:
    desk.slow = True
    sheet.ask()
    sheet.press("1")
    sheet.give_up()
    assert sheet.isHidden()
    clock.advance(20)
    sheet.presenter.tick()
    assert desk.reasons == []


@pytest.mark.parametrize(
    ("passed_s", "title", "share"), [(0, "10", 0.0), (0.01, "10", 0.001), (9.99, "1", 0.999), (5, "5", 0.5)]
)
def test_the_seconds_are_rounded_up(passed_s: float, title: str, share: float) -> None:
    state = waiting("Door", passed_s)
    assert state.title == f"Going down in {title} s"
    assert state.share == pytest.approx(share)


def test_down_is_said_without_a_word_of_blame() -> None:
    assert down(Lowered(("quiet",))).title == "The machine is yours."
