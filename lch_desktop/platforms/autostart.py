"""Start with the computer: an XDG autostart entry, a launch agent, a value of the Run key.

Linux is run and tested. macOS and Windows are written by the systems' documentation; their files and values are
tested, the systems themselves were not there to run them.
"""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from lch_desktop.domain.desktop_entry import exec_line, string_value
from lch_desktop.domain.errors import PlatformError
from lch_desktop.platforms.own_command import (
    Run,
    one_line,
    read_text,
    remove_file,
    run,
    tray_command,
    write_text,
)
from lch_desktop.services.there import Entry, Found, LoginStart

ENTRY_NAME = "lead-conversion-hour.desktop"
AGENT = "org.lead-conversion-hour.login"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
RUN_VALUE = "LeadConversionHour"
_RUN_LIMIT = 260  # characters (learn.microsoft.com, Run and RunOnce Registry Keys)


def make_login_start(data_dir: Path, environment: Mapping[str, str], platform: str = sys.platform) -> LoginStart:
    """The one of `platform`, a `sys.platform` value, for this program on `data_dir`."""
    command = tray_command(data_dir, platform)
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        return RunKey(command, ThisRegistry())
    if platform == "darwin":
        return LoginAgent(command, home / "Library" / "LaunchAgents", run)
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return AutostartEntry(command, config / "autostart")


class AutostartEntry:
    """A file in the user's autostart folder (specifications.freedesktop.org/autostart-spec)."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self._path = folder / ENTRY_NAME

    def entry(self) -> Entry:
        """See LoginStart. Desktops switch an entry off by Hidden, GNOME also by a key of its own."""
        text = read_text(self._path)
        if text is None:
            return Entry(Found.NONE)
        keys = _keys_of(text)
        if keys.get("Hidden") == "true" or keys.get("X-GNOME-Autostart-enabled") == "false":
            return Entry(Found.OFF)
        there = keys.get("Exec", "")
        try:
            is_ours = there == exec_line(one_line(self._command))
        except PlatformError:
            is_ours = False
        return Entry(Found.HERE) if is_ours else Entry(Found.ELSEWHERE, command=there)

    def install(self) -> None:
        """See LoginStart."""
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            "Name=Lead Conversion Hour",
            "Comment=Waits in the tray for the hour of the morning",
            f"Exec={exec_line(one_line(self._command))}",
            f"TryExec={string_value(self._command[0])}",  # a program that was removed is not missed at login
            "Icon=lead-conversion-hour",
            "Terminal=false",
            "StartupNotify=false",
            "X-GNOME-Autostart-enabled=true",
        )
        write_text(self._path, "\n".join(lines) + "\n")

    def remove(self) -> None:
        """See LoginStart."""
        remove_file(self._path)


class LoginAgent:
    """A launch agent (launchd.plist(5)). launchd reads the folder at login, so nothing has to be loaded now."""

    def __init__(self, command: Sequence[str], folder: Path, run: Run) -> None:
        self._command = list(command)
        self._path = folder / f"{AGENT}.plist"
        self._run = run

    def entry(self) -> Entry:
        """See LoginStart."""
        return agent_entry(self._path, AGENT, self._command, self._run)

    def install(self) -> None:
        """See LoginStart; an agent that the rep has switched off is switched on."""
        agent = {"Label": AGENT, "ProgramArguments": self._command, "RunAtLoad": True, "ProcessType": "Interactive"}
        write_agent(self._path, agent)
        self._run(("launchctl", "enable", f"gui/{os.getuid()}/{AGENT}"))

    def remove(self) -> None:
        """See LoginStart."""
        remove_file(self._path)


def write_agent(path: Path, agent: Mapping[str, object]) -> None:
    """Write a launch agent. Raises PlatformError "start-not-written"."""
    try:
        text = plistlib.dumps(agent).decode()
    except (ValueError, UnicodeError) as error:  # a control character, or a path that is no text
        raise PlatformError("start-not-written", why="its path cannot be written down") from error
    write_text(path, text)


def agent_entry(path: Path, label: str, command: Sequence[str], run: Run) -> Entry:
    """How a launch agent stands: its file, and launchd's own list of those that were switched off."""
    text = read_text(path)
    if text is None:
        return Entry(Found.NONE)
    try:
        agent = plistlib.loads(text.encode())
        there = [str(word) for word in agent["ProgramArguments"]]
    except (ValueError, KeyError, TypeError, plistlib.InvalidFileException):
        return Entry(Found.ELSEWHERE, command=str(path))
    listed = run(("launchctl", "print-disabled", f"gui/{os.getuid()}")).out
    line = next((line for line in listed.splitlines() if f'"{label}"' in line), "")
    if agent.get("Disabled") is True or line.rstrip().endswith(("=> true", "=> disabled")):
        return Entry(Found.OFF)
    return Entry(Found.HERE) if there == list(command) else Entry(Found.ELSEWHERE, command=" ".join(there))


class Registry(Protocol):
    """The values of the current user's registry. Raises OSError where one cannot be written."""

    def read(self, key: str, name: str) -> str | bytes | None: ...

    def write(self, key: str, name: str, text: str) -> None: ...

    def delete(self, key: str, name: str) -> None:
        """Also where there is none."""
        ...


class RunKey:
    """A value of the Run key. The Task Manager switches it off by a value of the same name in another key, whose
    first byte is odd then."""

    def __init__(self, command: Sequence[str], registry: Registry) -> None:
        self._line = subprocess.list2cmdline(command)
        self._registry = registry

    def entry(self) -> Entry:
        """See LoginStart."""
        there = self._registry.read(RUN_KEY, RUN_VALUE)
        if there is None:
            return Entry(Found.NONE)
        approved = self._registry.read(APPROVED_KEY, RUN_VALUE)
        if isinstance(approved, bytes) and approved[:1] and approved[0] % 2:
            return Entry(Found.OFF)
        return Entry(Found.HERE) if there == self._line else Entry(Found.ELSEWHERE, command=str(there))

    def install(self) -> None:
        """See LoginStart."""
        if len(self._line) > _RUN_LIMIT:
            raise PlatformError("start-not-written", why="its path is too long for Windows")
        try:
            self._registry.delete(APPROVED_KEY, RUN_VALUE)
            self._registry.write(RUN_KEY, RUN_VALUE, self._line)
        except OSError as error:
            raise PlatformError("start-not-written", why=error.strerror or str(error)) from error

    def remove(self) -> None:
        """See LoginStart."""
        try:
            self._registry.delete(RUN_KEY, RUN_VALUE)
        except OSError as error:
            raise PlatformError("start-not-removed", path=RUN_KEY, why=error.strerror or str(error)) from error


class ThisRegistry:
    """The registry of the user who runs this. Elsewhere than on Windows it is empty."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """A value, None for none."""
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value, _ = winreg.QueryValueEx(opened, name)
            except OSError:
                return None
            return value if isinstance(value, str | bytes) else None
        return None

    def write(self, key: str, name: str, text: str) -> None:
        """Set a value."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

    def delete(self, key: str, name: str) -> None:
        """Take a value away."""
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return


def _keys_of(text: str) -> dict[str, str]:
    """The keys of the entry's main group."""
    keys: dict[str, str] = {}
    group = ""
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            keys.setdefault(name.strip(), value.strip())
    return keys
