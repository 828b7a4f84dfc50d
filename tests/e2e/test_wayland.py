"""The hour on Wayland: a real compositor without a screen (weston), and what the program asks of it.

A window there cannot be measured from outside, so the protocol itself is read (WAYLAND_DEBUG): which output a window
asks to fill, which size the compositor gives it, and which size it then has.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from lch_desktop.app import build_services
from tests.fakes import START, FakeClock

ROOT = Path(__file__).resolve().parents[2]
ZONE = "America/Chicago"
LIMIT_S = 20.0
WIDTH, HEIGHT = 1280, 720
HOUR, SIGN = "Lead Conversion Hour", "On calls until"


def why_not() -> str:
    """What keeps these tests from running here; empty where nothing does."""
    if not shutil.which("weston"):
        return "weston is not installed"
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    if not any(plugins.glob("libqwayland*.so")):
        return "this Qt has no Wayland plugin"
    return ""


pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@dataclass
class Toplevel:
    """One window, as the protocol tells."""

    title: str = ""
    fills: str = ""  # the output that it asked to fill
    given: tuple[int, int] = (0, 0)  # by the compositor
    taken: tuple[int, int] = (0, 0)  # the size it says it has
    gone: bool = False


@dataclass
class Trace:
    """The protocol up to now."""

    windows: list[Toplevel] = field(default_factory=list)
    modes: dict[str, tuple[int, int]] = field(default_factory=dict)  # output -> its pixels
    lines: list[str] = field(default_factory=list)
    _by_id: dict[str, Toplevel] = field(default_factory=dict)

    def read(self, line: str) -> None:
        """Take one line of WAYLAND_DEBUG."""
        self.lines.append(line)
        found = re.search(r"(\w+)[@#](\d+)\.(\w+)\((.*)\)", line)
        if found is None:
            return
        kind, number, verb, values = found.groups()
        own = f"{kind}@{number}"
        if verb == "get_toplevel":
            window = Toplevel()
            made = re.search(r"xdg_toplevel[@#](\d+)", values)
            assert made is not None, line
            self._by_id[f"xdg_toplevel@{made[1]}"] = self._by_id[own] = window
            self.windows.append(window)
        elif own in self._by_id:
            self._tell(self._by_id[own], verb, values)
        elif kind == "wl_output" and verb == "mode":
            _, width, height, _ = map(int, values.split(", "))
            self.modes[number] = (width, height)

    @staticmethod
    def _tell(window: Toplevel, verb: str, values: str) -> None:
        numbers = [int(value) for value in re.findall(r"-?\b\d+\b", values)]
        if verb == "set_title":
            window.title = values.strip('"').replace("\N{NO-BREAK SPACE}", " ")
        elif verb == "set_fullscreen":
            window.fills = str(numbers[-1]) if numbers else "any"
        elif verb == "unset_fullscreen":
            window.fills = ""
        elif verb == "configure" and len(numbers) >= 2:
            window.given = (numbers[0], numbers[1])
        elif verb == "set_window_geometry":
            window.taken = (numbers[2], numbers[3])
        elif verb == "destroy":
            window.gone = True

    def whole(self, title: str) -> list[Toplevel]:
        """The windows of this title that fill their output."""
        return [
            window
            for window in self.windows
            if window.title.startswith(title) and window.fills and not window.gone
            if window.taken == window.given != (0, 0)
        ]


class Running:
    """The program under test and its protocol."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self.trace, self._rest = process, Trace(), b""

    def until(self, holds: Callable[[Trace], object], what: str) -> None:
        """Read on until `holds`; fails with `what` after the limit."""
        assert self.process.stderr is not None
        pipe, end = self.process.stderr.fileno(), time.monotonic() + LIMIT_S
        while not holds(self.trace):
            left = end - time.monotonic()
            ready, _, _ = select.select([pipe], [], [], max(0.0, left))
            chunk = os.read(pipe, 1 << 16) if ready else b""
            assert chunk, f"{what}; windows: {self.trace.windows}\n" + "\n".join(self.trace.lines[-30:])
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            for line in lines:
                self.trace.read(line.decode(errors="replace"))


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        if process.stderr is not None:
            process.stderr.close()  # nobody reads it any more: the program would wait for that, and never end
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def compositor(name: str, *options: str, inside: str = "") -> Iterator[str]:
    """weston without a screen, or `inside` another one; yields the name of its socket."""
    backend = "wayland-backend.so" if inside else "headless-backend.so"
    size = (f"--width={WIDTH}", f"--height={HEIGHT}")
    command = ["weston", f"--backend={backend}", f"--socket={name}", "--no-config", *size, *options]
    env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"WAYLAND_DISPLAY": inside} if inside else {}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    socket, end = Path(os.environ["XDG_RUNTIME_DIR"]) / name, time.monotonic() + LIMIT_S
    with ended(process):
        while not socket.exists():
            assert process.poll() is None, "weston ended"
            assert time.monotonic() < end, "weston did not begin"
            time.sleep(0.05)
        yield name


@contextmanager
def hour(data_dir: Path, socket: str) -> Iterator[Running]:
    """The real program on `data_dir`, straight into the hour, with the cover as its only barrier."""
    services = build_services(data_dir, FakeClock(), ZONE)
    services.samples.put_in()
    services.rep.save(replace(services.rep.settings, barriers=("cover",), work_programs=("linphone",)))
    services.store.close()
    command = [sys.executable, "-m", "lch_desktop", "--data-dir", str(data_dir), "--now", START.isoformat()]
    env = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    env |= {"WAYLAND_DISPLAY": socket, "QT_QPA_PLATFORM": "wayland", "WAYLAND_DEBUG": "client"}
    process = subprocess.Popen(
        [*command, "--zone", ZONE, "start", "--minutes", "30"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with ended(process):
        yield Running(process)


@pytest.mark.parametrize("scale", [1, 2])
def test_the_hour_fills_the_screen(data_dir: Path, scale: int) -> None:
    with compositor("lch-one", f"--scale={scale}") as socket, hour(data_dir, socket) as running:
        running.until(lambda trace: trace.whole(HOUR), "the hour does not fill the screen")
        (window,) = running.trace.whole(HOUR)
        pixels = running.trace.modes[window.fills]
        assert (window.taken[0] * scale, window.taken[1] * scale) == pixels
        assert not running.trace.whole(SIGN), "one monitor, and a sign on it"


def test_each_other_screen_gets_a_sign_of_its_own(data_dir: Path) -> None:
    with (
        compositor("lch-outer") as outer,
        compositor("lch-two", "--use-pixman", "--output-count=2", inside=outer) as socket,
        hour(data_dir, socket) as running,
    ):
        running.until(lambda trace: trace.whole(HOUR) and trace.whole(SIGN), "no sign on the second screen")
        (window,), (sign,) = running.trace.whole(HOUR), running.trace.whole(SIGN)
        assert sorted(running.trace.modes) == sorted((window.fills, sign.fills)), "both on one screen"
        assert window.taken == sign.taken == (WIDTH, HEIGHT)
        assert sign.title == "On calls until 11:00"
        running.process.terminate()
        running.until(lambda _: sign.gone and window.gone, "a window is left")
