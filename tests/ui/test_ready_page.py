"""Ready: a page that opens by itself, and the keys that were not meant for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from lch_desktop.domain.leads import FollowUp
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.ready import ReadyPage, make_page
from lch_desktop.ui.ready.guard import KeyGuard
from lch_desktop.ui.ready.state import ReadyState
from lch_desktop.ui.ready.view import ReadyView
from lch_desktop.ui.theme import ThemeHolder, make_theme
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_services, person, show_page

PLAN = PlannedHour(30, Goals(8, 2, 1, 1), pinned=(2, 1))


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.rep.save(replace(made.rep.settings, rep_name="Sam"))
    starred = FollowUp(starred_on=made.rep.today())
    add_all(
        made,
        [
            person("Kwame Osei", "5125550145"),
            person("Dana Ruiz", "5125550143", company="Ruiz Dental", last_talk="a Tuesday", follow=starred),
        ],
    )
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext) -> ReadyPage:
    return show_page(qtbot, make_page(context), (1440, 900))


def texts(page: ReadyPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def button(page: ReadyPage, name: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name)


@pytest.mark.parametrize(
    ("last_key_s", "at_s", "counts"),
    [
        (None, 100.0, False),  # the moment it appears
        (None, 101.99, False),
        (None, 102.0, True),
        (101.0, 102.0, False),  # still typing
        (101.0, 102.49, False),
        (101.0, 102.5, True),
        (50.0, 101.0, False),  # quiet, but the page has only just appeared
        (200.0, 201.4, False),  # typing begun later counts as well
        (200.0, 201.5, True),
    ],
)
def test_which_keys_count(last_key_s: float | None, at_s: float, counts: bool) -> None:
    assert KeyGuard(shown_at_s=100.0, last_key_s=last_key_s).counts(at_s) is counts


def test_holding_ctrl_is_no_typing(qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage) -> None:
    clock.advance(2)
    qtbot.keyPress(page, Qt.Key.Key_Control)
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return)


def test_every_key_is_typing() -> None:
    guard = KeyGuard(0.0).pressed(3.0)
    assert not guard.counts(4.0)
    assert guard.pressed(4.0).last_key_s == 4.0


def test_an_email_typed_into_the_page_starts_nothing(
    qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage
) -> None:
    with qtbot.assertNotEmitted(context.hub.start_requested):
        for _ in range(10):
            qtbot.keyClick(page, Qt.Key.Key_A)
            clock.advance(0.4)
        qtbot.keyClick(page, Qt.Key.Key_Return)
    clock.advance(1.5)
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_guarded_too(
    qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage, key: Qt.Key
) -> None:
    start = button(page, "Start the hour")
    page.activateWindow()
    start.setFocus()
    qtbot.waitUntil(start.hasFocus)
    with qtbot.assertNotEmitted(context.hub.start_requested):
        qtbot.keyClick(start, key)
    clock.advance(2)
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(start, key)


def test_a_click_on_what_was_there_before_starts_nothing(
    qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage
) -> None:
    start = button(page, "Start the hour")
    with qtbot.assertNotEmitted(context.hub.start_requested):
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
        clock.advance(1.9)
        qtbot.mouseDClick(start, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page, Qt.Key.Key_A)  # who reaches for the mouse does not type on
    clock.advance(0.1)
    with qtbot.waitSignal(context.hub.start_requested) as started:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert started.args == [PlannedHour(60, Goals(15, 4, 2, 2))]


def test_escape_goes_back(qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage) -> None:
    clock.advance(2)
    with qtbot.waitSignal(context.hub.page_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert asked.args == ["Today"]


def test_unprepared_it_looks_for_the_first_call(page: ReadyPage) -> None:
    said = texts(page)
    assert page.accessibleName() == "Ready"
    for line in ("10:30 am", "Dana Ruiz", "Ruiz Dental", "60", "15", "people to reach"):
        assert line in said
    assert "Hi Dana, Sam here. Last time we talked about a Tuesday." in said
    assert "What worked last time" not in said


def test_prepared_it_starts_what_it_was_given(
    qtbot: QtBot, context: UiContext, services: Services, page: ReadyPage
) -> None:
    page.prepare(services.store.leads.get(1), PLAN)
    said = texts(page)
    assert "Hi Kwame, Sam here. I had an idea for you." in said
    assert "30" in said
    with qtbot.waitSignal(context.hub.start_requested) as started:
        button(page, "Start the hour").click()
    assert started.args == [PLAN]


def test_an_entry_of_the_queue_will_do(services: Services, page: ReadyPage) -> None:
    page.prepare(services.queueing.build().queue.entries[1], PLAN)
    assert "Kwame Osei" in texts(page)


LONG = "Hi Jun, Sam Rivera here. Last time we talked about the kitchen fan that gives up at lunch, twice a week."


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 720, 100), (1280, 720, 150), (1920, 1080, 150)])
def test_nothing_lies_over_anything(qtbot: QtBot, width: int, height: int, scale: int) -> None:
    view = ReadyView(ThemeHolder(make_theme("focus", scale=scale)))
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    numbers = (("60", "minutes"), ("14", "calls"))
    view.show_state(
        ReadyState(time="10:00 am", name="Jun Park", company="Noodles", opener=LONG, numbers=numbers, win="Ask")
    )
    for _ in range(3):
        QApplication.processEvents()
    labels = [label for label in view.findChildren(QLabel) if label.isVisibleTo(view)]
    assert LONG in [label.text() for label in labels]
    for label in labels:
        high = label.heightForWidth(label.width()) if label.hasHeightForWidth() else label.sizeHint().height()
        assert label.height() >= high


TIP, WIN = "Dial first, read the record while it rings.", "Asked for the date before the price"


@pytest.mark.parametrize(
    ("size", "scale", "words", "seen_of_both"),
    [
        ((1280, 720), 100, TIP, (True, True)),
        ((1280, 720), 150, TIP, (True, True)),
        ((1280, 720), 150, TIP * 5, (True, False)),
        ((1024, 600), 150, TIP, (False, False)),
        ((1920, 1080), 150, TIP * 5, (True, True)),
    ],
)
def test_the_tip_stands_beside_what_worked_where_there_is_room(
    qtbot: QtBot, size: tuple[int, int], scale: int, words: str, seen_of_both: tuple[bool, bool]
) -> None:
    view = ReadyView(ThemeHolder(make_theme("focus", scale=scale)))
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    view.show_state(
        ReadyState(time="8:00", name="Jun Park", opener=LONG, numbers=(("60", "minutes"),), win=WIN,
                   win_head="What worked last time", tip=words)
    )  # fmt: skip
    for _ in range(3):
        QApplication.processEvents()
    seen = {label.text(): label for label in view.findChildren(QLabel) if label.isVisibleTo(view)}
    assert (WIN in seen, words in seen) == seen_of_both
    assert ("What worked last time" in seen, "Your tip to yourself" in seen) == seen_of_both
    if all(seen_of_both):
        tops = [seen[each].mapTo(view, seen[each].rect().topLeft()) for each in (WIN, words)]
        assert tops[0].y() == tops[1].y()
        assert tops[0].x() + seen[WIN].width() < tops[1].x()
        assert all(seen[each].height() >= seen[each].heightForWidth(seen[each].width()) for each in (WIN, words))


def test_a_tip_alone_has_the_whole_width(qtbot: QtBot) -> None:
    view = ReadyView(ThemeHolder(make_theme("focus")))
    qtbot.addWidget(view)
    view.resize(1440, 900)
    view.show()
    view.show_state(ReadyState(time="8:00", name="Jun Park", opener="Hi Jun.", tip=TIP))
    for _ in range(3):
        QApplication.processEvents()
    (label,) = [each for each in view.findChildren(QLabel) if each.text() == TIP]
    assert label.isVisible()
    assert label.width() > 800
    assert label.x() == 0


def test_what_worked_yesterday_is_there(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> None:
    services.hour.start(PLAN, 2)
    services.hour.close_debrief(services.hour.finish("other"), "Asked for the date first")
    clock.advance(timedelta(days=1).total_seconds())
    page = make_page(context)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    page.on_shown()
    assert "Asked for the date first" in texts(page)


def test_a_change_elsewhere_does_not_make_the_keys_wait_again(
    qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage
) -> None:
    clock.advance(2)
    page.on_shown()
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (2560, 1440)])
def test_the_words_stand_clear_of_the_horizon(page: ReadyPage, width: int, height: int) -> None:
    page.resize(width, height)
    horizon = round(height * 0.74)
    for label in page.findChildren(QLabel):
        if label.isVisibleTo(page):
            assert label.mapTo(page, label.rect().bottomLeft()).y() <= horizon - 84
    assert button(page, "Start the hour").mapTo(page, button(page, "Start the hour").rect().topLeft()).y() > horizon


def activate(page: ReadyPage) -> None:
    """The page's window gets the keyboard from another."""
    QApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))


