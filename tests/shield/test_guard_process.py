"""The guard as a process of its own: what it does when the program that started it is killed, or stalls."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Order
from lch_desktop.services.shield import Shield
from lch_desktop.shield import guard as guard_module
from lch_desktop.shield.guard import GuardCommands, ProcessGuard, commands_of_python
from lch_desktop.shield.guard_process import SystemClocks
from lch_desktop.shield.journal import FileJournal
from tests.fakes import FakeClock
from tests.shield.bus_kit import python, talking_to

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")

# Notes that it ran, and takes the journal away as `lch shield restore` does when everything is down.
RESTORE = (sys.executable, "-I", "-c", "import os, sys; open(sys.argv[2], 'a').write('x'); os.unlink(sys.argv[1])")

PROGRAM = """
import sys
from datetime import timedelta
from pathlib import Path
from lch_desktop.shield.guard import ProcessGuard, commands_of_python
from tests.fakes import FakeClock
journal, left_s, *restore = sys.argv[1:]
clock = FakeClock()
guard = ProcessGuard(Path(journal), commands_of_python(restore), clock.now)
guard.watch(clock.now() + timedelta(seconds=float(left_s)))
Path(journal).write_text("{}")
print("ready", flush=True)
print(guard._process.pid, flush=True)
for line in sys.stdin:
    guard.beat(0)
"""


@pytest.fixture
def journal(data_dir: Path) -> Path:
    return data_dir / "shield.json"


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """What the restore command leaves behind."""
    return tmp_path / "ran"


@pytest.fixture
def guard(journal: Path, ran: Path) -> Iterator[ProcessGuard]:
    made = ProcessGuard(journal, commands_of_python([*RESTORE, str(journal), str(ran)]), FakeClock().now)
    yield made
    journal.unlink(missing_ok=True)
    made.dismiss()


def soon(holds: Callable[[], bool], seconds: float = 15) -> bool:
    """Whether `holds` comes true in time."""
    pause = threading.Event()
    return any(holds() or pause.wait(0.02) for _ in range(int(seconds / 0.02)))


def is_running(pid: int) -> bool:
    """Whether there is such a process that has not ended; one that nobody has asked after yet has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pid_of(guard: ProcessGuard) -> int:
    assert guard._process is not None
    return guard._process.pid


def until(left_s: float) -> FakeClock:
    clock = FakeClock()
    clock.advance(left_s)
    return clock


def test_a_program_killed_in_a_raised_hour_is_cleaned_up_after_by_the_deadline(journal: Path, ran: Path) -> None:
    environment = dict(os.environ)
    command = python(environment, PROGRAM, str(journal), "1.5", *RESTORE, str(journal), str(ran))
    with talking_to(command, environment) as program:
        assert program.stdout is not None
        guard_pid = int(program.stdout.readline())
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        assert is_running(guard_pid)
        assert journal.exists()
        assert soon(lambda: not journal.exists())
        assert soon(lambda: not is_running(guard_pid))
    assert ran.read_text() == "x"


def test_the_end_of_its_terminal_does_not_end_it(guard: ProcessGuard, journal: Path) -> None:
    guard.watch(until(60).now())
    journal.write_text("{}")
    assert soon(lambda: guard.status == "watching")
    for ending in (signal.SIGHUP, signal.SIGINT):
        os.kill(pid_of(guard), ending)
    assert os.getsid(pid_of(guard)) == pid_of(guard)
    guard.beat(0)
    assert not soon(lambda: not guard.alive, 0.7)


def test_at_the_deadline_the_program_may_live_on(guard: ProcessGuard, journal: Path) -> None:
    journal.write_text("{}")
    guard.watch(until(0.2).now())
    assert soon(lambda: not journal.exists())
    assert guard.alive


def test_a_later_deadline_takes_the_place_of_the_first(guard: ProcessGuard, journal: Path) -> None:
    guard.watch(until(0.8).now())
    first = pid_of(guard)
    journal.write_text("{}")
    guard.watch(until(60).now())
    assert pid_of(guard) == first
    assert not soon(lambda: not journal.exists(), 1.5)
    guard.watch(until(0).now())
    assert soon(lambda: not journal.exists())


def test_dismissed_it_ends(guard: ProcessGuard) -> None:
    guard.watch(until(60).now())
    pid = pid_of(guard)
    guard.dismiss()
    assert not is_running(pid)
    guard.dismiss()
    guard.beat(5)


