"""The board keeps the promise of the ten seconds itself, whatever the port does."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from lch_desktop.domain.notices import Answered, Delivered, Delivery, Notice, Way
from lch_desktop.services.notice_words import SILENT
from lch_desktop.ui.morning.board import PROMISED_MS, NoticeBoard
from tests.ui.test_morning_desk import OwnWindow

SOON = Notice("morning", "Soon")
OWN = Delivery("morning", "Soon", Way.OWN, SILENT)


@dataclass
class SilentPort:
    """Takes every notice and says nothing until the test does."""

    asked: list[tuple[Delivered, Answered]] = field(default_factory=list)

    def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
        self.asked.append((delivered, answered))

    def withdraw(self, key: str) -> None:
        """It does not listen."""

    def close(self) -> None:
        """Nothing was begun."""


class Rig:
    """A board between a silent port and a window."""

    def __init__(self) -> None:
        self.port, self.window = SilentPort(), OwnWindow()
        self.kept: list[Delivery] = []
        self.told: list[Delivery] = []
        self.answers: list[tuple[str, str]] = []
        self.board = NoticeBoard(self.port, self.kept.append, lambda: self.window)

    def show(self) -> None:
        self.board.show(SOON, self.told.append, lambda *answer: self.answers.append(answer))

    def waits(self) -> list[QTimer]:
        return [timer for timer in self.board.findChildren(QTimer) if timer.isActive()]

    def pass_ten_seconds(self) -> None:
        (wait,) = self.waits()
        assert (wait.interval(), wait.isSingleShot()) == (PROMISED_MS, True)
        wait.stop()
        wait.timeout.emit()


@pytest.fixture
def rig(qtbot: QtBot) -> Rig:
    return Rig()


def test_where_the_port_never_answers_the_own_window_comes(rig: Rig) -> None:
    assert PROMISED_MS == 10_000
    rig.show()
    rig.pass_ten_seconds()
    assert rig.window.shown == [SOON]
    assert rig.kept == rig.told == [OWN]
    rig.window.answered.emit("morning", "start")
    assert rig.answers == [("morning", "start")]


@pytest.mark.parametrize("way", [Way.NONE, Way.BUTTONS])
def test_a_delivery_that_comes_later_is_ignored(rig: Rig, way: Way) -> None:
    rig.show()
    rig.pass_ten_seconds()
    rig.port.asked[0][0](Delivery("morning", "Soon", way))
    assert rig.window.shown == [SOON]
    assert rig.kept == rig.told == [OWN]


def test_what_is_answered_late_at_the_system_takes_the_own_window_away(rig: Rig) -> None:
    rig.show()
    rig.pass_ten_seconds()
    rig.port.asked[0][1]("morning", "start")
    assert rig.answers == [("morning", "start")]
    assert not rig.window.visible


def test_a_delivery_in_time_ends_the_wait(rig: Rig) -> None:
    rig.show()
    rig.port.asked[0][0](Delivery("morning", "Soon", Way.BUTTONS))
    assert rig.waits() == []
    assert rig.window.shown == []
    assert [each.way for each in rig.kept] == [Way.BUTTONS]


def test_each_of_two_notices_is_waited_for(rig: Rig) -> None:
    rig.show()
    rig.show()
    assert len(rig.waits()) == 2
    rig.port.asked[1][0](Delivery("morning", "Soon", Way.BUTTONS))
    rig.pass_ten_seconds()
    assert rig.window.shown == []  # another took its place
    assert [each.way for each in rig.kept] == [Way.BUTTONS, Way.NONE]


def test_nothing_comes_for_what_was_taken_back_or_after_the_end(rig: Rig) -> None:
    rig.show()
    rig.board.withdraw("morning")
    rig.pass_ten_seconds()
    assert rig.window.shown == []
    assert [each.way for each in rig.kept] == [Way.NONE]
    rig.show()
    rig.board.close()
    assert rig.waits() == []
    rig.port.asked[1][0](Delivery("morning", "Soon", Way.NONE))
    assert len(rig.kept) == 1
