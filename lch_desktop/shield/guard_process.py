"""The guard: a small process that outlives the program. Standard library only, readable in one sitting.

It does two things. At the deadline, while the journal says that something may be up, it runs the restore command,
again and again, until the journal is gone. And when the program's window fills the screen and its event loop has
said nothing for five seconds, it drops the full screen from outside.

The program writes one JSON object a line to our stdin: {"left_s": 3600.0} moves the deadline, {"beat": 4711} says that
the event loop lives and that its full-screen window has this native id (0: none). The end of stdin means that the
program is gone: then we stay until the deadline, or until the journal is gone.

Two guards never act at once: only the holder of the lock acts. A new guard writes its token into the lock file;
the holder that reads a token not its own lets go of the lock for a moment, leaves if the new one has taken it, and
takes it back if the new one is gone.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

STALL_S = 5.0
TICK_S = 0.5
_GAP_S = 2.5  # a pause of our own longer than this was the machine's, not the program's
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 300.0
_RESTORE_LIMIT_S = 60.0
_DROP_LIMIT_S = 3.0
_DROPPED = {0: "dropped", 3: "drop-not-possible"}  # exit codes of full_screen.py
_TOKEN_SIZE = 32
_LOCKED_BYTE = 1 << 20  # behind the token: Windows forbids others to read a locked byte
_GONE = object()


class Clocks(Protocol):
    """The three clocks that are asked; tests hand in their own."""

    def wall_s(self) -> float:
        """The wall clock: it may be set."""
        ...

    def elapsed_s(self) -> float:
        """Counts sleep, is never set."""
        ...

    def awake_s(self) -> float:
        """Stops while the machine sleeps where the system has such a clock."""
        ...


class SystemClocks:
    """The machine's own."""

    def wall_s(self) -> float:
        """See Clocks."""
        return time.time()  # noqa: TID251  this program stands alone: there is no Clock to be handed in

    def elapsed_s(self) -> float:
        """See Clocks. Which clock counts sleep differs by system, see `lch_desktop.domain.clock`."""
        clock_id = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
        return time.monotonic() if clock_id is None else time.clock_gettime(clock_id)

    def awake_s(self) -> float:
        """See Clocks."""
        return time.monotonic()


class Deadline:
    """An instant on two clocks; past as soon as one of them says so, however the wall clock was set."""

    def __init__(self, clocks: Clocks, left_s: float) -> None:
        self._clocks = clocks
        self._wall_s = clocks.wall_s() + left_s
        self._elapsed_s = clocks.elapsed_s() + left_s

    def is_past(self) -> bool:
        """Whether it is time."""
        return self._clocks.wall_s() >= self._wall_s or self._clocks.elapsed_s() >= self._elapsed_s


class Pulse:
    """Whether the event loop of the full-screen window has stalled."""

    def __init__(self, clocks: Clocks, stall_s: float = STALL_S) -> None:
        self._clocks = clocks
        self._stall_s = stall_s
        self._window = 0
        self._beat_s = self._looked_s = clocks.awake_s()
        self._told = False

    def beat(self, window: int) -> None:
        """The event loop lives; `window` fills the screen, or 0."""
        self._window, self._beat_s, self._told = window, self._clocks.awake_s(), False

    def stalled(self) -> int:
        """The id of the window to drop, once for each stall; else 0."""
        now_s = self._clocks.awake_s()
        slept = now_s - self._looked_s > _GAP_S
        self._looked_s = now_s
        if slept:  # nobody could beat: count anew
            self._beat_s = now_s
        if self._told or not self._window or now_s - self._beat_s < self._stall_s:
            return 0
        self._told = True
        return self._window


class Lock:
    """The file beside the journal that says which guard acts. Where it cannot be locked, this guard acts."""

    def __init__(self, path: str) -> None:
        self._token = os.urandom(_TOKEN_SIZE // 2).hex().encode()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self.held = False

    def claim(self) -> None:
        """Ask the present holder to leave."""
        with suppress(OSError):
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, self._token)

    def claimed_by_another(self) -> bool:
        """Whether a newer guard has asked for it."""
        try:
            os.lseek(self._file, 0, os.SEEK_SET)
            return os.read(self._file, _TOKEN_SIZE) != self._token
        except OSError:
            return False

    def take(self) -> bool:
        """Whether the lock is ours now."""
        try:
            _lock(self._file)
            self.held = True
        except (BlockingIOError, PermissionError):  # Windows says the second
            self.held = False
        except OSError:  # a file system without locks
            self.held = True
        return self.held

    def let_go(self) -> None:
        """Leave it to others."""
        with suppress(OSError):
            _unlock(self._file)
        self.held = False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _unlock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@dataclass
