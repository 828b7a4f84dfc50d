"""Following through from outside: two talks leave the right texts and videos, and what comes after the hour shows it.

An hour with two connects; the debrief lists two texts and two videos, due when they should be, drafted with the first
name, the agreed time on the lead's own clock and the rep's name, and with nothing of what is private. One text is
shown as a code, which a real decoder reads from a picture of the screen, and is handed off by copying. Then Today
counts down what is left, Review shows the hour, T its tables, and Practice is opened by keyboard.

Nothing of the program is imported. What was said and agreed is worked out here and compared.

usage: scenario_follow_through.py [COMMAND]      COMMAND defaults to .venv/bin/lch
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(SHARED / "tools"))
import pyatspi  # noqa: E402
from drive import Program  # noqa: E402

LCH = shlex.split(sys.argv[1]) if len(sys.argv) > 1 else [str(ROOT / ".venv" / "bin" / "lch")]
PYTHON = ROOT / ".venv" / "bin" / "python"  # for the decoder
FOLDER = Path(tempfile.mkdtemp(prefix="follow through ümlaut "))
NOW = "2026-11-23T10:30:00-06:00"  # a Monday; New York and Los Angeles are inside calling hours
ZONE = "America/Chicago"
REP = "Sam Rivera"
LIMIT_S = 10.0
WEEK = ["Mon 23 Nov", "2", "15", "2", "2"]  # dials, the plan's, conversations, appointments
SETTLED_S = 0.6  # a sheet takes no key in its first 0.4 s, nor do the slots
LATE_S = 90  # of the program's clock: how much later than the press a stored instant may be
PRIVATE = ("pangolin", "second mortgage", "violin")  # of the notes, the personal line and the last talk
HEAD = "First Name,Last Name,Phone,Email,City,State,Notes,What they told you,Last talk"
ROWS = (
    "Lucía,Peña,(404) 555-0123,lucia@example.com,Atlanta,Georgia,keeps a pangolin,plays the violin,second mortgage",
    "Omar,Haddad,(213) 555-0155,omar@example.com,Los Angeles,California,a pangolin too,the violin,second mortgage",
    "Ida,Lund,(312) 555-0181,ida.lund@example.com,Chicago,Illinois,,,",
)
MAP = ("What they told you=personal", "Last talk=last_talk", "Notes=notes")
DECODE = """
import sys, zxingcpp
from PySide6.QtGui import QImage
grey = QImage(sys.argv[1]).convertToFormat(QImage.Format.Format_Grayscale8)
pixels = memoryview(bytes(grey.constBits())).cast("B", (grey.height(), grey.bytesPerLine()))
for code in zxingcpp.read_barcodes(pixels):
    print(code.text)
