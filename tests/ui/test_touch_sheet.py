"""The sheet for one touch: by keyboard alone, handed off once, what was typed kept, taken back by one press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import Goals
from lch_desktop.services.call_log import Dial
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.touches.state import KEYS, LABELS, sentences_line, timer_words
from tests.fakes import FakeClock
from tests.ui.pages_kit import person
from tests.ui.touch_kit import Desk, Remembered, opened

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def out() -> Remembered:
    return Remembered()


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path, clock: FakeClock, out: Remembered) -> Iterator[Desk]:
    yield from opened(qtbot, data_dir, clock, out)


def keep(desk: Desk, **changes: object) -> None:
    rep = desk.services.rep
    rep.save(replace(rep.settings, **changes))  # type: ignore[arg-type]


# ways


def test_enter_hands_a_text_to_the_messages_app(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    assert desk.sheet.accessibleName() == "Text to Dana Ruiz"
    desk.press(ENTER)
    (link,) = desk.out.links
    assert link.startswith("sms:+15125550143")
    assert "Dana" in unquote(link)
    touch = desk.touch(touch_id)
    assert (touch.status, touch.way) == (TouchStatus.SENT, "sms")
    assert touch.words in unquote(link)
    assert not desk.sheet.isVisible()
    assert desk.told == ["Text to Dana Ruiz: open in your messages app. Send it there."]


@pytest.mark.parametrize(
    ("kind", "key", "way", "left"),
    [
        (TouchKind.TEXT, Qt.Key.Key_C, "copy", "copied"),
        (TouchKind.TEXT, Qt.Key.Key_D, "ticked", ""),
        (TouchKind.EMAIL, ENTER, "mail", "links"),
        (TouchKind.EMAIL, Qt.Key.Key_C, "copy", "copied"),
        (TouchKind.VIDEO, ENTER, "mail", "links"),
        (TouchKind.VIDEO, Qt.Key.Key_T, "sms", "links"),
        (TouchKind.NOTE, ENTER, "print", "cards"),
        (TouchKind.NOTE, Qt.Key.Key_S, "print", "cards"),
        (TouchKind.NOTE, Qt.Key.Key_D, "ticked", ""),
    ],
)
def test_each_way_has_one_key(desk: Desk, kind: TouchKind, key: Qt.Key, way: str, left: str) -> None:
    touch_id = desk.due(kind)
    desk.open(touch_id)
    desk.press(key)
    assert desk.touch(touch_id).way == way
    assert [name for name in ("links", "copied", "cards") if getattr(desk.out, name)] == ([left] if left else [])


def test_the_rep_says_which_way_is_the_usual_one(desk: Desk) -> None:
    keep(desk, text_way="copy")
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(ENTER)
    assert desk.out.copied == [desk.touch(touch_id).words]
    assert desk.out.links == []


def test_the_code_is_sent_once_the_rep_says_so(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_Q)
    assert desk.sheet.code.isVisible()
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert "Sent from my phone" in desk.buttons()
    desk.press(Qt.Key.Key_Q)
    assert not desk.sheet.code.isVisible()
    desk.press(Qt.Key.Key_Q)
    desk.press(ENTER)
    assert desk.touch(touch_id).way == "qr"
    assert desk.out.links == []


def test_a_code_goes_with_the_words_it_held(desk: Desk) -> None:
    desk.open(desk.due())
    desk.press(Qt.Key.Key_Q)
    desk.press(Qt.Key.Key_E)
    desk.type("More")
    assert not desk.sheet.code.isVisible()


def test_a_link_that_nothing_opens_is_not_handed_off(desk: Desk) -> None:
    desk.out.opens = False
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(ENTER)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert desk.sheet.isVisible()
    assert desk.undos == []
    desk.press(Qt.Key.Key_C)
    assert desk.touch(touch_id).way == "copy"


def test_a_card_that_was_not_printed_waits(desk: Desk) -> None:
    desk.out.prints = False
    touch_id = desk.due(TouchKind.NOTE)
    desk.open(touch_id)
    desk.press(ENTER)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert desk.sheet.isVisible()


# once, and back


def test_nothing_goes_out_twice(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    for _ in range(3):
        desk.room.presenter.hand_off(next(iter(LABELS)))
    assert len(desk.out.links) == 1
    desk.open(touch_id)
    assert "Take back" in desk.buttons()
    assert not set(LABELS.values()) & set(desk.buttons())
    desk.press(Qt.Key.Key_C)
    desk.press(ENTER)  # closes
    assert desk.out.copied == []
    assert not desk.sheet.isVisible()


def test_what_another_program_handed_off_meanwhile_stays_single(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    sent = replace(desk.touch(touch_id), status=TouchStatus.SENT, done_at=desk.clock.now())
    desk.services.store.touches.save(sent)
    desk.press(ENTER)
    assert desk.out.links == []
    assert "Take back" in desk.buttons()


def test_a_held_or_a_doubled_enter_counts_once(desk: Desk) -> None:
    first, second = desk.due(), desk.due(lead_id=2)
    desk.open(first, second)
    desk.qtbot.keyClick(desk.sheet, ENTER)
    desk.qtbot.keyClick(desk.sheet, ENTER)  # no time has passed: meant for the one before
    assert len(desk.out.links) == 1
    assert desk.touch(second).status is TouchStatus.OPEN


def test_undo_after_a_hand_off(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(ENTER)
    (undo,) = desk.undos
    cast(Callable[[], None], undo)()
    assert desk.touch(touch_id).status is TouchStatus.OPEN


def test_dropped_and_taken_back(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_X)
    assert desk.touch(touch_id).status is TouchStatus.DROPPED
    assert desk.told == ["Text to Dana Ruiz: dropped."]
    desk.open(touch_id)
    desk.press(Qt.Key.Key_Z)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert "Open in messages" in desk.buttons()


def test_all_texts_one_after_the_other(desk: Desk) -> None:
    ids = [desk.due(lead_id=lead_id) for lead_id in (1, 2, 3)]
    desk.open(*ids)
    desk.press(ENTER)
    assert desk.sheet.accessibleName() == "Text to Olivia Grant"
    assert desk.sheet.hasFocus()
    desk.press(Qt.Key.Key_N)
    assert desk.sheet.accessibleName() == "Text to Kwame Osei"
    desk.press(Qt.Key.Key_C)
    assert not desk.sheet.isVisible()
    assert [desk.touch(touch_id).way for touch_id in ids] == ["sms", "", "copy"]


def test_z_in_a_batch_goes_back_to_the_one_before(desk: Desk) -> None:
    ids = [desk.due(lead_id=lead_id) for lead_id in (1, 2)]
    desk.open(*ids)
    desk.press(ENTER)
    desk.press(Qt.Key.Key_Z)
    assert desk.sheet.accessibleName() == "Text to Dana Ruiz"
    assert desk.touch(ids[0]).status is TouchStatus.OPEN
    desk.press(ENTER)
    desk.press(ENTER)
    assert [desk.touch(touch_id).status for touch_id in ids] == [TouchStatus.SENT] * 2


# typing


def test_what_was_typed_is_there_after_esc(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_E)
    desk.type(" See you.")
    desk.press(ESC)  # leaves the field
    assert desk.sheet.hasFocus()
    desk.press(ESC)  # leaves the sheet
    assert not desk.sheet.isVisible()
    assert desk.touch(touch_id).words.endswith("See you.")
    desk.open(touch_id)
    assert desk.sheet.words.words.text().endswith("See you.")


def test_what_was_typed_is_stored_at_the_next_pause(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_E)
    desk.type(" See you.")
    desk.qtbot.waitUntil(lambda: desk.touch(touch_id).words.endswith("See you."))  # a crash now loses nothing


def test_own_words_that_say_the_old_day_are_told_on_the_sheet(desk: Desk) -> None:
    services, tuesday = desk.services, datetime(2026, 11, 24, 16, tzinfo=UTC)
    talked = Report(outcome=Outcome.CONNECTED, next_call_at=tuesday)
    (text, *_) = services.log.log(1, talked, Dial(words="See you Tuesday!")).touches
    desk.open(text.id)
    assert desk.sheet._problem.said == ""
    desk.press(ESC)
    follow = services.log.lead(1).follow
    services.store.leads.save_follow(1, replace(follow, promise_at=tuesday + timedelta(days=2)))
    desk.open(text.id)
    assert desk.sheet._problem.said == "The text still says Tuesday."
    assert desk.sheet.words.words.text() == "See you Tuesday!"


def test_looking_at_a_draft_stores_nothing(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(ESC)
    assert desk.touch(touch_id).words == ""


def test_letters_in_a_field_are_text(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_E)
    desk.type("cxdq")
    assert desk.sheet.words.words.text().endswith("cxdq")
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    desk.press(ENTER)
    assert desk.touch(touch_id).words.endswith("cxdq")
    assert desk.touch(touch_id).way == "sms"


def test_enter_in_an_email_is_a_new_line_and_ctrl_enter_hands_off(desk: Desk) -> None:
    touch_id = desk.due(TouchKind.EMAIL)
    desk.open(touch_id)
    desk.press(Qt.Key.Key_E)
    desk.press(ENTER)
    desk.type("Yours")
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    desk.press(ENTER, CTRL)
    assert desk.touch(touch_id).words.endswith("\nYours")
    assert desk.touch(touch_id).way == "mail"


def test_the_subject_goes_along(desk: Desk) -> None:
    desk.open(desk.due(TouchKind.EMAIL))
    desk.sheet.words.subject.setFocus()
    desk.sheet.words.subject.selectAll()
    desk.type("A thought")
    desk.press(ESC)
    desk.press(ENTER)
    assert "subject=A%20thought" in desk.out.links[0]


@pytest.mark.parametrize(
    ("text", "said", "is_many"),
    [
        ("One.", "1 sentence", False),
        ("One. Two is here.", "2 sentences", False),
        ("One. Two is here. Three as well.", "3 sentences. One or two are read at once.", True),
    ],
)
def test_an_email_counts_its_sentences(text: str, said: str, is_many: bool) -> None:
    assert sentences_line(text) == (said, is_many)


# video


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (59.9, "0:59"), (60, "1:00"), (671, "11:11")])
def test_the_timer_counts_up(seconds: float, said: str) -> None:
    assert timer_words(seconds) == said


def test_the_timer_marks_a_minute_and_counts_on(desk: Desk) -> None:
    desk.open(desk.due(TouchKind.VIDEO))
    timer = desk.sheet.video.timer
    desk.press(Qt.Key.Key_S)
    assert timer.is_running
    desk.clock.advance(41)
    desk.qtbot.waitUntil(lambda: timer.shown == "0:42")
    assert timer.said == "A minute is plenty."
    desk.clock.advance(20)
    desk.qtbot.waitUntil(lambda: timer.shown == "1:02")
    assert timer.said == "That is a minute."
    desk.press(Qt.Key.Key_S)
    assert not timer.is_running


def test_a_video_has_three_shots(desk: Desk) -> None:
    touch_id = desk.due(TouchKind.VIDEO)
    found = desk.services.follow_through.get(touch_id)
    assert found is not None
    assert len(desk.services.follow_through.draft(found).shots) == 3


def test_a_file_is_chosen_kept_and_its_path_copied_for_the_mail(desk: Desk) -> None:
    desk.out.chosen, desk.out.files = "/films/dana.mp4", ("/films/dana.mp4",)
    touch_id = desk.due(TouchKind.VIDEO)
    desk.open(touch_id)
    desk.press(Qt.Key.Key_F)
    assert desk.sheet.video.file.text() == "/films/dana.mp4"
    desk.press(ENTER)
    assert desk.touch(touch_id).file == "/films/dana.mp4"
    assert desk.out.copied == ["/films/dana.mp4"]
    assert desk.told[0].endswith("The file's path is copied: attach it there.")


def test_a_file_is_dropped_on_the_sheet_and_not_imported(desk: Desk) -> None:
    touch_id = desk.due(TouchKind.VIDEO)
    desk.open(touch_id)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/films/dana.mp4")])
    no_keys, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, button, no_keys)
    desk.sheet.dropEvent(event)
    desk.press(ESC)
    assert desk.touch(touch_id).file == "/films/dana.mp4"
    assert desk.app.window.front == "Today"


def test_a_file_that_is_not_there_is_said(desk: Desk) -> None:
    desk.open(desk.due(TouchKind.VIDEO, file="/films/gone.mp4"))
    assert desk.sheet.video._problem.said == "There is no file at that place."


# rules


def test_outside_calling_hours_it_says_until_when_and_only_ticks(desk: Desk) -> None:
    desk.clock.advance(12 * 3600)  # half past ten in the evening in Chicago
    touch_id = desk.due()
    desk.open(touch_id)
    assert "Done already" in desk.buttons()
    assert not {"Open in messages", "Copy", "Scan with your phone"} & set(desk.buttons())
    desk.press(ENTER)
    desk.press(Qt.Key.Key_C)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert (desk.out.links, desk.out.copied) == ([], [])
    desk.press(Qt.Key.Key_D)
    assert desk.touch(touch_id).way == "ticked"


def test_no_sheet_during_the_hour(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(Qt.Key.Key_E)
    desk.type(" See you.")
    desk.app.window.start_hour(PlannedHour(30, Goals(3, 1, 1, 1)))
    assert desk.app.window.in_hour
    assert not desk.sheet.isVisible()
    assert desk.touch(touch_id).words.endswith("See you.")
    desk.room.open((touch_id,))
    desk.room.find_caller()
    assert not desk.sheet.isVisible()
    assert not desk.room.finder.isVisible()
    assert desk.told == ["That can wait until the hour is over."] * 2


def test_another_page_takes_the_sheet_away(desk: Desk) -> None:
    desk.open(desk.due())
    desk.app.window.show_page("Leads")
    assert not desk.sheet.isVisible()


def test_a_change_from_outside_leaves_the_keyboard_on_the_sheet(desk: Desk) -> None:
    desk.open(desk.due())
    desk.press(Qt.Key.Key_E)
    desk.app.context.hub.changed.emit()
    desk.type("!")
    assert desk.sheet.words.words.text().endswith("!")


def test_a_touch_that_is_gone_opens_nothing(desk: Desk) -> None:
    desk.open(4711)
    assert not desk.sheet.isVisible()


# names and keys


def test_no_letter_stands_for_two_ways_of_one_kind(desk: Desk) -> None:
    for kind in TouchKind:
        found = desk.services.follow_through.get(desk.due(kind))
        assert found is not None
        keys = [KEYS[way] for way in desk.services.follow_through.ways(found)]
        others = {"E", "X", "N", "Z"} | ({"F", "S"} if kind is TouchKind.VIDEO else set())
        others |= {"S"} if kind is TouchKind.NOTE else set()
        assert len(set(keys)) == len(keys)
        assert not others & set(keys)


@pytest.mark.parametrize("kind", list(TouchKind))
def test_tab_reaches_everything_and_stays_in_the_sheet(desk: Desk, kind: TouchKind) -> None:
    desk.open(desk.due(kind))
    reached = set()
    for _ in range(20):
        desk.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert desk.sheet.isAncestorOf(focused)
        reached.add(focused.accessibleName())
    assert set(desk.buttons()) <= reached
    assert {"Words"} <= reached
    assert all(desk.buttons())


def test_a_name_and_words_of_any_length_fit(desk: Desk) -> None:
    lead = desk.services.store.leads.add(person("Bartholomew Featherstonehaugh-Cholmondeley " * 3, "5125550149"))
    touch = Touch(lead_id=lead.id, kind=TouchKind.VIDEO, due_at=desk.clock.now(), words="Line\n" * 40)
    touch_id = desk.services.store.touches.add(touch).id
    desk.app.window.resize(480, 480)
    desk.open(touch_id)
    assert desk.sheet.card.geometry().right() <= desk.sheet.rect().right()
    assert desk.sheet.card.geometry().bottom() <= desk.sheet.rect().bottom()
    desk.press(Qt.Key.Key_End)  # moves the card
    assert desk.sheet.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_X])
def test_a_shortcut_with_ctrl_hands_nothing_off(desk: Desk, key: Qt.Key) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(key, CTRL)
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert desk.out.copied == []


def test_ctrl_enter_hands_off_too(desk: Desk) -> None:
    touch_id = desk.due()
    desk.open(touch_id)
    desk.press(ENTER, CTRL)
    assert desk.touch(touch_id).way == "sms"
