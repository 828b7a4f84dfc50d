"""An hour on two monitors: Focus on the left one, a softphone and a CRM on the right one.

The monitors are a real X server's, the work programs real windows of other processes. What is seen is looked at as
pixels, what has the keyboard is asked of the window manager, and what was logged of `lch status --json`.

usage: scenario_two_monitors.py [COMMAND]      COMMAND defaults to .venv/bin/lch
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT.parent / "shared" / "tools"))
from drive import Program  # noqa: E402
from x_desk import LIMIT_S, Box, Desk, running, server, stays, until  # noqa: E402

LCH = shlex.split(sys.argv[1]) if len(sys.argv) > 1 else [str(ROOT / ".venv" / "bin" / "lch")]
PYTHON = ROOT / ".venv" / "bin" / "python"
SOFTPHONE = Path(__file__).with_name("softphone.py")
FOLDER = Path(tempfile.mkdtemp(prefix="two monitors "))
BIN = Path(tempfile.mkdtemp(prefix="two-monitors-"))  # Qt cannot start an xdg-open with a space in its path
NOW, ZONE = "2026-11-23T10:30:00-06:00", "America/Chicago"  # every zone of the United States may be called
AWAY_S = 12.0  # longer than what is counted as leaving

LEFT: Box = (0, 0, 1600, 900)
RIGHT: Box = (1600, 0, 1600, 900)
SKY: Box = (20, 20, 2, 2)  # of Focus, where nothing is written
PHONE_AT: Box = (1700, 120, 420, 300)
CRM_AT: Box = (2300, 160, 600, 500)
GREEN, ORANGE = (0x2E, 0x7D, 0x32), (0xEF, 0x6C, 0x00)
SETTINGS = """
import sys, json, dataclasses
from pathlib import Path
from lch_desktop.app import build_services
from lch_desktop.domain.clock import SystemClock
services = build_services(Path(sys.argv[1]), SystemClock(), "America/Chicago")
changes = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(sys.argv[2]).items()}
services.rep.save(dataclasses.replace(services.rep.settings, **changes))
if not services.queueing.build().queue.entries:
    services.samples.put_in()
services.store.close()
"""


# the programs


class Work:
    """One work program, seen from outside."""

    def __init__(self, title: str, box: Box, colour: tuple[int, int, int]) -> None:
        self.title, self.box, self.colour = title, box, colour
        self.log = FOLDER / f"{title}.jsonl"
        self.log.touch()

    @property
    def command(self) -> list[str]:
        colour = "#{:02X}{:02X}{:02X}".format(*self.colour)
        return [str(PYTHON), str(SOFTPHONE), self.title, *map(str, self.box), colour, str(self.log)]

    @property
    def is_seen(self) -> bool:
        return Desk.pixel(self.box) == self.colour

    def told(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    @property
    def text(self) -> str:
        told = self.told()
        return told[-1]["text"] if told else ""

    def lost_the_keyboard(self) -> int:
        return sum(one["event"] == "lost" for one in self.told())


PHONE, CRM = Work("Softphone", PHONE_AT, GREEN), Work("CRM", CRM_AT, ORANGE)
APP_TITLE, SIGN_TITLE = "Lead Conversion Hour", "On calls until"


def choose(**changes: object) -> None:
    """Put settings into the data folder, as the settings page would."""
    command = [str(PYTHON), "-c", SETTINGS, str(FOLDER / "data"), json.dumps(changes)]
    subprocess.run(command, check=True, timeout=60, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})


def status() -> dict[str, Any]:
    command = [*LCH, "--data-dir", str(FOLDER / "data"), "--now", NOW, "--zone", ZONE, "status", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def interruptions() -> list[str]:
    """What was counted as an interruption, of whatever kind."""
    with sqlite3.connect(f"file:{FOLDER / 'data' / 'lch.db'}?mode=ro", uri=True) as db:
        return [kind for (kind,) in db.execute("select kind from interruption")]


def window() -> Program:
    return Program([*LCH, "--data-dir", str(FOLDER / "data"), "--now", NOW, "--zone", ZONE], timeout=LIMIT_S)


def focus() -> int:
    return until(lambda: Desk.windows().get(APP_TITLE), "the window is not there")[-1]


def sign() -> int | None:
    """The door sign's window."""
    return next((found[-1] for title, found in Desk.windows().items() if title.startswith(SIGN_TITLE)), None)


