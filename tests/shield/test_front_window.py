"""The window in front, on a real X display with real windows."""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lch_desktop.domain.block_lists import RESOURCE, order_of, parse, watched_of
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.watching import Front, Kind, Verdict, classify
from lch_desktop.platforms import front_window, front_window_x11
from lch_desktop.platforms.front_window import NullFrontWindow, make_close_windows, make_front_window
from lch_desktop.platforms.front_window_x11 import X11FrontWindow, XDesktop, program_of, program_windows
from lch_desktop.platforms.programs import DesktopEntry, Program, desktop_entries, read_entry, running_programs
from tests.bench.desktop import private_display
from tests.fakes import START

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("Xvfb") is None or shutil.which("openbox") is None,
    reason="needs Xvfb and openbox",
)
PATIENCE_S = 20.0

# A window whose title follows its standard input, and which may refuse to be closed.
STAND_IN = """
import sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def closeEvent(self, event):
        print("asked", flush=True)
        event.setAccepted("stays" not in sys.argv)

app = QApplication(["stand-in"])
window = Window()
window.setWindowTitle(sys.argv[1])
window.resize(320, 200)
window.show()
heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
heard.activated.connect(lambda: window.setWindowTitle(sys.stdin.readline().strip()))
print("up", flush=True)
app.exec()
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with private_display() as name:
        assert name is not None
        yield name


@pytest.fixture
def front(display: str) -> Iterator[X11FrontWindow]:
    made = X11FrontWindow(display)
    yield made
    made.close()


@contextmanager
def window(display: str, folder: Path, program: str, title: str, *how: str) -> Iterator[subprocess.Popen[str]]:
    """A window of `title` whose process is really called `program`: a copy of this interpreter."""
    copy = folder / program
    if not copy.exists():
        shutil.copy(Path(sys.executable).resolve(), copy)
    homes = {"PYTHONHOME": sys.base_prefix, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    shown = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LD_LIBRARY_PATH": f"{sys.base_prefix}/lib"}
    process = subprocess.Popen(
        [copy, "-c", STAND_IN, title, *how],
        env={**os.environ, **homes, **shown},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "up\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def until(is_so: Callable[[], bool]) -> None:
    """Look again and again; fail after a while."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, "it did not come"
        select.select([], [], [], 0.01)


# what is seen


def test_a_browsers_window_is_seen_with_program_title_and_process(
    front: X11FrontWindow, display: str, tmp_path: Path
) -> None:
    with window(display, tmp_path, "firefox", "(3) Cäts – YouTube - Mozilla Firefox") as browser:
        seen = Front("firefox", "(3) Cäts – YouTube - Mozilla Firefox", browser.pid)
        until(lambda: front.look() == seen)
    assert front.reason == ""


def test_a_title_that_changes_is_seen(front: X11FrontWindow, display: str, tmp_path: Path) -> None:
    with window(display, tmp_path, "firefox", "New Tab - Mozilla Firefox") as browser:
        until(lambda: _title(front) == "New Tab - Mozilla Firefox")
        assert browser.stdin is not None
        browser.stdin.write("YouTube - Mozilla Firefox\n")
        browser.stdin.flush()
        until(lambda: _title(front) == "YouTube - Mozilla Firefox")


def test_the_window_that_comes_last_is_in_front_and_the_first_one_after_it(
    front: X11FrontWindow, display: str, tmp_path: Path
) -> None:
    with window(display, tmp_path, "linphone", "Linphone") as softphone:
        until(lambda: _title(front) == "Linphone")
        with window(display, tmp_path, "firefox", "News"):
            until(lambda: _title(front) == "News")
        until(lambda: front.look() == Front("linphone", "Linphone", softphone.pid))


