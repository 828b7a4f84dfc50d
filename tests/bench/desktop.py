"""A private X display of the bench's own, and how long a program takes to put its first window there."""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SIZE = "1920x1080x24"
LEAST_SIDE = 200  # smaller windows are a program's helpers
PATIENCE_S = 30.0
SETTLE_S = 3.0  # after the window is there, before memory is read
_PRIVATE = ("Private_Clean", "Private_Dirty")
_ALL = (*_PRIVATE, "Shared_Clean", "Shared_Dirty")
_SUBSTRUCTURE_NOTIFY, _MAP_NOTIFY = 1 << 19, 19  # X.h


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program: to its first window, and what it keeps in memory once it has settled."""

    window_ms: float
    memory_mb: float


@contextmanager
def private_display() -> Iterator[str | None]:
    """The name of a fresh X display with a window manager where one is installed; None without Xvfb."""
    server = shutil.which("Xvfb")
    if server is None:
        yield None
        return
    read_end, write_end = os.pipe()
    command = [server, "-displayfd", str(write_end), "-screen", "0", SIZE, "-nolisten", "tcp"]
    running = [subprocess.Popen(command, pass_fds=(write_end,), stderr=subprocess.DEVNULL)]
    os.close(write_end)
    try:
        with os.fdopen(read_end) as said:
            name = f":{said.readline().strip()}"
        manager = shutil.which("openbox")
        if manager is not None:
            env = {**os.environ, "DISPLAY": name}
            running.append(subprocess.Popen([manager], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            _let_run(running[-1], 1.0)  # it says nowhere that it is ready
        yield name
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


class Watcher:
    """Sees windows come up on a display, through the X library that Qt itself needs."""

    class _Event(ctypes.Structure):  # XMapEvent, padded to the size of XEvent
        _fields_ = (
            ("type", ctypes.c_int),
            ("serial", ctypes.c_ulong),
            ("send_event", ctypes.c_int),
            ("display", ctypes.c_void_p),
            ("event", ctypes.c_ulong),
            ("window", ctypes.c_ulong),
            ("rest", ctypes.c_long * 24),
        )

    def __init__(self, name: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        if not self._display:
            raise OSError(f"no X display {name}")
        # A window may be gone before it is asked for its size; Xlib would end the process.
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
        self._ignore = kind(lambda *_: 0)
        self._x.XSetErrorHandler(self._ignore)
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._x.XSelectInput(self._display, root, ctypes.c_long(_SUBSTRUCTURE_NOTIFY))
        self._x.XSync(self._display, 0)

    def wait_for_window(self, until: float) -> bool:
        """Wait for the next window of a fair size to be mapped, at most to `until` (perf_counter)."""
        event = self._Event()
        link = self._x.XConnectionNumber(self._display)
        while (left := until - time.perf_counter()) > 0:
            if not self._x.XPending(self._display):
                select.select([link], [], [], left)
                continue
            self._x.XNextEvent(self._display, ctypes.byref(event))
            if event.type == _MAP_NOTIFY and self._is_large(event.window):
                return True
        return False

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _is_large(self, window: int) -> bool:
        root, x, y = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_int()
        width, height, border, depth = (ctypes.c_uint() for _ in range(4))
        places = (ctypes.byref(part) for part in (root, x, y, width, height, border, depth))
        found = self._x.XGetGeometry(self._display, ctypes.c_ulong(window), *places)
        return bool(found) and min(width.value, height.value) >= LEAST_SIDE


def start(command: Sequence[str], display: str) -> Start:
    """Start `command` with a home of its own on `display`; it is killed once it has been measured."""
    with tempfile.TemporaryDirectory(prefix="lch-") as home:
        env = environment(display, Path(home))
        watcher = Watcher(display)
        begun = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if not watcher.wait_for_window(begun + PATIENCE_S):
                raise AssertionError(f"no window within {PATIENCE_S:.0f} s: {command}")
            shown_s = time.perf_counter() - begun
            _let_run(process, SETTLE_S)
            return Start(shown_s * 1000, _own_memory_mb(process.pid))
        finally:
            process.kill()
            process.wait()
            watcher.close()


def environment(display: str, home: Path) -> dict[str, str]:
    """What a program finds: `display`, an empty home, and no desktop around it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "DBUS_"))}
    folders = {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    shown = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime)}
    return {**kept, **folders, **shown, "TZ": "America/Chicago"}


def _let_run(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        code = process.wait(seconds)
        raise AssertionError(f"{process.args!r} ended by itself with {code}")


def _own_memory_mb(pid: int) -> float:
    """What would be free if a process and its children ended (USS), in MB.

    Python and Qt count as their own even while another program has mapped them too: this one has, and
    with it the bare window would come out at half of what it takes.
    """
    return sum(_own_kb(each) for each in _tree(pid)) / 1024


def _own_kb(pid: int) -> int:
    total_kb, counted = 0, _PRIVATE
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if "-" in name:  # the head of a mapping: its addresses, and at the end its file
                counted = _ALL if any(folder in line for folder in (sys.prefix, sys.base_prefix)) else _PRIVATE
            elif name in counted:
                total_kb += int(value.split()[0])
    return total_kb


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in children.read_text(encoding="ascii").split()] if children.exists() else []
    return [pid, *(below for child in found for below in _tree(child))]
