"""The program in the tray: started there, raised, closed, asked to quit; and on a desktop that has no tray.

The tray is a stand-in on the session bus that takes icons as a panel does (tray_host.py); tooltip and menu are read,
and pressed, over the bus. The other kind, which takes windows, is trayer. What becomes of the window is asked of the
X server.

usage: scenario_tray.py [COMMAND]      COMMAND defaults to .venv/bin/lch
"""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT.parent / "shared" / "tools"))
from drive import Program  # noqa: E402
from x_desk import stays, until  # noqa: E402
from Xlib import X, display  # noqa: E402
from Xlib.protocol import event as x_event  # noqa: E402

LCH = shlex.split(sys.argv[1]) if len(sys.argv) > 1 else [str(ROOT / ".venv" / "bin" / "lch")]
PYTHON = str(ROOT / ".venv" / "bin" / "python")
HOST = str(Path(__file__).with_name("tray_host.py"))
FOLDER = Path(tempfile.mkdtemp(prefix="in the tray "))
NOW, ZONE = "2026-11-23T07:00:00-06:00", "America/Chicago"  # a Monday, an hour before the hour
OPTIONS = ["--data-dir", str(FOLDER), "--now", NOW, "--zone", ZONE]
TITLE = "Lead Conversion Hour"
LEAST_SIDE = 400  # smaller windows of the program are helpers
COMES_WITHIN_S = 40.0

screen = display.Display()


class Window:
    """The program's window, as the window manager has it."""

    @staticmethod
    def found() -> list[tuple[int, str]]:
        """Each main window with its state: "shown", "minimised" or "hidden"."""
        states = {1: "shown", 3: "minimised"}
        listed = []
        waiting = list(screen.screen().root.query_tree().children)
        while waiting:
            window = waiting.pop()
            try:
                name, size = window.get_wm_name(), window.get_geometry()
                state = window.get_full_property(screen.intern_atom("WM_STATE"), X.AnyPropertyType)
                waiting += window.query_tree().children
            except Exception:  # noqa: BLE001  it has gone meanwhile
                continue
            if name == TITLE and size.width >= LEAST_SIDE and state is not None:
                listed.append((window.id, states.get(state.value[0], "hidden")))
        return listed

    @classmethod
    def state(cls) -> str:
        shown = [state for _, state in cls.found() if state != "hidden"]
        return shown[0] if shown else "hidden"

    @classmethod
    def close(cls) -> None:
        """What the close button does."""
        for number, state in cls.found():
            if state == "shown":
                window = screen.create_resource_object("window", number)
                wish = (32, [screen.intern_atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0])
                protocols = screen.intern_atom("WM_PROTOCOLS")
                window.send_event(x_event.ClientMessage(window=window, client_type=protocols, data=wish))
                screen.sync()


class Icon:
    """The icon, as a panel has it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def tooltip(self) -> str:
        got = self._ask(
            "/StatusNotifierItem", "org.freedesktop.DBus.Properties.Get", "org.kde.StatusNotifierItem", "ToolTip"
        )
        return got.split("'")[3] if got.count("'") > 3 else got

    def menu(self) -> dict[str, tuple[int, bool]]:
        """Each entry with its number and whether it can be pressed."""
        laid_out = self._ask("/MenuBar", "com.canonical.dbusmenu.GetLayout", "--", "0", "-1", "[]")
        found = re.findall(r"\((\d+), \{'enabled': <(true|false)>, 'label': <'([^']*)'>([^}]*)\}", laid_out)
        shown = [(label, number, enabled) for number, enabled, label, rest in found if "'visible': <false>" not in rest]
        return {label: (int(number), enabled == "true") for label, number, enabled in shown}

    def press(self, label: str) -> None:
        number, _ = self.menu()[label]
        self._ask("/MenuBar", "com.canonical.dbusmenu.Event", "--", str(number), "clicked", "<''>", "0")

    def _ask(self, path: str, method: str, *arguments: str) -> str:
        command = ["gdbus", "call", "--session", "--dest", self.name, "--object-path", path, "--method", method]
        return subprocess.run([*command, *arguments], capture_output=True, text=True, check=True, timeout=10).stdout


def second(*words: str) -> None:
    """Another `lch` on the same folder."""
    subprocess.run([*LCH, *OPTIONS, *words], check=True, timeout=COMES_WITHIN_S)


def with_a_tray() -> None:
    host = subprocess.Popen([PYTHON, HOST], stdout=subprocess.PIPE, text=True)
    assert host.stdout is not None
    try:
        assert host.stdout.readline() == "ready\n"
        with Program([*LCH, *OPTIONS, "--tray"], timeout=COMES_WITHIN_S) as app:
            icon = Icon(host.stdout.readline().split()[1])
            in_the_tray(app, icon)
    finally:
        host.terminate()
        host.wait(5)


def in_the_tray(app: Program, icon: Icon) -> None:
    process = app.process
    assert process is not None
    until(lambda: icon.tooltip() == f"{TITLE}. Next: Mon 8:00", "the tooltip does not say when the hour is")
    assert list(icon.menu()) == ["Next: Mon 8:00", "Start now", "Skip today", "Open", "Quit"]
    assert not icon.menu()["Next: Mon 8:00"][1]
    assert Window.state() == "hidden"
    second("--tray")
    stays(lambda: Window.state() == "hidden", "a second start in the tray brought the window up")
    second()
    until(lambda: Window.state() == "shown", "a second start did not bring the window up")
    app.wait_for("Today")
    Window.close()
    until(lambda: Window.state() == "hidden", "the window is still there after it was closed")
    assert process.poll() is None, "closing the window ended the program"
    icon.press("Open")
    until(lambda: Window.state() == "shown", "Open did not bring the window up")
    Window.close()
    until(lambda: Window.state() == "hidden", "the window is still there after it was closed again")
    icon.press("Quit")
    app.press("Stay in the tray")
    until(lambda: Window.state() == "hidden", "it did not go back into the tray")
    assert process.poll() is None
    icon.press("Quit")
    app.press("Quit")
    until(lambda: process.poll() is not None, "Quit did not end the program")
    assert process.returncode == 0, f"it ended with {process.returncode}"


def with_a_tray_of_windows() -> None:
    """Closing hides the window, which it would not do without a tray."""
    panel = subprocess.Popen(["trayer", "--edge", "top", "--height", "28"], stderr=subprocess.DEVNULL)
    try:
        selection = screen.intern_atom("_NET_SYSTEM_TRAY_S0")
        until(lambda: screen.get_selection_owner(selection) != X.NONE, "trayer did not begin")
        close_and_end("hidden")
    finally:
        panel.terminate()
        panel.wait(5)


def close_and_end(becomes: str) -> None:
    """The window of a plain start is closed, and becomes what it becomes; then the program is told to end."""
    with Program([*LCH, *OPTIONS], timeout=COMES_WITHIN_S) as app:
        process = app.process
        assert process is not None
        app.wait_for("Today")
        until(lambda: Window.state() == "shown", "the window did not come")
        subprocess.run(["sleep", "3"], check=True)  # what is made after the first paint says nothing when it is there
        Window.close()
        until(lambda: Window.state() == becomes, f"after closing, the window is not {becomes}")
        assert process.poll() is None, "closing the window ended the program"
        process.send_signal(signal.SIGTERM)
        until(lambda: process.poll() is not None, "SIGTERM did not end the program")
        assert process.returncode == 0, f"it ended with {process.returncode}"


with_a_tray()
with_a_tray_of_windows()
close_and_end("minimised")
print("ok: started, raised, kept and ended in the tray; minimised where there is none")
