"""What posix.py is elsewhere. Written for Windows, type-checked, and not run there by us yet.

Windows has no sudo that asks nothing, so three scheduled tasks of the system account call the program, set up at
installation: "request" when the user's app starts it, "deadline" when `raise` does, "boot" at each start of the
computer. A request is a file in a folder that only the installing user may write to, which is how the caller is known.
"""

# Plain os calls: one line is one change of the disk, and pathlib is slow to import.
# ruff: noqa: PTH103, PTH108, PTH118, PTH123
from __future__ import annotations

import json
import msvcrt
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from lch_desktop.shield.helper.files import STATE
from lch_desktop.shield.helper.rules import Refused

assert sys.platform == "win32"

HOME = r"C:\ProgramData\Lead Conversion Hour Shield"
CONFIG = os.path.join(HOME, "shield.json")
REQUEST = os.path.join(HOME, "requests", "request.json")  # the installing user may write here, and nowhere else
ANSWER = os.path.join(HOME, "answers", "answer.json")  # everybody may read, the system account alone may write
DEADLINE_TASK = r"\Lead Conversion Hour\deadline"
INSTALLER = 1  # stands for the installing user, in the config too
SYSTEM = 0
_LARGEST_REQUEST = 400_000
_SYSTEM32 = r"C:\Windows\System32"

Step = Callable[[bool], float | None]
_request_id = ""


def enter() -> list[int]:
    """Who stands behind this call. From here on nothing of the environment is left but what Windows needs."""
    kept = {"SystemRoot": r"C:\Windows", "PATH": _SYSTEM32}
    os.environ.clear()
    os.environ.update(kept)
    os.chdir(_SYSTEM32)
    os.makedirs(STATE, exist_ok=True)
    return [INSTALLER if _request_id else SYSTEM]


def requested() -> list[str]:
    """The arguments that the user's app has left for us; the file is gone then."""
    global _request_id
    try:
        with open(REQUEST, "rb") as file:
            raw = file.read(_LARGEST_REQUEST + 1)
        os.unlink(REQUEST)
        request = json.loads(raw)
        arguments, _request_id = request["arguments"], str(request["id"])[:64]
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused("no-request") from None
    if len(raw) > _LARGEST_REQUEST or not _request_id or not isinstance(arguments, list):
        raise Refused("no-request")
    return [str(argument) for argument in arguments]


def answer(line: bytes) -> None:
    """Leave the answer where the app looks for it, under the request's own id."""
    if not _request_id:
        return
    with suppress(OSError):
        document = {"id": _request_id, "answer": json.loads(line)}
        draft = f"{ANSWER}.new"
        with open(draft, "w", encoding="ascii") as file:
            json.dump(document, file)
        os.replace(draft, ANSWER)  # noqa: PTH105


def config() -> bytes | None:
    """What was written at installation; the folder's access list keeps others from changing it."""
    with suppress(FileNotFoundError), open(CONFIG, "rb") as file:
        return file.read()
    return None


@contextmanager
def alone() -> Iterator[None]:
    """One verb at a time. OSError after some ten seconds without a turn."""
    with _locked("lock", msvcrt.LK_LOCK):
        yield


def clocks() -> tuple[float, float, str]:
    """Unix seconds; seconds since the computer's start; no name for that start: the boot task lowers anyway."""
    return time.time_ns() / 1e9, time.monotonic(), ""


def outlive(step: Step) -> None:
    """Start the deadline task, and see that it runs."""
    _run(os.path.join(_SYSTEM32, "schtasks.exe"), "/Run", "/TN", DEADLINE_TASK)
    for _ in range(100):
        if is_watched():
            return
        _pause(0.1)
    raise Refused("no-deadline-process")


def watch(step: Step, ready: int | None = None) -> None:
    """Call `step` again and again, after as many seconds as it said, until it says None; one process at a time."""
    with suppress(OSError), _locked("watch", msvcrt.LK_NBLCK):
        while True:
            with suppress(OSError), alone():  # a verb may hold it longer than Windows waits
                pause_s = step(False)
                if pause_s is None:
                    return
            _pause(1.0)


def is_watched() -> bool:
    """Whether a deadline process is alive."""
    try:
        with _locked("watch", msvcrt.LK_NBLCK):
            return False
    except OSError:
        return True


def flush_names() -> None:
    """Have the system forget the addresses it remembers."""
    _run(os.path.join(_SYSTEM32, "ipconfig.exe"), "/flushdns")


@contextmanager
def _locked(name: str, mode: int) -> Iterator[None]:
    descriptor = os.open(os.path.join(STATE, name), os.O_RDWR | os.O_CREAT)
    try:
        msvcrt.locking(descriptor, mode, 1)
        yield
    finally:
        os.close(descriptor)


def _pause(pause_s: float) -> None:
    threading.Event().wait(pause_s)


def _run(*command: str) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)
