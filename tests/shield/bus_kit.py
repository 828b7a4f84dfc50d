"""A session bus of the test's own, with the desktop's real services behind it, and what speaks on it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.shield import Order

ROOT = Path(__file__).resolve().parents[2]
ANSWER_LIMIT_S = 20.0
UNTIL = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # an hour after FakeClock's start
ORDER = Order(UNTIL, wanted=frozenset({"quiet"}))


def needs(*programs: str) -> None:
    """Skip the test where one of `programs` is not installed."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")


def environment_in(folder: Path) -> dict[str, str]:
    """The environment of a desktop whose every file is in `folder`; without a bus."""
    homes = {name: str(folder / name.lower()) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")}
    for home in homes.values():
        Path(home).mkdir(mode=0o700, exist_ok=True)
    return {**homes, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


@contextmanager
def private_bus(folder: Path, listen: str = "") -> Iterator[dict[str, str]]:
    """The environment of a desktop with a session bus of its own; everything on it ends with it. `listen`: its
    address, instead of one of the bus's choice."""
    needs("dbus-daemon")
    environment = environment_in(folder)
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", *([f"--address={listen}"] if listen else [])],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert daemon.stdout is not None
    try:
        address = daemon.stdout.readline().decode().strip()
        yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}
    finally:
        os.killpg(daemon.pid, signal.SIGKILL)
        daemon.wait()
        daemon.stdout.close()


@contextmanager
def private_screen() -> Iterator[str]:
    """The DISPLAY of an X screen without a window manager."""
    needs("Xvfb")
    seen, shown = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(shown), "-screen", "0", "800x600x24", "-noreset", "-nolisten", "tcp"],
        pass_fds=[shown],
        stderr=subprocess.DEVNULL,
    )
    os.close(shown)
    try:
        with os.fdopen(seen) as told:
            yield f":{told.readline().strip()}"
    finally:
        screen.kill()
        screen.wait()


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """A program of the desktop, killed at the end."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def talking_to(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that has said its first line, "ready"; killed at the end."""
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()


@contextmanager
def notification_service(environment: dict[str, str], manner: str) -> Iterator[subprocess.Popen[str]]:
    """A notification service on the bus; for the manners see notification_service.py."""
    script = str(Path(__file__).with_name("notification_service.py"))
    with talking_to([sys.executable, script, manner], environment) as process:
        yield process


def python(environment: dict[str, str], script: str, *arguments: str) -> list[str]:
    """The command that runs `script` with the package to be imported from the checkout."""
    environment["PYTHONPATH"] = str(ROOT)
    return [sys.executable, "-c", script, *arguments]


def restore_command(script: str, folder: str) -> list[str]:
    """What the guard, and the entry at login, run: the same script, told to restore."""
    return [sys.executable, script, script, folder, "restore"]


def program_named(folder: Path, name: str, script: str) -> str:
    """A PATH on which `name` is a shell script; it ends with the folders of the real one."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def later(hours: float) -> Order:
    """The same order until `hours` after the first."""
    return Order(UNTIL + timedelta(hours=hours), wanted=ORDER.wanted)