def test_keys_that_come_with_the_keyboard_wait_again(
    qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage
) -> None:
    """The page came up behind an e-mail; minutes later the system gives it the keyboard in the middle of a word."""
    clock.advance(120)
    activate(page)
    with qtbot.assertNotEmitted(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return)
        clock.advance(1.9)
        qtbot.keyClick(page, Qt.Key.Key_Return)
    clock.advance(1.5)
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return)


def test_a_key_held_down_is_typing_and_nothing_else(
    qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage
) -> None:
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    with qtbot.assertNotEmitted(context.hub.start_requested):
        for _ in range(100):
            clock.advance(0.03)
            QApplication.sendEvent(page, held)
        qtbot.keyClick(page, Qt.Key.Key_Return)
    clock.advance(1.6)
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return)


def shown_buttons(page: ReadyPage) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]


@pytest.mark.parametrize(("may_delay", "more"), [(True, ["In 5 minutes", "Skip today"]), (False, ["Skip today"])])
def test_the_morning_offers_to_put_it_off(page: ReadyPage, may_delay: bool, more: list[str]) -> None:
    assert shown_buttons(page) == ["Start the hour", "Not now"]
    page.offer(may_delay=may_delay)
    page.on_shown()
    assert shown_buttons(page) == ["Start the hour", "Not now", *more]
    page.hide()
    page.show()
    page.on_shown()
    assert shown_buttons(page) == ["Start the hour", "Not now"]


