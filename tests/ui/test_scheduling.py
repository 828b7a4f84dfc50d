"""The scheduler: one timer whatever happens, nothing late is lost, and a set clock or a sleep is seen."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from pytestqt.qtbot import QtBot

from lch_desktop.domain.clock import StartedAtClock, SystemClock
from lch_desktop.scheduling import bridge as bridges
from lch_desktop.scheduling.bridge import MORNING, MorningScheduler
from lch_desktop.scheduling.qt_scheduler import LONGEST_WAIT_S, OneTimerScheduler
from lch_desktop.scheduling.wake import GapFinder, SleepListener, system_bus
from tests.fakes import FakeClock

TEN_MIN = timedelta(minutes=10)
LOOKS = 1000


@pytest.fixture
def scheduler(clock: FakeClock, qtbot: QtBot) -> Iterator[MorningScheduler]:
    made = MorningScheduler(clock)
    yield made
    made.close()
    made.deleteLater()


def settle() -> None:
    """Let what is queued arrive; nothing is waited for."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)


def looked(scheduler: MorningScheduler) -> None:
    scheduler.look()
    settle()


def came(signal: object) -> list[tuple[object, ...]]:
    """What `signal` is emitted with from now on."""
    kept: list[tuple[object, ...]] = []
    signal.connect(lambda *values: kept.append(values))  # type: ignore[attr-defined]
    return kept


class CountedTimers:
    """Stands in for QTimer where the scheduler, or its model upstream, makes one."""

    made = 0

    @classmethod
    def count(cls, monkeypatch: pytest.MonkeyPatch) -> None:
        cls.made = 0
        first = QTimer.__init__

        def make(self: QTimer, *args: object, **options: object) -> None:
            cls.made += 1
            first(self, *args, **options)  # type: ignore[arg-type]

        def once(*_: object) -> None:
            cls.made += 1

        monkeypatch.setattr(QTimer, "__init__", make)
        monkeypatch.setattr(QTimer, "singleShot", once)


