"""The program as it is started, killed from outside: the lock, the socket and the hour afterwards."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.platforms.window_socket import WindowLock, tell_window
from tests.fakes import START, FakeClock
from tests.integration.wired import DATABASE, ZONE, Maker, wired

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

ROOT = Path(__file__).resolve().parents[2]
NOW = START.isoformat()
LATER = "2026-11-23T16:40:00+00:00"  # ten minutes into the hour
LIMIT_S = 20.0
LOOK_EVERY_S = 0.02

Program = subprocess.Popen[bytes]
Starts = Callable[..., Program]


@pytest.fixture
def starts(data_dir: Path) -> Iterator[Starts]:
    """Starts the program on the data folder, with no display but Qt's own."""
    services = wired(data_dir, FakeClock())
    make = Maker(services)
    for _ in range(5):
        make.lead()
    services.store.close()
    started: list[Program] = []

    def start(*words: str, now: str = NOW) -> Program:
        program = subprocess.Popen(_command(data_dir, now, *words), cwd=ROOT, env=_environment())
        started.append(program)
        return program

    yield start
    for program in started:
        program.kill()
        program.wait()


def _command(data_dir: Path, now: str, *words: str) -> list[str]:
    return [sys.executable, "-m", "lch_desktop", "--data-dir", str(data_dir), "--now", now, "--zone", ZONE, *words]


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def until(program: Program, holds: Callable[[], bool]) -> None:
    """Wait while the program runs, until `holds`."""
    end = time.monotonic() + LIMIT_S
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        try:
            code = program.wait(LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"the program ended by itself: exit {code}")


def kill(program: Program) -> None:
    program.send_signal(signal.SIGKILL)
    program.wait()


def status(data_dir: Path, now: str = LATER) -> dict[str, Any]:
    command = _command(data_dir, now, "status", "--json")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def has_session(data_dir: Path) -> bool:
    return _one(data_dir, "SELECT count(*) FROM session") == 1


def has_card(data_dir: Path) -> bool:
    return _one(data_dir, "SELECT count(*) FROM session WHERE open_card LIKE '%lead_id%'") == 1


def is_locked(data_dir: Path) -> bool:
    lock = WindowLock(data_dir)
    taken = lock.take()
    lock.release()
    return not taken


def hears(data_dir: Path) -> bool:
    return tell_window(data_dir, "raise")


def is_sound(data_dir: Path) -> bool:
    return bool(_one(data_dir, "PRAGMA integrity_check") == "ok")


def _one(data_dir: Path, sql: str) -> Any:
    connection = sqlite3.connect(data_dir / DATABASE)
    try:
        return connection.execute(sql).fetchone()[0]
    finally:
        connection.close()


@pytest.mark.parametrize("moment", [is_locked, has_session, has_card, hears])
def test_whatever_the_moment_the_next_start_goes_on(
    moment: Callable[[Path], bool], starts: Starts, data_dir: Path
) -> None:
    first = starts("start", "--minutes", "60")
    until(first, lambda: moment(data_dir))
    kill(first)
    assert is_sound(data_dir)
    had_session, had_card = has_session(data_dir), has_card(data_dir)
    again = starts(now=LATER)
    until(again, lambda: hears(data_dir))  # the lock was let go of, and the stale socket replaced
    session = status(data_dir)["session"]
    assert (session is not None) == had_session
    if session is not None:
        until(again, lambda: has_card(data_dir))
        assert session["left_s"] == pytest.approx(50 * 60, abs=LIMIT_S)
    if had_card:
        assert session["lead_id"] == 1
    assert is_sound(data_dir)


def test_asked_to_stop_the_hour_waits_for_the_next_start(starts: Starts, data_dir: Path) -> None:
    first = starts("start", "--minutes", "60")
    until(first, lambda: has_card(data_dir) and hears(data_dir))
    first.terminate()
    assert first.wait(LIMIT_S) == 0
    assert not hears(data_dir)
    again = starts(now=LATER)
    until(again, lambda: hears(data_dir))
    assert status(data_dir)["session"]["lead_id"] == 1


def test_a_second_program_raises_the_first_and_leaves(starts: Starts, data_dir: Path) -> None:
    first = starts()
    until(first, lambda: hears(data_dir))
    second = starts()
    assert second.wait(LIMIT_S) == 0
    third = starts("start", "--minutes", "30")
    assert third.wait(LIMIT_S) == 0
    until(first, lambda: has_session(data_dir))  # "start 30" was heard
    assert status(data_dir, NOW)["session"]["planned_minutes"] == 30