def test_dismissed_while_something_is_up_it_stays_until_the_deadline(
    guard: ProcessGuard, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard_module, "_ENDS_WITHIN_S", 0.1)
    journal.write_text("{}")
    guard.watch(until(1.0).now())
    process = guard._process
    assert process is not None
    guard.dismiss()
    assert process.poll() is None
    assert soon(lambda: not journal.exists())
    process.wait(10)


def test_a_killed_guard_is_started_anew_with_the_next_deadline(guard: ProcessGuard) -> None:
    guard.watch(until(60).now())
    first = pid_of(guard)
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: not guard.alive)
    guard.beat(0)
    guard.watch(until(60).now())
    assert guard.alive
    assert pid_of(guard) != first


def test_the_guard_of_the_next_start_takes_over(guard: ProcessGuard, journal: Path, ran: Path) -> None:
    environment = dict(os.environ)
    command = python(environment, PROGRAM, str(journal), "60", *RESTORE, str(journal), str(ran))
    with talking_to(command, environment) as program:
        assert program.stdout is not None
        old = int(program.stdout.readline())
        program.kill()
        program.wait()
        guard.watch(until(90).now())
        assert soon(lambda: not is_running(old))
    assert guard.alive
    assert journal.exists()
    assert not ran.exists()


def test_a_guard_that_does_not_read_costs_the_event_loop_nothing(guard: ProcessGuard) -> None:
    guard.watch(until(60).now())
    os.kill(pid_of(guard), signal.SIGSTOP)
    try:
        clock = SystemClocks().awake_s()
        for window in range(20_000):  # far more than a pipe holds
            guard.beat(window)
        assert (SystemClocks().awake_s() - clock) / 20_000 < 0.001
    finally:
        os.kill(pid_of(guard), signal.SIGCONT)


@pytest.mark.parametrize("command", [("/nowhere/guard",), ("false",), (sys.executable, "-I", "/nowhere/guard.py")])
def test_where_it_cannot_be_started_it_is_said(journal: Path, command: tuple[str, ...]) -> None:
    commands = GuardCommands(command, (), ())
    with pytest.raises(ShieldError, match="guard-not-started"):
        ProcessGuard(journal, commands, FakeClock().now).watch(until(1).now() + timedelta(hours=1))


def test_it_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    script = (
        "import runpy, sys; before = set(sys.modules); runpy.run_path(sys.argv[1], run_name='x');"
        "print([n for n in sys.modules if n.split('.')[0] not in sys.stdlib_module_names | {'__main__', 'x'}])"
    )
    for program in (guard_module.full_screen.__file__, str(Path(guard_module.__file__).with_name("guard_process.py"))):
        command = [sys.executable, "-I", "-S", "-c", script, str(program)]
        said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True, cwd=tmp_path)
        assert said.stdout == "[]\n"


@pytest.mark.parametrize(
    ("windowing", "drops"),
    [("xcb", True), ("windows", True), ("cocoa", True), ("wayland", False), ("offscreen", False)],
)
def test_where_a_full_screen_cannot_be_dropped_is_known(journal: Path, windowing: str, drops: bool) -> None:
    guard = ProcessGuard(journal, commands_of_python(()), FakeClock().now, windowing)
    assert guard.drops_full_screen is drops


def test_on_wayland_a_stall_is_said_to_be_out_of_reach(journal: Path) -> None:
    guard = ProcessGuard(journal, commands_of_python(("true",)), FakeClock().now, "wayland", stall_s=0.3)
    guard.watch(until(60).now())
    try:
        guard.beat(4711)
        assert soon(lambda: guard.status == "drop-not-possible")
    finally:
        guard.dismiss()


def test_killed_in_the_hour_it_is_started_again_and_keeps_the_deadline(guard: ProcessGuard, journal: Path) -> None:
    shield = Shield((), FileJournal(journal), guard, FakeClock().now)
    shield.raise_until(Order(until(60).now()))
    first = pid_of(guard)
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: not guard.alive)
    assert shield.keep_guarded(1.0)
    assert pid_of(guard) != first
    journal.write_text("{}")
    assert soon(lambda: not journal.exists()), "the new one restores at the deadline"
    assert not shield.keep_guarded(1.0)
