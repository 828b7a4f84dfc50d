"""The Guard port: starts `guard_process` as a process of its own and tells it what it has to know, never waiting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lch_desktop.domain.errors import ShieldError
from lch_desktop.shield import full_screen
from lch_desktop.shield.guard_process import STALL_S

LOCK_NAME = "shield.guard"  # beside the journal; it stays, since removing a locked file is a race
_ENDS_WITHIN_S = 3.0
_SPEAKS_WITHIN_S = 10.0  # a slow start is no failure: the deadline is in its command line


@dataclass(frozen=True, slots=True)
class GuardCommands:
    """How to start what the guard needs. A frozen program hands in its own."""

    guard: tuple[str, ...]
    drop: tuple[str, ...]
    restore: tuple[str, ...]  # [python, -m, lch_desktop, --data-dir, D, shield, restore]


def commands_of_python(restore: Sequence[str]) -> GuardCommands:
    """The commands where a Python runs us: both programs stand alone, so nothing of the environment is let in."""
    here = Path(__file__).resolve().parent
    alone = (sys.executable, "-I")
    guard, drop = str(here / "guard_process.py"), str(here / "full_screen.py")
    return GuardCommands((*alone, guard), (*alone, drop), tuple(restore))


class ProcessGuard:
    """Watches through another process. `windowing` is Qt's platform name, `now` the clock that deadlines are of."""

    def __init__(
        self,
        journal: Path,
        commands: GuardCommands,
        now: Callable[[], datetime],
        windowing: str = "",
        stall_s: float = STALL_S,
    ) -> None:
        self._journal = journal
        self._commands = commands
        self._now = now
        self._windowing = windowing
        self._stall_s = stall_s
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe = -1
        self._pipe_lock = threading.Lock()  # a closed pipe's number may be the database's a moment later
        self._status = ""
        self._dropped = False

    def watch(self, until: datetime) -> None:
        """See Guard. Raises ShieldError "guard-not-started": then nothing may be raised."""
        left_s = (until - self._now()).total_seconds()
        if self.alive:
            self._tell({"left_s": left_s})
            if self.alive:
                return
        self._start(left_s)

    def beat(self, window_id: int) -> None:
        """See Guard. Made for the event loop: a full pipe loses the beat, a dead guard hears nothing."""
        self._tell({"beat": window_id}, wait=False)

    def hurry(self) -> None:
        """See Guard."""
        self._tell({"left_s": 0.0})

    def dismiss(self) -> None:
        """See Guard. The guard itself looks whether the journal is gone, and stays until the deadline if not."""
        process, self._process = self._process, None
        if process is None:
            return
        with self._pipe_lock:
            pipe, self._pipe = self._pipe, -1
            os.close(pipe)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_ENDS_WITHIN_S)

    @property
    def alive(self) -> bool:
        """Whether there is a guard."""
        return self._process is not None and self._process.poll() is None

    def take_dropped(self) -> bool:
        """See Guard."""
        dropped, self._dropped = self._dropped, False
        return dropped

    @property
    def drops_full_screen(self) -> bool:
        """Whether a stalled full screen can be dropped from outside here: not on Wayland."""
        return full_screen.can_drop(self._windowing)

    @property
    def status(self) -> str:
        """What the guard said last: "", watching, dropped, drop-failed, drop-not-possible."""
        return self._status

    def _start(self, left_s: float) -> None:
        self.dismiss()
        told = {
            "journal": str(self._journal),
            "lock": str(self._journal.with_name(LOCK_NAME)),
            "restore": self._commands.restore,
            "drop": (*self._commands.drop, self._windowing or "unknown", str(os.getpid())),
            "left_s": left_s,
            "stall_s": self._stall_s,
        }
        hears, tells = os.pipe()
        try:
            self._journal.parent.mkdir(parents=True, exist_ok=True)
            process = _spawn([*self._commands.guard, json.dumps(told)], hears)
        except OSError as error:
            os.close(tells)
            raise ShieldError("guard-not-started", why=error.strerror or "") from error
        finally:
            os.close(hears)
        if sys.platform != "win32":  # there, Python 3.11 cannot; the guard reads in a thread that does nothing else
            os.set_blocking(tells, False)
        with self._pipe_lock:
            self._process, self._pipe = process, tells
        spoke = threading.Event()
        threading.Thread(target=self._listen, args=(process, spoke), name="guard", daemon=True).start()
        spoke.wait(_SPEAKS_WITHIN_S)
        if process.poll() is not None:
            self.dismiss()
            raise ShieldError("guard-not-started", why="it ended at once")

    def _tell(self, word: dict[str, float], wait: bool = True) -> None:
        """Write one line; without `wait`, not at all while another thread opens or closes the pipe."""
        if not self._pipe_lock.acquire(blocking=wait):
            return
        try:
            if self._pipe >= 0:
                os.write(self._pipe, json.dumps(word).encode() + b"\n")
        except OSError:
            pass  # full, or nobody reads any more
        finally:
            self._pipe_lock.release()

    def _listen(self, process: subprocess.Popen[bytes], spoke: threading.Event) -> None:
        """Keep the last status, until the guard ends."""
        if process.stdout is None:
            return
        with process.stdout as said, suppress(OSError, ValueError):
            for line in said:
                self._status = str(json.loads(line).get("status", ""))
                self._dropped = self._dropped or self._status == "dropped"
                spoke.set()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_ENDS_WITHIN_S)
        spoke.set()


def _spawn(command: Sequence[str], stdin: int) -> subprocess.Popen[bytes]:
    """A process in a session of its own: neither our end nor our terminal's ends it."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        list(command),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=os.sep,
        start_new_session=sys.platform != "win32",
        creationflags=flags,
    )