"""


@dataclass(frozen=True)
class Talk:
    """One conversation, as the rep had it."""

    name: str
    first_name: str
    e164: str
    zone: str
    slot: str  # the key that takes the next call


TALKS = (
    Talk("Lucía Peña", "Lucía", "+14045550123", "America/New_York", "1"),
    Talk("Omar Haddad", "Omar", "+12135550155", "America/Los_Angeles", "2"),
)


def command(*words: str) -> list[str]:
    return [*LCH, "--data-dir", str(FOLDER), "--now", NOW, "--zone", ZONE, *words]


def lch(*words: str) -> Any:
    """The JSON that `lch WORDS` answers."""
    run = subprocess.run(command(*words, "--json"), capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, f"lch {' '.join(words)}: exit {run.returncode}: {run.stderr.strip()}"
    return json.loads(run.stdout)


def document() -> dict[str, Any]:
    """All that is kept, as `lch export all` tells it."""
    file = FOLDER / "all.json"
    lch("export", "all", "--force", "-o", str(file))
    return json.loads(file.read_text(encoding="utf-8"))


def until(holds: Callable[[], Any], what: str, limit_s: float = LIMIT_S) -> Any:
    """What `holds` returns once it is true; fails with `what` after `limit_s`."""
    end = time.monotonic() + limit_s
    while not (found := holds()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


def settled() -> None:
    """Whatever guards a new sheet or strip has let go."""
    time.sleep(SETTLED_S)


def shows(app: Program, wanted: str, role: str | None = None) -> bool:
    return any(node.name == wanted and role in (None, node.getRoleName()) for node in app.everything())


def texts(app: Program) -> str:
    """All that stands on the screen."""
    return "\n".join(app.text_of(node) for node in app.everything())


def has_keyboard(node: pyatspi.Accessible) -> bool:
    return node.getState().contains(pyatspi.STATE_FOCUSED)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


# the hour


def brought_in() -> None:
    file = FOLDER / "people.csv"
    file.write_text("\n".join((HEAD, *ROWS, "")), encoding="utf-8")
    mapped = [word for pair in MAP for word in ("--map", pair)]
    report = lch("import", str(file), "--format", "table", *mapped)
    assert report["created"] == len(ROWS), report
    for talk in TALKS:
        (lead,) = lch("leads", "--search", talk.name)
        assert (lead["phones"][0]["e164"], lead["zone"]) == (talk.e164, talk.zone), lead
        assert all(word in json.dumps(lead) for word in PRIVATE), lead


def says_the_name(app: Program) -> None:
    """Whose name signs the texts."""
    app.press("Settings")
    app.find("Settings", role="panel")
    app.find("Your name", role="text").queryEditableText().setTextContents(REP)
    app.press("Today")
    app.find("Today", role="panel")


def goes_to(app: Program, talk: Talk) -> None:
    """The card of `talk`; whoever else comes up is put back."""
    for _ in range(len(ROWS)):
        on_card = app.find("Lead name").description
        if on_card == talk.name:
            return
        app.key("s")
        until(lambda was=on_card: app.find("Lead name").description != was, f"{on_card} could not be skipped")
    raise AssertionError(f"{talk.name} is not in the list")


def talks(app: Program, talk: Talk) -> None:
    """Enter, key 1, the slot, a line, Enter."""
    goes_to(app, talk)
    end = time.monotonic() + LIMIT_S
    while not shows(app, "Call timer") or shows(app, "Call"):
        assert time.monotonic() < end, "Enter did not begin the call"
        app.key("Return")
    app.key("1")
    app.find("After the call")
    settled()
    app.key(talk.slot)
    until(lambda: has_keyboard(app.find("What we talked about", role="text")), "the line has no keyboard")
    app.type("the pangolin and the violin")
    app.key("Return")
    until(lambda: lch("status")["session"]["appointments"] == TALKS.index(talk) + 1, f"{talk.name}: not kept")
    app.gone("After the call")


def ends(app: Program) -> None:
    app.press("End the hour")
    app.find("No energy")
    settled()
    app.key("2")
    app.find("Debrief", role="panel")


# what it leaves


def agreed(talk: Talk, kept: dict[str, Any]) -> datetime:
    """The next call with `talk`, on the lead's own clock."""
    (lead,) = (lead for lead in kept["leads"] if lead["name"] == talk.name)
    (call,) = (call for call in kept["calls"] if call["lead_id"] == lead["id"])
    assert call["outcome"] == "connected", call
    return instant(call["next_call_at"]).astimezone(ZoneInfo(talk.zone))


def words_for(talk: Talk, kept: dict[str, Any]) -> tuple[str, str]:
    """What the text has to say: with a time to twelve hours, or to 24, as this machine's locale writes it."""
    at = agreed(talk, kept)
    half = "am" if at.hour < 12 else "pm"
    times = (f"{at.hour % 12 or 12}:{at:%M} {half}", f"{at.hour}:{at:%M}")
    one, other = (f"Thank you, {talk.first_name}. I'll call {at:%A} at {time} your time. {REP}" for time in times)
    return one, other


def leaves_what_is_due(kept: dict[str, Any]) -> None:
    """A text within 5 minutes and a video within 4 hours of each talk, and nothing for whoever was not reached."""
    people = {lead["id"]: lead["name"] for lead in kept["leads"]}
    ended = {people[call["lead_id"]]: instant(call["ended_at"]) for call in kept["calls"]}
    assert set(ended) == {talk.name for talk in TALKS}, ended
    due = {(people[touch["lead_id"]], touch["kind"]): instant(touch["due_at"]) for touch in kept["touches"]}
    within = {"text": timedelta(minutes=5), "video": timedelta(hours=4)}
    assert set(due) == {(talk.name, kind) for talk in TALKS for kind in within}, due
    for (name, kind), at in due.items():
        late = (at - (ended[name] + within[kind])).total_seconds()
        assert abs(late) <= LATE_S, (name, kind, at, ended[name])
    assert all(touch["status"] == "open" for touch in kept["touches"]), kept["touches"]


def opens_sheet(app: Program, title: str) -> str:
    """The sheet of the touch `title`; returns its words."""
    app.press(title, role="push button")
    field = app.find("Words", role="text")
    settled()
    return field.queryText().getText(0, -1)


