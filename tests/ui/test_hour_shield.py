"""The shield in step with a real hour: raised when it is entered, its deadline held, down the moment it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import LchError, ShieldError, StoreError
from lch_desktop.domain.shield import Raised, Standing, State
from lch_desktop.domain.watching import Front, Watched
from lch_desktop.services.shield import Lowered
from lch_desktop.ui.hour_shield import BACK_WITHIN, GUARD_EVERY_S, MARGIN_S, MOVED_S, HourShield
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, running
from tests.ui.shield_kit import FakeDesk

UP = (Standing("quiet", State.VERIFIED), Standing("apps", State.LEAKING, "Slack is still open."))


class NoFront:
    """A desktop that does not tell which window is in front."""

    reason = "not told here"
    limits = ""

    def look(self) -> Front | None:
        return None

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class FakeHourDesk:
    """Answers at once and keeps what it was asked."""

    asked: list[tuple[str, object]] = field(default_factory=list)
    standings: tuple[Standing, ...] = UP
    tries: Mapping[str, int] = field(default_factory=dict)
    left: Lowered = field(default_factory=Lowered)
    wants_front: bool = False
    dropped: bool = False
    waited: int | None = None
    guard_fails: LchError | None = None

    def raise_for(self, left_s: float, words: Mapping[str, str], done: Callable[[tuple[Standing, ...]], None]) -> None:
        self.asked.append(("raise", (round(left_s), dict(words))))
        done(self.standings)

    def renew(self, left_s: float, words: Mapping[str, str]) -> None:
        self.asked.append(("renew", round(left_s)))

    def tell_words(self, words: Mapping[str, str]) -> None:
        self.asked.append(("words", dict(words)))

    def take_down(self, done: Callable[[Lowered], None]) -> None:
        self.asked.append(("down", None))
        done(self.left)

    def allow(self, address: str, seconds: float, done: Callable[[], None]) -> None:
        self.asked.append(("allow", address))
        done()

    def close_allowance(self) -> None:
        self.asked.append(("close", None))

    def beat(self, window_id: int) -> None:
        self.asked.append(("beat", window_id))

    def keep_guarded(self, left_s: float, failed: Callable[[LchError], None]) -> None:
        self.asked.append(("guard", round(left_s)))
        if self.guard_fails is not None:
            failed(self.guard_fails)

    def take_dropped(self) -> bool:
        dropped, self.dropped = self.dropped, False
        return dropped

    def take_waited(self) -> int | None:
        return self.waited

    def up(self) -> tuple[Raised, ...]:
        return ()

    def watch(self, done: Callable[[NoFront, Watched], None]) -> None:
        done(NoFront(), Watched())

    def attempts(self, done: Callable[[Mapping[str, int], tuple[str, ...]], None]) -> None:
        done(self.tries, ("youtube.com",))

    def asked_front(self) -> bool:
        wanted, self.wants_front = self.wants_front, False
        return wanted

    def bring_forward(self, window_id: int) -> None:
        self.asked.append(("forward", None))

    def what(self, *names: str) -> list[tuple[str, object]]:
        """What was asked of `names`, in order."""
        return [one for one in self.asked if one[0] in names]


class FakeCover:
    """Signs are windows; here only the calls count."""

    def __init__(self) -> None:
        self.until = ""

    def raise_until(self, until: str, *_: object) -> None:
        self.until = until

    def lower(self) -> None:
        self.until = ""


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


@pytest.fixture
def desk() -> FakeHourDesk:
    return FakeHourDesk()


@pytest.fixture
def shield(hour: Hour, desk: FakeHourDesk) -> HourShield:
    object.__setattr__(hour.app.context, "make_shield", FakeDesk)  # what the sheet and the key W look for
    made = HourShield(hour.app.context, hour.window, desk, FakeCover())  # type: ignore[arg-type]
    made.begin()
    return made


def test_it_goes_up_with_the_hour_for_what_is_left_of_it(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    (_, (left_s, words)), *others = desk.what("raise")  # type: ignore[misc]
    assert others == []
    assert 3590 < left_s - MARGIN_S <= 3600
    assert words == {"back_to": hour.lead.first_name, "calls_to_go": "15"}


def test_what_leaks_is_said_in_one_line_and_kept_for_tomorrow(shield: HourShield, hour: Hour) -> None:
    assert "Slack is still open" in hour.said
    assert dict(hour.services.rep.settings.preflight_seen)["apps"].startswith("leaking")


def test_it_comes_down_the_moment_the_hour_ends(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    hour.p.end("time")
    assert desk.what("down") == [("down", None)]
    assert shield._cover.until == ""  # type: ignore[attr-defined]
    shield.step()
    assert len(desk.what("down")) == 1


def test_what_stays_up_is_said(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    desk.left = Lowered((), (("quiet", ShieldError("quiet-not-lowered")),))
    failures: list[object] = []
    hour.app.context.hub.failed.connect(failures.append)
    hour.p.end("time")
    assert [str(each) for each in failures] == ["quiet-not-lowered"]


def test_time_that_passes_moves_no_deadline(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    for _ in range(30):
        hour.clock.advance(10)
        hour.p.tick()
        shield.step()
    assert desk.what("renew") == []


def test_a_pause_moves_the_deadline_before_it_comes(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    hour.press("P")
    for _ in range(20):
        hour.clock.advance(15)
        hour.p.tick()
        shield.step()
    moved = desk.what("renew")
    assert 2 <= len(moved) <= 300 // MOVED_S + 1
    assert all(abs(left_s - (3600 + MARGIN_S)) < 5 for _, left_s in moved)  # type: ignore[operator]


def test_the_event_loop_beats_each_second(shield: HourShield, desk: FakeHourDesk) -> None:
    shield.step()
    shield.step()
    assert len(desk.what("beat")) == 2


def test_taken_down_early_it_stays_down_for_this_hour(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    shield.given_up()
    hour.press("P")
    for _ in range(20):
        hour.clock.advance(15)
        hour.p.tick()
        shield.step()
    assert desk.what("renew", "words") == []
    assert hour.services.hour.timer is not None


def test_a_sheet_that_went_with_its_page_keeps_nothing_up(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    hour.press("X", "Esc")
    hour.p.end("time")
    rep = hour.services.rep
    rep.save(replace(rep.settings, keys=(("snooze", "Y"),)))  # the pages of the hour are made anew
    hour.start()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shield.begin()
    hour.press("X", "Esc")
    hour.p.end("time")
    assert len(desk.what("down")) == 2


def test_restored_from_outside_what_was_just_going_up_comes_down_too(shield: HourShield, desk: FakeHourDesk) -> None:
    shield.lowered_outside()
    assert desk.what("down") == [("down", None)]


def test_a_broken_database_keeps_no_block_up(
    shield: HourShield, desk: FakeHourDesk, hour: Hour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError("database-busy", path="lch.db")

    monkeypatch.setattr(hour.services.hour, "tally", broken)
    shield.step()
    hour.press("P")
    hour.clock.advance(300)
    hour.services.hour.tick()
    shield.step()
    assert desk.what("renew")
    shield.end()
    assert desk.what("down")


def test_the_block_page_hears_of_the_next_lead(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    hour.press("4")
    shield.step()
    (_, words) = desk.what("words")[-1]
    assert words == {"back_to": hour.lead.first_name, "calls_to_go": "14"}


@pytest.mark.parametrize(("live", "forward"), [(False, 1), (True, 0)])
def test_a_block_page_brings_the_lead_back_but_never_into_a_call(
    shield: HourShield, desk: FakeHourDesk, hour: Hour, live: bool, forward: int
) -> None:
    if live:
        hour.press("Enter")
    desk.wants_front = True
    shield.step()
    assert len(desk.what("forward")) == forward


def test_a_leads_own_page_is_open_for_this_call_only(
    shield: HourShield, desk: FakeHourDesk, hour: Hour, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://www.linkedin.com/in/somebody"
    hour.store.leads.save_fields(hour.lead.id, {"notes": f"See {address}"}, by_rep=True)
    opened: list[str] = []
    monkeypatch.setattr(hour.services.links, "_open_page", lambda page: opened.append(page) or True)
    hour.p.open_lead(hour.lead.id)
    hour.settle()
    hour.press("W")
    shield.step()
    assert (opened, desk.what("allow", "close")) == ([address], [("allow", address)])
    hour.press("4")
    shield.step()
    assert desk.what("allow", "close")[-1] == ("close", None)


def test_without_a_page_one_sentence_says_so(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    hour.press("W")
    assert desk.what("allow") == []
    assert "No web page is known" in hour.said


def test_what_the_browser_kept_away_goes_into_the_hours_ledger(
    shield: HourShield, desk: FakeHourDesk, hour: Hour
) -> None:
    session_id = hour.p.hour.session.id
    desk.tries = {"youtube.com": 2}
    hour.p.end("time")
    found = hour.store.sessions.interruptions(session_id)
    assert [(each.kind, each.reason) for each in found] == [("blocked", "youtube.com")] * 2


def test_what_is_blocked_is_called_back_with_the_reps_own_line(
    shield: HourShield, desk: FakeHourDesk, hour: Hour
) -> None:
    rep = hour.services.rep
    rep.save(replace(rep.settings, if_then=(("coffee calls", "I dial one more first"),)))
    shield._call_back("youtube.com")
    assert desk.what("forward")
    assert "youtube.com can wait: I dial one more first." in hour.said


# the guard


def run_for(shield: HourShield, hour: Hour, seconds: int) -> None:
    """The hour goes on, one step a second."""
    for _ in range(seconds):
        hour.clock.advance(1)
        shield.step()


def test_whether_the_guard_lives_is_looked_at_twice_a_minute(
    shield: HourShield, desk: FakeHourDesk, hour: Hour
) -> None:
    run_for(shield, hour, 2 * GUARD_EVERY_S)
    asked = [left_s for _, left_s in desk.what("guard")]
    assert len(asked) == 2
    assert 3600 + MARGIN_S - 35 <= asked[0] <= 3600 + MARGIN_S - 30  # what is left, not what was set
    shield.given_up()
    run_for(shield, hour, 2 * GUARD_EVERY_S)
    assert len(desk.what("guard")) == 2, "nothing is up, so nothing is guarded"


def test_a_guard_that_cannot_be_had_again_is_said_once(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    failures: list[LchError] = []
    hour.app.context.hub.failed.connect(failures.append)
    desk.guard_fails = ShieldError("guard-not-started", why="no more processes")
    run_for(shield, hour, 4 * GUARD_EVERY_S)
    assert [(each.code, each.values["why"]) for each in failures] == [("guard-lost", "no more processes")]
    assert hour.services.hour.timer is not None


@pytest.mark.parametrize(("state", "full"), [("put away", True), ("brought back small", False)])
def test_a_dropped_screen_is_taken_back_once_and_never_fought_for(
    shield: HourShield, desk: FakeHourDesk, hour: Hour, state: str, full: bool
) -> None:
    window = hour.window
    desk.dropped = True
    (window.showMinimized if state == "put away" else window.showNormal)()
    shield.step()
    assert window.isFullScreen() is full
    window.showMinimized()  # by the rep's own hand
    run_for(shield, hour, 2)
    assert window.isMinimized() is full, "it was taken back already"


def test_a_drop_that_the_window_system_tells_late_is_seen(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    desk.dropped = True
    shield.step()
    hour.window.showMinimized()
    shield.step()
    assert hour.window.isFullScreen()
    desk.dropped = True
    run_for(shield, hour, BACK_WITHIN)
    hour.window.showMinimized()
    shield.step()
    assert hour.window.isMinimized(), "so much later it was the rep"


def test_the_screen_is_not_taken_back_into_a_call(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    hour.press("Enter")
    desk.dropped = True
    hour.window.showMinimized()
    run_for(shield, hour, 20)
    assert hour.window.isMinimized()
    hour.press("4")
    shield.step()
    assert hour.window.isFullScreen()


def test_nor_from_the_call_bar(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    hour.window.room.was_bar = True
    desk.dropped = True
    hour.window.showMinimized()
    shield.step()
    assert hour.window.isMinimized()


# what waited


@pytest.mark.parametrize(("waited", "kept"), [(5, ["5"]), (0, []), (None, [])])
def test_what_quiet_held_back_goes_into_the_ledger_where_it_is_told(
    shield: HourShield, desk: FakeHourDesk, hour: Hour, waited: int | None, kept: list[str]
) -> None:
    session_id = hour.p.hour.session.id
    desk.waited = waited
    hour.p.end("time")
    found = hour.store.sessions.interruptions(session_id)
    assert [each.reason for each in found if each.kind == "waited"] == kept
    said = [text for text in hour.texts() if "waited" in text]
    assert said == (["5 notices waited."] if kept else [])


def test_what_was_kept_away_is_read_in_the_debrief_at_once(shield: HourShield, desk: FakeHourDesk, hour: Hour) -> None:
    desk.tries = {"youtube.com": 2}
    hour.p.end("time")
    assert any("youtube.com called back twice" in text for text in hour.texts())
