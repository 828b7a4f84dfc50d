"""The questions of the hour: 2, 5, 9, J, L, B, Left and the end, by keys and by what is stored after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome
from lch_desktop.services.rep import Rep
from lch_desktop.ui.focus import questions
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running
from tests.ui.pages_kit import person


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


def local(hour: Hour, name: str) -> str:
    """The promise of the lead called `name` on the rep's clock."""
    promise = hour.named(name).follow.promise_at
    assert promise is not None
    return hour.services.rep.local(promise).strftime("%a %H:%M")


@pytest.mark.parametrize("key", ["2", "5", "9", "J", "L", "B"])
def test_esc_takes_a_question_back_and_nothing_is_logged(hour: Hour, key: str) -> None:
    lead = hour.lead
    hour.press(key)
    assert hour.p.mode == "question"
    if key in ("L", "B"):
        hour.press("Esc")  # out of the line
    hour.press("Esc")
    assert hour.p.mode == "card"
    assert hour.lead == lead
    assert hour.calls == []


@pytest.mark.parametrize("key", ["2", "5", "9", "J"])
def test_a_slot_key_within_400_ms_is_ignored(hour: Hour, key: str) -> None:
    lead = hour.lead.id
    hour.press(key, settle=False)
    hour.clock.advance(0.39)
    hour.press("1", settle=False)
    assert hour.p.mode == "question"
    hour.clock.advance(0.02)
    hour.press("1", settle=False)
    assert hour.p.mode == "card"
    assert hour.lead.id != lead


@pytest.mark.parametrize(
    ("key", "time"), [("1", "Mon 11:30"), ("2", "Mon 14:00"), ("3", "Tue 10:30"), ("4", "Mon 10:30")]
)
def test_the_four_times_of_call_back_later(hour: Hour, key: str, time: str) -> None:
    name = hour.lead.name
    hour.press("2", key)
    assert local(hour, name) == time
    assert hour.calls[0].outcome is Outcome.CALL_BACK_LATER


@pytest.mark.parametrize(
    ("typed", "time"), [("tue 2p", "Tue 14:00"), ("in 20", "Mon 10:50"), ("24 nov 8:40", "Tue 08:40")]
)
def test_a_typed_time(hour: Hour, typed: str, time: str) -> None:
    name = hour.lead.name
    hour.press("2", "N")
    hour.type(typed)
    assert hour.page.choice.remark.text() != "", "the time is read back before it counts"
    hour.press("Enter")
    assert local(hour, name) == time


@pytest.mark.parametrize("typed", ["", "whenever", "13:99", "8 9 8"])
def test_a_time_that_is_none_is_asked_again(hour: Hour, typed: str) -> None:
    hour.press("2", "N")
    hour.type(typed)
    hour.press("Enter")
    assert hour.p.mode == "question"
    assert hour.page.choice.field.text() == typed
    assert hour.calls == []
    assert "is not a time" in hour.said or "past" in hour.said or "Pick a time" in hour.said


def test_they_said_so_is_a_tick(hour: Hour) -> None:
    hour.press("2", "1")
    assert not hour.calls[0].person
    hour.press("2", "Y", "1")
    assert hour.calls[1].person
    hour.press("2", "Y", "Y", "1")
    assert not hour.calls[2].person


def test_the_times_mean_what_stood_on_the_keys(hour: Hour) -> None:
    """The question is asked before noon and answered after "This afternoon" is no choice any more."""
    hour.clock.advance(2 * 3600 + 25 * 60)  # 12:55
    name = hour.lead.name
    hour.press("2")
    hour.clock.advance(10 * 60)
    hour.press("2")
    assert local(hour, name) == "Mon 14:00"


def test_the_last_time_can_be_chosen_however_late(hour: Hour) -> None:
    hour.clock.advance(2 * 3600 + 25 * 60)
    name = hour.lead.name
    hour.press("2")
    hour.clock.advance(10 * 60)
    hour.press("4")
    assert local(hour, name) == "Mon 12:55"


@pytest.mark.parametrize("key", ["5", "6", "7", "8", "9"])
def test_a_key_without_an_answer_does_nothing(hour: Hour, key: str) -> None:
    hour.press("5", key)
    assert hour.p.mode == "question"
    assert hour.calls == []


@pytest.mark.parametrize(
    ("key", "reason"), [("1", "timing"), ("2", "price"), ("3", "other supplier"), ("4", "no need")]
)
def test_why_not_interested(hour: Hour, key: str, reason: str) -> None:
    hour.press("5", key)
    assert hour.calls[0].reason == reason


def test_someone_else_keeps_the_line_and_the_slot(hour: Hour) -> None:
    name = hour.lead.name
    hour.press("9", "N")
    hour.type("front desk, very kind")
    hour.press("Esc", "1")
    assert hour.calls[0].note == "front desk, very kind"
    assert local(hour, name) == "Mon 11:30"


def test_a_line_without_a_time_still_needs_one(hour: Hour) -> None:
    hour.press("9", "N")
    hour.type("front desk")
    hour.press("Enter")
    assert hour.calls == []
    assert hour.p.mode == "question"


