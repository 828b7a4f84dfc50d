"""How another program starts this one, and how a command is written down for systems that read it from a file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lch_desktop.domain.errors import PlatformError

WITHIN_S = 10.0
_MISSING, _SILENT = 127, 124


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command. `code` 0: it did what it was told."""

    code: int
    out: str

    @property
    def why(self) -> str:
        """The last line that it said."""
        lines = [line.strip() for line in self.out.splitlines() if line.strip()]
        return lines[-1].rstrip(".") if lines else f"it ended with {self.code}"


Run = Callable[[Sequence[str]], Ran]


def run(command: Sequence[str]) -> Ran:
    """Run `command` to its end, ten seconds at the most; what cannot be run is an answer, too."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=WITHIN_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Ran(_SILENT, f"{command[0]} did not answer")
    except OSError as error:
        return Ran(_MISSING, f"{command[0]}: {error.strerror or error}")
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"))


def tray_command(data_dir: Path, platform: str = sys.platform) -> tuple[str, ...]:
    """What starts this very program in the tray, on `data_dir`, as a list of arguments."""
    me: tuple[str, ...] = (sys.executable,)
    if not getattr(sys, "frozen", False):
        windowless = Path(sys.executable).with_name("pythonw.exe")  # the other one opens a console
        python = str(windowless) if platform == "win32" and windowless.exists() else sys.executable
        me = (python, "-m", "lch_desktop")
    return (*me, "--data-dir", str(data_dir.absolute()), "--tray")


def one_line(command: Sequence[str]) -> Sequence[str]:
    """`command`, if it can be written on one line of UTF-8. Raises PlatformError "start-not-written"."""
    try:
        "".join(command).encode()
    except UnicodeEncodeError as error:
        raise PlatformError("start-not-written", why="its path is no text") from error
    if not command or any(letter < " " for word in command for letter in word):
        raise PlatformError("start-not-written", why="its path does not fit on a line")
    return command


def unit_line(command: Sequence[str]) -> str:
    """`command` as the value of ExecStart (systemd.service(5), "Command lines"): quoted, with %, $, \\ and " escaped.

    In the first word, the program, $ stands for itself.
    """
    words = []
    for place, word in enumerate(command):
        text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
        words.append(f'"{text.replace("$", "$$") if place else text}"')
    return " ".join(words)


def write_text(path: Path, text: str) -> None:
    """Put `text` in place of the file at `path`, all of it or nothing. Raises PlatformError "start-not-written"."""
    draft = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        raise PlatformError("start-not-written", why=error.strerror or str(error)) from error


def remove_file(path: Path) -> None:
    """Take the file away, if it is there. Raises PlatformError "start-not-removed"."""
    try:
        path.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    except OSError as error:
        raise PlatformError("start-not-removed", path=path, why=error.strerror or str(error)) from error


def read_text(path: Path) -> str | None:
    """What is in the file; None where there is none that can be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
