"""What was feared at R is asked about once they answered: one row, without a key, none chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.stored import SaidVisit
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running

LINES = (("they'll be annoyed", "I dial"), ("it says inbox", "I dial"))
ASKED = "You feared: “they'll be annoyed”"


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock, if_then=LINES, fear_log=True) as made:
        yield made


def fear(hour: Hour, *keys: str) -> None:
    """R, its label, and back to the card."""
    hour.press("R")
    for key in keys or ("1",):
        QTest.keyClicks(hour.window.room.moment, key)
    QTest.keyClick(hour.window.room.moment, Qt.Key.Key_Return)
    hour.settle()


def reactions(hour: Hour) -> list[str]:
    return [visit.reaction for visit in hour.p.hour.visits()]


@pytest.mark.parametrize("key", ["1", "5", "9"])
@pytest.mark.parametrize(("way", "kept"), [("As feared", "as-feared"), ("Better than feared", "better")])
def test_it_is_asked_where_they_answered_and_kept(hour: Hour, key: str, way: str, kept: str) -> None:
    fear(hour)
    hour.press("Enter", key)
    assert ASKED in hour.texts()
    assert not hour.button(way).isChecked()
    hour.click(way)
    assert reactions(hour) == [kept]
    hour.click(way)
    assert reactions(hour) == [""], "pressed again it is taken back"


@pytest.mark.parametrize("key", ["2", "3", "4", "6", "J", "L"])
def test_elsewhere_it_is_not_asked(hour: Hour, key: str) -> None:
    fear(hour)
    hour.press(key)
    assert ASKED not in hour.texts()


def test_it_is_asked_of_that_card_only_and_once(hour: Hour) -> None:
    lead = hour.lead
    fear(hour)
    hour.press("5")
    assert ASKED in hour.texts()
    hour.press("2")
    assert reactions(hour) == [""], "default none, and no key"
    hour.press("1")
    assert ASKED not in hour.texts(), "another lead"
    hour.press("Z")
    hour.p.open_lead(lead.id)
    hour.settle()
    hour.press("1")
    assert ASKED not in hour.texts(), "once"


def test_a_silence_leaves_the_question_for_the_next_try(hour: Hour) -> None:
    lead = hour.lead
    fear(hour)
    hour.press("4")
    hour.p.open_lead(lead.id)
    hour.settle()
    hour.press("1")
    assert ASKED in hour.texts()


def test_a_label_that_was_taken_back_is_not_asked_about(hour: Hour) -> None:
    fear(hour, "1", "1")
    hour.press("1")
    assert not hour.page.strip.fear.isVisible()


def test_the_keys_of_the_strip_stay_what_they_were(hour: Hour) -> None:
    fear(hour)
    hour.press("1", "1")
    hour.type("two chairs")
    hour.press("Enter")
    assert [call.outcome.value for call in hour.calls] == ["connected"]


def test_it_is_asked_again_after_a_restart(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock, if_then=LINES, fear_log=True) as hour:
        fear(hour)
        hour.press("1")
        hour.click("Better than feared")
    with opened(data_dir, clock, if_then=LINES, fear_log=True) as hour:
        assert hour.window.resume_hour()
        hour.draw_at(1280, 720)
        hour.settle()
        assert ASKED in hour.texts()
        assert hour.button("Better than feared").isChecked()


def test_without_the_log_nothing_is_asked(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock, if_then=LINES) as hour:
        fear(hour)
        hour.press("1")
        assert not hour.page.strip.fear.isVisible()


def test_the_review_is_told_what_came_of_it(hour: Hour) -> None:
    fear(hour)
    hour.press("5")
    hour.click("As feared")
    hour.press("1")
    fear(hour)
    hour.press("4")
    today = hour.services.rep.today()
    said = hour.store.history.said(today, today)
    words = "they'll be annoyed"
    assert [one._replace(recovery_s=None) for one in said] == [
        SaidVisit(words, None, answered=True, reaction="as-feared"),
        SaidVisit(words),
    ]
