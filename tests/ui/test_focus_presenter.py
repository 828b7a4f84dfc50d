"""One hour by real key presses: the guards, the nine outcomes from the card, undo, skip, redial, the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, TouchKind
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.session import Goals
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running
from tests.ui.pages_kit import RememberingDialer, person


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


# Enter


@pytest.mark.parametrize(("after_s", "live"), [(0.0, False), (0.5, False), (0.79, False), (0.81, True)])
def test_call_ignores_enter_in_the_first_800_ms_of_a_new_card(hour: Hour, after_s: float, live: bool) -> None:
    hour.press("4", settle=False)
    hour.clock.advance(after_s)
    hour.press("Enter", settle=False)
    assert hour.p.live is live


def test_a_dialer_that_fails_leaves_a_begun_call_and_nothing_in_between(
    hour: Hour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(phone: Phone) -> bool:
        raise InputError("dialer-template", template="tel")

    monkeypatch.setattr(hour.services.calling, "call", fails)
    hour.press("Enter")
    assert hour.p.live
    card = hour.page.card
    assert (card.call.isVisible(), card.ring.isVisible(), card.pill.isVisible()) == (False, False, True)
    hour.press("4")
    assert [call.outcome for call in hour.calls] == [Outcome.NO_ANSWER]


def test_auto_repeat_never_counts(hour: Hour) -> None:
    first = hour.lead.id
    for key in ("4", "3", "1", "S", "Enter", "8", "R", "P", "Esc"):
        hour.down(key, repeat=True)
        hour.settle()
        hour.down(key, repeat=True)
        hour.settle()
    assert hour.lead.id == first
    assert hour.p.mode == "card"
    assert not hour.p.live
    assert hour.calls == []


def test_a_key_held_down_logs_one_call(hour: Hour) -> None:
    hour.down("4")
    for _ in range(40):
        hour.clock.advance(0.05)
        hour.up("4", repeat=True)
        hour.down("4", repeat=True)
    hour.up("4")
    assert len(hour.calls) == 1


@pytest.mark.parametrize(("after_s", "logged"), [(0.0, 1), (0.24, 1), (0.26, 2)])
def test_the_same_outcome_key_within_250_ms_is_ignored(hour: Hour, after_s: float, logged: int) -> None:
    hour.press("4", settle=False)
    hour.clock.advance(after_s)
    hour.press("4", settle=False)
    assert len(hour.calls) == logged


@pytest.mark.parametrize(("second_ms", "busy_s", "logged"), [(400, 0.0, 2), (30, 0.9, 1)])
def test_a_busy_program_neither_loses_a_press_nor_counts_a_bounce(
    hour: Hour, second_ms: int, busy_s: float, logged: int
) -> None:
    hour.down("4", at_ms=5000)
    hour.up("4")
    hour.clock.advance(busy_s)
    hour.down("4", at_ms=5000 + second_ms)
    assert len(hour.calls) == logged


def test_another_outcome_key_counts_at_once(hour: Hour) -> None:
    hour.press("4", "3", settle=False)
    assert [call.outcome for call in hour.calls] == [Outcome.NO_ANSWER, Outcome.LEFT_VOICEMAIL]


def test_enter_during_a_live_call_does_nothing(hour: Hour) -> None:
    hour.press("Enter")
    begun = hour.p.card.dialled_at
    hour.press("Enter", "Enter")
    assert hour.p.card.dialled_at == begun
    assert hour.calls == []


@pytest.mark.parametrize(
    "before",
    [(), ("Enter",), ("1",), ("2",), ("5",), ("9",), ("J",), ("L",), ("B",), ("Esc", "Esc"), ("G",), ("N",), ("8",)],
)
def test_enter_at_the_wrong_moment_logs_nothing(hour: Hour, before: tuple[str, ...]) -> None:
    lead = hour.lead.id
    hour.press(*before)
    hour.press("Enter", "Enter", "Enter")
    assert hour.calls == []
    assert hour.lead.id == lead


@pytest.mark.parametrize(("open_with", "typed"), [("L", "read the memo"), ("G", "Book Tuesday")])
def test_enter_in_a_line_does_not_call_as_well(hour: Hour, open_with: str, typed: str) -> None:
    hour.press(open_with)
    hour.type(typed)
    hour.press("Enter")
    assert hour.p.mode == "card"
    assert not hour.p.live


# fields


def test_in_a_field_letters_and_digits_are_text(hour: Hour) -> None:
    hour.press("Enter", "N")
    hour.type("call 8 1 4 9 at noon, says pbjrs")
    assert hour.page.card.note.text() == "call 8 1 4 9 at noon, says pbjrs"
    assert hour.calls == []
    assert hour.p.mode == "card"


def test_esc_leaves_the_field_and_keeps_the_text(hour: Hour) -> None:
    hour.press("Enter", "N")
    hour.type("likes the blue one")
    hour.press("Esc")
    assert hour.focused is hour.page
    assert hour.page.card.note.text() == "likes the blue one"
    hour.press("4")
    assert hour.calls[0].note == "likes the blue one"


def test_esc_out_of_a_field_is_not_the_first_of_two(hour: Hour) -> None:
    hour.press("Enter", "N", settle=False)
    hour.press("Esc", "Esc", settle=False)
    assert hour.p.mode == "card"


def test_esc_keeps_the_goal_that_was_typed(hour: Hour) -> None:
    hour.press("G")
    hour.type("Book Tuesday")
    hour.press("Esc")
    assert hour.lead.follow.goal == "Book Tuesday"
    assert hour.focused is hour.page


def test_ctrl_z_in_a_field_takes_back_text_and_no_call(hour: Hour) -> None:
    hour.press("4", "Enter", "N")
    hour.type("abc")
    lead = hour.lead.id
    hour.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert hour.page.card.note.text() == ""
    assert len(hour.calls) == 1
    assert hour.lead.id == lead


@pytest.mark.parametrize("key", ["S", "P", "R", "B", "L", "J", "D", "Q", "K"])
def test_ctrl_and_a_letter_is_nothing_of_ours(hour: Hour, key: str) -> None:
    lead = hour.lead.id
    hour.press("N")
    hour.type("x")
    hour.press(f"Ctrl+{key}", "Esc", f"Ctrl+{key}")
    assert hour.p.mode == "card"
    assert hour.lead.id == lead


@pytest.mark.parametrize(("key", "outcome"), [("Ctrl+3", Outcome.LEFT_VOICEMAIL), ("Ctrl+4", Outcome.NO_ANSWER)])
def test_ctrl_and_a_digit_is_the_outcome_in_a_field(hour: Hour, key: str, outcome: Outcome) -> None:
    hour.press("Enter", "N")
    hour.type("hello")
    hour.press(key)
    assert [(call.outcome, call.note) for call in hour.calls] == [(outcome, "hello")]


def test_ctrl_and_a_digit_of_the_keypad_is_the_outcome_in_a_field(hour: Hour) -> None:
    hour.press("Enter", "N")
    keypad = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier
    QTest.keyClick(hour.focused, Qt.Key.Key_4, keypad)
    assert [call.outcome for call in hour.calls] == [Outcome.NO_ANSWER]


def test_ctrl_8_in_a_field_needs_its_second_press_too(hour: Hour) -> None:
    lead = hour.lead.id
    hour.press("Enter", "N", "Ctrl+8")
    assert hour.calls == []
    hour.press("Ctrl+8")
    assert [call.outcome for call in hour.calls] == [Outcome.DO_NOT_CALL]
    assert hour.calls[0].lead_id == lead


def test_enter_after_the_first_8_rings_nobody(hour: Hour) -> None:
    hour.press("8", "Enter")
    assert not hour.p.live
    assert not hour.calls
    hour.press("Enter")
    assert hour.p.live


def test_typing_between_disarms_ctrl_8(hour: Hour) -> None:
    hour.press("Enter", "N", "Ctrl+8")
    hour.type("no")
    hour.press("Ctrl+8")
    assert hour.calls == []


def test_the_note_takes_no_focus_when_a_call_begins(hour: Hour) -> None:
    hour.press("Enter")
    assert hour.p.live
    assert hour.page.card.note.isVisible()
    assert hour.focused is hour.page


# key 8


def test_key_8_asks_once_more(hour: Hour) -> None:
    lead = hour.lead
    hour.press("8")
    assert hour.calls == []
    assert hour.page.outcomes.keys.buttons["do-not-call"].is_asking
    hour.press("8")
    found = hour.named(lead.name)
    assert found.do_not_call
    assert found.phones[0].status is PhoneStatus.DO_NOT_CALL


def test_holding_key_8_down_does_nothing(hour: Hour) -> None:
    hour.down("8")
    for _ in range(60):
        hour.clock.advance(0.05)
        hour.down("8", repeat=True)
    hour.down("8")  # some systems lose the mark of a repeat
    assert hour.calls == []
    assert not hour.lead.do_not_call


def test_a_second_8_after_3_s_begins_anew(hour: Hour) -> None:
    hour.press("8", settle=False)
    hour.clock.advance(3.2)
    hour.press("8")
    assert hour.calls == []


@pytest.mark.parametrize("between", ["A", "H", "Esc", "V", "Left", "K"])
def test_another_key_disarms_8(hour: Hour, between: str) -> None:
    hour.press("8", between, "8")
    assert hour.calls == []


def test_8_for_every_lead_that_has_the_number(hour: Hour) -> None:
    number = hour.lead.phones[0].e164
    twin = hour.store.leads.add(replace(person("Twin", "6145550143"), zone="America/New_York"))
    hour.press("8", "8")
    other = hour.store.leads.get(twin.id)
    assert other is not None
    assert other.phones[0].status is PhoneStatus.DO_NOT_CALL
    assert hour.store.suppressions.among([number]) == {number}


# Esc


def test_esc_once_does_nothing(hour: Hour) -> None:
    hour.press("Esc")
    assert hour.p.mode == "card"
    assert hour.p.hour.timer is not None


@pytest.mark.parametrize(("gap_s", "mode"), [(0.3, "question"), (0.99, "question"), (1.2, "card")])
def test_esc_twice_within_a_second_asks_to_end(hour: Hour, gap_s: float, mode: str) -> None:
    hour.press("Esc", settle=False)
    hour.clock.advance(gap_s)
    hour.press("Esc", settle=False)
    assert hour.p.mode == mode


@pytest.mark.parametrize(("key", "reason"), [("1", "emergency"), ("2", "meeting"), ("3", "no energy"), ("4", "other")])
def test_the_end_keeps_its_reason_and_what_was_done(hour: Hour, key: str, reason: str) -> None:
    session = hour.p.hour.session.id
    hour.press("4")
    hour.press("Esc", "Esc", settle=False)
    hour.clock.advance(1)
    hour.press(key)
    ended = hour.store.sessions.get(session)
    assert ended is not None
    assert (ended.running, ended.end_reason) == (False, reason)
    assert len(hour.store.calls.of_session(session)) == 1
    assert hour.window.front == "Debrief"


def test_a_half_typed_note_goes_to_its_own_lead_when_the_hour_ends(hour: Hour) -> None:
    first = hour.lead
    hour.press("N")
    hour.type("typed for the first")
    hour.press("Esc", "S", "N")
    second = hour.lead
    hour.type("typed for the second")
    hour.press("Esc")
    hour.click("End the hour")
    hour.press("4")
    assert "typed for the first" in hour.named(first.name).notes
    assert "typed for the second" in hour.named(second.name).notes
    assert "typed for the second" not in hour.named(first.name).notes


# the nine outcomes


def test_connected_from_the_card(hour: Hour) -> None:
    lead = hour.lead
    hour.press("Enter", "1", "1")
    hour.type("They want two units")
    hour.press("Enter")
    call = hour.calls[0]
    assert (call.outcome, call.note) == (Outcome.CONNECTED, "They want two units")
    assert call.next_call_at is not None
    after = hour.named(lead.name)
    assert after.follow.attempts == 0
    assert after.follow.promise_at == call.next_call_at
    assert after.last_talk == "They want two units"
    touches = {touch.kind: touch.due_at for touch in hour.store.touches.of_lead(lead.id)}
    assert touches == {
        TouchKind.TEXT: call.ended_at + timedelta(minutes=5),
        TouchKind.VIDEO: call.ended_at + timedelta(hours=4),
    }
    assert hour.lead.id != lead.id


def test_call_back_later_from_the_card(hour: Hour) -> None:
    lead, now = hour.lead, hour.clock.now()
    hour.press("2", "Y", "1")
    call = hour.calls[0]
    assert (call.outcome, call.person, call.connect, call.conversation) == (
        Outcome.CALL_BACK_LATER,
        True,
        True,
        False,
    )
    promise = hour.named(lead.name).follow.promise_at
    assert promise is not None
    assert timedelta(minutes=58) < promise - now <= timedelta(minutes=61)


@pytest.mark.parametrize(
    ("key", "outcome", "attempts", "touches"),
    [("3", Outcome.LEFT_VOICEMAIL, 1, {TouchKind.TEXT}), ("4", Outcome.NO_ANSWER, 1, {TouchKind.TEXT})],
)
def test_one_key_outcomes(hour: Hour, key: str, outcome: Outcome, attempts: int, touches: set[TouchKind]) -> None:
    lead = hour.lead
    hour.press("Enter", key)
    call = hour.calls[0]
    assert (call.outcome, call.connect, call.conversation) == (outcome, False, False)
    after = hour.named(lead.name).follow
    assert after.attempts == attempts
    assert after.due_on is not None
    assert after.voicemails == (1 if key == "3" else 0)
    assert {touch.kind for touch in hour.store.touches.of_lead(lead.id)} >= touches


def test_not_interested_takes_a_reason_in_one_key(hour: Hour) -> None:
    lead = hour.lead
    hour.press("5", "2")
    call = hour.calls[0]
    assert (call.outcome, call.reason) == (Outcome.NOT_INTERESTED, "price")
    after = hour.named(lead.name)
    assert after.follow.stage is Stage.NURTURE
    assert after.follow.attempts == 0
    assert len(hour.store.touches.of_lead(lead.id)) == 2


def test_wrong_number_offers_the_next_number_at_once(hour: Hour) -> None:
    second = Phone(e164="+16145550199", raw="(614) 555-0199", shown="(614) 555-0199", region="US")
    hour.store.leads.add_phones(hour.lead.id, [second])
    lead = hour.open(hour.lead.name)
    hour.press("Enter", "6")
    assert hour.lead.id == lead.id
    assert hour.page.card.phone.text() == "(614) 555-0199"
    assert hour.lead.follow.attempts == lead.follow.attempts
    assert hour.lead.phones[0].status is PhoneStatus.WRONG
    hour.press("6")
    assert hour.lead.id != lead.id
    assert hour.named(lead.name).needs_number


def test_sold_needs_no_next_call(hour: Hour) -> None:
    lead = hour.lead
    hour.press("Enter", "7")
    assert hour.calls[0].outcome is Outcome.SOLD
    after = hour.named(lead.name).follow
    assert (after.stage, after.attempts, after.promise_at) == (Stage.SOLD, 0, None)
    assert [touch.kind for touch in hour.store.touches.of_lead(lead.id)] == [TouchKind.NOTE]


def test_someone_else_takes_a_line_with_its_time(hour: Hour) -> None:
    lead = hour.lead
    hour.press("Enter", "9", "N")
    hour.type("reception, try at 3")
    hour.press("Enter")
    call = hour.calls[0]
    assert (call.outcome, call.note) == (Outcome.SOMEONE_ELSE, "reception, try at 3")
    promise = hour.named(lead.name).follow.promise_at
    assert promise is not None
    assert hour.services.rep.local(promise).strftime("%H:%M") == "15:00"
    assert hour.named(lead.name).follow.attempts == 1
    assert not hour.p.live


def test_without_call_it_says_so_and_can_be_undone(hour: Hour) -> None:
    lead = hour.lead
    hour.press("4")
    assert hour.said == f"Logged without a call: {lead.name}, no answer"
    hour.click("Undo")
    assert hour.calls == []
    assert hour.lead == lead
    assert not hour.p.live


def test_after_call_it_does_not_say_so(hour: Hour) -> None:
    name = hour.lead.name
    hour.press("Enter", "4")
    assert hour.said == f"{name}: no answer"


@pytest.mark.parametrize("place", range(9))
def test_every_outcome_has_a_button_that_does_the_same(hour: Hour, place: int) -> None:
    name = list(Outcome)[place]
    modes = {Outcome.CONNECTED: "strip"}
    asked = {Outcome.CALL_BACK_LATER, Outcome.NOT_INTERESTED, Outcome.SOMEONE_ELSE}
    hour.page.outcomes.keys.buttons[name].click()
    hour.settle()
    if name is Outcome.DO_NOT_CALL:
        assert hour.calls == []
        hour.page.outcomes.keys.buttons[name].click()
    if name in asked or name in modes:
        assert hour.p.mode == modes.get(name, "question")
    else:
        assert [call.outcome for call in hour.calls] == [name]


# asks, undo, redo


def test_a_counts_asks_into_the_call(hour: Hour) -> None:
    hour.press("Enter", "A", "A", "3")
    assert hour.calls[0].asks == 2
    assert hour.p.card.asks == 0


def test_z_takes_back_newest_first_with_the_note(hour: Hour) -> None:
    first = hour.lead
    hour.press("Enter", "N")
    hour.type("first note")
    hour.press("Esc", "4")
    second = hour.lead
    hour.press("4", "Z")
    assert hour.lead == second
    hour.press("Z")
    assert hour.lead == first
    assert hour.page.card.note.text() == "first note"
    assert hour.p.live, "the call was on before its outcome: its timer goes on"
    assert hour.calls == []
    hour.press("Z")
    assert hour.said == "There is nothing to take back."


def test_shift_z_does_it_again(hour: Hour) -> None:
    first = hour.lead
    hour.press("Enter", "3")
    second = hour.lead.id
    hour.press("Z", "Shift+Z")
    assert [call.outcome for call in hour.calls] == [Outcome.LEFT_VOICEMAIL]
    assert hour.lead.id == second
    assert hour.named(first.name).follow.attempts == first.follow.attempts + 1
    hour.press("Shift+Z")
    assert hour.said == "There is nothing to bring back."


def test_undo_of_do_not_call_gives_the_number_back(hour: Hour) -> None:
    lead = hour.lead
    hour.press("8", "8", "Z")
    assert hour.lead == lead
    assert hour.store.suppressions.count() == 0


def test_another_cards_half_typed_note_waits_for_it(hour: Hour) -> None:
    hour.press("4", "N")
    second = hour.lead
    hour.type("half typed")
    hour.press("Esc", "Z")
    assert hour.page.card.note.text() == ""
    hour.press("4")
    assert hour.lead.id == second.id
    assert hour.page.card.note.text() == "half typed"


# skip, redial, goal


def test_skip_goes_to_the_back_and_z_brings_it_forward(hour: Hour) -> None:
    first = hour.lead
    hour.press("S")
    assert hour.lead.id != first.id
    assert list(hour.p.hour.skipped()) == [first.id]
    hour.press("Z")
    assert hour.lead.id == first.id
    assert list(hour.p.hour.skipped()) == []


def test_skip_is_no_way_out_of_a_live_call(hour: Hour) -> None:
    first = hour.lead
    hour.press("Enter", "S")
    assert hour.lead.id == first.id
    assert hour.p.live


def test_a_skipped_card_comes_again_after_all_others(hour: Hour) -> None:
    first = hour.lead
    hour.press("S")
    seen: list[str] = []
    while hour.lead.id != first.id and len(seen) < 40:
        seen.append(hour.lead.name)
        hour.press("4")
    assert hour.lead.id == first.id
    assert len(seen) > 10


def test_skipping_the_only_lead_does_not_end_the_hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock) as hour:
        only = hour.store.leads.add(person("Only One", "5125550101"))
        hour.start()
        hour.press("S")
        assert hour.p.mode == "card"
        assert hour.lead.id == only.id


def test_when_the_list_is_dry_the_hour_ends(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock) as hour:
        hour.store.leads.add(person("Only One", "5125550101"))
        hour.start()
        hour.press("4")
        last = hour.store.sessions.last()
        assert last is not None
        assert (last.end_reason, last.queue_emptied) == ("dry", True)


@pytest.fixture
def dialer(hour: Hour, monkeypatch: pytest.MonkeyPatch) -> RememberingDialer:
    """A dialer whose test has passed."""
    made = RememberingDialer()
    monkeypatch.setattr(hour.services.calling, "_dialer", made)
    rep = hour.services.rep
    rep.save(replace(rep.settings, dialer_tested=True, call_bar=False))
    return made


def test_redial_in_a_live_call_dials_the_same_number_again(hour: Hour, dialer: RememberingDialer) -> None:
    hour.press("Enter", "N")
    begun = hour.p.card.dialled_at
    hour.type("cut off")
    hour.press("Esc", "D")
    assert dialer.dialled == ["tel:+16145550143"] * 2
    assert hour.p.card.dialled_at == begun
    hour.press("4")
    assert [(call.note, call.attempt) for call in hour.calls] == [("cut off", 1)]


def test_redial_after_the_outcome_takes_the_call_up_again(hour: Hour, dialer: RememberingDialer) -> None:
    first = hour.lead
    hour.press("Enter", "N")
    hour.type("cut off")
    hour.press("Esc", "4", "D")
    assert hour.lead.id == first.id
    assert hour.p.live
    assert hour.page.card.note.text() == "cut off"
    assert hour.calls == []
    assert dialer.dialled == ["tel:+16145550143"] * 2
    hour.press("3")
    assert [call.attempt for call in hour.calls] == [first.follow.attempts + 1]


def test_redial_without_a_call_says_so(hour: Hour) -> None:
    hour.press("D")
    assert hour.said == "No call was made in this hour yet."


@pytest.mark.parametrize(
    ("goal", "hinted"), [("Just checking in", True), ("Touching base", True), ("Get a date", False)]
)
def test_a_goal_that_says_nothing_gets_a_soft_hint(hour: Hour, goal: str, hinted: bool) -> None:
    hour.press("G")
    hour.type(goal)
    hour.press("Enter")
    assert hour.lead.follow.goal == goal
    assert hour.page.card.goal.text() == goal
    assert (hour.said == "What do you bring them?") is hinted
    hour.press("3")
    assert hour.calls[0].goal == goal


def test_a_goal_left_as_it_was_is_nothing_to_undo(hour: Hour) -> None:
    hour.press("G", "Esc", "G", "Enter", "Z")
    assert hour.said == "There is nothing to take back."


# time


def test_the_hour_never_cuts_a_call(hour: Hour) -> None:
    hour.press("Enter")
    hour.clock.advance(3700)
    hour.p.tick()
    assert hour.p.mode == "card"
    hour.press("3")
    last = hour.store.sessions.last()
    assert last is not None
    assert last.end_reason == "time"
    assert hour.window.front == "Debrief"


def test_the_hour_ends_at_its_minute(hour: Hour) -> None:
    hour.clock.advance(3700)
    hour.p.tick()
    assert hour.window.front == "Debrief"


def test_a_promise_that_is_all_there_is_is_asked_and_comes_up_by_itself(
    qtbot: QtBot, data_dir: Path, clock: FakeClock
) -> None:
    with opened(data_dir, clock) as hour:
        lead = person("Jun Park", "5125550101")
        at = clock.now() + timedelta(minutes=20)
        hour.store.leads.add(replace(lead, follow=replace(lead.follow, promise_at=at, promise_asked=True)))
        hour.start()
        assert hour.p.mode == "question"
        assert "Call Jun Park now" in hour.texts()
        hour.press("Esc")
        assert hour.p.mode == "question"
        hour.page.ends.end.click()
        hour.press("Esc")
        assert "Call Jun Park now" in hour.texts(), "Esc takes the later question back, not the only one there is"
        clock.advance(19 * 60)
        hour.p.tick()
        assert hour.p.mode == "card"
        assert hour.lead.name == "Jun Park"


def test_a_line_being_typed_is_not_pulled_away_by_a_promise(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock) as hour:
        for number, minutes in (("5125550101", 10), ("5125550102", 30)):
            lead = person(f"Lead {minutes}", number)
            at = clock.now() + timedelta(minutes=minutes)
            hour.store.leads.add(replace(lead, follow=replace(lead.follow, promise_at=at, promise_asked=True)))
        hour.start()
        hour.press("1", "L")
        hour.type("read the memo")
        clock.advance(29 * 60)
        hour.p.tick()
        assert hour.p.mode == "question"
        assert hour.page.choice.field.text() == "read the memo"


# leads of every kind


def test_a_lead_without_a_phone_can_be_logged_but_not_called(hour: Hour) -> None:
    hour.open("Minh Anh Nguyễn")
    assert hour.page.card.phone.text() == "No number"
    hour.press("Enter")
    assert not hour.p.live
    assert hour.said == "Minh Anh Nguyễn needs a number. S skips."
    hour.press("4")
    assert [call.e164 for call in hour.calls] == [""]


def test_a_lead_logged_elsewhere_is_dropped_and_its_note_kept(hour: Hour) -> None:
    from lch_desktop.domain.outcomes import Report
    from lch_desktop.services.call_log import Dial

    first: Lead = hour.lead
    hour.press("N")
    hour.type("half typed")
    hour.services.log.log(first.id, Report(outcome=Outcome.NO_ANSWER), Dial())
    hour.p.on_changed_outside()
    hour.settle()
    assert hour.lead.id != first.id
    assert "half typed" in hour.named(first.name).notes
    assert hour.said == f"{first.name} was logged elsewhere. Your note is kept on the lead."


# remapped keys


def test_a_remapped_key_works_and_its_cap_says_so(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock, keys=(("skip", "K"), ("no-answer", "X"), ("sold", ""))) as hour:
        first = hour.lead.id
        hour.press("S", "4", "7")
        assert hour.lead.id == first
        hour.press("K")
        assert hour.lead.id != first
        hour.press("X")
        assert [call.outcome for call in hour.calls] == [Outcome.NO_ANSWER]
        assert hour.page.outcomes.hints["skip"]._cap == "K"
        assert hour.page.outcomes.keys.buttons["sold"]._cap == ""
        hour.click("Sold")
        assert hour.calls[-1].outcome is Outcome.SOLD, "a key switched off leaves its button"


def test_pinned_leads_come_first(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock) as hour:
        hour.services.samples.put_in()
        pinned = hour.named("Zoë Whitfield")
        hour.start(PlannedHour(30, Goals(calls=3), pinned=(pinned.id,)))
        assert hour.lead.name == "Zoë Whitfield"
