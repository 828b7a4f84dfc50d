"""Plan on a real store: goals, stars, order, numbers, if-then lines, and the start."""

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
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lch_desktop.domain.leads import FollowUp, Lead
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.plan import PlanPage, make_page
from lch_desktop.ui.plan.first_lines import FIRST_LINES
from lch_desktop.ui.widgets import Check, EditLine, Segment
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_context, make_services, person

QUARTER_TO_EIGHT = datetime(2026, 11, 23, 13, 46, tzinfo=UTC)  # a Monday, 7:46 in Chicago


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(QUARTER_TO_EIGHT)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    now, today = made.rep.now(), made.rep.today()
    promised = FollowUp(promise_at=now + timedelta(minutes=34), promise_asked=True)
    add_all(
        made,
        [
            person("Kwame Osei", "5125550145", value=900.0),
            person("Maya Cohen", "5125550146", value=800.0),
            person("Dana Ruiz", "5125550143", company="Ruiz Dental", follow=FollowUp(starred_on=today)),
            person("Jun Park", "5125550144", follow=promised),
        ],
    )
    yield made
    made.store.close()


@pytest.fixture
def show(qtbot: QtBot, context: UiContext) -> Callable[[], PlanPage]:
    def make() -> PlanPage:
        page = make_page(context)
        qtbot.addWidget(page)
        context.hub.changed.connect(page.on_shown)
        page.resize(1216, 900)
        page.show()
        page.activateWindow()
        page.on_shown()
        QApplication.processEvents()
        return page

    return make


def names(page: PlanPage) -> list[str]:
    return [row.goal.accessibleName().removeprefix("Goal for ") for row in page.list.rows()]


def field(page: QWidget, name: str) -> QLineEdit:
    return next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name)


def button(page: QWidget, name: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name)


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def lead(services: Services, lead_id: int) -> Lead:
    found = services.store.leads.get(lead_id)
    assert found is not None
    return found


def test_a_good_morning_needs_only_ctrl_enter(qtbot: QtBot, context: UiContext, show: Callable[[], PlanPage]) -> None:
    page = show()
    assert page.accessibleName() == "Plan"
    with qtbot.waitSignal(context.hub.start_requested) as started:
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert started.args == [PlannedHour(60, Goals(15, 4, 2, 2), pinned=())]


def test_coming_back_to_the_plan_no_field_has_the_keyboard(qtbot: QtBot, context: UiContext) -> None:
    pages, page, other = QStackedWidget(), make_page(context), QPushButton("Another page")
    qtbot.addWidget(pages)
    pages.addWidget(page)
    pages.addWidget(other)
    pages.show()
    pages.activateWindow()
    page.on_shown()
    qtbot.waitUntil(page.hasFocus)
    goal = field(page, "Goal for Dana Ruiz")
    goal.setFocus()
    page.on_shown()  # something changed while it was there
    assert goal.hasFocus()
    page.take_keyboard()
    pages.setCurrentWidget(other)
    other.setFocus()
    pages.setCurrentWidget(page)
    assert not page.hasFocus()  # Qt hands it to a child of the page
    page.on_shown()
    assert page.hasFocus()


def test_the_list_is_that_of_the_start_and_promises_come_first(show: Callable[[], PlanPage]) -> None:
    page = show()  # at 7:46 nobody of them may be called yet, at 8:00 everybody
    assert names(page) == ["Jun Park", "Dana Ruiz", "Kwame Osei", "Maya Cohen"]
    said = texts(page)
    for line in (
        "Plan the hour",
        "4 calls, one goal each",
        "1 highest-value target starred",
        "Asked for 8:20",
    ):
        assert line in said
    assert "Two minutes, then calls. Monday, November 23".replace("y, November ", "y,\xa0November\xa0") in said


def test_a_goal_is_edited_in_its_row(services: Services, show: Callable[[], PlanPage]) -> None:
    page = show()
    goal = field(page, "Goal for Dana Ruiz")
    assert goal.text() == "Find out what they want to change"
    goal.setText("  Agree on a walk-through ")
    goal.editingFinished.emit()
    assert lead(services, 3).follow.goal == "Agree on a walk-through"


def test_an_empty_phrase_gets_a_soft_hint(services: Services, show: Callable[[], PlanPage]) -> None:
    page = show()
    assert "What do you bring them?" not in texts(page)
    goal = field(page, "Goal for Dana Ruiz")
    goal.setText("Just checking in")
    goal.editingFinished.emit()
    assert "What do you bring them?" in texts(page)
    assert lead(services, 3).follow.goal == "Just checking in"