@pytest.mark.parametrize(
    ("key", "on"), [("1", "2026-11-24"), ("2", "2026-11-30"), ("3", "2026-12-07"), ("4", "2026-12-23")]
)
def test_snooze(hour: Hour, key: str, on: str) -> None:
    lead = hour.lead
    hour.press("J", key)
    assert hour.named(lead.name).follow.snoozed_until is not None
    assert str(hour.named(lead.name).follow.snoozed_until) == on
    assert hour.lead.id != lead.id
    assert hour.calls == []
    hour.press("Z")
    assert hour.lead == lead


def test_snooze_to_a_typed_date(hour: Hour) -> None:
    name = hour.lead.name
    hour.press("J", "N")
    hour.type("14 dec")
    hour.press("Enter")
    assert str(hour.named(name).follow.snoozed_until) == "2026-12-14"


def test_no_snooze_in_a_live_call(hour: Hour) -> None:
    hour.press("Enter", "J")
    assert hour.p.mode == "card"


def test_later_keeps_one_line_and_goes_back(hour: Hour) -> None:
    lead = hour.lead.id
    hour.press("L")
    hour.type("read the memo")
    hour.press("Enter")
    assert [line.text for line in hour.store.sessions.later(hour.p.hour.session.id)] == ["read the memo"]
    assert hour.p.mode == "card"
    assert hour.lead.id == lead
    assert not hour.p.live


def test_an_empty_later_line_is_none(hour: Hour) -> None:
    hour.press("L", "Enter")
    assert hour.store.sessions.later(hour.p.hour.session.id) == []
    assert hour.p.mode == "card"


def test_later_works_in_a_live_call_and_in_the_strip(hour: Hour) -> None:
    hour.press("Enter", "L")
    hour.type("one")
    hour.press("Enter")
    assert hour.p.live
    hour.press("1", "L")
    hour.type("two")
    hour.press("Enter")
    assert hour.p.mode == "strip"
    assert [line.text for line in hour.store.sessions.later(hour.p.hour.session.id)] == ["one", "two"]


# B


def test_called_back_parks_the_card_with_its_note_and_brings_it_back(hour: Hour) -> None:
    first = hour.lead
    hour.press("N")
    hour.type("half typed")
    hour.press("Esc", "A", "B")
    hour.type("osei")
    hour.press("Enter")
    assert hour.lead.name == "Kwame Osei"
    assert hour.p.live
    assert hour.page.card.note.text() == ""
    hour.press("3")
    assert hour.lead.id == first.id
    assert hour.page.card.note.text() == "half typed"
    assert hour.p.card.asks == 1
    assert not hour.p.live
    assert [call.lead_id for call in hour.calls] == [hour.named("Kwame Osei").id]


def test_the_parked_card_survives_a_restart(hour: Hour) -> None:
    first = hour.lead
    hour.press("N")
    hour.type("half typed")
    hour.press("Esc", "B")
    hour.type("osei")
    hour.press("Enter")
    stored = hour.p.hour.card()
    assert (stored.parked_lead_id, stored.parked_note) == (first.id, "half typed")


@pytest.mark.parametrize(
    ("typed", "names"), [("0109", ["Jun Park"]), ("osei", ["Kwame Osei"]), ("KWA", ["Kwame Osei"])]
)
def test_three_letters_or_the_last_digits_find_them(hour: Hour, typed: str, names: list[str]) -> None:
    hour.press("B")
    hour.type(typed)
    assert [b.label for b in hour.page.choice.options if not b.isHidden()] == names
    hour.press("Ctrl+1")
    assert hour.lead.name == names[0]


def test_two_letters_are_not_enough_and_nobody_is_said(hour: Hour) -> None:
    hour.press("B")
    hour.type("kw")
    assert [b for b in hour.page.choice.options if not b.isHidden()] == []
    hour.type("zzz")
    assert hour.page.choice.remark.text() == "Nobody by that."
    hour.press("Enter")
    assert hour.p.mode == "question"


def test_called_back_in_a_live_call_comes_next(hour: Hour) -> None:
    first = hour.lead
    hour.press("Enter", "B")
    hour.type("whitfield")
    hour.press("Enter")
    assert hour.lead.id == first.id
    assert hour.p.live
    assert hour.said == "Zoë Whitfield comes next."
    hour.press("4")
    assert hour.lead.name == "Zoë Whitfield"
    assert not hour.p.live


def test_called_back_from_the_strip_of_a_live_call_goes_on_with_the_strip(hour: Hour) -> None:
    hour.press("Enter", "1", "B")
    hour.type("whitfield")
    hour.press("Enter")
    assert hour.p.mode == "strip"


def test_the_lead_on_the_card_rings_back_and_the_note_stays(hour: Hour) -> None:
    lead = hour.lead
    hour.press("N")
    hour.type("half typed")
    hour.press("Esc", "B")
    hour.type(lead.last_name.lower())
    hour.press("Enter")
    assert hour.lead.id == lead.id
    assert hour.p.live
    assert hour.page.card.note.text() == "half typed"


