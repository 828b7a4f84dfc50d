"""The morning from outside: the notice ten minutes before, its button, the Ready page at its minute.

The notices are those of a real dunst on the private bus; its menu of buttons is answered by a script, as a rep would
click. Where no notice service is there, the program's own small window must do. Nothing of the program is imported.

usage: scenario_morning.py [COMMAND]      COMMAND defaults to .venv/bin/lch
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(SHARED / "tools"))
from drive import Program  # noqa: E402

LCH = shlex.split(sys.argv[1]) if len(sys.argv) > 1 else [str(ROOT / ".venv" / "bin" / "lch")]
HOME = Path(tempfile.mkdtemp(prefix="morning ümlaut "))
ZONE = "America/Chicago"
BEFORE_NOTICE = "2026-11-23T07:49:40-06:00"  # a Monday; the hour is planned for 8:00
BEFORE_START = "2026-11-23T07:59:40-06:00"
LONG_BEFORE_START = "2026-11-23T07:59:15-06:00"  # another program starts first, on a busy machine too
AFTER_START = "2026-11-23T08:04:00-06:00"
FOLDERS = ("noticed", "alone", "ready", "frozen")
PAD = [
    str(ROOT / ".venv" / "bin" / "python"), str(Path(__file__).with_name("softphone.py")), "An e-mail",
    "200", "200", "600", "300", "#ffffff", str(HOME / "pad.log"),
]  # fmt: skip
CHOOSES = """#!/bin/sh
grep "Start now" | head -n 1
"""
DUNST = """
[global]
    dmenu = {chooser}
    history_length = 20
"""


def command(data: str, now: str, *words: str) -> list[str]:
    return [*LCH, "--data-dir", str(HOME / data), "--now", now, "--zone", ZONE, *words]


def lch(data: str, now: str, *words: str) -> Any:
    """The JSON that `lch WORDS` answers."""
    run = subprocess.run(command(data, now, *words, "--json"), capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, f"lch {' '.join(words)}: exit {run.returncode}: {run.stderr.strip()}"
    return json.loads(run.stdout)


def until(holds: Callable[[], Any], what: str, limit_s: float = 10.0) -> Any:
    """What `holds` returns once it is true; fails with `what` after `limit_s`."""
    end = time.monotonic() + limit_s
    while not (found := holds()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


def dunst(*words: str) -> str:
    asked = ["dunstctl", *words]
    return subprocess.run(asked, capture_output=True, text=True, timeout=10, check=False).stdout.strip()


def shown() -> int:
    counted = dunst("count", "displayed")
    return int(counted) if counted.isdigit() else 0


def past_notices() -> list[tuple[str, str]]:
    """Summary and body of every notice that is closed."""
    listed = json.loads(dunst("history") or '{"data": [[]]}')["data"][0]
    return [(each["summary"]["data"], each["body"]["data"]) for each in listed]


@contextmanager
def notice_service() -> Iterator[None]:
    plain = Path(tempfile.mkdtemp(prefix="dunst-"))  # dunst cuts the path of its menu at spaces
    chooser, config = plain / "choose", plain / "dunstrc"
    chooser.write_text(CHOOSES, encoding="utf-8")
    chooser.chmod(0o700)
    config.write_text(DUNST.format(chooser=chooser), encoding="utf-8")
    service = subprocess.Popen(["dunst", "-conf", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: dunst("is-paused"), "dunst does not answer")
        yield
    finally:
        service.terminate()
        service.wait()
        shutil.rmtree(plain)


def screen_size() -> str:
    return subprocess.run(["xdotool", "getdisplaygeometry"], capture_output=True, text=True, check=True).stdout.strip()


def front_window() -> tuple[str, str]:
    """Title and size of the window that has the keyboard."""
    window = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=False).stdout.strip()
    title = subprocess.run(["xdotool", "getwindowname", window], capture_output=True, text=True, check=False).stdout
    shape = subprocess.run(
        ["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True, check=False
    )
    sides = dict(line.split("=") for line in shape.stdout.split())
    return title.strip(), f"{sides.get('WIDTH')} {sides.get('HEIGHT')}"


def the_notice_and_its_button() -> None:
    """Twenty seconds later the notice is there, with the first name; Start now starts the hour."""
    first = lch("noticed", BEFORE_NOTICE, "queue", "--limit", "1")[0]["name"]
    with Program(command("noticed", BEFORE_NOTICE)) as app:
        app.find("Start the hour")
        until(lambda: shown() == 1, "no notice ten minutes before the hour", 45.0)
        dunst("context")
        app.find("Lead name", timeout=20)
        until(lambda: shown() == 0, "the notice stays though the hour runs")
    assert lch("noticed", BEFORE_NOTICE, "status")["session"], "no hour is running"
    (title, body), *others = past_notices()
    assert title == "Lead Conversion Hour in 10 minutes", title
    assert first in body, (first, body)
    assert not others, others


def without_a_bus() -> dict[str, str]:
    """No session bus, so no notice service that the bus could start; assistive technology is reached all the same."""
    asked = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
    said = subprocess.run([*asked, "--method", "org.a11y.Bus.GetAddress"], capture_output=True, text=True, check=True)
    address = said.stdout.split("'")[1]
    return {"AT_SPI_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={HOME / 'no bus'}"}


def the_small_window() -> None:
    """Without a notice service the program's own window does."""
    with Program(command("alone", BEFORE_NOTICE), env=without_a_bus()) as app:
        app.find("Start the hour")
        app.find("Lead Conversion Hour in 10 minutes", timeout=60)
        app.press("Start now")
        app.find("Lead name", timeout=20)
        app.gone("Lead Conversion Hour in 10 minutes")
    assert lch("alone", BEFORE_NOTICE, "status")["session"], "no hour is running"


