"""Before an e-mail goes: "Called first?" Once for each touch, and never a second Enter that sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, TouchKind, TouchStatus
from lch_desktop.domain.handoff import HandOff
from lch_desktop.domain.outcomes import Report
from lch_desktop.services.call_log import Dial
from tests.fakes import FakeClock
from tests.ui.touch_kit import Desk, Remembered, names_in, opened

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
M, C = Qt.Key.Key_M, Qt.Key.Key_C


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Desk]:
    for made in opened(qtbot, data_dir, clock, Remembered()):
        made.services.rep.save(replace(made.services.rep.settings, phone_first=True))
        yield made


def mail(desk: Desk, lead_id: int = 1) -> int:
    touch_id = desk.due(TouchKind.EMAIL, lead_id, words="One line.")
    desk.open(touch_id)
    return touch_id


def is_sent(desk: Desk, touch_id: int) -> bool:
    return desk.touch(touch_id).status is TouchStatus.SENT


def asks(desk: Desk) -> bool:
    return desk.sheet._first.isVisibleTo(desk.sheet)


def back_on_the_sheet(desk: Desk) -> None:
    desk.qtbot.waitUntil(desk.sheet.isVisible)
    desk.clock.advance(1)


@pytest.mark.parametrize("key", [ENTER, C])
def test_it_asks_and_says_what_each_key_does(desk: Desk, key: Qt.Key) -> None:
    touch_id = mail(desk)
    desk.press(key)
    assert asks(desk)
    assert not is_sent(desk, touch_id)
    assert desk.buttons()[:3] == ["Call", "Open in mail", "Copy"]


def test_enter_twice_calls_and_sends_nothing(desk: Desk) -> None:
    touch_id = mail(desk)
    desk.press(ENTER)
    desk.press(ENTER)
    assert not is_sent(desk, touch_id)
    assert desk.out.links == []
    assert desk.room.caller.isVisible()
    assert desk.room.caller.accessibleName() == "Call with Dana Ruiz"
    assert desk.room.caller.panel.title.text() == "Dial (512) 555-0143. How did it go?"


def test_a_doubled_enter_does_not_even_call(desk: Desk) -> None:
    mail(desk)
    desk.qtbot.keyClick(desk.sheet, ENTER)
    desk.qtbot.keyClick(desk.sheet, ENTER)
    assert asks(desk)
    assert not desk.sheet.isHidden()


@pytest.mark.parametrize(("key", "way"), [(M, "mail"), (C, "copy")])
def test_its_letter_sends_it_all_the_same(desk: Desk, key: Qt.Key, way: str) -> None:
    touch_id = mail(desk)
    desk.press(ENTER)
    desk.press(key)
    assert (desk.touch(touch_id).status, desk.touch(touch_id).way) == (TouchStatus.SENT, way)


def test_never_twice_for_the_same_touch(desk: Desk) -> None:
    touch_id = mail(desk)
    desk.press(ENTER)
    desk.press(ESC)
    desk.open(touch_id)
    assert not asks(desk)
    desk.press(ENTER)
    assert is_sent(desk, touch_id)


def test_a_mail_program_that_is_missing_asks_nothing_again(desk: Desk) -> None:
    touch_id = mail(desk)
    desk.out.opens = False
    desk.press(ENTER)
    desk.press(M)
    assert not is_sent(desk, touch_id)
    assert not asks(desk)
    desk.out.opens = True
    desk.press(ENTER)
    assert is_sent(desk, touch_id)


def called(desk: Desk, days_ago: int) -> None:
    desk.clock.jump(-days_ago * 86_400)
    desk.services.log.log(1, Report(outcome=Outcome.NO_ANSWER), Dial())
    desk.clock.jump(days_ago * 86_400)


@pytest.mark.parametrize(("days_ago", "question"), [(0, False), (1, True)])
def test_a_call_of_today_is_enough(desk: Desk, days_ago: int, question: bool) -> None:
    called(desk, days_ago)
    mail(desk)
    desk.press(ENTER)
    assert asks(desk) is question


def test_only_an_email_only_where_it_is_wanted_and_only_with_a_number(desk: Desk) -> None:
    text_id = desk.due(TouchKind.TEXT)
    desk.open(text_id)
    desk.press(ENTER)
    assert is_sent(desk, text_id)
    lead = desk.services.log.lead(1)
    desk.services.store.book.delete_phone(1, lead.phones[0].id)
    touch_id = mail(desk)
    desk.press(ENTER)
    assert is_sent(desk, touch_id)


def test_off_it_is_not_asked(desk: Desk) -> None:
    desk.services.rep.save(replace(desk.services.rep.settings, phone_first=False))
    touch_id = mail(desk)
    desk.press(ENTER)
    assert is_sent(desk, touch_id)


def test_what_was_done_already_needs_no_call(desk: Desk) -> None:
    touch_id = mail(desk)
    desk.press(Qt.Key.Key_D)
    assert desk.touch(touch_id).way == "ticked"


def test_outside_calling_hours_nothing_goes_and_nothing_is_asked(desk: Desk) -> None:
    desk.clock.jump(14 * 3600)
    mail(desk)
    assert "Open in mail" not in desk.buttons()
    desk.press(ENTER)
    assert not asks(desk)


def test_the_call_is_logged_and_the_mail_is_there_again(desk: Desk) -> None:
    touch_id = mail(desk)
    desk.press(ENTER)
    desk.press(ENTER)
    desk.press(Qt.Key.Key_4)  # no answer, as in the hour
    (call,) = desk.services.store.calls.of_lead(1)
    assert (call.outcome, call.session_id, call.attempt) == (Outcome.NO_ANSWER, None, 1)
    assert desk.told[-1] == "Dana Ruiz: no answer."
    back_on_the_sheet(desk)
    assert not asks(desk)
    desk.press(ENTER)
    assert is_sent(desk, touch_id)


def test_a_talk_goes_on_to_the_strip_and_esc_back_through_the_question(desk: Desk) -> None:
    mail(desk)
    desk.press(ENTER)
    desk.press(ENTER)
    caller = desk.room.caller
    desk.press(Qt.Key.Key_1)
    assert caller.strip.isVisible()
    desk.press(ESC)
    assert caller.panel.isVisible()
    desk.press(Qt.Key.Key_2)
    assert caller.panel.title.text() == "Call Dana back when?"
    assert not caller.panel.ticked  # the rep rang, nobody asked for a time yet
    desk.press(ESC)
    assert caller.panel.title.text().endswith("How did it go?")
    desk.press(ESC)
    assert not caller.isVisible()
    assert desk.services.store.calls.of_lead(1) == []
    back_on_the_sheet(desk)


def test_the_rest_of_the_batch_comes_back_too(desk: Desk) -> None:
    first, second = desk.due(TouchKind.EMAIL, words="One."), desk.due(TouchKind.TEXT, 2, minutes=9)
    desk.open(first, second)
    desk.press(ENTER)
    desk.press(ENTER)
    desk.press(Qt.Key.Key_3)
    back_on_the_sheet(desk)
    assert desk.sheet.accessibleName() == "E-mail to Dana Ruiz"
    assert "Next" in names_in(desk.sheet)
    assert desk.services.log.lead(1).follow.last_call_at == desk.clock.now() - timedelta(seconds=2)


def never_again(desk: Desk) -> None:
    desk.services.book.do_not_call([1])


def evening(desk: Desk) -> None:
    desk.clock.advance(12 * 3600)


def called_elsewhere(desk: Desk) -> None:
    called(desk, 0)


def snoozed(desk: Desk) -> None:
    follow = desk.services.log.lead(1).follow
    until = desk.services.rep.today() + timedelta(days=9)
    desk.services.store.leads.save_follow(1, replace(follow, snoozed_until=until))


NO_CALL = "Dana Ruiz is not to be called now; the e-mail can go as it is."


@pytest.mark.parametrize(
    ("meanwhile", "says", "usual"),
    [
        (never_again, "This is not open any more, so nobody is called for it.", "Take back"),
        (evening, "It is outside Dana Ruiz's calling hours", "Done already"),
        (called_elsewhere, NO_CALL, "Open in mail"),
        (snoozed, NO_CALL, "Open in mail"),
    ],
)
def test_what_changed_unheard_while_it_asked_is_looked_up(
    desk: Desk, meanwhile: Callable[[Desk], None], says: str, usual: str
) -> None:
    dialled: list[str] = []
    desk.services.calling.call = lambda phone: bool(dialled.append(phone.e164))  # type: ignore[method-assign]
    touch_id = mail(desk)
    desk.press(ENTER)
    assert asks(desk)
    meanwhile(desk)
    desk.press(ENTER)
    assert (dialled, asks(desk), is_sent(desk, touch_id)) == ([], False, False)
    assert desk.sheet.isVisible()
    assert desk.sheet._problem.said.startswith(says)
    assert usual in desk.buttons()


def test_a_number_that_changed_while_it_asked_is_the_one_that_is_dialled(desk: Desk) -> None:
    mail(desk)
    desk.press(ENTER)
    lead = desk.services.log.lead(1)
    other = replace(lead.phones[0], e164="+15125550199", raw="5125550199", shown="(512) 555-0199")
    desk.services.store.book.save_phone(other)
    desk.press(ENTER)
    assert desk.room.caller.panel.title.text() == "Dial (512) 555-0199. How did it go?"


def test_what_is_typed_while_it_asks_outlives_the_refusal(desk: Desk) -> None:
    mail(desk)
    desk.press(ENTER)
    desk.press(Qt.Key.Key_E)
    desk.type("And ")
    snoozed(desk)
    desk.press(ESC)
    desk.press(ENTER)
    assert desk.sheet._problem.said == NO_CALL
    assert "And " in desk.sheet.words.words.toPlainText()


def test_an_email_that_went_elsewhere_while_it_asked_needs_no_call(desk: Desk) -> None:
    touch_id = mail(desk)
    desk.press(ENTER)
    desk.services.follow_through.hand_off(touch_id, HandOff.TICKED, "One line.")
    desk.press(ENTER)
    assert not asks(desk)
    assert not ("caller" in vars(desk.room) and desk.room.caller.isVisible())
    assert desk.sheet._over.isVisibleTo(desk.sheet)
    assert desk.sheet._problem.said == "This is not open any more, so nobody is called for it."
