"""On a private X desktop: a real full-screen window whose event loop stalls is taken out of full screen."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shield.bus_kit import environment_in, needs, private_screen, python, running, talking_to

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="needs X11")]

PROGRAM = """
import sys
import time
from datetime import timedelta
from pathlib import Path
from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from lch_desktop.shield.guard import ProcessGuard, commands_of_python
from tests.fakes import FakeClock
app = QApplication(sys.argv)
window = QWidget()
window.showFullScreen()
clock = FakeClock()
guard = ProcessGuard(Path(sys.argv[1]), commands_of_python(["true"]), clock.now, QGuiApplication.platformName())
guard.watch(clock.now() + timedelta(hours=1))
beats = QTimer(interval=200)
beats.timeout.connect(lambda: guard.beat(int(window.winId())))
beats.start()
def stall():
    words = sys.stdin.readline().split()
    if not words:
        return app.quit()
    clock, until = time.monotonic(), float(words[1]) if words[1:] else 1e9
    while time.monotonic() - clock < until:
        pass
    heard = QTimer(window, interval=100)
    heard.timeout.connect(lambda: guard.take_dropped() and print("dropped", guard.take_dropped(), flush=True))
    heard.start()
    QTimer.singleShot(20000, lambda: print("nothing", guard.status, flush=True))
wanted = QSocketNotifier(0, QSocketNotifier.Type.Read)
wanted.activated.connect(stall)
print("ready", flush=True)
print(int(window.winId()), flush=True)
app.exec()
"""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a private X desktop with a window manager."""
    needs("openbox", "xprop")
    with private_screen() as display:
        environment = {**environment_in(tmp_path), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with running(["openbox"], environment):
            assert soon(lambda: "window id" in xprop(environment, "-root", "_NET_SUPPORTING_WM_CHECK"))
            yield environment


def soon(holds: Callable[[], bool], seconds: float = 15) -> bool:
    pause = threading.Event()
    return any(holds() or pause.wait(0.1) for _ in range(int(seconds / 0.1)))


def xprop(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        ["xprop", *arguments], env=environment, capture_output=True, text=True, timeout=10, check=False
    )
    return done.stdout


def test_a_stalled_full_screen_window_gives_the_screen_back(desktop: dict[str, str], tmp_path: Path) -> None:
    command = python(desktop, PROGRAM, str(tmp_path / "shield.json"))
    with talking_to(command, desktop) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        window = program.stdout.readline().strip()

        def is_full() -> bool:
            return "FULLSCREEN" in xprop(desktop, "-id", window, "_NET_WM_STATE")

        def is_away() -> bool:
            return "Iconic" in xprop(desktop, "-id", window, "WM_STATE")

        assert soon(is_full)
        assert not soon(lambda: not is_full(), 1)  # it beats, and stays
        program.stdin.write("stall\n")
        program.stdin.flush()
        assert soon(lambda: is_away() and not is_full(), 8)


def test_a_window_that_answers_again_hears_once_that_it_was_dropped(desktop: dict[str, str], tmp_path: Path) -> None:
    command = python(desktop, PROGRAM, str(tmp_path / "shield.json"))
    with talking_to(command, desktop) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        window = program.stdout.readline().strip()
        assert soon(lambda: "FULLSCREEN" in xprop(desktop, "-id", window, "_NET_WM_STATE"))
        assert not soon(lambda: False, 1)  # it has beaten
        program.stdin.write("stall 9\n")
        program.stdin.flush()
        assert program.stdout.readline().split() == ["dropped", "False"]
