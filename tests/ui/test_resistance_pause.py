"""The Resistance moment and the pause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.ui.focus.said import SaidKey
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running
from tests.ui.pages_kit import person


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock, if_then=(("it says coffee", "I dial one more"), ("it says inbox", "L"))) as made:
        yield made


def to_moment(hour: Hour, key: Qt.Key) -> None:
    QTest.keyClick(hour.window.room.moment, key)
    hour.settle()


# Resistance


def test_r_shows_the_moment_with_the_reps_own_line(hour: Hour) -> None:
    hour.press("R")
    moment = hour.window.room.moment
    assert moment.isVisible()
    assert not hour.page.isVisible()
    assert "If it says coffee, then I dial one more." in hour.texts()
    assert moment.back.label == f"Back to {hour.lead.first_name}"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_goes_back_to_the_same_card_and_does_not_call(hour: Hour, key: Qt.Key) -> None:
    lead = hour.lead
    hour.press("R")
    to_moment(hour, key)
    assert hour.page.isVisible()
    assert hour.p.mode == "card"
    assert hour.lead == lead
    assert not hour.p.live


@pytest.mark.parametrize("key", ["4", "1", "S", "P", "Z"])
def test_no_other_key_does_anything_there(hour: Hour, key: str) -> None:
    lead = hour.lead.id
    hour.press("R", key)
    assert hour.window.room.moment.isVisible()
    assert hour.lead.id == lead
    assert hour.calls == []


def test_it_is_counted_with_its_recovery_until_the_next_dial(hour: Hour) -> None:
    lead = hour.lead.id
    hour.press("R", settle=False)
    hour.clock.advance(25)
    to_moment(hour, Qt.Key.Key_Return)
    visit = hour.p.hour.visits()[0]
    assert (visit.lead_id, visit.recovery_s) == (lead, None)
    hour.clock.advance(12)
    hour.press("Enter")
    visit = hour.p.hour.visits()[0]
    assert visit.recovery_s == pytest.approx(38)
    hour.press("4", "Enter")
    assert hour.p.hour.visits()[0].recovery_s == pytest.approx(38), "only the first dial after it counts"


def test_a_call_logged_without_call_is_a_dial_too(hour: Hour) -> None:
    hour.press("R", settle=False)
    hour.clock.advance(9)
    to_moment(hour, Qt.Key.Key_Return)
    hour.press("4", settle=False)
    assert hour.p.hour.visits()[0].recovery_s == pytest.approx(10)


def test_the_second_visit_says_how_fast_the_first_was_over(hour: Hour) -> None:
    hour.press("R")
    to_moment(hour, Qt.Key.Key_Return)
    hour.press("Enter", "4", "R")
    assert hour.window.room.moment.visits.text() == "Second visit today. Last time you were back on the phone in 2 s."
    assert "If it says inbox, then L." in hour.texts()


def test_one_digit_says_what_it_said_and_enter_still_goes_back(hour: Hour) -> None:
    hour.press("R")
    moment = hour.window.room.moment
    assert [text for text in hour.texts() if text == "What did it say?"]
    for key, said in (("1", "it says coffee"), ("2", "it says inbox"), ("2", ""), ("3", ""), ("2", "it says inbox")):
        hour.press(key)
        assert hour.p.hour.visits()[0].said == said, key
    to_moment(hour, Qt.Key.Key_Return)
    assert not moment.isVisible()
    assert hour.p.mode == "card"
    assert hour.calls == []
    hour.press("R")
    assert [visit.said for visit in hour.p.hour.visits()] == ["it says inbox", ""], "asked anew, never needed"
    assert not any(key.isChecked() for key in moment.labels.findChildren(QAbstractButton))


def test_a_label_with_the_keyboard_does_not_keep_enter(hour: Hour) -> None:
    hour.press("R", "Tab")
    while not isinstance(QApplication.focusWidget(), SaidKey):
        hour.press("Tab")
    hour.press("Space")
    assert hour.p.hour.visits()[0].said == "it says coffee"
    hour.press("Enter")
    assert hour.p.mode == "card"


def test_a_digit_that_is_held_says_nothing(hour: Hour) -> None:
    hour.press("R")
    hour.down("1", repeat=True)
    assert hour.p.hour.visits()[0].said == ""


def test_the_name_and_the_face_are_the_reps_own(hour: Hour) -> None:
    hour.services.resistance.call_it("Ned")
    hour.services.resistance.choose("sofa")
    hour.press("R")
    moment = hour.window.room.moment
    assert "Ned is talking" in hour.texts()
    assert "sofa" in moment.creature.accessibleName()
    assert moment.bubble.text() == "Sit down a minute?"


def test_without_lines_nothing_is_asked(hour: Hour) -> None:
    hour.services.rep.save(replace(hour.services.rep.settings, if_then=()))
    hour.press("R")
    assert hour.window.room.moment.labels.isHidden()
    hour.press("1")
    assert hour.p.hour.visits()[0].said == ""


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (2560, 1440)])
@pytest.mark.parametrize("long", [False, True])
def test_the_moment_holds_long_words(hour: Hour, size: tuple[int, int], long: bool) -> None:
    if long:
        lines = (("w" * 160, "I dial " * 22), ("wide words " * 14, "I dial"))
        kept = (("x" * 160, "y"), ("z" * 160, "y"))
        settings = replace(hour.services.rep.settings, if_then=lines, if_then_kept=kept, creature_name="W" * 24)
        hour.services.rep.save(settings)
    hour.draw_at(*size)
    hour.press("R")
    moment = hour.window.room.moment
    inside = moment.rect()
    for part in (moment.head, moment.visits, moment.bubble, moment.labels, moment.back, moment.plan):
        rect = part.rect().translated(part.mapTo(moment, part.rect().topLeft()))
        assert inside.contains(rect), part
    labels = moment.labels.geometry()
    assert not labels.intersects(moment.bubble.geometry())
    assert labels.bottom() < moment.sky.horizon_y()
    plan = moment.plan.rect().translated(moment.plan.mapTo(moment, moment.plan.rect().topLeft()))
    back = moment.back.rect().translated(moment.back.mapTo(moment, moment.back.rect().topLeft()))
    assert plan.bottom() < back.top()


def test_more_visits_than_words_for_them(hour: Hour) -> None:
    for _ in range(12):
        hour.press("R")
        to_moment(hour, Qt.Key.Key_Return)
    assert len(hour.p.hour.visits()) == 12


def test_not_in_a_live_call(hour: Hour) -> None:
    hour.press("Enter", "R")
    assert not hour.window.room.moment.isVisible()
    assert hour.p.hour.visits() == []
    hour.click("Resistance")
    assert hour.p.hour.visits() == []


# pause


def test_the_pause_shows_no_lead_anywhere(hour: Hour) -> None:
    lead = hour.lead
    hour.press("N")
    hour.type("private words")
    hour.press("Esc", "4", "P")
    assert hour.p.mode == "paused"
    showing = " ".join(hour.texts())
    for one in hour.store.leads.many(range(1, 100)):
        for text in (one.name, one.first_name, one.company, one.last_talk, one.personal, one.email):
            assert not text or text not in showing, text
        for phone in one.phones:
            assert phone.shown not in showing
    assert "private words" not in showing
    assert lead.name not in hour.window.windowTitle()


def test_a_toast_with_a_name_is_gone_with_the_pause(hour: Hour) -> None:
    hour.press("4", settle=False)
    hour.settle(0)
    assert hour.said != ""
    hour.press("P")
    assert hour.said == ""


def test_a_lead_logged_elsewhere_is_not_named_on_the_pause(hour: Hour) -> None:
    from lch_desktop.domain.calls import Outcome
    from lch_desktop.domain.outcomes import Report
    from lch_desktop.services.call_log import Dial

    lead = hour.lead
    hour.press("P")
    hour.services.log.log(lead.id, Report(outcome=Outcome.NO_ANSWER), Dial())
    hour.p.on_changed_outside()
    hour.settle()
    assert hour.p.mode == "paused"
    assert lead.name not in " ".join(hour.texts())
    hour.press("Enter", "Enter")
    assert hour.lead.id != lead.id
    assert hour.p.mode == "card"


@pytest.mark.parametrize("key", ["1", "4", "7", "8", "S", "Z", "R", "N", "D", "J", "Tab", "Space"])
def test_keys_go_nowhere_while_paused(hour: Hour, key: str) -> None:
    lead = hour.lead
    hour.press("P", key, key)
    assert hour.p.mode == "paused"
    assert hour.calls == []
    assert hour.lead == lead
    assert not hour.p.live
    assert hour.p.hour.visits() == []


def test_tab_and_enter_reach_no_button_behind_the_pause(hour: Hour) -> None:
    for tabs in range(1, 8):
        hour.press("P")
        for _ in range(tabs):
            hour.press("Tab")
        hour.press("Enter")
        assert not hour.p.live, tabs
        assert hour.calls == []
        while hour.p.mode == "paused":
            hour.press("Enter")
        hour.page.setFocus()


@pytest.mark.parametrize(
    ("key", "reason"),
    [("1", "door"), ("2", "urgent call"), ("3", "health"), ("4", "other"), ("Enter", ""), ("Esc", "")],
)
def test_the_reason_is_asked_on_return_and_may_be_skipped(hour: Hour, key: str, reason: str) -> None:
    lead = hour.lead
    hour.press("P", "Enter")
    assert hour.p.mode == "paused"
    assert "What was it?" in hour.texts()
    hour.press(key)
    assert hour.p.mode == "card"
    assert hour.lead == lead
    stop = hour.store.sessions.interruptions(hour.p.hour.session.id)
    assert [(i.kind, i.reason) for i in stop] == [("pause", reason)]
    assert stop[0].ended_at is not None


def test_the_reason_can_be_clicked(hour: Hour) -> None:
    hour.press("P")
    hour.click("Go on")
    hour.click("Urgent call")
    assert hour.store.sessions.interruptions(hour.p.hour.session.id)[0].reason == "urgent call"
    assert hour.p.mode == "card"


def test_a_pause_is_no_focus_and_moves_the_end(hour: Hour) -> None:
    before = hour.p.hour.tick()
    hour.press("P", settle=False)
    hour.clock.advance(600)
    hour.p.tick()
    hour.press("Enter", "Enter", settle=False)
    after = hour.p.hour.tick()
    assert after.left_s == pytest.approx(before.left_s)
    assert after.session.focus_s == pytest.approx(before.session.focus_s)
    assert after.session.paused_s == pytest.approx(600)


def test_the_hour_does_not_end_in_a_pause(hour: Hour) -> None:
    hour.press("P", settle=False)
    hour.clock.advance(7200)
    hour.p.tick()
    assert hour.p.mode == "paused"


def test_a_pause_in_a_live_call_goes_on_with_the_call(hour: Hour) -> None:
    hour.press("Enter")
    begun = hour.p.card.dialled_at
    hour.press("P", "Enter", "1")
    assert hour.p.live
    assert hour.p.card.dialled_at == begun


def test_a_pause_goes_on_after_a_restart(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock) as hour:
        name = hour.lead.name
        hour.press("P")
    clock.advance(300)
    with opened(data_dir, clock) as hour:
        assert hour.window.resume_hour()
        hour.window.show()
        hour.settle()
        assert hour.p.mode == "paused"
        assert name not in " ".join(hour.texts())
        hour.press("Enter", "1")
        assert hour.p.mode == "card"
        assert hour.lead.name == name


def test_a_pause_in_the_strip_goes_on_paused_after_a_restart(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock) as hour:
        hour.press("Enter", "1", "P")
    with opened(data_dir, clock) as hour:
        assert hour.window.resume_hour()
        hour.window.show()
        hour.settle()
        assert hour.p.mode == "paused"
        hour.press("Enter", "Enter")
        assert hour.p.mode == "strip"


# the minutes


def test_h_hides_the_minutes_and_shows_them_again(hour: Hour) -> None:
    label = hour.page.time_left.text
    assert label.text().endswith("min left")
    hour.press("H")
    assert label.text() == ""
    assert hour.services.rep.settings.hide_minutes
    hour.press("H")
    assert label.text().endswith("min left")


def test_hidden_minutes_stay_hidden_in_the_next_hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock, hide_minutes=True) as hour:
        hour.store.leads.add(replace(person("One", "5125550101")))
        hour.start()
        hour.p.tick()
        assert hour.page.time_left.text.text() == ""
