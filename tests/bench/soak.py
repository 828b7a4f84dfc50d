"""Waiting for the morning costs nothing: the program, alone in the tray, watched from outside.

usage: python -m tests.bench.soak [SECONDS]      600 without; `make soak SECONDS=60` for a short look

The real program on a private display with a bus of its own and ten thousand leads, its window put away. After it has
settled, its time on the processor, its threads, open files, memory and wake-ups are read, ten times. Linux only.
Exit 1 when one of them is over its budget.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.bench.desktop import private_display
from tests.bench.people import Book, write_book

Number = TypeVar("Number", int, float)

SETTLE_S = 60.0  # Qt's pools let go of an idle thread after half a minute
READINGS = 10
CPU_MS_PER_S = 1.0
MEMORY_MB = 1.0  # from the first half to the second
MORE_WAKE_UPS = 1.25  # the second half against the first; and half a wake-up a second
NOW = "2026-11-23T13:00:00-06:00"  # the next start is tomorrow's
ZONE = "America/Chicago"
LEADS, CALLS = 10_000, 6_000
END_S = 10.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at a process."""

    at_s: float
    cpu_ms: float
    threads: int
    files: int
    memory_mb: float
    wake_ups: int  # of the main thread


def read(process: int) -> Reading:
    """What the kernel says about `process` now."""
    root = Path(f"/proc/{process}")
    ticks = (root / "stat").read_text().rpartition(")")[2].split()[11:13]  # user and system, threads that ended as well
    switches = re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (root / "status").read_text(), re.M)
    memory = (root / "smaps_rollup").read_text()
    # Not what is private: a library's pages become that when the last other program that has them ends.
    own = re.search(r"^Anonymous:\s+(\d+)", memory, re.M)
    return Reading(
        at_s=time.monotonic(),
        cpu_ms=sum(map(int, ticks)) * 1000 / os.sysconf("SC_CLK_TCK"),
        threads=len(list((root / "task").iterdir())),
        files=len(list((root / "fd").iterdir())),
        memory_mb=int(own[1]) / 1024 if own else 0.0,
        wake_ups=int(switches[1]) if switches else 0,
    )


def over_budget(readings: Sequence[Reading]) -> list[str]:
    """One line for each figure; a leading "OVER" where it is."""
    first, middle, last = readings[0], readings[len(readings) // 2], readings[-1]
    cpu = (last.cpu_ms - first.cpu_ms) / (last.at_s - first.at_s)
    early = (middle.wake_ups - first.wake_ups) / (middle.at_s - first.at_s)
    late = (last.wake_ups - middle.wake_ups) / (last.at_s - middle.at_s)
    half = len(readings) // 2
    threads, later_threads = _least(readings, half, lambda each: each.threads)
    files, later_files = _least(readings, half, lambda each: each.files)
    memory, later_memory = _least(readings, half, lambda each: each.memory_mb)
    rows = (
        (cpu <= CPU_MS_PER_S, f"processor: {cpu:.2f} ms a second (at most {CPU_MS_PER_S:g})"),
        (later_threads <= threads, f"threads: {threads}, later {later_threads} (no more)"),
        (later_files <= files, f"open files: {files}, later {later_files} (no more)"),
        (later_memory - memory <= MEMORY_MB, f"memory: {memory:.2f} MB, later {later_memory:.2f} ({MEMORY_MB:g} more)"),
        (late <= early * MORE_WAKE_UPS + 0.5, f"wake-ups: {early:.2f} a second, later {late:.2f} (no more)"),
    )
    return [f"{'ok  ' if is_kept else 'OVER'} {words}" for is_kept, words in rows]


def _least(readings: Sequence[Reading], half: int, of: Callable[[Reading], Number]) -> tuple[Number, Number]:
    """The least in the first half and in the second: what a look needs for a moment does not count, what stays does."""
    return min(of(each) for each in readings[: half + 1]), min(of(each) for each in readings[half:])


def watch(running: subprocess.Popen[bytes], program: int, seconds: float) -> list[Reading]:
    """Readings over `seconds`, once the program has settled."""
    let_run(running, SETTLE_S)
    readings = [read(program)]
    for _ in range(READINGS):
        let_run(running, seconds / READINGS)
        readings.append(read(program))
        done = readings[-1].at_s - readings[0].at_s
        spent_ms = readings[-1].cpu_ms - readings[0].cpu_ms
        print(f"  after {done:4.0f} s: {spent_ms:4.0f} ms in all, {readings[-1].memory_mb:.2f} MB", flush=True)
    return readings


def let_run(running: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait; a program that ends meanwhile ends this too."""
    with suppress(subprocess.TimeoutExpired):
        raise SystemExit(f"The program ended with {running.wait(seconds)}.")


def start(display: str, home: Path) -> subprocess.Popen[bytes]:
    """The program in the tray, with nothing of this user's around it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LCH_", "XDG_", "DBUS_"))}
    env |= {"DISPLAY": display, "HOME": str(home), "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(home / "run")}
    env.pop("WAYLAND_DISPLAY", None)
    (home / "run").mkdir(mode=0o700)
    options = ["--data-dir", str(home / "data"), "--now", NOW, "--zone", ZONE, "--tray"]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [*_with_bus(), sys.executable, "-m", "lch_desktop", *options], env=env, stdout=log, stderr=log
        )


def _with_bus() -> list[str]:
    runner = shutil.which("dbus-run-session")
    return [runner, "--"] if runner is not None else []


def program_of(running: subprocess.Popen[bytes]) -> int:
    """The Python process, itself or below the one that was started."""
    end = time.monotonic() + END_S
    while time.monotonic() < end:
        for each in (running.pid, *_below(running.pid)):
            if b"lch_desktop" in Path(f"/proc/{each}/cmdline").read_bytes() and not _is_runner(each):
                return each
        let_run(running, 0.1)
    raise SystemExit("the program did not start")


def _below(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(each) for each in children]


def _is_runner(process: int) -> bool:
    return Path(f"/proc/{process}/comm").read_text().startswith("dbus-run")


def main(arguments: Sequence[str]) -> int:
    """Run it; 0 where every budget was kept."""
    seconds = float(arguments[0]) if arguments else 600.0
    home = Path(tempfile.mkdtemp(prefix="soak-"))
    home.chmod(0o700)
    write_book(home / "data" / "lch.db", Book(leads=LEADS, calls=CALLS))
    with private_display() as display:
        if display is None:
            print("There is no Xvfb here, so the window has no display to wait on.")
            return 1
        running = start(display, home)
        try:
            program = program_of(running)
            print(f"Waiting {SETTLE_S:g} s for it to settle, then watching it for {seconds:g} s ...", flush=True)
            lines = over_budget(watch(running, program, seconds))
        finally:
            running.terminate()
            running.wait(END_S)
    print("\n".join(lines))
    said = (home / "log").read_text(encoding="utf-8", errors="replace").strip()
    if said:
        print(f"The program said:\n{said}")
    shutil.rmtree(home, ignore_errors=True)
    return 1 if any(line.startswith("OVER") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