def starts(app: Program, on: Box = LEFT) -> None:
    app.press("Start the hour")
    app.find("Lead name")
    until(lambda: Desk.place(focus()) == on, f"Focus is at {Desk.place(focus())}, not all of {on}")


def is_live(app: Program) -> bool:
    names = {node.name for node in app.everything()}
    return "Call timer" in names and "Call" not in names


def dials(app: Program) -> None:
    """Enter until the call is on and the dialer has the number."""
    asked = FOLDER / "dialled"
    asked.unlink(missing_ok=True)
    end = time.monotonic() + LIMIT_S
    while not is_live(app):
        assert time.monotonic() < end, "Enter did not begin the call"
        app.key("Return")
    assert until(lambda: asked.is_file() and asked.read_text(), "the dialer was not asked").startswith("tel:+1")


def stand_in_for_the_desktops_dialer() -> None:
    """`xdg-open` of this scenario only remembers what it was asked for."""
    script = BIN / "xdg-open"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" >{shlex.quote(str(FOLDER / "dialled"))}\n', encoding="utf-8")
    script.chmod(0o755)
    os.environ["PATH"] = f"{BIN}:{os.environ['PATH']}"


# what is shown


def work_beside_a_live_call(app: Program) -> None:
    """Typing into the softphone during a call: nothing is logged, nothing is covered, the keyboard stays there."""
    who = app.find("Lead name").description
    dials(app)
    stays(lambda: Desk.place(focus()) == LEFT, "the window shrank to the call bar, though there is a second monitor")
    Desk.click(PHONE.box)
    until(lambda: Desk.active() == PHONE.title, "the softphone did not get the keyboard")
    lost = PHONE.lost_the_keyboard()
    app.type("4123 9 8")
    until(lambda: PHONE.text == "4123 9 8", f"the softphone has {PHONE.text!r}")
    stays(lambda: Desk.active() == PHONE.title, "the keyboard was taken from the softphone")
    Desk.click(CRM.box)
    until(lambda: Desk.active() == CRM.title, "the CRM did not get the keyboard")
    stays(lambda: Desk.active() == CRM.title and PHONE.is_seen and CRM.is_seen, "work is covered during a call")
    assert PHONE.lost_the_keyboard() == lost + 1, "somebody else took the keyboard from the softphone"
    assert is_live(app), "the call is not live any more"
    found = status()
    assert (found["calls"], found["session"]["dials"]) == (0, 0), f"keys of the softphone were logged: {found}"
    assert app.find("Lead name").description == who, "another card came up"


def work_between_calls(app: Program) -> None:
    """The outcome is logged by a key on Focus; after it the CRM may be in front for as long as it takes."""
    Desk.click(SKY)
    until(lambda: Desk.active() == APP_TITLE, "a click did not bring Focus back")
    app.key("4")
    until(lambda: status()["calls"] == 1, "key 4 was not logged")
    Desk.click(CRM.box)
    stays(lambda: Desk.active() == CRM.title and PHONE.is_seen and CRM.is_seen, "the CRM was fought", AWAY_S)
    assert interruptions() == [], f"work was counted as leaving: {interruptions()}"
    assert sign() is None, "a sign went up over work"
    Desk.click(SKY)