@pytest.mark.parametrize(("name", "signal"), [("In 5 minutes", "delay_requested"), ("Skip today", "skip_requested")])
def test_the_offers_are_guarded_too(
    qtbot: QtBot, context: UiContext, clock: FakeClock, page: ReadyPage, name: str, signal: str
) -> None:
    page.offer(may_delay=True)
    page.on_shown()
    page.activateWindow()
    wanted = button(page, name)
    wanted.setFocus()
    qtbot.waitUntil(wanted.hasFocus)
    with qtbot.assertNotEmitted(getattr(page, signal)):
        qtbot.keyClick(wanted, Qt.Key.Key_Space)
    clock.advance(2)
    with qtbot.assertNotEmitted(context.hub.start_requested), qtbot.waitSignal(getattr(page, signal)):
        qtbot.keyClick(wanted, Qt.Key.Key_Return)


def test_it_tells_once_that_it_is_on_the_screen(qtbot: QtBot, context: UiContext) -> None:
    page = make_page(context)
    qtbot.addWidget(page)
    came: list[int] = []
    page.came_up.connect(lambda: came.append(1))
    page.resize(1440, 900)
    page.on_shown()
    QApplication.processEvents()
    assert came == []
    page.show()
    qtbot.waitUntil(lambda: bool(came))
    page.resize(1441, 900)
    page.repaint()
    QApplication.processEvents()
    assert came == [1]


def test_another_morning_has_another_first_call(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, page: ReadyPage
) -> None:
    page.prepare(services.store.leads.get(1), PLAN)
    assert "Kwame Osei" in texts(page)
    page.hide()
    page.show()
    page.on_shown()
    assert "Dana Ruiz" in texts(page)


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 720, 100), (1280, 720, 150), (2560, 1440, 150)])
def test_four_buttons_have_their_room(qtbot: QtBot, width: int, height: int, scale: int) -> None:
    view = ReadyView(ThemeHolder(make_theme("focus", scale=scale)))
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    view.show_state(ReadyState(time="8:00", name="Jun Park", may_delay=True, may_skip=True))
    QApplication.processEvents()
    shown = [one for one in view.findChildren(QAbstractButton) if one.isVisibleTo(view)]
    assert len(shown) == 4
    for one in shown:
        assert one.width() >= one.sizeHint().width()
        assert view.rect().contains(one.mapTo(view, one.rect().bottomRight()))
