"""Watch in the window: once a second, a gentle call back, and what the hour keeps of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.session import Goals
from lch_desktop.domain.stored import Interruption
from lch_desktop.domain.watching import Began, Front, FrontWindow, Watched, title_pattern
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.services.watch import MOST_ATTEMPTS, WatchBook
from lch_desktop.ui.focus import watch
from lch_desktop.ui.focus.watch import WatchTimer
from tests.fakes import START, FakeClock
from tests.ui.pages_kit import make_services

WATCHED = Watched(
    sites=(("youtube.com", title_pattern(["YouTube"])),),
    apps=(("slack", "Slack"),),
    work_apps=frozenset({"linphone"}),
)
YOUTUBE = Front("firefox", "Secret plans of Dana - YouTube - Mozilla Firefox", 5)
SLACK, GAME, DIALER = Front("slack", "Slack", 6), Front("solitaire", "Solitaire", 7), Front("linphone", "Phone", 8)
OURS = Front("python3.11", "Focus", 9, is_ours=True)
ENTRIES = ("youtube.com", "reddit.com/r/all", "reddit.com")


@dataclass
class FakeFront:
    """A FrontWindow that shows what it is told to."""

    shown: Front | None = OURS
    reason: str = ""
    limits: str = ""
    looks: int = 0
    threads: set[int] = field(default_factory=set)
    answers: Event = field(default_factory=Event)
    closed: bool = False

    def look(self) -> Front | None:
        self.threads.add(get_ident())
        self.answers.wait(20)
        self.looks += 1
        return self.shown

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.hour.start(PlannedHour(60, Goals(15, 4, 2, 2)), 15)
    yield made
    made.store.close()


class Desk:
    """One hour that is watched."""

    def __init__(self, qtbot: QtBot, services: Services, clock: FakeClock) -> None:
        self.qtbot, self.services, self.clock = qtbot, services, clock
        self.front = FakeFront()
        self.front.answers.set()
        _: FrontWindow = self.front
        self.live, self.lead_id = False, 3
        self.book = WatchBook(services.store, services.rep, services.hour.session.id)
        self.watch = WatchTimer(
            self.front,
            WATCHED,
            self.book,
            elapsed_s=clock.elapsed_s,
            is_live=lambda: self.live,
            lead_id=lambda: self.lead_id,
        )
        self.called = list[str]()
        self.watch.called_back.connect(self.called.append)
        self.watch.start()

    def see(self, front: Front | None, seconds: int) -> None:
        """`front` stays for so many seconds, looked at in each."""
        self.front.shown = front
        for _ in range(seconds):
            self.clock.advance(1)
            self.look()

    def look(self) -> None:
        """One look, and its answer."""
        before = self.front.looks
        self.watch.look()
        self.qtbot.waitUntil(lambda: self.front.looks == before + 1)
        QCoreApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.watch.is_asking)

    @property
    def kept(self) -> list[Interruption]:
        return self.services.store.sessions.interruptions(self.services.hour.session.id)


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(watch, "LOOK_MS", 3_600_000)  # a test looks by itself
    made = Desk(qtbot, services, clock)
    yield made
    made.front.answers.set()
    made.watch.close()


def spans(kept: list[Interruption]) -> list[tuple[str, float, float | None, str]]:
    """Kind, beginning and length in seconds, reason."""
    return [
        (
            one.kind,
            (one.started_at - START).total_seconds(),
            (one.ended_at - one.started_at).total_seconds() if one.ended_at else None,
            one.reason,
        )
        for one in kept
    ]


def test_it_asks_every_second_while_it_watches(
    qtbot: QtBot, services: Services, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert watch.LOOK_MS == 1000
    monkeypatch.setattr(watch, "LOOK_MS", 5)
    desk = Desk(qtbot, services, clock)
    assert desk.watch.is_watching
    qtbot.waitUntil(lambda: desk.front.looks >= 3)
    desk.watch.close()
    assert not desk.watch.is_watching


def test_a_blocked_page_in_front_is_called_back_within_seconds(desk: Desk) -> None:
    desk.see(YOUTUBE, 3)
    assert desk.called == []
    desk.see(YOUTUBE, 1)
    assert desk.called == ["youtube.com"]
    desk.see(OURS, 1)
    assert spans(desk.kept) == [("blocked", 1.0, 4.0, "youtube.com")]
    assert desk.kept[0].lead_id == 3


def test_a_blocked_program_is_called_back_by_the_name_people_know(desk: Desk) -> None:
    desk.see(SLACK, 9)
    assert desk.called == ["Slack", "Slack"]


def test_no_title_reaches_the_disk(desk: Desk, data_dir: Path) -> None:
    desk.see(YOUTUBE, 6)
    desk.watch.stop()
    desk.services.store.close()
    content = b"".join(file.read_bytes() for file in data_dir.rglob("*") if file.is_file())
    assert b"youtube.com" in content
    assert b"Secret plans" not in content


def test_leaving_is_stamped_with_its_first_second_and_the_lead(desk: Desk) -> None:
    desk.see(GAME, 45)
    desk.see(DIALER, 1)
    assert spans(desk.kept) == [("left", 1.0, 45.0, "")]
    assert desk.kept[0].lead_id == 3
    assert desk.called == []


def test_nothing_is_counted_in_the_dialer_or_in_a_call(desk: Desk) -> None:
    desk.see(DIALER, 30)
    desk.live = True
    desk.see(GAME, 30)
    desk.see(YOUTUBE, 30)
    desk.see(None, 30)
    assert desk.kept == []
    assert desk.called == []


def test_a_crash_leaves_no_interruption_without_an_end(desk: Desk) -> None:
    desk.see(GAME, 12)
    assert spans(desk.kept) == [("left", 1.0, 11.0, "")]
    desk.see(GAME, 16)
    assert spans(desk.kept) == [("left", 1.0, 26.0, "")]


def test_a_pause_ends_the_leaving_and_nothing_is_counted_in_it(desk: Desk) -> None:
    desk.see(GAME, 15)
    desk.watch.stop()
    desk.clock.advance(300)
    assert spans(desk.kept) == [("left", 1.0, 14.0, "")]
    desk.watch.start()
    desk.see(GAME, 5)
    assert len(desk.kept) == 1


def test_a_wall_clock_that_is_set_back_changes_no_length(desk: Desk) -> None:
    desk.see(GAME, 12)
    desk.clock.jump(-3600)
    desk.see(GAME, 10)
    desk.see(OURS, 1)
    assert spans(desk.kept) == [("left", 1.0, 22.0, "")]


def test_an_answer_that_comes_after_the_pause_is_not_used(desk: Desk, qtbot: QtBot) -> None:
    desk.see(YOUTUBE, 3)
    desk.clock.advance(1)
    desk.front.answers.clear()
    desk.watch.look()
    desk.watch.stop()
    desk.front.answers.set()
    qtbot.waitUntil(lambda: not desk.watch.is_asking)
    desk.clock.advance(2)
    desk.watch.start()
    desk.see(YOUTUBE, 2)
    assert desk.called == []
    assert desk.kept == []


def test_a_display_that_does_not_answer_is_asked_once_and_holds_nobody_up(desk: Desk, qtbot: QtBot) -> None:
    desk.front.answers.clear()
    for _ in range(5):
        desk.clock.advance(1)
        desk.watch.look()
    desk.front.answers.set()
    qtbot.waitUntil(lambda: not desk.watch.is_asking)
    assert desk.front.looks == 1
    assert get_ident() not in desk.front.threads


def test_where_the_front_window_cannot_be_known_nothing_is_watched(desk: Desk) -> None:
    desk.watch.stop()
    desk.front.reason = "this desktop does not tell"
    desk.watch.start()
    assert not desk.watch.is_watching
    assert desk.watch.reason == "this desktop does not tell"


def test_closing_lets_go_of_the_system(desk: Desk) -> None:
    desk.watch.close()
    assert desk.front.closed
    desk.watch.close()


def test_what_cannot_be_written_is_told_and_the_watching_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = list[str]()
    desk.watch.failed.connect(lambda error: failures.append(error.code))

    def busy(*_: object) -> None:
        raise StoreError("database-busy")

    monkeypatch.setattr(desk.book, "write", busy)
    desk.see(YOUTUBE, 4)
    assert set(failures) == {"database-busy"}
    assert desk.called == ["youtube.com"]


# what the browser extension blocked


def test_attempts_of_the_browser_become_entries_without_a_length(desk: Desk) -> None:
    assert desk.book.merge_attempts({"youtube.com": 2}, ENTRIES, 7) == 2
    assert spans(desk.kept) == [("blocked", 0.0, 0.0, "youtube.com")] * 2
    assert {one.lead_id for one in desk.kept} == {7}


def test_the_same_totals_again_add_nothing_also_after_a_restart(desk: Desk) -> None:
    desk.book.merge_attempts({"youtube.com": 2}, ENTRIES, 7)
    again = WatchBook(desk.services.store, desk.services.rep, desk.services.hour.session.id)
    assert again.merge_attempts({"youtube.com": 2}, ENTRIES, 7) == 0
    assert again.merge_attempts({"youtube.com": 3}, ENTRIES, 7) == 1


def test_what_watch_saw_of_a_site_does_not_hide_its_attempts(desk: Desk) -> None:
    desk.see(YOUTUBE, 5)
    desk.watch.stop()
    assert desk.book.merge_attempts({"youtube.com": 1}, ENTRIES, 7) == 1


@pytest.mark.parametrize(
    ("totals", "reasons"),
    [
        ({"m.youtube.com": 1}, ["youtube.com"]),
        ({"youtube.com/watch": 1, "www.youtube.com": 1}, ["youtube.com"] * 2),
        ({"reddit.com/r/all": 1}, ["reddit.com/r/all"]),
        ({"private.example": 3, "notyoutube.com": 1}, []),
        ({"youtube.com": "2"}, []),
        ({"youtube.com": -4}, []),
        ({"youtube.com": 10**9}, ["youtube.com"] * MOST_ATTEMPTS),
    ],
)
def test_only_entries_of_the_list_are_written(desk: Desk, totals: dict[str, object], reasons: list[str]) -> None:
    desk.book.merge_attempts(totals, ENTRIES, 7)
    assert [one.reason for one in desk.kept] == reasons


def test_a_leaving_that_began_before_the_card_changed_keeps_its_lead(desk: Desk) -> None:
    desk.book.write([Began("left", 0.0)], 0.0, 3)
    desk.book.write([], 20.0, 4)
    (left,) = desk.kept
    assert (left.lead_id, left.ended_at) == (3, START + timedelta(seconds=20))
