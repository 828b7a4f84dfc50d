"""A computer of its own for the root helper: a private mount and process namespace around folders of the test.

The helper is the installed one, run as root on its fixed paths; only what lies at those paths is the test's.
"""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.shield import install_helper
from lch_desktop.ui import resources

HOSTS = b"127.0.0.1 localhost\r\n# mine \xff\x00\n10.0.0.5\tcrm.example.com\n::1 ip6-localhost"
UID = 1000
USER_ENV = {"SUDO_UID": str(UID)}
ALLOW = ("crm.example.com", "dialer.example.net")
RUN_S = 60
WITHIN_S = 20


def works(*command: str) -> bool:
    """Whether `command` runs here: a container may have the program and forbid what it does."""
    return shutil.which(command[0]) is not None and subprocess.run(command, capture_output=True).returncode == 0


needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("nsenter") or not works("unshare", "-m", "true"),
    reason="needs root, nsenter and unshare -m: the helper is run on a hosts file in a private mount namespace",
)
needs_strace = pytest.mark.skipif(
    not works("strace", "-o", "/dev/null", "true"), reason="needs strace, to kill at every system call"
)


def comes_true(check: Callable[[], bool]) -> bool:
    """Whether `check` says yes within the limit."""
    end_s = time.monotonic() + WITHIN_S
    while not check():
        if time.monotonic() > end_s:
            return False
        select.select([], [], [], 0.05)
    return True


class Machine:
    """The namespace. Files are read and written from outside, below `root`."""

    def __init__(self, root: Path, holder: int, *, own_mount: bool) -> None:
        self.root = root
        self._holder = holder
        self.hosts = root / ("hosts.bound" if own_mount else "etc/hosts")
        self.state = root / "var/lib/lead-conversion-hour"
        self.launcher = install_helper.places(root).launcher

    def run(
        self, *command: str, env: dict[str, str] | None = None, data: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """Run `command` inside."""
        inside = ["nsenter", "--mount", "--pid", "--net", "--target", str(self._holder), "--", *command]
        environment = {"PATH": os.environ["PATH"], **(env or {})}
        return subprocess.run(inside, input=data, capture_output=True, env=environment, timeout=RUN_S, check=False)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start `command` inside; its standard output is a pipe."""
        inside = ["nsenter", "--mount", "--pid", "--net", "--target", str(self._holder), "--", *command]
        return subprocess.Popen(inside, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def helper(
        self, *arguments: str, env: dict[str, str] | None = None, data: bytes = b""
    ) -> tuple[int, dict[str, Any]]:
        """Call the helper, as the user through sudo would; its exit code and its answer."""
        ended = self.run(str(self.launcher), *arguments, env=USER_ENV if env is None else env, data=data)
        assert ended.stdout, ended.stderr.decode()
        answer: dict[str, Any] = json.loads(ended.stdout)
        return ended.returncode, answer

    def now(self) -> int:
        """Unix seconds."""
        return int(self.run("date", "+%s").stdout)

    def reset(self, content: bytes = HOSTS) -> None:
        """As it was before anything: this hosts file, nothing in the helper's folder, none of its processes."""
        self.end_watchers()
        shutil.rmtree(self.state, ignore_errors=True)
        self.hosts.write_bytes(content)

    def end_watchers(self) -> None:
        """End the deadline processes."""
        for pid in self.watchers():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def watchers(self) -> list[int]:
        """The deadline processes, by their ids outside: each runs this machine's launcher."""
        mark = str(self.launcher).encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
        return found


@contextmanager
def machine_at(root: Path, *, own_mount: bool = False, whole_etc: bool = False) -> Iterator[Machine]:
    """A namespace with the helper installed; `own_mount`: the hosts file itself is a bind mount."""
    etc = root / "etc"
    if whole_etc:
        shutil.copytree("/etc", etc, symlinks=True, ignore_dangling_symlinks=True)
    else:
        etc.mkdir()
        for name in ("passwd", "group", "nsswitch.conf", "host.conf", "ld.so.cache", "resolv.conf"):
            shutil.copy(Path("/etc") / name, etc / name)
    (etc / "sudoers.d").mkdir(exist_ok=True)
    (etc / "hosts").write_bytes(HOSTS)
    (root / "var/lib").mkdir(parents=True)
    install_helper.install(UID, "sam", ALLOW, resources.read_text, prefix=root, run=lambda command: True)
    binds = f"mount --bind {root}/etc /etc && mount --bind {root}/var/lib /var/lib"
    if own_mount:
        (root / "hosts.bound").write_bytes(HOSTS)
        binds += f" && mount --bind {root}/hosts.bound /etc/hosts"
    hold = f"{binds} && ip link set lo up && echo $$ && exec cat"
    command = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-ec", hold]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline(), "the namespace did not come up"
        inside = Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text().split()[0]
        yield Machine(root, int(inside), own_mount=own_mount)
    finally:
        holder.kill()
        holder.communicate()


def calls_of(machine: Machine, arguments: Sequence[str], first: str, data: bytes = b"") -> list[tuple[str, int]]:
    """Every system call from the one whose line holds `first` on, as its name and its how-manyth of that name."""
    log = machine.root / "calls.txt"
    strace = ("strace", "-o", str(log), str(machine.launcher), *arguments)
    assert machine.run(*strace, env=USER_ENV, data=data).returncode == 0
    seen: dict[str, int] = {}
    calls: list[tuple[str, int]] = []
    begun = False
    for line in log.read_text(errors="replace").splitlines():
        found = re.match(r"([a-z_0-9]+)\(", line)
        if found is None:
            continue
        seen[found[1]] = seen.get(found[1], 0) + 1
        begun = begun or first in line
        if begun:
            calls.append((found[1], seen[found[1]]))
    return calls


def kill_at(machine: Machine, call: tuple[str, int], arguments: Sequence[str], data: bytes = b"") -> bool:
    """Run the helper and kill it as it enters `call`; whether that was reached."""
    name, which = call
    inject = ("-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={which}")
    strace = ("strace", "-o", "/dev/null", *inject, str(machine.launcher), *arguments)
    return machine.run(*strace, env=USER_ENV, data=data).returncode in (137, -9)
