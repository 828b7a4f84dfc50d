"""Somebody rings outside the hour: found by three letters or the last digits, and the talk is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
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


# Other outcomes than a talk


def panel_says(desk: Desk) -> tuple[str, str]:
    panel = desk.room.caller.panel
    return panel.title.text(), panel.remark.text()


def test_they_ask_to_be_called_back(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_N)
    desk.type("In a meeting")
    desk.press(ESC)
    desk.press(Qt.Key.Key_C)
    assert panel_says(desk)[0] == "Call Dana back when?"
    desk.press(Qt.Key.Key_1)
    (call,) = desk.services.store.calls.of_lead(1)
    assert (call.outcome, call.note, call.person) == (Outcome.CALL_BACK_LATER, "In a meeting", True)
    assert call.next_call_at is not None
    assert call.next_call_at - desk.clock.now() < timedelta(hours=1)
    assert desk.services.log.lead(1).follow.promise_asked
    assert desk.told == ["Dana Ruiz: call back later."]
    (undo,) = desk.undos
    cast(Callable[[], None], undo)()
    assert desk.services.store.calls.of_lead(1) == []


def test_a_typed_time_is_read_back_and_ctrl_chooses_in_the_line(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_C)
    desk.press(Qt.Key.Key_Y)  # a number of ours: they did not say so after all
    desk.press(Qt.Key.Key_N)
    desk.type("tue 2p")
    assert panel_says(desk)[1] == "Tue 24 Nov 14:00"
    desk.press(ENTER)
    (call,) = desk.services.store.calls.of_lead(1)
    assert not call.person
    assert call.next_call_at is not None
    assert desk.services.rep.local(call.next_call_at).hour == 14
    on_the_line(desk, "oli")
    desk.press(Qt.Key.Key_C)
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.services.store.calls.of_lead(2)) == 1


@pytest.mark.parametrize("typed", ["", "nonsense"])
def test_call_back_later_needs_a_time(desk: Desk, typed: str) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_C)
    desk.press(Qt.Key.Key_N)
    desk.type(typed)
    desk.press(ENTER)
    assert desk.services.store.calls.of_lead(1) == []
    assert desk.room.caller._problem.said


def test_not_interested_needs_its_reason(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_5)
    desk.press(ENTER)
    assert desk.services.store.calls.of_lead(1) == []
    desk.press(Qt.Key.Key_2)
    (call,) = desk.services.store.calls.of_lead(1)
    assert (call.outcome, call.reason) == (Outcome.NOT_INTERESTED, "price")
    assert desk.services.log.lead(1).follow.stage.value == "nurture"


@pytest.mark.parametrize(
    ("line", "hour", "remark"),
    [
        ("try tomorrow at 3p", 15, "Tue 24 Nov 15:00"),
        ("Her brother, knows nothing", None, "No time in it."),
    ],
)
def test_someone_else_may_tell_a_time(desk: Desk, line: str, hour: int | None, remark: str) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_9)
    desk.press(Qt.Key.Key_N)
    desk.type(line)
    assert panel_says(desk)[1] == remark
    desk.press(ENTER)
    (call,) = desk.services.store.calls.of_lead(1)
    assert (call.outcome, call.note) == (Outcome.SOMEONE_ELSE, line)
    at = call.next_call_at
    assert (desk.services.rep.local(at).hour if at is not None else None) == hour
    follow = desk.services.log.lead(1).follow
    assert (follow.promise_at is None) == (hour is None)
    assert (follow.due_on is None) == (hour is not None)


def test_esc_goes_back_to_the_strip_with_what_was_typed(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_N)
    desk.type("A third chair")
    desk.press(ESC)
    desk.press(Qt.Key.Key_9)
    assert not desk.room.caller.strip.isVisible()
    desk.press(ESC)
    assert desk.room.caller.strip.isVisible()
    assert desk.room.caller.strip.note.text() == "A third chair"
    desk.press(ESC)
    assert not desk.room.caller.isVisible()


def test_a_doubled_key_answers_nothing(desk: Desk) -> None:
    on_the_line(desk)
    desk.qtbot.keyClick(desk.room.caller, Qt.Key.Key_5)
    desk.qtbot.keyClick(desk.room.caller, Qt.Key.Key_5)
    desk.qtbot.keyClick(desk.room.caller, Qt.Key.Key_1)
    assert desk.services.store.calls.of_lead(1) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_5, Qt.Key.Key_9])
def test_tab_stays_in_the_question(desk: Desk, key: Qt.Key) -> None:
    on_the_line(desk)
    desk.press(key)
    caller = desk.room.caller
    seen = set()
    for _ in range(12):
        desk.press(Qt.Key.Key_Tab)
        focus = desk.app.window.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        assert caller.panel.isAncestorOf(focus)
        seen.add(focus.accessibleName())
    assert "Back" in seen


@pytest.mark.parametrize("text_size", [100, 150])
@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_5, Qt.Key.Key_9])
def test_a_question_fits_whatever_the_window(desk: Desk, key: Qt.Key, text_size: int) -> None:
    services = desk.services
    services.rep.save(replace(services.rep.settings, text_size=text_size))
    desk.app.context.hub.look_changed.emit()
    on_the_line(desk)
    desk.press(key)
    panel = desk.room.caller.panel
    for width in (1280, 760, 1100, 640, 1280):
        desk.app.window.resize(width, 720)
        QApplication.processEvents()
        shown = [part for part in (*panel.options, panel.field, panel.save) if part.isVisible()]
        assert shown
        assert all(part.geometry().right() <= panel.width() for part in shown)
        card = desk.room.caller.card
        assert panel.mapTo(card, panel.rect().topRight()).x() <= card.width()


# What was typed


LINE = "Ask for Kim, she signs, back after lunch"


def typed_under(desk: Desk, key: Qt.Key, line: str) -> None:
    desk.press(key)
    desk.press(Qt.Key.Key_N)
    desk.type(line)


def test_a_line_stands_there_again_after_esc(desk: Desk) -> None:
    on_the_line(desk)
    typed_under(desk, Qt.Key.Key_9, LINE)
    desk.press(ESC)
    desk.press(ESC)
    typed_under(desk, Qt.Key.Key_C, "tue 2p")
    desk.press(ESC)
    desk.press(ESC)
    desk.press(Qt.Key.Key_9)
    panel = desk.room.caller.panel
    assert (panel.field.text(), panel.remark.text()) == (LINE, "No time in it.")
    desk.press(ESC)
    desk.press(Qt.Key.Key_C)
    assert (panel.field.text(), panel.remark.text()) == ("tue 2p", "Tue 24 Nov 14:00")
    desk.press(ENTER)
    (call,) = desk.services.store.calls.of_lead(1)
    assert (call.outcome, call.note) == (Outcome.CALL_BACK_LATER, "")
    assert LINE not in desk.services.log.lead(1).notes
    on_the_line(desk)
    desk.press(Qt.Key.Key_9)
    assert panel.field.text() == "", "the next talk begins anew"


def test_a_line_stands_there_again_after_something_else_took_the_window(desk: Desk) -> None:
    on_the_line(desk)
    typed_under(desk, Qt.Key.Key_9, LINE)
    desk.app.window.show_page("Plan")
    desk.qtbot.waitUntil(desk.room.caller.isVisible)
    assert desk.room.caller.panel.field.text() == LINE


def test_a_line_that_was_left_is_in_the_note(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_N)
    desk.type("Third chair.")
    desk.press(ESC)
    typed_under(desk, Qt.Key.Key_9, LINE)
    for _ in range(3):
        desk.press(ESC)
    assert not desk.room.caller.isVisible()
    assert desk.services.log.lead(1).notes.endswith(f"Third chair. {LINE}")
    on_the_line(desk, "oli")
    desk.press(Qt.Key.Key_9)
    assert desk.room.caller.panel.field.text() == ""
    desk.press(ESC)
    desk.press(ESC)
    on_the_line(desk)
    assert desk.room.caller.strip.note.text() == f"Third chair. {LINE}"
    desk.press(Qt.Key.Key_9)
    desk.press(Qt.Key.Key_1)
    (call,) = desk.services.store.calls.of_lead(1)
    assert call.note == f"Third chair. {LINE}"
    assert LINE not in desk.services.log.lead(1).notes, "the call has it, once"


@pytest.mark.parametrize(
    ("keys", "is_kept"),
    [((Qt.Key.Key_5, Qt.Key.Key_1), True), ((Qt.Key.Key_C, Qt.Key.Key_1), True), ((ENTER,), False)],
)
def test_only_a_talk_uses_up_the_text_to_them(desk: Desk, keys: tuple[Qt.Key, ...], is_kept: bool) -> None:
    own = "My own long text to Dana"
    on_the_line(desk)
    desk.press(Qt.Key.Key_1)
    desk.type("The note")
    desk.room.talk.write_text(own)
    desk.press(ESC)
    for key in keys:
        desk.press(key)
    (call,) = desk.services.store.calls.of_lead(1)
    assert call.note == "The note"
    on_the_line(desk)
    strip = desk.room.caller.strip
    assert strip.note.text() == ""
    assert (strip.text.toPlainText() == own) is is_kept


def test_nobody_who_is_never_called_again_is_promised_a_call(desk: Desk) -> None:
    on_the_line(desk)
    desk.press(Qt.Key.Key_C)
    desk.services.book.do_not_call([1])
    desk.press(Qt.Key.Key_1)
    assert desk.services.store.calls.of_lead(1) == []
    caller = desk.room.caller
    assert caller._problem.said == "Dana Ruiz is not to be called any more; log it without a next call."
    desk.press(ESC)
    desk.press(Qt.Key.Key_5)
    desk.press(Qt.Key.Key_1)
    assert len(desk.services.store.calls.of_lead(1)) == 1
