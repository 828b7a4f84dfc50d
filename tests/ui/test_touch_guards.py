"""What must not go wrong on a sheet: a second press, a late look, a busy database, a dialog, another page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.handoff import HandOff
from lch_desktop.domain.leads import PhoneStatus
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import Goals
from lch_desktop.services.call_log import Dial
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.touches.half_told import with_draft
from lch_desktop.ui.touches.line_button import LineButton
from lch_desktop.ui.touches.outlets import outlets_of
from tests.fakes import FakeClock
from tests.ui.pages_kit import person
from tests.ui.touch_kit import Desk, Remembered, opened

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
LEFT = Qt.MouseButton.LeftButton
NIGHT_S = 12 * 3600  # then it is half past ten in the evening in Chicago


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Desk]:
    yield from opened(qtbot, data_dir, clock, Remembered())


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def twice(desk: Desk, key: Qt.Key = ENTER) -> None:
    """The same key two times, and no time between."""
    desk.qtbot.keyClick(focused(), key)
    desk.qtbot.keyClick(focused(), key)
    QApplication.processEvents()


def no_calls(desk: Desk, lead_id: int = 1) -> None:
    """They are not to be called any more, since another program was told so."""
    desk.services.store.leads.save_fields(lead_id, {"do_not_call": True}, by_rep=True)


def debrief(desk: Desk, *lead_ids: int) -> list[int]:
    """The debrief of an hour that connected with each; the ids of the texts."""
    services = desk.services
    session = services.hour.start(PlannedHour(60, Goals(1, 1, 1, 1)), 3)
    at = desk.clock.now() + timedelta(days=1)
    for lead_id in lead_ids:
        report = Report(outcome=Outcome.CONNECTED, next_call_at=at, note="n", text=True)
        services.log.log(lead_id, report, Dial(session_id=session.id, words="hello"))
    desk.app.window._show_debrief(services.hour.finish("time"))
    desk.clock.advance(5)
    touches = services.store.touches.of_session(session.id)
    return [touch.id for touch in touches if touch.kind is TouchKind.TEXT]


# a second press


def test_a_second_enter_does_not_start_the_hour(desk: Desk) -> None:
    desk.app.window.page("Today").setFocus()
    touch_id = desk.due()
    desk.open(touch_id)
    twice(desk)
    assert desk.touch(touch_id).status is TouchStatus.SENT
    assert not desk.app.window.in_hour
    desk.clock.advance(1)
    desk.qtbot.keyClick(focused(), ENTER)  # later, it is meant for the page
    assert desk.app.window.in_hour


def test_a_second_enter_does_not_finish_the_debrief(desk: Desk) -> None:
    (touch_id,) = debrief(desk, 1)
    desk.open(touch_id)
    twice(desk)
    assert desk.touch(touch_id).status is TouchStatus.SENT
    assert desk.app.window.front == "Debrief"


def test_a_second_enter_after_save_does_not_start_the_hour(desk: Desk) -> None:
    desk.app.window.page("Today").setFocus()
    desk.room._answer(2)
    desk.clock.advance(1)
    desk.press(Qt.Key.Key_1)
    desk.type("about the price")
    twice(desk)
    assert len(desk.services.store.calls.of_lead(2)) == 1
    assert not desk.app.window.in_hour


def test_a_key_that_is_held_is_not_pressed_on_the_page_behind(desk: Desk) -> None:
    desk.app.window.page("Today").setFocus()
    desk.open(desk.due())
    desk.qtbot.keyClick(focused(), ENTER)
    desk.clock.advance(1)
    held = QKeyEvent(QEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", True)
    QCoreApplication.sendEvent(focused(), held)
    QApplication.processEvents()
    assert not desk.app.window.in_hour


@pytest.mark.parametrize("name", ["_drop", "_next"])
def test_a_second_click_is_not_meant_for_the_next_touch(desk: Desk, name: str) -> None:
    ids = [desk.due(lead_id=lead_id) for lead_id in (1, 2, 3)]
    desk.open(*ids)
    for _ in range(2):
        desk.qtbot.mouseClick(getattr(desk.sheet, name), LEFT)
    assert desk.sheet.accessibleName() == "Text to Olivia Grant"
    assert desk.touch(ids[1]).status is TouchStatus.OPEN


# the keyboard afterwards


def test_the_page_in_front_has_the_keyboard_again(desk: Desk) -> None:
    focused().clearFocus()
    desk.open(desk.due())
    desk.press(Qt.Key.Key_E)
    desk.press(ESC)
    desk.press(ESC)
    assert focused().isVisible()
    assert not desk.sheet.isAncestorOf(focused())
    asked: list[bool] = []
    desk.app.context.hub.caller_requested.disconnect()
    desk.app.context.hub.caller_requested.connect(lambda: asked.append(True))
    desk.press(Qt.Key.Key_B)
    assert asked == [True]


def test_who_had_the_keyboard_may_be_gone(desk: Desk) -> None:
    ids = debrief(desk, 1, 2)
    page = desk.app.window.page("Debrief")
    row = next(row for row in page.findChildren(LineButton) if row.isVisible() and "Olivia" in row.label)
    row.setFocus()
    desk.open(ids[1])
    desk.services.log.undo()
    desk.app.context.hub.changed.emit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.press(ESC)
    assert focused().isVisible()
    assert not desk.sheet.isVisible()


# the code


@pytest.mark.parametrize("key", [Qt.Key.Key_T, Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_Q])
def test_only_enter_says_that_the_code_was_sent(desk: Desk, key: Qt.Key) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_Q)
    assert desk.sheet.code.isVisible()
    desk.press(key)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert not desk.sheet.code.isVisible()


def test_a_code_goes_away_when_they_are_not_to_be_called_any_more(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_Q)
    no_calls(desk)
    desk.app.context.hub.changed.emit()
    assert not desk.sheet.code.isVisible()
    assert "Scan with your phone" not in desk.buttons()
    assert desk.touch(touch_id).status is TouchStatus.OPEN


# rules, asked again with each way


@pytest.mark.parametrize("night", [True, False])
@pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_C, Qt.Key.Key_Q])
def test_an_open_sheet_asks_again(desk: Desk, key: Qt.Key, night: bool) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    if night:
        desk.clock.advance(NIGHT_S)
    else:
        no_calls(desk)
    desk.press(key)
    assert not desk.sheet.code.isVisible()
    assert (desk.out.links, desk.out.copied) == ([], [])
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert "nothing was handed over" in desk.sheet._problem.said


@pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_S])
def test_no_card_is_printed_for_who_is_not_to_be_contacted(desk: Desk, key: Qt.Key) -> None:
    touch_id = desk.due(TouchKind.NOTE)
    desk.open(touch_id)
    no_calls(desk)
    desk.press(key)
    assert desk.out.cards == []
    assert desk.touch(touch_id).status is TouchStatus.OPEN


def test_a_number_that_was_suppressed_meanwhile_is_not_texted(desk: Desk) -> None:
    first = person("Two Phones", "5125550150")
    second = replace(first.phones[0], e164="+15125550151", raw="5125550151", shown="(512) 555-0151")
    lead = desk.services.store.leads.add(replace(first, phones=(first.phones[0], second)))
    desk.open(desk.due(lead_id=lead.id))
    desk.services.store.leads.save_phone_status(lead.phones[0].id, PhoneStatus.DO_NOT_CALL)
    desk.press(ENTER)
    assert [link[:16] for link in desk.out.links] == ["sms:+15125550151"]


def test_copy_all_leaves_out_who_is_not_to_be_called(desk: Desk) -> None:
    debrief(desk, 1, 2)
    no_calls(desk)
    page = desk.app.window.page("Debrief")
    page._presenter.copy_texts()  # type: ignore[attr-defined]
    copied = QGuiApplication.clipboard().text()
    assert "Olivia Grant" in copied
    assert "Dana Ruiz" not in copied
    assert desk.told[-1] == "1 text is copied. 1 may not go out now and is left out."
    no_calls(desk, 2)
    page._presenter.copy_texts()  # type: ignore[attr-defined]
    assert desk.told[-1].startswith("No text may go out now")


# what is typed


def test_a_refusal_loses_no_words(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_E)
    desk.type(" MY OWN")
    no_calls(desk)
    desk.press(ENTER)
    assert desk.sheet.words.words.text().endswith("MY OWN")
    assert desk.touch(touch_id).words.endswith("MY OWN")


def busy(_: Touch) -> None:
    raise StoreError("store-busy")


def test_a_busy_database_keeps_the_sheet_open(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_E)
    desk.type(" MY OWN")
    desk.press(ESC)
    with monkeypatch.context() as patch:
        patch.setattr(desk.services.store.touches, "save", busy)
        desk.press(ESC)
        assert desk.sheet.isVisible()
        assert desk.sheet._problem.said
        desk.room.give_way()  # the hour cannot wait
        assert not desk.sheet.isVisible()
    desk.open(touch_id)
    assert desk.sheet.words.words.text().endswith("MY OWN")
    desk.press(ESC)
    assert desk.touch(touch_id).words.endswith("MY OWN")


def test_a_change_elsewhere_keeps_what_is_typed_and_shows_the_rest(desk: Desk) -> None:
    desk.open(desk.due())
    desk.press(Qt.Key.Key_E)
    desk.type(" MY OWN")
    no_calls(desk)
    desk.app.context.hub.changed.emit()
    desk.type("!")
    assert desk.sheet.words.words.text().endswith("MY OWN!")
    assert "Open in messages" not in desk.buttons()


def test_own_words_come_back_with_the_call(desk: Desk) -> None:
    services = desk.services
    at = desk.clock.now() + timedelta(days=1)
    logged = services.log.log(1, Report(outcome=Outcome.CONNECTED, next_call_at=at, note="n", text=True), Dial())
    text = next(touch for touch in logged.touches if touch.kind is TouchKind.TEXT)
    services.follow_through.keep(text.id, "MY OWN")
    for _ in range(2):
        services.log.undo()
        assert services.store.touches.get(text.id) is None
        services.log.redo()
        assert desk.touch(text.id).words == "MY OWN"


# somebody else, meanwhile


@pytest.mark.parametrize("status", [TouchStatus.SENT, TouchStatus.DROPPED])
def test_what_is_not_open_any_more_is_not_handed_off(desk: Desk, status: TouchStatus) -> None:
    touch_id = desk.due()
    desk.services.store.touches.save(replace(desk.touch(touch_id), status=status))
    assert not desk.services.follow_through.hand_off(touch_id, HandOff.SMS, "x")
    assert desk.touch(touch_id).status is status


def test_another_program_between_the_look_and_the_write(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    follow, check = desk.services.follow_through, desk.services.follow_through.check

    def late(wanted: int, way: HandOff) -> object:
        found = check(wanted, way)
        desk.services.store.touches.save(replace(found.touch, status=TouchStatus.SENT, way="ticked", words="other"))
        return found

    monkeypatch.setattr(follow, "check", late)
    desk.press(ENTER)
    assert desk.out.links == []
    assert (desk.touch(touch_id).way, desk.touch(touch_id).words) == ("ticked", "other")


def test_one_that_was_handed_off_elsewhere_does_not_end_the_batch(desk: Desk) -> None:
    ids = [desk.due(lead_id=lead_id) for lead_id in (1, 2, 3)]
    desk.open(*ids)
    sent = replace(desk.touch(ids[0]), status=TouchStatus.SENT, done_at=desk.clock.now())
    desk.services.store.touches.save(sent)
    desk.press(ENTER)
    assert desk.out.links == []
    assert "Take back" in desk.buttons()
    desk.press(ENTER)  # on
    assert desk.sheet.accessibleName() == "Text to Olivia Grant"


# dialogs


def test_only_what_was_printed_is_handed_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = desk.due(TouchKind.NOTE), desk.due(TouchKind.NOTE, lead_id=2)
    desk.open(first)

    def print_card(name: str, words: str) -> bool:
        desk.room.open((second,))  # from the tray, while the dialog is up
        return True

    outlets = replace(desk.room.presenter._outlets, print_card=print_card)
    monkeypatch.setattr(desk.room.presenter, "_outlets", outlets)
    desk.press(ENTER)
    assert desk.touch(first).status is TouchStatus.SENT
    assert (desk.touch(second).status, desk.touch(second).words) == (TouchStatus.OPEN, "")
    assert "Dana Ruiz" in desk.told[-1]
    assert desk.sheet.isVisible()


def test_a_file_goes_to_the_video_it_was_chosen_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = desk.due(TouchKind.VIDEO), desk.due(TouchKind.VIDEO, lead_id=2)
    desk.open(first)

    def ask() -> str:
        desk.room.open((second,))
        return "/films/dana.mp4"

    monkeypatch.setattr(desk.room.presenter, "_outlets", replace(desk.room.presenter._outlets, ask_file=ask))
    desk.press(Qt.Key.Key_F)
    assert (desk.touch(first).file, desk.touch(second).file) == ("/films/dana.mp4", "")


def test_a_dialog_gives_way_to_ready(desk: Desk) -> None:
    desk.open(desk.due())
    dialog = QDialog(desk.sheet)
    dialog.open()
    desk.app.window.show_page("Ready")
    assert not dialog.isVisible()
    assert not desk.sheet.isVisible()
    desk.app.window.show_page("Today")


@pytest.mark.parametrize("path", ["~zz/v.mp4", "\0", "/films/gone.mp4"])
def test_what_is_no_path_is_no_file(desk: Desk, path: str) -> None:
    assert not outlets_of(desk.app.context, desk.sheet).is_file(path)


# Z, the finder


def test_z_in_the_debrief_is_the_toasts_while_it_offers(desk: Desk) -> None:
    (touch_id,) = debrief(desk, 1)
    desk.open(touch_id)
    desk.press(ENTER)
    desk.press(Qt.Key.Key_Z)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert len(desk.services.store.calls.of_lead(1)) == 1
    desk.app.window.page("Debrief").setFocus()
    desk.press(Qt.Key.Key_Z)  # the toast is gone: now it is the page's
    assert desk.services.store.calls.of_lead(1) == []


def test_enter_in_the_finder_waits_for_the_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.room.find_caller()
    desk.clock.advance(1)
    desk.type("dan")
    field, waiting = desk.room.finder.field, []

    class Slow:
        def run(self, work: object, done: Callable[[object], None], *_: object) -> None:
            waiting.append((work, done))

    object.__setattr__(desk.app.context, "tasks", Slow())
    field.clear()
    desk.type("oli")
    desk.qtbot.keyClick(field, ENTER)
    assert desk.room.finder.isVisible()
    for work, done in waiting:
        done(cast(Callable[[object], object], work)(desk.services.store))
    assert desk.room.caller.accessibleName() == "Olivia Grant is calling"


# who rings


def ring(desk: Desk, lead_id: int = 2) -> None:
    desk.room._answer(lead_id)
    desk.clock.advance(1)


def test_another_talk_begins_anew_with_what_was_typed(desk: Desk) -> None:
    ring(desk)
    desk.press(Qt.Key.Key_1)
    desk.type("hm")
    desk.press(ESC)
    desk.press(ESC)
    desk.clock.advance(6 * 3600)
    ring(desk)
    assert desk.room.caller.strip.note.text() == "hm"
    assert desk.room.talk._model is not None
    assert desk.room.talk._model.state.chosen == -1
    desk.press(Qt.Key.Key_1)
    desk.press(ENTER)
    (call,) = desk.services.store.calls.of_lead(2)
    assert call.talk_s < 60
    assert call.next_call_at is not None
    assert call.next_call_at > desk.clock.now()


def test_a_note_survives_a_crash_and_is_not_told_twice(desk: Desk) -> None:
    desk.services.store.leads.save_fields(2, {"notes": "Likes tea"}, by_rep=True)

    def notes() -> str:
        lead = desk.services.store.leads.get(2)
        return lead.notes if lead is not None else ""

    ring(desk)
    desk.press(Qt.Key.Key_1)
    desk.type("Third chair")
    desk.qtbot.waitUntil(lambda: notes() == "Likes tea\nThird chair")
    desk.type("s")
    desk.press(ENTER)
    assert notes() == "Likes tea"
    assert desk.services.store.calls.of_lead(2)[0].note == "Third chairs"


@pytest.mark.parametrize(
    ("notes", "old", "new", "then"),
    [
        ("", "", "a", "a"),
        ("x", "", "a", "x\na"),
        ("x\na", "a", "ab", "x\nab"),
        ("a", "a", "", ""),
        ("x\na", "a", "", "x"),
        ("x\na and more", "a", "ab", "x\na and more\nab"),  # edited meanwhile: nothing is taken away
    ],
)
def test_a_line_in_the_notes_is_replaced(notes: str, old: str, new: str, then: str) -> None:
    assert with_draft(notes, old, new) == then


def test_a_talk_comes_back_after_ready(desk: Desk) -> None:
    ring(desk)
    desk.press(Qt.Key.Key_1)
    desk.type("about the price")
    began = desk.room.talk._began_at
    desk.app.window.show_page("Ready")
    QApplication.processEvents()
    assert not desk.room.caller.isVisible()
    desk.app.window.show_page("Today")
    desk.qtbot.waitUntil(desk.room.caller.isVisible)
    assert desk.room.caller.strip.note.text() == "about the price"
    assert desk.room.talk._began_at == began
    desk.clock.advance(1)
    desk.press(ENTER)
    assert len(desk.services.store.calls.of_lead(2)) == 1


def test_the_call_can_be_taken_back_where_the_text_went_with_it(desk: Desk) -> None:
    rep = desk.services.rep
    rep.save(replace(rep.settings, text_way="copy"))
    ring(desk)
    desk.room.talk.choose(0)
    desk.room.talk.write_note("x")
    desk.room.talk.tick("send_now", True)
    desk.room.talk.save()
    assert desk.told[-1] == "Olivia Grant: connected. Text to Olivia: copied."
    assert desk.app.window.offers_undo


def test_an_emptied_text_is_not_sent_and_the_tick_says_so(desk: Desk) -> None:
    ring(desk)
    desk.press(Qt.Key.Key_1)
    strip = desk.room.caller.strip
    assert strip.text_ready.isChecked()
    strip.text.setFocus()
    strip.text.selectAll()
    desk.press(Qt.Key.Key_Delete)
    assert not strip.text_ready.isChecked()
    assert focused() is strip.text
