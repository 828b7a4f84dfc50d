"""The import page from outside: a path, one column mapped by hand, two answers, in, undone, and in again.

At the end a call is handed back; scenario_whole_hour.py hands a whole hour's calls back.

Nothing of the program is imported: it is driven by the names of its controls and by real key presses. What came
of it is read from `lch leads --json`.

usage: scenario_import_page.py [COMMAND]      COMMAND defaults to .venv/bin/lch
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
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT.parent / "shared" / "tools"))
import pyatspi  # noqa: E402
from drive import Program  # noqa: E402

LCH = shlex.split(sys.argv[1]) if len(sys.argv) > 1 else [str(ROOT / ".venv" / "bin" / "lch")]
FOLDER = Path(tempfile.mkdtemp(prefix="import-page-"))  # its path is typed: keys of any layout
DATA = FOLDER / "data ümlaut"
NOW, ZONE = "2026-11-23T10:30:00-06:00", "America/Chicago"
LIMIT_S = 10.0
FILE = FOLDER / "my export.csv"
TEXT = """\
First Name,Last Name,Company,Phone,Email,Lead Status,Contact owner,Worth to us
Dana,Ruiz,Ruiz Dental,(512) 555-0143,dana@example.com,PARKED,Sam Rivera,"$38,500"
Kwame,Osei,Osei Logistics,(404) 555-0126,kwame@example.com,NEW,Sam Rivera,7200
Priya,Nair,Lakeside Pediatrics,,priya@example.com,NEW,Sam Rivera,
Tom,Bell,Bell Bakery,(210) 555-0109,tom@example.com,NEW,Ines Roth,900
,,,,,,Sam Rivera,
"""


def lch(*words: str) -> Any:
    """The JSON that `lch WORDS` answers."""
    command = [*LCH, "--data-dir", str(DATA), "--now", NOW, "--zone", ZONE, *words, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"lch {' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}"
    return json.loads(done.stdout)


def until(holds: Callable[[], Any], what: Callable[[], str], limit_s: float = LIMIT_S) -> Any:
    """What `holds` returns once it is true; fails with what `what` says after `limit_s`."""
    end = time.monotonic() + limit_s
    while not (found := holds()):
        assert time.monotonic() < end, what()
        time.sleep(0.05)
    return found


def keyboard(app: Program) -> pyatspi.Accessible | None:
    """What has the keyboard."""
    return next((node for node in app.everything() if node.getState().contains(pyatspi.STATE_FOCUSED)), None)


def tab_to(app: Program, label: str) -> pyatspi.Accessible:
    """Tab until the control `label` has the keyboard. The name of a select is what it shows, its label describes it."""
    for _ in range(40):
        node = keyboard(app)
        if node is not None and node.getRoleName() != "panel" and label in (node.name, node.description):
            return node
        app.key("Tab")
        until(lambda before=node: keyboard(app) != before, lambda before=node: f"Tab did not leave {before}")
    raise AssertionError(f"Tab does not come to {label!r}; on screen:\n{app.dump()}")


def starts(app: Program, wanted: str, role: str = "push button") -> pyatspi.Accessible:
    """The first control in sight whose name begins with `wanted`, once it can be pressed."""

    def seen() -> pyatspi.Accessible | None:
        for node in app.everything():
            enabled = node.getState().contains(pyatspi.STATE_ENABLED)
            if node.getRoleName() == role and (node.name or "").startswith(wanted) and enabled:
                return node
        return None

    return until(seen, lambda: f"no {role} {wanted!r}; on screen:\n{app.dump()}")


def says(app: Program, words: str) -> None:
    """`words` stand somewhere on the page."""
    said = lambda: any(words in (node.name or "") for node in app.everything())  # noqa: E731
    until(said, lambda: f"{words!r} is not said; on screen:\n{app.dump()}")


def step(app: Program, name: str) -> None:
    says(app, f": {name}")


def give_the_file(app: Program) -> None:
    """From Today's button to the columns, the path typed with real keys."""
    app.press("Import", role="push button")
    app.find("Import", role="panel")
    step(app, "File")
    until(lambda: keyboard(app) is not None, lambda: "nothing has the keyboard")
    field = tab_to(app, "File")
    app.type(str(FILE))
    until(lambda: str(FILE) in app.text_of(field), lambda: f"typed was {FILE}, there is {app.text_of(field)!r}")
    app.key("Return")
    step(app, "Check columns")
    says(app, "5 rows, UTF-8 with commas")