def the_ready_page() -> None:
    """At its minute the page fills the screen by itself; who types an e-mail at that moment starts nothing."""
    with Program(command("ready", LONG_BEFORE_START)) as app:
        app.find("Start the hour")
        with Program(PAD) as pad:
            until(lambda: front_window()[0] == "An e-mail", "the other window is not in front")
            end = time.monotonic() + 70
            while front_window()[0] == "An e-mail":
                assert time.monotonic() < end, "the Ready page did not come"
                pad.key("a", "Return", "space")
            for _ in range(10):
                pad.key("b", "Return", "space")
            app.find("Ready", role="panel")
            assert front_window() == ("Lead Conversion Hour", screen_size()), front_window()
            assert lch("ready", LONG_BEFORE_START, "status")["session"] is None, "typing started the hour"
            time.sleep(2.5)  # hands off the keyboard
            app.key("Return")
            app.find("Lead name", timeout=20)
    assert lch("ready", LONG_BEFORE_START, "status")["session"], "no hour is running"


def frozen_over_the_minute() -> None:
    """Stopped before the minute and going on after it: the page comes then, and once."""
    with Program(command("frozen", BEFORE_START)) as app:
        app.find("Start the hour")
        app.process.send_signal(signal.SIGSTOP)
        time.sleep(30)
        app.process.send_signal(signal.SIGCONT)
        app.find("Ready", role="panel", timeout=40)
        time.sleep(4)  # the page's first seconds take no key
        app.key("Escape")
        app.find("Start the hour")
        until(lambda: opened() == 1, "the record of the morning does not say that the page was there")
    with Program(command("frozen", AFTER_START)) as app:
        app.find("Start the hour")
        time.sleep(8)
        assert not any(node.name == "Ready" for node in app.everything()), "the page came a second time"


def opened() -> int:
    with sqlite3.connect(f"file:{HOME / 'frozen' / 'lch.db'}?mode=ro", uri=True) as record:
        return int(record.execute("SELECT count(*) FROM morning WHERE opened_at IS NOT NULL").fetchone()[0])


def main() -> None:
    os.environ["HOME"], os.environ["XDG_CONFIG_HOME"] = str(HOME), str(HOME / ".config")
    for data in FOLDERS:
        lch(data, BEFORE_NOTICE, "import", str(SHARED / "samples" / "hubspot-contacts.csv"))
    try:
        the_small_window()
        with notice_service():
            the_notice_and_its_button()
            the_ready_page()
            frozen_over_the_minute()
    finally:
        for data in FOLDERS:
            subprocess.run(
                command(data, BEFORE_START, "shield", "restore"), capture_output=True, timeout=30, check=False
            )
    shutil.rmtree(HOME, ignore_errors=True)
    print("ok noticed ten minutes before, with and without a notice service, and Ready at its minute")


main()
