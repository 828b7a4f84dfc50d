"""The card "Notices" of the settings: a test notice goes out, and what became of it is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from lch_desktop.domain.notices import Answered, Delivered, Delivery, Notice, StoredDelivery, Way
from lch_desktop.services.bundle import Services
from lch_desktop.services.notice_words import SEEN as SEEN_KEY
from lch_desktop.services.notice_words import advice
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings.notices_card import NoticesCard
from lch_desktop.ui.settings.notices_part import NoticesPart
from lch_desktop.ui.settings.notices_state import LOOK, LOOK_PLAIN, LOST, NONE_YET, SEEN, SENDING, Test, build_notices
from lch_desktop.ui.widgets import ProblemLine, WrapLabel
from lch_desktop.words import Style
from tests.fakes import START, FakeClock
from tests.ui.pages_kit import make_services

Given = tuple[Notice, Delivered, Answered]


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    yield made
    made.store.close()


class Desk:
    """The card on its part, and a board of notices that does what the test says."""

    def __init__(self, context: UiContext) -> None:
        self.context = context
        self.card, self.part = NoticesCard(context.look), NoticesPart(context)
        self.part.shown.connect(self.card.show_state)
        self.card.send_requested.connect(self.part.send)
        self.sent: list[Given] = []
        context.hub.notice_requested.connect(lambda *given: self.sent.append(given))
        self.part.refresh()

    @property
    def button(self) -> QPushButton:
        return self.named("Send a test notice")

    def named(self, name: str) -> QPushButton:
        (found,) = [each for each in self.card.findChildren(QPushButton) if each.accessibleName() == name]
        return found

    def deliver(self, way: Way, detail: str = "") -> None:
        """As the board does it: noted first."""
        notice, delivered, _ = self.sent[-1]
        delivery = Delivery(notice.key, notice.title, way, detail)
        self.context.services.morning.record(delivery)
        delivered(delivery)

    def line(self) -> str:
        """What is said under the button: with a mark of its own once it is sure, or plainly."""
        line, asked = self.card.findChild(ProblemLine), self.card._asked
        if line.isVisibleTo(self.card):
            return line.accessibleName()
        return asked.text() if asked.isVisibleTo(self.card) else ""

    def words(self) -> list[str]:
        return [label.text() for label in self.card.findChildren(WrapLabel)]


@pytest.fixture
def desk(qtbot: QtBot, context: UiContext) -> Desk:
    made = Desk(context)
    qtbot.addWidget(made.card)
    made.card.show()
    return made


def test_a_test_notice_goes_out_and_what_is_pressed_there_arrives(qtbot: QtBot, desk: Desk) -> None:
    assert (desk.button.accessibleName(), desk.line()) == ("Send a test notice", "")
    assert NONE_YET in desk.words()
    qtbot.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    assert SENDING in desk.words()
    assert not desk.button.isEnabled()
    ((notice, _, answered),) = desk.sent
    assert [action.key for action in notice.actions] == [SEEN_KEY]
    desk.deliver(Way.BUTTONS)
    assert desk.line() == LOOK
    assert "The last one: today 10:30 am, shown by the system, with buttons." in desk.words()
    assert desk.button.isEnabled()
    answered(notice.key, SEEN_KEY)
    assert desk.line() == SEEN
    desk.part.left()
    desk.part.refresh()
    assert desk.line() == ""


@pytest.mark.parametrize(
    ("way", "detail", "line"),
    [
        (Way.PLAIN, "", LOOK_PLAIN),
        (Way.OWN, "do-not-disturb is on", "Turn do-not-disturb off before the hour. Until then the program shows"),
        (Way.NONE, "no notification service is running", "Start your desktop's notification service, or install one"),
        (Way.NONE, "anything else", "Allow notices of this program in the system's settings. Until then the program"),
    ],
)
def test_what_became_of_it_is_said(qtbot: QtBot, desk: Desk, way: Way, detail: str, line: str) -> None:
    qtbot.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    desk.deliver(way, detail)
    assert desk.line().startswith(line)
    if detail:
        assert any(detail in said for said in desk.words())


def test_where_nothing_comes_back_the_card_says_so_and_may_be_tried_again(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    patience = desk.part.findChild(QTimer)
    assert patience.interval() > 10_000
    patience.timeout.emit()
    assert desk.line() == LOST
    assert desk.button.isEnabled()
    qtbot.mouseClick(desk.named("Try again"), Qt.MouseButton.LeftButton)
    assert len(desk.sent) == 2
    desk.deliver(Way.BUTTONS)
    assert desk.line() == LOOK
    assert not patience.isActive()


def test_the_last_morning_that_failed_is_told_without_a_test() -> None:
    style = Style(twelve_hour=False)
    failed = Delivery("morning", "In 10 minutes", Way.OWN, "do-not-disturb is on")
    state = build_notices(StoredDelivery(START - timedelta(hours=2), failed), Test.NOT_SENT, START, style)
    assert state.last == "The last one: today 14:30, shown in the program's own window (do-not-disturb is on)."
    assert (state.line, state.is_well, state.can_send) == (advice(failed), False, True)


def test_the_card_is_on_the_page(qtbot: QtBot, context: UiContext, data_dir: Path) -> None:
    from lch_desktop.ui.settings import make_page

    page = make_page(context, data_dir)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    sent: list[object] = []
    context.hub.notice_requested.connect(lambda *given: sent.append(given))
    (button,) = [each for each in page.findChildren(QPushButton) if each.accessibleName() == "Send a test notice"]
    button.click()
    assert len(sent) == 1