def boxes(app: Program) -> list[pyatspi.Accessible]:
    return [node for node in app.everything() if node.getRoleName() == "combo box"]


def map_a_column(app: Program) -> None:
    """The column that no system has, by key: v is Value."""
    assert tab_to(app, "Worth to us").name == "Leave out"
    app.key("v")
    says(app, "8 of 8 recognised")
    until(lambda: any(node.name == "Value" for node in boxes(app)), lambda: "V did not choose Value")


def answer(app: Program) -> None:
    """Whose leads, by button; what PARKED means, by key."""
    says(app, "The rows belong to 2 people. Whose do you call?")
    app.press("Only these")
    says(app, "Do you call people marked PARKED?")
    tab_to(app, "Not a lead")
    app.key("space")
    app.gone("Do you call people marked PARKED?")


def bring_in(app: Program, button: str) -> None:
    """On to looking over, Enter to bring it in."""
    starts(app, "Continue with 5 rows").queryAction().doAction(0)
    step(app, "Look over")
    starts(app, button)
    app.key("Return")
    step(app, "Done")


def by_name() -> dict[str, dict[str, Any]]:
    return {lead["name"]: lead for lead in lch("leads", "--limit", "50")}


def as_chosen() -> None:
    """Three of Sam's, with the column mapped by hand, and PARKED no lead."""
    leads = by_name()
    assert sorted(leads) == ["Dana Ruiz", "Kwame Osei", "Priya Nair"], sorted(leads)
    assert [leads[name]["value"] for name in ("Dana Ruiz", "Kwame Osei", "Priya Nair")] == [38500, 7200, None], leads
    assert leads["Dana Ruiz"]["stage"] == "not-a-lead", leads["Dana Ruiz"]
    assert leads["Kwame Osei"]["phones"][0]["e164"] == "+14045550126", leads["Kwame Osei"]
    assert leads["Priya Nair"]["phones"] == [], leads["Priya Nair"]


def a_call_goes_back(app: Program) -> None:
    """A call is logged from outside; it stands in the lead's timeline, and from there it is copied for the CRM."""
    lch("log", str(by_name()["Kwame Osei"]["id"]), "no-answer", "--note", "rang twice")
    app.key("slash")
    app.type("osei")
    app.find("Lead name", contains="Kwame Osei")
    starts(app, "Copy for CRM: No answer").queryAction().doAction(0)
    says(app, "1 call copied for your CRM.")


def main() -> None:
    FILE.write_text(TEXT, encoding="utf-8")
    with Program([*LCH, "--data-dir", str(DATA), "--now", NOW, "--zone", ZONE], timeout=LIMIT_S) as app:
        give_the_file(app)
        map_a_column(app)
        answer(app)
        bring_in(app, "Bring in 3 leads")
        says(app, "3 new leads are in")
        says(app, "No national do-not-call register is consulted")
        as_chosen()
        app.press("Undo")
        says(app, "Import taken back: 3 leads removed.")
        assert by_name() == {}, by_name()
        app.press("Bring it in again")
        step(app, "Check columns")
        bring_in(app, "Bring in 3 leads")
        as_chosen()
        app.press("Other file")
        step(app, "File")
        app.press("Take the newest: my export.csv")  # the very same file: its choices are remembered
        step(app, "Check columns")
        says(app, "brought in before")
        bring_in(app, "Go on")
        says(app, "Nothing new: 3 unchanged")
        as_chosen()
        app.key("Return")
        app.find("Leads", role="panel")
        app.gone("Import leads")
        a_call_goes_back(app)
    shutil.rmtree(FOLDER)  # kept where something failed
    print("ok")


if __name__ == "__main__":
    main()
