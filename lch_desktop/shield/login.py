"""While anything is raised, the system runs the restore command at the next login: after a power cut, a forced quit.

`put` comes before the first change, `remove` after everything is down; both any number of times. Each data folder
has an entry of its own: a folder whose shield is down takes nothing from another one whose is up.
Linux is run and tested. macOS and Windows are written by the systems' documentation and were not run.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from lch_desktop.domain.desktop_entry import exec_line
from lch_desktop.domain.errors import ShieldError
from lch_desktop.shield.journal import write_synced

_ENTRY, _AGENT, _VALUE = "lead-conversion-hour-restore", "org.lead-conversion-hour.restore", "LeadConversionHourRestore"
_RUN_ONCE = r"Software\Microsoft\Windows\CurrentVersion\RunOnce"
_MARK_LENGTH = 12
_RUN_ONCE_LIMIT = 260  # characters (learn.microsoft.com, Run and RunOnce Registry Keys)


class AtLogin(Protocol):
    """What runs a command at the user's next login."""

    def put(self, command: Sequence[str]) -> None:
        """Run `command` at the next login. Raises ShieldError "login-not-written"."""
        ...

    def remove(self) -> None:
        """Run nothing any more; also where nothing was put. Raises ShieldError "login-not-removed"."""
        ...


def make_at_login(environment: Mapping[str, str], data_dir: Path, platform: str = sys.platform) -> AtLogin:
    """The one of `platform`, a `sys.platform` value, for what was raised by `data_dir`."""
    home, mark = Path(environment.get("HOME") or Path.home()), mark_of(data_dir)
    if platform == "win32":
        return RunOnceAtLogin(f"{_VALUE}-{mark}")
    if platform == "darwin":
        return AgentAtLogin(home / "Library" / "LaunchAgents", f"{_AGENT}.{mark}")
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return DesktopAtLogin(config / "autostart" / f"{_ENTRY}-{mark}.desktop")


def mark_of(data_dir: Path) -> str:
    """What tells the entry of `data_dir` from another's: of the folder itself, however it is written."""
    return hashlib.sha256(os.fsencode(os.path.realpath(data_dir))).hexdigest()[:_MARK_LENGTH]


class DesktopAtLogin:
    """An autostart entry (specifications.freedesktop.org/autostart-spec)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, command: Sequence[str]) -> None:
        """See AtLogin."""
        if not command or any(ord(letter) < ord(" ") for word in command for letter in word):
            raise ShieldError("login-not-written", why="the command cannot be written on one line")
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            "Name=Lead Conversion Hour: put everything back",
            "Comment=Runs once when an hour was cut off, and goes away when nothing is blocked",
            f"Exec={exec_line(command)}",
            "Terminal=false",
            "NoDisplay=true",
            "X-GNOME-Autostart-enabled=true",
        )
        _write(self._path, os.fsencode("\n".join(lines) + "\n"))

    def remove(self) -> None:
        """See AtLogin."""
        _remove(self._path)


class AgentAtLogin:
    """A launch agent (launchd.plist(5)); launchd reads the folder at login, so nothing has to be loaded now."""

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._path = folder / f"{name}.plist"

    def put(self, command: Sequence[str]) -> None:
        """See AtLogin."""
        import plistlib  # with it comes a parser of XML, for one system only

        agent = {"Label": self._name, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Background"}
        try:
            content = plistlib.dumps(agent)
        except ValueError as error:  # a control character
            raise ShieldError("login-not-written", why="the command cannot be written down") from error
        _write(self._path, content)

    def remove(self) -> None:
        """See AtLogin."""
        _remove(self._path)


class RunOnceAtLogin:
    """A value of the user's RunOnce key. Windows removes it when it runs it; the restore command is idempotent."""

    def __init__(self, name: str) -> None:
        self._name = f"!{name}"  # "!": Windows keeps the value until the command has run to its end

    def put(self, command: Sequence[str]) -> None:
        """See AtLogin."""
        line = subprocess.list2cmdline(command)
        if len(line) > _RUN_ONCE_LIMIT:
            raise ShieldError("login-not-written", why="the command is too long for Windows")
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_ONCE) as key:
                    winreg.SetValueEx(key, self._name, 0, winreg.REG_SZ, line)
                    winreg.FlushKey(key)
            except OSError as error:
                raise ShieldError("login-not-written", why=error.strerror or "") from error

    def remove(self) -> None:
        """See AtLogin."""
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_ONCE, 0, winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, self._name)
            except FileNotFoundError:
                return
            except OSError as error:
                raise ShieldError("login-not-removed", why=error.strerror or "") from error


def _write(path: Path, content: bytes) -> None:
    try:
        write_synced(path, content)
    except OSError as error:
        raise ShieldError("login-not-written", why=error.strerror or "") from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except NotADirectoryError:
        return  # no folder, so no entry
    except OSError as error:
        raise ShieldError("login-not-removed", why=error.strerror or "") from error
