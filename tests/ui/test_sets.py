"""The hour in sets: a breath between two calls when a set's share of the focus is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.session import Goals
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running

SET_S = 20 * 60
SAYS = ["Set 1 of 3 done", "Stand up, breathe."]


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock, sets=3) as made:
        yield made


def pass_s(hour: Hour, seconds: int) -> None:
    """The page's timer, every ten seconds."""
    for _ in range(seconds // 10):
        hour.clock.advance(10)
        hour.p.tick()


def breaths(hour: Hour) -> list[tuple[str, str]]:
    found = hour.store.sessions.interruptions(hour.p.hour.session.id)
    return [(one.kind, one.reason if one.ended_at else "on") for one in found]


def test_the_breath_comes_when_the_share_is_over_and_enter_goes_on(hour: Hour) -> None:
    lead = hour.lead
    pass_s(hour, SET_S - 30)
    assert hour.p.mode == "card"
    before = hour.p.hour.tick()
    pass_s(hour, 30)
    assert hour.p.mode == "paused"
    assert all(words in hour.texts() for words in SAYS)
    assert lead.name not in " ".join(hour.texts())
    pass_s(hour, 120)
    hour.press("Enter")
    assert (hour.p.mode, hour.lead.id, hour.p.live) == ("card", lead.id, False)
    after = hour.p.hour.tick()
    assert after.left_s == pytest.approx(before.left_s - 31, abs=2), "the time there is not focus"
    assert breaths(hour) == [("set", "1")]


@pytest.mark.parametrize("key", ["1", "4", "S", "Z", "R", "N", "Tab"])
def test_no_other_key_ends_it(hour: Hour, key: str) -> None:
    pass_s(hour, SET_S)
    hour.settle()
    hour.press(key)
    assert hour.p.mode == "paused"
    assert hour.calls == []


def test_the_enter_that_was_to_call_does_not_end_it(hour: Hour) -> None:
    pass_s(hour, SET_S)
    hour.press("Enter", settle=False)
    assert hour.p.mode == "paused"


def test_each_set_but_the_last_has_one(hour: Hour) -> None:
    seen = []
    for _ in range(2):
        pass_s(hour, SET_S)
        seen.append(next(words for words in hour.texts() if words.startswith("Set ")))
        hour.settle()
        hour.press("Enter")
    pass_s(hour, SET_S - 60)
    assert hour.p.mode == "card"
    assert seen == ["Set 1 of 3 done", "Set 2 of 3 done"]


def test_a_call_goes_on_and_the_breath_comes_after_its_outcome(hour: Hour, qtbot: QtBot) -> None:
    hour.press("Enter")
    pass_s(hour, SET_S + 60)
    assert (hour.p.mode, hour.p.live) == ("card", True)
    hour.press("4")
    qtbot.waitUntil(lambda: hour.p.mode == "paused", timeout=2000)
    assert len(hour.calls) == 1


def test_half_typed_words_are_left_in_peace(hour: Hour) -> None:
    hour.press("N")
    hour.type("asks about")
    pass_s(hour, SET_S)
    hour.press("Esc")
    pass_s(hour, 30)
    assert hour.p.mode == "card"
    hour.press("4")
    pass_s(hour, 10)
    assert hour.p.mode == "paused"


@pytest.mark.parametrize("key", ["1", "2", "B", "?"])
def test_it_does_not_come_into_a_question_the_strip_or_the_sheet(hour: Hour, key: str) -> None:
    hour.press(key)
    mode = hour.p.mode
    pass_s(hour, SET_S)
    assert hour.p.mode == mode


def test_it_is_no_interruption(hour: Hour) -> None:
    pass_s(hour, SET_S)
    hour.settle()
    hour.press("Enter")
    today = hour.services.rep.today()
    assert hour.store.history.interruptions(today, today) == {}
    assert "Paused" not in " ".join(hour.texts())


def test_a_crash_in_it_comes_back_to_it_and_asks_no_reason(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock, sets=3) as hour:
        pass_s(hour, SET_S)
        assert hour.p.mode == "paused"
    clock.advance(300)
    with opened(data_dir, clock, sets=3) as hour:
        assert hour.window.resume_hour()
        hour.window.show()
        hour.settle()
        assert all(words in hour.texts() for words in SAYS)
        hour.press("Enter")
        assert hour.p.mode == "card"
        pass_s(hour, 60)
        assert hour.p.mode == "card", "it is taken once"
        assert breaths(hour) == [("set", "1")]


def test_without_sets_there_is_none(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock) as hour:
        pass_s(hour, 3 * SET_S - 60)
        assert hour.p.mode == "card"


def test_a_pause_of_the_reps_own_still_asks_and_its_ring_begins_anew(hour: Hour) -> None:
    pass_s(hour, SET_S)
    hour.settle()
    hour.press("Enter")
    pass_s(hour, 30)
    hour.press("P", "Enter")
    assert "What was it?" in hour.texts()
    hour.press("1")
    assert hour.p.card.opened_at is not None
    assert (hour.services.rep.now() - hour.p.card.opened_at).total_seconds() < 5


@pytest.mark.parametrize(
    ("minutes", "says"), [(15, None), (29, None), (30, "Set 1 of 2 done"), (45, "Set 1 of 3 done")]
)
def test_a_shorter_hour_has_fewer_sets(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, minutes: int, says: str | None
) -> None:
    with opened(data_dir, clock, sets=3) as hour:
        hour.services.samples.put_in()
        hour.start(PlannedHour(minutes, Goals(calls=3)))
        pass_s(hour, 15 * 60 - 30)
        assert hour.p.mode == "card"
        pass_s(hour, 30)
        assert next((words for words in hour.texts() if words.startswith("Set ")), None) == says