def test_a_goal_half_typed_is_kept_by_ctrl_enter(
    qtbot: QtBot, services: Services, context: UiContext, show: Callable[[], PlanPage]
) -> None:
    page = show()
    goal = field(page, "Goal for Kwame Osei")
    goal.setFocus()
    qtbot.waitUntil(goal.hasFocus)
    goal.selectAll()
    qtbot.keyClicks(goal, "Get the dock plan")
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(goal, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert lead(services, 1).follow.goal == "Get the dock plan"


def test_enter_goes_on_to_the_next_goal(qtbot: QtBot, context: UiContext, show: Callable[[], PlanPage]) -> None:
    page = show()
    goal = field(page, "Goal for Jun Park")
    goal.setFocus()
    qtbot.waitUntil(goal.hasFocus)
    with qtbot.assertNotEmitted(context.hub.start_requested):
        qtbot.keyClick(goal, Qt.Key.Key_Return)
    assert field(page, "Goal for Dana Ruiz").hasFocus()


def test_a_star_does_not_move_its_row(services: Services, show: Callable[[], PlanPage]) -> None:
    page = show()
    button(page, "Star Maya Cohen").click()
    assert lead(services, 2).follow.starred_on == services.rep.today()
    assert names(page)[-1] == "Maya Cohen"
    assert "2 highest-value targets starred" in texts(page)
    page.hide()
    page.show()
    page.on_shown()
    assert names(page).index("Maya Cohen") < names(page).index("Kwame Osei")


def test_alt_and_the_arrows_move_a_row(qtbot: QtBot, context: UiContext, show: Callable[[], PlanPage]) -> None:
    page = show()
    goal = field(page, "Goal for Maya Cohen")
    goal.setFocus()
    qtbot.waitUntil(goal.hasFocus)
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(goal, Qt.Key.Key_Up, alt)
    assert names(page) == ["Jun Park", "Dana Ruiz", "Maya Cohen", "Kwame Osei"]
    qtbot.keyClick(goal, Qt.Key.Key_Up, alt)
    qtbot.keyClick(goal, Qt.Key.Key_Down, alt)
    assert names(page) == ["Jun Park", "Dana Ruiz", "Maya Cohen", "Kwame Osei"]
    assert goal.hasFocus()
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args[0].pinned == (4, 3, 2, 1)


def test_dragging_pins_the_order(qtbot: QtBot, context: UiContext, show: Callable[[], PlanPage]) -> None:
    page = show()
    rows = page.list.rows()
    handle = rows[3].handle
    middle = handle.rect().center()
    above = handle.mapFromGlobal(rows[1].mapToGlobal(QPoint(0, 4)))
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handle, above)
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=above)
    assert names(page) == ["Jun Park", "Maya Cohen", "Dana Ruiz", "Kwame Osei"]
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args[0].pinned == (4, 2, 3, 1)


def test_the_list_holds_the_plans_calls(show: Callable[[], PlanPage]) -> None:
    page = show()
    page.numbers.number_changed.emit("calls", 2)
    assert names(page) == ["Jun Park", "Dana Ruiz"]
    page.numbers.number_changed.emit("calls", 3)
    assert names(page) == ["Jun Park", "Dana Ruiz", "Kwame Osei"]


def test_another_length_proposes_untouched_numbers_anew(
    qtbot: QtBot, services: Services, context: UiContext, show: Callable[[], PlanPage]
) -> None:
    page = show()
    page.numbers.number_changed.emit("asks", 5)
    segment = page.findChild(Segment)
    assert segment is not None
    button(segment, "30").click()
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args == [PlannedHour(30, Goals(8, 2, 5, 1))]
    assert services.planning.proposal().goals.asks == 5
    assert services.rep.settings.minutes == 30


def test_an_own_length(qtbot: QtBot, context: UiContext, show: Callable[[], PlanPage]) -> None:
    page = show()
    minutes = field(page, "Minutes")
    assert not minutes.isVisibleTo(page)
    segment = page.findChild(Segment)
    assert segment is not None
    button(segment, "Own").click()
    assert minutes.isVisibleTo(page)
    minutes.setText("45")
    minutes.editingFinished.emit()
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args[0].minutes == 45


