"""kill -9 of the program in a raised hour, on a real desktop bus: notices show again by the deadline without it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lch_desktop.shield.login import mark_of
from lch_desktop.shield.quiet_gnome import KEY, SCHEMA, is_set_by_user
from tests.shield.bus_kit import needs, notification_service, private_bus, python, talking_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the desktops' buses are Linux's")

# A program with the real service, journal, barrier, guard and entry at login: raises for `left_s`, then waits.
# Called with "restore" it is what `lch shield restore` is: no window, no database.
PROGRAM = """
import os, sys
from datetime import timedelta
from pathlib import Path
from lch_desktop.domain.shield import Order
from lch_desktop.services.shield import Shield
from lch_desktop.shield.guard import ProcessGuard, commands_of_python
from lch_desktop.shield.journal import FileJournal
from lch_desktop.shield.login import make_at_login
from lch_desktop.shield.quiet import make_quiet
from tests.fakes import FakeClock
from tests.shield.bus_kit import restore_command
script, folder, left_s = sys.argv[1:]
clock, journal = FakeClock(), Path(folder, "shield.json")
guard = ProcessGuard(journal, commands_of_python(restore_command(script, folder)), clock.now)
shield = Shield([make_quiet(os.environ, clock)], FileJournal(journal), guard, clock.now)
at_login = make_at_login(os.environ, Path(folder))
if left_s == "restore":
    if not shield.lower().leftovers:
        at_login.remove()
else:
    at_login.put(restore_command(script, folder))
    order = Order(clock.now() + timedelta(seconds=float(left_s)), wanted=frozenset({"quiet"}))
    print("ready" if shield.raise_until(order)[0].state == "verified" else "leaking", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    needs("gsettings")
    with private_bus(tmp_path) as environment:
        yield environment


@pytest.fixture
def script(tmp_path: Path) -> str:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    return str(file)


def banners(environment: dict[str, str]) -> str:
    command = ["gsettings", "get", SCHEMA, KEY]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=20, check=True
    ).stdout.strip()


def soon(holds: Callable[[], bool], seconds: float = 20) -> bool:
    pause = threading.Event()
    return any(holds() or pause.wait(0.05) for _ in range(int(seconds / 0.05)))


def command_of(environment: dict[str, str], script: str, folder: Path, left_s: str) -> list[str]:
    python(environment, "")  # the package is found in the checkout, also by the guard's restore
    return [sys.executable, script, script, str(folder), left_s]


def test_on_gnome_the_guard_puts_it_back_by_the_deadline(desktop: dict[str, str], script: str, data_dir: Path) -> None:
    desktop["XDG_CURRENT_DESKTOP"] = "GNOME"
    entry = Path(desktop["XDG_CONFIG_HOME"], "autostart", f"lead-conversion-hour-restore-{mark_of(data_dir)}.desktop")
    with talking_to(command_of(desktop, script, data_dir, "2"), desktop) as program:
        assert banners(desktop) == "false"
        assert entry.exists()
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        assert banners(desktop) == "false"
        assert soon(lambda: not (data_dir / "shield.json").exists())
    assert banners(desktop) == "true"
    assert not is_set_by_user(desktop)
    assert soon(lambda: not entry.exists())


def test_on_gnome_the_next_start_or_login_puts_it_back_before_the_deadline(
    desktop: dict[str, str], script: str, data_dir: Path
) -> None:
    desktop["XDG_CURRENT_DESKTOP"] = "GNOME"
    with talking_to(command_of(desktop, script, data_dir, "3600"), desktop) as program:
        program.kill()
        program.wait()
    assert banners(desktop) == "false"
    for _ in range(2):
        subprocess.run(command_of(desktop, script, data_dir, "restore"), env=desktop, timeout=30, check=True)
        assert banners(desktop) == "true"
    assert not (data_dir / "shield.json").exists()


def test_on_kde_it_is_over_with_the_program_and_the_journal_is_cleared_by_the_deadline(
    desktop: dict[str, str], script: str, data_dir: Path
) -> None:
    from lch_desktop.shield.quiet_bus import Bus

    desktop["XDG_CURRENT_DESKTOP"] = "KDE"
    with notification_service(desktop, "kde"):
        bus = Bus(desktop["DBUS_SESSION_BUS_ADDRESS"])
        with talking_to(command_of(desktop, script, data_dir, "2"), desktop) as program:
            assert bus.service_property("Inhibited") is True
            program.kill()
            program.wait()
            assert soon(lambda: bus.service_property("Inhibited") is False)
            assert (data_dir / "shield.json").exists()
            assert soon(lambda: not (data_dir / "shield.json").exists())
        bus.close()
