"""The shield from outside: up with the hour, over a kill -9, down the moment it ends, and early; a page is called back,
and a frozen window comes back by itself.

The notices are those of a real dunst on the private bus, which tells whether it holds them back. Nothing of the
program is imported.

usage: scenario_shield.py [COMMAND]      COMMAND defaults to .venv/bin/lch
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(SHARED / "tools"))
from drive import Program  # noqa: E402

LCH = shlex.split(sys.argv[1]) if len(sys.argv) > 1 else [str(ROOT / ".venv" / "bin" / "lch")]
HOME = Path(tempfile.mkdtemp(prefix="shield ümlaut "))
DATA = HOME / "data"
NOW, LATER, ZONE = "2026-11-23T10:30:00-06:00", "2026-11-23T10:35:00-06:00", "America/Chicago"
AUTOSTART = HOME / ".config" / "autostart"
CALM_S = 10.0


def command(now: str, *words: str) -> list[str]:
    return [*LCH, "--data-dir", str(DATA), "--now", now, "--zone", ZONE, *words]


def lch(*words: str) -> Any:
    """The JSON that `lch WORDS` answers."""
    done = subprocess.run(command(NOW, *words, "--json"), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"lch {' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}"
    return json.loads(done.stdout)


def until(holds: Callable[[], Any], what: str, limit_s: float = 10.0) -> Any:
    """What `holds` returns once it is true; fails with `what` after `limit_s`."""
    end = time.monotonic() + limit_s
    while not (found := holds()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


def restores_at_login() -> bool:
    """Whether the next login would take down what this folder raised."""
    return any(AUTOSTART.glob("lead-conversion-hour-restore-*.desktop"))


def held_back() -> bool:
    """Whether the desktop holds notices back now."""
    done = subprocess.run(["dunstctl", "is-paused"], capture_output=True, text=True, timeout=10, check=False)
    return done.stdout.strip() == "true"


def guards() -> list[str]:
    """The guards of this data folder that run."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    ours = json.dumps(str(DATA))[1:-1]
    return [line for line in listed.splitlines() if "guard_process" in line and ours in line]


def raised() -> list[str]:
    return [each["barrier"] for each in lch("shield", "status")["raised"]]


def everything_is_down(when: str) -> None:
    until(lambda: not held_back(), f"notices are still held back {when}")
    until(lambda: not raised(), f"the journal still names {raised()} {when}")
    until(lambda: not restores_at_login(), f"the next login would still restore {when}")
    until(lambda: not guards(), f"the guard is still there {when}")
    assert lch("status")["shield"] == {"raised": False, "leftovers": []}


def the_hour_and_a_crash() -> None:
    """Up with the hour; a kill leaves it up for the guard; the next start goes on; down when the hour ends."""
    with Program(command(NOW)) as app:
        app.press("Start the hour")
        app.find("Lead name")
        until(held_back, "notices are not held back in the hour")
        until(lambda: "quiet" in raised(), "quiet is not in the journal")
        assert restores_at_login(), "a power cut now would leave the block"
        assert lch("status")["shield"]["raised"] is True
        called_back()
        app.process.kill()
        app.process.wait()
    assert held_back(), "nobody has taken it down yet"
    assert guards(), "nobody would take it down"
    with Program(command(LATER)) as app:
        app.find("Lead name")
        until(held_back, "the hour went on without its shield")
        frozen_and_back(app)
        app.key("Escape")
        app.key("Escape")
        app.find("Other")
        app.press("Other")
        app.find("Debrief", role="panel")
        until(lambda: not held_back(), "the debrief is read while notices are still held back", 3.0)
        everything_is_down("in the debrief")
        app.press("Finish")
        app.find("Start the hour")


def frozen_and_back(app: Program) -> None:
    """A window that stands still gives the screen back; once it answers again, it takes the screen, by itself."""
    assert app.process is not None
    asked = ["xdotool", "getactivewindow"]
    window = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True).stdout.strip()

    def is_full() -> bool:
        command = ["xprop", "-id", window, "_NET_WM_STATE"]
        return "FULLSCREEN" in subprocess.run(command, capture_output=True, text=True, timeout=10, check=False).stdout

    until(is_full, "the hour does not fill its screen")
    time.sleep(2.5)  # it beats once a second
    app.process.send_signal(signal.SIGSTOP)
    try:
        until(lambda: not is_full(), "a frozen window keeps the screen", 15)
    finally:
        app.process.send_signal(signal.SIGCONT)
    until(is_full, "the hour did not take its screen back", 15)
    until(lambda: front() == "Lead Conversion Hour", "the hour is on the screen and not in front")


def front() -> str:
    """The title of the window that has the keyboard, "" for none."""
    asked = ["xdotool", "getactivewindow", "getwindowname"]
    return subprocess.run(asked, capture_output=True, text=True, timeout=10, check=False).stdout.strip()


def called_back() -> None:
    """A real browser with a blocked page comes in front: Focus is back within seconds, and the ledger knows."""
    page = "data:text/html,<title>YouTube</title><h1>Just one video</h1>"
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"
    browser = ["chromium", *flags.split(), "--disable-component-update", f"--user-data-dir={HOME / 'browser'}", page]
    opened = subprocess.Popen(browser, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        until(lambda: front().startswith("YouTube"), "the browser did not come to the front", 30.0)
        until(lambda: front() == "Lead Conversion Hour", f"nobody was called back, {front()!r} is in front", 15.0)
    finally:
        os.killpg(opened.pid, signal.SIGKILL)
        opened.wait()
    with sqlite3.connect(f"file:{DATA / 'lch.db'}?mode=ro", uri=True) as ledger:
        kinds = ledger.execute("SELECT kind, reason FROM interruption").fetchall()
    assert kinds == [("blocked", "youtube.com")], kinds


def early() -> None:
    """X, one reason, ten calm seconds; the hour goes on."""
    with Program(command(LATER)) as app:
        app.press("Start the hour")
        app.find("Lead name")
        until(held_back, "notices are not held back in the second hour")
        app.key("x")
        app.find("Take the shield down sheet")
        app.key("1")
        begun = time.monotonic()
        until(lambda: not held_back(), "the shield did not come down", CALM_S + 5)
        assert time.monotonic() - begun > CALM_S - 1, "it came down without its calm ten seconds"
        everything_is_down("after it was taken down early")
        app.key("Return")
        app.gone("Take the shield down sheet")
        before = app.text_of(app.find("Lead name"))
        app.key("4")
        until(lambda: app.text_of(app.find("Lead name")) != before, "the hour did not go on")
        assert not held_back(), "it went up again by itself"


def main() -> None:
    os.environ["HOME"], os.environ["XDG_CONFIG_HOME"] = str(HOME), str(HOME / ".config")
    notices = subprocess.Popen(["dunst"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(
            lambda: subprocess.run(["dunstctl", "is-paused"], capture_output=True, check=False).returncode == 0, "dunst"
        )
        lch("import", str(SHARED / "samples" / "hubspot-contacts.csv"))
        the_hour_and_a_crash()
        early()
    finally:
        subprocess.run(command(NOW, "shield", "restore"), capture_output=True, timeout=30, check=False)
        notices.terminate()
        notices.wait()
    shutil.rmtree(HOME, ignore_errors=True)
    print("ok up with the hour, over a crash, down with it, and early in ten seconds")


main()
