"""After the call: slots, reasons, the one line, the drafted text, undo and change of the outcome."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, TouchKind
from lch_desktop.domain.leads import Stage
from lch_desktop.ui.appearance import focus_theme
from lch_desktop.ui.focus.strip_model import NEEDS_LINE, NEEDS_REASON, NEEDS_SLOT, StripModel
from lch_desktop.words import Style
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running
from tests.ui.pages_kit import add_all, person


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


def slots(hour: Hour) -> list[str]:
    """The names of what is proposed."""
    return [button.accessibleName() for button in hour.page.strip.slots]


def kept_texts(hour: Hour, lead_id: int) -> list[str]:
    """The words that are stored with the texts to a lead."""
    return [touch.words for touch in hour.store.touches.of_lead(lead_id) if touch.kind is TouchKind.TEXT]


def model(hour: Hour, name: str) -> StripModel:
    return StripModel(hour.services, Style(), hour.named(name), "", False)


# places


def test_on_a_low_screen_the_strip_covers_no_line_of_the_card(hour: Hour) -> None:
    said = {field: f"{field} in one line" for field in ("last_talk", "personal", "may_need")}
    add_all(hour.services, [person("Ada Moss", "5125550197", **said)])
    hour.open("Ada Moss")
    hour.draw_at(1280, 720)
    hour.press("Enter", "1")
    card, strip_top = hour.page.card, hour.page.ground.y()
    assert card.personal.isVisible()
    assert not card.may_need.isVisible(), "there is no room for it"
    words = [label for label in card.findChildren(QLabel) if label.isVisible()]
    below = [label.text() for label in words if label.mapTo(hour.page, label.rect().bottomLeft()).y() >= strip_top]
    assert not below


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_outcome_can_be_changed_by_a_button(hour: Hour, width: int, height: int) -> None:
    hour.press("Enter", "1")
    hour.draw_at(width, height)
    strip = hour.page.strip
    assert strip.change.isVisible()
    parts = (strip.reached, strip.asked, strip.text_ready, strip.video, strip.undo, strip.change, strip.save)
    for left, right in pairwise(parts):
        assert left.geometry().right() < right.x(), (left.accessibleName(), right.accessibleName())
    assert all(part.width() >= part.sizeHint().width() for part in parts), "no label is cut"
    assert strip.save.geometry().right() <= strip.width()


@pytest.mark.parametrize("text_size", [100, 130])
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_a_note_that_grows_moves_the_card_and_covers_nothing(
    hour: Hour, width: int, height: int, text_size: int
) -> None:
    settings = replace(hour.services.rep.settings, text_size=text_size)
    hour.app.context.focus_look.set_theme(focus_theme(settings))
    hour.draw_at(width, height)
    hour.press("Enter", "1")
    hour.page.strip.note.set_text("the noisy unit is over reception and everybody there hears it all day long " * 3)
    hour.settle()
    strip, side = hour.page.strip, hour.page.card.side
    assert strip.note.geometry().bottom() < strip.note_says.y()
    assert strip.note_says.height() >= strip.note_says.heightForWidth(strip.note_says.width())
    heads = [head for head in (strip.heading, strip.note_label, strip.text_label, strip.now) if head.isVisible()]
    assert {(head.y(), head.height()) for head in heads} == {(0, hour.app.context.focus_look.theme.line("title"))}
    labels = [label for label in side.findChildren(QLabel) if label.isVisible()]
    assert all(label.height() >= label.minimumHeight() for label in labels)
    assert side.altitude.geometry().bottom() < side.altitude_more.y()
    bottom = max(label.mapTo(hour.page, label.rect().bottomLeft()).y() for label in labels)
    assert bottom < (hour.page.ground.y() if hour.page.ground.raised else hour.page.height())


def test_what_was_saved_without_call_counts_no_seconds_and_gives_no_advice(hour: Hour) -> None:
    hour.draw_at(1280, 720)
    assert hour.page.card.advice.isVisible()
    hour.press("1")
    assert hour.p.mode == "strip"
    assert hour.page.card.pill.text() == "Connected"
    assert not hour.page.card.advice.isVisible()
    hour.press("Z")
    assert hour.p.mode == "card"
    assert hour.page.card.advice.isVisible()


# keys


@pytest.mark.parametrize("width", [1280, 1920])
def test_while_the_line_has_the_keyboard_no_cap_promises_what_would_be_text(hour: Hour, width: int) -> None:
    hour.draw_at(width, 1080)
    hour.press("Enter", "1")
    strip = hour.page.strip
    parts = (*strip.slots, strip.reached, strip.asked, strip.text_ready, strip.video, strip.now, strip.undo)
    at_rest = [part.grab().toImage() for part in parts]
    strip.note.setFocus()
    hour.settle(0)
    assert all(part.grab().toImage() != rest for part, rest in zip(parts, at_rest, strict=True))
    cap, state = strip.slots[0]._shown_cap(strip.slots[0].width() - 24)
    assert (cap, state) == (("1", "off") if width == 1280 else ("Ctrl 1", "rest"))
    assert strip.no_next._cap == "Ctrl 4"
    hour.press("Esc")
    assert strip.slots[0]._shown_cap(200) == ("1", "rest")
    assert strip.no_next._cap == "4"


@pytest.mark.parametrize(("key", "chosen"), [("1", 0), ("2", 1), ("3", 2), ("4", 3)])
def test_with_ctrl_a_slot_is_taken_from_the_line_too(hour: Hour, key: str, chosen: int) -> None:
    hour.press("Enter", "1", "N")
    hour.type("both floors 1")
    hour.press(f"Ctrl+{key}")
    assert hour.p.strip is not None
    assert (hour.p.mode, hour.p.strip.state.chosen, hour.p.strip.state.note) == ("strip", chosen, "both floors 1")
    hour.press("Ctrl+5")
    assert (hour.p.mode, hour.p.strip.state.note) == ("question", "both floors 1")


# slots


def test_the_strip_proposes_the_first_and_the_third_business_day(hour: Hour) -> None:
    hour.press("Enter", "1")
    assert hour.p.mode == "strip"
    first, second, third = slots(hour)
    assert first.startswith("Tue 24 Nov ")
    assert second.startswith(("Thu 26 Nov ", "Fri 27 Nov "))  # Thanksgiving is a day off where it is kept as one
    assert third.startswith("Pick a time")


@pytest.mark.parametrize(("key", "place"), [("1", 0), ("2", 1)])
def test_one_key_takes_a_slot_and_goes_on_to_the_line(hour: Hour, key: str, place: int) -> None:
    name = hour.lead.name
    hour.press("Enter", "1")
    wanted = hour.p.strip.state.slots[place].at if hour.p.strip else None
    hour.press(key)
    assert hour.page.strip.slots[place].chosen
    assert hour.focused is hour.page.strip.note
    hour.type("One line 1 2 3")
    hour.press("Enter")
    assert hour.calls[0].note == "One line 1 2 3"
    assert hour.named(name).follow.promise_at == wanted


@pytest.mark.parametrize(("after_s", "chosen"), [(0.0, False), (0.39, False), (0.41, True)])
def test_slots_ignore_keys_for_400_ms(hour: Hour, after_s: float, chosen: bool) -> None:
    hour.press("1", settle=False)
    hour.clock.advance(after_s)
    hour.press("1", settle=False)
    assert hour.page.strip.slots[0].chosen is chosen


def test_space_typed_on_while_the_strip_came_up_picks_nothing(hour: Hour) -> None:
    hour.press("Enter", "N")
    hour.type("they say")
    hour.press("Ctrl+1", "Space", settle=False)
    assert not hour.page.strip.slots[0].chosen


def test_a_double_press_of_1_picks_no_slot(hour: Hour) -> None:
    hour.press("1", "1", settle=False)
    assert hour.p.strip is not None
    assert hour.p.strip.state.chosen == -1


@pytest.mark.parametrize(
    ("typed", "at"),
    [("tue 2p", "Tue 24 Nov 2:00 pm"), ("in 20", "Mon 23 Nov 10:50"), ("24 nov 8:40", "Tue 24 Nov 8:40")],
)
def test_key_3_takes_a_typed_time(hour: Hour, typed: str, at: str) -> None:
    name = hour.lead.name
    style = hour.app.context.style
    hour.press("Enter", "1", "3")
    assert hour.page.strip.typed.hasFocus()
    hour.type(typed)
    shown = at if style.twelve_hour else at.replace("2:00 pm", "14:00")
    assert hour.page.strip.typed_says.text() == shown
    hour.press("Enter")
    assert hour.said == NEEDS_LINE
    assert hour.focused is hour.page.strip.note
    hour.type("x")
    hour.press("Enter")
    promise = hour.named(name).follow.promise_at
    assert promise is not None
    assert promise > hour.clock.now() - timedelta(seconds=10)


@pytest.mark.parametrize("typed", ["", "soon", "yesterday", "25:00"])
def test_a_typed_time_that_is_none_saves_nothing(hour: Hour, typed: str) -> None:
    hour.press("Enter", "N")
    hour.type("a line")
    hour.press("Esc", "1", "3")
    hour.type(typed)
    hour.press("Enter")
    assert hour.calls == []
    assert hour.said == NEEDS_SLOT


@pytest.mark.parametrize(("key", "reason"), [("1", "Decision pending"), ("2", "Referred on"), ("3", "Other")])
def test_without_a_next_call_a_reason_is_needed(hour: Hour, key: str, reason: str) -> None:
    lead = hour.lead
    hour.press("Enter", "N")
    hour.type("a line")
    hour.press("Esc", "1", "4", "Enter")
    assert hour.said == NEEDS_REASON
    assert hour.calls == []
    hour.press(key, "Enter")
    call = hour.calls[0]
    assert (call.next_call_at, call.reason) == (None, reason)
    assert hour.named(lead.name).follow.promise_at is None


def test_4_again_goes_back_to_the_slots(hour: Hour) -> None:
    hour.press("1", "4", "4", "1")
    assert hour.p.strip is not None
    assert hour.p.strip.state.chosen == 0


def test_no_slot_said(hour: Hour) -> None:
    hour.press("1", "Enter")
    assert hour.said == NEEDS_SLOT
    hour.press("Enter", "Enter")
    assert hour.p.strip is not None
    assert hour.p.strip.state.chosen == -1, "Enter never picks a time that nobody chose"
    assert hour.calls == []


def test_no_line_said(hour: Hour) -> None:
    hour.press("1", "1", "Enter")
    assert hour.said == NEEDS_LINE
    assert hour.calls == []


def test_no_minute_is_promised_twice(hour: Hour) -> None:
    first = model(hour, "Dana Ruiz").state.slots[0].at
    other = hour.named("Marcus Bell")
    hour.store.leads.save_follow(other.id, replace(other.follow, promise_at=first))
    assert model(hour, "Dana Ruiz").state.slots[0].at != first


def test_slots_lie_inside_the_calling_hours_of_the_lead(hour: Hour) -> None:
    for name in ("Leilani Kahale", "Ingrid Holm", "Dana Ruiz"):
        lead = hour.named(name)
        for slot in model(hour, name).state.slots:
            assert hour.services.queueing.is_open_at(lead, slot.at), (name, slot.name)


def test_their_clock_is_said_where_it_differs(hour: Hour) -> None:
    slot = model(hour, "Dana Ruiz").state.slots[0]
    assert slot.theirs.startswith(f"{slot.at.hour + 1}:{slot.at.minute:02d}")  # Columbus is an hour ahead
    assert model(hour, "Priya Nair").state.slots[0].theirs == ""


# the line and the text


def test_the_note_of_the_call_goes_on_in_the_strip(hour: Hour) -> None:
    hour.press("Enter", "N")
    hour.type("half a")
    hour.press("Ctrl+1")
    assert hour.page.strip.note.text() == "half a"
    hour.press("1")
    hour.type(" line")
    hour.press("Enter")
    assert hour.calls[0].note == "half a line"


def test_the_timer_runs_until_saved(hour: Hour) -> None:
    hour.press("Enter")
    hour.clock.advance(100)
    hour.press("1")
    hour.clock.advance(60)
    hour.press("1")
    hour.type("x")
    hour.press("Enter")
    assert hour.calls[0].talk_s >= 160


def test_the_drafted_text_holds_nothing_private(hour: Hour) -> None:
    lead = hour.lead
    secrets = (lead.personal, lead.last_talk, lead.may_need, "likes the blue one")
    assert all(secrets)
    hour.press("Enter", "N")
    hour.type("likes the blue one")
    hour.press("Esc", "1", "1")
    text = hour.page.strip.text.text()
    assert text.startswith("Thank you, Dana. I'll call Tuesday at ")
    assert text.endswith("your time. Sam Rivera")
    assert not [secret for secret in secrets if secret in text]
    hour.press("Enter")
    assert kept_texts(hour, lead.id) == [""], "a draft is drafted anew when it goes out"


def test_the_text_says_their_time(hour: Hour) -> None:
    hour.press("1", "3")
    hour.type("tue 2p")
    assert "at 3:00 pm your time" in hour.page.strip.text.text() or "at 15:00 your time" in hour.page.strip.text.text()


def test_the_reps_own_words_are_not_drafted_again(hour: Hour) -> None:
    lead = hour.lead
    hour.press("1", "1")
    hour.page.strip.text.setFocus()
    hour.press("Ctrl+A")
    hour.type("See you then 8")
    hour.press("Esc", "2")
    assert hour.page.strip.text.text() == "See you then 8"
    hour.type("x")
    hour.press("Enter")
    assert [t.words for t in hour.store.touches.of_lead(lead.id) if t.kind is TouchKind.TEXT] == ["See you then 8"]


def test_words_that_still_say_another_day_are_told_and_left_alone(hour: Hour) -> None:
    hour.press("1", "1", "1")
    strip = hour.page.strip
    strip.text.set_text("I'll call you on Tuesday.")
    assert not strip.text_says.isVisible()
    hour.press("Esc", "2")
    assert (strip.text_says.text(), strip.text.text()) == (
        "The text still says Tuesday.",
        "I'll call you on Tuesday.",
    )
    assert strip.text_says.isVisible()
    strip.text.set_text("I'll call you on Thursday or Friday.")
    assert not strip.text_says.isVisible()


def test_an_emptied_text_is_none(hour: Hour) -> None:
    lead = hour.lead
    hour.press("1", "1", "1")
    hour.page.strip.text.set_text(" ")
    assert not hour.page.strip.text_ready.isChecked()
    kept = model(hour, lead.name)
    kept.take_back(hour.p.card.follow_on)  # as after a crash
    assert (kept.state.text, kept.state.send_text, kept.report(0).text) == (" ", False, False)
    kept.set_tick("send_text", True)
    assert kept.state.text.startswith("Thank you, Dana."), "wanted after all: drafted anew"
    hour.page.strip.note.setFocus()
    hour.type("x")
    hour.press("Enter")
    assert kept_texts(hour, lead.id) == []


def test_a_text_typed_again_after_it_was_emptied_is_wanted(hour: Hour) -> None:
    strip = model(hour, "Dana Ruiz")
    strip.set_tick("send_text", False)
    strip.write(text="Own words")
    assert not strip.state.send_text, "unticked by hand"
    strip.write(text="")
    strip.write(text="S")
    assert (strip.state.send_text, strip.own_text) == (True, "S")


def test_a_strip_that_sends_now_asks_for_the_program_after_a_restart(
    hour: Hour, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("lch_desktop.ui.focus.presenter.get_ready", asked.append)
    hour.press("1", "1")
    hour.p.strip_keys.tick("send_now", True)
    kept = hour.p.card.follow_on
    assert asked == []
    hour.p.open_strip(kept)
    assert asked == [hour.p.context]


def test_braces_in_a_name_stay_braces(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock) as hour:
        hour.store.leads.add(person("{rep}{0} %s", "5125550101", last_talk="{first_name}"))
        hour.start()
        hour.press("1", "1")
        assert "Thank you, {rep}{0}." in hour.page.strip.text.text()


@pytest.mark.parametrize(
    ("keys", "kinds"),
    [
        ((), {TouchKind.TEXT, TouchKind.VIDEO}),
        (("T",), {TouchKind.VIDEO}),
        (("V",), {TouchKind.TEXT}),
        (("T", "V"), set()),
        (("T", "T"), {TouchKind.TEXT, TouchKind.VIDEO}),
    ],
)
def test_text_and_video_are_ticks(hour: Hour, keys: tuple[str, ...], kinds: set[TouchKind]) -> None:
    lead = hour.lead
    hour.press("1", *keys, "1")
    hour.type("x")
    hour.press("Enter")
    assert {touch.kind for touch in hour.store.touches.of_lead(lead.id)} == kinds


def test_goal_and_ask_are_ticks(hour: Hour) -> None:
    hour.press("1", "G", "A", "1")
    hour.type("x")
    hour.press("Enter")
    assert (hour.calls[0].goal_hit, hour.calls[0].asks) == (True, 1)


def test_asked_twice_in_the_call_stays_twice(hour: Hour) -> None:
    hour.press("Enter", "A", "A", "1", "1")
    assert hour.page.strip.asked.isChecked()
    hour.type("x")
    hour.press("Enter")
    assert hour.calls[0].asks == 2


@pytest.mark.parametrize("key", ["Enter", "Ctrl+Enter"])
def test_enter_and_ctrl_enter_save_from_the_note_and_the_text(hour: Hour, key: str) -> None:
    hour.press("1", "1")
    hour.type("x")
    hour.page.strip.text.setFocus()
    hour.press(key)
    assert len(hour.calls) == 1
    assert not hour.p.live


def test_saving_once_does_not_call_the_next(hour: Hour) -> None:
    hour.press("Enter", "1", "3")
    hour.type("tue 2p")
    hour.press("Esc", "N")
    hour.type("x")
    hour.press("Esc", "3")
    hour.settle()
    hour.press("Enter")
    assert len(hour.calls) == 1
    assert not hour.p.live


# out of the strip


def test_z_leaves_the_strip_and_keeps_the_note(hour: Hour) -> None:
    lead = hour.lead
    hour.press("Enter", "1", "1")
    hour.type("words")
    hour.press("Esc", "Z")
    assert hour.p.mode == "card"
    assert hour.p.live
    assert hour.lead == lead
    assert hour.calls == []
    assert hour.page.card.note.text() == "words"


def test_z_after_saving_opens_the_card_with_its_note(hour: Hour) -> None:
    lead = hour.lead
    hour.press("Enter", "1", "1")
    hour.type("words")
    hour.press("Enter", "Z")
    assert hour.lead == lead
    assert hour.page.card.note.text() == "words"
    assert hour.store.touches.of_lead(lead.id) == []


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        (("Ctrl+5", "1"), Outcome.NOT_INTERESTED),
        (("Ctrl+7",), Outcome.SOLD),
        (("Ctrl+8", "Ctrl+8"), Outcome.DO_NOT_CALL),
        (("Ctrl+9", "1"), Outcome.SOMEONE_ELSE),
    ],
)
def test_change_outcome_keeps_what_was_typed(hour: Hour, keys: tuple[str, ...], outcome: Outcome) -> None:
    lead = hour.lead
    hour.press("Enter", "1", "A", "1")
    hour.type("the words")
    hour.press(*keys)
    call = hour.calls[0]
    assert (call.outcome, call.note, call.lead_id) == (outcome, "the words", lead.id)
    assert call.asks == 1, "the tick in the strip was an ask as well"
    assert hour.p.mode == "card"
    if outcome is Outcome.SOLD:
        assert hour.named(lead.name).follow.stage is Stage.SOLD


@pytest.mark.parametrize("key", ["Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+6"])
def test_to_nothing_but_5_7_8_and_9(hour: Hour, key: str) -> None:
    hour.press("Enter", "1", key)
    assert hour.p.mode == "strip"
    assert hour.calls == []


def test_another_key_disarms_ctrl_8_in_the_strip(hour: Hour) -> None:
    hour.press("Enter", "1", "Ctrl+8", "1", "Ctrl+8")
    assert hour.calls == []
    assert not hour.lead.do_not_call


def test_a_question_about_the_change_taken_back_leaves_the_strip_as_it_was(hour: Hour) -> None:
    hour.press("Enter", "1", "1")
    hour.type("words")
    hour.press("Ctrl+5", "Esc")
    assert hour.p.mode == "strip"
    assert hour.page.strip.note.text() == "words"
    assert hour.page.strip.slots[0].chosen


def test_esc_once_in_the_strip_does_nothing_and_twice_asks_to_end(hour: Hour) -> None:
    hour.press("Enter", "1", "Esc")
    assert hour.p.mode == "strip"
    hour.settle()
    hour.press("Esc", "Esc", settle=False)
    assert hour.p.mode == "question"


def test_the_door_rings_in_the_strip_too(hour: Hour) -> None:
    hour.press("Enter", "1", "P")
    assert hour.p.mode == "paused"
    hour.press("Enter", "Enter")
    assert hour.p.mode == "strip"
    assert hour.page.strip.isVisible()


def test_redial_from_the_strip_keeps_the_strip(hour: Hour) -> None:
    hour.press("3", "1", "D")
    assert hour.p.mode == "strip"
    assert len(hour.calls) == 1


def test_the_strip_opens_as_it_was_left_after_a_restart(hour: Hour) -> None:
    name = hour.lead.name
    hour.press("Enter", "1", "A", "G", "V", "2")
    hour.type("half")
    hour.p.stop()
    stored = hour.p.hour.card()
    assert (stored.note, stored.strip) == ("half", "connected")
    again = model(hour, name)
    again.take_back(stored.follow_on)
    state = again.state
    assert (state.chosen, state.asked, state.goal_hit, state.send_video, state.send_text) == (
        1,
        True,
        True,
        False,
        True,
    )


def test_a_strip_kept_by_an_older_version_opens_too(hour: Hour) -> None:
    kept = json.loads(model(hour, "Dana Ruiz").keep())
    del kept["asked"]
    model(hour, "Dana Ruiz").take_back(json.dumps(kept))


def test_a_picked_time_that_has_passed_is_not_chosen_any_more(hour: Hour) -> None:
    strip = model(hour, "Dana Ruiz")
    strip.choose(2)
    strip.type_time("in 5")
    kept = strip.keep()
    hour.clock.advance(600)
    again = model(hour, "Dana Ruiz")
    again.take_back(kept)
    assert (again.state.chosen, again.state.picked) == (-1, None)


def test_a_strip_saved_after_its_slot_has_passed_says_so_and_loses_nothing(hour: Hour) -> None:
    hour.press("Enter", "1", "3")
    hour.type("in 5")
    hour.press("Esc", "N")
    hour.type("words")
    hour.clock.advance(600)
    hour.press("Enter")
    assert hour.calls == []
    assert hour.p.mode == "strip"
    assert hour.page.strip.note.text() == "words"
    assert "in the past" in hour.said