def test_our_own_window_is_known(
    front: X11FrontWindow, display: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window(display, tmp_path, "linphone", "Focus") as ours:
        monkeypatch.setattr(front_window_x11.os, "getpid", lambda: ours.pid)
        until(lambda: _title(front) == "Focus")
        seen = front.look()
        assert seen is not None
        assert seen.is_ours


def test_a_program_in_an_interpreter_is_known_by_its_windows_class(
    front: X11FrontWindow, display: str, tmp_path: Path
) -> None:
    with window(display, tmp_path, "python3.11", "Softphone"):
        until(lambda: _title(front) == "Softphone")
        seen = front.look()
        assert seen is not None
        assert seen.program == "stand-in"


def test_the_process_is_who_is_connected_whatever_the_window_says(display: str, tmp_path: Path) -> None:
    """As from inside a sandbox, where processes have other numbers."""
    desktop = XDesktop(display)
    try:
        with window(display, tmp_path, "firefox", "YouTube") as browser:
            until(lambda: desktop.title(desktop.active()) == "YouTube")
            shown = desktop.active()
            _claim_process(desktop, shown, 1)
            until(lambda: desktop.numbers(shown, "_NET_WM_PID") == (1,))
            assert desktop.pid(shown) == browser.pid
    finally:
        desktop.close()


def test_a_blocked_page_on_the_screen_is_known_by_the_lists_that_ship(
    front: X11FrontWindow, display: str, tmp_path: Path
) -> None:
    text = (Path(__file__).parents[2] / "resources" / RESOURCE).read_text(encoding="utf-8")
    settings, lists = Settings(), parse(text)
    watched = watched_of(order_of(settings, lists, START)[0], lists, settings)
    with window(display, tmp_path, "chromium", "(3) Cats - YouTube - Chromium"):
        until(lambda: classify(front.look(), watched) == Verdict(Kind.BLOCKED, "youtube.com"))
    with window(display, tmp_path, "chromium", "Leave YouTube behind | HubSpot - Chromium"):
        until(lambda: classify(front.look(), watched) == Verdict(Kind.WORK))


# what does no harm


def test_a_window_that_vanishes_does_no_harm(front: X11FrontWindow, display: str, tmp_path: Path) -> None:
    with window(display, tmp_path, "firefox", "YouTube") as browser:
        until(lambda: _title(front) == "YouTube")
        browser.kill()
        until(lambda: _title(front) != "YouTube")
    for _ in range(50):
        front.look()


def test_a_window_that_never_was_has_nothing(display: str) -> None:
    desktop = XDesktop(display)
    try:
        gone = 0x1ABCDE00
        assert (desktop.title(gone), desktop.pid(gone), desktop.instance(gone)) == ("", 0, "")
        desktop.ask_to_close(gone)
        desktop.settle()
        assert desktop.has_manager
    finally:
        desktop.close()


def test_a_look_takes_less_than_five_milliseconds(front: X11FrontWindow, display: str, tmp_path: Path) -> None:
    with window(display, tmp_path, "firefox", "YouTube"):
        until(lambda: _title(front) == "YouTube")
        took_s = []
        for _ in range(101):
            begun = time.perf_counter()
            front.look()
            took_s.append(time.perf_counter() - begun)
    assert sorted(took_s)[50] < 0.005


def test_a_display_that_dies_tells_nothing_any_more() -> None:
    with bare_display() as (name, server):
        watcher = X11FrontWindow(name)
        assert "window manager" in watcher.reason
        server.kill()
        server.wait()
        assert watcher.look() is None
        watcher.close()
        watcher.close()
        assert watcher.look() is None


@contextmanager
def bare_display() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A display without a window manager."""
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write_end,), stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as said:
            yield f":{said.readline().strip()}", server
    finally:
        server.kill()
        server.wait()


# calling back


def test_a_window_that_lies_behind_is_brought_forward(front: X11FrontWindow, display: str, tmp_path: Path) -> None:
    desktop = XDesktop(display)
    try:
        with window(display, tmp_path, "lch-focus", "Focus"):
            until(lambda: desktop.title(desktop.active()) == "Focus")
            focus = desktop.active()
            with window(display, tmp_path, "firefox", "YouTube"):
                until(lambda: _title(front) == "YouTube")
                assert front_window.bring_forward(focus, "linux", {"DISPLAY": display})
                until(lambda: _title(front) == "Focus")
    finally:
        desktop.close()
    assert not front_window.bring_forward(focus, "linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": display})
    assert not front_window.bring_forward(focus, "win32", {})


# closing


def test_a_window_is_asked_to_close_and_goes(display: str, tmp_path: Path) -> None:
    close_windows = make_close_windows("linux", {"DISPLAY": display})
    with window(display, tmp_path, "slack", "Slack") as chat, window(display, tmp_path, "linphone", "Phone") as phone:
        until(lambda: {chat.pid, phone.pid} <= set(program_windows(display)))
        assert close_windows({chat.pid}) == {chat.pid}
        assert chat.wait(PATIENCE_S) == 0
        assert phone.poll() is None


def test_a_window_that_wants_to_stay_stays(display: str, tmp_path: Path) -> None:
    close_windows = make_close_windows("linux", {"DISPLAY": display})
    with window(display, tmp_path, "slack", "Unsaved", "stays") as editor:
        until(lambda: editor.pid in program_windows(display))
        assert close_windows({editor.pid}) == {editor.pid}
        assert editor.stdout is not None
        assert editor.stdout.readline() == "asked\n"
        assert editor.poll() is None


# the choice


@pytest.mark.parametrize(
    ("platform", "environ", "reason"),
    [
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, front_window.ON_WAYLAND),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, front_window.ON_WAYLAND),
        ("linux", {"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}, front_window.ON_WAYLAND),
        ("linux", {}, front_window.NO_DISPLAY),
        ("linux", {"DISPLAY": ":4242"}, "the display :4242 does not answer"),
        ("win32", {}, "this is not Windows"),
    ],
)
def test_where_it_cannot_be_known_it_says_why(platform: str, environ: dict[str, str], reason: str) -> None:
    watcher = make_front_window(platform, environ)
    assert isinstance(watcher, NullFrontWindow)
    assert watcher.reason == reason
    assert watcher.look() is None
    watcher.close()


def test_on_a_foreign_system_there_is_a_null_object_too() -> None:
    assert make_front_window("darwin", {}).reason != ""


def test_on_wayland_no_window_is_asked_to_close() -> None:
    assert make_close_windows("linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})({1, 2}) == frozenset()


def test_the_x11_desktop_is_chosen_where_it_is_one(display: str) -> None:
    watcher = make_front_window("linux", {"DISPLAY": display, "XDG_SESSION_TYPE": "x11"})
    assert isinstance(watcher, X11FrontWindow)
    watcher.close()


def test_nothing_is_said_of_a_process_that_is_not_ours_or_gone() -> None:
    assert program_of(0) == ""
    assert program_of(2**22 + 1) == ""


# the programs for the set-up


def test_a_program_with_a_window_is_listed_under_its_menus_name(display: str, tmp_path: Path) -> None:
    entries = [DesktopEntry("Linphone Desktop", "linphone"), DesktopEntry("Calls", "calls-app", "stand-in")]
    with window(display, tmp_path, "linphone", "Phone"), window(display, tmp_path, "crm-client", "CRM"):
        until(lambda: len(program_windows(display)) >= 2)
        listed = running_programs(lambda: program_windows(display), entries)
    assert Program("linphone", "Linphone Desktop") in listed
    assert Program("crm-client", "Calls") in listed  # by its window's class
    assert not [program for program in listed if program.executable in ("Xvfb", "openbox")]


def test_a_program_of_the_menu_is_listed_without_a_window(tmp_path: Path) -> None:
    shutil.copy(shutil.which("sleep") or "", tmp_path / "tray-phone")
    with subprocess.Popen([tmp_path / "tray-phone", "60"]) as process:
        try:
            assert running_programs(dict, [DesktopEntry("Tray Phone", "tray-phone")]) == (
                Program("tray-phone", "Tray Phone"),
            )
            assert running_programs(dict, []) == ()
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("lines", "entry"),
    [
        (["Type=Application", "Name=Slack", "Exec=/usr/bin/slack %U"], DesktopEntry("Slack", "slack")),
        (
            ["Type=Application", "Name=Zoom", "Exec=env A=1 /opt/zoom/ZoomLauncher", "StartupWMClass=zoom"],
            DesktopEntry("Zoom", "ZoomLauncher", "zoom"),
        ),
        (
            ["Type=Application", "Name=Slack", "Exec=/usr/bin/flatpak run --branch=stable --command=slack com.slack"],
            DesktopEntry("Slack", "slack"),
        ),
        (["Type=Application", "Name=Hidden", "Exec=a", "NoDisplay=true"], None),
        (["Type=Application", "Name=In a terminal", "Exec=vim", "Terminal=true"], None),
        (["Type=Link", "Name=A link", "Exec=a"], None),
        (["Type=Application", "Name=No program"], None),
        (["Type=Application", "Name=First", "Exec=a", "[Desktop Action x]", "Exec=b"], DesktopEntry("First", "a")),
    ],
)
def test_an_entry_of_the_menu_is_read(tmp_path: Path, lines: list[str], entry: DesktopEntry | None) -> None:
    file = tmp_path / "one.desktop"
    file.write_text("\n".join(["[Desktop Entry]", *lines]), encoding="utf-8")
    assert read_entry(file) == entry
    assert list(desktop_entries([tmp_path, tmp_path / "missing"])) == [entry] * (entry is not None)


def test_an_entry_that_is_no_text_is_no_entry(tmp_path: Path) -> None:
    (tmp_path / "one.desktop").write_bytes(b"\xff\xfe" * 9000)
    (tmp_path / "two.desktop").mkdir()
    assert list(desktop_entries([tmp_path])) == []


def _claim_process(desktop: XDesktop, window: int, pid: int) -> None:
    """Have a window say that it belongs to process `pid`."""
    number, cardinal = (ctypes.c_uint32 * 1)(pid), 6
    arguments = (ctypes.c_void_p(desktop._link), 0, window, desktop.atoms["_NET_WM_PID"], cardinal, 32, 1, number)
    desktop._xcb.xcb_change_property(*arguments)
    desktop.settle()


def _title(front: X11FrontWindow) -> str:
    seen = front.look()
    return seen.title if seen else ""
