"""The verbs: raise LIST UNTIL [WORK], lower, status; and wait, which the deadline process and the boot units use.

LIST and WORK are names with commas between, or LIST is "-": one name a line on the standard input. Answers with one
line of JSON. Ends with 0 when done, 1 when the system failed it, 2 when refused.
"""

# Plain os calls: one line is one change of the disk, and pathlib is slow to import.
# ruff: noqa: PTH108, PTH118
from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import Any

from lch_desktop.shield.helper import files, rules, section
from lch_desktop.shield.helper.rules import Refused

if sys.platform == "win32":
    from lch_desktop.shield.helper import windows as system
else:
    from lch_desktop.shield.helper import posix as system

JOURNAL = os.path.join(files.STATE, "journal.json")
_LARGEST_LIST = rules.MOST_NAMES * (rules.LONGEST_NAME + 2)
_TICK_S = 1.0
_AGAIN_S = 10.0  # lowering failed: the file may be repaired, or writable again


def main(arguments: list[str]) -> int:
    """Do what `arguments` say, and answer."""
    try:
        if sys.platform == "win32" and arguments == ["request"]:
            arguments = system.requested()
        answer, code = _obey(arguments, system.enter()), 0
    except Refused as refusal:
        answer, code = {"refused": refusal.code, "what": refusal.what}, 2
    except OSError as error:
        answer, code = {"failed": error.strerror or type(error).__name__, "what": str(error.filename or "")}, 1
    system.answer(json.dumps(answer).encode("ascii") + b"\n")
    return code


def _obey(arguments: list[str], callers: list[int]) -> dict[str, Any]:
    match arguments:
        case ["raise", names, until, *work] if len(work) <= 1:
            return _raise(names, until, "".join(work), callers)
        case ["lower"]:
            with system.alone():
                _lower()
                return _status()
        case ["status"]:
            with system.alone():
                files.recover()
                return _status()
        case ["wait"] if callers == [0]:
            system.watch(_step)
            return {}
    raise Refused("unknown-verb", " ".join(arguments))


def _raise(listed: str, until: str, work: str, callers: list[int]) -> dict[str, Any]:
    config = _parsed(system.config())
    if config is None:
        raise Refused("not-installed")
    rules.check_caller(callers, config.get("uid"))
    wall_s, awake_s, boot = system.clocks()
    until_s = rules.check_until(until, wall_s)
    never = [*map(str, config.get("allow", [])), *_split(work)]
    names = rules.blocked_names(_split(listed) if listed != "-" else _names_from_input(), never)
    journal = {"until": until_s, "awake_until": awake_s + until_s - wall_s, "boot": boot}
    with system.alone():
        files.recover()
        section.with_section(files.read_hosts().content, names)  # refuses here, before there is anything to undo
        former = files.read_state(JOURNAL)
        files.replace_synced(JOURNAL, json.dumps(journal).encode("ascii"))
        try:
            system.outlive(_step)
            files.change_hosts(lambda content: section.with_section(content, names))
        except (OSError, Refused):
            with suppress(OSError, Refused):
                _undo(former)
            raise
        system.flush_names()
        return _status()


def _lower() -> None:
    """Take the section out, also where no journal tells of one."""
    with suppress(FileNotFoundError):  # no file, no block
        files.recover()
        files.change_hosts(section.without_section)
    _forget_journal()
    system.flush_names()


def _status() -> dict[str, Any]:
    names: tuple[str, ...] = ()
    with suppress(FileNotFoundError):
        names = section.names_in(files.read_hosts().content)
    journal = _parsed(files.read_state(JOURNAL)) or {}
    return {
        "raised": bool(names),
        "names": len(names),
        "until": journal.get("until"),
        "watched": system.is_watched(),
    }


def _step(stopped: bool) -> float | None:
    """Lower if it is time; the seconds until the next look, None once there is nothing left to lower."""
    raw = files.read_state(JOURNAL)
    if raw is None:
        return None
    if not stopped and not is_due(_parsed(raw), *system.clocks()):
        return _TICK_S
    try:
        _lower()
    except (OSError, Refused):
        return _AGAIN_S
    return None


def is_due(journal: dict[str, Any] | None, wall_s: float, awake_s: float, boot: str) -> bool:
    """Whether the block has to go: by either clock, after a restart, or because nobody can tell."""
    try:
        return not journal or (
            wall_s >= journal["until"] or awake_s >= journal["awake_until"] or boot != journal["boot"]
        )
    except (KeyError, TypeError):
        return True


def _undo(former: bytes | None) -> None:
    """Go back to what was before a raise that failed. Where that fails too, its journal stays: the deadline lowers."""
    if former is not None:
        files.replace_synced(JOURNAL, former)
        return
    files.change_hosts(section.without_section)
    _forget_journal()


def _forget_journal() -> None:
    with suppress(FileNotFoundError):
        os.unlink(JOURNAL)


def _parsed(raw: bytes | None) -> dict[str, Any] | None:
    try:
        found = json.loads(raw or b"null")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _names_from_input() -> list[str]:
    raw = sys.stdin.buffer.read(_LARGEST_LIST + 1)
    if len(raw) > _LARGEST_LIST:
        raise Refused("too-many-names")
    return [line for line in raw.decode("latin-1").split("\n") if line]


def _split(listed: str) -> list[str]:
    return [name for name in listed.split(",") if name]
