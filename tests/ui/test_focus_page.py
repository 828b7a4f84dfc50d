"""The hour's page as a whole: caps, text that looks like code, the call bar, the sheet of keys, the goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running
from tests.ui.pages_kit import RememberingDialer, person


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


def caps(hour: Hour) -> list[str]:
    return [button._cap for button in hour.page.outcomes.keys.buttons.values()]


def test_the_caps_say_ctrl_while_a_field_has_the_keyboard(hour: Hour) -> None:
    digits = [str(n) for n in range(1, 10)]
    assert caps(hour) == digits
    hour.press("Enter", "N")
    assert caps(hour) == [f"Ctrl {digit}" for digit in digits]
    hour.press("Esc")
    assert caps(hour) == digits


def test_the_caps_of_the_hints_go_while_a_field_has_the_keyboard(hour: Hour) -> None:
    hour.press("Enter", "N")
    assert all(hint._cap_off for hint in hour.page.outcomes.hints.values())
    hour.press("Esc")
    assert not any(hint._cap_off for hint in hour.page.outcomes.hints.values())


def test_caps_grey_out_while_the_window_is_not_active(hour: Hour) -> None:
    keys = hour.page.outcomes.keys.buttons.values()
    hour.page.active_changed.emit(False)
    assert all(button._caps_off for button in keys)
    assert "Keys go to your dialer. Click to come back." in hour.texts()
    hour.page.active_changed.emit(True)
    assert not any(button._caps_off for button in keys)
    assert "Keys go to your dialer. Click to come back." not in hour.texts()


def test_a_window_behind_others_really_greys_its_caps(hour: Hour, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    dialer = QWidget()
    qtbot.addWidget(dialer)
    dialer.show()
    dialer.activateWindow()
    buttons = hour.page.outcomes.keys.buttons.values()
    qtbot.waitUntil(lambda: all(button._caps_off for button in buttons), timeout=2000)
    hour.window.activateWindow()
    qtbot.waitUntil(lambda: not any(button._caps_off for button in buttons), timeout=2000)


STRANGE = [
    "<img src=x>",
    "<b>Bold</b> & Sons",
    'O\'Brien "Bob"',
    "'; DROP TABLE lead; --",
    '=HYPERLINK("http://example.com")',
    "+1+1",
    "&amp; &lt; %s {0} {first_name}",
    "محمد العربي",
    "Ångström 王小明",
]


@pytest.mark.parametrize("name", STRANGE)
def test_a_name_is_shown_exactly_as_typed_everywhere(qtbot: QtBot, data_dir: Path, clock: FakeClock, name: str) -> None:
    with opened(data_dir, clock) as hour:
        follow = replace(person(name, "5125550101").follow, due_on=clock.now().date())
        for number in ("5125550101", "5125550102", "5125550103"):
            lead = person(name, number, company=name, personal=name, last_talk=name, may_need=name, city=name)
            hour.store.leads.add(replace(lead, follow=follow))
        hour.start()
        assert hour.page.card.name.text() == name
        assert hour.page.card.name.accessibleDescription() == name
        assert hour.page.next.first.text() == name
        for keys in ((), ("O",), ("5", "Esc"), ("1",), ("Z",), ("4",), ("R",)):
            hour.press(*keys)
            for label in hour.window.findChildren(QLabel):
                assert label.textFormat() == Qt.TextFormat.PlainText or not label.text(), label
                assert "<img" not in label.toolTip(), "a tooltip is markup: names in it are escaped"
        assert hour.named(name).name == name
        assert len(hour.store.leads.many(range(1, 50))) == 3


def test_a_strange_note_is_kept_as_typed(hour: Hour) -> None:
    words = "<script>alert('x')</script>; DROP TABLE call; =1+1 \\n {0}"
    hour.press("Enter", "N")
    hour.type(words)
    hour.press("Esc", "3", "Z")
    assert hour.page.card.note.text() == words


def test_enter_in_the_card_note_leaves_it(hour: Hour) -> None:
    hour.press("N")
    hour.type("x")
    hour.press("Enter")
    assert hour.focused is hour.page
    assert not hour.p.live


def test_a_note_goes_to_disk_at_a_pause_in_typing(hour: Hour, qtbot: QtBot) -> None:
    hour.press("Enter", "N")
    hour.type("half typed")
    qtbot.waitUntil(lambda: hour.p.hour.card().note == "half typed", timeout=3000)


def test_a_restart_goes_straight_on_with_the_card_and_its_note(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock) as hour:
        name = hour.lead.name
        hour.press("Enter", "A", "N")
        hour.type("half typed")
        session = hour.p.hour.session.id
        hour.p.typed.save()
    clock.advance(60)
    with opened(data_dir, clock) as hour:
        assert hour.window.resume_hour()
        hour.window.show()
        hour.settle()
        assert hour.p.hour.session.id == session
        assert hour.lead.name == name
        assert hour.p.live
        assert hour.page.card.note.text() == "half typed"
        assert hour.p.card.asks == 1


def test_the_goals_count_what_is_done_and_the_open_ask(hour: Hour) -> None:
    hour.draw_at(1280, 800)
    hour.press("Enter", "A")
    assert "Asks 1 of 2" in hour.page.top.goals.text()
    hour.press("1", "1")
    hour.type("x")
    hour.press("Enter")
    assert hour.page.top.goals.text().split("     ") == ["Conversations 1 of 4", "Asks 1 of 2", "Appointments 1 of 2"]
    hour.press("Z")
    assert "Conversations 0 of 4" in hour.page.top.goals.text()


def test_the_next_names_are_the_ones_that_come(hour: Hour) -> None:
    ahead = hour.page.next.first.text()
    assert ahead
    hour.press("4")
    assert hour.lead.name == ahead


def test_call_shows_the_timer_and_hides_the_ring(hour: Hour) -> None:
    assert hour.page.card.call.isVisible()
    assert hour.page.card.ring.isVisible()
    hour.press("Enter")
    assert not hour.page.card.call.isVisible()
    assert not hour.page.card.ring.isVisible()
    assert hour.page.card.note.isVisible()


def test_the_call_button_does_what_enter_does(hour: Hour) -> None:
    hour.click("Call")
    assert hour.p.live


def test_a_dialer_that_cannot_be_opened_is_said_and_nothing_breaks(hour: Hour) -> None:
    rep = hour.services.rep
    rep.save(replace(rep.settings, dialer="javascript:{e164}", dialer_tested=True))
    hour.click("Call")
    assert "is no dialer this can open" in hour.said
    assert hour.p.live, "the call has begun: by hand, if need be"
    hour.press("4")
    assert len(hour.calls) == 1


@pytest.mark.parametrize("key", ["O", "V"])
def test_opener_and_voicemail_words_come_and_go(hour: Hour, key: str) -> None:
    hour.press(key)
    assert hour.page.card.opener.isVisible()
    assert hour.lead.first_name in hour.page.card.opener.text()
    hour.press(key)
    assert not hour.page.card.opener.isVisible()


def test_the_sheet_of_keys_shows_all_and_any_key_closes_it(hour: Hour) -> None:
    hour.press("?")
    assert hour.page.sheet.isVisible()
    hour.press("Esc")
    assert not hour.page.sheet.isVisible()
    assert hour.p.mode == "card"
    hour.press("?", "?")
    assert not hour.page.sheet.isVisible()
    hour.press("?", "4")
    assert [call.outcome for call in hour.calls] == [Outcome.NO_ANSWER]


def test_esc_that_closes_the_sheet_is_not_the_first_of_two(hour: Hour) -> None:
    hour.press("?", settle=False)
    hour.press("Esc", "Esc", settle=False)
    assert hour.p.mode == "card"


def test_a_late_promise_is_said_and_t_copies_the_word_for_it(hour: Hour) -> None:
    jun = hour.named("Jun Park")
    hour.store.leads.save_follow(jun.id, replace(jun.follow, promise_at=hour.clock.now() - timedelta(minutes=6)))
    hour.open("Jun Park")
    assert [x for x in hour.texts() if x.startswith("Jun promised 10:2") and "min late" in x]
    hour.press("T")
    text = QGuiApplication.clipboard().text()
    assert text == "Hi Jun, I am running 10 minutes late. Sam Rivera"


# the call bar


def test_the_call_bar_comes_with_the_dialer_and_goes_with_the_next_card(
    hour: Hour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hour.services.calling, "_dialer", RememberingDialer())
    monkeypatch.setattr(hour.window.room.screen, "one_monitor", lambda: True)
    rep = hour.services.rep
    rep.save(replace(rep.settings, dialer_tested=True))
    hour.press("Enter")
    assert hour.page.bar.isVisible()
    assert hour.page.bar.name.text() == hour.lead.name
    hour.press("4")
    assert not hour.page.bar.isVisible()
    assert hour.page.card.isVisible()


def test_what_is_typed_in_the_bar_stands_on_the_card_and_in_the_strip(hour: Hour) -> None:
    hour.press("Enter", "F11")
    assert hour.page.bar.isVisible()
    hour.press("N")
    hour.type("in the bar")
    hour.press("Enter", "F11")
    assert hour.page.card.note.text() == "in the bar"
    hour.press("N")
    hour.type(", on the card")
    hour.press("Esc", "F11")
    assert hour.page.bar.note.text() == "in the bar, on the card"
    hour.press("1")
    assert hour.page.strip.note.text() == "in the bar, on the card"


def test_only_the_field_is_called_goal_for_this_call(hour: Hour) -> None:
    card = hour.page.card
    assert card.goal.accessibleName() == "Goal for this call"
    assert card.goal_label.accessibleName() not in ("", "Goal for this call")
    assert hour.page.strip.note_label.accessibleName() not in ("", hour.page.strip.note.accessibleName())


def test_a_goal_written_without_the_keyboard_is_kept_and_belongs_to_its_lead(hour: Hour) -> None:
    hour.page.card.goal.setPlainText("Book Tuesday")
    assert hour.lead.follow.goal == "Book Tuesday"
    hour.press("4")
    assert hour.lead.follow.goal == ""
    assert hour.page.card.goal.text() != "Book Tuesday"


def test_a_half_typed_goal_never_goes_to_the_next_lead(hour: Hour) -> None:
    hour.press("G")
    hour.type("Book Tuesday")
    hour.press("Ctrl+4")
    assert hour.lead.follow.goal == ""
    assert hour.page.card.goal.text() != "Book Tuesday"


def test_a_goal_edited_on_the_card_stands_in_the_bar(hour: Hour) -> None:
    hour.press("G")
    hour.type("Book Tuesday")
    hour.press("Enter", "F11")
    assert hour.page.bar.goal.text() == "Book Tuesday"


def test_a_pause_from_the_bar_covers_it_and_comes_back_to_it(hour: Hour) -> None:
    hour.press("Enter", "F11", "P")
    assert hour.lead.name not in " ".join(hour.texts())
    hour.press("Enter", "Enter")
    assert hour.page.bar.isVisible()


def test_a_text_size_chosen_in_the_hour_grows_only_as_far_as_the_screen_has_room(hour: Hour) -> None:
    context = hour.app.context
    before = context.focus_look.theme.scale
    context.services.rep.save(replace(context.services.rep.settings, text_size=200))
    context.hub.look_changed.emit()
    assert context.look.theme.scale > before, "elsewhere the text is as large as was chosen"
    assert context.focus_look.theme.scale == before, "the screen of the tests has no room for more"
