"""A whole hour from outside: import, ten calls with every outcome, a crash in the middle, the debrief.

Nothing of the program is imported: it is driven by the names of its controls and by real key presses, as
assistive technology and a rep would. What was pressed is counted here, by the table of outcomes, and after
every key `lch status --json` has to agree with it.

usage: scenario_whole_hour.py [COMMAND]      COMMAND defaults to .venv/bin/lch
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(SHARED / "tools"))
import pyatspi  # noqa: E402
from drive import Program  # noqa: E402

LCH = shlex.split(sys.argv[1]) if len(sys.argv) > 1 else [str(ROOT / ".venv" / "bin" / "lch")]
SAMPLE = SHARED / "samples" / "hubspot-contacts.csv"
FOLDER = Path(tempfile.mkdtemp(prefix="whole hour ümlaut "))
NOW = "2026-11-23T10:30:00-06:00"  # a Monday; every zone of the mainland United States is inside calling hours
AWAY = timedelta(minutes=7)  # from the start of the first window to the start of the second
LATER = (datetime.fromisoformat(NOW) + AWAY).isoformat()
ZONE = "America/Chicago"
LIMIT_S = 10.0
SLOTS_WAKE_S = 0.45  # slots and answers take no key in their first 0.4 s
SAME_KEY_S = 0.3  # the same outcome key again within 0.25 s is a bounce


@dataclass
class Pressed:
    """What the keys pressed so far have to come to, by the table of outcomes."""

    dials: int = 0
    connects: int = 0
    conversations: int = 0
    asks: int = 0
    appointments: int = 0
    resistance: int = 0

    def call(self, *, connects: int = 0, conversations: int = 0, asks: int = 0, appointments: int = 0) -> None:
        """One more dial."""
        self.dials += 1
        self.connects += connects
        self.conversations += conversations
        self.asks += asks
        self.appointments += appointments


PRESSED = Pressed()


def run_lch(words: tuple[str, ...], now: str) -> subprocess.CompletedProcess[str]:
    command = [*LCH, "--data-dir", str(FOLDER), "--now", now, "--zone", ZONE, *words, "--json"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def refused(*words: str) -> str:
    """The sentence with which `lch WORDS` refuses."""
    done = run_lch(words, LATER)
    assert done.returncode == 1, f"lch {' '.join(words)}: exit {done.returncode}: {done.stdout} {done.stderr}"
    return done.stderr


def lch(*words: str, now: str = NOW) -> Any:
    """The JSON that `lch WORDS` answers."""
    done = run_lch(words, now)
    assert done.returncode == 0, f"lch {' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}"
    return json.loads(done.stdout)


def window(now: str) -> Program:
    return Program([*LCH, "--data-dir", str(FOLDER), "--now", now, "--zone", ZONE], timeout=LIMIT_S)


def until(holds: Callable[[], Any], what: str, limit_s: float = LIMIT_S) -> Any:
    """What `holds` returns once it is true; fails with `what` after `limit_s`."""
    end = time.monotonic() + limit_s
    while not (found := holds()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


def session(now: str = NOW) -> dict[str, Any]:
    found = lch("status", now=now)["session"]
    assert found, "the hour is not running"
    return found


def agrees(after: str) -> None:
    """`lch status` comes to agree with what was pressed."""
    wanted = vars(PRESSED)

    def seen() -> dict[str, int]:
        now = session()
        return {name: now[name] for name in wanted}

    end = time.monotonic() + LIMIT_S
    while (found := seen()) != wanted:
        assert time.monotonic() < end, f"after {after}: status says {found}, pressed was {wanted}"


# the screen


def name(app: Program) -> str:
    """Who is on the card."""
    return app.find("Lead name").description


def digits(app: Program) -> str:
    """The last ten digits of the number on the card."""
    return re.sub(r"\D", "", app.find("Phone").description.partition("ext")[0])[-10:]


def shows(app: Program, wanted: str) -> bool:
    return any(node.name == wanted for node in app.everything())


def is_live(app: Program) -> bool:
    return shows(app, "Call timer") and not shows(app, "Call")


def note(app: Program) -> pyatspi.Accessible:
    return app.find("What we talked about", role="text")


def note_text(app: Program) -> str:
    return note(app).queryText().getText(0, -1)


def has_keyboard(node: pyatspi.Accessible) -> bool:
    return node.getState().contains(pyatspi.STATE_FOCUSED)


def writes(app: Program, field: str, text: str) -> None:
    """Type `text` with real keys into `field`, which has the keyboard."""
    until(lambda: has_keyboard(app.find(field, role="text")), f"{field!r} did not get the keyboard")
    app.type(text)
    until(lambda: text in app.text_of(app.find(field, role="text")), f"{text!r} did not arrive in {field!r}")


def moves_on(app: Program, before: str, after: str) -> str:
    """The name on the next card, once it is another than `before`."""
    until(lambda: shows(app, "Lead name") and name(app) != before, f"the card did not move on after {after}")
    return name(app)


def stays(app: Program, who: str, after: str) -> None:
    until(lambda: shows(app, "Lead name") and name(app) == who, f"{after}: {who} is not on the card")


def awake(asked: str, app: Program) -> None:
    """The question or strip `asked` is up, and its keys count."""
    app.find(asked)
    guarded_for(SLOTS_WAKE_S)


def guarded_for(seconds: float) -> None:
    """A guard that began before now has let go."""
    seen = time.monotonic()
    until(lambda: time.monotonic() - seen > seconds, "the clock stands")


def dial(app: Program) -> None:
    """Enter until the call is on: the first 0.8 s of a card ignore it."""
    end = time.monotonic() + LIMIT_S
    while not is_live(app):
        assert time.monotonic() < end, "Enter did not begin the call"
        app.key("Return")


# the calls, one function each


def connect_and_ask(app: Program) -> None:
    """Enter, a note while live, A, then key 1: slot 1, one line, Enter."""
    who = name(app)
    dial(app)
    app.key("n")
    writes(app, "What we talked about", "the lease until 4, then 9")  # digits are text in a field
    app.key("Escape")
    until(lambda: not has_keyboard(note(app)), "Esc did not leave the note")
    app.key("a")
    app.key("1")
    awake("After the call", app)
    assert "the lease until 4, then 9" in note_text(app), "the strip did not take the live note over"
    app.key("1")
    writes(app, "What we talked about", " call again")
    app.key("Return")
    PRESSED.call(connects=1, conversations=1, asks=1, appointments=1)
    moves_on(app, who, "Connected")
    agrees("Connected with a slot, a line and Enter")


def no_answer_and_back(app: Program) -> None:
    """Key 4 with an Enter right behind it, then undo and redo."""
    who = name(app)
    app.key("4", "Return")
    PRESSED.call()
    after = moves_on(app, who, "key 4")
    assert not is_live(app), "an Enter in the first 0.8 s of a card began a call"
    agrees("key 4")
    app.key("z")
    PRESSED.dials -= 1
    stays(app, who, "undo")
    agrees("undo")
    app.key("shift+z")
    PRESSED.dials += 1
    stays(app, after, "redo")
    agrees("redo")


def voicemail_and_redial(app: Program) -> None:
    """Key 3, then D: the same call is taken up again and ends as a voicemail after all."""
    who = name(app)
    app.key("3")
    PRESSED.call()
    moves_on(app, who, "key 3")
    agrees("key 3")
    app.key("d")
    PRESSED.dials -= 1
    stays(app, who, "redial")
    until(lambda: is_live(app), "redial did not begin the call")
    agrees("redial")
    app.key("3")
    PRESSED.call()
    moves_on(app, who, "key 3 after redial")
    agrees("key 3 after redial")


def call_back_later(app: Program) -> None:
    """Key 2, the tick that the person said so, option 3: an appointment. The first 3 comes too soon and is nothing."""
    who = name(app)
    app.key("2", "3")
    awake("They said so", app)
    app.key("y")
    ticked = pyatspi.STATE_CHECKED
    until(lambda: app.find("They said so").getState().contains(ticked), "Y did not tick “They said so”")
    app.key("3")
    PRESSED.call(connects=1, appointments=1)
    moves_on(app, who, "key 2 and 3")
    agrees("Call back later, said by the person")


def not_interested(app: Program) -> None:
    who = name(app)
    app.key("5")
    awake("Price", app)
    app.key("2")
    PRESSED.call(connects=1, conversations=1)
    moves_on(app, who, "key 5 and 2")
    agrees("Not interested for the price")


def somebody_rings(app: Program, caller: dict[str, Any]) -> None:
    """B in the middle of a note. Their first number turns out wrong, at the second somebody else answers."""
    parked = name(app)
    app.key("n")
    writes(app, "What we talked about", "half a line before it rang")
    app.key("Escape")
    until(lambda: not has_keyboard(note(app)), "Esc did not leave the note")
    app.key("b")
    writes(app, "Three letters or the last digits", caller["name"].split()[-1].lower())
    app.find(caller["name"], role="push button")
    app.key("Return")
    stays(app, caller["name"], "called back")
    until(lambda: is_live(app), "whoever rings is not on the line")
    first, second = (phone["e164"][-10:] for phone in caller["phones"])
    assert digits(app) == first, f"{digits(app)} is on the card, {first} was expected"
    app.key("6")
    PRESSED.call()
    until(lambda: digits(app) == second, "the next number was not offered")
    stays(app, caller["name"], "wrong number")
    agrees("Wrong number")
    app.key("9")
    awake("What did they say?", app)
    app.key("n")
    writes(app, "What did they say?", "the son says try at 3")
    app.key("Return")
    PRESSED.call(connects=1)
    stays(app, parked, "after the one who rang")
    assert note_text(app) == "half a line before it rang", "the parked card lost its note"
    agrees("Someone else")
    app.key("n")
    until(lambda: has_keyboard(note(app)), "N did not open the note")
    app.key("ctrl+a", "Delete", "Escape")
    until(lambda: not note_text(app), "the note could not be emptied")


def resist_pause_and_later(app: Program) -> None:
    """R, P and L all come back to the same card."""
    who = name(app)
    app.key("r")
    app.find("Resistance moment", role="panel")
    PRESSED.resistance += 1
    app.key("Return")
    app.gone("Resistance moment")
    stays(app, who, "after Resistance")
    agrees("Resistance")
    app.key("p")
    app.find("Paused")
    assert not shows(app, "Lead name"), "somebody's name is on the screen of a pause"
    until(lambda: session()["paused"], "the pause is not stored")
    app.key("Return")
    app.find("What was it?")
    app.key("1")
    stays(app, who, "after the pause")
    until(lambda: not session()["paused"], "the hour did not go on after the pause")
    app.key("l")
    writes(app, "One line, then back", "read the memo")
    app.key("Return")
    until(lambda: shows(app, "Call"), "the later line did not come back to the card")
    stays(app, who, "after the later line")


def killed_while_typing(app: Program) -> str:
    """Half a note, on disk at the pause in typing, and kill -9; returns whose card was open."""
    who = name(app)
    app.key("n")
    writes(app, "What we talked about", "half a thought")
    kept = b"half a thought"
    stored = "the half-typed note did not get to the disk"
    until(lambda: any(kept in file.read_bytes() for file in FOLDER.glob("lch.db*")), stored)
    app.process.kill()
    app.process.wait()
    return who


def comes_back(app: Program, who: str) -> None:
    """The same card, the same note, every call, and the time that is left."""
    stays(app, who, "after kill -9")
    assert note_text(app) == "half a thought", f"after kill -9 the note is {note_text(app)!r}"
    found = session(LATER)
    assert {key: found[key] for key in vars(PRESSED)} == vars(PRESSED), f"after kill -9: {found}, not {PRESSED}"
    # The first window ran for a minute at the most before it was killed, its pause included.
    least = timedelta(hours=1) - AWAY
    assert least.seconds - 5 <= found["left_s"] <= least.seconds + 90, f"{found['left_s']} s are left"
    said = app.find("Time left").description
    assert re.fullmatch(r"5[345] min left", said), f"the screen says {said!r}"


def sold(app: Program, who: str) -> None:
    app.key("7")  # the first key after the restart
    PRESSED.call(connects=1, conversations=1)
    moves_on(app, who, "key 7")
    agrees("Sold")


def never_again(app: Program) -> str:
    """Key 8 asks once more; returns who it was."""
    who = name(app)
    app.key("8")
    app.find("Do not call", role="push button", contains="again")
    stays(app, who, "the first 8")
    guarded_for(SAME_KEY_S)
    app.key("8")
    PRESSED.call(connects=1)
    moves_on(app, who, "key 8 twice")
    agrees("Do not call")
    return who


def no_answer_by_button(app: Program) -> None:
    who = name(app)
    app.press("No answer", role="push button")
    PRESSED.call()
    moves_on(app, who, "the button No answer")
    agrees("the button No answer")


def ends(app: Program) -> None:
    """End the hour with a reason, read the debrief, Finish."""
    dials = PRESSED.dials
    app.press("End the hour")
    awake("No energy", app)
    app.key("2")  # a meeting
    app.find("Debrief", role="panel")
    status = lch("status", now=LATER)
    assert status["session"] is None, "the hour still runs in its debrief"
    assert (status["calls"], status["today"]["dials"]) == (dials, dials), f"{status}, pressed was {PRESSED}"
    app.find("read the memo")
    hands_back(app)
    app.press("Finish")
    app.find("Today", role="panel")
    app.gone("Debrief")
    assert lch("status", now=LATER)["calls"] == dials, "the debrief changed the number of calls"


def hands_back(app: Program) -> None:
    """All calls go to HubSpot at once, and are not offered a second time; taken back, they wait again."""
    app.find(f"{PRESSED.dials} calls for HubSpot")
    button_in(app.find("Calls for the CRM", role="panel"), "Copy").queryAction().doAction(0)
    app.gone(f"{PRESSED.dials} calls for HubSpot")
    file = FOLDER / "for hubspot.csv"
    words = ("export", "calls", "--format", "hubspot", "--pending", "-o", str(file))
    assert "handed to HubSpot already" in refused(*words)
    button_in(app.find(f"{PRESSED.dials} calls copied for HubSpot."), "Undo").queryAction().doAction(0)
    app.find(f"{PRESSED.dials} calls for HubSpot")
    assert lch(*words, now=LATER)["records"] == PRESSED.dials
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) == PRESSED.dials, rows
    assert all(row["Record ID"].isdigit() for row in rows), [row["Record ID"] for row in rows]
    app.gone(f"{PRESSED.dials} calls for HubSpot")


def button_in(node: pyatspi.Accessible, name: str) -> pyatspi.Accessible:
    """The button `name` inside `node`: the page may have others of that name."""
    return next(child for child in within(node) if child.getRoleName() == "push button" and child.name == name)


def within(node: pyatspi.Accessible) -> Iterator[pyatspi.Accessible]:
    """Everything inside `node`."""
    for child in node:
        yield child
        yield from within(child)


# before and after


def brought_in() -> dict[str, Any]:
    """Import the file; returns somebody with two numbers who is not among the first names of the list."""
    report = lch("import", str(SAMPLE))
    assert report["rows"] == report["created"] == 160, report
    first = {entry["lead_id"] for entry in lch("queue", "--limit", "20")}
    leads = lch("leads", "--limit", "500")
    endings = [lead["name"].split()[-1] for lead in leads if lead["name"]]
    for lead in leads:
        usable = [phone for phone in lead["phones"] if phone["status"] == "ok"]
        alone = bool(lead["name"]) and endings.count(lead["name"].split()[-1]) == 1
        if alone and len(usable) == 2 and lead["id"] not in first and not lead["do_not_call"]:
            return lead
    raise AssertionError("nobody in the file has two numbers")


def left_behind(caller: dict[str, Any], asked_not_to_be_called: str) -> None:
    """What the outcomes set in motion, as the command line tells it."""
    found = next(lead for lead in lch("leads", "--limit", "500") if lead["id"] == caller["id"])
    assert [phone["status"] for phone in found["phones"]] == ["wrong", "ok"], found["phones"]
    never = [lead["name"] for lead in lch("leads", "--limit", "500") if lead["do_not_call"]]
    assert never == [asked_not_to_be_called], never
    spoken = [lead["last_talk"] for lead in lch("leads", "--limit", "500") if "call again" in lead["last_talk"]]
    assert spoken == ["the lease until 4, then 9 call again"], spoken


def main() -> None:
    caller = brought_in()
    with window(NOW) as app:
        app.press("Start the hour")
        app.find("Lead name")
        agrees("Start")
        connect_and_ask(app)
        no_answer_and_back(app)
        voicemail_and_redial(app)
        call_back_later(app)
        not_interested(app)
        somebody_rings(app, caller)
        resist_pause_and_later(app)
        who = killed_while_typing(app)
    with window(LATER) as app:
        comes_back(app, who)
        sold(app, who)
        never = never_again(app)
        no_answer_by_button(app)
        ends(app)
    left_behind(caller, never)
    assert PRESSED.dials == 10, PRESSED
    shutil.rmtree(FOLDER)  # kept where something failed
    print(f"ok {PRESSED}")


if __name__ == "__main__":
    main()