def test_undo_of_called_back_brings_the_parked_card_forward(hour: Hour) -> None:
    first = hour.lead
    hour.press("B")
    hour.type("osei")
    hour.press("Enter", "Z")
    assert hour.lead.id == first.id
    assert hour.p.card.parked_lead_id == 0
    assert hour.named("Kwame Osei").follow.fresh_at is None


def test_somebody_without_a_number_may_ring_too(hour: Hour) -> None:
    hour.press("B")
    hour.type("duarte")
    hour.press("Enter", "D", "3")
    assert [call.lead_id for call in hour.calls] == [hour.named("Rafael Duarte").id]


def test_a_note_of_a_parked_card_is_not_lost_when_the_hour_ends(hour: Hour) -> None:
    first = hour.lead
    hour.press("N")
    hour.type("parked words")
    hour.press("Esc", "B")
    hour.type("osei")
    hour.press("Enter")
    hour.clock.advance(3700)
    hour.press("3")
    assert "parked words" in hour.named(first.name).notes
    assert "parked words" not in hour.named("Kwame Osei").notes


# Left and the end


def test_left_edits_the_note_of_the_last_call(hour: Hour) -> None:
    hour.press("Enter", "N")
    hour.type("first words")
    hour.press("Esc", "3")
    second = hour.lead.id
    hour.press("Left")
    assert hour.page.choice.field.text() == "first words"
    hour.type(", and more")
    hour.press("Enter")
    assert [call.note for call in hour.calls] == ["first words, and more"]
    assert hour.lead.id == second
    hour.press("Z")
    assert [call.note for call in hour.calls] == ["first words"], "an edit is one step to take back"


def test_left_without_a_call_says_so(hour: Hour) -> None:
    hour.press("Left")
    assert hour.said == "No call was logged in this hour yet."


def test_the_end_asked_over_another_question_goes_back_to_the_card(hour: Hour) -> None:
    hour.press("L", "Esc")
    hour.click("End the hour")
    assert hour.page.choice.question is not None
    assert hour.page.choice.question.name == "end"
    hour.press("Esc")
    assert hour.p.mode == "card"


def test_the_end_asked_in_the_strip_goes_back_to_the_strip(hour: Hour) -> None:
    hour.press("1")
    hour.click("End the hour")
    hour.press("Esc")
    assert hour.p.mode == "strip"
    assert hour.page.strip.isVisible()


def test_digits_in_a_questions_field_are_text_and_ctrl_digits_answer(hour: Hour) -> None:
    hour.press("2", "N")
    hour.type("1234")
    assert hour.page.choice.field.text() == "1234"
    assert hour.calls == []
    hour.press("Ctrl+1")
    assert len(hour.calls) == 1


def test_call_cannot_begin_under_a_question_by_key(hour: Hour) -> None:
    for key in ("5", "2", "J"):
        hour.press(key, "Enter", "Enter", "Esc", "Esc")
        assert not hour.p.live


@pytest.mark.parametrize(
    ("days", "hours", "titles"),
    [
        (0, 0, ["In 1 h", "This afternoon", "Same time, next workday", "Monday"]),
        (0, 3, ["In 1 h", "Same time, next workday", "Monday"]),
        (4, 0, ["In 1 h", "This afternoon", "Same time, next workday", "Monday"]),
    ],
)
def test_no_time_to_call_back_is_in_the_past(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, days: int, hours: int, titles: list[str]
) -> None:
    clock.advance(days * 86400 + hours * 3600)
    with opened(data_dir, clock) as hour:
        rep: Rep = hour.services.rep
        times = questions.later_times(rep, lambda at: at)
        assert [title for title, _ in times] == titles
        assert all(at > rep.local() for _, at in times)
        assert times[0][1] - rep.local() <= timedelta(hours=1)


def test_a_strange_name_stands_in_the_question_as_typed(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock) as hour:
        hour.store.leads.add(person("<b>Bold</b>", "5125550101"))
        hour.start()
        hour.press("5")
        assert "Why is <b>Bold</b> not interested?" in hour.texts()


def test_u_makes_a_line_of_the_note(hour: Hour) -> None:
    lead = hour.p.lead
    assert lead is not None
    hour.p.services.store.leads.save_fields(
        lead.id, {"notes": "wants the lift\nsecond line", "last_talk": "", "personal": "", "may_need": ""}, by_rep=True
    )
    hour.p.show_card()
    hour.press("U")
    hour.settle(0.5)
    assert hour.page.choice.field.text() == "wants the lift"
    hour.press("1")
    kept = hour.p.services.log.lead(lead.id)
    assert (kept.last_talk, kept.notes) == ("wants the lift", "wants the lift\nsecond line")
    assert hour.page.card.talked.text.text() == "wants the lift"
    assert hour.lead.id == lead.id
    hour.press("Z")
    assert hour.p.services.log.lead(lead.id).last_talk == ""