def test_escape_leaves_the_field_then_the_page(qtbot: QtBot, context: UiContext, show: Callable[[], PlanPage]) -> None:
    page = show()
    goal = field(page, "Goal for Dana Ruiz")
    goal.setFocus()
    qtbot.waitUntil(goal.hasFocus)
    with qtbot.assertNotEmitted(context.hub.page_requested):
        qtbot.keyClick(goal, Qt.Key.Key_Escape)
    assert page.hasFocus()
    with qtbot.waitSignal(context.hub.page_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert asked.args == ["Today"]


def then_line(page: QWidget, name: str) -> EditLine:
    return next(one for one in page.findChildren(EditLine) if one.accessibleName() == name)


def test_a_long_then_line_is_shown_whole(services: Services, show: Callable[[], PlanPage]) -> None:
    when, then = FIRST_LINES[0]
    services.rep.save(replace(services.rep.settings, if_then=((when, then),)))
    line = then_line(show(), "then")
    assert line.text() == then
    assert line.document().size().height() >= 2
    assert line.viewport().height() >= line.document().size().height() * line.fontMetrics().lineSpacing()


def test_the_if_then_lines_are_kept(services: Services, show: Callable[[], PlanPage]) -> None:
    page = show()
    button(page, "Add a second line").click()
    assert not button(page, "Add a second line").isVisibleTo(page)
    when, then = FIRST_LINES[-1]
    field(page, "If, second line").setText(when)
    field(page, "If, second line").editingFinished.emit()
    then_line(page, "then, second line").set_text(then)
    then_line(page, "then, second line").commit()
    assert services.rep.settings.if_then[-1] == (when, then)
    assert len(services.rep.settings.if_then) == 2
    field(page, "If").setText("")
    field(page, "If").editingFinished.emit()
    then_line(page, "then").set_text("")
    then_line(page, "then").commit()
    assert services.rep.settings.if_then == ((when, then),)


def is_stale(services: Services) -> bool:
    return any(line.is_stale(services.rep.today()) for line in services.resistance.known_lines())


def test_read_aloud_is_remembered_and_asked_for_again_after_a_week(
    clock: FakeClock, services: Services, show: Callable[[], PlanPage]
) -> None:
    page = show()
    check = page.findChild(Check)
    assert check is not None
    assert check.accessibleName() == "Read aloud once"
    check.click()
    page.on_shown()
    assert check.isChecked()
    assert not is_stale(services)
    check.click()
    assert is_stale(services), "a slip of the mouse is no rehearsal"
    check.click()
    clock.advance(24 * 3600)
    page.on_shown()
    assert not check.isVisibleTo(page)
    clock.advance(7 * 24 * 3600)
    page.on_shown()
    assert check.isVisibleTo(page)
    assert not check.isChecked()


def test_other_words_are_to_be_rehearsed_anew(services: Services, show: Callable[[], PlanPage]) -> None:
    services.resistance.read_aloud()
    page = show()
    check = page.findChild(Check)
    assert check is not None
    assert check.isChecked()
    then_line(page, "then").set_text("I dial two more")
    then_line(page, "then").commit()
    assert check.isVisibleTo(page)
    assert not check.isChecked()


def test_what_is_out_of_sight_is_counted(services: Services, show: Callable[[], PlanPage]) -> None:
    add_all(services, [person(f"Lead {n:02}", f"51255501{n:02}") for n in range(20)])
    page = show()
    page.resize(1216, 720)
    for _ in range(3):
        QApplication.processEvents()
    below = [line for line in texts(page) if line.endswith(" more below")]
    assert len(below) == 1
    assert 3 <= int(below[0].split()[0]) <= 12


def test_lead_text_is_never_markup(services: Services, show: Callable[[], PlanPage]) -> None:
    add_all(services, [person("<i>Kim</i>", "5125550150")])
    assert "<i>Kim</i>" in texts(show())


@pytest.mark.parametrize(("width", "height", "scale"), [(1056, 720, 100), (1056, 720, 150), (2336, 1440, 150)])
def test_the_columns_stay_inside_the_page(
    qtbot: QtBot, services: Services, width: int, height: int, scale: int
) -> None:
    page = make_page(make_context(services, "light", scale))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.on_shown()
    for _ in range(3):
        QApplication.processEvents()
    for part in (*page.list.rows(), page.numbers, page.if_then, button(page, "Start the hour")):
        assert part.mapTo(page, part.rect().topRight()).x() <= width - 36


def test_at_large_text_one_thing_scrolls(qtbot: QtBot, services: Services) -> None:
    add_all(services, [person(f"Lead {n}", f"51255502{n:02}") for n in range(12)])
    page = make_page(make_context(services, "light", 150))
    qtbot.addWidget(page)
    page.resize(1056, 720)
    page.show()
    page.on_shown()
    page.grab()
    QApplication.processEvents()
    scrolling = [area for area in page.findChildren(QScrollArea) if area.verticalScrollBar().maximum() > 0]
    assert len(scrolling) == 1
    assert scrolling[0].isAncestorOf(page.numbers)
    last = page.list.rows()[-1].goal
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    port = scrolling[0].viewport()
    assert port.rect().contains(last.mapTo(port, last.rect().center()))