def test_a_thousand_changes_and_wake_ups_need_one_timer(
    qtbot: QtBot, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    CountedTimers.count(monkeypatch)
    made = MorningScheduler(clock)
    threads = threading.active_count()
    for n in range(LOOKS):
        made.plan(MORNING, clock.now() + timedelta(hours=1, seconds=n))
        made.plan("due", clock.now() + timedelta(hours=2) if n % 2 else None)
        made.look()
    assert CountedTimers.made == 1
    assert threading.active_count() == threads
    made.close()


def test_the_sweeps_do_not_multiply(qtbot: QtBot, clock: FakeClock) -> None:
    """Upstream's leak (APScheduler 3.11 under PySide6): each wake-up left one more chain of timers behind."""
    sweeps: list[int] = []
    made = OneTimerScheduler(lambda: sweeps.append(1))
    made.start()
    for _ in range(LOOKS):
        made.wakeup()
    qtbot.waitUntil(lambda: bool(sweeps))
    for _ in range(100):
        QCoreApplication.processEvents()
    assert len(sweeps) == 1
    made.shutdown()


def test_what_is_planned_for_a_past_minute_runs_once(clock: FakeClock, scheduler: MorningScheduler) -> None:
    looks, names = came(scheduler.look_due), came(scheduler.due)
    scheduler.plan(MORNING, clock.now() - timedelta(hours=5))
    for _ in range(3):
        looked(scheduler)
    assert looks == [()]
    assert names == [(MORNING,)]
    assert scheduler.plans == {}


def test_it_comes_by_itself_without_a_look(qtbot: QtBot, scheduler: MorningScheduler, clock: FakeClock) -> None:
    with qtbot.waitSignal(scheduler.due, timeout=2000) as told:
        scheduler.plan("due", clock.now())
    assert told.args == ["due"]


def test_a_name_other_than_the_mornings_asks_for_no_look(clock: FakeClock, scheduler: MorningScheduler) -> None:
    looks, names = came(scheduler.look_due), came(scheduler.due)
    scheduler.plan("due", clock.now())
    looked(scheduler)
    assert looks == []
    assert names == [("due",)]


def test_planned_again_while_it_runs_it_stays_planned(clock: FakeClock, scheduler: MorningScheduler) -> None:
    again = clock.now() + timedelta(hours=1)
    scheduler.look_due.connect(lambda: scheduler.plan(MORNING, again))
    scheduler.plan(MORNING, clock.now())
    looked(scheduler)
    assert scheduler.plans == {MORNING: again}
    looks = came(scheduler.look_due)
    clock.advance(3600)
    looked(scheduler)
    assert looks == [()]


def test_a_plan_taken_away_does_not_come(clock: FakeClock, scheduler: MorningScheduler) -> None:
    looks = came(scheduler.look_due)
    scheduler.plan(MORNING, clock.now() + TEN_MIN)
    scheduler.plan(MORNING, None)
    scheduler.plan("never planned", None)
    clock.advance(3600)
    looked(scheduler)
    assert looks == []


@pytest.mark.parametrize("move", [FakeClock.advance, FakeClock.jump])
def test_time_that_moves_on_unseen_brings_it_at_once(
    clock: FakeClock, scheduler: MorningScheduler, move: Callable[[FakeClock, float], None]
) -> None:
    looks, wakes = came(scheduler.look_due), came(scheduler.woke)
    scheduler.plan(MORNING, clock.now() + TEN_MIN)
    move(clock, 599)
    looked(scheduler)
    assert looks == []
    assert wakes == [()]
    move(clock, 1)
    looked(scheduler)
    assert looks == [()]


def test_a_clock_set_back_puts_it_off(clock: FakeClock, scheduler: MorningScheduler) -> None:
    looks, wakes = came(scheduler.look_due), came(scheduler.woke)
    scheduler.plan(MORNING, clock.now() + TEN_MIN)
    clock.jump(-3600)
    looked(scheduler)
    clock.advance(20)
    looked(scheduler)
    assert looks == []
    assert wakes == [()]
    clock.advance(3600 + 580)
    looked(scheduler)
    assert looks == [()]


def wait_s(scheduler: OneTimerScheduler) -> float:
    return scheduler.wait.interval() / 1000


@pytest.mark.parametrize(("ahead_s", "most_s"), [(86_400, LONGEST_WAIT_S), (31, LONGEST_WAIT_S), (5, 5.0), (-9, 0.0)])
def test_no_wait_is_longer_than_half_a_minute(qtbot: QtBot, ahead_s: int, most_s: float) -> None:
    made = OneTimerScheduler()
    made.start()
    for _ in range(3):
        made.add_job(lambda: None, "date", run_date=SystemClock().now() + timedelta(seconds=ahead_s))
        made.wait.stop()
        made._start_timer(ahead_s if ahead_s > 0 else 0)
        assert wait_s(made) == most_s
    made.shutdown()


def test_without_a_plan_it_still_looks_for_gaps(qtbot: QtBot, scheduler: MorningScheduler) -> None:
    """A clock that lost its battery shows 1970 and is set right later: nobody else would notice."""
    looked(scheduler)
    assert wait_s(scheduler._scheduler) == LONGEST_WAIT_S
    assert scheduler._scheduler.wait.isActive()


def test_a_shifted_clock_waits_as_long(qtbot: QtBot) -> None:
    years_away = StartedAtClock(datetime(2031, 3, 3, 7, 50, tzinfo=UTC))
    made = MorningScheduler(years_away)
    made.plan(MORNING, years_away.now() + timedelta(seconds=20))
    made.look()
    assert 15 < wait_s(made._scheduler) <= 20
    with qtbot.waitSignal(made.look_due, timeout=2000):
        made.plan(MORNING, years_away.now() + timedelta(milliseconds=50))
    made.close()


def test_closed_nothing_is_left(clock: FakeClock, qtbot: QtBot) -> None:
    made = MorningScheduler(clock)
    looks = came(made.look_due)
    made.plan(MORNING, clock.now())
    made.look()  # due, and on its way
    made.close()
    made.close()
    settle()
    made.plan(MORNING, clock.now())
    looked(made)
    made.plan(MORNING, None)
    assert looks == []
    assert not made._scheduler.wait.isActive()


@pytest.mark.parametrize(
    ("elapsed_s", "set_s", "is_gap"),
    [
        (30, 0, False),
        (31.6, 0, False),  # a timer may be 5 % late
        (44, 0, False),
        (46, 0, True),  # asleep, paused, stopped
        (28_800, 0, True),
        (30, 1, False),  # network time
        (30, 3, True),
        (30, -3, True),
        (30, -86_400, True),
    ],
)
def test_what_is_a_gap(clock: FakeClock, elapsed_s: float, set_s: float, is_gap: bool) -> None:
    gaps = GapFinder(clock)
    clock.advance(elapsed_s)
    clock.jump(set_s)
    assert gaps.look() is is_gap
    assert not gaps.look()


@pytest.mark.parametrize(
    ("environment", "address"),
    [({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=there"}, "unix:path=there"), ({}, "")],
)
def test_where_the_system_bus_is(
    environment: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("lch_desktop.scheduling.wake.SYSTEM_BUS", str(tmp_path / "none"))
    assert system_bus(environment) == address


@pytest.fixture
def bus() -> Iterator[str]:
    """A private message bus."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("no dbus-daemon here")
    command = [daemon, "--session", "--nofork", "--print-address"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait()
    process.stdout.close()


def tell_of_sleep(address: str, *states: bool) -> None:
    """What logind says."""
    from jeepney import DBusAddress, message_bus, new_signal
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(address) as link:
        link.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"), timeout=2)
        manager = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
        for asleep in states:
            link.send_message(new_signal(manager, "PrepareForSleep", "b", (asleep,)))


def test_logind_tells_of_a_wake_up(qtbot: QtBot, bus: str) -> None:
    listener = SleepListener(bus)
    wakes = came(listener.woke)
    listener.start()
    qtbot.waitUntil(lambda: listener.listening, timeout=5000)
    tell_of_sleep(bus, True, False)
    qtbot.waitUntil(lambda: bool(wakes), timeout=5000)
    listener.close()
    assert wakes == [()]
    assert not [thread for thread in threading.enumerate() if thread.name == "logind"]


@pytest.mark.parametrize("address", ["", "unix:path=not-there", "nonsense"])
def test_without_logind_it_is_silent(address: str, qtbot: QtBot) -> None:
    listener = SleepListener(address)
    listener.start()
    listener.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "logind"]


def test_a_bus_that_goes_away_ends_the_listening(qtbot: QtBot, bus: str) -> None:
    listener = SleepListener(bus)
    listener.start()
    qtbot.waitUntil(lambda: listener.listening, timeout=5000)
    listener.close()
    listener.close()
    assert not listener.listening


def test_the_names_that_the_desk_and_the_scheduler_share() -> None:
    assert bridges.MORNING == "morning"