def is_read_by_a_phone(app: Program, wanted: str) -> None:
    """The code on the screen, read back from a picture of it."""
    app.key("q")
    app.find("Code of this text")
    picture = FOLDER / "code.png"

    def read() -> str:
        app.picture(str(picture))
        run = subprocess.run([PYTHON, "-c", DECODE, picture], capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()

    found = until(read, "no code can be read from the screen")
    assert found == wanted, (found, wanted)
    settled()
    app.key("q")
    app.gone("Code of this text")


def hands_off_one(app: Program, kept: dict[str, Any]) -> None:
    """Lucía's text: the right words, the code, the copy; the other words are looked at and left."""
    lucia, omar = TALKS
    title = f"Text to {omar.name}"
    words, wanted = opens_sheet(app, title), words_for(omar, kept)
    assert words in wanted, (words, wanted)
    app.key("Escape")
    app.gone("Words")
    words, wanted = opens_sheet(app, f"Text to {lucia.name}"), words_for(lucia, kept)
    assert words in wanted, (words, wanted)
    assert not any(word in words for word in PRIVATE), words
    is_read_by_a_phone(app, f"SMSTO:{lucia.e164}:{words}")
    app.key("c")
    app.gone("Words")
    texts_of = [touch for touch in document()["touches"] if touch["kind"] == "text"]
    (sent,) = (touch for touch in texts_of if touch["status"] == "sent")
    assert (sent["way"], sent["words"]) == ("copy", words), sent
    pasted(app, words)


def pasted(app: Program, words: str) -> None:
    """What lies on the clipboard is what was on the sheet."""
    field = app.find("One thing that worked", role="text")
    field.queryComponent().grabFocus()
    until(lambda: has_keyboard(app.find("One thing that worked", role="text")), "the field did not take the keyboard")
    app.key("ctrl+v")
    until(lambda: words in app.text_of(app.find("One thing that worked", role="text")), "the words were not copied")
    app.key("ctrl+a", "Delete")
    app.type("the first line")
    app.key("Escape")


def today_counts_down(app: Program) -> None:
    """Three are left, and the text that was handed off is none of them."""
    app.press("Finish")
    app.find("Today", role="panel")
    lucia, omar = TALKS
    for title in (f"Text to {omar.name}", f"Video for {lucia.name}", f"Video for {omar.name}"):
        app.find(title, role="push button")
    assert not shows(app, f"Text to {lucia.name}"), "a text that was handed off is still due"
    app.find(f"Text to {omar.name}", role="push button", contains="min")


# Review and Practice


def review_shows_the_hour(app: Program) -> None:
    app.press("Review")
    app.find("Review", role="panel")
    until(lambda: "2 appointments" in texts(app), "Review does not say what was agreed")
    week = lch("review")
    assert (week["dials"], week["conversations"], week["appointments"]) == (2, 2, 2), week
    assert not shows_tables(app), "the figures stand there as tables before T"
    until(lambda: has_keyboard(app.find("Review", role="panel")), "Review has no keyboard")
    app.key("t")
    until(lambda: shows_tables(app), "T shows no table")
    rows = [cells(table) for table in shows_tables(app)]
    assert any(row == WEEK for table in rows for row in table), rows
    app.key("t")
    until(lambda: not shows_tables(app), "T does not bring the charts back")


def shows_tables(app: Program) -> list[pyatspi.Accessible]:
    return [node for node in app.everything() if node.getRoleName() == "table"]


def cells(table: pyatspi.Accessible) -> list[list[str]]:
    """The words of a table, row by row."""
    held = table.queryTable()
    return [[held.getAccessibleAt(row, at).name for at in range(held.nColumns)] for row in range(held.nRows)]


def practice_by_keyboard(app: Program) -> None:
    """Tab to its button in the sidebar, Enter; then the wins jar holds the line of the debrief."""
    for _ in range(60):
        if has_keyboard(app.find("Practice", role="push button")):
            break
        app.key("Tab")
    else:
        raise AssertionError("Tab does not come to Practice")
    app.key("Return")
    app.find("Practice", role="panel")
    app.press("Wins")
    until(lambda: "the first line" in texts(app), "the jar does not hold what worked")


def main() -> None:
    brought_in()
    with Program(command(), timeout=LIMIT_S) as app:
        app.find("Start the hour")
        says_the_name(app)
        app.press("Start the hour")
        app.find("Lead name")
        for talk in TALKS:
            talks(app, talk)
        ends(app)
        kept = document()
        leaves_what_is_due(kept)
        hands_off_one(app, kept)
        today_counts_down(app)
        review_shows_the_hour(app)
        practice_by_keyboard(app)
    shutil.rmtree(FOLDER)  # kept where something failed
    print("ok two talks, two texts and two videos due with the right words, one read by a decoder and handed off")


if __name__ == "__main__":
    main()
