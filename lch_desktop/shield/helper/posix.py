"""What the program needs of Linux and macOS: who calls, one at a time, clocks, a process that outlives all, caches."""

# Plain os calls: one line is one change of the disk, and pathlib is slow to import.
# ruff: noqa: PTH103, PTH110, PTH112, PTH123
from __future__ import annotations

import fcntl
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from lch_desktop.shield.helper.files import STATE
from lch_desktop.shield.helper.rules import Refused

CONFIG = "/etc/lead-conversion-hour/shield.json"  # written at installation
_SPEAKS_FOR = ("SUDO_UID", "PKEXEC_UID")  # set by sudo and pkexec themselves, whatever the caller's environment was
_STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_VERB_S = 60  # no verb runs longer: the system ends it, and the next one tidies up
_FLUSH_LINUX = (("/usr/bin/resolvectl", "flush-caches"), ("/usr/sbin/nscd", "-i", "hosts"))
_FLUSH_MACOS = (("/usr/bin/dscacheutil", "-flushcache"), ("/usr/bin/killall", "-HUP", "mDNSResponder"))

Step = Callable[[bool], float | None]


def enter() -> list[int]:
    """The user ids that stand behind this call. From here on nothing of the caller's environment is left."""
    callers = [int(os.environ[name]) for name in _SPEAKS_FOR if os.environ.get(name, "").isdecimal()]
    os.environ.clear()
    os.environ.update(PATH="/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL="C")
    if os.geteuid() != 0:
        raise Refused("not-root")
    os.umask(0o077)
    os.chdir("/")
    signal.alarm(_VERB_S)
    os.makedirs(STATE, mode=0o700, exist_ok=True)
    return callers or [os.getuid()]


def config() -> bytes | None:
    """What was written at installation, None where nobody but root could not have changed it since."""
    with suppress(FileNotFoundError), open(CONFIG, "rb") as file:
        status = os.fstat(file.fileno())
        if status.st_uid == 0 and not status.st_mode & 0o022:
            return file.read()
    return None


@contextmanager
def alone() -> Iterator[None]:
    """One verb at a time."""
    descriptor = _lock_file("lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def clocks() -> tuple[float, float, str]:
    """Unix seconds; seconds since the computer's start, asleep or awake, which nobody can set; which start that was."""
    awake = time.CLOCK_MONOTONIC  # on macOS it runs on in sleep
    if sys.platform == "linux":
        awake = time.CLOCK_BOOTTIME
    boot = ""
    with suppress(OSError), open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        boot = file.read().strip()
    return time.clock_gettime(time.CLOCK_REALTIME), time.clock_gettime(awake), boot


def outlive(step: Step) -> None:
    """Run `watch` in a process that neither the caller's end nor a closed session takes along."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            os.setsid()
            if os.fork() == 0:
                null = os.open(os.devnull, os.O_RDWR)
                for standard in (0, 1, 2):
                    os.dup2(null, standard)
                os.dup2(writing, 3)
                os.closerange(4, 1024)  # the lock among them
                watch(step, ready=3)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        os.wait()
        if pipe.read(1) != b"!":
            raise Refused("no-deadline-process")
    if os.path.isdir("/run/systemd/system"):  # a logout that ends every process of the session does not end this one
        _run(("/usr/bin/systemctl", "--no-block", "start", "lead-conversion-hour-deadline.service"))


def watch(step: Step, ready: int | None = None) -> None:
    """Call `step(shut down?)` again and again, after as many seconds as it said, until it says None.

    There is one watcher. A second one goes at once when there is someone to tell that there is one, on the pipe
    `ready`; without, it stands by for the first.
    """
    signal.alarm(0)
    descriptor = _lock_file("watch")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if ready is None else fcntl.LOCK_NB))
    except BlockingIOError:
        _tell(ready)
        return
    stopped: list[int] = []
    for number in _STOP:
        signal.signal(number, lambda number, frame: stopped.append(number))
    _tell(ready)
    while True:
        try:
            with alone():
                pause_s = step(bool(stopped))
                if pause_s is None:
                    os.close(descriptor)  # under the lock, so that the next `raise` starts a watcher of its own
                    return
        except FileNotFoundError:  # uninstalled, which lowers first
            return
        except OSError:  # tried again
            pause_s = 1.0
        select.select([], [], [], pause_s)


def is_watched() -> bool:
    """Whether a deadline process is alive."""
    descriptor = _lock_file("watch")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def answer(line: bytes) -> None:
    """Say it to whoever called, who may be gone."""
    with suppress(OSError):
        os.write(1, line)


def flush_names() -> None:
    """Have the system forget the addresses it remembers. It is a help only, so a failure is none of ours."""
    for command in _FLUSH_MACOS if sys.platform == "darwin" else _FLUSH_LINUX:
        if os.path.exists(command[0]):
            _run(command)


def _tell(ready: int | None) -> None:
    if ready is not None:
        os.write(ready, b"!")
        os.close(ready)


def _run(command: tuple[str, ...]) -> None:
    import subprocess  # only where there is something to run

    with suppress(OSError, subprocess.TimeoutExpired):
        null = subprocess.DEVNULL
        subprocess.run(command, stdin=null, stdout=null, stderr=null, timeout=5, check=False)


def _lock_file(name: str) -> int:
    return os.open(f"{STATE}/{name}", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