class Restore:
    """The restore command, run until it has helped: at once, then with longer and longer waits between."""

    command: Sequence[str]
    clocks: Clocks
    _process: subprocess.Popen[bytes] | None = None
    _limit: Deadline | None = None
    _next: Deadline | None = None
    _wait_s: float = _FIRST_WAIT_S

    @property
    def running(self) -> bool:
        """Whether the command runs now."""
        return self._process is not None

    def rest(self) -> None:
        """Nothing is up: the next deadline begins anew."""
        self._next, self._wait_s = None, _FIRST_WAIT_S

    def step(self) -> None:
        """Start it when it is time, end it when it hangs. Never waits."""
        if self._process is not None:
            if self._process.poll() is None and not (self._limit and self._limit.is_past()):
                return
            if self._process.returncode is None:
                self._process.kill()
                self._process.wait()
            self._process = None
            self._again_later()
        elif self._next is None or self._next.is_past():
            self._start()

    def _start(self) -> None:
        self._limit = Deadline(self.clocks, _RESTORE_LIMIT_S)
        try:
            self._process = _start_quietly(self.command)
        except OSError:
            self._again_later()

    def _again_later(self) -> None:
        self._next = Deadline(self.clocks, self._wait_s)
        self._wait_s = min(2 * self._wait_s, _LONGEST_WAIT_S)


@dataclass
class Guard:
    """What the guard knows, and one step of what it does."""

    journal: str
    restore: Restore
    lock: Lock
    clocks: Clocks
    drop: Callable[[int], None]
    pulse: Pulse
    deadline: Deadline | None = None
    alone: bool = False  # the program is gone
    _quiet: Deadline | None = None  # until then the lock is left to the newer guard

    def hear(self, line: Any) -> None:
        """One line of the program, or its end."""
        if line is _GONE:
            self.alone = True
            return
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            word = json.loads(line)
            if "left_s" in word:
                self.deadline = Deadline(self.clocks, float(word["left_s"]))
            if "beat" in word:
                self.pulse.beat(int(word["beat"]))

    def step(self) -> bool:
        """Do what is due; False once there is nothing left to guard."""
        up = _is_there(self.journal)
        if not up and not self.restore.running:
            self.restore.rest()
            if self.alone:
                return False
        if not self.alone:
            window = self.pulse.stalled()
            if window:
                self.drop(window)
        if not self._may_act():
            return self.lock.held or not self.alone or self._quiet is not None
        # Without a deadline the program died before it could say one: nothing may stay up for that.
        due = self.alone if self.deadline is None else self.deadline.is_past()
        if self.restore.running or (up and due):
            self.restore.step()
        return True

    def _may_act(self) -> bool:
        """Whether the lock is ours; hands it over where a newer guard asks for it."""
        if self.lock.held and self.lock.claimed_by_another() and not self.restore.running:
            self.lock.let_go()
            self._quiet = Deadline(self.clocks, 4 * TICK_S)
        if self._quiet is not None and not self._quiet.is_past():
            return False
        handing_over, self._quiet = self._quiet is not None, None
        if not self.lock.held and self.lock.take() and handing_over:
            self.lock.claim()  # the newer guard never came
        return self.lock.held


def _is_there(path: str) -> bool:
    """Whether there is such a file; also where that cannot be told, as on a network folder that is away."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _start_quietly(command: Sequence[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(list(command), stdin=quiet, stdout=quiet, stderr=quiet, cwd=os.sep)


class Dropper:
    """Runs the command that drops a full screen, beside the guard: a display that hangs must not hang it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)

    def __call__(self, window: int) -> None:
        threading.Thread(target=self._run, args=(window,), daemon=True).start()

    def _run(self, window: int) -> None:
        try:
            process = _start_quietly([*self._command, str(window)])
        except OSError:
            return _say("drop-failed")
        try:
            code = process.wait(_DROP_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        return _say(_DROPPED.get(code, "drop-failed"))


def _say(status: str) -> None:
    """Tell the program, if it is still there."""
    with suppress(OSError):
        os.write(1, json.dumps({"status": status}).encode() + b"\n")


def _listen(heard: queue.Queue[Any]) -> None:
    """Every line of stdin, then its end."""
    with suppress(OSError):
        while line := sys.stdin.buffer.readline():
            heard.put(line)
    heard.put(_GONE)


def main(argv: Sequence[str]) -> int:
    """Guard until nothing is left to guard.

    The one argument is a JSON object: the paths `journal` and `lock`, the commands `restore` and `drop`, the spans
    `left_s` (to the deadline) and `stall_s`.
    """
    told = json.loads(argv[1])
    for name in ("SIGHUP", "SIGINT"):  # a closing terminal is no reason to leave
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    clocks = SystemClocks()
    lock = Lock(told["lock"])
    lock.claim()
    guard = Guard(
        journal=told["journal"],
        restore=Restore(told["restore"], clocks),
        lock=lock,
        clocks=clocks,
        drop=Dropper(told["drop"]),
        pulse=Pulse(clocks, float(told["stall_s"])),
        deadline=Deadline(clocks, float(told["left_s"])),
    )
    heard: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_listen, args=(heard,), daemon=True).start()
    _say("watching")
    while guard.step():
        with suppress(queue.Empty):
            guard.hear(heard.get(timeout=TICK_S))
            while True:
                guard.hear(heard.get_nowait())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
