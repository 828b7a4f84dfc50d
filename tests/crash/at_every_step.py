"""Does one thing to an hour, killed at the first step of it in the database, then at the second, and so on.

A step is the moment before a statement that writes, a begin or a commit, or after a commit. Each attempt is
a forked child on a copy of the same folder, so that nothing but the kill differs. Run as a program, because a
process of its own may fork without other threads in it: it prints, as JSON, what each killed child left.

usage: python -m tests.crash.at_every_step FOLDER
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.imports import ImportOptions
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Logged
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.store.connection import Database
from tests.fakes import START, FakeClock
from tests.integration.wired import DATABASE, Maker, wired

SCHEMA = "SELECT name, sql FROM sqlite_master"
STEPS = ("execute_sql", "run_many", "begin", "commit")
NOW = START + timedelta(seconds=120)
LATER = NOW + timedelta(days=1)
IMPORTED = Path(__file__).resolve().parents[1] / "data" / "hubspot.csv"
OPENING = "opening"  # the act of a first start: there is no folder yet
PLAN = PlannedHour(60, Goals(calls=15, people=4, asks=2, appointments=2))
CARD = OpenCard(lead_id=2, phone_id=0, note="half a line", asks=1, dialled_at=NOW - timedelta(seconds=40))

Act = Callable[[Services], object]


def prepare(folder: Path) -> None:
    """An hour of two minutes with one call logged, one visit of Resistance, and a live call on the card."""
    clock = FakeClock()
    services = wired(folder, clock)
    make = Maker(services)
    make.lead()
    make.lead("+15125550901", "+15125550902", email="two@example.com")
    make.lead("+15125550901")  # who shares a number with the second
    for _ in range(3):
        make.lead()
    services.hour.start(PLAN, 5)
    services.hour.log(OpenCard(lead_id=1), Report(outcome=Outcome.NO_ANSWER), "", lambda _: CARD)
    services.hour.resistance(2)
    for _ in range(12):
        clock.advance(10)
        services.hour.tick()
    services.hour.save_card(CARD)
    services.hour.save()
    services.store.close()


def _logs(report: Report) -> Act:
    def next_card(logged: Logged) -> OpenCard:
        return OpenCard(lead_id=2, phone_id=logged.offer.id) if logged.offer else OpenCard(lead_id=3)

    def act(services: Services) -> object:
        return services.hour.log(services.hour.card(), report, "Agree on a day", next_card, "Thank you.")

    return act


def _report(outcome: Outcome, **more: Any) -> Report:
    return Report(outcome=outcome, note="half a line, whole now", asks=1, **more)


ACTS: dict[str, Act] = {
    "connected": _logs(_report(Outcome.CONNECTED, next_call_at=LATER)),
    "call-back-later": _logs(_report(Outcome.CALL_BACK_LATER, next_call_at=LATER, person=True)),
    "left-voicemail": _logs(_report(Outcome.LEFT_VOICEMAIL)),
    "no-answer": _logs(_report(Outcome.NO_ANSWER)),
    "not-interested": _logs(_report(Outcome.NOT_INTERESTED, reason="price")),
    "wrong-number": _logs(_report(Outcome.WRONG_NUMBER)),
    "sold": _logs(_report(Outcome.SOLD)),
    "do-not-call": _logs(_report(Outcome.DO_NOT_CALL)),
    "someone-else": _logs(_report(Outcome.SOMEONE_ELSE, next_call_at=LATER)),
    "undo": lambda services: services.log.undo(services.hour.session.id),
    "dial": lambda services: services.hour.dialled(replace(CARD, dialled_at=None)),
    "draft": lambda services: services.hour.save_card(replace(CARD, note="half a line and three words more")),
    "pause": lambda services: services.hour.pause(2),
    "skip": lambda services: services.hour.skip(2),
    "snooze": lambda services: services.hour.snooze(2, LATER.date()),
    "end": lambda services: services.hour.finish("meeting"),
    "import": lambda services: services.importing.bring_in(IMPORTED, ImportOptions()),
}


def _kill_at(step: int) -> None:
    """From now on count the steps, and die at number `step`."""
    passed = 0

    def count() -> None:
        nonlocal passed
        passed += 1
        if passed == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def around(*args: Any, **kwargs: Any) -> Any:
            if not is_look(name, args):
                count()
            result = whole(*args, **kwargs)
            if name == "commit":
                count()
            return result

        return around

    def is_look(name: str, args: tuple[Any, ...]) -> bool:
        return name == "execute_sql" and str(args[1]).lstrip().startswith("SELECT")

    for name in STEPS:
        setattr(Database, name, counted(name, getattr(Database, name)))


def _first_start(folder: Path) -> None:
    wired(folder, FakeClock(NOW)).store.close()


def _in_the_hour(folder: Path, act: Act, step: int) -> None:
    services = wired(folder, FakeClock(NOW))
    services.hour.restore()
    _kill_at(step)
    act(services)


def _attempt(folder: Path, name: str, step: int) -> bool:
    """Do act `name` in a child that dies at `step`; returns whether it died."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if name == OPENING:
                _kill_at(step)
                _first_start(folder)
            else:
                _in_the_hour(folder, ACTS[name], step)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the child failed by itself"
    return False


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def left_behind(folder: Path) -> dict[str, object]:
    """What is in the database after a kill: whether it is sound, a digest of all of it, and the calls."""
    connection = sqlite3.connect(folder / DATABASE)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = sorted(f"{name}{row}" for name in tables for row in connection.execute(f'SELECT * FROM "{name}"'))
        return {
            "sound": connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)],
            "related": not connection.execute("PRAGMA foreign_key_check").fetchall(),
            "digest": _digest(rows),
            "schema": _digest(sorted(str(row) for row in connection.execute(SCHEMA))),
            "outcomes": [word for (word,) in connection.execute("SELECT outcome FROM call ORDER BY id")],
        }
    finally:
        connection.close()


def kill_at_every_step(folder: Path, name: str) -> list[dict[str, object]]:
    """What was there before, then what each killed child left, and last what one left that lived."""
    template = folder / "template"
    found = [] if name == OPENING else [left_behind(template)]
    step, died = 0, True
    while died:
        step += 1
        copy = folder / f"{name} {step}"
        if name != OPENING:
            shutil.copytree(template, copy)
        died = _attempt(copy, name, step)
        if name == OPENING:
            _first_start(copy)  # the next start makes whole what the kill left
        found.append(left_behind(copy))
        shutil.rmtree(copy)
    return found


def main(folder: Path) -> None:
    prepare(folder / "template")
    print(json.dumps({name: kill_at_every_step(folder, name) for name in (OPENING, *ACTS)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
