"""Somebody rings outside the hour: found by three letters or the last digits, and the talk is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, TouchStatus
from lch_desktop.domain.outcomes import Report
from lch_desktop.services.call_log import Dial
from tests.fakes import FakeClock
from tests.ui.pages_kit import person
from tests.ui.touch_kit import Desk, Remembered, opened

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Desk]:
    yield from opened(qtbot, data_dir, clock, Remembered())


def listed(desk: Desk) -> list[str]:
    return [row.label for row in desk.room.finder._rows if row.isVisible()]


def ask(desk: Desk) -> None:
    desk.room.find_caller()
    desk.clock.advance(1)


def in_vain(desk: Desk, *lead_ids: int) -> None:
    for lead_id in lead_ids:
        desk.services.log.log(lead_id, Report(outcome=Outcome.NO_ANSWER), Dial())
        desk.clock.advance(60)


def test_who_was_called_in_vain_stands_there_at_once(desk: Desk) -> None:
    in_vain(desk, 1, 3)
    ask(desk)
    assert listed(desk) == ["Kwame Osei", "Dana Ruiz"]
    desk.press(ENTER)  # nothing was asked for: nobody is opened
    assert desk.room.finder.isVisible()


@pytest.mark.parametrize(
    ("typed", "names"),
    [("oli", ["Olivia Grant"]), ("0145", ["Kwame Osei"]), ("xyz", []), ("osei log", ["Kwame Osei"])],
)
def test_three_letters_or_the_last_digits_find_them(desk: Desk, typed: str, names: list[str]) -> None:
    ask(desk)
    desk.type(typed)
    assert listed(desk) == names


def test_who_was_called_today_comes_before_others_of_that_name(desk: Desk) -> None:
    desk.services.store.leads.add(person("Danae Abbot", "5125550149"))
    in_vain(desk, 1)
    ask(desk)
    desk.type("dan")
    assert listed(desk) == ["Dana Ruiz", "Danae Abbot"]


def test_enter_takes_the_first_and_ctrl_2_the_second(desk: Desk) -> None:
    in_vain(desk, 1, 3)
    ask(desk)
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.room.caller.accessibleName() == "Dana Ruiz is calling"
    desk.press(ESC)
    ask(desk)
    desk.type("oli")
    desk.press(ENTER)
    assert desk.room.caller.accessibleName() == "Olivia Grant is calling"


@pytest.mark.parametrize(
    ("page", "key", "modifiers", "asks"),
    [
        ("Today", Qt.Key.Key_B, NONE, True),
        ("Plan", Qt.Key.Key_B, NONE, True),
        ("Today", Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier, False),
        ("Today", Qt.Key.Key_G, NONE, False),
    ],
)
def test_b_asks_who(desk: Desk, page: str, key: Qt.Key, modifiers: Qt.KeyboardModifier, asks: bool) -> None:
    asked: list[bool] = []
    desk.app.context.hub.caller_requested.disconnect()
    desk.app.context.hub.caller_requested.connect(lambda: asked.append(True))
    desk.app.window.show_page(page)
    front = desk.app.window.page(page)
    front.setFocus()
    desk.qtbot.keyClick(front, key, modifiers)
    assert asked == ([True] if asks else [])


def test_z_takes_back_what_the_toast_speaks_of(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(ENTER)
    assert desk.touch(touch_id).status is TouchStatus.SENT
    desk.qtbot.keyClick(desk.app.window.page("Today"), Qt.Key.Key_Z)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    desk.qtbot.keyClick(desk.app.window.page("Today"), Qt.Key.Key_Z)  # once
    assert desk.touch(touch_id).status is TouchStatus.OPEN


def on_the_line(desk: Desk, name: str = "dana") -> None:
    ask(desk)
    desk.type(name)
    desk.press(ENTER)


def test_the_talk_is_logged_by_keys_alone(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_1)
    desk.type("A third chair")
    desk.press(ENTER)
    assert not desk.room.caller.isVisible()
    (call,) = desk.services.store.calls.of_lead(1)
    assert (call.outcome, call.note, call.session_id) == (Outcome.CONNECTED, "A third chair", None)
    assert call.next_call_at is not None
    assert call.next_call_at > desk.clock.now()
    kinds = {touch.kind.value for touch in desk.services.store.touches.of_lead(1) if touch.status is TouchStatus.OPEN}
    assert {"text", "video"} <= kinds
    assert desk.told == ["Dana Ruiz: connected."]
    (undo,) = desk.undos
    cast(Callable[[], None], undo)()
    assert desk.services.store.calls.of_lead(1) == []


def test_a_typed_time_is_understood(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_3)
    desk.type("tue 2p")
    desk.press(ESC)
    desk.press(Qt.Key.Key_N)
    desk.type("Second quote")
    desk.press(ENTER)
    (call,) = desk.services.store.calls.of_lead(1)
    assert call.next_call_at is not None
    assert desk.services.rep.local(call.next_call_at).hour == 14


def test_no_next_call_needs_a_reason(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_4)
    desk.press(ENTER)
    assert desk.services.store.calls.of_lead(1) == []
    desk.press(Qt.Key.Key_2)
    desk.type("Sent to her partner")
    desk.press(ENTER)
    (call,) = desk.services.store.calls.of_lead(1)
    assert (call.reason, call.next_call_at) == ("Referred on", None)


def test_what_is_missing_is_said(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(ENTER)
    assert desk.room.caller._problem.said.startswith("Pick the next call first")
    desk.press(Qt.Key.Key_1)
    desk.press(ENTER)
    assert desk.room.caller._problem.said.startswith("One line")


def test_what_was_typed_is_there_when_they_ring_again(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_N)
    desk.type("A third chair")
    desk.press(ESC)
    desk.press(ESC)
    assert not desk.room.caller.isVisible()
    assert desk.services.store.calls.of_lead(1) == []
    on_the_line(desk, "oli")
    assert desk.room.caller.strip.note.text() == ""
    desk.press(ESC)
    on_the_line(desk)
    assert desk.room.caller.strip.note.text() == "A third chair"


def test_an_undo_after_something_else_takes_back_nothing(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_1)
    desk.type("A third chair")
    desk.press(ENTER)
    in_vain(desk, 2)
    (undo,) = desk.undos
    cast(Callable[[], None], undo)()
    assert len(desk.services.store.calls.of_lead(1)) == 1
    assert len(desk.services.store.calls.of_lead(2)) == 1


def test_another_outcome_is_told_in_leads(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_L)
    assert desk.app.window.front == "Leads"
    assert not desk.room.caller.isVisible()


def test_the_talk_counts_from_when_it_began(desk: Desk) -> None:
    on_the_line(desk)
    desk.clock.advance(300)
    desk.press(Qt.Key.Key_1)
    desk.type("A third chair")
    desk.press(ENTER)
    (call,) = desk.services.store.calls.of_lead(1)
    assert call.talk_s >= 300
    assert call.started_at is not None
    assert desk.clock.now() - call.started_at < timedelta(minutes=6)
