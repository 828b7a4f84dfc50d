"""The window as the composition root wires it: one for each folder, told from outside, ending the hour by its rules."""

from __future__ import annotations

import socket
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from lch_desktop import cli
from lch_desktop.app import build, run_window
from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.stored import OpenCard
from lch_desktop.platforms.window_socket import WindowLock, server_name, tell_window
from lch_desktop.services.call_log import Dial
from lch_desktop.ui.focus.presenter import CARD, PAUSED, QUESTION, STRIP
from lch_desktop.ui.widgets import Toast
from lch_desktop.ui.window_server import WindowServer
from tests.fakes import START, FakeClock
from tests.integration.wired import ZONE, wired
from tests.ui.focus_kit import PLAN, Hour, opened
from tests.ui.pages_kit import person

NIGHT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # three in the morning in Chicago
SOON = timedelta(minutes=20)
NOT_TODAY = START.date() + timedelta(days=3)

Opens = Callable[[FakeClock], Hour]


@pytest.fixture
def opens(qtbot: QtBot, data_dir: Path) -> Iterator[Opens]:
    """Opens the window on the data folder, again after a close if it is called again."""
    with ExitStack() as kept:
        last = ExitStack()
        kept.callback(lambda: last.close())

        def open_window(clock: FakeClock) -> Hour:
            nonlocal last
            last.close()
            last = ExitStack()
            return last.enter_context(opened(data_dir, clock))

        yield open_window


@pytest.fixture
def window(opens: Opens, clock: FakeClock) -> Hour:
    """The window on an empty folder."""
    return opens(clock)


@pytest.fixture
def hour(window: Hour) -> Hour:
    """An hour on six leads, Lead 1 on the card."""
    add(window, *(somebody(n) for n in range(1, 7)))
    return window.start()


def somebody(number: int, **follow: object) -> Lead:
    """Lead `number`, a first call unless `follow` says otherwise."""
    return person(f"Lead {number}", f"512555010{number}", follow=FollowUp(**{"stage": Stage.NEW, **follow}))  # type: ignore[arg-type]


def add(window: Hour, *leads: Lead) -> list[Lead]:
    return [window.store.leads.add(lead) for lead in leads]


def command(data_dir: Path, *words: str) -> None:
    """What a terminal would run beside the window."""
    assert cli.run(["--data-dir", str(data_dir), "--now", START.isoformat(), "--zone", ZONE, *words]) == 0


