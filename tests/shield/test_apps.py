"""Programs that are asked to close: real processes, and none too many."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import psutil
import pytest

from lch_desktop.domain.shield import Barrier, Order, State
from lch_desktop.shield.apps import AppsBarrier
from tests.fakes import START

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="copies programs as Linux runs them")
NOBODY = 65534
IGNORES = "trap '' TERM; echo up; read line"  # a program that does not go on SIGTERM

Started = Callable[..., subprocess.Popen[str]]


def no_windows(_: Collection[int]) -> frozenset[int]:
    return frozenset()


def order(*apps: str, work: tuple[str, ...] = ()) -> Order:
    return Order(START, apps=apps, work_apps=work, wanted=frozenset({"apps"}))


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """Starts a copy of a real program under another name; ends them all."""
    running = list[subprocess.Popen[str]]()

    def start(name: str, *arguments: str, of: str = "sleep", **options: object) -> subprocess.Popen[str]:
        copy = tmp_path / name
        if not copy.exists():
            shutil.copy(shutil.which(of) or "", copy)
            copy.chmod(0o755)
        command = [str(copy), *(arguments or ("600",))]
        running.append(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)  # type: ignore
        )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture
def barrier() -> AppsBarrier:
    made = AppsBarrier(no_windows, leave_within_s=2.0)
    _: Barrier = made
    return made


def stays(process: subprocess.Popen[str]) -> bool:
    """Whether the process goes on; a signal that was sent to it has arrived when another one has been asked."""
    return psutil.Process(process.pid).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)


def test_a_chosen_program_is_asked_and_goes(barrier: AppsBarrier, started: Started) -> None:
    chat = started("slack")
    barrier.raise_until(order("slack"), {})
    assert not psutil.pid_exists(chat.pid) or not stays(chat)
    assert barrier.verify(order("slack")).state is State.VERIFIED


def test_only_the_exact_executable_is_asked(barrier: AppsBarrier, started: Started) -> None:
    others = [started(name) for name in ("slack-helper", "myslack", "Slack", "slac")]
    chat = started("slack")
    barrier.raise_until(order("slack"), {})
    assert not psutil.pid_exists(chat.pid) or not stays(chat)
    assert all(map(stays, others))


def test_what_a_process_calls_itself_does_not_count(barrier: AppsBarrier, started: Started, tmp_path: Path) -> None:
    named = started("notes")
    disguised = subprocess.Popen(["slack", "600"], executable=str(tmp_path / "notes"))
    speaks_of_it = started("reader", "-c", "echo slack; read line", "slack", of="sh")
    try:
        barrier.raise_until(order("slack"), {})
        assert barrier.verify(order("slack")).state is State.VERIFIED
        assert disguised.poll() is None
        assert stays(named)
        assert stays(speaks_of_it)
    finally:
        disguised.kill()
        disguised.wait()


def test_a_chosen_program_is_found_whatever_it_calls_itself(
    barrier: AppsBarrier, started: Started, tmp_path: Path
) -> None:
    started("slack").kill()
    disguised = subprocess.Popen(["harmless", "600"], executable=str(tmp_path / "slack"))
    try:
        barrier.raise_until(order("slack"), {})
        assert not psutil.pid_exists(disguised.pid) or psutil.Process(disguised.pid).status() == psutil.STATUS_ZOMBIE
    finally:
        disguised.kill()
        disguised.wait()


def test_a_program_that_stays_is_reported_and_never_forced(started: Started) -> None:
    barrier = AppsBarrier(no_windows, {"slack": "Slack"}.__getitem__, leave_within_s=0.2)
    chat = _stubborn(started, "slack")
    barrier.raise_until(order("slack"), {})
    standing = barrier.verify(order("slack"))
    assert (standing.state, standing.detail) == (State.LEAKING, "Slack is still open.")
    assert "never forced" in standing.advice
    assert stays(chat)


def test_a_program_is_asked_once_an_hour(barrier: AppsBarrier, started: Started) -> None:
    asked = list[frozenset[int]]()
    barrier = AppsBarrier(lambda pids: asked.append(frozenset(pids)) or pids, leave_within_s=0.05)
    chat = started("slack")
    barrier.raise_until(order("slack"), {})
    barrier.raise_until(order("slack"), {})  # the deadline moved
    assert asked == [{chat.pid}]
    barrier.lower({})
    barrier.raise_until(order("slack"), {})
    assert asked == [{chat.pid}] * 2


def test_a_program_whose_window_was_asked_gets_no_signal(started: Started) -> None:
    barrier = AppsBarrier(frozenset, leave_within_s=0.2)
    chat = started("slack")
    barrier.raise_until(order("slack"), {})
    assert stays(chat)
    assert barrier.verify(order("slack")).state is State.LEAKING


def test_only_the_first_process_of_a_program_is_asked(barrier: AppsBarrier, started: Started) -> None:
    script = 'trap ":" TERM; "$0" -c "echo up; read line" <&0 & echo $!; while :; do wait; done'
    parent = started("slack", "-c", script, of="bash", start_new_session=True)
    assert parent.stdout is not None
    said = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
    child = int(next(iter(said - {"up"})))
    try:
        barrier.raise_until(order("slack"), {})
        assert psutil.Process(child).status() != psutil.STATUS_ZOMBIE
    finally:
        os.killpg(parent.pid, signal.SIGKILL)


@pytest.mark.skipif(os.getuid() != 0, reason="only root starts a process of another user")
def test_a_process_of_another_user_is_not_touched(barrier: AppsBarrier) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # theirs to enter, as the folder of this test is not
        program = shutil.copy(shutil.which("sleep") or "", Path(folder) / "slack")
        theirs = subprocess.Popen([program, "600"], user=NOBODY)
        try:
            assert psutil.Process(theirs.pid).uids().real == NOBODY
            barrier.raise_until(order("slack"), {})
            assert barrier.verify(order("slack")).state is State.VERIFIED
            assert theirs.poll() is None
        finally:
            theirs.kill()
            theirs.wait()


def test_a_work_program_is_never_asked(barrier: AppsBarrier, started: Started) -> None:
    softphone = started("linphone")
    barrier.raise_until(order("linphone", work=("linphone",)), {})
    assert stays(softphone)


@pytest.mark.parametrize("name", ["firefox", "code", "bash", "gnome-shell", "python3.11"])
def test_browsers_editors_shells_and_the_session_are_never_asked(
    barrier: AppsBarrier, started: Started, name: str
) -> None:
    spared = started(name)
    assert barrier.standing(order(name)).state is State.OFF
    barrier.raise_until(order(name), {})
    assert stays(spared)


def test_neither_we_nor_what_started_us_are_asked(tmp_path: Path) -> None:
    """A copy of this interpreter under a name that is chosen runs the barrier, below another such copy."""
    copy = tmp_path / "slack"
    shutil.copy(Path(sys.executable).resolve(), copy)
    inner = (
        "from lch_desktop.shield.apps import AppsBarrier; from lch_desktop.domain.shield import Order\n"
        "from datetime import UTC, datetime\n"
        "order = Order(datetime(2026, 1, 1, tzinfo=UTC), apps=('slack',))\n"
        "barrier = AppsBarrier(lambda pids: frozenset(), leave_within_s=0.1)\n"
        "barrier.raise_until(order, {}); print(barrier.verify(order).state)"
    )
    outer = f"import subprocess, sys; sys.exit(subprocess.run([{str(copy)!r}, '-c', {inner!r}]).returncode)"
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
    env = {
        **os.environ,
        "PYTHONHOME": sys.base_prefix,
        "PYTHONPATH": paths,
        "LD_LIBRARY_PATH": f"{sys.base_prefix}/lib",
    }
    done = subprocess.run([copy, "-c", outer], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "verified\n"), done.stderr


def test_before_the_hour_it_says_what_will_be_asked(barrier: AppsBarrier, started: Started) -> None:
    assert barrier.standing(order()).state is State.OFF
    assert barrier.standing(order("slack")).detail == "None of the chosen programs is open."
    chat, other = started("slack"), started("Discord")
    standing = barrier.standing(order("slack", "Discord"))
    assert (standing.state, standing.detail) == (State.READY, "Discord and slack will be asked to close.")
    assert stays(chat)
    assert stays(other)


def test_lowering_is_nothing_and_may_come_at_any_time(barrier: AppsBarrier) -> None:
    assert barrier.find(order("slack")) is None
    barrier.lower({})
    barrier.lower({"of": "another version"})
    assert "not opened again" in barrier.limits
    assert barrier.name == "apps"


def _stubborn(started: Started, name: str) -> subprocess.Popen[str]:
    process = started(name, "-c", IGNORES, of="dash")
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process
