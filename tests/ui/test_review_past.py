"""The sheet "A past day" over the review: add, refuse, remove, undo, sick; by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.streak import Mark
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.review import ReviewPage
from lch_desktop.ui.review.past_sheet import PastSheet
from lch_desktop.ui.theme import make_theme
from lch_desktop.ui.today import make_page as make_today
from lch_desktop.ui.today.cards import WeekStrip
from lch_desktop.ui.widgets import Button, DayMark, QuietButton
from tests.ui.review_kit import FRIDAY, TODAY, friday, open_page, work

WEDNESDAY = TODAY - timedelta(days=2)


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    yield from friday(data_dir)


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, services: Services) -> ReviewPage:
    services.past_session.add(TODAY - timedelta(days=1), FRIDAY.time().replace(hour=8), 60, Tally(dials=12))
    made = open_page(qtbot, context)
    context.hub.changed.connect(made.on_shown)
    return made


def opened(page: ReviewPage, on: date | None = None) -> PastSheet:
    page.past_requested.emit(on)
    sheet = page.past_sheet
    assert sheet is not None
    assert sheet.isVisible()
    return sheet


def type_number(qtbot: QtBot, sheet: PastSheet, key: str, text: str) -> None:
    number = sheet.counts[key].findChild(QLineEdit)
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, text)


def test_an_hour_is_added_with_enter_and_shown_at_once(page: ReviewPage, services: Services, qtbot: QtBot) -> None:
    sheet = opened(page, WEDNESDAY)
    assert sheet.day.currentText() == "Wed 18 Nov"
    type_number(qtbot, sheet, "dials", "14")
    number = sheet.counts["dials"].findChild(QLineEdit)
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert services.habit.state().marks[WEDNESDAY] is Mark.FULL
    assert page.head._marks[2].accessibleName() == "Wednesday, 18 Nov: full, added by hand"
    assert page.head._identity.text() == "2 mornings. You follow up."


def test_a_second_enter_adds_nothing(page: ReviewPage, services: Services, qtbot: QtBot) -> None:
    page.past_button.setFocus()
    sheet = opened(page, WEDNESDAY)
    type_number(qtbot, sheet, "dials", "14")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert len(services.past_session.added()) == 2


def test_what_cannot_be_is_said_in_one_sentence_and_the_form_stays(page: ReviewPage, qtbot: QtBot) -> None:
    sheet = opened(page, WEDNESDAY)
    type_number(qtbot, sheet, "connects", "3")
    sheet.start.setText("half past")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert sheet.problem.said == "“half past” is no time of day; write it as 8:00."
    sheet.start.setText("8")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.problem.said.startswith("These counts cannot all be right")
    assert sheet.counts["connects"].value() == 3


def test_undo_takes_it_away_again(page: ReviewPage, services: Services, context: UiContext, qtbot: QtBot) -> None:
    sheet = opened(page, WEDNESDAY)
    type_number(qtbot, sheet, "dials", "14")
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        sheet.add.click()
    assert offered.args[0] == "Added by hand: Wed 18 Nov, 60 minutes."
    offered.args[1]()
    assert [each.local_on for each in services.past_session.added()] == [TODAY - timedelta(days=1)]
    assert page.head._marks[2].accessibleName() == "Wednesday, 18 Nov: before your first hour"


def test_one_that_was_added_can_be_removed_there(
    page: ReviewPage, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    sheet = opened(page, TODAY - timedelta(days=1))
    remove = next(button for button in sheet.findChildren(QuietButton) if button.label == "Remove")
    assert remove.accessibleDescription() == "8:00 am, 60 minutes, 12 dials"
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        remove.click()
    assert services.past_session.added() == []
    assert sheet.isVisible()
    assert not [b for b in sheet.findChildren(QuietButton) if b.label == "Remove" and b.isVisible()]
    offered.args[1]()
    QApplication.processEvents()  # the layout shows what is new in it
    assert len(services.past_session.added()) == 1
    assert [b for b in sheet.findChildren(QuietButton) if b.label == "Remove" and b.isVisible()]


def test_a_day_can_be_declared_sick(page: ReviewPage, services: Services, context: UiContext, qtbot: QtBot) -> None:
    sheet = opened(page, WEDNESDAY)
    assert sheet.sick.isVisible()
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        sheet.sick.click()
    assert services.habit.calendar().excused == {WEDNESDAY}
    assert sheet.sick.isChecked()
    offered.args[1]()
    assert services.habit.calendar().excused == frozenset()
    assert not sheet.sick.isChecked()


def test_a_travel_day_can_be_taken_back(page: ReviewPage, services: Services, context: UiContext, qtbot: QtBot) -> None:
    on = TODAY - timedelta(days=2)
    work(services, TODAY - timedelta(days=7))
    services.schedule.travel.mark(on, True)
    page.on_shown()
    assert page.head._marks[on.weekday()].accessibleName() == "Wednesday, 18 Nov: travel day"
    sheet = opened(page, on)
    assert (sheet.sick.text(), sheet.sick.isChecked()) == ("It was a travel day", True)
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        sheet.sick.click()
    assert offered.args[0] == "Wed 18 Nov is no travel day any more."
    assert (sheet.sick.text(), sheet.sick.isChecked()) == ("I was sick that day", False)
    assert services.store.mornings.excused() == frozenset()
    offered.args[1]()
    assert services.schedule.travel.days() == {on}
    assert sheet.sick.isChecked()


def test_a_kept_day_is_not_asked_whether_it_was_sick(page: ReviewPage) -> None:
    assert not opened(page, TODAY - timedelta(days=1)).sick.isVisible()


def test_escape_leaves_from_wherever_the_keyboard_is_and_gives_it_back(page: ReviewPage, qtbot: QtBot) -> None:
    page.past_button.setFocus()
    for place in ("day", "start"):
        sheet = opened(page)
        qtbot.keyClick(getattr(sheet, place), Qt.Key.Key_Escape)
        assert not sheet.isVisible()
        assert page.window().focusWidget() is page.past_button


def test_keys_do_not_reach_the_page_behind(page: ReviewPage, qtbot: QtBot) -> None:
    sheet = opened(page)
    for key in (Qt.Key.Key_T, Qt.Key.Key_Left):
        qtbot.keyClick(sheet, key)
    assert page.head.table.label == "Table"
    assert page.head.title.text() == "Week of 16 Nov"


def test_tab_stays_in_the_sheet_and_reaches_every_control(page: ReviewPage, qtbot: QtBot) -> None:
    sheet = opened(page, WEDNESDAY)
    seen = []
    for _ in range(40):
        now = page.window().focusWidget()
        assert sheet.isAncestorOf(now)
        seen.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    for control in (sheet.day, sheet.start, sheet.sick, sheet.add, sheet.back):
        assert control in seen
    assert seen.index(sheet.day) < seen.index(sheet.start) < seen.index(sheet.sick) < seen.index(sheet.add)


def test_a_click_on_a_day_of_the_strip_opens_it_there(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.head._marks[2], Qt.MouseButton.LeftButton)
    assert page.past_sheet is not None
    assert page.past_sheet.chosen == WEDNESDAY
    page.past_sheet.leave()
    qtbot.mouseClick(page.head._marks[6], Qt.MouseButton.LeftButton)  # Sunday is still to come
    assert not page.past_sheet.isVisible()


@pytest.mark.parametrize("size", [(1056, 720), (700, 480), (2336, 1440)])
@pytest.mark.parametrize("scale", [100, 150])
def test_the_sheet_holds_its_card(page: ReviewPage, context: UiContext, size: tuple[int, int], scale: int) -> None:
    context.look.set_theme(make_theme("dark", scale=scale))
    page.resize(*size)
    sheet = opened(page, WEDNESDAY)
    shown = sheet._scroll.geometry()
    assert sheet.rect().contains(shown)
    if size[1] >= 720:
        assert sheet._scroll.verticalScrollBar().maximum() == 0
    for button in (*sheet.findChildren(Button),):
        if button.isVisible():
            assert button.width() > 0
            assert button.mapTo(sheet._card, button.rect().topRight()).x() <= sheet._card.width()


def test_today_marks_the_day_as_well(page: ReviewPage, context: UiContext, qtbot: QtBot) -> None:
    today = make_today(context)
    qtbot.addWidget(today)
    today.show()
    today.on_shown()
    strip = today.findChildren(WeekStrip)[0]
    names = [mark.accessibleName() for mark in strip.findChildren(DayMark)]
    assert names[3] == "Thursday: Added by hand"