def run(hour: Hour, seconds: int) -> None:
    """The window's timer over `seconds`."""
    for _ in range(seconds // 10):
        hour.clock.advance(10)
        hour.p.tick()


def left_s(hour: Hour) -> float:
    assert hour.p.hour.timer is not None
    return hour.p.hour.timer.left_s


def last_hour(hour: Hour) -> FocusSession:
    last = hour.store.sessions.last()
    assert last is not None
    return last


def told(window: Hour) -> str:
    """The toast, "" when none is up."""
    return "".join(toast.text() for toast in window.window.findChildren(Toast) if toast.isVisible())


# one window for each data folder


@pytest.mark.parametrize(("minutes", "word"), [(None, "raise"), (0, "start 0"), (30, "start 30")])
def test_a_second_start_only_tells_the_first(
    minutes: int | None, word: str, qtbot: QtBot, data_dir: Path, clock: FakeClock
) -> None:
    lock = WindowLock(data_dir)
    assert lock.take()
    server = WindowServer(server_name(data_dir))
    try:
        with qtbot.waitSignal(server.heard, timeout=2000) as heard:
            assert run_window(data_dir, clock, ZONE, start_minutes=minutes) == 0
        assert heard.args == [word]
    finally:
        server.close()
        lock.release()


def test_a_second_start_in_the_tray_leaves_the_first_alone(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    lock = WindowLock(data_dir)
    assert lock.take()
    server = WindowServer(server_name(data_dir))
    try:
        with qtbot.assertNotEmitted(server.heard, wait=100):
            assert run_window(data_dir, clock, ZONE, start_minutes=None, in_tray=True) == 0
    finally:
        server.close()
        lock.release()


def test_the_lock_is_one_for_each_folder_and_private(data_dir: Path, tmp_path: Path) -> None:
    first, second, elsewhere = WindowLock(data_dir), WindowLock(data_dir), WindowLock(tmp_path)
    assert first.take()
    assert not second.take()
    assert elsewhere.take()
    assert stat.S_IMODE((data_dir / "window.lock").stat().st_mode) == 0o600
    first.release()
    assert second.take()
    second.release()
    elsewhere.release()


def test_two_names_of_one_folder_are_one_folder(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "by another name").symlink_to(data_dir)
    assert server_name(tmp_path / "by another name") == server_name(data_dir)
    assert server_name(tmp_path) != server_name(data_dir)


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe leaves nothing behind")
def test_a_stale_socket_is_replaced(qtbot: QtBot, data_dir: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left_by_a_crash:
        left_by_a_crash.bind(server_name(data_dir))
    assert Path(server_name(data_dir)).exists()
    assert not tell_window(data_dir, "raise")
    server = WindowServer(server_name(data_dir))
    try:
        assert server.listening
        assert stat.S_IMODE(Path(server_name(data_dir)).stat().st_mode) == 0o700
        with qtbot.waitSignal(server.heard, timeout=2000) as heard:
            assert tell_window(data_dir, "changed")
        assert heard.args == ["changed"]
    finally:
        server.close()
    assert not tell_window(data_dir, "raise")


def test_a_start_that_is_heard_in_the_hour_changes_nothing(hour: Hour) -> None:
    hour.window.hear("start 30")
    assert (last_hour(hour).planned_s, hour.lead.name) == (3600, "Lead 1")


def test_a_start_that_is_heard_begins_the_hour(window: Hour) -> None:
    add(window, somebody(1))
    window.window.open_home()
    window.window.hear("start 30")
    assert (last_hour(window).planned_s, window.p.mode) == (1800, CARD)


# what the command line writes


def test_a_lead_that_was_logged_elsewhere_leaves_the_card(hour: Hour, qtbot: QtBot, data_dir: Path) -> None:
    server = WindowServer(server_name(data_dir))
    server.heard.connect(hour.window.hear)
    first = hour.lead
    hour.press("N")
    hour.type("half a line")
    try:
        with qtbot.waitSignal(server.heard, timeout=5000):
            command(data_dir, "log", str(first.id), "no-answer")
    finally:
        server.close()
    assert hour.lead.name == "Lead 2"
    assert hour.p.card.note == ""
    kept = hour.named("Lead 1")
    assert (kept.notes, kept.follow.attempts) == ("half a line", 1)
    assert told(hour) == "Lead 1 was logged elsewhere. Your note is kept on the lead."
    assert hour.calls == []  # it belongs to no hour


def test_another_lead_that_was_logged_leaves_the_card_alone(hour: Hour, data_dir: Path) -> None:
    hour.press("N")
    hour.type("half a line")
    command(data_dir, "log", str(hour.named("Lead 2").id), "no-answer")
    hour.window.hear("changed")
    assert (hour.lead.name, hour.p.card.note) == ("Lead 1", "half a line")
    hour.press("Esc", "4")
    assert hour.lead.name == "Lead 3"


def test_the_open_lead_cannot_be_undone_from_outside(
    hour: Hour, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hour.press("4")
    hour.press("Z")
    hour.press("4")
    hour.services.log.log(hour.lead.id, Report(outcome=Outcome.NO_ANSWER), Dial())
    where = ["--data-dir", str(data_dir), "--now", START.isoformat(), "--zone", ZONE]
    assert cli.run([*where, "undo"]) == 1
    assert capsys.readouterr().err == "Lead 2 is the open card of the running hour; take it back there with Z.\n"


def test_a_window_that_was_behind_others_sees_what_was_written(window: Hour, data_dir: Path) -> None:
    add(window, somebody(1))
    window.window.open_home()
    window.window.notice_changes()
    heard: list[bool] = []
    window.app.context.hub.changed.connect(lambda: heard.append(True))
    window.window.notice_changes()
    assert heard == []
    command(data_dir, "log", "1", "no-answer")
    window.window.notice_changes()
    assert heard == [True]


# a start that cannot be


def never_call(lead: Lead) -> Lead:
    phones = tuple(replace(phone, status=PhoneStatus.DO_NOT_CALL) for phone in lead.phones)
    return replace(lead, do_not_call=True, phones=phones)


@pytest.mark.parametrize(
    ("leads", "now", "said"),
    [
        ((), START, "Nobody can be called right now."),
        ((never_call(somebody(1)),), START, "Nobody can be called right now: 1 do not call."),
        ((replace(somebody(1), phones=()),), START, "Nobody can be called right now: 1 without a number."),
        (
            (somebody(1, stage=Stage.TRYING, due_on=START.date(), snoozed_until=NOT_TODAY),),
            START,
            "Nobody can be called right now: 1 snoozed.",
        ),
        (
            (somebody(1, stage=Stage.TRYING, due_on=START.date()),),
            NIGHT,
            "Nobody can be called right now: 1 outside their calling hours.",
        ),
    ],
    ids=["no leads", "do not call", "no number", "snoozed", "night"],
)
def test_with_nobody_to_call_the_start_says_why(
    leads: tuple[Lead, ...], now: datetime, said: str, opens: Opens
) -> None:
    window = opens(FakeClock(now))
    add(window, *leads)
    window.window.open_home()
    window.window.start_hour(PLAN)
    assert told(window) == said
    assert (window.window.front, window.store.sessions.last()) == ("Today", None)


# the list runs dry


def test_an_empty_list_ends_the_hour(window: Hour) -> None:
    add(window, somebody(1), somebody(2))
    window.start()
    run(window, 60)
    window.press("4", "4")
    last = last_hour(window)
    assert (last.end_reason, last.queue_emptied, last.running) == ("dry", True, False)
    assert window.window.front == "Debrief"
    assert window.store.calls.count() == 2


def test_a_first_key_before_the_list_is_there_ends_nothing(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    """After a restart the list is worked out behind the card; the rep may be quicker."""
    services = wired(data_dir, clock)
    first, second = (services.store.leads.add(somebody(n)) for n in (1, 2))
    services.hour.start(PLAN, 2)
    services.hour.save_card(OpenCard(lead_id=first.id))
    services.store.close()
    app = build(data_dir, clock, ZONE)  # work goes to another thread, and comes back only with Qt's events
    try:
        assert app.window.resume_hour()
        presenter = app.window.room.presenter
        presenter.on_key("4")
        assert (presenter.mode, presenter.card.lead_id) == (CARD, second.id)
    finally:
        app.window.close()
        app.close()
        shiboken6.delete(app.window)


def test_an_hour_that_goes_on_after_a_restart_keeps_the_windows_place(opens: Opens, clock: FakeClock) -> None:
    first = opens(clock)
    add(first, somebody(1), somebody(2))
    first.window.open_home()
    first.window.resize(700, 600)
    first.window.start_hour(PLAN)
    again = opens(clock)
    assert again.window.resume_hour()
    again.p.end("meeting")
    assert (again.window.front, again.window.isFullScreen()) == ("Debrief", False)
    assert (again.window.width(), again.window.height()) == (700, 600)


# time


def test_a_live_call_is_not_cut_by_the_end(hour: Hour) -> None:
    run(hour, 3540)
    hour.press("Enter")
    run(hour, 300)
    assert (hour.p.mode, hour.p.live, left_s(hour)) == (CARD, True, 0)
    hour.press("4")
    last = last_hour(hour)
    assert (last.end_reason, hour.window.front) == ("time", "Debrief")
    assert last.focus_s == pytest.approx(3840, abs=15)  # focus goes on in a live call
    assert hour.store.calls.count() == 1


def test_a_strip_is_not_cut_by_the_end(hour: Hour) -> None:
    run(hour, 3590)
    hour.press("1", "1")
    run(hour, 60)
    assert hour.p.mode == STRIP
    hour.type("a line")
    hour.press("Enter")
    assert (last_hour(hour).end_reason, hour.store.calls.count()) == ("time", 1)


def test_without_a_call_the_hour_ends_at_its_minute(hour: Hour) -> None:
    run(hour, 3590)
    assert hour.p.mode == CARD
    run(hour, 20)
    last = last_hour(hour)
    assert (last.end_reason, last.focus_s, hour.window.front) == ("time", 3600, "Debrief")


def test_a_promise_comes_up_at_its_minute_after_the_call_in_hand(hour: Hour) -> None:
    (promised,) = add(hour, somebody(9, stage=Stage.TALKING, promise_at=hour.clock.now() + SOON, promise_asked=True))
    hour.p.list.refresh()
    hour.press("4")
    assert hour.lead.name == "Lead 2"  # 20 minutes before it
    run(hour, 17 * 60)
    hour.press("Enter")
    run(hour, 120)
    assert (hour.lead.name, hour.p.live) == ("Lead 2", True)  # the call in hand is not taken away
    hour.press("4")
    assert hour.lead.id == promised.id
    hour.press("4")
    assert hour.lead.name == "Lead 3"


def test_only_a_promise_is_left_and_the_hour_ends_before_it(window: Hour) -> None:
    later = window.clock.now() + timedelta(minutes=59, seconds=30)
    add(window, somebody(1, stage=Stage.TALKING, promise_at=later, promise_asked=True))
    window.start(replace(PLAN, minutes=60))
    assert window.p.mode == QUESTION
    window.clock.advance(3700)  # nobody at the desk, the machine asleep
    window.p.tick()
    assert (last_hour(window).end_reason, window.window.front) == ("time", "Debrief")


def test_who_opens_within_the_hour_comes_up_when_they_open(opens: Opens) -> None:
    half_past_seven = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    window = opens(FakeClock(half_past_seven))
    add(window, somebody(1, stage=Stage.TRYING, due_on=START.date()))
    window.start()
    assert window.p.mode == QUESTION
    questions = 0
    for _ in range(29 * 6):
        asked = window.p.screen.question
        run(window, 10)
        questions += window.p.screen.question is not asked
    assert (window.p.mode, questions) == (QUESTION, 0)  # 7:59, asked once and no more
    run(window, 60)
    assert (window.p.mode, window.lead.name) == (CARD, "Lead 1")


def test_sleep_does_not_stretch_the_hour_and_is_no_focus(hour: Hour) -> None:
    run(hour, 600)
    hour.clock.advance(1800)
    hour.p.tick()
    assert left_s(hour) == pytest.approx(1200, abs=2)
    assert hour.p.hour.session.focus_s == pytest.approx(600, abs=2)


def test_sleep_across_the_end_ends_it(hour: Hour) -> None:
    run(hour, 600)
    hour.clock.advance(3 * 3600)
    hour.p.tick()
    last = last_hour(hour)
    assert (last.end_reason, hour.window.front) == ("time", "Debrief")
    assert last.focus_s == pytest.approx(600, abs=2)


@pytest.mark.parametrize("jump_s", [3 * 3600, -3 * 3600, 24 * 3600])
def test_a_set_clock_neither_ends_nor_stretches_the_hour(jump_s: int, hour: Hour) -> None:
    run(hour, 600)
    hour.clock.jump(jump_s)
    run(hour, 60)
    assert hour.p.mode == CARD
    assert left_s(hour) == pytest.approx(3600 - 660, abs=2)
    run(hour, 2960)
    assert hour.window.front == "Debrief"
    assert last_hour(hour).focus_s == pytest.approx(3600, abs=2)


def test_a_pause_across_the_end_moves_it(hour: Hour) -> None:
    run(hour, 3000)
    before = left_s(hour)
    hour.press("P")
    run(hour, 1800)
    assert (hour.p.mode, left_s(hour)) == (PAUSED, pytest.approx(before, abs=2))
    hour.press("Enter", "Enter")
    assert hour.p.mode == CARD
    run(hour, 580)
    assert hour.p.mode == CARD
    run(hour, 40)
    last = last_hour(hour)
    assert (last.end_reason, hour.window.front) == ("time", "Debrief")
    assert last.paused_s == pytest.approx(1800, abs=5)
    assert last.focus_s == pytest.approx(3600, abs=5)


def test_nobody_is_on_the_screen_of_a_pause(hour: Hour) -> None:
    hour.press("Enter")
    shown = hour.lead.phones[0].shown
    assert {"Lead 1", shown} <= set(hour.texts())
    hour.press("4", "P")  # the toast says "Lead 1: no answer"
    said = " ".join(hour.texts())
    assert "Lead" not in said.replace("Lead Conversion Hour", "")
    hour.press("Enter", "1")
    assert "Lead 2" in hour.texts()


# a disk that fails


def test_a_full_disk_is_one_sentence_and_the_card_stays(hour: Hour, monkeypatch: pytest.MonkeyPatch) -> None:
    hour.press("N")
    hour.type("half a line")
    hour.press("Esc")

    def full(*_: object) -> None:
        raise StoreError("disk-full", path="the disk")

    monkeypatch.setattr(hour.store.calls, "add", full)
    hour.press("4")
    assert told(hour) == "The disk of the disk is full, so nothing was saved; free some space and try again."
    assert (hour.lead.name, hour.p.card.note, hour.p.mode) == ("Lead 1", "half a line", CARD)
    monkeypatch.undo()
    hour.press("4")
    assert [call.note for call in hour.calls] == ["half a line"]
    assert hour.lead.name == "Lead 2"


def test_a_number_of_a_lead_that_never_had_one_is_no_call(window: Hour) -> None:
    add(window, replace(somebody(1), phones=(Phone(e164="", raw="ask Ana"),)), somebody(2))
    window.start()
    assert window.lead.name == "Lead 2"
