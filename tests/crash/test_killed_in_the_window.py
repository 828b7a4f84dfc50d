"""The real window, killed at named moments of an hour, and what the next start finds."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from lch_desktop.app import App, build
from lch_desktop.domain.calls import Outcome, TouchKind
from lch_desktop.domain.session import FocusSession
from lch_desktop.ui.focus.presenter import CARD, PAUSED, STRIP, FocusPresenter
from tests.crash.rep import MOMENTS, NOTE
from tests.fakes import START, FakeClock
from tests.integration.wired import DATABASE, ZONE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

ROOT = Path(__file__).resolve().parents[2]
WORKED_S = 120  # each moment but one comes two minutes into the hour
LIVE_S = 20
DEAD_S = 300
ONE_CALL = ("no-answer",)


@dataclass(frozen=True, slots=True)
class Found:
    """What the next start has to find. `alive_s`: from the start of the hour to the kill."""

    lead: str = "Lead 2"
    outcomes: tuple[str, ...] = ONE_CALL
    note: str = ""
    live: bool = False
    mode: str = CARD
    alive_s: int = WORKED_S


FOUND: dict[str, Found] = {
    "before_the_commit": Found(),
    "after_the_commit": Found("Lead 3", (*ONE_CALL, "no-answer")),
    "in_a_draft": Found(note=NOTE),
    "in_the_middle_of_typing": Found(note=NOTE),
    "in_a_live_call": Found(note=NOTE, live=True, alive_s=WORKED_S + LIVE_S),
    "in_the_strip": Found(note=NOTE, live=True, mode=STRIP, alive_s=WORKED_S + LIVE_S + 1),
    "in_the_commit_of_the_strip": Found(note=NOTE, live=True, mode=STRIP, alive_s=WORKED_S + LIVE_S + 1),
    "in_a_question": Found(note=NOTE),
    "in_resistance": Found(),
    "between_two_numbers": Found(outcomes=(*ONE_CALL, "wrong-number")),
    "with_a_parked_card": Found("Lead 7", note="they rang", live=True),
    "before_the_undo_is_committed": Found(),
    "after_the_undo": Found("Lead 1", ()),
    "before_the_end_is_committed": Found(),
}


def _work_until_killed(folder: Path, moment: str) -> None:
    """A rep works in `folder` up to `moment`; the database they leave is sound."""
    command = [sys.executable, "-m", "tests.crash.rep", str(folder), moment]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    connection = sqlite3.connect(folder / DATABASE)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Again:
    """The window of the next start. `resumed`: whether it found an hour, or a debrief that is owed."""

    app: App
    clock: FakeClock
    resumed: bool

    @property
    def presenter(self) -> FocusPresenter:
        return self.app.window.room.presenter

    @property
    def outcomes(self) -> tuple[str, ...]:
        calls = self.app.context.services.store.calls.on_day(START.date())
        return tuple(call.outcome.value for call in calls)

    @property
    def name(self) -> str:
        """Who is on the card, as assistive technology reads it."""
        return self.app.window.room.page.card.name.accessibleDescription()

    @property
    def left_s(self) -> float:
        assert self.presenter.hour.timer is not None
        return self.presenter.hour.timer.left_s

    @property
    def last_hour(self) -> FocusSession:
        last = self.app.context.services.store.sessions.last()
        assert last is not None
        return last


Kill = Callable[[str], None]
Start = Callable[[float], Again]


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Path]]:
    """The folder that a rep who was killed at a moment has left; each moment is worked up to once, two at a time."""

    def folder(moment: str) -> Path:
        made = tmp_path_factory.getbasetemp() / f"killed {moment}"
        made.mkdir(mode=0o700)
        _work_until_killed(made, moment)
        return made

    reps = ThreadPoolExecutor(2)
    working = {moment: reps.submit(folder, moment) for moment in MOMENTS}
    yield lambda moment: working[moment].result()
    reps.shutdown(cancel_futures=True)


@pytest.fixture
def killed_at(left_behind: Callable[[str], Path], data_dir: Path) -> Kill:
    """Makes the data folder what a kill at this moment leaves."""

    def kill(moment: str) -> None:
        shutil.copytree(left_behind(moment), data_dir, dirs_exist_ok=True)

    return kill


@pytest.fixture
def start_again(qapp: QApplication, data_dir: Path) -> Iterator[Start]:
    """Opens the window so many seconds after the start of the hour."""
    opened: list[App] = []

    def start(after_s: float) -> Again:
        clock = FakeClock(START + timedelta(seconds=after_s))
        app = build(data_dir, clock, ZONE, direct=True)
        opened.append(app)
        resumed = app.window.resume_hour()
        if not resumed:
            app.window.open_home()
        return Again(app, clock, resumed)

    yield start
    for app in opened:
        app.window.close()
        app.close()
        app.window.deleteLater()
    # Windows that are merely closed are styled again with every new one.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize(("moment", "found"), FOUND.items(), ids=list(FOUND))
def test_the_hour_goes_on_where_it_was(moment: str, found: Found, killed_at: Kill, start_again: Start) -> None:
    killed_at(moment)
    again = start_again(found.alive_s + DEAD_S)
    presenter = again.presenter
    assert again.resumed
    assert again.outcomes == found.outcomes
    assert (again.name, presenter.mode, presenter.live) == (found.lead, found.mode, found.live)
    page = again.app.window.room.page
    field = page.strip.note if found.mode == STRIP else page.card.note
    assert field.text() == presenter.card.note == found.note
    assert again.left_s == pytest.approx(3600 - found.alive_s - DEAD_S, abs=0.01)
    assert presenter.hour.session.focus_s == pytest.approx(found.alive_s, abs=15)
    if found.mode == CARD:
        presenter.on_key("4")
        assert again.outcomes == (*found.outcomes, "no-answer")
        assert again.name != found.lead


def test_the_strip_is_as_it_was_left(killed_at: Kill, start_again: Start) -> None:
    killed_at("in_the_strip")
    again = start_again(600)
    model = again.presenter.strip
    assert model is not None
    state = model.state
    assert (state.chosen, state.note, state.text) == (1, NOTE, "See you then.")
    assert (state.asked, state.send_text, state.send_video) == (True, True, False)
    again.presenter.on_key("Enter")
    (call,) = (c for c in again.app.context.services.store.calls.on_day(START.date()) if c.outcome == "connected")
    assert (call.note, call.asks, call.next_call_at) == (NOTE, 1, state.slots[1].at)
    touches = again.app.context.services.store.touches.of_lead(call.lead_id)
    assert [(touch.kind, touch.words) for touch in touches] == [(TouchKind.TEXT, "See you then.")]


def test_a_pause_goes_on_with_nobody_on_the_screen(killed_at: Kill, start_again: Start) -> None:
    killed_at("in_a_pause")
    again = start_again(2 * 3600)  # long past the end that the hour had when it was paused
    page, presenter = again.app.window.room.page, again.presenter
    assert (presenter.mode, again.left_s) == (PAUSED, 3600 - WORKED_S)
    assert not page.pause.isHidden()
    assert not page.card.name.isVisible()
    presenter.on_key("Enter")
    presenter.on_key("1")
    assert (presenter.mode, again.name, page.card.note.text()) == (CARD, "Lead 2", NOTE)
    assert page.card.name.isVisible()
    assert again.left_s == 3600 - WORKED_S
    (pause,) = again.app.context.services.store.sessions.interruptions(again.last_hour.id)
    assert (pause.reason, pause.ended_at) == ("door", again.clock.now())


def test_a_breath_between_sets_goes_on_and_is_taken_once(killed_at: Kill, start_again: Start) -> None:
    killed_at("in_a_breath")
    again = start_again(2 * 3600)
    page, presenter = again.app.window.room.page, again.presenter
    assert (presenter.mode, again.left_s) == (PAUSED, 45 * 60)
    assert page.pause.head.text() == "Set 1 of 4 done"
    assert not page.card.name.isVisible()
    again.clock.advance(1)
    presenter.on_key("Enter")
    presenter.tick()
    assert (presenter.mode, again.name) == (CARD, "Lead 2")
    (breath,) = again.app.context.services.store.sessions.interruptions(again.last_hour.id)
    assert (breath.kind, breath.reason) == ("set", "1")


def test_resistance_is_counted_and_the_card_is_back(killed_at: Kill, start_again: Start) -> None:
    killed_at("in_resistance")
    again = start_again(WORKED_S + DEAD_S)
    assert len(again.presenter.hour.visits()) == 1
    assert again.app.window.room.page.isVisible()


def test_the_number_that_was_offered_is_still_on_the_card(killed_at: Kill, start_again: Start) -> None:
    killed_at("between_two_numbers")
    phone = start_again(WORKED_S + DEAD_S).presenter.phone()
    assert phone is not None
    assert phone.e164 == "+15125550902"


def test_a_parked_card_comes_back_after_the_one_who_rang(killed_at: Kill, start_again: Start) -> None:
    killed_at("with_a_parked_card")
    again = start_again(WORKED_S + DEAD_S)
    again.presenter.on_key("4")
    assert (again.name, again.presenter.card.note) == ("Lead 2", NOTE)


def test_undo_reaches_back_across_the_crash(killed_at: Kill, start_again: Start) -> None:
    killed_at("after_the_commit")
    again = start_again(WORKED_S + DEAD_S)
    again.presenter.on_key("Z")
    assert (again.outcomes, again.name) == (ONE_CALL, "Lead 2")
    again.presenter.on_key("Shift+Z")
    assert again.outcomes == (*ONE_CALL, Outcome.NO_ANSWER)


def test_an_hour_that_was_not_committed_never_was(killed_at: Kill, start_again: Start) -> None:
    killed_at("before_the_start_is_committed")
    again = start_again(60)
    assert not again.resumed
    assert again.app.window.front == "Today"
    assert again.app.context.services.store.sessions.last() is None


@pytest.mark.parametrize(
    ("moment", "outcomes"), [("in_the_middle_of_typing", ONE_CALL), ("after_the_commit", (*ONE_CALL, "no-answer"))]
)
def test_back_after_the_end_the_debrief_is_owed(
    moment: str, outcomes: tuple[str, ...], killed_at: Kill, start_again: Start
) -> None:
    killed_at(moment)
    again = start_again(2 * 3600)
    assert (again.resumed, again.app.window.front) == (True, "Debrief")
    last = again.last_hour
    assert (last.running, last.end_reason, again.outcomes) == (False, "time", outcomes)
    assert last.finished_at == START + timedelta(hours=1)
    assert last.focus_s == pytest.approx(WORKED_S, abs=15)  # up to the last heartbeat, not to the end


def test_a_note_typed_for_nobodys_call_is_kept_on_the_lead(killed_at: Kill, start_again: Start) -> None:
    killed_at("in_the_middle_of_typing")
    again = start_again(2 * 3600)
    lead = again.app.context.services.log.lead(2)
    assert lead.notes == NOTE


def test_ended_but_not_told(killed_at: Kill, start_again: Start) -> None:
    killed_at("before_the_debrief_is_shown")
    again = start_again(WORKED_S + DEAD_S)
    assert (again.resumed, again.app.window.front) == (True, "Debrief")
    assert again.last_hour.end_reason == "meeting"
    again.app.context.services.hour.close_debrief(again.last_hour, "")
    assert not start_again(WORKED_S + DEAD_S + 60).resumed