def one_monitor_then_two(app: Program) -> None:
    """Unplugged, the dialer has to share the screen: the call bar. Plugged in again, Focus has its screen with the next
    card."""
    until(lambda: Desk.active() == APP_TITLE, "Focus is not in front")
    Desk.unplug("right")
    dials(app)
    until(lambda: Desk.place(focus())[2] < LEFT[2] // 2, "one monitor and a live call: the call bar did not come")
    Desk.plug("right", RIGHT)
    app.press("No answer", role="push button")
    until(lambda: Desk.place(focus()) == LEFT, f"Focus did not get its screen back: {Desk.place(focus())}")
    until(lambda: status()["calls"] == 2, "the outcome was not logged")


def ends(app: Program) -> None:
    app.press("End the hour")
    app.press("No energy")
    app.find("Debrief", role="panel")
    until(lambda: sign() is None, "a sign is left after the hour")


def sign_over_the_rest(app: Program) -> None:
    """No work was named on the right monitor: the sign is there, not over what comes up after it, and harmless."""
    number = until(sign, "no sign on the right monitor")
    until(lambda: Desk.place(number) == RIGHT, f"the sign is at {Desk.place(number)}")
    assert Desk.active() == APP_TITLE, "the sign took the keyboard"
    with running(PHONE.command):  # as a softphone does when it rings
        until(lambda: PHONE.is_seen, "the softphone came up behind the sign")
        Desk.click(SKY)
        until(lambda: Desk.active() == APP_TITLE, "a click did not bring Focus back")
        stays(lambda: PHONE.is_seen, "the sign went over the softphone together with Focus", 0.5)
        Desk.click(PHONE.box)
        until(lambda: Desk.active() == PHONE.title, "the softphone did not get the keyboard")
        Desk.click((3000, 700, 2, 2))
        until(lambda: PHONE.is_seen, "a click on the sign hid the softphone")  # raised, and at once set back
        stays(lambda: PHONE.is_seen, "a click on the sign hid the softphone after a moment")
        assert sign() is not None, "a click put the sign away"
    Desk.click(SKY)
    assert status()["calls"] == 2, "something was logged"


def focus_loses_its_monitor(app: Program) -> None:
    """Begun on the right monitor, which is then unplugged: Focus fills the one that is left, where the sign was."""
    app.find("Today", role="panel")
    subprocess.run(["xdotool", "windowmove", str(focus()), "1700", "40"], check=True)
    until(lambda: Desk.place(focus())[0] >= RIGHT[0], "the window did not go to the right monitor")
    starts(app, on=RIGHT)
    until(lambda: (found := sign()) and Desk.place(found) == LEFT, "no sign on the left monitor")
    Desk.unplug("right")
    until(lambda: Desk.place(focus()) == LEFT, f"Focus is lost with its monitor: {Desk.place(focus())}")
    until(lambda: sign() is None, "a sign stands over Focus")
    Desk.plug("right", RIGHT)


def monitors_come_and_go(app: Program) -> None:
    """The sign goes with its monitor; Focus goes to the monitor that is left, and no sign stands over it."""
    Desk.unplug("right")
    until(lambda: sign() is None, "the sign outlived its monitor")
    Desk.plug("right", RIGHT)
    until(lambda: (found := sign()) and Desk.place(found) == RIGHT, "the sign did not come back with its monitor")
    assert Desk.place(focus()) == LEFT, "Focus moved"
    Desk.ask_to_close(until(sign, "no sign"))
    until(lambda: sign() is None, "the sign cannot be closed")
    app.find("Lead name")
    stays(lambda: Desk.place(focus()) == LEFT, "closing the sign did something to Focus", 0.5)


def main() -> None:
    stand_in_for_the_desktops_dialer()
    (FOLDER / "data").mkdir(mode=0o700)
    work = {
        "work_screens": ["right"],
        "work_programs": ["softphone", "crm"],
        "dialer_tested": True,
        "barriers": ["cover", "watch"],
    }
    choose(**work)
    with server(3200, 900, {"left": LEFT, "right": RIGHT}):
        with running(PHONE.command), running(CRM.command):
            until(lambda: PHONE.is_seen and CRM.is_seen, "the work programs did not come up")
            with window() as app:
                starts(app)
                stays(lambda: PHONE.is_seen and CRM.is_seen and sign() is None, "work is covered")
                work_beside_a_live_call(app)
                work_between_calls(app)
                one_monitor_then_two(app)
                ends(app)
        choose(work_screens=[])
        with window() as app:
            app.press("Finish")
            focus_loses_its_monitor(app)
            sign_over_the_rest(app)
            monitors_come_and_go(app)
        with window() as app:  # the hour goes on where it was, and its sign with it
            app.find("Lead name")
            until(sign, "the sign did not come back with the hour")
            assert app.process is not None
            app.process.kill()
            until(lambda: sign() is None, "the sign outlived the program")
    print("ok")


if __name__ == "__main__":
    try:
        main()
    finally:
        for folder in (FOLDER, BIN):
            shutil.rmtree(folder, ignore_errors=True)
